//! Jobs of the backend as shipped: a bare list, without documents, and no way to cancel.

use serde::Deserialize;
use serde_json::json as value;

use crate::{
    Call, Method, Page, Path, Query, Stamp,
    call::{ReadError, json},
    jobs::{Job, JobFilter, JobId, JobStatus},
    routes,
};

use super::sync::ID_CHARACTERS;

/// How many jobs to ask for. The server filters after it has cut the list off, so a filter finds
/// nothing beyond the newest few unless enough are asked for.
pub const LIST_LIMIT: u32 = 1_000;

/// The newest jobs, unfiltered; [`narrow`] does what the server's own filters get wrong.
///
/// There, a status it does not know and a status in capitals let nothing through,
/// and a channel it does not know is a plain 500 that a browser cannot even see.
pub fn list(limit: u32) -> Call<Page<Job>> {
    Call::read_by(Method::Get, Path::fixed(routes::JOBS.template), |body| {
        Page::read("jobs", body)
    })
    // Zero and below mean "all but the oldest few" there.
    .query(Query::new().with("limit", limit.max(1)))
}

/// The jobs that a filter lets through, as if the server knew how to filter and to page.
///
/// A cursor is the number of jobs before it: the list is asked for anew and cut further on. The
/// total is known only while the server held nothing back.
pub fn find(filter: &JobFilter) -> Call<Page<Job>> {
    let filter = filter.clone();
    let list = list(LIST_LIMIT);
    Call::read_by(list.method, list.path.clone(), move |body| {
        let page = Page::read("jobs", body)?;
        let is_cut = page.items.len() >= LIST_LIMIT as usize;
        let mut found = cut(narrow(page, &filter), &filter);
        if is_cut {
            found.total = None;
        }
        Ok(found)
    })
    .query(list.query.clone())
}

/// The piece of a list that a filter asks for.
fn cut(mut page: Page<Job>, filter: &JobFilter) -> Page<Job> {
    let start = filter
        .cursor
        .as_deref()
        .and_then(|cursor| cursor.parse::<usize>().ok())
        .unwrap_or_default()
        .min(page.items.len());
    page.items.drain(..start);
    let limit = filter.limit.and_then(|limit| usize::try_from(limit).ok());
    if let Some(limit) = limit.filter(|limit| *limit > 0 && *limit < page.items.len()) {
        page.items.truncate(limit);
        page.next_cursor = Some((start + limit).to_string());
    }
    page
}

/// What a job's id tells of its document: all that this backend says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentHint<'a> {
    /// The document's whole id, which is a short one.
    Whole(&'a str),
    /// The first characters of it.
    Start(&'a str),
}

/// How a job's id begins.
const ID_START: &str = "sync_";

/// How many digits of a time follow in it.
const ID_DIGITS: usize = 14;

/// Reads `sync_<time>_<first characters of the document's id>`; `None` for any other id.
pub fn document_hint(id: &JobId) -> Option<DocumentHint<'_>> {
    let rest = id.as_str().strip_prefix(ID_START)?;
    let (time, start) = rest.split_once('_')?;
    if time.len() != ID_DIGITS || !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match start.chars().count() {
        0 => None,
        count if count < ID_CHARACTERS => Some(DocumentHint::Whole(start)),
        _ => Some(DocumentHint::Start(start)),
    }
}

/// One job.
pub fn get(id: &JobId) -> Call<Job> {
    crate::jobs::get(id)
}

/// Keeps the jobs that a filter lets through, in its order, and counts them.
#[must_use]
pub fn narrow(page: Page<Job>, filter: &JobFilter) -> Page<Job> {
    let mut items: Vec<_> = page
        .items
        .into_iter()
        .filter(|job| filter.matches(job))
        .collect();
    items.sort_by(|a, b| filter.compare(a, b));
    Page {
        total: u64::try_from(items.len()).ok(),
        items,
        next_cursor: None,
    }
}

#[derive(Deserialize)]
struct Retried {
    new_job_id: JobId,
    status: JobStatus,
    original_job_id: JobId,
    created_at: Stamp,
}

/// Runs a failed or partial job again on all of its channels; the answer is the new job.
pub fn retry(id: &JobId) -> Call<Job> {
    Call::read_by(
        Method::Post,
        Path::filled(routes::RETRY_JOB.template, &[id.as_str()]),
        read_retried,
    )
}

fn read_retried(body: &str) -> Result<Job, ReadError> {
    let retried: Retried = json(body)?;
    Ok(serde_json::from_value(value!({
        "job_id": retried.new_job_id,
        "status": retried.status,
        "retry_of": retried.original_job_id,
        "created_at": retried.created_at,
    }))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_of(count: u32) -> String {
        let job = |number: u32| {
            value!({
                "job_id": format!("sync_20261123{number:06}_doc"),
                "status": if number.is_multiple_of(2) { "completed" } else { "failed" },
                "created_at": format!("2026-11-23T{:02}:{:02}:{:02}", number / 3600, number / 60 % 60, number % 60),
                "completed_at": null, "results": {}, "errors": [],
            })
        };
        serde_json::to_string(&(0..count).rev().map(job).collect::<Vec<_>>()).unwrap()
    }

    fn found(count: u32, filter: &JobFilter) -> Page<Job> {
        let answer = crate::Answer::new(200, list_of(count));
        find(filter).read(&answer).unwrap()
    }

    #[test]
    fn pages_of_a_list_without_pages_add_up_to_it() {
        let mut filter = JobFilter {
            status: vec![JobStatus::Failed],
            limit: Some(4),
            ..JobFilter::default()
        };
        let mut ids = Vec::new();
        for _ in 0..10 {
            let page = found(21, &filter);
            assert_eq!(page.total, Some(10));
            ids.extend(page.items.into_iter().map(|job| job.job_id));
            filter.cursor = page.next_cursor;
            if filter.cursor.is_none() {
                break;
            }
        }
        filter = JobFilter {
            limit: None,
            cursor: None,
            ..filter
        };
        let all: Vec<_> = found(21, &filter).items;
        assert_eq!(
            ids,
            all.into_iter().map(|job| job.job_id).collect::<Vec<_>>()
        );
        assert_eq!(ids.len(), 10);
    }

    #[test]
    fn a_full_list_does_not_say_how_many_there_are() {
        assert_eq!(found(999, &JobFilter::default()).total, Some(999));
        let full = found(LIST_LIMIT, &JobFilter::default());
        assert_eq!((full.items.len(), full.total), (1_000, None));
        let nonsense = JobFilter {
            cursor: Some("x".to_owned()),
            ..JobFilter::default()
        };
        assert_eq!(found(3, &nonsense).items.len(), 3);
    }

    #[track_caller]
    fn check(id: &str, hint: Option<DocumentHint<'_>>) {
        assert_eq!(document_hint(&id.into()), hint);
    }

    #[test]
    fn a_jobs_id_tells_how_its_documents_id_begins() {
        use DocumentHint::{Start, Whole};
        check("sync_20261123000426_doc-tw", Some(Whole("doc-tw")));
        check("sync_20261123000640_doc-part", Some(Start("doc-part")));
        check("sync_20261123000422_gdocs:we", Some(Start("gdocs:we")));
        check("sync_20261123000422_a_b", Some(Whole("a_b")));
        check(
            "sync_20261123000422_日本語日本語日本",
            Some(Start("日本語日本語日本")),
        );
        check("sync_20261123000422_", None);
        check("sync_2026_doc", None);
        check("job_20261123000422_doc", None);
    }
}
