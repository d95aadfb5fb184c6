//! The list of jobs: what it shows, what it holds back, and how many there are.
//!
//! Pure. A snapshot says what the server holds, events say what happens after
//! it, and no row moves unless somebody asked for another list.

mod events;
mod list_counts;
mod snapshot;
#[cfg(test)]
mod tests;

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use wire::jobs::{Job, JobFilter, JobId};

use list_counts::{Coverage, RowState};

pub use list_counts::ListCounts;
pub use snapshot::{MergeMode, unfiltered};

/// A job's number on its board: small, and the same as long as the board lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowId(usize);

/// The list.
#[derive(Clone, Debug, Default)]
pub struct Board {
    filter: JobFilter,
    jobs: Vec<Arc<Job>>,
    row_states: Vec<RowState>,
    row_ids: HashMap<JobId, RowId>,
    /// The rows, `Visible` and `Unmatched`.
    rows: Vec<RowId>,
    held: Vec<RowId>,
    left: usize,
    /// With [`Coverage::Whole`], all that the server holds.
    whole: Vec<RowId>,
    coverage: Coverage,
    /// The last row of the server's own order.
    tail: Option<RowId>,
    total: Option<u64>,
    next_cursor: Option<String>,
    /// What happened while an answer was under way; the answer may be older.
    meanwhile: Option<Vec<(Job, bool)>>,
    /// The newest state of what changed since the pause, in order of arrival.
    waiting: Option<Vec<(Job, bool)>>,
    recount: bool,
}

impl Board {
    /// An empty board for a filter.
    pub fn new(filter: JobFilter) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }

    /// The rows, in order.
    pub fn rows(&self) -> &[RowId] {
        &self.rows
    }

    /// A job of the board.
    pub fn job(&self, row_id: RowId) -> Option<&Arc<Job>> {
        self.jobs.get(row_id.0)
    }

    /// A job's number, if the board has met it.
    pub fn row_id(&self, id: &JobId) -> Option<RowId> {
        self.row_ids.get(id).copied()
    }

    /// Whether a job is a row.
    pub fn is_shown(&self, row_id: RowId) -> bool {
        matches!(
            self.row_state(row_id),
            RowState::Visible | RowState::Unmatched
        )
    }

    /// Whether a job is a row that the filter no longer lets through.
    pub fn has_left(&self, row_id: RowId) -> bool {
        self.row_state(row_id) == RowState::Unmatched
    }

    /// Whether the filter is applied here, because the board knows every job.
    pub fn is_whole(&self) -> bool {
        self.coverage == Coverage::Whole
    }

    /// The filter of the list.
    pub fn filter(&self) -> &JobFilter {
        &self.filter
    }

    /// Where the next page begins, where there is one.
    pub fn next_cursor(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }

    /// What the list has to say of itself.
    pub fn counts(&self) -> ListCounts {
        ListCounts {
            shown: self.rows.len(),
            total: self.total,
            everything: self.is_whole().then_some(self.whole.len() as u64),
            held: self.held.len(),
            left: self.left,
            waiting: self.waiting.as_ref().map(Vec::len),
            more: self.next_cursor.is_some(),
        }
    }

    /// Whether only the server can tell the total now; asking takes the question back.
    pub fn take_recount(&mut self) -> bool {
        std::mem::take(&mut self.recount)
    }

    /// Takes in the server's own count.
    pub fn set_total(&mut self, total: u64) {
        if !self.is_whole() {
            self.total = Some(total);
        }
    }

    /// Shows what has arrived, and takes away what the filter no longer lets through.
    pub fn show_new(&mut self) {
        if self.is_whole() {
            return self.lay_out();
        }
        let mut arrived = std::mem::take(&mut self.held);
        arrived.sort_by(|a, b| self.compare(*a, *b));
        let old = std::mem::take(&mut self.rows);
        let mut arrived = arrived.into_iter().peekable();
        for row in old {
            if self.row_state(row) == RowState::Unmatched {
                self.put(row, RowState::Absent);
                continue;
            }
            while let Some(row_id) = arrived.next_if(|row_id| self.compare(*row_id, row).is_lt()) {
                self.put(row_id, RowState::Visible);
                self.rows.push(row_id);
            }
            self.rows.push(row);
        }
        for row_id in arrived {
            // Beyond the last row it comes with its own page.
            let row_state = if self.next_cursor.is_none() {
                self.rows.push(row_id);
                RowState::Visible
            } else {
                RowState::Absent
            };
            self.put(row_id, row_state);
        }
        self.left = 0;
    }

    /// Asks for another list.
    ///
    /// Rows that the new filter surely lets through stay until the server has
    /// said which they are; a board that knows every job needs no server.
    pub fn set_filter(&mut self, filter: JobFilter) {
        let same_order = self.filter.sort == filter.sort;
        self.filter = filter;
        if self.is_whole() {
            return self.lay_out();
        }
        self.forget_held();
        self.coverage = Coverage::Unknown;
        self.next_cursor = None;
        self.total = None;
        self.recount = false;
        let kept = std::mem::take(&mut self.rows);
        for row_id in kept {
            let stays = same_order && self.lets_through(row_id);
            if stays {
                self.rows.push(row_id);
            }
            self.put(
                row_id,
                if stays {
                    RowState::Visible
                } else {
                    RowState::Absent
                },
            );
        }
        self.left = 0;
    }

    /// How many jobs a filter by channel leaves out because they have none yet.
    pub fn without_channels(&self) -> usize {
        if self.filter.channel.is_empty() {
            return 0;
        }
        let any_channel = JobFilter {
            channel: Vec::new(),
            ..self.filter.clone()
        };
        let jobs = self.whole.iter().filter_map(|row_id| self.job(*row_id));
        jobs.filter(|job| job.lanes().is_empty() && any_channel.matches(job))
            .count()
    }

    fn known(&self, id: &JobId) -> Option<&Arc<Job>> {
        self.job(*self.row_ids.get(id)?)
    }

    fn row_state(&self, row_id: RowId) -> RowState {
        self.row_states.get(row_id.0).copied().unwrap_or_default()
    }

    fn put(&mut self, row_id: RowId, row_state: RowState) {
        if let Some(now) = self.row_states.get_mut(row_id.0) {
            *now = row_state;
        }
    }

    /// Keeps the newest state of a job.
    fn store(&mut self, job: Job) -> RowId {
        if let Some(row_id) = self.row_ids.get(&job.job_id).copied() {
            if let Some(known) = self.jobs.get_mut(row_id.0)
                && **known != job
            {
                *known = Arc::new(job);
            }
            return row_id;
        }
        let row_id = RowId(self.jobs.len());
        self.row_ids.insert(job.job_id.clone(), row_id);
        self.jobs.push(Arc::new(job));
        self.row_states.push(RowState::Absent);
        row_id
    }

    fn lets_through(&self, row_id: RowId) -> bool {
        self.job(row_id).is_some_and(|job| self.filter.matches(job))
    }

    fn compare(&self, a: RowId, b: RowId) -> Ordering {
        match (self.job(a), self.job(b)) {
            (Some(a), Some(b)) => self.filter.compare(a, b),
            _ => Ordering::Equal,
        }
    }

    fn count(&mut self, change: i64) {
        self.total = self
            .total
            .and_then(|total| total.checked_add_signed(change));
    }

    fn forget_held(&mut self) {
        for row_id in std::mem::take(&mut self.held) {
            self.put(row_id, RowState::Absent);
        }
    }
}
