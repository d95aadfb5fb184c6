//! What the page asks for: when it opens, when something was emptied, and on demand.

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    cache::{self, CacheStats, Invalidation},
    capabilities::Capability,
    shipped::cache::{self as shipped, CacheHealth},
};

use crate::state::{
    query::{Query, use_query},
    session::use_session,
};

use super::trouble::{Trouble, trouble};

/// What is known of the caches.
#[derive(Clone, Copy)]
pub struct Loads {
    /// What they hold.
    pub stats: Query<CacheStats>,
    /// Whether they work, where a server tells that apart.
    pub health: Query<CacheHealth>,
    /// What was emptied.
    pub history: Query<Page<Invalidation>>,
    /// What keeps all of it from being known.
    pub trouble: Memo<Option<Trouble>>,
}

impl Loads {
    /// Asks for all that is offered.
    pub fn new() -> Self {
        let session = use_session();
        let wanted = move |capability| {
            session.capabilities().is_some()
                && session.offers(capability)
                && session.has_key_for(capability)
        };
        let stats = use_query(move || wanted(Capability::CacheStats).then(cache::stats));
        let health = use_query(move || wanted(Capability::CacheHealth).then(shipped::health));
        let history = use_query(move || wanted(Capability::CacheHistory).then(cache::history));
        let trouble = Memo::new(move |_| {
            let mut failures: Vec<ApiError> = Vec::new();
            let mut is_known = false;
            let mut take = |data: bool, error: Option<ApiError>, offered: bool| {
                is_known |= offered && (data || error.is_none());
                failures.extend(error);
            };
            take(
                stats.remote().with(|it| it.data.is_some()),
                stats.remote().with(|it| it.error.clone()),
                wanted(Capability::CacheStats),
            );
            take(
                health.remote().with(|it| it.data.is_some()),
                health.remote().with(|it| it.error.clone()),
                wanted(Capability::CacheHealth),
            );
            take(
                history.remote().with(|it| it.data.is_some()),
                history.remote().with(|it| it.error.clone()),
                wanted(Capability::CacheHistory),
            );
            if is_known { None } else { trouble(&failures) }
        });
        Self {
            stats,
            health,
            history,
            trouble,
        }
    }

    /// Asks again.
    pub fn again(self) {
        self.stats.refetch();
        self.health.refetch();
        self.history.refetch();
    }

    /// Why nothing can be changed now.
    pub fn reason(self, capability: Capability) -> Signal<Option<String>> {
        let session = use_session();
        Signal::derive(move || {
            if !session.offers(capability) {
                return Some(capability.missing().to_owned());
            }
            if !session.has_key_for(capability) {
                return Some("The key for it is missing. Add it under Settings.".to_owned());
            }
            if !session.may_write() {
                return Some(
                    "Your role may only look. Ask an owner for the editor role.".to_owned(),
                );
            }
            self.trouble
                .with(|trouble| Some(trouble.as_ref()?.reason().to_owned()))
        })
    }
}
