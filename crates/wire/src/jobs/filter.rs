//! Which jobs to list, and in which order.

use std::cmp::Ordering;

use crate::{
    Query, Stamp,
    channel::Channel,
    sort::{ListSort, SortWords},
    unicode::{search_key, sort_key},
};

use super::{Job, JobStatus};

/// What a list of jobs can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// When it was asked for.
    #[default]
    Created,
    /// When it ended.
    Completed,
    /// Its document's title.
    Document,
    /// Where it stands.
    Status,
    /// How long it took.
    Duration,
}

/// An order of jobs.
pub type JobSort = ListSort<SortKey>;

impl SortWords for SortKey {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Created, "created_at"),
        (Self::Completed, "completed_at"),
        (Self::Document, "document"),
        (Self::Status, "status"),
        (Self::Duration, "duration"),
    ];
}

impl SortKey {
    /// The key as it travels.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

/// Which jobs to list. Empty lists and `None` let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// Any of these statuses.
    pub status: Vec<JobStatus>,
    /// Any of these channels.
    pub channel: Vec<Channel>,
    /// Text in the id, the document's id or title, or the errors.
    pub q: String,
    /// Asked for at or after.
    pub from: Option<Stamp>,
    /// Asked for before.
    pub to: Option<Stamp>,
    /// The order.
    pub sort: JobSort,
    /// How many at the most; `None` for the server's own number.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl JobFilter {
    /// The filter as it travels.
    pub fn to_query(&self) -> Query {
        let text = self.q.trim();
        Query::new()
            .list(
                "status",
                &self
                    .status
                    .iter()
                    .map(JobStatus::as_str)
                    .collect::<Vec<_>>(),
            )
            .list(
                "channel",
                &self.channel.iter().map(Channel::as_str).collect::<Vec<_>>(),
            )
            .maybe("q", Some(text).filter(|text| !text.is_empty()))
            .maybe("from", self.from.as_ref())
            .maybe("to", self.to.as_ref())
            .with("sort", self.sort)
            .maybe("limit", self.limit)
            .maybe("cursor", self.cursor.as_ref())
    }

    /// Whether the filter lets a job through; what the sandbox asks of its database.
    pub fn matches(&self, job: &Job) -> bool {
        let status = self.status.is_empty() || self.status.contains(&job.status);
        let channel = self.channel.is_empty()
            || job
                .lanes()
                .iter()
                .any(|lane| self.channel.contains(lane) || self.channel.contains(&lane.family()));
        let created = &job.created_at;
        let from = self.from.as_ref().is_none_or(|from| {
            !created.is_readable()
                || created.sort_key() + leeway(created, from, WESTERNMOST) >= from.sort_key()
        });
        let to = self.to.as_ref().is_none_or(|to| {
            !created.is_readable()
                || created.sort_key() - leeway(created, to, EASTERNMOST) < to.sort_key()
        });
        status && channel && from && to && self.finds(job)
    }

    fn finds(&self, job: &Job) -> bool {
        let wanted = search_key(self.q.trim());
        wanted.is_empty()
            || [
                Some(job.job_id.as_str()),
                job.document_id.as_ref().map(|id| id.as_str()),
                job.document_title.as_deref(),
            ]
            .into_iter()
            .flatten()
            .chain(job.errors.iter().map(String::as_str))
            .any(|text| search_key(text).contains(&wanted))
    }

    /// The order of two jobs; ids break ties, as on the server.
    pub fn compare(&self, a: &Job, b: &Job) -> Ordering {
        let order = match self.sort.key {
            SortKey::Created => a.created_at.sort_key().cmp(&b.created_at.sort_key()),
            SortKey::Completed => {
                let end = |job: &Job| job.completed_at.as_ref().map(Stamp::sort_key);
                end(a).cmp(&end(b))
            }
            SortKey::Document => sort_key(a.subject()).cmp(&sort_key(b.subject())),
            SortKey::Status => a.status.as_str().cmp(b.status.as_str()),
            SortKey::Duration => a.duration_millis().cmp(&b.duration_millis()),
        };
        let order = order.then_with(|| a.job_id.cmp(&b.job_id));
        if self.sort.descending {
            order.reverse()
        } else {
            order
        }
    }
}

/// A local time is at most so many hours before the same time in UTC.
const WESTERNMOST: i64 = 12;

/// A local time is at most so many hours after the same time in UTC.
const EASTERNMOST: i64 = 14;

/// How wrong a comparison may be, in microseconds, because only the bound has a zone.
///
/// A job that may be within the bounds is let through: it is not hidden by a guess.
fn leeway(created: &Stamp, bound: &Stamp, hours: i64) -> i64 {
    if created.is_zoned() || !bound.is_zoned() {
        return 0;
    }
    hours * 3_600_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(created: &str, from: Option<&str>, to: Option<&str>, is_in: bool) {
        let stamp = |text: &str| Stamp::parse(text).unwrap();
        let job: Job = serde_json::from_value(serde_json::json!({
            "job_id": "j", "status": "failed", "created_at": created,
        }))
        .unwrap();
        let filter = JobFilter {
            from: from.map(stamp),
            to: to.map(stamp),
            ..JobFilter::default()
        };
        assert_eq!(filter.matches(&job), is_in, "{created} {from:?} {to:?}");
    }

    #[test]
    fn a_time_without_a_zone_is_let_through_where_it_may_be_meant() {
        let noon = Some("2026-11-23T12:00:00Z");
        check("2026-11-23T12:00:00Z", noon, None, true);
        check("2026-11-23T11:59:59Z", noon, None, false);
        check("2026-11-23T00:00:00", noon, None, true);
        check("2026-11-22T23:59:59", noon, None, false);
        check("2026-11-24T01:59:59", None, noon, true);
        check("2026-11-24T02:00:00", None, noon, false);
        // Both by the server's own clock: nothing to guess.
        check("2026-11-23T11:59:59", Some("2026-11-23T12:00"), None, false);
        check("2026-11-23T12:00:00", Some("2026-11-23T12:00"), None, true);
    }

    #[test]
    fn an_order_survives_the_address_bar() {
        for (key, _) in SortKey::WORDS {
            for descending in [false, true] {
                let sort = JobSort {
                    key: *key,
                    descending,
                };
                assert_eq!(sort.to_string().parse(), Ok(sort));
            }
        }
        assert!("-nonsense".parse::<JobSort>().is_err());
    }

    #[test]
    fn both_spellings_of_a_title_sort_alike() {
        let filter = JobFilter {
            sort: "document".parse().unwrap(),
            ..JobFilter::default()
        };
        let mut jobs: Vec<Job> = ["Cafe\u{301} b", "caf\u{e9} c", "Cafz", "CAF\u{c9} a"]
            .iter()
            .map(|title| {
                serde_json::from_value(serde_json::json!({
                    "job_id": title, "status": "failed", "document_title": title,
                    "created_at": "2026-11-20T09:30:00Z",
                }))
                .unwrap()
            })
            .collect();
        jobs.sort_by(|a, b| filter.compare(a, b));
        let order: Vec<_> = jobs.iter().map(|job| job.job_id.as_str()).collect();
        assert_eq!(
            order,
            ["Cafz", "CAF\u{c9} a", "Cafe\u{301} b", "caf\u{e9} c"]
        );
    }
}
