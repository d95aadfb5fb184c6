//! The jobs that wait or run, and those that have ended.

use rusqlite::{Connection, params};
use wire::{
    Stamp,
    channel::Channel,
    jobs::{Job, JobId, JobStatus},
};

use super::due;
use crate::error::Result;

/// Tells a waiting job how many are before it, and an ended one what tries it again.
///
/// One that waits for its time has no place yet.
pub fn place(connection: &Connection, job: &mut Job, now: &Stamp) -> Result<()> {
    job.queue_position = None;
    job.retried_as = ids(
        connection,
        "SELECT id FROM jobs WHERE retry_of = ?1 AND status <> 'cancelled'
         ORDER BY created DESC, id DESC LIMIT 1",
        [job.job_id.as_str()],
    )?
    .pop();
    let due = due(job);
    if job.status == JobStatus::Pending && due <= now.sort_key() {
        let before: i64 = connection
            .prepare_cached(
                "SELECT count(*) FROM jobs
                 WHERE status = 'pending' AND (due, created, id) < (?1, ?2, ?3)",
            )?
            .query_row(
                params![due, job.created_at.sort_key(), job.job_id.as_str()],
                |row| row.get(0),
            )?;
        job.queue_position = u64::try_from(before).ok();
    }
    Ok(())
}

/// The waiting jobs whose time has come, next one first.
pub fn queued(connection: &Connection, now: &Stamp, limit: u32) -> Result<Vec<JobId>> {
    ids(
        connection,
        "SELECT id FROM jobs WHERE status = 'pending' AND due <= ?1
         ORDER BY due, created, id LIMIT ?2",
        params![now.sort_key(), limit],
    )
}

/// When the next waiting job's time comes, in microseconds since 1970.
pub fn next_due(connection: &Connection) -> Result<Option<i64>> {
    Ok(connection
        .prepare_cached("SELECT min(due) FROM jobs WHERE status = 'pending'")?
        .query_row([], |row| row.get(0))?)
}

/// The jobs that are being worked on.
pub fn running(connection: &Connection) -> Result<Vec<JobId>> {
    ids(
        connection,
        "SELECT id FROM jobs WHERE status = 'in_progress' ORDER BY created, id",
        [],
    )
}

/// The jobs that have ended, newest first.
pub fn ended(connection: &Connection) -> Result<Vec<JobId>> {
    ids(
        connection,
        "SELECT id FROM jobs WHERE status NOT IN ('pending', 'in_progress')
         ORDER BY created DESC, id DESC",
        [],
    )
}

/// A retry of the job that has not ended yet.
pub fn active_retry(connection: &Connection, id: &JobId) -> Result<Option<JobId>> {
    let found = ids(
        connection,
        "SELECT id FROM jobs WHERE retry_of = ?1 AND status IN ('pending', 'in_progress')",
        [id.as_str()],
    )?;
    Ok(found.into_iter().next())
}

/// The channels that the retries of a job, and theirs, have published.
pub fn published_since(connection: &Connection, id: &JobId) -> Result<Vec<Channel>> {
    let retries = ids(
        connection,
        "WITH RECURSIVE later (id) AS (
             SELECT id FROM jobs WHERE retry_of = ?1
             UNION SELECT jobs.id FROM jobs JOIN later ON jobs.retry_of = later.id
         ) SELECT id FROM later",
        [id.as_str()],
    )?;
    let mut published = Vec::new();
    for retry in retries {
        published.extend(super::get(connection, &retry)?.published());
    }
    Ok(published)
}

fn ids(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<JobId>> {
    let found = connection
        .prepare_cached(sql)?
        .query_map(params, |row| row.get::<_, String>(0).map(JobId::from))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
