//! What the session's backend is known to offer, and how that is learned.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use wire::{
    Access, ApiError, Call, Request,
    capabilities::{
        Capabilities, Capability, Change, Offer, health_marker, is_route_missing, sort_by_health,
        sort_by_templates, templates_marker,
    },
    routes::Route,
};

use super::{Session, once};
use crate::{
    api::{Client, transport::unabortable},
    state::storage::{self, StorageScope},
};

/// Where it is kept what the last backend offered, so that a reload need not wait for it.
const KEY: &str = "toombos.capabilities";

/// How it is known what a backend offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// It said so itself.
    #[default]
    Told,
    /// It has no OpenAPI to read: what such a server offers is assumed, less what it turned
    /// out not to have.
    Assumed,
    /// Something answers there, but nothing that is like a Toombos backend.
    Foreign,
}

/// What a backend offers, and how that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// What it offers.
    pub capabilities: Arc<Capabilities>,
    /// How that is known.
    pub basis: Basis,
}

impl Known {
    fn new(capabilities: Capabilities, basis: Basis) -> Self {
        Self {
            capabilities: Arc::new(capabilities),
            basis,
        }
    }

    /// Whether the backend said so itself.
    pub fn is_told(&self) -> bool {
        self.basis == Basis::Told
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    base: String,
    capabilities: Capabilities,
    #[serde(default)]
    basis: Basis,
}

/// What this browser remembers of a backend.
pub fn load(base: &str) -> Option<Known> {
    let kept: Kept = storage::load(StorageScope::Local, KEY)?;
    (kept.base == base).then(|| Known::new(kept.capabilities, kept.basis))
}

fn keep(base: &str, known: &Known) {
    // Whatever answers at a wrong address says nothing worth keeping.
    if known.basis == Basis::Foreign {
        return;
    }
    let kept = Kept {
        base: base.to_owned(),
        capabilities: known.capabilities.as_ref().clone(),
        basis: known.basis,
    };
    storage::save(StorageScope::Local, KEY, &kept);
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

    /// Whether the server itself has said that it offers something: no guess, and not unknown.
    pub fn surely_offers(self, capability: Capability) -> bool {
        self.capabilities.with(|known| {
            let told = known.as_ref().filter(|known| known.is_told());
            told.is_some_and(|known| known.capabilities.offers(capability))
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

    /// Whether the backend said itself what it offers; otherwise that is assumed, or not known.
    pub fn is_told(self) -> bool {
        self.basis() == Some(Basis::Told)
    }

    /// How it is known what the backend offers; `None` until it is.
    pub fn basis(self) -> Option<Basis> {
        self.capabilities
            .with(|known| known.as_ref().map(|known| known.basis))
    }

    /// Whether one can log in with a password, as far as is known.
    pub fn has_accounts(self) -> bool {
        self.offers(Capability::AuthLogin) && self.basis() != Some(Basis::Foreign)
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
        let base = self.base.try_get_untracked().ok_or(ApiError::Aborted)?;
        once(slot, base.clone(), move || self.ask_capabilities(base)).await
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
        keep(base, &known);
        // The session may have gone elsewhere meanwhile.
        if self.base.try_get_untracked().as_deref() != Some(base) {
            return;
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

    /// Remembers a route that the backend turned out not to have, where it does not tell its
    /// routes itself. `true` where the call should be sent again: in other words, or to be told
    /// that it is not offered.
    pub(super) fn has_tried(self, call: &Request, error: Option<&ApiError>) -> bool {
        if !error.is_some_and(is_route_missing) || call.capability().is_none() {
            return false;
        }
        let Some(known) = self.capabilities.try_get_untracked().flatten() else {
            return false;
        };
        let (Basis::Assumed, Ok(spoken)) = (known.basis, call.spoken(&known.capabilities)) else {
            return false;
        };
        let route = Route::new(spoken.method, spoken.path.template());
        let known = Known::new(known.capabilities.without(route), Basis::Assumed);
        keep(&self.base.get_untracked(), &known);
        self.capabilities.try_set(Some(known)).is_none()
    }

    pub(super) fn forget_capabilities(self) {
        let _ = self.answers.try_update(std::collections::BTreeMap::clear);
        let known = self.base.try_get_untracked().and_then(|base| load(&base));
        let _ = self.capabilities.try_set(known);
        self.learn_capabilities();
    }

    /// Asks anew what the backend offers, and says what is different from before.
    ///
    /// Where it cannot say, what it said before stays, and that is an error here; what was
    /// only tried is forgotten, to be tried anew.
    pub async fn check_again(self) -> Result<Vec<Change>, ApiError> {
        let base = self.base.get_untracked();
        let before = self.capabilities.get_untracked();
        let client = self.client_for(base.clone());
        let list = self.ask(&client, &Capabilities::call()).await;
        let told = before.as_ref().is_some_and(Known::is_told);
        let known = match list {
            Ok(capabilities) => Known::new(capabilities, Basis::Told),
            Err(error) if told || !error.is_answered() => return Err(error),
            Err(_) => self.find_out(&client).await?,
        };
        let Some(before) = before else {
            self.learned(&base, known);
            return Ok(Vec::new());
        };
        let changes = known.capabilities.changes_since(&before.capabilities);
        self.learned(&base, known);
        Ok(changes)
    }

    async fn ask_capabilities(self, base: String) -> Result<(), ApiError> {
        let found = self.find_out(&self.client_for(base.clone())).await;
        // The backend may have been changed meanwhile; whoever did asks again.
        if self.base.try_get_untracked().as_ref() != Some(&base) {
            return Ok(());
        }
        let known = found?;
        // What was told before, or was tried, is more than a guess.
        let is_news = self.capabilities.with_untracked(|before| {
            before
                .as_ref()
                .is_none_or(|before| before.basis == Basis::Foreign)
        });
        if known.is_told() || is_news {
            self.learned(&base, known);
        }
        Ok(())
    }

    /// Finds out what a backend offers: from what it says, else from how it answers.
    pub(super) async fn find_out(self, client: &Client) -> Result<Known, ApiError> {
        match self.ask(client, &Capabilities::call()).await {
            Ok(told) if !told.is_empty() => return Ok(Known::new(told, Basis::Told)),
            Ok(_) => {}
            Err(error) if error.is_answered() => {}
            Err(error) => return Err(error),
        }
        let templates = self.ask(client, &templates_marker()).await;
        let sort = match sort_by_templates(&templates) {
            Some(sort) => Some(sort),
            None => sort_by_health(&self.ask(client, &health_marker()).await),
        };
        Ok(match sort {
            Some(sort) => Known::new(Capabilities::assumed(sort), Basis::Assumed),
            None => Known::new(Capabilities::contract(), Basis::Foreign),
        })
    }

    /// Asks any backend something that needs no key.
    pub(super) async fn ask<T: Send + 'static>(
        self,
        client: &Client,
        call: &Call<T>,
    ) -> Result<T, ApiError> {
        let outcome = match client.send(call, &unabortable()).await {
            Err(ApiError::Unreachable { route }) => Err(self.look_behind(client, route).await),
            outcome => outcome,
        };
        if self.is_at(client) {
            self.note(call, outcome.as_ref().err());
        }
        outcome
    }
}
