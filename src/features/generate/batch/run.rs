//! A batch that was sent: which jobs it is made of, and how they stand together.

use std::collections::BTreeMap;

use wire::{
    Query, Stamp,
    batch::{Batch, BatchId},
    jobs::{Job, JobId, JobStatus},
};

use super::super::{recipe::address::parameter, text};

const BATCH: &str = "batch";
const JOBS: &str = "jobs";
const SINCE: &str = "since";

/// The jobs that were sent together, as the address holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchRun {
    /// The server's own name for it.
    pub batch: Option<BatchId>,
    /// Its jobs, in the order of the plan; a job that was tried again is replaced by its retry.
    pub jobs: Vec<JobId>,
    /// No job of it is older than this.
    pub since: Option<Stamp>,
}

impl BatchRun {
    /// The run that a batch began.
    pub fn of(batch: &Batch) -> Self {
        let first = batch.jobs.iter().map(|job| &job.created_at);
        Self {
            batch: Some(batch.batch_id.clone()),
            jobs: batch.jobs.iter().map(|job| job.job_id.clone()).collect(),
            since: first.min_by_key(|at| at.sort_key()).cloned(),
        }
    }

    /// The run that an address holds; `None` where it holds none.
    pub fn read(search: &str) -> Option<Self> {
        let jobs: Vec<JobId> = parameter(search, JOBS)?
            .split(',')
            .filter(|id| !id.is_empty())
            .map(JobId::from)
            .collect();
        (!jobs.is_empty()).then(|| Self {
            batch: parameter(search, BATCH).map(BatchId),
            jobs,
            since: parameter(search, SINCE).and_then(|text| Stamp::parse(&text).ok()),
        })
    }

    /// The address's query.
    pub fn write(&self) -> Query {
        let ids: Vec<_> = self.jobs.iter().map(JobId::as_str).collect();
        Query::new()
            .maybe(BATCH, self.batch.as_ref())
            .list(JOBS, &ids)
            .maybe(SINCE, self.since.as_ref().map(Stamp::as_str))
    }

    /// Puts a retry into the place of the job that it tries again.
    pub fn replace(&mut self, old: &JobId, new: JobId) {
        if let Some(id) = self.jobs.iter_mut().find(|id| *id == old) {
            *id = new;
        }
    }
}

/// How the jobs of a run stand together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunCounts {
    /// How many there are.
    pub all: usize,
    /// How many wait or run.
    pub active: usize,
    /// How many ended well.
    pub good: usize,
    /// How many ended with every channel failed.
    pub failed: usize,
    /// How many ended with some channels failed.
    pub partial: usize,
    /// How many were cancelled.
    pub cancelled: usize,
    /// Of how many nobody knows how they stand.
    pub unknown: usize,
    /// How far all of it is, from 0 to 1; what is unknown counts as nothing.
    pub progress: f64,
}

impl RunCounts {
    /// Counts the jobs of a run, as far as they are known.
    pub fn of(run: &BatchRun, known: &BTreeMap<JobId, Job>) -> Self {
        let mut counts = Self {
            all: run.jobs.len(),
            ..Self::default()
        };
        let mut done = 0.0;
        for id in &run.jobs {
            let Some(job) = known.get(id) else {
                counts.unknown += 1;
                continue;
            };
            let (count, share) = match job.outcome() {
                JobStatus::Pending | JobStatus::InProgress => {
                    let progress = job.progress.filter(|share| share.is_finite());
                    (&mut counts.active, progress.unwrap_or(0.0).clamp(0.0, 1.0))
                }
                JobStatus::Completed => (&mut counts.good, 1.0),
                JobStatus::Failed => (&mut counts.failed, 1.0),
                JobStatus::Partial => (&mut counts.partial, 1.0),
                JobStatus::Cancelled => (&mut counts.cancelled, 1.0),
                JobStatus::Other(_) => (&mut counts.unknown, 0.0),
            };
            *count += 1;
            done += share;
        }
        counts.progress = done / (counts.all.max(1) as f64);
        counts
    }

    /// Whether every job is known to have ended.
    pub fn is_over(&self) -> bool {
        self.active == 0 && self.unknown == 0
    }

    /// How many have ended.
    pub fn ended(&self) -> usize {
        self.good + self.failed + self.partial + self.cancelled
    }

    /// `3 completed, 1 failed, 2 remaining`.
    pub fn words(&self) -> String {
        [
            (self.good, text::batch::COMPLETED),
            (self.partial, text::batch::PARTIAL),
            (self.failed, text::batch::FAILED),
            (self.cancelled, text::batch::CANCELLED),
            (self.active, text::batch::REMAINING),
            (self.unknown, text::batch::UNKNOWN),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| text::batch::count(count, word))
        .collect::<Vec<_>>()
        .join(", ")
    }
}

/// Whether a job of a batch failed, so that it is chosen to be tried again.
pub fn has_failed(job: &Job) -> bool {
    matches!(job.outcome(), JobStatus::Failed | JobStatus::Partial)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn job(id: &str, status: &str, progress: f64) -> (JobId, Job) {
        let job = serde_json::json!({
            "job_id": id, "status": status, "progress": progress,
            "created_at": "2026-11-23T00:00:00Z",
        });
        (id.into(), serde_json::from_value(job).unwrap())
    }

    fn run(ids: &[&str]) -> BatchRun {
        BatchRun {
            batch: Some("bat_1".into()),
            jobs: ids.iter().map(|id| JobId::from(*id)).collect(),
            since: Some(Stamp::parse("2026-11-23T00:00:00Z").unwrap()),
        }
    }

    #[test]
    fn jobs_are_counted_as_they_stand_and_what_is_unknown_is_not_guessed() {
        let known = [
            job("a", "completed", 1.0),
            job("b", "in_progress", 0.5),
            job("c", "paused", 0.9),
            job("d", "failed", 1.0),
            job("x", "completed", 1.0),
        ];
        let counts = RunCounts::of(&run(&["a", "b", "c", "d", "e"]), &known.into());
        assert_eq!(
            counts.words(),
            "1 completed, 1 failed, 1 remaining, 2 unknown"
        );
        assert_eq!((counts.ended(), counts.progress), (2, 0.5));
        assert!(!counts.is_over());
    }

    #[test]
    fn a_retry_takes_the_place_of_what_it_tries_again() {
        let mut run = run(&["a", "b"]);
        run.replace(&"a".into(), "c".into());
        run.replace(&"nope".into(), "d".into());
        assert_eq!(
            BatchRun::read(&run.write().encoded()).unwrap().jobs,
            ["c", "b"].map(JobId::from)
        );
        assert_eq!(BatchRun::read("batch=bat_1&jobs=,"), None);
        assert_eq!(BatchRun::read(""), None);
    }

    proptest! {
        #[test]
        fn an_address_reopens_the_run(ids in proptest::collection::vec("[a-z0-9_]{1,8}", 1..9)) {
            let ids: Vec<_> = ids.iter().map(String::as_str).collect();
            let run = run(&ids);
            prop_assert_eq!(BatchRun::read(&run.write().encoded()), Some(run));
        }

        #[test]
        fn no_address_breaks_it(search in ".{0,60}") {
            let _ = BatchRun::read(&search);
        }
    }
}
