//! What the session's backend is known to offer, and how that is learned.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use wire::{
    Access, ApiError,
    capabilities::{Capabilities, Capability, Offer},
};

use super::{Session, once};
use crate::{
    api::transport::unabortable,
    state::storage::{self, Keep},
};

/// Where it is kept what the last backend offered, so that a reload need not wait for it.
const KEY: &str = "toombos.capabilities";

/// What a backend offers, and whether it said so itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// What it offers.
    pub capabilities: Arc<Capabilities>,
    /// `false` where it has no OpenAPI, so that all of the contract is assumed.
    pub is_told: bool,
}

impl Known {
    /// What the backend said.
    pub fn asked(capabilities: Arc<Capabilities>) -> Self {
        Self {
            capabilities,
            is_told: true,
        }
    }

    fn assumed() -> Self {
        Self {
            capabilities: Arc::new(Capabilities::contract()),
            is_told: false,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    base: String,
    capabilities: Capabilities,
}

/// What this browser remembers of a backend.
pub fn load(base: &str) -> Option<Known> {
    let kept: Kept = storage::load(Keep::Browser, KEY)?;
    (kept.base == base).then(|| Known::asked(Arc::new(kept.capabilities)))
}

impl Session {
    /// Whether the backend offers something; `true` as long as nothing speaks against it.
    pub fn offers(self, capability: Capability) -> bool {
        self.capabilities.with(|known| {
            known
                .as_ref()
                .is_none_or(|known| known.capabilities.offers(capability))
        })
    }

    /// Whether the backend serves something in the way of the one that customers run.
    pub fn is_shipped(self, capability: Capability) -> bool {
        self.capabilities.with(|known| {
            known
                .as_ref()
                .is_some_and(|known| known.capabilities.is_shipped(capability))
        })
    }

    /// What the backend offers, and by which routes; `None` until that is known.
    pub fn capabilities(self) -> Option<Arc<Capabilities>> {
        self.capabilities
            .with(|known| Some(known.as_ref()?.capabilities.clone()))
    }

    /// How the backend offers something.
    pub fn offer(self, capability: Capability) -> Option<Offer> {
        self.capabilities
            .with(|known| known.as_ref()?.capabilities.offer(capability).copied())
    }

    /// Whether there is a key for something that needs one of its own.
    pub fn has_key_for(self, capability: Capability) -> bool {
        let Some(known) = self.capabilities.get() else {
            return true;
        };
        let Some(ring) = self.key_ring() else {
            return true;
        };
        match known.capabilities.access(capability) {
            Some(Access::Session) => ring.api.is_some(),
            Some(Access::CacheKey) => ring.cache.is_some(),
            Some(Access::Public) | None => true,
        }
    }

    /// Whether the backend said itself what it offers; otherwise all of the contract is assumed.
    pub fn is_told(self) -> bool {
        self.capabilities
            .with(|known| known.as_ref().is_some_and(|known| known.is_told))
    }

    /// Asks for what the backend offers, in the background.
    pub fn learn_capabilities(self) {
        spawn_local(async move {
            let _ = self.learn().await;
        });
    }

    /// Asks for what the backend offers, and waits for it.
    pub async fn learn(self) -> Result<(), ApiError> {
        let slot = self
            .inner
            .try_with_value(|inner| inner.learning.clone())
            .ok_or(ApiError::Aborted)?;
        once(slot, move || self.ask_capabilities()).await
    }

    /// Waits until it is known what the backend offers.
    pub(super) async fn know(self) -> Result<(), ApiError> {
        let known = self.capabilities.try_with_untracked(Option::is_some);
        match known {
            Some(true) => Ok(()),
            Some(false) => self.learn().await,
            None => Err(ApiError::Aborted),
        }
    }

    /// Takes note of what the backend at `base` offers.
    pub(super) fn learned(self, base: &str, known: Known) {
        if known.is_told {
            let kept = Kept {
                base: base.to_owned(),
                capabilities: known.capabilities.as_ref().clone(),
            };
            storage::save(Keep::Browser, KEY, &kept);
        }
        let before = self.capabilities.try_get_untracked().flatten();
        if before.as_ref() == Some(&known) {
            return;
        }
        let _ = self.capabilities.try_set(Some(known));
        // Another release may answer in another way, so what was asked is asked anew.
        if before.is_some() {
            let _ = self
                .epoch
                .try_update(|epoch| *epoch = epoch.wrapping_add(1));
        }
    }

    pub(super) fn forget_capabilities(self) {
        self.answers.update(std::collections::BTreeMap::clear);
        self.capabilities.set(load(&self.base.get_untracked()));
        self.learn_capabilities();
    }

    async fn ask_capabilities(self) -> Result<(), ApiError> {
        let base = self.base.try_get_untracked().ok_or(ApiError::Aborted)?;
        let answer = self.send_now(&Capabilities::call(), &unabortable()).await;
        // The backend may have been changed meanwhile; whoever did asks again.
        if self.base.try_get_untracked().as_ref() != Some(&base) {
            return Ok(());
        }
        match answer {
            Ok(capabilities) => {
                self.learned(&base, Known::asked(Arc::new(capabilities)));
                Ok(())
            }
            // What was told before is more than a guess.
            Err(error) if error.is_answered() => {
                if self.capabilities.with_untracked(Option::is_none) {
                    self.learned(&base, Known::assumed());
                }
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}
