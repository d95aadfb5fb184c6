//! Which jobs a server was seen to hold, to tell when it has lost them.
//!
//! The backend as shipped keeps its jobs in memory: after a restart its list is
//! empty, which looks as if nothing had ever run.

use serde::{Deserialize, Serialize};
use wire::jobs::{Job, JobId};

use super::storage::{self, Keep};

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
    let before: Seen = storage::load(Keep::Tab, KEY).unwrap_or_default();
    if !now.ids.is_empty() && before != now {
        storage::save(Keep::Tab, KEY, &now);
    }
    is_lost(&before, &now)
}

/// Forgets what was seen, once somebody knows that it is gone.
pub fn forget() {
    storage::remove(Keep::Tab, KEY);
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
}
