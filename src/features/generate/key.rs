//! The key by which the server knows a repeated request from a new one.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::generate::GenerateRequest;

use crate::state::drafts::Draft;

const KEPT: Draft = Draft::named("toombos.draft.generate.key");

#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    request: GenerateRequest,
    key: String,
}

/// One key per request: kept over retries and reloads until the request has started a job.
#[derive(Clone, Copy)]
pub struct Key(StoredValue<Option<Kept>>);

impl Key {
    /// The key of the last attempt, if that has not succeeded.
    pub fn load() -> Self {
        Self(StoredValue::new(KEPT.load()))
    }

    /// The key of a request: the same as long as the request is.
    pub fn of(self, request: &GenerateRequest) -> String {
        let known = self.0.with_value(|kept| {
            kept.as_ref()
                .filter(|kept| kept.request == *request)
                .map(|kept| kept.key.clone())
        });
        known.unwrap_or_else(|| {
            let kept = Kept {
                request: request.clone(),
                key: random(),
            };
            KEPT.save(&kept);
            let key = kept.key.clone();
            self.0.set_value(Some(kept));
            key
        })
    }

    /// Forgets the key, because it has started its job.
    pub fn spend(self) {
        KEPT.discard();
        let _ = self.0.try_update_value(|kept| *kept = None);
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
