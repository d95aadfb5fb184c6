//! Taking in what happens after the snapshot.

use wire::jobs::{Job, SortKey};

use super::{Board, Coverage, RowState};
use crate::state::job_order::{is_behind, is_earlier_stage};

impl Board {
    /// Takes in what happened to a job; `created` where it has just been asked for.
    pub fn apply_event(&mut self, job: Job, created: bool) {
        if let Some(waiting) = &mut self.waiting {
            match waiting
                .iter_mut()
                .find(|(known, _)| known.job_id == job.job_id)
            {
                Some((known, _)) => *known = job,
                None => waiting.push((job, created)),
            }
            return;
        }
        let known = self.known(&job.job_id);
        if known.is_some_and(|known| is_earlier_stage(&job, known)) {
            return;
        }
        self.apply_answer(job, created);
    }

    /// Takes in the answer to what somebody asked of a job here, paused or not.
    pub fn apply_answer(&mut self, job: Job, created: bool) {
        if let Some(meanwhile) = &mut self.meanwhile {
            meanwhile.push((job.clone(), created));
        }
        self.apply(job, created);
    }

    /// Holds everything back from now on.
    pub fn pause(&mut self) {
        self.waiting.get_or_insert_default();
    }

    /// Goes on, with all that happened meanwhile.
    pub fn resume(&mut self) {
        for (job, created) in self.waiting.take().unwrap_or_default() {
            // An answer during the pause may have counted it already.
            self.recount = true;
            let behind = self
                .known(&job.job_id)
                .is_some_and(|known| is_behind(&job, known));
            if !behind {
                self.apply_event(job, created);
            }
        }
    }

    /// Whether everything is held back.
    pub fn is_paused(&self) -> bool {
        self.waiting.is_some()
    }

    /// Notes that an answer is under way.
    pub fn begin_answer(&mut self) {
        self.meanwhile = Some(Vec::new());
    }

    /// Notes that the answer will not come.
    pub fn drop_answer(&mut self) {
        self.meanwhile = None;
    }

    pub(super) fn apply(&mut self, job: Job, created: bool) {
        let matches = self.filter.matches(&job);
        let within = self.is_within_reach(&job);
        let row_id = self.store(job);
        let hidden = self.row_state(row_id) == RowState::Absent;
        if self.is_whole() && hidden && !self.whole.contains(&row_id) {
            self.whole.push(row_id);
        }
        match (self.row_state(row_id), matches) {
            (RowState::Visible, false) => {
                self.put(row_id, RowState::Unmatched);
                self.left += 1;
                self.count(-1);
            }
            (RowState::Unmatched, true) => {
                self.put(row_id, RowState::Visible);
                self.left -= 1;
                self.count(1);
            }
            (RowState::Pending, false) => {
                self.held.retain(|held| *held != row_id);
                self.put(row_id, RowState::Absent);
                self.count(-1);
            }
            (RowState::Absent, true) if within || created => {
                self.put(row_id, RowState::Pending);
                self.held.push(row_id);
                self.count(1);
                self.recount |= !within;
            }
            // It may have been among the rows not loaded yet, or may be among them now.
            (RowState::Absent, _) if !within && self.is_moved_by_events() => self.recount = true,
            _ => {}
        }
    }

    /// Whether what happens to a job can let it in or out of the filter, or move it past the
    /// last row loaded: the next page then begins behind it.
    fn is_moved_by_events(&self) -> bool {
        !self.filter.status.is_empty() || !self.filter.q.trim().is_empty() || !self.is_order_fixed()
    }

    /// Whether a job stays in its place whatever happens to it.
    fn is_order_fixed(&self) -> bool {
        matches!(self.filter.sort.key, SortKey::Created | SortKey::Document)
    }

    /// Whether the job would be a row if the filter had let it through before.
    fn is_within_reach(&self, job: &Job) -> bool {
        match self.coverage {
            Coverage::Whole | Coverage::ToTheEnd => true,
            Coverage::Unknown => false,
            // Only what never changes says where a job was.
            Coverage::Part => {
                self.is_order_fixed()
                    && self
                        .tail
                        .and_then(|tail| self.job(tail))
                        .is_some_and(|tail| self.filter.compare(job, tail).is_lt())
            }
        }
    }
}
