//! Reads a job of whatever shape: one odd field must not hide all jobs of a list.

use serde::{Deserialize, Deserializer, de};
use serde_json::{Map, Value};

use super::Job;
use crate::{Stamp, one_line, terminal, text::take};

impl<'de> Deserialize<'de> for Job {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut rest = Map::deserialize(from)?;
        let rest = &mut rest;
        let missing = |name| move || de::Error::missing_field(name);
        Ok(Self {
            job_id: take(rest, "job_id").ok_or_else(missing("job_id"))?,
            status: take(rest, "status").ok_or_else(missing("status"))?,
            document_id: take(rest, "document_id"),
            document_title: take::<String>(rest, "document_title").map(|title| one_line(&title)),
            channels: take(rest, "channels").unwrap_or_default(),
            template_id: take(rest, "template_id"),
            tone: take(rest, "tone"),
            progress: take(rest, "progress"),
            queue_position: take(rest, "queue_position"),
            created_at: take(rest, "created_at").unwrap_or_else(|| unreadable(rest)),
            started_at: take(rest, "started_at"),
            completed_at: take(rest, "completed_at"),
            scheduled_for: take(rest, "scheduled_for"),
            held_until: take(rest, "held_until"),
            results: take(rest, "results").unwrap_or_default(),
            errors: take::<Vec<String>>(rest, "errors")
                .unwrap_or_default()
                .into_iter()
                .map(terminal::owned)
                .collect(),
            attempt: take(rest, "attempt"),
            retry_of: take(rest, "retry_of"),
            retried_as: take(rest, "retried_as"),
            created_by: take::<String>(rest, "created_by").map(|name| one_line(&name)),
            request: take(rest, "request"),
            rest: std::mem::take(rest),
        })
    }
}

/// The time of creation where it is in no form that is known.
fn unreadable(rest: &mut Map<String, Value>) -> Stamp {
    Stamp::unreadable(match rest.remove("created_at") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: Value) -> Job {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn errors_are_read_without_the_colours_of_a_terminal() {
        let job = read(serde_json::json!({
            "job_id": "j", "status": "failed", "errors": ["\u{1b}[31mno\u{1b}[0m", "10%\r90%"],
            "document_title": "\u{1b}[1mNews\u{1b}[0m", "created_by": "\u{1b}[31mBo",
            "results": {"email": {"error": "\u{1b}]8;;https://x\u{7}log\u{1b}]8;;\u{7}"},
                "web": {"note": "\u{1b}[1mwait\u{1b}[m"}},
        }));
        assert_eq!(job.errors, ["no", "90%"]);
        assert_eq!(job.document_title.as_deref(), Some("News"));
        assert_eq!(job.created_by.as_deref(), Some("Bo"));
        assert_eq!(job.results["email"].error.as_deref(), Some("log"));
        assert_eq!(job.results["web"].reason().as_deref(), Some("wait"));
    }

    #[test]
    fn one_odd_field_hides_nothing_else() {
        let job = read(serde_json::json!({
            "job_id": "j", "status": "failed", "created_at": 1_763_856_000, "progress": "half",
            "results": [], "errors": [{"code": 7}], "channels": null, "worker": "w-3",
        }));
        assert_eq!(job.status.as_str(), "failed");
        assert_eq!(job.created_at.as_str(), "1763856000");
        let rest: Vec<_> = job.rest.keys().map(String::as_str).collect();
        assert_eq!(rest, ["errors", "progress", "results", "worker"]);
        assert_eq!(read(serde_json::to_value(&job).unwrap()).rest, job.rest);
    }

    #[test]
    fn a_time_that_is_not_told_is_no_time() {
        let job = read(serde_json::json!({"job_id": "j", "status": "pending"}));
        assert_eq!(job.created_at.as_str(), "");
        assert_eq!(job.created_at.epoch_millis(), None);
    }

    #[test]
    fn a_job_without_id_or_status_is_none() {
        for json in [r#"{"job_id":"j"}"#, r#"{"status":"failed"}"#, "[]", "7"] {
            assert!(serde_json::from_str::<Job>(json).is_err(), "{json}");
        }
    }
}
