//! What happened to a job, and when, in order.

use wire::{
    Stamp,
    jobs::{Job, JobStatus, Verdict},
};

use crate::{
    features::{
        jobs::text,
        shared::{channel_tone, job_state},
    },
    ui::{ChannelTone, State, format_duration},
};

/// One thing that happened, or is going to.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// When.
    pub at: Stamp,
    /// What, in words.
    pub what: String,
    /// How it went.
    pub state: State,
    /// The channel it happened to; `None` for the whole job.
    pub channel: Option<ChannelTone>,
    /// How long it took, in milliseconds; `None` for what takes no time.
    pub took: Option<i64>,
}

/// Everything that is known to have happened to a job, the earliest first.
///
/// Times with and without a zone cannot be compared; they sort as if in UTC
/// and are shown as they came.
pub fn moments(job: &Job) -> Vec<Moment> {
    let mut moments = vec![plain(&job.created_at, asked_for(job), State::Off)];
    if let Some(at) = &job.scheduled_for {
        moments.push(plain(at, text::SCHEDULED.to_owned(), State::Off));
    }
    if let Some(at) = &job.started_at {
        let waited = millis(at, job.scheduled_for.as_ref().unwrap_or(&job.created_at));
        let queued = waited.filter(|waited| *waited >= 0);
        let what = queued.map_or_else(
            || text::STARTED.to_owned(),
            |queued| text::started_after(&format_duration(queued as f64)),
        );
        moments.push(plain(at, what, State::Busy));
    }
    for (name, result) in &job.results {
        let channel = wire::channel::Channel::from(name.as_str());
        let of_channel = |at: &Stamp, what: &str, state| Moment {
            channel: Some(channel_tone(&channel)),
            ..plain(at, text::channel_did(&channel.label(), what), state)
        };
        if let Some(at) = &result.started_at {
            moments.push(of_channel(at, text::CHANNEL_STARTED, State::Busy));
        }
        if let Some(at) = &result.completed_at {
            let state = match result.verdict() {
                Verdict::Good | Verdict::Written => State::Good,
                Verdict::Bad => State::Bad,
                _ => State::Off,
            };
            moments.push(Moment {
                took: result.started_at.as_ref().and_then(|from| millis(at, from)),
                ..of_channel(at, &result.label().to_lowercase(), state)
            });
        }
    }
    // Ties keep this order: what happens to a channel lies between the job's own steps.
    moments.sort_by_key(|moment| moment.at.sort_key());
    if let Some(at) = &job.completed_at {
        let outcome = job.outcome();
        let what = match &outcome {
            JobStatus::Pending | JobStatus::InProgress => text::ENDED.to_owned(),
            ended => ended.label(),
        };
        // Where nobody says when it started, the difference is from when it was asked for.
        let from = job.started_at.as_ref().unwrap_or(&job.created_at);
        moments.push(Moment {
            took: millis(at, from).filter(|took| *took >= 0),
            ..plain(at, what, job_state(&outcome))
        });
    }
    moments
}

fn asked_for(job: &Job) -> String {
    let by = job.created_by.as_deref();
    match (&job.retry_of, by) {
        (Some(_), Some(by)) => text::retried_by(by),
        (Some(_), None) => text::RETRY_CREATED.to_owned(),
        (None, Some(by)) => text::created_by(by),
        (None, None) => text::CREATED.to_owned(),
    }
}

fn plain(at: &Stamp, what: String, state: State) -> Moment {
    Moment {
        at: at.clone(),
        what,
        state,
        channel: None,
        took: None,
    }
}

fn millis(at: &Stamp, from: &Stamp) -> Option<i64> {
    at.since(from).map(|took| took.num_milliseconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(json: serde_json::Value) -> Job {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_job_is_told_in_order() {
        let job = job(serde_json::json!({
            "job_id": "j", "status": "completed", "created_by": "Ada",
            "created_at": "2026-11-23T00:00:00Z",
            "started_at": "2026-11-23T00:00:02Z",
            "completed_at": "2026-11-23T00:00:09Z",
            "results": {
                "web": {"status": "failed", "error": "502",
                    "started_at": "2026-11-23T00:00:05Z", "completed_at": "2026-11-23T00:00:09Z"},
                "email": {"status": "completed",
                    "started_at": "2026-11-23T00:00:02Z", "completed_at": "2026-11-23T00:00:05Z"},
            },
        }));
        let told: Vec<_> = moments(&job)
            .into_iter()
            .map(|moment| (moment.what, moment.took))
            .collect();
        let expected = [
            ("Created by Ada", None),
            ("Started (queued 2.0 s)", None),
            ("Email started", None),
            ("Email published", Some(3_000)),
            ("Web started", None),
            ("Web failed", Some(4_000)),
            ("Partial", Some(7_000)),
        ];
        assert_eq!(
            told,
            expected
                .map(|(what, took)| (what.to_owned(), took))
                .to_vec()
        );
    }

    #[test]
    fn durations_come_from_differences() {
        let job = job(serde_json::json!({
            "job_id": "j", "status": "partial",
            "created_at": "2026-11-23T00:06:40.676346",
            "completed_at": "2026-11-23T00:06:55.084737",
        }));
        let told: Vec<_> = moments(&job)
            .into_iter()
            .map(|moment| (moment.at.to_string(), moment.took))
            .collect();
        assert_eq!(
            told,
            [
                ("2026-11-23T00:06:40.676346".to_owned(), None),
                ("2026-11-23T00:06:55.084737".to_owned(), Some(14_408)),
            ]
        );
    }

    #[test]
    fn no_duration_is_made_of_times_that_cannot_be_compared() {
        let job = job(serde_json::json!({
            "job_id": "j", "status": "failed",
            "created_at": "2026-11-23T00:00:00",
            "started_at": "2026-11-23T00:00:02Z",
            "completed_at": "2026-11-23T00:00:09",
        }));
        assert!(moments(&job).iter().all(|moment| moment.took.is_none()));
    }
}
