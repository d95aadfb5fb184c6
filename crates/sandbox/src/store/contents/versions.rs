//! What content was before.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use unicode_segmentation::UnicodeSegmentation as _;
use wire::{
    Page,
    content::{Content, ContentId, ContentStatus, ContentVersion, VersionReason},
};

use super::{super::cursor::Cursor, save};
use crate::error::{Error, Result};

/// How many versions are kept of each piece; older ones go.
const KEPT: u64 = 100;
/// The only order of this list.
const ORDER: &str = "-version";
/// How many versions a page holds unless it is told.
const PAGE: u32 = 50;

/// Why there is a version.
pub struct VersionNote {
    reason: VersionReason,
    restored_from: Option<u64>,
}

impl VersionNote {
    /// For this reason.
    pub fn new(reason: VersionReason) -> Self {
        Self {
            reason,
            restored_from: None,
        }
    }

    /// Because an older version was taken up again.
    pub fn restored_from(version: u64) -> Self {
        Self {
            reason: VersionReason::Restore,
            restored_from: Some(version),
        }
    }
}

/// Stores a piece, new or changed, as a version of its own.
pub fn record(
    connection: &Connection,
    before: Option<&Content>,
    content: &Content,
    note: VersionNote,
) -> Result<()> {
    save(connection, content)?;
    let (words_added, words_removed) = words_changed(before, content);
    let about = ContentVersion {
        version: content.version,
        created_at: content.updated_at.clone(),
        created_by: content.updated_by.clone(),
        reason: note.reason,
        restored_from: note.restored_from,
        title: content.title.clone(),
        status: content.status.clone(),
        words_added,
        words_removed,
    };
    connection
        .prepare_cached(
            "INSERT INTO content_versions (content_id, version, about, json)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            content.content_id.as_str(),
            number(content.version),
            serde_json::to_string(&about)?,
            serde_json::to_string(content)?,
        ])?;
    connection
        .prepare_cached("DELETE FROM content_versions WHERE content_id = ?1 AND version <= ?2")?
        .execute(params![
            content.content_id.as_str(),
            number(content.version.saturating_sub(KEPT)),
        ])?;
    Ok(())
}

/// A version as the database counts it; no content is changed more often than it can count.
fn number(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

/// A page of the versions of a piece, newest first, with their exact total.
pub fn list(
    connection: &Connection,
    id: &ContentId,
    limit: Option<u32>,
    cursor: Option<&str>,
) -> Result<Page<ContentVersion>> {
    let total: i64 = connection
        .prepare_cached("SELECT count(*) FROM content_versions WHERE content_id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))?;
    let before = match cursor {
        Some(text) => {
            let cursor = Cursor::<i64>::decode(text, ORDER)?;
            if cursor.id != id.as_str() {
                return Err(super::super::cursor::bad_cursor(text));
            }
            cursor.key
        }
        None => i64::MAX,
    };
    let limit = limit.unwrap_or(PAGE) as usize;
    let mut items = connection
        .prepare_cached(
            "SELECT about FROM content_versions WHERE content_id = ?1 AND version < ?2
             ORDER BY version DESC LIMIT ?3",
        )?
        .query_map(
            params![id.as_str(), before, i64::try_from(limit + 1).unwrap_or(51)],
            |row| row.get::<_, String>(0),
        )?
        .map(|about| Ok(serde_json::from_str(&about?)?))
        .collect::<Result<Vec<ContentVersion>>>()?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = match items.last() {
        Some(last) if more => Some(
            Cursor {
                order: ORDER.to_owned(),
                key: number(last.version),
                id: id.to_string(),
            }
            .encode()?,
        ),
        _ => None,
    };
    Ok(Page {
        items,
        total: u64::try_from(total).ok(),
        next_cursor,
    })
}

/// What a piece was in one of its versions; 404 where that is not kept.
pub fn version(connection: &Connection, id: &ContentId, version: u64) -> Result<Content> {
    let json: Option<String> = connection
        .prepare_cached("SELECT json FROM content_versions WHERE content_id = ?1 AND version = ?2")?
        .query_row(params![id.as_str(), number(version)], |row| row.get(0))
        .optional()?;
    let json =
        json.ok_or_else(|| Error::not_found(format!("Version {version} of content {id}")))?;
    Ok(serde_json::from_str(&json)?)
}

/// What a piece was before it was archived, as far as its versions tell.
pub fn status_before_archive(connection: &Connection, id: &ContentId) -> Result<ContentStatus> {
    let status: Option<String> = connection
        .prepare_cached(
            "SELECT json_extract(about, '$.status') FROM content_versions
             WHERE content_id = ?1 AND json_extract(about, '$.status') <> 'archived'
             ORDER BY version DESC LIMIT 1",
        )?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(status.map_or(ContentStatus::Published, ContentStatus::from))
}

/// How many words are new, and how many are gone. One that has only moved is neither.
fn words_changed(before: Option<&Content>, now: &Content) -> (u64, u64) {
    let mut counts: HashMap<String, i64> = HashMap::new();
    let mut count = |content: &Content, step: i64| {
        let mut texts = content.body.texts();
        // What is called by its own subject or title says it once.
        if !texts.contains(&content.title) {
            texts.push(content.title.clone());
        }
        for text in texts {
            for word in text.unicode_words() {
                *counts.entry(word.to_owned()).or_default() += step;
            }
        }
    };
    count(now, 1);
    if let Some(before) = before {
        count(before, -1);
    }
    let sum = |sign: i64| {
        let changes = counts.values().map(|count| (count * sign).max(0));
        u64::try_from(changes.sum::<i64>()).unwrap_or_default()
    };
    (sum(1), sum(-1))
}
