//! Jobs in the database.
//!
//! A job is kept as the JSON it travels as; beside it are the columns it is
//! found by, told by the same functions that [`JobFilter::matches`] and
//! [`JobFilter::compare`] use, so that the server and the app agree.

use rusqlite::{
    Connection, OptionalExtension, ToSql, params, params_from_iter,
    types::{FromSql, FromSqlResult, ToSqlOutput, Value, ValueRef},
};
use serde::{Deserialize, Serialize};
use wire::{
    Page, Stamp,
    channel::Channel,
    jobs::{Job, JobFilter, JobId, JobStatus, SortKey},
};

use super::{Change, View, cursor::Cursor};
use crate::error::{Error, Result};

/// How many jobs a page holds unless it is told.
const PAGE: u32 = 50;
/// How many jobs a page may hold.
const LARGEST_PAGE: u32 = 500;
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
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(SEPARATOR)
}

fn due(job: &Job) -> i64 {
    job.scheduled_for
        .as_ref()
        .unwrap_or(&job.created_at)
        .sort_key()
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
            job.subject().to_lowercase(),
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

/// Tells a waiting job how many are before it. One that waits for its time has no place yet.
pub fn place(connection: &Connection, job: &mut Job, now: &Stamp) -> Result<()> {
    job.queue_position = None;
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

/// The value of a sort key, as the database and a cursor hold it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Number(i64),
    Text(String),
}

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Number(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

impl FromSql for Key {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value)
            .map(Self::Number)
            .or_else(|_| String::column_result(value).map(Self::Text))
    }
}

fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::Created => "created",
        SortKey::Completed => "ended",
        SortKey::Document => "subject",
        SortKey::Status => "status",
        SortKey::Duration => "took",
    }
}

/// A condition and what it is filled with.
#[derive(Default)]
struct Where {
    clauses: Vec<String>,
    values: Vec<Value>,
}

impl Where {
    fn add(&mut self, clause: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.into());
        self.values.extend(values);
    }

    fn sql(&self) -> String {
        if self.clauses.is_empty() {
            return String::new();
        }
        format!(" WHERE {}", self.clauses.join(" AND "))
    }
}

fn conditions(filter: &JobFilter) -> Where {
    let mut found = Where::default();
    if !filter.status.is_empty() {
        let marks = vec!["?"; filter.status.len()].join(", ");
        let words = filter
            .status
            .iter()
            .map(|status| status.as_str().to_owned().into());
        found.add(format!("status IN ({marks})"), words);
    }
    if !filter.channel.is_empty() {
        found.add("(channels & ?) <> 0", [bits(&filter.channel).into()]);
    }
    if let Some(from) = &filter.from {
        found.add("created >= ?", [from.sort_key().into()]);
    }
    if let Some(to) = &filter.to {
        found.add("created < ?", [to.sort_key().into()]);
    }
    let wanted = filter.q.trim().to_lowercase();
    if !wanted.is_empty() {
        found.add("instr(search, ?) > 0", [wanted.into()]);
    }
    found
}

/// The page of jobs that a filter asks for, with the exact total of all pages.
pub fn list(connection: &Connection, filter: &JobFilter, now: &Stamp) -> Result<Page<Job>> {
    let mut found = conditions(filter);
    let total: i64 = connection
        .prepare_cached(&format!("SELECT count(*) FROM jobs{}", found.sql()))?
        .query_row(params_from_iter(&found.values), |row| row.get(0))?;

    let order = filter.sort.to_string();
    let column = column(filter.sort.key);
    let (direction, beyond) = if filter.sort.descending {
        ("DESC", "<")
    } else {
        ("ASC", ">")
    };
    if let Some(text) = &filter.cursor {
        let cursor = Cursor::<Key>::decode(text, &order)?;
        let key = match cursor.key {
            Key::Number(number) => number.into(),
            Key::Text(text) => text.into(),
        };
        found.add(
            format!("({column}, id) {beyond} (?, ?)"),
            [key, cursor.id.into()],
        );
    }
    let limit = filter.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE) as usize;
    let sql = format!(
        "SELECT {column}, id FROM jobs{} ORDER BY {column} {direction}, id {direction} LIMIT {}",
        found.sql(),
        limit + 1
    );
    let mut keys = connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(&found.values), |row| {
            Ok((row.get::<_, Key>(0)?, row.get::<_, String>(1)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;

    let more = keys.len() > limit;
    keys.truncate(limit);
    let next_cursor = match keys.last() {
        Some((key, id)) if more => Some(
            Cursor {
                order,
                key: key.clone(),
                id: id.clone(),
            }
            .encode()?,
        ),
        _ => None,
    };
    let items = keys
        .into_iter()
        .map(|(_, id)| {
            let mut job = get(connection, &id.into())?;
            place(connection, &mut job, now)?;
            Ok(job)
        })
        .collect::<Result<_>>()?;
    Ok(Page {
        items,
        total: u64::try_from(total).ok(),
        next_cursor,
    })
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

/// A retry of the job that has not ended yet.
pub fn active_retry(connection: &Connection, id: &JobId) -> Result<Option<JobId>> {
    let found = ids(
        connection,
        "SELECT id FROM jobs WHERE retry_of = ?1 AND status IN ('pending', 'in_progress')",
        [id.as_str()],
    )?;
    Ok(found.into_iter().next())
}

fn ids(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<JobId>> {
    let found = connection
        .prepare_cached(sql)?
        .query_map(params, |row| row.get::<_, String>(0).map(JobId::from))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
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
