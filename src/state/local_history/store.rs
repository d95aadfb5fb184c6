//! The only file that knows IndexedDB.
//!
//! Two stores: what lists show, and the whole runs, which may be large. Values are JSON, so
//! that one written by another version is left out instead of breaking the list.

use std::collections::BTreeMap;

use futures_util::{
    FutureExt,
    future::{Either, select},
    pin_mut,
};
use gloo_timers::future::TimeoutFuture;
use idb::{Database, Factory, ObjectStoreParams, TransactionMode};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wire::content::ContentId;

use super::{
    MOST_RUNS,
    run::{KeptHead, KeptRun, sort},
};

const NAME: &str = "toombos";
const VERSION: u32 = 1;
const HEADS: &str = "heads";
const RUNS: &str = "runs";

/// Some browsers never answer where storage is blocked.
const PATIENCE_MILLIS: u32 = 4_000;

/// The browser does not store anything for this app, or no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked;

impl From<idb::Error> for Blocked {
    fn from(_: idb::Error) -> Self {
        Self
    }
}

/// What lists show, in no order.
pub async fn heads() -> Result<Vec<KeptHead>, Blocked> {
    let database = open().await?;
    let transaction = database.transaction(&[HEADS], TransactionMode::ReadOnly)?;
    let values = transaction
        .object_store(HEADS)?
        .get_all(None, None)?
        .await?;
    database.close();
    Ok(values.iter().filter_map(read).collect())
}

/// One run.
pub async fn get(id: &ContentId) -> Result<Option<KeptRun>, Blocked> {
    let database = open().await?;
    let transaction = database.transaction(&[RUNS], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(RUNS)?.get(key(id))?.await?;
    database.close();
    Ok(value.as_ref().and_then(read))
}

/// Stores a run, and lets go of the oldest where there are too many.
pub async fn put(run: &KeptRun) -> Result<(), Blocked> {
    let (Ok(head), Ok(whole)) = (
        serde_json::to_string(&run.head()),
        serde_json::to_string(run),
    ) else {
        return Err(Blocked);
    };
    let database = open().await?;
    let transaction = database.transaction(&[HEADS, RUNS], TransactionMode::ReadWrite)?;
    let heads = transaction.object_store(HEADS)?;
    let runs = transaction.object_store(RUNS)?;
    let key = key(&run.id);
    runs.put(&whole.into(), Some(&key))?.await?;
    heads.put(&head.into(), Some(&key))?.await?;
    let all = heads.get_all(None, None)?.await?;
    for id in surplus(all.iter().filter_map(read).collect()) {
        heads.delete(self::key(&id))?.await?;
        runs.delete(self::key(&id))?.await?;
    }
    transaction.await?;
    database.close();
    Ok(())
}

/// Removes runs.
pub async fn remove(ids: &[ContentId]) -> Result<(), Blocked> {
    let database = open().await?;
    let transaction = database.transaction(&[HEADS, RUNS], TransactionMode::ReadWrite)?;
    for store in [HEADS, RUNS] {
        let store = transaction.object_store(store)?;
        for id in ids {
            store.delete(key(id))?.await?;
        }
    }
    transaction.await?;
    database.close();
    Ok(())
}

async fn open() -> Result<Database, Blocked> {
    let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        use idb::DatabaseEvent;
        // What fails here shows itself when the store is used.
        if let Ok(database) = event.database() {
            for store in [HEADS, RUNS] {
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        }
    });
    let opening = request.into_future().fuse();
    let waiting = TimeoutFuture::new(PATIENCE_MILLIS).fuse();
    pin_mut!(opening, waiting);
    match select(opening, waiting).await {
        Either::Left((opened, _)) => Ok(opened?),
        Either::Right(_) => Err(Blocked),
    }
}

fn key(id: &ContentId) -> JsValue {
    JsValue::from_str(id.as_str())
}

fn read<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}

/// The oldest runs of each person, where there are more than are kept: nobody's publications push
/// out somebody else's.
fn surplus(mut heads: Vec<KeptHead>) -> Vec<ContentId> {
    sort(&mut heads);
    let mut counts = BTreeMap::<String, usize>::new();
    let is_surplus = |head: &KeptHead| {
        let count = counts.entry(head.owner.clone()).or_default();
        *count = count.saturating_add(1);
        *count > MOST_RUNS
    };
    heads.retain(is_surplus);
    heads.into_iter().map(|head| head.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_pushes_out_what_somebody_else_published() {
        let head = |owner: &str, number: usize| -> KeptHead {
            let at = number as f64;
            serde_json::from_value(serde_json::json!({
                "id": format!("{owner}{number}"), "at": at, "owner": owner, "backend": "b",
                "title": "t", "outcome": "completed", "results": {}, "words": "",
            }))
            .unwrap()
        };
        let many = (0..=MOST_RUNS).map(|number| head("a", number));
        let heads: Vec<_> = [head("b", 0)].into_iter().chain(many).collect();
        assert_eq!(surplus(heads), [ContentId("a0".to_owned())]);
    }
}
