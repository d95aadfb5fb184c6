//! Opening the list's data, and tying it to the address, the live link and the session.

use std::collections::HashSet;

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    jobs::{self, JobFilter},
};

use super::{Feed, pages::Pages, sync::ListSync};
use crate::{
    effect::effect,
    features::jobs::{board::ListCounts, list::search::Search, params::JobsParams},
    state::{
        clock,
        live::{ConnectionStatus, use_live},
        query::{Options, use_query, use_query_with},
        session::use_session,
    },
    ui::{FieldValue, read_moment, typed_moment},
};

/// The list's data, for its parameters.
pub fn use_feed(search: Search) -> Feed {
    let live = use_live();
    let session = use_session();
    // A server that only lists the newest jobs is asked for all of them, to filter them here.
    let lists_all = Memo::new(move |_| session.is_shipped(Capability::JobsList));
    let filter = move |params: &JobsParams| {
        let shipped = lists_all.get();
        params.filter(minute(clock::server_now()), move |naive| {
            if shipped {
                // By the server's own clock, whose zone nobody knows.
                Some(naive.clone())
            } else {
                let typed = typed_moment(&FieldValue::Value(naive.clone()));
                read_moment(&typed).shown().cloned()
            }
        })
    };
    let first = untrack(|| search.params.with(filter));
    let sync = StoredValue::new(ListSync::new(first));
    let request = RwSignal::new(sync.with_value(|sync| sync.request().clone()));
    let counts = RwSignal::new(ListCounts::default());
    let head = use_query_with(
        move || {
            let request = request.get();
            Some(jobs::list(&if lists_all.get() {
                everything()
            } else {
                JobFilter {
                    limit: Some(request.limit),
                    ..request.filter
                }
            }))
        },
        Options {
            poll: Signal::derive(move || {
                live.poll_instead()
                    .get()
                    .filter(|_| counts.read().waiting.is_none())
            }),
            paused: Signal::derive(move || counts.read().waiting.is_some()),
            keep_previous: true,
        },
    );
    let narrow =
        Memo::new(move |_| search.params.read().is_narrow() && counts.read().everything.is_none());
    let all = use_query(move || {
        (narrow.get() && !lists_all.get()).then(|| {
            jobs::list(&JobFilter {
                limit: Some(1),
                ..JobFilter::default()
            })
        })
    });
    let feed = Feed {
        session,
        sync,
        rows: RwSignal::new(Vec::new()),
        counts,
        pulse: RwSignal::new(0),
        selected: RwSignal::new(HashSet::new()),
        head,
        pages: Pages::new(),
        all,
        as_of: RwSignal::new(None),
        is_current: RwSignal::new(false),
        lists_all,
        lost: RwSignal::new(false),
        contradicts: RwSignal::new(false),
        request,
        due_publish: StoredValue::new(false),
        due_page: StoredValue::new(None),
        recounting: StoredValue::new(false),
    };

    head.observe(move |event| feed.follow(event));
    effect(move |before: Option<String>| {
        let params = search.params.get();
        let typed = before.is_some_and(|q| q != params.q);
        feed.want(filter(&params), typed);
        params.q
    });
    // Somebody else's list has nothing in common with this one.
    let epoch = session.epoch();
    effect(move |before: Option<u32>| {
        let epoch = epoch.get();
        if before.is_some_and(|before| before != epoch) {
            let _ = sync.try_update_value(ListSync::replace_next);
        }
        epoch
    });
    live.subscribe(move |message| feed.on_message(message));
    // While the link is live, every word from the server vouches for the whole list.
    let connection_status = live.connection_status();
    effect(move |_| {
        if let (ConnectionStatus::Live, Some(heard)) =
            (connection_status.get(), live.last_contact().get())
        {
            let _ = sync.try_update_value(|sync| sync.vouch(heard));
            feed.publish_age();
        }
    });
    feed
}

/// Every job, in the order of creation.
fn everything() -> JobFilter {
    JobFilter::default()
}

/// The beginning of the minute, so that the same period is the same question for a while.
fn minute(now: f64) -> f64 {
    (now / 60_000.0).floor() * 60_000.0
}
