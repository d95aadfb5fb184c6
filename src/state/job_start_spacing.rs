//! Keeps jobs that would get the same id far enough apart, in all tabs of this browser.
//!
//! The backend as shipped makes a job's id of the second and of how the document's id begins;
//! a second job with the same id silently replaces the first.

use std::collections::BTreeMap;

use gloo_timers::future::TimeoutFuture;
use wire::{
    channel::Channel,
    documents::DocumentId,
    jobs::Job,
    shipped::sync::{self, APART_MILLIS, SyncRequest},
};

use super::{
    clock, job_metadata,
    mutation::{Mutation, use_task},
    query::send_once,
    session::use_session,
    storage::{self, StorageScope},
};

/// Where the last starts are noted, by how the document's id begins.
const KEY: &str = "toombos.starts";

/// A start noted this far ahead was noted by a clock that has been set back since.
const BELIEVED_MILLIS: f64 = 10_000.0;

/// A job to start by a document's id.
#[derive(Clone, Debug, PartialEq)]
pub struct JobStart {
    /// The request.
    pub request: SyncRequest,
    /// The document.
    pub document: DocumentId,
}

/// Starts jobs, one at a time and never two with the same id; `on_started` gets each.
pub fn use_start(on_started: impl Fn(Job) + Send + Sync + 'static) -> Mutation<JobStart> {
    let session = use_session();
    use_task(
        move |start: &JobStart| {
            let start = start.clone();
            async move {
                let name = start.request.collision_key();
                let wait = book(&name, clock::now());
                if wait > 0.0 {
                    TimeoutFuture::new(wait.ceil() as u32).await;
                }
                let outcome = send_once(session, &sync::start(&start.request)).await;
                // The server may have been slow to take it, and a failure may have started it.
                note(&name, clock::now());
                if let Ok(job) = &outcome {
                    let channels: Vec<Channel> = job.channels.clone();
                    job_metadata::remember(&job.job_id, &start.document, &channels);
                }
                outcome
            }
        },
        move |_, job| on_started(job),
    )
}

/// Takes the next free moment for a start, and says how many milliseconds away it is.
fn book(name: &str, now: f64) -> f64 {
    let mut starts = load();
    let at = free_moment(starts.get(name).copied(), now);
    starts.insert(name.to_owned(), at);
    save(starts, now);
    at - now
}

fn note(name: &str, now: f64) {
    let mut starts = load();
    let at = starts.get(name).map_or(now, |at| at.max(now));
    starts.insert(name.to_owned(), at);
    save(starts, now);
}

/// When a start may happen after the last one that would collide with it.
fn free_moment(last: Option<f64>, now: f64) -> f64 {
    match last {
        Some(last) if last < now + BELIEVED_MILLIS => now.max(last + APART_MILLIS as f64),
        _ => now,
    }
}

fn load() -> BTreeMap<String, f64> {
    storage::load(StorageScope::Local, KEY).unwrap_or_default()
}

fn save(mut starts: BTreeMap<String, f64>, now: f64) {
    starts.retain(|_, at| (*at - now).abs() < BELIEVED_MILLIS);
    storage::save(StorageScope::Local, KEY, &starts);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_syncs_in_a_second_do_not_overwrite_each_other() {
        assert_eq!(free_moment(None, 1_000.0), 1_000.0);
        // The second waits until the server's second is another one.
        let second = free_moment(Some(1_000.0), 1_010.0);
        assert_eq!(second, 2_100.0);
        // A third, of another tab, waits for the second, which has not even been sent.
        assert_eq!(free_moment(Some(second), 1_020.0), 3_200.0);
        assert_eq!(free_moment(Some(1_000.0), 5_000.0), 5_000.0);
        // A clock that was set back must not hold anything up for hours.
        assert_eq!(free_moment(Some(9_000_000.0), 1_000.0), 1_000.0);
    }
}
