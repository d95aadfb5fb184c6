//! What the board is told: events, answers, and another wish.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    Page,
    events::{Event, JobEvent},
    jobs::{Job, JobFilter},
};

use super::{FIRST_PAGE, Feed};
use crate::{
    features::jobs::board::{Board, Manner, unfiltered},
    state::{live::News, seen, started},
};

/// While somebody types, the server is asked after a pause this long.
const TYPING: Duration = Duration::from_millis(150);

impl Feed {
    pub(super) fn hear(self, news: &News) {
        match news {
            News::Event(Event::Job(kind, job)) => {
                let created = *kind == JobEvent::Created;
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
    pub(super) fn doubt(self) {
        // An answer under way may be from before; and a paused list moves for nobody.
        if self.is_asking() || self.is_paused() {
            self.again.set_value(true);
        } else {
            self.ask_anew();
        }
    }

    pub(super) fn is_asking(self) -> bool {
        self.head.remote().with_untracked(|remote| remote.fetching)
    }

    fn is_paused(self) -> bool {
        self.board.with_value(Board::is_paused)
    }

    /// Takes in an answer to the question for the first rows.
    pub(super) fn settle(self, mut page: Page<Job>, at: Option<f64>) {
        let asked = self.asked.get_untracked();
        let lists_all = self.lists_all.get_untracked();
        if lists_all {
            let base = self.session.base().get_untracked();
            if seen::has_lost(&base, &page.items) {
                self.lost.set(true);
            }
        }
        started::complete(&mut page.items);
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
            let asked = if lists_all { unfiltered(&asked) } else { asked };
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
    pub(super) fn want(self, filter: JobFilter, typed: bool) {
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
