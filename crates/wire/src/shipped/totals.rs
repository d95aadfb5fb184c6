//! The shipped backend's totals of its jobs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Call, Method, Path, Stamp, channel::Channel, jobs::JobStatus};

/// How many jobs there were since the server started, and how they ended.
///
/// There is no number of active jobs in it: the server says that there are
/// none, always.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// All jobs.
    pub total_jobs: u64,
    /// Jobs by where they stand. A status that is missing was not counted at all.
    #[serde(default)]
    pub status_breakdown: BTreeMap<JobStatus, u64>,
    /// Jobs by channel; one job counts for each of its channels.
    #[serde(default)]
    pub channel_breakdown: BTreeMap<Channel, u64>,
    /// The share of all jobs that completed, 0 to 100. A job that was partly
    /// successful, one that waits and one that runs count as unsuccessful.
    #[serde(default)]
    pub success_rate: Option<f64>,
    /// When each document was last synced, by the server's own clock, whose zone it does not say.
    #[serde(default)]
    pub last_sync_times: BTreeMap<String, Stamp>,
}

impl Totals {
    /// The success rate as a share of one; `None` where it says nothing, as before the first job.
    pub fn success_share(&self) -> Option<f64> {
        let rate = self.success_rate.filter(|_| self.total_jobs > 0)?;
        (0.0..=100.0).contains(&rate).then_some(rate / 100.0)
    }
}

/// The totals.
pub fn totals() -> Call<Totals> {
    Call::new(Method::Get, Path::fixed("/api/v2/metrics"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, share: Option<f64>) {
        let totals: Totals = serde_json::from_str(body).unwrap();
        assert_eq!(totals.success_share(), share, "{body}");
    }

    #[test]
    fn a_rate_without_jobs_or_out_of_bounds_is_no_rate() {
        check(r#"{"total_jobs":4,"success_rate":25.0}"#, Some(0.25));
        check(r#"{"total_jobs":4,"success_rate":0}"#, Some(0.0));
        check(r#"{"total_jobs":0,"success_rate":0.0}"#, None);
        check(r#"{"total_jobs":4,"success_rate":250}"#, None);
        check(r#"{"total_jobs":4}"#, None);
    }
}
