//! Which jobs a server was seen to hold, to tell when it has lost them.
//!
//! The backend as shipped keeps its jobs in memory: after a restart its list is
//! empty, which looks as if nothing had ever run. Several workers of it keep a
//! list each, and whichever is asked answers.

use serde::{Deserialize, Serialize};
use wire::jobs::{Job, JobId};

use super::storage::{self, StorageScope};

/// Where it is kept.
const KEY: &str = "toombos.jobs.seen";

/// The newest jobs are the last that a server would lose for any other reason.
const MOST: usize = 20;

/// The newest jobs that a server was seen to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// The server's address.
    base: String,
    /// Their ids.
    ids: Vec<JobId>,
}

/// Whether the server held jobs before and now holds none of them; takes note of what it holds.
///
/// `jobs` is all that it holds, the newest first.
pub fn has_lost<'a>(base: &str, jobs: impl IntoIterator<Item = &'a Job>) -> bool {
    let now = Seen {
        base: base.to_owned(),
        ids: jobs
            .into_iter()
            .take(MOST)
            .map(|job| job.job_id.clone())
            .collect(),
    };
    let before: Seen = storage::load(StorageScope::Session, KEY).unwrap_or_default();
    if !now.ids.is_empty() && before != now {
        storage::save(StorageScope::Session, KEY, &now);
    }
    // What another worker holds is not lost.
    is_lost(&before, &now) && !ListComparison::of(base).contradicts
}

/// Where it is kept which jobs come and go.
const WORKERS: &str = "toombos.jobs.workers";

/// More ids are not compared: the newest ones tell enough.
const MOST_COMPARED: usize = 200;

/// What a server's whole lists say of each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct ListComparison {
    /// The server's address.
    base: String,
    /// What the last list held.
    listed: Vec<JobId>,
    /// What earlier lists held and later ones did not.
    absent: Vec<JobId>,
    /// Whether a job was absent and then there again, which no single list does.
    contradicts: bool,
}

impl ListComparison {
    fn of(base: &str) -> Self {
        storage::load(StorageScope::Session, WORKERS)
            .filter(|known: &Self| known.base == base)
            .unwrap_or_else(|| Self {
                base: base.to_owned(),
                ..Self::default()
            })
    }

    fn take(&mut self, now: &[JobId]) {
        self.contradicts |= self.absent.iter().any(|id| now.contains(id));
        let gone = self.listed.drain(..).filter(|id| !now.contains(id));
        self.absent.extend(gone);
        self.absent.retain(|id| !now.contains(id));
        let surplus = self.absent.len().saturating_sub(MOST_COMPARED);
        self.absent.drain(..surplus);
        self.listed = now.iter().take(MOST_COMPARED).cloned().collect();
    }
}

/// Whether a server's lists contradict each other; takes note of this one.
///
/// `jobs` is all that it holds, the newest first.
pub fn contradicts<'a>(base: &str, jobs: impl IntoIterator<Item = &'a Job>) -> bool {
    let now: Vec<JobId> = jobs.into_iter().map(|job| job.job_id.clone()).collect();
    let mut known = ListComparison::of(base);
    let before = known.clone();
    known.take(&now);
    if known != before {
        storage::save(StorageScope::Session, WORKERS, &known);
    }
    known.contradicts
}

/// Forgets what was seen, once somebody knows that it is gone.
pub fn forget() {
    storage::remove(StorageScope::Session, KEY);
}

fn is_lost(before: &Seen, now: &Seen) -> bool {
    before.base == now.base
        && !before.ids.is_empty()
        && !before.ids.iter().any(|id| now.ids.contains(id))
        // As many new ones may have pushed the old ones out of what is remembered.
        && now.ids.len() < MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(base: &str, ids: &[&str]) -> Seen {
        Seen {
            base: base.to_owned(),
            ids: ids.iter().copied().map(JobId::from).collect(),
        }
    }

    #[test]
    fn a_job_list_that_empties_says_so() {
        let before = seen("a", &["2", "1"]);
        assert!(is_lost(&before, &seen("a", &[])));
        assert!(
            is_lost(&before, &seen("a", &["3"])),
            "a restart, then a job"
        );
        assert!(!is_lost(&before, &seen("a", &["3", "2", "1"])));
        assert!(!is_lost(&before, &seen("b", &[])), "another server");
        assert!(
            !is_lost(&Seen::default(), &seen("", &[])),
            "nothing was there"
        );
        let many: Vec<_> = (10..10 + MOST).map(|number| number.to_string()).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert!(!is_lost(&before, &seen("a", &many)), "so many new ones");
    }

    #[test]
    fn lists_of_several_workers_contradict_each_other_and_those_of_one_never_do() {
        let lists = |all: &[&[&str]]| {
            let mut known = ListComparison::default();
            for list in all {
                let now: Vec<_> = list.iter().copied().map(JobId::from).collect();
                known.take(&now);
            }
            known.contradicts
        };
        assert!(lists(&[&["3", "2", "1"], &["6", "5"], &["3", "2", "1"]]));
        assert!(lists(&[&["1"], &[], &["1"]]), "one worker holds none");
        assert!(!lists(&[&["1"], &["2", "1"], &["2", "1"]]), "a new job");
        assert!(!lists(&[&["2", "1"], &[], &["3"]]), "a restart");
        let many: Vec<_> = (0..2 * MOST_COMPARED).map(|it| it.to_string()).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert!(!lists(&[&many, &many, &many]), "a long list");
    }
}
