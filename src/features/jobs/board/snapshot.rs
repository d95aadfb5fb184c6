//! Taking in what the server says the list is.

use wire::{
    Page,
    jobs::{Job, JobFilter},
};

use super::{Board, Coverage, RowId, RowState};
use crate::state::job_order::is_behind;

/// How a snapshot is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeMode {
    /// The list is what the snapshot says: after a cut, or when it was asked for.
    Replace,
    /// No row moves: what is new is announced, what is gone is marked.
    Gentle,
}

/// The same order, without any filter.
pub fn unfiltered(filter: &JobFilter) -> JobFilter {
    JobFilter {
        sort: filter.sort,
        limit: filter.limit,
        ..JobFilter::default()
    }
}

/// Whether the filter lets everything through.
fn is_unfiltered(filter: &JobFilter) -> bool {
    *filter == unfiltered(filter)
}

impl Board {
    /// Whether an answer to `asked` holds every job of the server.
    pub fn is_whole_answer(page: &Page<Job>, asked: &JobFilter) -> bool {
        page.next_cursor.is_none()
            && match page.total {
                // A bare list has no total: such a server leaves the filtering to us.
                None => true,
                Some(total) => is_unfiltered(asked) && total == page.items.len() as u64,
            }
    }

    /// Takes in the first rows of the server's list, as it was asked for with `asked`.
    pub fn apply_snapshot(&mut self, page: Page<Job>, asked: &JobFilter, mode: MergeMode) {
        let at_end = page.next_cursor.is_none();
        let whole = Self::is_whole_answer(&page, asked);
        self.coverage = match (whole, at_end) {
            (true, _) => Coverage::Whole,
            (false, true) => Coverage::ToTheEnd,
            (false, false) => Coverage::Part,
        };
        self.next_cursor = page.next_cursor;
        let total = page.total;
        let items: Vec<RowId> = page.items.into_iter().map(|job| self.store(job)).collect();
        self.whole = if whole { items.clone() } else { Vec::new() };
        match mode {
            MergeMode::Replace if whole => self.lay_out(),
            MergeMode::Replace => {
                self.clear();
                for row_id in &items {
                    self.put(*row_id, RowState::Visible);
                }
                self.rows = items.clone();
            }
            MergeMode::Gentle => self.settle(&items),
        }
        self.tail = items.last().copied();
        if !whole {
            self.total = total;
        } else if mode == MergeMode::Gentle {
            let matching = items.iter().filter(|row_id| self.lets_through(**row_id));
            self.total = Some(matching.count() as u64);
        }
        self.recount = false;
        self.catch_up();
    }

    /// Takes in the next page.
    pub fn append(&mut self, page: Page<Job>) {
        self.next_cursor = page.next_cursor;
        self.coverage = match self.next_cursor {
            Some(_) => Coverage::Part,
            None => Coverage::ToTheEnd,
        };
        if page.total.is_some() && page.total != self.total {
            // Whether the events of the difference are already here cannot be known.
            self.recount = self.total.is_some();
            self.total = page.total;
        }
        for job in page.items {
            let row_id = self.store(job);
            self.tail = Some(row_id);
            match self.row_state(row_id) {
                RowState::Visible => continue,
                RowState::Unmatched => self.left -= 1,
                RowState::Pending => {
                    self.held.retain(|held| *held != row_id);
                    self.rows.push(row_id);
                }
                RowState::Absent => self.rows.push(row_id),
            }
            self.put(row_id, RowState::Visible);
        }
        self.catch_up();
    }

    /// Lays the rows out anew from all jobs there are.
    pub(super) fn lay_out(&mut self) {
        self.clear();
        let all = self.whole.iter().copied();
        let mut rows: Vec<RowId> = all.filter(|row_id| self.lets_through(*row_id)).collect();
        rows.sort_by(|a, b| self.compare(*a, *b));
        for row_id in &rows {
            self.put(*row_id, RowState::Visible);
        }
        self.total = Some(rows.len() as u64);
        self.rows = rows;
    }

    /// Marks and announces, and moves nothing.
    fn settle(&mut self, items: &[RowId]) {
        let mut named = vec![false; self.jobs.len()];
        for row_id in items {
            if let Some(named) = named.get_mut(row_id.0) {
                *named = true;
            }
            // The server's filter lets through what it sends, unless it does not filter.
            let through = !self.is_whole() || self.lets_through(*row_id);
            match (self.row_state(*row_id), through) {
                (RowState::Absent, true) => {
                    self.put(*row_id, RowState::Pending);
                    self.held.push(*row_id);
                }
                (RowState::Unmatched, true) => {
                    self.put(*row_id, RowState::Visible);
                    self.left -= 1;
                }
                (RowState::Visible, false) => {
                    self.put(*row_id, RowState::Unmatched);
                    self.left += 1;
                }
                (RowState::Pending, false) => {
                    self.put(*row_id, RowState::Absent);
                    self.held.retain(|held| held != row_id);
                }
                _ => {}
            }
        }
        let gone = |board: &Self, row_id: RowId| {
            let named = named.get(row_id.0).copied().unwrap_or_default();
            // New rows push the last ones over the end of what was asked for.
            let beyond = board.next_cursor.is_some()
                && board.lets_through(row_id)
                && items
                    .last()
                    .is_none_or(|last| board.compare(*last, row_id).is_lt());
            !named && !beyond
        };
        for index in 0..self.rows.len() {
            if let Some(row_id) = self.rows.get(index).copied()
                && self.row_state(row_id) == RowState::Visible
                && gone(self, row_id)
            {
                self.put(row_id, RowState::Unmatched);
                self.left += 1;
            }
        }
        let held = std::mem::take(&mut self.held);
        let (vanished, held): (Vec<RowId>, Vec<RowId>) =
            held.into_iter().partition(|row_id| gone(self, *row_id));
        self.held = held;
        for row_id in vanished {
            self.put(row_id, RowState::Absent);
        }
    }

    /// Applies what happened while the answer was under way, unless the answer knows better.
    fn catch_up(&mut self) {
        for (job, created) in self.meanwhile.take().unwrap_or_default() {
            let behind = self
                .known(&job.job_id)
                .is_some_and(|known| is_behind(&job, known));
            if !behind {
                self.apply(job, created);
            }
        }
    }

    fn clear(&mut self) {
        self.forget_held();
        for row_id in std::mem::take(&mut self.rows) {
            self.put(row_id, RowState::Absent);
        }
        self.left = 0;
    }
}
