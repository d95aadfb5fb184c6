//! The database: one connection behind a lock, and what is told when it changes.
//!
//! A change is told to the live feeds after it is committed and before the
//! lock is given up, so the feeds tell changes in the order in which the
//! database holds them, and whoever reads after an event sees its effect.

pub mod accounts;
pub mod batches;
pub mod caches;
pub mod contents;
mod cursor;
pub mod health;
pub mod jobs;
pub mod keys;
mod paging;
pub mod sessions;
pub mod templates;

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::{Connection, OptionalExtension, Transaction, functions::FunctionFlags, params};
use wire::{Stamp, channel::Channel, events::Event, jobs::JobId, unicode::sort_key};

use crate::{
    error::{Error, Result},
    live::Live,
};

/// The steps from an empty file to the newest form; `user_version` counts those done.
const MIGRATIONS: &[&str] = &[
    include_str!("store/0001-start.sql"),
    include_str!("store/0002-health.sql"),
    include_str!("store/0003-templates.sql"),
    include_str!("store/0004-caches.sql"),
    include_str!("store/0005-accounts.sql"),
    include_str!("store/0006-batches.sql"),
    include_str!("store/0007-sort-keys.sql"),
    include_str!("store/0008-content-versions.sql"),
];

/// What is written of a part so far. Only while it is being written, so in memory only.
pub type Drafts = HashMap<(JobId, Channel), String>;

/// The database. Copies are the same one.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    held: Mutex<Held>,
    live: Live,
}

struct Held {
    connection: Connection,
    drafts: Drafts,
}

/// The database for reading.
pub struct View<'a> {
    /// The connection.
    pub connection: &'a Connection,
    /// What is being written.
    pub drafts: &'a Drafts,
}

/// A transaction: all of it is stored and told, or nothing.
pub struct Change<'a> {
    /// The transaction.
    pub connection: Transaction<'a>,
    /// What is being written.
    pub drafts: &'a mut Drafts,
    events: Vec<Event>,
}

impl Change<'_> {
    /// Tells the live feeds, once the change is stored.
    pub fn tell(&mut self, event: Event) {
        self.events.push(event);
    }
}

impl Store {
    /// Opens the database in a file, or in memory where there is none.
    pub fn open(file: Option<&Path>, live: Live) -> Result<Self> {
        let mut connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = NORMAL;
             PRAGMA foreign_keys = ON;
             PRAGMA busy_timeout = 5000;
             PRAGMA cache_size = -65536;
             PRAGMA temp_store = MEMORY;",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        connection.create_scalar_function("sort_key", 1, flags, |call| {
            Ok(sort_key(&call.get::<String>(0)?))
        })?;
        connection.create_scalar_function("stamp_key", 1, flags, |call| {
            Ok(Stamp::parse(&call.get::<String>(0)?).map_or(0, |stamp| stamp.sort_key()))
        })?;
        migrate(&mut connection)?;
        let held = Mutex::new(Held {
            connection,
            drafts: Drafts::new(),
        });
        Ok(Self(Arc::new(Inner { held, live })))
    }

    /// Reads, on a thread that may block.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&View<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store = self.clone();
        blocking(move || store.read_now(read)).await
    }

    /// Reads, here and now.
    pub fn read_now<T>(&self, read: impl FnOnce(&View<'_>) -> Result<T>) -> Result<T> {
        let held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        read(&View {
            connection: &held.connection,
            drafts: &held.drafts,
        })
    }

    /// Changes, on a thread that may block.
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&mut Change<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store = self.clone();
        blocking(move || store.write_now(write)).await
    }

    /// Changes, here and now.
    pub fn write_now<T>(&self, write: impl FnOnce(&mut Change<'_>) -> Result<T>) -> Result<T> {
        let mut held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        let Held { connection, drafts } = &mut *held;
        let mut change = Change {
            connection: connection.transaction()?,
            drafts,
            events: Vec::new(),
        };
        let outcome = write(&mut change)?;
        let Change {
            connection, events, ..
        } = change;
        connection.commit()?;
        for event in events {
            self.0.live.publish(event);
        }
        Ok(outcome)
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Error::internal(error)))
}

fn migrate(connection: &mut Connection) -> Result<()> {
    let done: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (number, step) in (1_u32..).zip(MIGRATIONS).skip(done as usize) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Reads a value that the server keeps for itself.
pub fn meta(connection: &Connection, key: &str) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .optional()?)
}

/// Keeps a value for the server itself.
pub fn set_meta(connection: &Connection, key: &str, value: &[u8]) -> Result<()> {
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![key, value],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, faults::Faults};

    #[test]
    fn content_of_an_older_version_gets_its_first_version() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sandbox.db");
        let old = Connection::open(&file).unwrap();
        for step in MIGRATIONS.iter().take(6) {
            old.execute_batch(step).unwrap();
        }
        old.pragma_update(None, "user_version", 7).unwrap();
        let content = |id: &str, version: u64| {
            serde_json::json!({
                "content_id": id, "job_id": null, "document_id": null, "channel": "web",
                "title": "Caf\u{e9}", "status": "published", "version": version, "url": "u",
                "body": {"title": "Caf\u{e9}", "markdown": "Hello", "slug": "cafe"},
                "created_at": "2026-11-20T09:30:00.000Z",
                "updated_at": "2026-11-21T09:30:00.000Z", "updated_by": "Olga",
            })
            .to_string()
        };
        for (id, version) in [("c1", 1), ("c2", 4)] {
            old.execute(
                "INSERT INTO contents VALUES (?1, NULL, 'web', 'published', 0, 'hello', ?2)",
                [id, &content(id, version)],
            )
            .unwrap();
        }
        drop(old);

        let clock = Clock::default();
        let store = Store::open(Some(&file), Live::new(clock.clone(), Faults::new(false))).unwrap();
        let listed = |sort: &str, q: &str| {
            let filter = wire::content::ContentFilter {
                q: q.to_owned(),
                sort: sort.parse().unwrap(),
                ..Default::default()
            };
            let now = clock.stamp();
            let page = store.read_now(|view| contents::list(view.connection, &filter, &now));
            let ids = page.unwrap().items.into_iter();
            ids.map(|content| content.content_id.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(listed("-version", ""), ["c2", "c1"]);
        assert_eq!(listed("title", "hello"), ["c1", "c2"]);
        let versions = |id: &str| {
            let id = id.into();
            store
                .read_now(|view| contents::list_versions(view.connection, &id, None, None))
                .unwrap()
                .items
        };
        let [first] = versions("c1").try_into().unwrap();
        assert_eq!((first.version, first.reason.as_str()), (1, "created"));
        assert_eq!(first.created_at.as_str(), "2026-11-21T09:30:00.000Z");
        let [newest] = versions("c2").try_into().unwrap();
        assert_eq!((newest.version, newest.reason.as_str()), (4, "edit"));
        let kept = store.read_now(|view| contents::version(view.connection, &"c2".into(), 4));
        assert_eq!(kept.unwrap().updated_by.as_deref(), Some("Olga"));
    }

    #[test]
    fn keys_of_an_older_version_are_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sandbox.db");
        let old = Connection::open(&file).unwrap();
        for step in MIGRATIONS.iter().take(6) {
            old.execute_batch(step).unwrap();
        }
        old.pragma_update(None, "user_version", 6).unwrap();
        old.execute_batch(
            "INSERT INTO jobs VALUES
                ('job_1', 'completed', 0, 0, 0, 0, 'cafe\u{301}', '', 0, NULL),
                ('job_2', 'completed', 0, 0, 0, 0, 'caf\u{e9}', '', 0, NULL);
             INSERT INTO templates VALUES
                ('tpl_1', 'caf\u{e9}', 'v', 0, '{}'),
                ('tpl_2', 'cafe\u{301}', 'v', 0, '{}'),
                ('tpl_3', 'me\u{301}lange', 'v', 0, '{}');",
        )
        .unwrap();
        drop(old);

        let clock = Clock::default();
        let live = Live::new(clock, Faults::new(false));
        let store = Store::open(Some(&file), live).unwrap();
        let texts = |sql: &'static str| {
            store
                .read_now(|view| {
                    let mut found = view.connection.prepare(sql)?;
                    let rows = found.query_map([], |row| row.get::<_, String>(0))?;
                    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
                })
                .unwrap()
        };
        assert_eq!(
            texts("SELECT subject FROM jobs"),
            ["caf\u{e9}", "caf\u{e9}"]
        );
        // Both of one name are still there.
        assert_eq!(
            texts("SELECT name FROM templates ORDER BY id"),
            ["caf\u{e9}", "cafe\u{301}", "m\u{e9}lange"]
        );
    }
}
