//! Loading every page of the list: to select all of it, and to group all of it.

use std::collections::HashSet;

use leptos::prelude::*;

use super::{feed::Feed, search::Search};
use crate::effect::effect;

/// Loads the rest of the list while somebody needs all of it.
#[derive(Clone, Copy)]
pub struct LoadAll {
    /// Every job of the list is to be selected, as soon as all are known.
    pub selecting: RwSignal<bool>,
}

/// Loads the rest of the list while all of it is to be selected or grouped.
pub fn use_load_all(feed: Feed, search: Search) -> LoadAll {
    let selecting = RwSignal::new(false);
    let grouped = Memo::new(move |_| search.params.read().by_error);
    // Another filter is another list: what was asked of this one does not hold for it.
    let filter = Memo::new(move |_| {
        let mut params = search.params.get();
        params.by_error = false;
        params
    });
    effect(move |before: Option<()>| {
        filter.track();
        if before.is_some() {
            selecting.set(false);
        }
    });
    effect(move |_| {
        let counts = feed.counts.get();
        let is_asking = feed.pages.loading.get() || feed.head.is_fetching();
        let has_failed = feed.pages.error.read().is_some();
        let selects = selecting.get();
        if !(selects || grouped.get()) || is_asking || counts.total.is_none() {
            return;
        }
        if has_failed {
            selecting.set(false);
        } else if counts.more {
            feed.load_more();
        } else if selects {
            let every: HashSet<_> = feed.rows.with_untracked(|rows| {
                let stays = |row_id: &&_| !untrack(|| feed.has_left(**row_id));
                rows.iter().filter(stays).copied().collect()
            });
            feed.selected.set(every);
            selecting.set(false);
        }
    });
    LoadAll { selecting }
}
