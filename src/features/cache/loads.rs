//! What the page asks for: when it opens, on a slow beat, when something was emptied, and on
//! demand.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    cache::{self, CacheStats, Invalidation},
    capabilities::Capability,
    shipped::cache::{self as shipped, CacheHealth},
};

use crate::{
    effect::effect,
    features::cache::text,
    state::{
        query::{Options, Query, use_query_with},
        session::use_session,
        storage::{self, StorageScope},
    },
};

use super::{
    seen::Log,
    trouble::{Trouble, trouble},
};

/// How often the figures are asked for.
pub const BEAT: Duration = Duration::from_secs(15);

/// How often the history is; others may have emptied something.
const HISTORY_BEAT: Duration = Duration::from_secs(30);

/// Where this tab keeps what it has seen.
const SEEN: &str = "toombos.cache.seen";

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
    /// What this tab has seen of the figures.
    pub seen: RwSignal<Log>,
}

impl Loads {
    /// Asks for all that is offered.
    pub fn new() -> Self {
        let session = use_session();
        let may_ask = move |capability| {
            session.capabilities().is_some()
                && session.offers(capability)
                && session.has_key_for(capability)
        };
        // A server that fails on all of it is left alone until somebody asks.
        let calm = RwSignal::new(true);
        let every = move |beat: Duration| Options {
            poll: Signal::derive(move || calm.get().then_some(beat)),
            ..Options::default()
        };
        let stats = use_query_with(
            move || may_ask(Capability::CacheStats).then(cache::stats),
            every(BEAT),
        );
        let health = use_query_with(
            move || may_ask(Capability::CacheHealth).then(shipped::health),
            every(BEAT),
        );
        let history = use_query_with(
            move || may_ask(Capability::CacheHistory).then(cache::history),
            every(HISTORY_BEAT),
        );
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
                may_ask(Capability::CacheStats),
            );
            take(
                health.remote().with(|it| it.data.is_some()),
                health.remote().with(|it| it.error.clone()),
                may_ask(Capability::CacheHealth),
            );
            take(
                history.remote().with(|it| it.data.is_some()),
                history.remote().with(|it| it.error.clone()),
                may_ask(Capability::CacheHistory),
            );
            if is_known { None } else { trouble(&failures) }
        });
        effect(move |_| calm.set(trouble.with(Option::is_none)));
        Self {
            stats,
            health,
            history,
            trouble,
            seen: follow(stats),
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
                return Some(text::ADD_KEY.to_owned());
            }
            if !session.may_write() {
                return Some(text::VIEW_ONLY_ASK.to_owned());
            }
            self.trouble
                .with(|trouble| Some(trouble.as_ref()?.reason().to_owned()))
        })
    }
}

/// Notes each reading once, by the time that it came; those of another backend are another log.
fn follow(stats: Query<CacheStats>) -> RwSignal<Log> {
    let session = use_session();
    let base = session.base();
    let seen = RwSignal::new(
        storage::load(StorageScope::Session, SEEN)
            .filter(|log: &Log| log.base == base.get_untracked())
            .unwrap_or_else(|| Log::of_backend(base.get_untracked())),
    );
    let remote = stats.remote();
    effect(move |before: Option<Option<f64>>| {
        let at = remote.with(|remote| remote.at);
        if let Some(now) = at.filter(|_| before != Some(at)) {
            let here = base.get_untracked();
            seen.update(|seen| {
                if seen.base != here {
                    *seen = Log::of_backend(here);
                }
                remote.with_untracked(|remote| {
                    if let Some(stats) = &remote.data {
                        seen.take(stats, now);
                    }
                });
            });
            seen.with_untracked(|seen| storage::save(StorageScope::Session, SEEN, seen));
        }
        at
    });
    seen
}
