//! Finds the page of a list that a filter and an order ask for, with the exact total.

use rusqlite::{
    Connection, ToSql, params_from_iter,
    types::{FromSql, FromSqlResult, ToSqlOutput, Value, ValueRef},
};
use serde::{Deserialize, Serialize};

use super::cursor::Cursor;
use crate::error::Result;

/// How many entries a page holds unless it is told.
const PAGE: u32 = 50;
/// How many entries a page may hold.
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

/// A condition and what it is filled with.
#[derive(Default)]
pub struct Where {
    clauses: Vec<String>,
    values: Vec<Value>,
}

impl Where {
    /// Adds a clause, which all entries must meet as well.
    pub fn add(&mut self, clause: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.clauses.push(clause.into());
        self.values.extend(values);
    }

    /// Adds that a column has one of these words, unless there are none.
    pub fn any_of<'a>(&mut self, column: &str, words: impl IntoIterator<Item = &'a str>) {
        let words: Vec<Value> = words.into_iter().map(|it| it.to_owned().into()).collect();
        if !words.is_empty() {
            let marks = vec!["?"; words.len()].join(", ");
            self.add(format!("{column} IN ({marks})"), words);
        }
    }

    fn sql(&self) -> String {
        if self.clauses.is_empty() {
            return String::new();
        }
        format!(" WHERE {}", self.clauses.join(" AND "))
    }
}

/// Which entries of a table, in which order, and which page of them.
pub struct Listing<'a> {
    /// The table, whose ids are in its column `id`.
    pub table: &'static str,
    /// The column that it is sorted by; ids break ties.
    pub column: &'static str,
    /// Largest first.
    pub descending: bool,
    /// The order and what else a cursor must belong to.
    pub order: String,
    /// Where the page begins.
    pub cursor: Option<&'a str>,
    /// How many entries at the most.
    pub limit: Option<u32>,
}

/// The ids of a page.
pub struct PageIds {
    /// The ids, in order.
    pub ids: Vec<String>,
    /// How many entries there are in all pages.
    pub total: Option<u64>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// Finds the page.
pub fn find(connection: &Connection, mut found: Where, listing: Listing<'_>) -> Result<PageIds> {
    let Listing {
        table,
        column,
        order,
        ..
    } = listing;
    let total: i64 = connection
        .prepare_cached(&format!("SELECT count(*) FROM {table}{}", found.sql()))?
        .query_row(params_from_iter(&found.values), |row| row.get(0))?;
    let (direction, beyond) = if listing.descending {
        ("DESC", "<")
    } else {
        ("ASC", ">")
    };
    if let Some(text) = listing.cursor {
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
    let limit = listing.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE) as usize;
    let sql = format!(
        "SELECT {column}, id FROM {table}{} ORDER BY {column} {direction}, id {direction} LIMIT {}",
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
    Ok(PageIds {
        ids: keys.into_iter().map(|(_, id)| id).collect(),
        total: u64::try_from(total).ok(),
        next_cursor,
    })
}
