//! What a retry publishes again, told before it happens.

use crate::features::jobs::text;
use wire::{channel::Channel, jobs::Job};

/// Which channels of a job a retry publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryScope {
    /// Those that are not out.
    pub unpublished: Vec<Channel>,
    /// Those that are out already.
    pub published: Vec<Channel>,
    /// Whether the server repeats all of them, also those that are out.
    pub repeats_all: bool,
}

impl RetryScope {
    /// What a retry of a job publishes, on a server that repeats all channels or not.
    pub fn of(job: &Job, repeats_all: bool) -> Self {
        Self {
            unpublished: job.unpublished(),
            published: job.published(),
            repeats_all,
        }
    }

    /// Whether something that is out is published once more.
    pub fn publishes_twice(&self) -> bool {
        self.repeats_all && !self.published.is_empty()
    }

    /// Whether it is asked before: where the server repeats all, nothing else tells of it.
    pub fn needs_question(&self) -> bool {
        self.repeats_all
    }

    /// The channels to ask for by name, so that a server cannot repeat more.
    pub fn named_channels(&self) -> Option<Vec<Channel>> {
        (!self.repeats_all && !self.unpublished.is_empty()).then(|| self.unpublished.clone())
    }

    /// One line for each channel.
    pub fn lines(&self) -> Vec<String> {
        let published = self.published.iter().map(|channel| {
            let label = channel.label();
            if self.repeats_all {
                text::published_again(&label)
            } else {
                text::published_once(&label)
            }
        });
        let unpublished = self.unpublished.iter();
        let mut lines: Vec<_> = published
            .chain(unpublished.map(|channel| text::will_be_published(&channel.label())))
            .collect();
        if lines.is_empty() {
            lines.push(text::ALL_WILL_BE_PUBLISHED.to_owned());
        }
        lines
    }

    /// The same in one line.
    pub fn summary(&self) -> String {
        let names = |channels: &[Channel]| {
            let names: Vec<_> = channels.iter().map(Channel::label).collect();
            names.join(", ")
        };
        let (out, open) = (names(&self.published), names(&self.unpublished));
        match (out.is_empty(), open.is_empty(), self.repeats_all) {
            (true, true, _) => text::RETRY_ALL.to_owned(),
            (true, false, _) => text::retry_open(&open),
            (false, true, true) => text::retry_out(&out),
            (false, false, true) => text::retry_both(&out, &open),
            (false, true, false) => text::retry_nothing(&out),
            (false, false, false) => text::retry_rest(&open, &out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partial(results: serde_json::Value) -> Job {
        let json = serde_json::json!({
            "job_id": "j", "status": "partial", "created_at": "2026-11-23T00:00:00Z",
            "results": results,
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_retry_says_which_channels_are_published_again() {
        let job = partial(serde_json::json!({
            "email": {"status": "completed"}, "website": {"error": "no"},
        }));
        let scope = RetryScope::of(&job, true);
        assert!(scope.publishes_twice() && scope.needs_question());
        assert_eq!(scope.named_channels(), None);
        assert_eq!(scope.summary(), "Retry publishes Email again, and Website.");
        assert_eq!(
            scope.lines(),
            [
                "Email is already published and will be published again.",
                "Website will be published.",
            ]
        );
        let scope = RetryScope::of(&job, false);
        assert!(!scope.publishes_twice() && !scope.needs_question());
        assert_eq!(scope.named_channels(), Some(vec!["website".into()]));
        assert_eq!(
            scope.summary(),
            "Retry publishes Website. Email won't be repeated."
        );
    }

    #[test]
    fn a_retry_of_unknown_channels_is_taken_for_one_of_all() {
        let scope = RetryScope::of(&partial(serde_json::json!({})), true);
        assert_eq!(scope.summary(), "Retry publishes all channels.");
        assert_eq!(scope.lines().len(), 1);
    }
}
