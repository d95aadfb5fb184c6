//! People's own templates in the database.

use rusqlite::{Connection, OptionalExtension, Row, params};
use wire::{
    templates::{Template, TemplateId},
    unicode::sort_key,
};

use crate::error::Result;

/// A stored template, and which version of it this is.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The template.
    pub template: Template,
    /// Its version: another one after each change, also after it was brought back.
    pub version: String,
}

/// A template's name as it is compared.
pub fn key(name: &str) -> String {
    sort_key(name)
}

fn row(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

/// All of them, the oldest first.
pub fn all(connection: &Connection) -> Result<Vec<Template>> {
    connection
        .prepare_cached("SELECT json, version FROM templates ORDER BY created_at, id")?
        .query_map([], row)?
        .map(|found| Ok(serde_json::from_str(&found?.0)?))
        .collect()
}

/// One of them.
pub fn get(connection: &Connection, id: &TemplateId) -> Result<Option<Stored>> {
    connection
        .prepare_cached("SELECT json, version FROM templates WHERE id = ?1")?
        .query_row([id.as_str()], row)
        .optional()?
        .map(|(json, version)| {
            Ok(Stored {
                template: serde_json::from_str(&json)?,
                version,
            })
        })
        .transpose()
}

/// Which of them has a name.
pub fn named(connection: &Connection, name: &str) -> Result<Option<TemplateId>> {
    let id: Option<String> = connection
        .prepare_cached("SELECT id FROM templates WHERE name = ?1")?
        .query_row([key(name)], |row| row.get(0))
        .optional()?;
    Ok(id.map(TemplateId::from))
}

/// Stores one, new or changed.
pub fn save(connection: &Connection, stored: &Stored, now: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO templates (id, name, version, created_at, json)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                version = excluded.version, json = excluded.json",
        )?
        .execute(params![
            stored.template.id.as_str(),
            key(&stored.template.name),
            stored.version,
            now,
            serde_json::to_string(&stored.template)?,
        ])?;
    Ok(())
}

/// Removes one.
pub fn remove(connection: &Connection, id: &TemplateId) -> Result<()> {
    connection.execute("DELETE FROM templates WHERE id = ?1", [id.as_str()])?;
    Ok(())
}
