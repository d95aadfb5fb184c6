//! Batches in the database: which jobs were asked for together.

use rusqlite::{Connection, OptionalExtension, params};
use wire::{
    batch::{Batch, BatchId},
    jobs::JobId,
};

use super::jobs;
use crate::error::Result;

/// A batch's own row.
pub struct NewBatch<'a> {
    /// Its id.
    pub id: &'a BatchId,
    /// Whose it is.
    pub user: &'a str,
    /// The key that starts it once.
    pub key: Option<&'a str>,
    /// What the key was used for.
    pub request: &'a str,
    /// Whether the rest is cancelled when one does not end well.
    pub stop_on_error: bool,
    /// When it was asked for, in milliseconds since 1970.
    pub created_at: i64,
}

/// Stores a batch of these jobs, in their order.
pub fn save<'a>(
    connection: &Connection,
    batch: &NewBatch<'_>,
    ids: impl IntoIterator<Item = &'a JobId>,
) -> Result<()> {
    connection.execute(
        "INSERT INTO batches (id, user_id, idempotency_key, request, stop_on_error, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            batch.id.as_str(),
            batch.user,
            batch.key,
            batch.request,
            batch.stop_on_error,
            batch.created_at,
        ],
    )?;
    let mut insert = connection
        .prepare_cached("INSERT INTO batch_jobs (job_id, batch_id, place) VALUES (?1, ?2, ?3)")?;
    for (place, id) in (0_i64..).zip(ids) {
        insert.execute(params![id.as_str(), batch.id.as_str(), place])?;
    }
    Ok(())
}

/// The batch that an account's key has started, with the request it started it with.
pub fn by_idempotency_key(
    connection: &Connection,
    user: &str,
    key: &str,
) -> Result<Option<(String, BatchId)>> {
    Ok(connection
        .query_row(
            "SELECT request, id FROM batches WHERE user_id = ?1 AND idempotency_key = ?2",
            [user, key],
            |row| Ok((row.get(0)?, row.get::<_, String>(1)?.into())),
        )
        .optional()?)
}

/// A batch with its jobs as they are now.
pub fn get(connection: &Connection, id: &BatchId) -> Result<Batch> {
    let jobs = job_ids(connection, id)?
        .iter()
        .map(|job| jobs::get(connection, job))
        .collect::<Result<_>>()?;
    Ok(Batch {
        batch_id: id.clone(),
        jobs,
    })
}

/// The jobs that are to be cancelled because this one did not end well.
///
/// None where the job belongs to no batch, or to one that goes on.
pub fn stopped_by(connection: &Connection, job: &JobId) -> Result<Vec<JobId>> {
    let batch: Option<String> = connection
        .prepare_cached(
            "SELECT batches.id FROM batches JOIN batch_jobs ON batch_jobs.batch_id = batches.id
             WHERE batch_jobs.job_id = ?1 AND batches.stop_on_error",
        )?
        .query_row([job.as_str()], |row| row.get(0))
        .optional()?;
    match batch {
        Some(batch) => job_ids(connection, &batch.into()),
        None => Ok(Vec::new()),
    }
}

fn job_ids(connection: &Connection, id: &BatchId) -> Result<Vec<JobId>> {
    let found = connection
        .prepare_cached("SELECT job_id FROM batch_jobs WHERE batch_id = ?1 ORDER BY place")?
        .query_map([id.as_str()], |row| {
            row.get::<_, String>(0).map(JobId::from)
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
