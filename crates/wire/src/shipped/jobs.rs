//! Jobs of the backend as shipped: a bare list, without documents, and no way to cancel.

use serde::Deserialize;
use serde_json::json as value;

use crate::{
    Call, Method, Page, Path, Query, Stamp,
    call::{ReadError, json},
    jobs::{Job, JobFilter, JobId, JobStatus},
    routes,
};

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

/// The jobs that a filter lets through, as if the server knew how to filter.
pub fn find(filter: &JobFilter) -> Call<Page<Job>> {
    let filter = filter.clone();
    let list = list(LIST_LIMIT);
    Call::read_by(list.method, list.path, move |body| {
        let page = Page::read("jobs", body)?;
        let mut found = narrow(page, &filter);
        if let Some(limit) = filter.limit.and_then(|limit| usize::try_from(limit).ok()) {
            found.items.truncate(limit);
        }
        Ok(found)
    })
    .query(list.query)
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
