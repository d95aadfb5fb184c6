//! The list's data: the board, fed by snapshots, pages and events.

mod hear;
mod open;

use std::{collections::HashSet, sync::Arc, time::Duration};

use leptos::prelude::*;
use wire::{
    Page,
    jobs::{self, Job, JobFilter},
};

use crate::{
    features::jobs::board::{Board, Slot, Tally},
    state::{
        mutation::detach,
        query::{Query, send_once},
        seen,
        session::Session,
    },
};

use super::pages::Pages;

pub use open::use_feed;

/// The first page, large enough for any window.
pub const FIRST_PAGE: u32 = 100;

/// More than this the server does not send at once.
pub const LARGEST_PAGE: u32 = 500;

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
    /// Whether the server lists all that it holds, and leaves filtering to us.
    pub lists_all: Memo<bool>,
    /// Whether the server has lost the jobs that it held.
    pub lost: RwSignal<bool>,
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

    /// Whether the server may hold more, older jobs than it lists.
    pub fn is_newest_only(self) -> bool {
        self.lists_all.get()
            && self.head.remote().with(|remote| {
                remote
                    .data
                    .as_ref()
                    .is_some_and(|page| page.total.is_none())
            })
    }

    /// How many jobs may be left out because nobody knows their channels.
    pub fn without_channels(self) -> usize {
        self.pulse.track();
        self.board.with_value(Board::without_channels)
    }

    /// Knows that the server has lost its jobs, and lets go of them here too.
    pub fn let_go(self) {
        self.lost.set(false);
        seen::forget();
        self.show_new();
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
}
