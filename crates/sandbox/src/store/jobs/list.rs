//! Finds the jobs that a filter lets through.

use rusqlite::Connection;
use wire::{
    Page, Stamp,
    jobs::{Job, JobFilter, JobStatus, SortKey},
    unicode::search_key,
};

use super::{
    super::paging::{Listing, Where, find},
    bits, get, place,
};
use crate::error::Result;

fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::Created => "created",
        SortKey::Completed => "ended",
        SortKey::Document => "subject",
        SortKey::Status => "status",
        SortKey::Duration => "took",
    }
}

fn conditions(filter: &JobFilter) -> Where {
    let mut found = Where::default();
    found.any_of("status", filter.status.iter().map(JobStatus::as_str));
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
    let listing = Listing {
        table: "jobs",
        column: column(filter.sort.key),
        descending: filter.sort.descending,
        order: filter.sort.to_string(),
        cursor: filter.cursor.as_deref(),
        limit: filter.limit,
    };
    let found = find(connection, conditions(filter), listing)?;
    let jobs = found.ids.into_iter().map(|id| {
        let mut job = get(connection, &id.into())?;
        place(connection, &mut job, now)?;
        Ok(job)
    });
    Ok(Page {
        items: jobs.collect::<Result<_>>()?,
        total: found.total,
        next_cursor: found.next_cursor,
    })
}
