//! Finds the jobs that a filter lets through.

use rusqlite::{
    Connection, ToSql, params_from_iter,
    types::{FromSql, FromSqlResult, ToSqlOutput, Value, ValueRef},
};
use serde::{Deserialize, Serialize};
use wire::{
    Page, Stamp,
    jobs::{Job, JobFilter, SortKey},
    unicode::search_key,
};

use super::{super::cursor::Cursor, bits, get, place};
use crate::error::Result;

/// How many jobs a page holds unless it is told.
const PAGE: u32 = 50;
/// How many jobs a page may hold.
const LARGEST_PAGE: u32 = 500;
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
    let needle = search_key(filter.q.trim());
    if !needle.is_empty() {
        found.add("instr(search, ?) > 0", [needle.into()]);
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
