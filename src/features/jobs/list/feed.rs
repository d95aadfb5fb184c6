//! The list's data: the board, fed by snapshots, pages and events.

mod on_message;
mod open;
mod pages;
mod sync;

use std::{collections::HashSet, sync::Arc, time::Duration};

use leptos::prelude::*;
use wire::{
    Page,
    jobs::{self, Job, JobFilter},
};

use crate::{
    features::jobs::board::{Board, ListCounts, RowId},
    state::{
        mutation::detach,
        query::{Query, send_once},
        restart_detection,
        session::Session,
    },
};

use pages::Pages;
use sync::{HeadRequest, ListSync};

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
    sync: StoredValue<ListSync>,
    /// The rows, in order.
    pub rows: RwSignal<Vec<RowId>>,
    /// What the list has to say of itself.
    pub counts: RwSignal<ListCounts>,
    /// Grows with every change of a job.
    pulse: RwSignal<u32>,
    /// The chosen rows.
    pub selected: RwSignal<HashSet<RowId>>,
    /// The first rows.
    pub head: Query<Page<Job>>,
    /// The pages that follow.
    pub pages: Pages,
    /// How many jobs there are, whatever the filter.
    pub all: Query<Page<Job>>,
    /// From when the rows are.
    pub as_of: RwSignal<Option<f64>>,
    /// Whether nothing is known to have been missed since then.
    pub is_current: RwSignal<bool>,
    /// Whether the server lists all that it holds, and leaves filtering to us.
    pub lists_all: Memo<bool>,
    /// Whether the server has lost the jobs that it held.
    pub lost: RwSignal<bool>,
    /// Whether the server's lists contradict each other.
    pub contradicts: RwSignal<bool>,
    request: RwSignal<HeadRequest>,
    due_publish: StoredValue<bool>,
    /// How many rows there were when the next page was wanted and could not be asked for, or was
    /// given up: the table asks once at each length.
    due_page: StoredValue<Option<usize>>,
    recounting: StoredValue<bool>,
}

impl Feed {
    /// Reads the rows; `None` once the page is gone.
    pub(super) fn with_board<T>(self, read: impl FnOnce(&Board) -> T) -> Option<T> {
        self.sync.try_with_value(|sync| read(sync.board()))
    }

    /// Changes the rows; `None` once the page is gone.
    pub(super) fn update_board<T>(self, change: impl FnOnce(&mut Board) -> T) -> Option<T> {
        self.sync.try_update_value(|sync| change(sync.board_mut()))
    }

    /// A job of the list, as it is now.
    pub fn job(self, row_id: RowId) -> Option<Signal<Arc<Job>>> {
        let find = move || {
            self.sync
                .try_with_value(|sync| sync.board().job(row_id).cloned())
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
    pub fn has_left(self, row_id: RowId) -> bool {
        self.pulse.track();
        self.with_board(|board| board.has_left(row_id))
            .unwrap_or_default()
    }

    /// The chosen jobs, in the order of the rows.
    pub fn chosen(self) -> Vec<Arc<Job>> {
        self.pulse.track();
        let selected = self.selected.read();
        self.with_board(|board| {
            let chosen = board
                .rows()
                .iter()
                .filter(|row_id| selected.contains(row_id));
            chosen
                .filter_map(|row_id| board.job(*row_id).cloned())
                .collect()
        })
        .unwrap_or_default()
    }

    /// The jobs of the rows, in order.
    pub fn listed(self) -> Vec<(RowId, Arc<Job>)> {
        self.pulse.track();
        self.with_board(|board| {
            let rows = board
                .rows()
                .iter()
                .filter(|row_id| !board.has_left(**row_id));
            rows.filter_map(|row_id| Some((*row_id, board.job(*row_id)?.clone())))
                .collect()
        })
        .unwrap_or_default()
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
        self.with_board(Board::without_channels).unwrap_or_default()
    }

    /// Knows that the server has lost its jobs, and lets go of them here too.
    pub fn let_go(self) {
        self.lost.set(false);
        restart_detection::forget();
        self.show_new();
    }

    /// Shows what has arrived.
    pub fn show_new(self) {
        let _ = self.update_board(Board::show_new);
        self.publish();
    }

    /// Holds everything back, or goes on.
    pub fn set_paused(self, paused: bool) {
        let asks = self.sync.try_update_value(|sync| {
            if paused {
                sync.pause();
                false
            } else {
                sync.resume()
            }
        });
        if asks == Some(true) {
            self.ask();
        }
        self.publish();
    }

    /// Asks for the list anew; the answer takes its place.
    pub fn ask_anew(self) {
        let _ = self.sync.try_update_value(ListSync::ask_anew);
        self.ask();
    }

    /// Sends the request as it is now.
    fn ask(self) {
        self.follow_request();
        self.head.refetch();
        self.all.refetch();
    }

    /// Sends it where the server has not asked to be left alone for a while.
    fn catch_up(self) {
        self.follow_request();
        self.head.catch_up();
        self.all.catch_up();
    }

    fn follow_request(self) {
        let request = self.sync.try_with_value(|sync| sync.request().clone());
        if let Some(request) = request
            && self.request.try_get_untracked().as_ref() != Some(&request)
        {
            let _ = self.request.try_set(request);
        }
    }

    /// Asks for the next page.
    pub fn load_more(self) {
        let cursor = self
            .with_board(|board| board.next_cursor().map(str::to_owned))
            .flatten();
        if let Some(cursor) = cursor {
            if self.sync.with_value(ListSync::is_asking) {
                self.owe_page();
            } else {
                self.pages.load_next(self, self.filter_for(cursor));
            }
        }
    }

    /// Has the next page asked for once the list is settled.
    fn owe_page(self) {
        self.due_page
            .set_value(Some(self.rows.with_untracked(Vec::len)));
    }

    /// Asks for the page that is due, if the list is as long as when it was wanted.
    fn load_due_page(self) {
        let length = self.due_page.try_update_value(Option::take).flatten();
        if length.is_some_and(|length| length == self.rows.with_untracked(Vec::len)) {
            self.load_more();
        }
    }

    /// Takes in what the server answered to a change of one job.
    pub fn take_answer(self, job: Job, created: bool) {
        let there = self.update_board(|board| board.apply_answer(job, created));
        if there.is_some() {
            self.publish_soon();
        }
    }

    /// The filter of the page that begins at a cursor.
    pub fn filter_for(self, cursor: String) -> JobFilter {
        JobFilter {
            limit: Some(self.pages.size()),
            cursor: Some(cursor),
            ..self.request.get_untracked().filter
        }
    }

    /// Brings the board onto the screen.
    pub fn publish(self) {
        let Some((counts, rows)) = self.with_board(|board| {
            let same = self
                .rows
                .try_with_untracked(|rows| rows.as_slice() == board.rows())
                .unwrap_or(true);
            (board.counts(), (!same).then(|| board.rows().to_vec()))
        }) else {
            return;
        };
        self.pulse.update(|pulse| *pulse = pulse.wrapping_add(1));
        if let Some(rows) = rows {
            self.rows.set(rows);
            let gone = self.with_board(|board| {
                let selected = self.selected.read_untracked();
                selected.iter().any(|row_id| !board.is_shown(*row_id))
            });
            if gone == Some(true) {
                self.selected.update(|selected| {
                    let _ =
                        self.with_board(|board| selected.retain(|row_id| board.is_shown(*row_id)));
                });
            }
        }
        if self.counts.get_untracked() != counts {
            self.counts.set(counts);
        }
        self.publish_age();
        if self.update_board(Board::take_recount) == Some(true) {
            self.recount();
        }
    }

    /// Shows from when the rows are.
    fn publish_age(self) {
        let Some((as_of, is_current)) = self
            .sync
            .try_with_value(|sync| (sync.as_of(), sync.is_current()))
        else {
            return;
        };
        if self.as_of.get_untracked() != as_of {
            self.as_of.set(as_of);
        }
        if self.is_current.get_untracked() != is_current {
            self.is_current.set(is_current);
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
                let filter = move || Some(self.request.try_get_untracked()?.filter);
                let Some(asked) = filter() else {
                    return;
                };
                let call = jobs::list(&JobFilter {
                    limit: Some(1),
                    ..asked.clone()
                });
                detach(async move {
                    let answer = send_once(self.session, &call).await;
                    let _ = self.recounting.try_update_value(|one| *one = false);
                    if let Ok(Page {
                        total: Some(total), ..
                    }) = answer
                        && filter().as_ref() == Some(&asked)
                    {
                        let _ = self.update_board(|board| board.set_total(total));
                        self.publish();
                    }
                });
            },
            RECOUNT,
        );
    }
}
