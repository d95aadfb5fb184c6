//! Stored content in the database.

use rusqlite::{Connection, OptionalExtension, params, params_from_iter, types::Value};
use wire::{
    Page,
    channel::Channel,
    content::{Content, ContentId, ContentStatus},
    unicode::search_key,
};

use super::cursor::Cursor;
use crate::error::{Error, Result};

/// The only order of this list.
const ORDER: &str = "-created_at";
/// How many pieces a page holds unless it is told.
const PAGE: u32 = 50;
/// How many pieces a page may hold.
const LARGEST_PAGE: u32 = 500;

/// Which content to list.
#[derive(Clone, Debug, Default)]
pub struct ContentFilter {
    /// Text in the title, the text or an id.
    pub q: String,
    /// Any of these channels.
    pub channel: Vec<Channel>,
    /// Any of these statuses.
    pub status: Vec<ContentStatus>,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// How many at the most.
    pub limit: Option<u32>,
}

/// Stores a piece, new or changed.
pub fn save(connection: &Connection, content: &Content) -> Result<()> {
    let json = serde_json::to_string(content)?;
    connection
        .prepare_cached(
            "INSERT INTO contents (id, job_id, channel, status, created_at, search, json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET status = excluded.status,
                search = excluded.search, json = excluded.json",
        )?
        .execute(params![
            content.content_id.as_str(),
            content.job_id.as_ref().map(|id| id.as_str()),
            content.channel.as_str(),
            content.status.as_str(),
            content.created_at.sort_key() / 1000,
            search_text(content),
            json,
        ])?;
    Ok(())
}

fn search_text(content: &Content) -> String {
    let ids = [
        Some(content.content_id.as_str()),
        content.job_id.as_ref().map(|id| id.as_str()),
        content.document_id.as_ref().map(|id| id.as_str()),
        Some(content.title.as_str()),
    ];
    let mut text = ids.into_iter().flatten().collect::<Vec<_>>().join("\n");
    text.push('\n');
    text.push_str(&crate::engine::draft_text(&content.body));
    search_key(&text)
}

/// One piece; 404 where it is not there.
pub fn get(connection: &Connection, id: &ContentId) -> Result<Content> {
    let json: Option<String> = connection
        .prepare_cached("SELECT json FROM contents WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    let json = json.ok_or_else(|| Error::not_found(format!("Content {id}")))?;
    Ok(serde_json::from_str(&json)?)
}

/// A page of content, newest first, with the exact total of all pages.
pub fn list(connection: &Connection, filter: &ContentFilter) -> Result<Page<Content>> {
    let mut clauses = vec!["1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut any_of = |column: &str, words: Vec<String>| {
        if !words.is_empty() {
            clauses.push(format!(
                "{column} IN ({})",
                vec!["?"; words.len()].join(", ")
            ));
            values.extend(words.into_iter().map(Value::from));
        }
    };
    let words = |channel: &Channel| channel.as_str().to_owned();
    any_of("channel", filter.channel.iter().map(words).collect());
    let words = |status: &ContentStatus| status.as_str().to_owned();
    any_of("status", filter.status.iter().map(words).collect());
    let needle = search_key(filter.q.trim());
    if !needle.is_empty() {
        clauses.push("instr(search, ?) > 0".to_owned());
        values.push(needle.into());
    }
    let total: i64 = connection
        .prepare_cached(&format!(
            "SELECT count(*) FROM contents WHERE {}",
            clauses.join(" AND ")
        ))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;

    if let Some(text) = &filter.cursor {
        let cursor = Cursor::<i64>::decode(text, ORDER)?;
        clauses.push("(created_at, id) < (?, ?)".to_owned());
        values.extend([cursor.key.into(), cursor.id.into()]);
    }
    let limit = filter.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE) as usize;
    let mut items = connection
        .prepare_cached(&format!(
            "SELECT json FROM contents WHERE {} ORDER BY created_at DESC, id DESC LIMIT {}",
            clauses.join(" AND "),
            limit + 1
        ))?
        .query_map(params_from_iter(&values), |row| row.get::<_, String>(0))?
        .map(|json| Ok(serde_json::from_str(&json?)?))
        .collect::<Result<Vec<Content>>>()?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = match items.last() {
        Some(last) if more => Some(
            Cursor {
                order: ORDER.to_owned(),
                key: last.created_at.sort_key() / 1000,
                id: last.content_id.to_string(),
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
