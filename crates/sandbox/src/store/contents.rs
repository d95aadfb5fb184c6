//! Stored content in the database.
//!
//! Content is kept as the JSON it travels as; beside it are the columns it is found by, told by the
//! same functions that `ContentFilter::matches` and `ContentFilter::compare` use.

mod versions;

pub use versions::{VersionNote, list as list_versions, record, status_before_archive, version};

use axum::http::StatusCode;
use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use wire::{
    Page, Stamp,
    channel::Channel,
    content::{
        Content, ContentFilter, ContentId, ContentSortKey, ContentStatus, ContentSummary,
        VersionReason,
    },
    unicode::{search_key, sort_key},
};

use super::paging::{Listing, Where, find};
use crate::error::{Error, Result};

/// How many days the trash keeps what is in it.
const TRASH_DAYS: i64 = 30;

/// Stores a new piece, with its first version.
pub fn create(connection: &Connection, content: &Content) -> Result<()> {
    record(
        connection,
        None,
        content,
        VersionNote::new(VersionReason::Created),
    )
}

/// Stores a piece, new or changed, without a version of its own.
pub fn save(connection: &Connection, content: &Content) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO contents
                (id, job_id, channel, status, version, created, updated, deleted, title, search,
                 json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET status = excluded.status,
                version = excluded.version, updated = excluded.updated,
                deleted = excluded.deleted, title = excluded.title, search = excluded.search,
                json = excluded.json",
        )?
        .execute(params![
            content.content_id.as_str(),
            content.job_id.as_ref().map(|id| id.as_str()),
            content.channel.as_str(),
            content.status.as_str(),
            i64::try_from(content.version).unwrap_or(i64::MAX),
            content.created_at.sort_key(),
            content.updated_at.sort_key(),
            content.deleted_at.as_ref().map(Stamp::sort_key),
            sort_key(&content.title),
            content.search_text(),
            serde_json::to_string(content)?,
        ])?;
    Ok(())
}

fn load(connection: &Connection, id: &ContentId) -> Result<Option<Content>> {
    let json: Option<String> = connection
        .prepare_cached("SELECT json FROM contents WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    json.map(|json| Ok(serde_json::from_str(&json)?))
        .transpose()
}

/// One piece; 404 where it is not there, or is in the trash.
pub fn get(connection: &Connection, id: &ContentId) -> Result<Content> {
    match load(connection, id)? {
        Some(content) if content.deleted_at.is_none() => Ok(content),
        Some(content) => {
            let by = content.deleted_by.as_deref().unwrap_or("someone");
            let detail = format!("Content {id} was moved to the trash by {by}");
            Err(Error::new(StatusCode::NOT_FOUND, detail))
        }
        None => Err(Error::not_found(format!("Content {id}"))),
    }
}

/// One piece, also from the trash, unless its time there is over.
pub fn get_any(connection: &Connection, id: &ContentId, now: &Stamp) -> Result<Content> {
    load(connection, id)?
        .filter(|content| {
            let deleted = content.deleted_at.as_ref().map(Stamp::sort_key);
            deleted.is_none_or(|deleted| deleted > oldest_in_trash(now))
        })
        .ok_or_else(|| Error::not_found(format!("Content {id}")))
}

/// One piece from the trash; 404 where it is not in there.
pub fn get_deleted(connection: &Connection, id: &ContentId, now: &Stamp) -> Result<Content> {
    let content = get_any(connection, id, now)?;
    match content.deleted_at {
        Some(_) => Ok(content),
        None => Err(Error::not_found(format!("Content {id} in the trash"))),
    }
}

/// When the trash lets go of what goes into it now.
pub fn purge_at(now: &Stamp) -> Option<Stamp> {
    let end = now.utc()?.checked_add_signed(TimeDelta::days(TRASH_DAYS))?;
    Some(Stamp::from_utc(end))
}

/// What went to the trash no later than this is over, in microseconds since 1970.
fn oldest_in_trash(now: &Stamp) -> i64 {
    now.sort_key()
        .saturating_sub(TRASH_DAYS * 24 * 3_600 * 1_000_000)
}

/// Lets go of what has been in the trash for long enough; how many pieces that were.
pub fn purge(connection: &Connection, now: &Stamp) -> Result<usize> {
    Ok(connection
        .prepare_cached("DELETE FROM contents WHERE deleted IS NOT NULL AND deleted <= ?1")?
        .execute([oldest_in_trash(now)])?)
}

fn column(key: ContentSortKey) -> &'static str {
    match key {
        ContentSortKey::Created => "created",
        ContentSortKey::Updated => "updated",
        ContentSortKey::Deleted => "coalesce(deleted, 0)",
        ContentSortKey::Title => "title",
        ContentSortKey::Channel => "channel",
        ContentSortKey::Status => "status",
        ContentSortKey::Version => "version",
    }
}

fn conditions(filter: &ContentFilter, now: &Stamp) -> Where {
    let mut found = Where::default();
    if filter.deleted {
        found.add(
            "deleted IS NOT NULL AND deleted > ?",
            [oldest_in_trash(now).into()],
        );
    } else {
        found.add("deleted IS NULL", []);
    }
    found.any_of("channel", filter.channel.iter().map(Channel::as_str));
    found.any_of("status", filter.status.iter().map(ContentStatus::as_str));
    if let Some(job) = &filter.job_id {
        found.add("job_id = ?", [job.as_str().to_owned().into()]);
    }
    let needle = search_key(filter.q.trim());
    if !needle.is_empty() {
        found.add("instr(search, ?) > 0", [needle.into()]);
    }
    found
}

/// The page of content that a filter asks for, with the exact total of all pages.
pub fn list(connection: &Connection, filter: &ContentFilter, now: &Stamp) -> Result<Page<Content>> {
    page(
        connection,
        filter,
        now,
        "SELECT json FROM contents WHERE id = ?1",
    )
}

/// The same without what the content says.
pub fn summaries(
    connection: &Connection,
    filter: &ContentFilter,
    now: &Stamp,
) -> Result<Page<ContentSummary>> {
    page(
        connection,
        filter,
        now,
        "SELECT json_remove(json, '$.body') FROM contents WHERE id = ?1",
    )
}

fn page<T: DeserializeOwned>(
    connection: &Connection,
    filter: &ContentFilter,
    now: &Stamp,
    sql: &str,
) -> Result<Page<T>> {
    let place = if filter.deleted { " deleted" } else { "" };
    let listing = Listing {
        table: "contents",
        column: column(filter.sort.key),
        descending: filter.sort.descending,
        order: format!("{}{place}", filter.sort),
        cursor: filter.cursor.as_deref(),
        limit: filter.limit,
    };
    let found = find(connection, conditions(filter, now), listing)?;
    let mut entry = connection.prepare_cached(sql)?;
    let items = found.ids.iter().map(|id| {
        let json: String = entry.query_row([id], |row| row.get(0))?;
        Ok(serde_json::from_str(&json)?)
    });
    Ok(Page {
        items: items.collect::<Result<_>>()?,
        total: found.total,
        next_cursor: found.next_cursor,
    })
}
