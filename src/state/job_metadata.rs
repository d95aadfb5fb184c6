//! What this tab has asked for, and a backend does not repeat.
//!
//! The backend as shipped says neither the document nor, before there are
//! results, the channels of a job. Whoever started it from here knows both.

use serde::{Deserialize, Serialize};
use wire::{
    channel::Channel,
    documents::DocumentId,
    jobs::{Job, JobId},
};

use super::{
    session::own_key,
    storage::{self, StorageScope},
};

/// Where it is kept.
const KEY: &str = "toombos.started";

/// More than this many jobs nobody starts in one sitting.
const MOST: usize = 200;

/// What a job was asked for with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// The document; `None` for a retry of a job that was not started from here.
    pub document: Option<DocumentId>,
    /// The channels, in the words of the server.
    pub channels: Vec<Channel>,
    /// The job that this one tries again.
    pub again_for: Option<JobId>,
}

/// Remembers what a job was asked for with, as long as the tab lives.
pub fn remember(job: &JobId, document: &DocumentId, channels: &[Channel]) {
    put(
        job,
        Started {
            document: Some(document.clone()),
            channels: channels.to_vec(),
            again_for: None,
        },
    );
}

/// Remembers that `job` tries `old` again, and with it what `old` was asked for with.
pub fn remember_retry(job: &JobId, old: &JobId) {
    let known = recall(old).unwrap_or_default();
    put(
        job,
        Started {
            again_for: Some(old.clone()),
            ..known
        },
    );
}

/// What a job was asked for with, if that was done in this tab.
pub fn recall(job: &JobId) -> Option<Started> {
    Shelf::load().find(job).cloned()
}

/// Completes jobs by what is remembered of them.
pub fn complete(jobs: &mut [Job]) {
    let shelf = Shelf::load();
    if shelf.0.is_empty() {
        return;
    }
    for job in jobs {
        if let Some(started) = shelf.find(&job.job_id) {
            started.complete(job);
        }
    }
}

/// [`complete`] for one job.
pub fn completed(mut job: Job) -> Job {
    complete(std::slice::from_mut(&mut job));
    job
}

fn put(job: &JobId, started: Started) {
    let mut shelf = Shelf::load();
    shelf.put(job.clone(), started);
    storage::save(StorageScope::Session, &own_key(KEY), &shelf);
}

impl Started {
    /// Fills in what the server does not say, and changes nothing that it does.
    fn complete(&self, job: &mut Job) {
        if job.document_id.is_none() {
            job.document_id.clone_from(&self.document);
        }
        if job.retry_of.is_none() {
            job.retry_of.clone_from(&self.again_for);
        }
        if job.channels.is_empty() {
            // A result may have another word for the same channel.
            let told: Vec<_> = job
                .results
                .keys()
                .map(|name| Channel::from(name.as_str()))
                .collect();
            let is_told = |channel: &&Channel| {
                told.contains(channel)
                    || told
                        .iter()
                        .any(|told| **channel == told.family() || channel.family() == *told)
            };
            let untold = self.channels.iter().filter(|channel| !is_told(channel));
            job.channels = untold.cloned().chain(told.iter().cloned()).collect();
        }
    }
}

/// The jobs that are remembered, the newest last.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Shelf(Vec<(JobId, Started)>);

impl Shelf {
    fn load() -> Self {
        storage::load(StorageScope::Session, &own_key(KEY)).unwrap_or_default()
    }

    fn find(&self, job: &JobId) -> Option<&Started> {
        let found = self.0.iter().rev().find(|(known, _)| known == job);
        found.map(|(_, started)| started)
    }

    fn put(&mut self, job: JobId, started: Started) {
        self.0.retain(|(known, _)| *known != job);
        self.0.push((job, started));
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(channels: &[&str]) -> Started {
        Started {
            document: Some("doc-part-2".into()),
            channels: channels.iter().copied().map(Channel::from).collect(),
            again_for: Some("old".into()),
        }
    }

    #[track_caller]
    fn check(job: serde_json::Value, asked: &[&str], lanes: &[&str]) {
        let mut job: Job = serde_json::from_value(job).unwrap();
        started(asked).complete(&mut job);
        let words: Vec<_> = job
            .lanes()
            .iter()
            .map(|it| it.as_str().to_owned())
            .collect();
        assert_eq!(words, lanes);
    }

    #[test]
    fn only_what_the_server_does_not_say_is_filled_in() {
        let job = |results| {
            serde_json::json!({
                "job_id": "j", "status": "pending", "created_at": "2026-11-23T00:00:00",
                "results": results,
            })
        };
        let both = ["email", "website"];
        check(job(serde_json::json!({})), &both, &both);
        check(
            job(serde_json::json!({"website": {"error": "no"}})),
            &both,
            &both,
        );
        // The contract's words and the server's own for one channel are one lane.
        check(
            job(serde_json::json!({"website": {}, "twitter": {}})),
            &["email", "web", "social"],
            &["email", "twitter", "website"],
        );
        let mut told: Job = serde_json::from_value(serde_json::json!({
            "job_id": "j", "status": "pending", "created_at": "2026-11-23T00:00:00",
            "document_id": "other", "channels": ["web"], "retry_of": "x",
        }))
        .unwrap();
        let before = told.clone();
        started(&both).complete(&mut told);
        assert_eq!(told, before);
    }

    #[test]
    fn the_newest_are_kept() {
        let mut shelf = Shelf::default();
        for number in 0..=MOST {
            shelf.put(format!("j{number}").into(), Started::default());
        }
        shelf.put("j5".into(), started(&["email"]));
        assert_eq!(shelf.0.len(), MOST);
        assert_eq!(shelf.find(&"j0".into()), None);
        assert_eq!(shelf.find(&"j5".into()), Some(&started(&["email"])));
    }
}
