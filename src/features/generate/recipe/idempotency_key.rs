//! The key by which the server knows a repeated request from a new one.

use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wire::generate::GenerateRequest;

use crate::state::drafts::{Draft, DraftName};

const KEPT: DraftName = DraftName::new("toombos.draft.generate.key");

/// A request, and the key it is sent with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyedRequest<R> {
    /// What is asked for.
    pub request: R,
    /// The key.
    pub key: String,
}

/// One key per request: kept over retries and reloads until the request has started its job.
pub struct IdempotencyKey<R: 'static = GenerateRequest> {
    draft: StoredValue<Draft>,
    kept: StoredValue<Option<KeyedRequest<R>>>,
}

impl<R: 'static> Clone for IdempotencyKey<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: 'static> Copy for IdempotencyKey<R> {}

impl IdempotencyKey {
    /// The key of the last attempt, if that has not succeeded.
    pub fn load() -> Self {
        Self::load_from(KEPT)
    }
}

impl<R> IdempotencyKey<R>
where
    R: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync,
{
    /// The key that is kept in a place of its own.
    pub fn load_from(name: DraftName) -> Self {
        let draft = name.own();
        Self {
            kept: StoredValue::new(draft.load()),
            draft: StoredValue::new(draft),
        }
    }

    /// What was asked for and has not started anything yet, as far as is known.
    pub fn kept(self) -> Option<KeyedRequest<R>> {
        self.kept.get_value()
    }

    /// The key of a request: the same as long as the request is.
    pub fn of(self, request: &R) -> String {
        let known = self.kept.with_value(|kept| {
            kept.as_ref()
                .filter(|kept| kept.request == *request)
                .map(|kept| kept.key.clone())
        });
        known.unwrap_or_else(|| {
            let kept = KeyedRequest {
                request: request.clone(),
                key: random(),
            };
            let _ = self.draft.try_with_value(|draft| draft.save(&kept));
            let key = kept.key.clone();
            self.kept.set_value(Some(kept));
            key
        })
    }

    /// Forgets the key, because it has started its job.
    pub fn spend(self) {
        let _ = self.draft.try_with_value(Draft::discard);
        let _ = self.kept.try_update_value(|kept| *kept = None);
    }
}

fn random() -> String {
    // Only there on HTTPS and on this machine itself.
    let crypto = window().crypto().ok();
    let native = crypto.as_ref().is_some_and(|crypto| {
        js_sys::Reflect::get(crypto, &"randomUUID".into()).is_ok_and(|it| it.is_function())
    });
    match crypto {
        Some(crypto) if native => crypto.random_uuid(),
        _ => {
            let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
            format!("{:08x}{:08x}{:08x}{:08x}", part(), part(), part(), part())
        }
    }
}
