//! Keeps the list in step with the server (sans-I/O): what happened goes in, what to ask comes out.

use wire::{
    Page,
    jobs::{Job, JobFilter},
};

use super::{FIRST_PAGE, LARGEST_PAGE};
use crate::features::jobs::board::{Board, MergeMode, unfiltered};

/// What the request for the first rows asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadRequest {
    /// Which jobs, in which order.
    pub filter: JobFilter,
    /// How many rows.
    pub limit: u32,
}

/// What to do about an answer.
#[derive(Debug, PartialEq)]
pub enum AnswerStep {
    /// Nothing: it answers a question that nobody asks any more.
    Drop,
    /// Ask anew, for it answers no question of this list.
    Ask,
    /// The rows have changed; `true` where the list is to be asked for anew.
    Applied(bool),
    /// Load what follows until there are as many rows, then [`ListSync::complete`].
    LoadRest(Page<Job>, usize),
}

/// What to do about another filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterStep {
    /// Nothing: it is the same.
    Same,
    /// Nothing but showing the rows: every job is known.
    Local,
    /// Ask after a pause in typing, by [`ListSync::ask_for_filter`].
    AskLater,
    /// Ask now.
    Ask,
}

/// The list's rows, and what is known of how current they are.
#[derive(Clone, Debug)]
pub struct ListSync {
    board: Board,
    request: HeadRequest,
    /// What the request under way was sent for.
    under_way: Option<JobFilter>,
    /// The next answer takes the list's place; else it moves no row.
    replaces: bool,
    /// Something happened that the answer under way may not know.
    again: bool,
    /// Another filter is about to be asked for.
    is_typing: bool,
    /// Nothing is known to have been missed since the last answer.
    is_current: bool,
    as_of: Option<f64>,
}

impl ListSync {
    /// A list of which nothing is known yet.
    pub fn new(filter: JobFilter) -> Self {
        Self {
            board: Board::new(filter.clone()),
            request: HeadRequest {
                filter,
                limit: FIRST_PAGE,
            },
            under_way: None,
            replaces: true,
            again: false,
            is_typing: false,
            is_current: false,
            as_of: None,
        }
    }

    /// The rows.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The rows, to be changed by what somebody does with them.
    pub fn board_mut(&mut self) -> &mut Board {
        &mut self.board
    }

    /// What to ask for.
    pub fn request(&self) -> &HeadRequest {
        &self.request
    }

    /// Whether nothing is known to have been missed since the last answer.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// From when the rows are: the time of the last answer, or of the last word of a live link
    /// that vouches for it.
    pub fn as_of(&self) -> Option<f64> {
        self.as_of
    }

    /// Whether an answer is awaited.
    pub fn is_asking(&self) -> bool {
        self.under_way.is_some()
    }

    /// A request for the first rows begins; none before it is answered any more.
    ///
    /// A server that lists all that it holds is asked for all of it.
    pub fn begin(&mut self, lists_all: bool) {
        self.under_way = Some(if lists_all {
            unfiltered(&self.request.filter)
        } else {
            self.request.filter.clone()
        });
        if self.again && !self.board.is_paused() {
            // It is sent after whatever made another one necessary.
            self.again = false;
            self.replaces = true;
        }
        self.board.begin_answer();
    }

    /// The request has failed.
    pub fn fail(&mut self) {
        self.under_way = None;
        self.is_current = false;
        self.board.drop_answer();
    }

    /// Takes in an answer whose data is from the time `at`.
    pub fn answer(&mut self, page: Page<Job>, at: f64) -> AnswerStep {
        let Some(asked) = &self.under_way else {
            return AnswerStep::Drop;
        };
        if !Board::is_whole_answer(&page, asked) && asked != self.board.filter() {
            self.give_up();
            if self.is_typing {
                return AnswerStep::Drop;
            }
            // There are more jobs than could be filtered here.
            self.request.filter = self.board.filter().clone();
            self.replaces = true;
            return AnswerStep::Ask;
        }
        if self.board.is_paused() && !self.replaces {
            self.again = true;
            self.give_up();
            return AnswerStep::Drop;
        }
        let loaded = self.board.rows().len();
        if page.next_cursor.is_some() && page.items.len() < loaded {
            return AnswerStep::LoadRest(page, loaded);
        }
        AnswerStep::Applied(self.complete(page, at))
    }

    /// Takes in an answer with all the rows that are loaded; whether the list is to be asked for
    /// anew.
    pub fn complete(&mut self, page: Page<Job>, at: f64) -> bool {
        let Some(asked) = self.under_way.take() else {
            return false;
        };
        let mode = if std::mem::take(&mut self.replaces) {
            MergeMode::Replace
        } else {
            MergeMode::Gentle
        };
        self.board.apply_snapshot(page, &asked, mode);
        if self.board.is_whole() {
            // From now on the filter is applied here.
            self.request.filter = unfiltered(&self.request.filter);
        }
        self.as_of = Some(at);
        self.is_current = !self.again;
        self.again && !self.board.is_paused() && {
            self.ask_anew();
            true
        }
    }

    /// Something may have been missed; whether to ask now.
    pub fn mark_stale(&mut self) -> bool {
        self.is_current = false;
        // An answer under way may be from before; and a paused list moves for nobody.
        if self.is_asking() || self.board.is_paused() {
            self.again = true;
            return false;
        }
        self.ask_anew();
        true
    }

    /// A live link has heard from the server at `at`, so what is current still is.
    pub fn vouch(&mut self, at: f64) {
        if self.is_current && !self.board.is_paused() {
            self.as_of = self.as_of.map(|as_of| as_of.max(at));
        }
    }

    /// The list is to be asked for; the answer takes its place.
    pub fn ask_anew(&mut self) {
        self.again = false;
        self.replaces = true;
        if !self.board.is_whole() {
            let loaded = u32::try_from(self.board.rows().len()).unwrap_or(LARGEST_PAGE);
            self.request.limit = loaded.clamp(FIRST_PAGE, LARGEST_PAGE);
        }
    }

    /// The next answer takes the list's place: it belongs to somebody else.
    pub fn replace_next(&mut self) {
        self.replaces = true;
    }

    /// Takes in an event.
    pub fn event(&mut self, job: Job, created: bool) {
        self.board.apply_event(job, created);
    }

    /// Holds everything back.
    pub fn pause(&mut self) {
        self.board.pause();
    }

    /// Goes on; whether to ask for what was missed.
    pub fn resume(&mut self) -> bool {
        self.board.resume();
        if !self.again || self.is_asking() {
            return false;
        }
        self.ask_anew();
        true
    }

    /// Follows another filter.
    pub fn set_filter(&mut self, filter: JobFilter, typed: bool) -> FilterStep {
        if *self.board.filter() == filter {
            return FilterStep::Same;
        }
        self.board.set_filter(filter);
        if self.board.is_whole() {
            return FilterStep::Local;
        }
        self.replaces = true;
        self.request.limit = FIRST_PAGE;
        self.is_typing = typed;
        if typed {
            return FilterStep::AskLater;
        }
        self.ask_for_filter();
        FilterStep::Ask
    }

    /// The pause in typing is over: the filter is to be asked for now.
    pub fn ask_for_filter(&mut self) {
        self.is_typing = false;
        self.request.filter = self.board.filter().clone();
        self.ask_anew();
    }

    fn give_up(&mut self) {
        self.under_way = None;
        self.board.drop_answer();
    }
}

#[cfg(test)]
mod tests;
