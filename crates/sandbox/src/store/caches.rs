//! How the caches were used and emptied, in the database.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use wire::{
    Page,
    cache::{CacheTarget, Invalidation},
};

use crate::error::Result;

/// What was counted of one cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// How often it had what was asked for.
    pub hits: u64,
    /// How often it had not.
    pub misses: u64,
    /// How many entries it gave up for want of room.
    pub evictions: u64,
}

/// Adds to what was counted.
pub fn count(connection: &Connection, target: &CacheTarget, more: Counters) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO cache_counters (target, hits, misses, evictions) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (target) DO UPDATE SET hits = hits + excluded.hits,
                 misses = misses + excluded.misses, evictions = evictions + excluded.evictions",
        )?
        .execute(params![
            target.as_str(),
            i64::try_from(more.hits).unwrap_or(i64::MAX),
            i64::try_from(more.misses).unwrap_or(i64::MAX),
            i64::try_from(more.evictions).unwrap_or(i64::MAX),
        ])?;
    Ok(())
}

/// What was counted so far.
pub fn counters(connection: &Connection) -> Result<BTreeMap<CacheTarget, Counters>> {
    let number = |value: i64| u64::try_from(value).unwrap_or_default();
    let found = connection
        .prepare_cached("SELECT target, hits, misses, evictions FROM cache_counters")?
        .query_map([], |row| {
            let counters = Counters {
                hits: number(row.get(1)?),
                misses: number(row.get(2)?),
                evictions: number(row.get(3)?),
            };
            Ok((CacheTarget::from(row.get::<_, String>(0)?), counters))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Notes that something was emptied, or that it was tried.
pub fn note(connection: &Connection, done: &Invalidation) -> Result<()> {
    connection.execute(
        "INSERT INTO cache_history (json) VALUES (?1)",
        [serde_json::to_string(done)?],
    )?;
    Ok(())
}

/// What was emptied, the newest first.
pub fn history(connection: &Connection, limit: u32) -> Result<Page<Invalidation>> {
    let total: i64 =
        connection.query_row("SELECT count(*) FROM cache_history", [], |row| row.get(0))?;
    let items = connection
        .prepare_cached("SELECT json FROM cache_history ORDER BY number DESC LIMIT ?1")?
        .query_map([limit], |row| row.get::<_, String>(0))?
        .map(|json| Ok(serde_json::from_str(&json?)?))
        .collect::<Result<_>>()?;
    Ok(Page {
        items,
        total: u64::try_from(total).ok(),
        next_cursor: None,
    })
}
