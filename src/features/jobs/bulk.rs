//! Doing one thing to many jobs: which it will hit, and what became of each.

use std::collections::HashSet;

use wire::{
    ApiError,
    jobs::{Job, JobId, RetryRequest},
};

use super::retry_scope::RetryScope;
use crate::features::jobs::text;

/// What is done to each job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkAction {
    /// Stops it.
    Cancel,
    /// Runs it again.
    Retry,
}

impl BulkAction {
    /// The verb on the button.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Cancel => text::CANCEL,
            Self::Retry => text::RETRY,
        }
    }

    /// Whether the server can be expected to do it to this job.
    ///
    /// `by_status`: it goes by its own word for the job, whatever the channels say.
    pub fn fits(self, job: &Job, by_status: bool) -> bool {
        match self {
            Self::Cancel => job.status.is_active(),
            Self::Retry if by_status => job.status.can_retry(),
            Self::Retry => job.outcome().can_retry(),
        }
    }

    /// What it makes of a job.
    fn participle(self) -> &'static str {
        match self {
            Self::Cancel => text::CANCELLED,
            Self::Retry => text::RETRIED,
        }
    }
}

/// One job to do it to.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which.
    pub id: JobId,
    /// What it is called.
    pub subject: String,
    /// What a retry publishes; `None` where it is not retried.
    pub scope: Option<RetryScope>,
    /// What became of it.
    pub outcome: Outcome,
}

impl Item {
    /// The request that retries it, on the channels that are not out where a server lets choose.
    pub fn retry_request(&self, hold_seconds: Option<u32>) -> RetryRequest {
        let scope = hold_seconds.and(self.scope.as_ref());
        RetryRequest {
            channels: scope.and_then(RetryScope::named_channels),
            hold_seconds,
        }
    }
}

/// What became of one job.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Outcome {
    /// Its turn has not come.
    #[default]
    Waiting,
    /// The server is being asked.
    Running,
    /// It worked; `Some` with the new job, for a retry.
    Done(Option<JobId>),
    /// The server said no, or nothing.
    Refused(ApiError),
}

/// What will be done, and to which of the chosen jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What is done.
    pub action: BulkAction,
    /// The jobs it fits.
    pub items: Vec<Item>,
    /// How many of the chosen jobs it does not fit.
    pub skipped: usize,
}

impl Plan {
    /// Works out which of the chosen jobs it will hit.
    pub fn new<'a>(
        action: BulkAction,
        chosen: impl IntoIterator<Item = &'a Job>,
        by_status: bool,
    ) -> Self {
        let mut plan = Self {
            action,
            items: Vec::new(),
            skipped: 0,
        };
        let chosen: Vec<&Job> = chosen.into_iter().collect();
        let retried: HashSet<&JobId> = chosen
            .iter()
            .filter_map(|job| job.retry_of.as_ref())
            .collect();
        for job in &chosen {
            // A job and its own retry together would publish the same twice.
            let is_retried = action == BulkAction::Retry
                && (job.retried_as.is_some() || retried.contains(&job.job_id));
            if action.fits(job, by_status) && !is_retried {
                plan.items.push(Item {
                    id: job.job_id.clone(),
                    subject: job.subject().to_owned(),
                    scope: (action == BulkAction::Retry).then(|| RetryScope::of(job, by_status)),
                    outcome: Outcome::Waiting,
                });
            } else {
                plan.skipped += 1;
            }
        }
        plan
    }

    /// `Cancel 3 jobs`.
    pub fn label(&self) -> String {
        let count = self.items.len();
        let noun = if count == 1 { text::JOB } else { text::JOBS };
        text::verb_count(self.action.verb(), count, noun)
    }

    /// `3 of 5 can be cancelled.`
    pub fn explanation(&self) -> String {
        let hit = self.items.len();
        let chosen = hit + self.skipped;
        let mut words = match self.skipped {
            0 => text::all_selected(self.action.verb(), hit),
            _ => text::some_selected(hit, chosen, self.action.participle()),
        };
        let scopes = self.items.iter().filter_map(|item| item.scope.as_ref());
        match scopes.filter(|scope| scope.publishes_twice()).count() {
            0 => {}
            1 => words.push_str(text::PUBLISHES_AGAIN),
            count => words.push_str(&text::publish_again(count)),
        }
        words
    }

    /// Why nothing can be done at all; `None` where something can.
    pub fn obstacle(&self) -> Option<String> {
        self.items
            .is_empty()
            .then(|| text::none_selected(self.action.participle()))
    }

    /// Takes the next jobs to ask for, so that no more than `most` are under way.
    pub fn next(&mut self, most: usize) -> Vec<Item> {
        let running = self.count(|outcome| *outcome == Outcome::Running);
        let free = most.saturating_sub(running);
        self.items
            .iter_mut()
            .filter(|item| item.outcome == Outcome::Waiting)
            .take(free)
            .map(|item| {
                item.outcome = Outcome::Running;
                item.clone()
            })
            .collect()
    }

    /// Notes what became of a job.
    pub fn settle(&mut self, id: &JobId, outcome: Outcome) {
        if let Some(item) = self.items.iter_mut().find(|item| item.id == *id) {
            item.outcome = outcome;
        }
    }

    /// Leaves alone what has not been asked for yet.
    pub fn stop(&mut self) {
        self.items.retain(|item| item.outcome != Outcome::Waiting);
    }

    /// Whether every job has its result.
    pub fn is_over(&self) -> bool {
        self.count(|outcome| matches!(outcome, Outcome::Waiting | Outcome::Running)) == 0
    }

    /// How many worked, and how many did not.
    pub fn score(&self) -> (usize, usize) {
        (
            self.count(|outcome| matches!(outcome, Outcome::Done(_))),
            self.count(|outcome| matches!(outcome, Outcome::Refused(_))),
        )
    }

    fn count(&self, which: impl Fn(&Outcome) -> bool) -> usize {
        self.items
            .iter()
            .filter(|item| which(&item.outcome))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(statuses: &[&str]) -> Vec<Job> {
        let job = |(number, status): (usize, &&str)| {
            serde_json::from_value(serde_json::json!({
                "job_id": format!("j{number}"),
                "status": status,
                "created_at": "2026-11-23T00:00:00Z",
            }))
            .unwrap()
        };
        statuses.iter().enumerate().map(job).collect()
    }

    #[test]
    fn it_says_exactly_how_many_it_will_hit() {
        let jobs = jobs(&["pending", "completed", "in_progress", "failed", "pending"]);
        let plan = Plan::new(BulkAction::Cancel, &jobs, false);
        assert_eq!(plan.label(), "Cancel 3 jobs");
        assert_eq!(plan.explanation(), "3 of 5 can be cancelled.");
        let plan = Plan::new(BulkAction::Retry, &jobs, false);
        assert_eq!(plan.label(), "Retry 1 job");
        assert_eq!(plan.obstacle(), None);
        let plan = Plan::new(BulkAction::Retry, &jobs[..1], false);
        assert_eq!(
            plan.obstacle().as_deref(),
            Some("No selected jobs can be retried")
        );
    }

    #[test]
    fn a_job_and_its_own_retry_are_not_retried_together() {
        let mut jobs = jobs(&["failed", "failed", "partial", "failed"]);
        jobs[1].retry_of = Some("j0".into());
        jobs[3].retried_as = Some("j9".into());
        let plan = Plan::new(BulkAction::Retry, &jobs, true);
        let ids: Vec<_> = plan.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["j1", "j2"]);
        assert_eq!(Plan::new(BulkAction::Cancel, &jobs, true).items.len(), 0);
    }

    #[test]
    fn a_bulk_retry_says_how_many_jobs_publish_channels_again() {
        let mut jobs = jobs(&["partial", "failed"]);
        let out = serde_json::json!({"status": "completed"});
        let out = serde_json::from_value(out).unwrap();
        jobs[0].results.insert("email".to_owned(), out);
        let words = |repeats_all| Plan::new(BulkAction::Retry, &jobs, repeats_all).explanation();
        assert_eq!(
            words(true),
            "Retry all 2 selected. 1 job will publish channels again."
        );
        assert_eq!(words(false), "Retry all 2 selected.");
    }

    #[test]
    fn a_server_that_goes_by_its_own_word_retries_no_completed_job() {
        let job: Job = serde_json::from_value(serde_json::json!({
            "job_id": "j", "status": "completed", "created_at": "2026-11-23T00:00:00",
            "results": {"website": {"error": "no"}},
        }))
        .unwrap();
        assert!(BulkAction::Retry.fits(&job, false));
        assert!(!BulkAction::Retry.fits(&job, true));
    }

    #[test]
    fn no_more_than_so_many_are_under_way() {
        let jobs = jobs(&["pending"; 7]);
        let mut plan = Plan::new(BulkAction::Cancel, &jobs, false);
        let first = plan.next(4);
        assert_eq!(first.len(), 4);
        assert!(plan.next(4).is_empty());
        plan.settle(&first[0].id, Outcome::Done(None));
        plan.settle(&first[1].id, Outcome::Refused(ApiError::Aborted));
        assert_eq!(plan.next(4).len(), 2);
        assert_eq!(plan.score(), (1, 1));
        plan.stop();
        assert_eq!(plan.items.len(), 6);
        assert!(!plan.is_over());
    }
}
