//! Which of two reports of a job is the newer one.

use wire::jobs::{Job, JobStatus};

/// Whether a report of a job is older than what is known of it.
///
/// Answers and events travel on two roads, so either may arrive late.
pub fn is_behind(report: &Job, known: &Job) -> bool {
    let runs = |job: &Job| job.status == JobStatus::InProgress;
    if runs(report) && runs(known) {
        return match (report.progress, known.progress) {
            (Some(report), Some(known)) => report < known,
            _ => false,
        };
    }
    is_earlier_stage(report, known)
}

/// Whether a report of a job is from an earlier stage than what is known of it.
///
/// Events that are replayed after a cut may be older than the list that was asked for then.
pub fn is_earlier_stage(report: &Job, known: &Job) -> bool {
    let stage = |job: &Job| match job.status {
        JobStatus::Pending => Some(0),
        JobStatus::InProgress => Some(1),
        JobStatus::Other(_) => None,
        _ => Some(2),
    };
    match (stage(report), stage(known)) {
        (Some(report), Some(known)) => report < known,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(status: &str) -> Job {
        let json = format!(
            r#"{{"job_id":"j","status":"{status}","created_at":"2026-11-23T00:00:00Z",
                "channels":["email","web"],"progress":0.5}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn an_older_report_is_told_by_its_stage() {
        let (waiting, running, ended) = (job("pending"), job("in_progress"), job("failed"));
        assert!(is_behind(&waiting, &running) && is_behind(&running, &ended));
        assert!(!is_behind(&ended, &running) && !is_behind(&running, &running));
        let further = Job {
            progress: Some(0.7),
            ..running.clone()
        };
        assert!(is_behind(&running, &further));
        assert!(!is_behind(&job("paused"), &ended));
    }
}
