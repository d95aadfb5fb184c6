//! Jobs in the database.
//!
//! A job is kept as the JSON it travels as; beside it are the columns it is
//! found by, told by the same functions that `JobFilter::matches` and
//! `JobFilter::compare` use, so that the server and the app agree.

mod list;
mod queue;

pub use list::list;
pub use queue::{active_retry, ended, next_due, place, published_since, queued, running};

use rusqlite::{Connection, OptionalExtension, params};
use wire::{
    Stamp,
    channel::Channel,
    jobs::{Job, JobId, JobStatus},
    unicode::{search_key, sort_key},
};

use super::{Change, View};
use crate::error::{Error, Result};

/// Separates the texts of a job that are searched. No text that people write holds it.
const SEPARATOR: &str = "\u{1f}";

fn bit(channel: &Channel) -> i64 {
    match channel {
        Channel::Email => 1,
        Channel::Social => 2,
        Channel::Web => 4,
        Channel::Other(_) => 0,
    }
}

fn bits<'a>(channels: impl IntoIterator<Item = &'a Channel>) -> i64 {
    channels
        .into_iter()
        .fold(0, |mask, channel| mask | bit(channel))
}

fn search_text(job: &Job) -> String {
    let texts = [
        Some(job.job_id.as_str()),
        job.document_id.as_ref().map(|id| id.as_str()),
        job.document_title.as_deref(),
    ];
    texts
        .into_iter()
        .flatten()
        .chain(job.errors.iter().map(String::as_str))
        .map(search_key)
        .collect::<Vec<_>>()
        .join(SEPARATOR)
}

/// When a job may begin: at its time, and not while it is held.
fn due(job: &Job) -> i64 {
    let begin = job.scheduled_for.as_ref().unwrap_or(&job.created_at);
    let held = job.held_until.as_ref().map(Stamp::sort_key);
    begin.sort_key().max(held.unwrap_or(i64::MIN))
}

/// Stores a job, new or changed.
pub fn save(connection: &Connection, job: &Job) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO jobs
                (id, status, channels, created, ended, took, subject, search, due, retry_of)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET
                status = excluded.status, channels = excluded.channels,
                created = excluded.created, ended = excluded.ended, took = excluded.took,
                subject = excluded.subject, search = excluded.search, due = excluded.due,
                retry_of = excluded.retry_of",
        )?
        .execute(params![
            job.job_id.as_str(),
            job.status.as_str(),
            bits(&job.lanes()),
            job.created_at.sort_key(),
            job.completed_at.as_ref().map_or(i64::MIN, Stamp::sort_key),
            job.duration_millis().unwrap_or(i64::MIN),
            sort_key(job.subject()),
            search_text(job),
            due(job),
            job.retry_of.as_ref().map(JobId::as_str),
        ])?;
    connection
        .prepare_cached(
            "INSERT INTO job_bodies (id, json) VALUES (?1, ?2)
             ON CONFLICT (id) DO UPDATE SET json = excluded.json",
        )?
        .execute(params![job.job_id.as_str(), serde_json::to_string(job)?])?;
    Ok(())
}

fn load(connection: &Connection, id: &JobId) -> Result<Option<Job>> {
    let json: Option<String> = connection
        .prepare_cached("SELECT json FROM job_bodies WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    json.map(|json| Ok(serde_json::from_str(&json)?))
        .transpose()
}

/// One job as the database holds it; 404 where it does not.
pub fn get(connection: &Connection, id: &JobId) -> Result<Job> {
    load(connection, id)?.ok_or_else(|| Error::not_found(format!("Job {id}")))
}

/// One job with its place in the queue and what is written of it so far.
pub fn show(view: &View<'_>, id: &JobId, now: &Stamp) -> Result<Job> {
    let mut job = get(view.connection, id)?;
    place(view.connection, &mut job, now)?;
    if job.status == JobStatus::InProgress {
        for (name, result) in &mut job.results {
            let key = (job.job_id.clone(), Channel::from(name.as_str()));
            result.draft = view.drafts.get(&key).cloned();
        }
    }
    Ok(job)
}

/// Reads a job, lets `edit` change it, and stores it.
pub fn edit<T>(
    change: &Change<'_>,
    id: &JobId,
    edit: impl FnOnce(&mut Job) -> Result<T>,
) -> Result<(Job, T)> {
    let mut job = get(&change.connection, id)?;
    let outcome = edit(&mut job)?;
    save(&change.connection, &job)?;
    Ok((job, outcome))
}

/// How many jobs there are of each status.
pub fn count_by_status(connection: &Connection) -> Result<Vec<(String, u64)>> {
    let found = connection
        .prepare_cached("SELECT status, count(*) FROM jobs GROUP BY status")?
        .query_map([], |row| {
            let count: i64 = row.get(1)?;
            Ok((row.get(0)?, u64::try_from(count).unwrap_or_default()))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The job that an account's key has started, with the request it started it with.
pub fn by_idempotency_key(
    connection: &Connection,
    user: &str,
    key: &str,
) -> Result<Option<(String, JobId)>> {
    Ok(connection
        .query_row(
            "SELECT request, job_id FROM idempotency_keys WHERE user_id = ?1 AND key = ?2",
            [user, key],
            |row| Ok((row.get(0)?, row.get::<_, String>(1)?.into())),
        )
        .optional()?)
}

/// Remembers which job an account's key has started.
pub fn keep_idempotency_key(
    connection: &Connection,
    user: &str,
    key: &str,
    request: &str,
    job: &JobId,
) -> Result<()> {
    connection.execute(
        "INSERT INTO idempotency_keys (user_id, key, request, job_id) VALUES (?1, ?2, ?3, ?4)",
        [user, key, request, job.as_str()],
    )?;
    Ok(())
}
