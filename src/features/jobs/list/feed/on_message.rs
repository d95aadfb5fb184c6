//! What the list is told: events, answers, and another filter.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    Page,
    events::{Event, JobEvent},
    jobs::{Job, JobFilter},
};

use super::{
    Feed,
    sync::{AnswerStep, FilterStep, ListSync},
};
use crate::state::{job_metadata, live::FeedMessage, query::QueryEvent, restart_detection};

/// While somebody types, the server is asked after a pause this long.
const TYPING: Duration = Duration::from_millis(150);

impl Feed {
    pub(super) fn on_message(self, message: &FeedMessage) {
        match message {
            FeedMessage::Event(Event::Job(kind, job)) => {
                let created = *kind == JobEvent::Created;
                let _ = self
                    .sync
                    .try_update_value(|sync| sync.event(job.as_ref().clone(), created));
                if created {
                    self.all
                        .patch(|page| page.total = page.total.map(|total| total + 1));
                }
                self.publish_soon();
            }
            FeedMessage::Event(_) => {}
            FeedMessage::Resync => {
                if self.sync.try_update_value(ListSync::mark_stale) == Some(true) {
                    self.catch_up();
                }
                self.publish_age();
            }
        }
    }

    /// Follows the request for the first rows.
    pub(super) fn follow(self, event: QueryEvent<'_, Page<Job>>) {
        match event {
            QueryEvent::Begun => {
                if self.pages.stop() {
                    self.owe_page();
                }
                let lists_all = self.lists_all.get_untracked();
                let _ = self.sync.try_update_value(|sync| sync.begin(lists_all));
            }
            QueryEvent::Ended(Err(_), _) => {
                let _ = self.sync.try_update_value(ListSync::fail);
                self.publish_age();
            }
            QueryEvent::Ended(Ok(page), at) => self.settle(page.clone(), at),
        }
    }

    /// Takes in an answer to the question for the first rows.
    fn settle(self, mut page: Page<Job>, at: f64) {
        if self.lists_all.get_untracked() {
            let base = self.session.base().get_untracked();
            let contradicts = restart_detection::contradicts(&base, &page.items);
            self.contradicts.set(contradicts);
            if contradicts {
                self.lost.set(false);
            } else if restart_detection::has_lost(&base, &page.items) {
                self.lost.set(true);
            }
        }
        job_metadata::complete(&mut page.items);
        let step = self.sync.try_update_value(|sync| sync.answer(page, at));
        match step {
            None | Some(AnswerStep::Drop) => {}
            Some(AnswerStep::Ask) => self.ask(),
            Some(AnswerStep::Applied(asks)) => self.applied(asks),
            Some(AnswerStep::LoadRest(page, rows)) => {
                self.pages.load_rest(self, page, rows, move |page| {
                    let asks = self.sync.try_update_value(|sync| sync.complete(page, at));
                    self.applied(asks.unwrap_or_default());
                });
            }
        }
    }

    fn applied(self, asks: bool) {
        self.publish();
        if asks {
            self.ask();
        } else {
            self.follow_request();
            self.load_due_page();
        }
    }

    /// Follows the parameters.
    pub(super) fn want(self, filter: JobFilter, typed: bool) {
        let step = self
            .sync
            .try_update_value(|sync| sync.set_filter(filter.clone(), typed));
        let Some(step) = step.filter(|step| *step != FilterStep::Same) else {
            return;
        };
        self.pages.stop();
        self.due_page.set_value(None);
        self.publish();
        match step {
            FilterStep::Same | FilterStep::Local => {}
            FilterStep::Ask => self.ask(),
            FilterStep::AskLater => set_timeout(
                move || {
                    if self.with_board(|board| *board.filter() == filter) != Some(true) {
                        return;
                    }
                    let _ = self.sync.try_update_value(ListSync::ask_for_filter);
                    self.ask();
                },
                TYPING,
            ),
        }
    }
}
