//! Why jobs failed, and which of them failed for the same reason.

use std::{collections::HashMap, sync::Arc};

use wire::jobs::{Job, JobStatus};

/// The errors of a job that failed, wholly or in part; each once.
pub fn errors_of(job: &Job) -> Vec<&str> {
    if !matches!(job.outcome(), JobStatus::Failed | JobStatus::Partial) {
        return Vec::new();
    }
    let of_channels = job
        .results
        .values()
        .filter(|result| result.verdict().is_bad())
        .filter_map(|result| result.error.as_deref());
    let mut errors: Vec<&str> = Vec::new();
    for error in job.errors.iter().map(String::as_str).chain(of_channels) {
        let error = error.trim();
        // A server that repeats a channel's error for the whole job may put the channel before it.
        let is_told = errors.iter().any(|told| told.ends_with(error));
        if !error.is_empty() && !is_told {
            errors.push(error);
        }
    }
    errors
}

/// The jobs that failed with the same error.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseGroup<K> {
    /// The error.
    pub error: String,
    /// The jobs, in the order of the list.
    pub keys: Vec<K>,
}

/// Groups jobs by their errors, the largest group first; a job with two errors is in two groups.
pub fn group_by_error<K: Copy>(jobs: &[(K, Arc<Job>)]) -> Vec<CauseGroup<K>> {
    let mut groups: Vec<CauseGroup<K>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (key, job) in jobs {
        for error in errors_of(job) {
            let place = *places.entry(error).or_insert_with(|| {
                groups.push(CauseGroup {
                    error: error.to_owned(),
                    keys: Vec::new(),
                });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(place) {
                group.keys.push(*key);
            }
        }
    }
    // A stable sort: of two groups of one size, the one whose job is listed first.
    groups.sort_by_key(|group| std::cmp::Reverse(group.keys.len()));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(status: &str, errors: &[&str], web: Option<&str>) -> Arc<Job> {
        let mut results = serde_json::json!({});
        if let Some(error) = web {
            results = serde_json::json!({"web": {"status": "failed", "error": error}});
        }
        Arc::new(
            serde_json::from_value(serde_json::json!({
                "job_id": "j", "status": status, "created_at": "2026-11-23T00:00:00Z",
                "errors": errors, "results": results,
            }))
            .unwrap(),
        )
    }

    #[test]
    fn a_failed_job_says_why_and_says_it_once() {
        let same = job("failed", &["web: No answer."], Some("No answer."));
        assert_eq!(errors_of(&same), ["web: No answer."]);
        let other = job("partial", &["Too large."], Some("No answer."));
        assert_eq!(errors_of(&other), ["Too large.", "No answer."]);
        assert!(errors_of(&job("cancelled", &["Stopped."], None)).is_empty());
        assert!(errors_of(&job("failed", &[" "], None)).is_empty());
    }

    #[test]
    fn failed_jobs_are_grouped_by_their_error_and_the_largest_group_is_first() {
        let jobs = [
            (0, job("failed", &["A"], None)),
            (1, job("failed", &["B"], None)),
            (2, job("completed", &[], None)),
            (3, job("partial", &["B", "C"], None)),
        ];
        let groups: Vec<_> = group_by_error(&jobs)
            .into_iter()
            .map(|group| (group.error, group.keys))
            .collect();
        assert_eq!(
            groups,
            [
                ("B".to_owned(), vec![1, 3]),
                ("A".to_owned(), vec![0]),
                ("C".to_owned(), vec![3]),
            ]
        );
    }
}
