//! How far a job is on each of its channels.

use wire::{
    channel::Channel,
    jobs::{ChannelResult, Job, JobStatus, PartStatus, Verdict},
};

use crate::{features::jobs::text, ui::LaneState};

/// One channel's way through a job.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneView {
    /// What goes on in it.
    pub state: LaneState,
    /// How far it came, 0 to 1.
    pub progress: f64,
    /// The same in words.
    pub words: String,
}

/// How far along a job is on one of its channels.
pub fn lane_of(job: &Job, channel: &Channel) -> LaneView {
    match job.result(channel) {
        Some(result) => reported(job, result),
        None => unreported(&job.outcome()),
    }
}

/// The lanes of a job in one sentence, for those who cannot see them.
pub fn summary(job: &Job) -> String {
    let mut words = text::outcome(&job.outcome().label());
    for channel in job.lanes() {
        let lane = lane_of(job, &channel);
        words.push_str(&text::channel_outcome(&channel.label(), &lane.words));
    }
    words
}

fn reported(job: &Job, result: &ChannelResult) -> LaneView {
    let state = match result.verdict() {
        Verdict::Waiting if job.status.is_active() => LaneState::Waiting,
        Verdict::Running if job.status.is_active() => LaneState::Running,
        // The job has ended without this channel.
        Verdict::Waiting | Verdict::Running if job.status == JobStatus::Cancelled => {
            LaneState::Cancelled
        }
        Verdict::Waiting | Verdict::Running => LaneState::Skipped,
        Verdict::Good | Verdict::Written => LaneState::Done,
        Verdict::Bad => LaneState::Failed,
        Verdict::Stopped => LaneState::Cancelled,
        Verdict::Unknown | Verdict::DryRun => LaneState::Skipped,
    };
    // A newsletter that went to nobody is no success, whatever its status.
    let state = match result.delivery() {
        Some((0, _)) if state == LaneState::Done => LaneState::Skipped,
        _ => state,
    };
    let words = match (state, result.verdict()) {
        (LaneState::Done | LaneState::Skipped, Verdict::Good) if result.delivery().is_some() => {
            let (sent, recipients) = result.delivery().unwrap_or_default();
            text::sent(sent, recipients)
        }
        (LaneState::Cancelled, _) => text::LANE_CANCELLED.to_owned(),
        (LaneState::Skipped, Verdict::Waiting) => text::NOT_STARTED.to_owned(),
        (LaneState::Skipped, Verdict::Running) => text::NOT_FINISHED.to_owned(),
        _ => result.label(),
    };
    let progress = result.progress.unwrap_or_else(|| usual_progress(result));
    LaneView {
        state,
        progress,
        words,
    }
}

/// How far a channel usually is, for servers that do not say it.
fn usual_progress(result: &ChannelResult) -> f64 {
    match &result.status {
        Some(PartStatus::Writing) => 0.3,
        Some(PartStatus::Rendering) => 0.6,
        Some(PartStatus::Publishing) => 0.8,
        Some(PartStatus::Completed | PartStatus::Success | PartStatus::Generated) => 1.0,
        _ if result.verdict().is_bad() => 0.5,
        _ => 0.0,
    }
}

/// A channel that the server says nothing of goes the way of its job.
fn unreported(outcome: &JobStatus) -> LaneView {
    let (state, progress, words) = match outcome {
        JobStatus::Pending | JobStatus::InProgress => (LaneState::Waiting, 0.0, text::QUEUED),
        JobStatus::Completed => (LaneState::Done, 1.0, text::COMPLETED),
        JobStatus::Failed => (LaneState::Failed, 0.5, text::FAILED),
        JobStatus::Cancelled => (LaneState::Cancelled, 0.0, text::LANE_CANCELLED),
        JobStatus::Partial | JobStatus::Other(_) => (LaneState::Skipped, 0.0, text::NOT_REPORTED),
    };
    LaneView {
        state,
        progress,
        words: words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(status: &str, results: &str) -> Job {
        let json = format!(
            r#"{{"job_id":"j","status":"{status}","created_at":"2026-11-23T00:00:00Z",
                "channels":["email","web"],"progress":0.5,"results":{results}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    #[track_caller]
    fn check(status: &str, results: &str, state: LaneState, words: &str) {
        let lane = lane_of(&job(status, results), &Channel::Email);
        assert_eq!((lane.state, lane.words.as_str()), (state, words));
    }

    #[test]
    fn a_lane_tells_what_became_of_its_channel() {
        check("pending", "{}", LaneState::Waiting, "Queued");
        check(
            "in_progress",
            r#"{"email":{"status":"rendering"}}"#,
            LaneState::Running,
            "Rendering",
        );
        check(
            "completed",
            r#"{"email":{"error":"no"}}"#,
            LaneState::Failed,
            "Failed",
        );
        check(
            "cancelled",
            r#"{"email":{"status":"writing"}}"#,
            LaneState::Cancelled,
            "Cancelled",
        );
        check(
            "failed",
            r#"{"email":{"status":"pending"}}"#,
            LaneState::Skipped,
            "Not started",
        );
        check("partial", "{}", LaneState::Skipped, "Not reported");
        check(
            "completed",
            r#"{"email":{"status":"completed","recipients":0,"sent":0}}"#,
            LaneState::Skipped,
            "Sent to 0 of 0 recipients",
        );
        check(
            "completed",
            r#"{"email":{"status":"completed","recipients":9,"sent":8}}"#,
            LaneState::Done,
            "Sent to 8 of 9 recipients",
        );
        check(
            "completed",
            r#"{"email":{"status":"archived_twice"}}"#,
            LaneState::Skipped,
            "archived twice",
        );
    }

    #[test]
    fn a_summary_never_calls_a_failed_channel_a_success() {
        let job = job(
            "completed",
            r#"{"email":{"status":"completed"},"web":{"status":"failed","error":"502"}}"#,
        );
        assert_eq!(summary(&job), "Partial. Email: Published. Web: Failed.");
    }
}
