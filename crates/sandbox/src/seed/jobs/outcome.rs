//! What became of past jobs.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use wire::{
    Stamp,
    channel::{Channel, Platform},
    generate::GenerateRequest,
    jobs::{ChannelResult, JobStatus, PartStatus},
};

use super::JobHistory;

/// What became of each channel, what went wrong, and when it was over.
pub(super) struct Outcome {
    pub(super) results: BTreeMap<String, ChannelResult>,
    pub(super) errors: Vec<String>,
    pub(super) ended: DateTime<Utc>,
}

/// What went wrong, on which channel and, if it was one platform, on which.
const FAILURES: [(Channel, Option<Platform>, &str); 9] = [
    (
        Channel::Email,
        None,
        "The mail provider failed three times (502 Bad Gateway). Nothing was published.",
    ),
    (
        Channel::Email,
        None,
        "The mail provider rejected the sender address: domain not verified.",
    ),
    (
        Channel::Email,
        None,
        "The list \"Newsletter\" has no confirmed recipients.",
    ),
    (
        Channel::Social,
        Some(Platform::LinkedIn),
        "LinkedIn access token expired (401). Reconnect the account.",
    ),
    (
        Channel::Social,
        Some(Platform::Twitter),
        "X rate limit reached (429): too many posts in 15 minutes.",
    ),
    (
        Channel::Social,
        Some(Platform::Instagram),
        "Instagram needs at least one image. The document has none.",
    ),
    (
        Channel::Social,
        None,
        "The post scheduler didn't respond within 30 seconds.",
    ),
    (
        Channel::Web,
        None,
        "The website rejected the page: its URL is already in use.",
    ),
    (
        Channel::Web,
        None,
        "The website didn't respond within 30 seconds.",
    ),
];

impl JobHistory<'_> {
    /// Channel after channel; `due` is when work began or would have.
    pub(super) fn outcome(
        &mut self,
        request: &GenerateRequest,
        fate: &JobStatus,
        started: Option<DateTime<Utc>>,
        due: DateTime<Utc>,
    ) -> Outcome {
        let count = request.channels.len();
        let bad = match fate {
            JobStatus::Failed => 0..count,
            JobStatus::Partial => {
                let at = self.rng.usize(0..count.max(1));
                at..at + 1
            }
            _ => 0..0,
        };
        // From this channel on it was cancelled.
        let stop = match (fate, started) {
            (JobStatus::Cancelled, None) => 0,
            (JobStatus::Cancelled, Some(_)) => self.rng.usize(0..count.max(1)),
            _ => count,
        };
        let mut outcome = Outcome {
            results: BTreeMap::new(),
            errors: Vec::new(),
            ended: due + TimeDelta::milliseconds(self.rng.i64(200..800)),
        };
        for (number, channel) in request.channels.iter().enumerate() {
            let begun = outcome.ended;
            let mut result = ChannelResult::default();
            if number >= stop {
                result.status = Some(PartStatus::Cancelled);
                result.progress = Some(0.0);
            } else {
                outcome.ended += TimeDelta::milliseconds(self.rng.i64(900..14_000));
                result.started_at = Some(Stamp::from_utc(begun));
                result.status = Some(PartStatus::Completed);
                result.progress = Some(1.0);
            }
            if bad.contains(&number) {
                let error = self.failure(channel, &request.social_platforms);
                outcome.errors.push(format!("{}: {error}", channel.label()));
                result.status = Some(PartStatus::Failed);
                result.progress = Some(0.8);
                result.error = Some(error);
            }
            result.completed_at = Some(Stamp::from_utc(outcome.ended));
            outcome.results.insert(channel.as_str().to_owned(), result);
        }
        outcome
    }

    fn failure(&mut self, channel: &Channel, platforms: &[Platform]) -> String {
        let known: Vec<_> = FAILURES
            .iter()
            .filter(|(of, on, _)| {
                of == channel && on.as_ref().is_none_or(|on| platforms.contains(on))
            })
            .map(|(_, _, error)| *error)
            .collect();
        self.pick(&known)
            .unwrap_or("The channel failed.")
            .to_owned()
    }
}
