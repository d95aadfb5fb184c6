//! What jobs brought, channel by channel. Pure.

use std::collections::BTreeMap;

use wire::{
    channel::Channel,
    jobs::{ChannelResult, Job, Verdict},
};

/// What became of a channel in a number of jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChannelCounts {
    /// Went well.
    pub good: u64,
    /// Was written; a person has to post it.
    pub written: u64,
    /// Failed.
    pub bad: u64,
    /// Waits, runs, or was cancelled before its end.
    pub open: u64,
    /// Was a dry run of the server: nothing was published.
    pub dry: u64,
    /// Was sent to a list that nobody is on.
    pub nobody: u64,
    /// Has a result that says nothing this version understands, or none at all.
    pub unknown: u64,
}

impl ChannelCounts {
    fn count(&mut self, result: &ChannelResult) {
        let count = match (result.verdict(), result.delivery()) {
            (Verdict::Good, Some((0, 0))) => &mut self.nobody,
            // Not one of its readers got it.
            (Verdict::Good, Some((0, _))) => &mut self.bad,
            (verdict, _) => self.of(verdict),
        };
        *count += 1;
    }

    fn of(&mut self, verdict: Verdict) -> &mut u64 {
        match verdict {
            Verdict::Good => &mut self.good,
            Verdict::Written => &mut self.written,
            Verdict::Bad => &mut self.bad,
            Verdict::Waiting | Verdict::Running | Verdict::Stopped => &mut self.open,
            Verdict::DryRun => &mut self.dry,
            Verdict::Unknown => &mut self.unknown,
        }
    }

    /// All of them.
    pub fn all(self) -> u64 {
        self.good + self.written + self.bad + self.open + self.dry + self.nobody + self.unknown
    }

    /// The share that succeeded, of those that came to an end; `None` where none did. What was
    /// sent to nobody is neither a success nor a failure.
    pub fn share(self) -> Option<f64> {
        let ended = self.good + self.written + self.bad;
        (ended > 0).then(|| (self.good + self.written) as f64 / ended as f64)
    }
}

/// Counts each channel of each job by its own result, whatever the job says of itself.
pub fn by_channel(jobs: &[Job]) -> BTreeMap<Channel, ChannelCounts> {
    let mut all_counts: BTreeMap<Channel, ChannelCounts> = BTreeMap::new();
    for job in jobs {
        for channel in job.lanes() {
            let result = job.result(&channel);
            let counts = all_counts.entry(channel).or_default();
            match result {
                Some(result) => counts.count(result),
                None if job.status.is_active() => counts.open += 1,
                None => counts.unknown += 1,
            }
        }
    }
    all_counts
}

/// Counts each channel of each publication by its own result.
pub fn of_results<'a>(
    all: impl Iterator<Item = &'a BTreeMap<String, ChannelResult>>,
) -> BTreeMap<Channel, ChannelCounts> {
    let mut all_counts: BTreeMap<Channel, ChannelCounts> = BTreeMap::new();
    for (name, result) in all.flatten() {
        let counts = all_counts.entry(Channel::from(name.as_str())).or_default();
        counts.count(result);
    }
    all_counts
}

/// How long the jobs that ended took, in milliseconds: the middle one of them.
pub fn median_duration(jobs: &[Job]) -> Option<f64> {
    let mut durations: Vec<i64> = jobs
        .iter()
        .filter_map(Job::duration_millis)
        .filter(|duration| *duration >= 0)
        .collect();
    durations.sort_unstable();
    let upper = *durations.get(durations.len() / 2)?;
    if durations.len() % 2 == 1 {
        return Some(upper as f64);
    }
    let lower = *durations.get(durations.len() / 2 - 1)?;
    Some((lower as f64 + upper as f64) / 2.0)
}

#[cfg(test)]
mod tests {
    use wire::{Answer, jobs};

    use super::*;

    fn job(text: &str) -> Job {
        jobs::get(&"j".into())
            .read(&Answer::new(200, text))
            .unwrap()
    }

    #[test]
    fn success_is_told_by_each_channels_result() {
        let jobs = [
            job(
                r#"{"job_id":"a","status":"completed","created_at":"2026-11-23T00:00:00",
                "completed_at":"2026-11-23T00:00:03",
                "results":{"email":{"status":"completed"},"website":{"error":"no"},
                "twitter":{"status":"generated"},"fax":{"status":"sung"}}}"#,
            ),
            job(
                r#"{"job_id":"b","status":"in_progress","created_at":"2026-11-23T00:00:00",
                "channels":["email"],"results":{}}"#,
            ),
            job(
                r#"{"job_id":"c","status":"failed","created_at":"2026-11-23T00:00:00",
                "completed_at":"2026-11-23T00:00:01","channels":["email"],"results":{}}"#,
            ),
        ];
        let all_counts = by_channel(&jobs);
        let counts = |name: &str| all_counts[&Channel::from(name)];
        let email = counts("email");
        assert_eq!(
            (email.good, email.open, email.unknown, email.all()),
            (1, 1, 1, 3)
        );
        assert_eq!(email.share(), Some(1.0));
        assert_eq!(counts("website").share(), Some(0.0));
        assert_eq!(counts("twitter").written, 1);
        assert_eq!((counts("fax").unknown, counts("fax").share()), (1, None));
        assert_eq!(median_duration(&jobs), Some(2_000.0));
        assert_eq!(median_duration(&[]), None);
    }

    #[test]
    fn a_dry_run_is_neither_a_success_nor_a_failure() {
        let results = |text: &str| serde_json::from_str(text).unwrap();
        let all: [BTreeMap<String, ChannelResult>; 2] = [
            results(r#"{"email":{"status":"dry_run"},"web":{"status":"success"}}"#),
            results(r#"{"email":{"status":"failed"}}"#),
        ];
        let all_counts = of_results(all.iter());
        let email = all_counts[&Channel::Email];
        assert_eq!((email.dry, email.bad, email.share()), (1, 1, Some(0.0)));
        assert_eq!(all_counts[&Channel::Web].share(), Some(1.0));
    }

    #[test]
    fn a_mailing_to_nobody_is_no_success() {
        let mailing = |sent: u64, recipients: u64| {
            job(&format!(
                r#"{{"job_id":"a","status":"completed","created_at":"2026-11-23T00:00:00",
                "results":{{"email":{{"status":"completed","sent":{sent},"recipients":{recipients}}}}}}}"#
            ))
        };
        let email = |jobs: &[Job]| by_channel(jobs)[&Channel::Email];
        let none = email(&[mailing(0, 0)]);
        assert_eq!(
            (none.good, none.nobody, none.all(), none.share()),
            (0, 1, 1, None)
        );
        let some = email(&[mailing(0, 0), mailing(8, 9), mailing(0, 9)]);
        assert_eq!((some.good, some.bad, some.share()), (1, 1, Some(0.5)));
    }
}
