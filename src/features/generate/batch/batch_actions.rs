//! Stopping a batch, and trying again what failed: asked for job by job, answered job by job.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{
    ApiError,
    jobs::{self, Job, JobId, RetryRequest},
};

use super::{super::text, watch::BatchWatch};
use crate::state::{
    concurrency::run_concurrently,
    job_metadata,
    publish_hold::server_hold,
    query::send_once,
    session::{Session, use_session},
};

/// More at once would only queue up at the server.
const AT_ONCE: usize = 4;

/// What became of what was asked for a job.
#[derive(Clone, Debug, PartialEq)]
pub enum JobNote {
    /// The server is being asked.
    Asking,
    /// It had ended before it could be stopped.
    TooLate,
    /// The server said no, or nothing.
    Refused(&'static str, ApiError),
}

/// What is being done to the jobs of a batch.
#[derive(Clone, Copy)]
pub struct BatchActions {
    /// What became of it, by job.
    pub notes: RwSignal<BTreeMap<JobId, JobNote>>,
    watch: BatchWatch,
    session: Session,
}

impl BatchActions {
    /// Nothing yet.
    pub fn new(watch: BatchWatch) -> Self {
        Self {
            notes: RwSignal::new(BTreeMap::new()),
            watch,
            session: use_session(),
        }
    }

    /// Whether the server is being asked for anything.
    pub fn is_pending(self) -> bool {
        self.notes
            .with(|notes| notes.values().any(|note| *note == JobNote::Asking))
    }

    /// The jobs that a stop would hit.
    pub fn to_stop(self) -> Vec<JobId> {
        self.those(|job| job.status.is_active())
    }

    /// The chosen jobs that can be tried again.
    pub fn to_retry(self) -> Vec<JobId> {
        let chosen = self.watch.chosen.get();
        self.those(move |job| job.outcome().can_retry() && chosen.contains(&job.job_id))
    }

    fn those(self, which: impl Fn(&Job) -> bool) -> Vec<JobId> {
        self.watch.known.with(|known| {
            self.watch.run.with(|run| {
                let ids = run.jobs.iter();
                ids.filter(|id| known.get(*id).is_some_and(&which))
                    .cloned()
                    .collect()
            })
        })
    }

    /// The jobs that the server holds, so that they can be undone.
    pub fn held(self) -> Vec<JobId> {
        self.those(|job| job.hold_end().is_some())
    }

    /// Until when the first of them is held, in epoch milliseconds.
    pub fn hold_end(self) -> Option<f64> {
        let held = self.held();
        self.watch.known.with(|known| {
            let ends = held.iter().filter_map(|id| known.get(id)?.hold_end());
            ends.reduce(f64::min)
        })
    }

    /// Cancels what is held.
    pub fn undo(self) {
        self.cancel(untrack(|| self.held()));
    }

    /// Lets what is held start at once.
    pub fn release(self) {
        let ids = untrack(|| self.held());
        self.begin(&ids);
        run_concurrently(ids, AT_ONCE, move |id| async move {
            let note = match send_once(self.session, &jobs::release(&id)).await {
                Ok(job) => {
                    self.take(job);
                    None
                }
                Err(error) => Some(JobNote::Refused(text::batch::PUBLISH_FAILED, error)),
            };
            self.note(&id, note)
        });
    }

    /// Cancels what has not ended.
    pub fn stop(self) {
        self.cancel(untrack(|| self.to_stop()));
    }

    fn cancel(self, ids: Vec<JobId>) {
        self.begin(&ids);
        run_concurrently(ids, AT_ONCE, move |id| async move {
            let note = match send_once(self.session, &jobs::cancel(&id)).await {
                Ok(job) => {
                    self.take(job);
                    None
                }
                Err(error) if error.status() == Some(409) => {
                    // It ended meanwhile; how, only the server knows.
                    if let Ok(job) = send_once(self.session, &jobs::get(&id)).await {
                        self.take(job);
                    }
                    Some(JobNote::TooLate)
                }
                Err(error) => Some(JobNote::Refused(text::batch::CANCEL_FAILED, error)),
            };
            self.note(&id, note)
        });
    }

    /// Runs the chosen ones again, each as a new job that takes its place.
    pub fn retry(self) {
        let ids = untrack(|| self.to_retry());
        let hold_seconds = server_hold(self.session);
        self.begin(&ids);
        run_concurrently(ids, AT_ONCE, move |id| async move {
            let channels = self
                .watch
                .known
                .try_with_untracked(|known| known.get(&id).map(Job::unpublished))
                .flatten();
            let request = RetryRequest {
                // A server that knows no hold may know no choice of channels either.
                channels: channels.filter(|it| hold_seconds.is_some() && !it.is_empty()),
                hold_seconds,
            };
            let note = match send_once(self.session, &jobs::retry_with(&id, &request)).await {
                Ok(job) => {
                    job_metadata::remember_retry(&job.job_id, &id);
                    let new = job.job_id.clone();
                    self.take(job);
                    let _ = self.watch.chosen.try_update(|chosen| chosen.remove(&id));
                    let _ = self.watch.run.try_update(|run| run.replace(&id, new));
                    None
                }
                Err(error) => Some(JobNote::Refused(text::batch::RETRY_FAILED_TO_START, error)),
            };
            self.note(&id, note)
        });
    }

    fn begin(self, ids: &[JobId]) {
        self.notes.update(|notes| {
            for id in ids {
                notes.insert(id.clone(), JobNote::Asking);
            }
        });
    }

    fn take(self, job: Job) {
        if self.watch.known.try_get_untracked().is_some() {
            self.watch.take(job);
        }
    }

    fn note(self, id: &JobId, note: Option<JobNote>) -> bool {
        let there = self.notes.try_update(|notes| {
            match note {
                Some(note) => notes.insert(id.clone(), note),
                None => notes.remove(id),
            };
        });
        there.is_some()
    }
}
