//! What the page refreshes by itself, and how often: the connection's word follows from it.

use std::{collections::BTreeMap, time::Duration};

use leptos::prelude::*;

/// What is refreshed by asking again and again.
#[derive(Clone, Copy)]
pub struct RefreshContext {
    polls: RwSignal<BTreeMap<u64, Duration>>,
    next: StoredValue<u64>,
    returned: RwSignal<u32>,
}

impl RefreshContext {
    /// Makes it known to everything below.
    pub fn provide() -> Self {
        let context = Self {
            polls: RwSignal::default(),
            next: StoredValue::new(0),
            returned: RwSignal::new(0),
        };
        provide_context(context);
        context
    }

    /// How often something of the page is asked for, if anything is.
    pub fn shortest(self) -> Option<Duration> {
        self.polls
            .try_with(|polls| polls.values().min().copied())
            .flatten()
    }

    /// Tells the queries that failed that the server can be reached again.
    pub fn server_returned(self) {
        let _ = self
            .returned
            .try_update(|count| *count = count.wrapping_add(1));
    }

    /// Grows whenever the server can be reached again.
    pub(super) fn returned(self) -> Signal<u32> {
        self.returned.into()
    }

    /// A number for one query.
    pub(super) fn register(self) -> u64 {
        self.next
            .try_update_value(|next| {
                *next += 1;
                *next
            })
            .unwrap_or_default()
    }

    /// Forgets a query that is gone, in a moment: what shows this may be half gone with it.
    pub(super) fn forget(self, query: u64) {
        set_timeout(move || self.note(query, None), Duration::ZERO);
    }

    /// Takes note of how often a query asks; `None` for not at all.
    pub(super) fn note(self, query: u64, every: Option<Duration>) {
        let before = self
            .polls
            .try_with_untracked(|polls| polls.get(&query).copied());
        if before == Some(every) {
            return;
        }
        let _ = self.polls.try_update(|polls| match every {
            Some(every) => {
                polls.insert(query, every);
            }
            None => {
                polls.remove(&query);
            }
        });
    }
}
