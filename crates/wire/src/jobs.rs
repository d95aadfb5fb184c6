//! Jobs: what they are, how they are found, and what can be done to them.

mod filter;
mod read;
mod result;

pub use filter::{JobFilter, JobSort, SortKey};
pub use result::{ChannelResult, PartStatus, Verdict};

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::{
    Call, Method, Page, Path, Stamp,
    channel::Channel,
    documents::DocumentId,
    generate::{GenerateRequest, Tone},
    routes,
    templates::TemplateId,
    text::{open_enum, string_id},
};

string_id! {
    /// A job's id.
    JobId
}

open_enum! {
    /// Where a job stands, in the server's word.
    JobStatus {
        /// Waits for its time or for a worker.
        Pending = "pending",
        /// Is being worked on.
        InProgress = "in_progress",
        /// Ended, every channel well.
        Completed = "completed",
        /// Ended, some channels well and some not.
        Partial = "partial",
        /// Ended, no channel well.
        Failed = "failed",
        /// Ended by somebody.
        Cancelled = "cancelled",
    }
}

impl JobStatus {
    /// Whether the job still waits or works.
    pub fn is_active(&self) -> bool {
        matches!(self, Self::Pending | Self::InProgress)
    }

    /// Whether the server runs such a job again when asked.
    pub fn can_retry(&self) -> bool {
        matches!(self, Self::Failed | Self::Partial | Self::Cancelled)
    }

    /// The status in words.
    pub fn label(&self) -> String {
        match self {
            Self::Pending => "Queued".to_owned(),
            Self::InProgress => "Running".to_owned(),
            Self::Completed => "Completed".to_owned(),
            Self::Partial => "Partial".to_owned(),
            Self::Failed => "Failed".to_owned(),
            Self::Cancelled => "Cancelled".to_owned(),
            Self::Other(word) if word == "dry_run" => "Dry run".to_owned(),
            Self::Other(word) => word.replace('_', " "),
        }
    }
}

/// One run of a recipe.
///
/// Only its id and status are insisted on: what is missing is unknown, and what does not fit its
/// type, or is not known here, stays in `rest`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Job {
    /// Its id.
    pub job_id: JobId,
    /// Where it stands, in the server's word; [`Job::outcome`] is what to show.
    pub status: JobStatus,
    /// What it generates from; `None` where the server does not say.
    pub document_id: Option<DocumentId>,
    /// That document's title at the time.
    pub document_title: Option<String>,
    /// Where to; empty where the server does not say.
    pub channels: Vec<Channel>,
    /// The template.
    pub template_id: Option<TemplateId>,
    /// How it sounds.
    pub tone: Option<Tone>,
    /// How far it is, 0 to 1; `None` where the server does not say.
    pub progress: Option<f64>,
    /// How many jobs are before it in the queue.
    pub queue_position: Option<u64>,
    /// When it was asked for; a stamp without a moment where the server does not say.
    pub created_at: Stamp,
    /// When work on it began.
    pub started_at: Option<Stamp>,
    /// When it ended.
    pub completed_at: Option<Stamp>,
    /// When it is to begin.
    pub scheduled_for: Option<Stamp>,
    /// Until when it waits so that it can be undone; `None` once that is over.
    pub held_until: Option<Stamp>,
    /// What became of each channel.
    pub results: BTreeMap<String, ChannelResult>,
    /// What went wrong, in the server's words.
    pub errors: Vec<String>,
    /// Which try it is, from 1.
    pub attempt: Option<u32>,
    /// The job that this one tries again.
    pub retry_of: Option<JobId>,
    /// The newest job that tries this one again, unless that was cancelled.
    pub retried_as: Option<JobId>,
    /// Who asked for it.
    pub created_by: Option<String>,
    /// The recipe, to run it again with edits.
    pub request: Option<GenerateRequest>,
    /// Whatever else the server says of it.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Job {
    /// Where the job stands, told from its channels where they tell more than its status.
    ///
    /// A server may call a job completed though a channel failed; that is not shown as success.
    pub fn outcome(&self) -> JobStatus {
        if self.status != JobStatus::Completed {
            return self.status.clone();
        }
        let verdicts: Vec<_> = self.results.values().map(ChannelResult::verdict).collect();
        let bad = verdicts.iter().filter(|verdict| verdict.is_bad()).count();
        match bad {
            0 => JobStatus::Completed,
            all if all == verdicts.len() => JobStatus::Failed,
            _ => JobStatus::Partial,
        }
    }

    /// The job's channels: those asked for, else those with a result.
    pub fn lanes(&self) -> Vec<Channel> {
        let mut lanes = self.channels.clone();
        for name in self.results.keys() {
            let channel = Channel::from(name.as_str());
            if !lanes.contains(&channel) {
                lanes.push(channel);
            }
        }
        lanes
    }

    /// What became of a channel.
    pub fn result(&self, channel: &Channel) -> Option<&ChannelResult> {
        self.results.get(channel.as_str())
    }

    /// Until when, in epoch milliseconds, it waits so that it can be undone.
    pub fn hold_end(&self) -> Option<f64> {
        let held = self.held_until.as_ref()?;
        let waits = self.status == JobStatus::Pending;
        held.epoch_millis().filter(|_| waits)
    }

    /// The channels that are out.
    pub fn published(&self) -> Vec<Channel> {
        self.lanes_where(|verdict| verdict == Verdict::Good)
    }

    /// The channels that are not out, which a retry is for.
    pub fn unpublished(&self) -> Vec<Channel> {
        self.lanes_where(|verdict| verdict != Verdict::Good)
    }

    fn lanes_where(&self, which: impl Fn(Verdict) -> bool) -> Vec<Channel> {
        let mut lanes = self.lanes();
        lanes.retain(|channel| {
            let result = self.result(channel);
            which(result.map_or(Verdict::Waiting, ChannelResult::verdict))
        });
        lanes
    }

    /// What to call the job in a sentence: its document, else its id.
    pub fn subject(&self) -> &str {
        self.document_title
            .as_deref()
            .or(self.document_id.as_ref().map(DocumentId::as_str))
            .unwrap_or_else(|| self.job_id.as_str())
    }

    /// Milliseconds from the start (else the creation) to the end.
    pub fn duration_millis(&self) -> Option<i64> {
        let start = self.started_at.as_ref().unwrap_or(&self.created_at);
        self.completed_at
            .as_ref()?
            .since(start)
            .map(|duration| duration.num_milliseconds())
    }
}

/// The jobs that a filter lets through.
pub fn list(filter: &JobFilter) -> Call<Page<Job>> {
    Call::read_by(Method::Get, Path::fixed(routes::JOBS.template), |body| {
        Page::read("jobs", body)
    })
    .query(filter.to_query())
    .or_shipped(crate::shipped::jobs::find(filter))
}

/// One job.
pub fn get(id: &JobId) -> Call<Job> {
    Call::new(
        Method::Get,
        Path::filled(routes::JOB.template, &[id.as_str()]),
    )
}

/// Stops a job; the answer is the job as it stands then.
pub fn cancel(id: &JobId) -> Call<Job> {
    Call::new(
        Method::Delete,
        Path::filled(routes::CANCEL_JOB.template, &[id.as_str()]),
    )
}

/// Ends the time in which a waiting job can still be undone; the answer is the job.
pub fn release(id: &JobId) -> Call<Job> {
    Call::new(
        Method::Post,
        Path::filled(routes::RELEASE_JOB.template, &[id.as_str()]),
    )
}

/// What of a job to run again, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetryRequest {
    /// On which of its channels; `None` for those that are not out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<Channel>>,
    /// For how many seconds the new job waits before it starts, so that it can be undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_seconds: Option<u32>,
}

impl<'de> Deserialize<'de> for RetryRequest {
    /// Only an object: serde would read an empty list as one without any field.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            channels: Option<Vec<Channel>>,
            hold_seconds: Option<u32>,
        }
        let map = Map::deserialize(from)?;
        let Fields {
            channels,
            hold_seconds,
        } = serde_json::from_value(Value::Object(map)).map_err(serde::de::Error::custom)?;
        Ok(Self {
            channels,
            hold_seconds,
        })
    }
}

/// Runs a job again with the same recipe; the answer is the new job.
///
/// The contract repeats the channels that are not out, the backend as shipped all of them.
pub fn retry(id: &JobId) -> Call<Job> {
    Call::new(
        Method::Post,
        Path::filled(routes::RETRY_JOB.template, &[id.as_str()]),
    )
    .or_shipped(crate::shipped::jobs::retry(id))
}

/// [`retry`] on channels of one's choice, and held; the backend as shipped knows neither.
pub fn retry_with(id: &JobId, request: &RetryRequest) -> Call<Job> {
    let call = retry(id);
    if *request == RetryRequest::default() {
        return call;
    }
    Call::new(call.method, call.path.clone())
        .json(request)
        .or_shipped(crate::shipped::jobs::retry(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(status: &str, results: &str) -> Job {
        serde_json::from_str(&format!(
            r#"{{"job_id":"j","status":"{status}","created_at":"2026-11-23T00:00:00Z","results":{results}}}"#
        ))
        .unwrap()
    }

    #[track_caller]
    fn check(status: &str, results: &str, outcome: &str) {
        assert_eq!(job(status, results).outcome().as_str(), outcome);
    }

    #[test]
    fn a_completed_job_with_a_failed_channel_is_no_success() {
        check(
            "completed",
            r#"{"email":{"status":"completed"}}"#,
            "completed",
        );
        check(
            "completed",
            r#"{"email":{"status":"completed"},"web":{"error":"no"}}"#,
            "partial",
        );
        check("completed", r#"{"web":{"status":"failed"}}"#, "failed");
        check("completed", "{}", "completed");
        check("pending", "null", "pending");
        check("paused", r#"{"web":{"status":"failed"}}"#, "paused");
    }

    #[test]
    fn only_a_waiting_job_is_held() {
        let held = |status: &str| {
            let mut job = job(status, "{}");
            job.held_until = Stamp::parse("2026-11-23T00:00:10Z").ok();
            job.hold_end().is_some()
        };
        assert!(held("pending"));
        assert!(!held("in_progress") && !held("cancelled"));
        assert_eq!(job("pending", "{}").hold_end(), None);
    }

    #[test]
    fn a_retry_is_for_the_channels_that_are_not_out() {
        let mut job = job(
            "partial",
            r#"{"email":{"status":"completed"},"web":{"error":"no"}}"#,
        );
        job.channels = vec![Channel::Email, Channel::Social, Channel::Web];
        assert_eq!(job.published(), [Channel::Email]);
        assert_eq!(job.unpublished(), [Channel::Social, Channel::Web]);
    }
}
