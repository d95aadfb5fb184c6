//! Opening the list's data, and tying it to the address, the live link and the session.

use std::collections::HashSet;

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    jobs::{self, JobFilter},
};

use super::{FIRST_PAGE, Feed};
use crate::{
    features::jobs::{
        board::{Board, Tally, is_unfiltered, unfiltered},
        list::{pages::Pages, search::Search},
        wanted::{Wanted, stamp_at},
    },
    state::{
        clock,
        live::{Standing, use_live},
        query::{Options, use_query, use_query_with},
        session::use_session,
    },
};

/// The list's data, for what is wanted.
pub fn use_feed(search: Search) -> Feed {
    let live = use_live();
    let session = use_session();
    // A server that only lists the newest jobs is asked for all of them, to filter them here.
    let lists_all = Memo::new(move |_| session.is_shipped(Capability::JobsList));
    let filter = move |wanted: &Wanted| {
        let shipped = lists_all.get();
        wanted.filter(minute(clock::now()), move |text| {
            if shipped {
                server_time(text)
            } else {
                local_time(text)
            }
        })
    };
    let first = untrack(|| search.wanted.with(filter));
    let asked = RwSignal::new(first.clone());
    let board = StoredValue::new(Board::new(first));
    let limit = StoredValue::new(FIRST_PAGE);
    let turn = RwSignal::new(0);
    let tally = RwSignal::new(Tally::default());
    let head = use_query_with(
        move || {
            turn.track();
            let asked = asked.get();
            Some(jobs::list(&if lists_all.get() {
                everything()
            } else {
                JobFilter {
                    limit: Some(limit.get_value()),
                    ..asked
                }
            }))
        },
        Options {
            poll: Signal::derive(move || {
                live.poll_instead()
                    .get()
                    .filter(|_| tally.read().waiting.is_none())
            }),
            keep_previous: true,
        },
    );
    let narrow =
        Memo::new(move |_| search.wanted.read().is_narrow() && tally.read().everything.is_none());
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
        board,
        rows: RwSignal::new(Vec::new()),
        tally,
        pulse: RwSignal::new(0),
        selected: RwSignal::new(HashSet::new()),
        head,
        pages: Pages::new(),
        all,
        as_of: RwSignal::new(None),
        lists_all,
        lost: RwSignal::new(false),
        asked,
        limit,
        turn,
        replace: StoredValue::new(true),
        again: StoredValue::new(false),
        due_publish: StoredValue::new(false),
        recounting: StoredValue::new(false),
    };

    Effect::new(move |before: Option<(bool, Option<f64>)>| {
        let (fetching, at, failed) = head
            .remote()
            .with(|remote| (remote.fetching, remote.at, remote.error.is_some()));
        let (was_fetching, was_at) = before.unwrap_or_default();
        if fetching && !was_fetching {
            feed.pages.stop();
            board.update_value(Board::begin_answer);
        }
        if at != was_at {
            if let Some(page) = head.remote().with_untracked(|remote| remote.data.clone()) {
                feed.settle(page, at);
            }
        } else if !fetching && failed {
            board.update_value(Board::drop_answer);
        }
        (fetching, at)
    });
    // A server that does not filter is asked for everything, once that has turned out.
    Effect::new(move |before: Option<bool>| {
        let whole = tally.read().everything.is_some();
        let now = asked.get_untracked();
        if whole && !is_unfiltered(&now) {
            asked.set(unfiltered(&now));
        } else if !whole && before == Some(true) {
            feed.replace.set_value(true);
            asked.set(board.with_value(|board| board.filter().clone()));
        }
        whole
    });
    Effect::new(move |before: Option<String>| {
        let wanted = search.wanted.get();
        let typed = before.is_some_and(|q| q != wanted.q);
        feed.want(filter(&wanted), typed);
        wanted.q
    });
    // Somebody else's list has nothing in common with this one.
    let epoch = session.epoch();
    Effect::new(move |before: Option<u32>| {
        let epoch = epoch.get();
        if before.is_some_and(|before| before != epoch) {
            feed.replace.set_value(true);
        }
        epoch
    });
    live.subscribe(move |news| feed.hear(news));
    // After a cut the list is what the server holds, though nothing may have been missed.
    let standing = live.standing();
    Effect::new(
        move |before: Option<Link>| match (standing.get(), before.unwrap_or_default()) {
            (Standing::Live, Link::Cut) => {
                feed.doubt();
                Link::Live
            }
            (Standing::Live, _) => Link::Live,
            (_, Link::New) => Link::New,
            _ => Link::Cut,
        },
    );
    feed
}

/// What has become of the live link since the list was opened.
#[derive(Clone, Copy, Default)]
enum Link {
    /// It has not been live yet.
    #[default]
    New,
    Live,
    Cut,
}

/// Every job, in the order of creation.
fn everything() -> JobFilter {
    JobFilter::default()
}

/// A time as a date field writes it, by the server's own clock, whose zone nobody knows.
fn server_time(text: &str) -> Option<wire::Stamp> {
    wire::Stamp::parse(text).ok()
}

/// The beginning of the minute, so that the same period is the same question for a while.
fn minute(now: f64) -> f64 {
    (now / 60_000.0).floor() * 60_000.0
}

/// A time as a date field writes it, in the browser's zone.
fn local_time(text: &str) -> Option<wire::Stamp> {
    let millis = js_sys::Date::parse(text);
    millis.is_finite().then(|| stamp_at(millis)).flatten()
}
