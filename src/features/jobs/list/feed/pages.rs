//! The pages after the first one.

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    jobs::{self, Job, JobFilter},
};

use super::{Feed, LARGEST_PAGE};
use crate::{
    features::jobs::board::Board,
    state::{mutation::detach, query::send_once},
};

/// The second page; whoever goes on scrolling gets larger ones.
const SECOND_PAGE: u32 = 200;

/// What is known of the pages after the first one.
#[derive(Clone, Copy)]
pub struct Pages {
    /// Whether the next one is under way.
    pub loading: RwSignal<bool>,
    /// Why the last one did not come.
    pub error: RwSignal<Option<ApiError>>,
    /// Tells the questions apart: an answer to an older one is not for us.
    run: StoredValue<u32>,
    /// Whether it is one page that is under way, and not all up to a length.
    is_next: StoredValue<bool>,
    size: StoredValue<u32>,
}

impl Pages {
    /// No page yet.
    pub fn new() -> Self {
        Self {
            loading: RwSignal::new(false),
            error: RwSignal::new(None),
            run: StoredValue::new(0),
            is_next: StoredValue::new(false),
            size: StoredValue::new(SECOND_PAGE),
        }
    }

    /// How many rows the next page is to have.
    pub fn size(self) -> u32 {
        self.size.get_value()
    }

    /// Gives up what is under way; says whether that was the next page.
    pub fn stop(self) -> bool {
        let is_next = self.is_next.get_value() && self.loading.get_untracked();
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.loading.set(false);
        self.error.set(None);
        self.size.set_value(SECOND_PAGE);
        is_next
    }

    /// Asks for the next page and adds it to the board.
    pub fn load_next(self, feed: Feed, filter: JobFilter) {
        if self.loading.get_untracked() {
            return;
        }
        let run = self.begin();
        self.is_next.set_value(true);
        let _ = feed.update_board(Board::begin_answer);
        detach(async move {
            let answer = send_once(feed.session, &jobs::list(&filter)).await;
            if self.run.try_get_value() != Some(run) {
                return;
            }
            self.loading.set(false);
            match answer {
                Ok(page) => {
                    self.size.set_value(LARGEST_PAGE);
                    let _ = feed.update_board(|board| board.append(page));
                    feed.publish();
                }
                Err(error) => {
                    let _ = feed.update_board(Board::drop_answer);
                    self.error.set(Some(error));
                }
            }
        });
    }

    /// Asks for what follows `page` until there are `count` rows, and hands over all of them.
    pub fn load_rest(
        self,
        feed: Feed,
        mut page: Page<Job>,
        count: usize,
        done: impl FnOnce(Page<Job>) + 'static,
    ) {
        let run = self.begin();
        self.is_next.set_value(false);
        self.size.set_value(LARGEST_PAGE);
        detach(async move {
            while page.items.len() < count
                && let Some(cursor) = page.next_cursor.clone()
            {
                let call = jobs::list(&feed.filter_for(cursor));
                let answer = send_once(feed.session, &call).await;
                if self.run.try_get_value() != Some(run) {
                    return;
                }
                // What there is of it is true all the same; scrolling asks for the rest.
                let Ok(next) = answer else { break };
                page.items.extend(next.items);
                page.next_cursor = next.next_cursor;
            }
            self.loading.set(false);
            done(page);
        });
    }

    fn begin(self) -> u32 {
        self.loading.set(true);
        self.error.set(None);
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.run.get_value()
    }
}
