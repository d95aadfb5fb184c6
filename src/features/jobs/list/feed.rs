//! The list's data: the board, fed by snapshots, pages and events.

use std::{collections::HashSet, sync::Arc, time::Duration};

use leptos::prelude::*;
use wire::{
    Page,
    events::Event,
    jobs::{self, Job, JobFilter},
};

use crate::{
    features::jobs::{
        board::{Board, Manner, Slot, Tally, is_unfiltered, unfiltered},
        wanted::stamp_at,
    },
    state::{
        clock,
        live::{News, Standing, use_live},
        mutation::detach,
        query::{Options, Query, send_once, use_query, use_query_with},
        session::{Session, use_session},
    },
};

use super::{pages::Pages, search::Search};

/// The first page, large enough for any window.
pub const FIRST_PAGE: u32 = 100;

/// More than this the server does not send at once.
pub const LARGEST_PAGE: u32 = 500;

/// While somebody types, the server is asked after a pause this long.
const TYPING: Duration = Duration::from_millis(150);

/// The server counts again this long after events that only it can count.
const RECOUNT: Duration = Duration::from_secs(2);

/// The list's data.
#[derive(Clone, Copy)]
pub struct Feed {
    pub(super) session: Session,
    pub(super) board: StoredValue<Board>,
    /// The rows, in order.
    pub rows: RwSignal<Vec<Slot>>,
    /// What the list has to say of itself.
    pub tally: RwSignal<Tally>,
    /// Grows with every change of a job.
    pulse: RwSignal<u32>,
    /// The chosen rows.
    pub selected: RwSignal<HashSet<Slot>>,
    /// The first rows.
    pub head: Query<Page<Job>>,
    /// The pages that follow.
    pub pages: Pages,
    /// How many jobs there are, whatever the filter.
    pub all: Query<Page<Job>>,
    /// When the list was last known to be true.
    pub as_of: RwSignal<Option<f64>>,
    asked: RwSignal<JobFilter>,
    limit: StoredValue<u32>,
    turn: RwSignal<u32>,
    /// The next answer takes the list's place; else it moves no row.
    replace: StoredValue<bool>,
    /// Something happened that the answer under way may not know.
    again: StoredValue<bool>,
    due_publish: StoredValue<bool>,
    recounting: StoredValue<bool>,
}

impl Feed {
    /// A job of the list, as it is now.
    pub fn job(self, slot: Slot) -> Option<Signal<Arc<Job>>> {
        let find = move || {
            self.board
                .try_with_value(|board| board.job(slot).cloned())
                .flatten()
        };
        let first = find()?;
        let job = Memo::new_with_compare(
            move |_| {
                self.pulse.track();
                find().unwrap_or_else(|| first.clone())
            },
            |a: Option<&Arc<Job>>, b: Option<&Arc<Job>>| match (a, b) {
                (Some(a), Some(b)) => !Arc::ptr_eq(a, b),
                _ => true,
            },
        );
        Some(job.into())
    }

    /// Whether a row is one that the filter no longer lets through.
    pub fn has_left(self, slot: Slot) -> bool {
        self.pulse.track();
        self.board.with_value(|board| board.has_left(slot))
    }

    /// The chosen jobs, in the order of the rows.
    pub fn chosen(self) -> Vec<Arc<Job>> {
        self.pulse.track();
        let selected = self.selected.read();
        self.board.with_value(|board| {
            let chosen = board.rows().iter().filter(|slot| selected.contains(slot));
            chosen
                .filter_map(|slot| board.job(*slot).cloned())
                .collect()
        })
    }

    /// Shows what has arrived.
    pub fn show_new(self) {
        self.board.update_value(Board::show_new);
        self.publish();
    }

    /// Holds everything back, or goes on.
    pub fn set_paused(self, paused: bool) {
        if paused {
            self.board.update_value(Board::pause);
        } else {
            self.board.update_value(Board::resume);
            if self.again.get_value() {
                self.ask_anew();
            }
        }
        self.publish();
    }

    /// Asks for the list anew; the answer takes its place.
    pub fn ask_anew(self) {
        self.again.set_value(false);
        self.replace.set_value(true);
        let (loaded, whole) = self
            .board
            .with_value(|board| (board.rows().len(), board.is_whole()));
        if !whole {
            let wanted = u32::try_from(loaded).unwrap_or(LARGEST_PAGE);
            self.limit.set_value(wanted.clamp(FIRST_PAGE, LARGEST_PAGE));
        }
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.head.refetch();
        self.all.refetch();
    }

    /// Asks for the next page.
    pub fn load_more(self) {
        let cursor = self
            .board
            .with_value(|board| board.next_cursor().map(str::to_owned));
        if let Some(cursor) = cursor
            && !self.is_asking()
        {
            self.pages.load_next(self, self.filter_for(cursor));
        }
    }

    /// Takes in what the server answered to a change of one job.
    pub fn take_answer(self, job: Job, created: bool) {
        let there = self
            .board
            .try_update_value(|board| board.apply_answer(job, created));
        if there.is_some() {
            self.publish_soon();
        }
    }

    /// The filter of the page that begins at a cursor.
    pub fn filter_for(self, cursor: String) -> JobFilter {
        JobFilter {
            limit: Some(self.pages.size()),
            cursor: Some(cursor),
            ..self.asked.get_untracked()
        }
    }

    /// Brings the board onto the screen.
    pub fn publish(self) {
        let Some((tally, rows)) = self.board.try_with_value(|board| {
            let same = self
                .rows
                .try_with_untracked(|rows| rows.as_slice() == board.rows())
                .unwrap_or(true);
            (board.tally(), (!same).then(|| board.rows().to_vec()))
        }) else {
            return;
        };
        self.pulse.update(|pulse| *pulse = pulse.wrapping_add(1));
        if let Some(rows) = rows {
            self.rows.set(rows);
            let gone = self.board.with_value(|board| {
                let selected = self.selected.read_untracked();
                selected.iter().any(|slot| !board.is_shown(*slot))
            });
            if gone {
                self.selected.update(|selected| {
                    self.board
                        .with_value(|board| selected.retain(|slot| board.is_shown(*slot)));
                });
            }
        }
        if self.tally.get_untracked() != tally {
            self.tally.set(tally);
        }
        if self
            .board
            .try_update_value(Board::take_recount)
            .unwrap_or_default()
        {
            self.recount();
        }
    }

    /// Brings the board onto the screen with the next frame, however much happens until then.
    fn publish_soon(self) {
        if self.due_publish.get_value() {
            return;
        }
        self.due_publish.set_value(true);
        request_animation_frame(move || {
            // The page may be gone by now.
            if self
                .due_publish
                .try_update_value(|due| *due = false)
                .is_some()
            {
                self.publish();
            }
        });
    }

    fn recount(self) {
        if self.recounting.get_value() {
            return;
        }
        self.recounting.set_value(true);
        set_timeout(
            move || {
                let Some(filter) = self.asked.try_get_untracked() else {
                    return;
                };
                let call = jobs::list(&JobFilter {
                    limit: Some(1),
                    ..filter.clone()
                });
                detach(async move {
                    let answer = send_once(self.session, &call).await;
                    let _ = self.recounting.try_update_value(|one| *one = false);
                    if let Ok(Page {
                        total: Some(total), ..
                    }) = answer
                        && self.asked.try_get_untracked().as_ref() == Some(&filter)
                    {
                        self.board.update_value(|board| board.set_total(total));
                        self.publish();
                    }
                });
            },
            RECOUNT,
        );
    }

    fn hear(self, news: &News) {
        match news {
            News::Event(Event::Job(kind, job)) => {
                let created = *kind == wire::events::JobEvent::Created;
                self.board
                    .update_value(|board| board.apply_event(job.as_ref().clone(), created));
                if created {
                    self.all
                        .patch(|page| page.total = page.total.map(|total| total + 1));
                }
                self.publish_soon();
            }
            News::Event(_) => {}
            News::Resync => self.doubt(),
        }
    }

    /// Something may have been missed.
    fn doubt(self) {
        // An answer under way may be from before; and a paused list moves for nobody.
        if self.is_asking() || self.is_paused() {
            self.again.set_value(true);
        } else {
            self.ask_anew();
        }
    }

    fn is_asking(self) -> bool {
        self.head.remote().with_untracked(|remote| remote.fetching)
    }

    fn is_paused(self) -> bool {
        self.board.with_value(Board::is_paused)
    }

    /// Takes in an answer to the question for the first rows.
    fn settle(self, page: Page<Job>, at: Option<f64>) {
        let asked = self.asked.get_untracked();
        let current = self
            .board
            .with_value(|board| board.is_whole() || *board.filter() == asked);
        if !current {
            // Another question follows in a moment.
            return self.board.update_value(Board::drop_answer);
        }
        if self.is_paused() && !self.replace.get_value() {
            self.again.set_value(true);
            return self.board.update_value(Board::drop_answer);
        }
        let loaded = self.board.with_value(|board| board.rows().len());
        let manner = if self.replace.get_value() {
            Manner::Replace
        } else {
            Manner::Gentle
        };
        let done = move |page: Page<Job>| {
            self.replace.set_value(false);
            self.board
                .update_value(|board| board.apply_snapshot(page, &asked, manner));
            self.as_of.set(at);
            self.publish();
            if self.again.get_value() && !self.is_paused() {
                self.ask_anew();
            }
        };
        if page.next_cursor.is_some() && page.items.len() < loaded {
            self.pages.load_rest(self, page, loaded, done);
        } else {
            done(page);
        }
    }

    /// Follows what is wanted.
    fn want(self, filter: JobFilter, typed: bool) {
        if self.board.with_value(|board| *board.filter() == filter) {
            return;
        }
        self.pages.stop();
        self.board
            .update_value(|board| board.set_filter(filter.clone()));
        self.publish();
        if self.board.with_value(Board::is_whole) {
            return;
        }
        self.replace.set_value(true);
        self.limit.set_value(FIRST_PAGE);
        let ask = move || {
            let now = self.board.try_with_value(|board| board.filter().clone());
            if now.as_ref() != Some(&filter) {
                return;
            }
            if self.asked.get_untracked() == filter {
                self.ask_anew();
            } else {
                self.asked.set(filter.clone());
            }
        };
        if typed {
            set_timeout(ask, TYPING);
        } else {
            ask();
        }
    }
}

/// The list's data, for what is wanted.
pub fn use_feed(search: Search) -> Feed {
    let live = use_live();
    let session = use_session();
    let filter = move |wanted: &crate::features::jobs::wanted::Wanted| {
        wanted.filter(minute(clock::now()), local_time)
    };
    let first = search.wanted.with_untracked(filter);
    let asked = RwSignal::new(first.clone());
    let board = StoredValue::new(Board::new(first));
    let limit = StoredValue::new(FIRST_PAGE);
    let turn = RwSignal::new(0);
    let tally = RwSignal::new(Tally::default());
    let head = use_query_with(
        move || {
            turn.track();
            Some(jobs::list(&JobFilter {
                limit: Some(limit.get_value()),
                ..asked.get()
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
        narrow.get().then(|| {
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

/// The beginning of the minute, so that the same period is the same question for a while.
fn minute(now: f64) -> f64 {
    (now / 60_000.0).floor() * 60_000.0
}

/// A time as a date field writes it, in the browser's zone.
fn local_time(text: &str) -> Option<wire::Stamp> {
    let millis = js_sys::Date::parse(text);
    millis.is_finite().then(|| stamp_at(millis)).flatten()
}
