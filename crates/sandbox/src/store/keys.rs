//! API keys in the database.

use rusqlite::{Connection, OptionalExtension, params};
use wire::{
    api_keys::{ApiKey, ApiKeyId},
    auth::{User, UserId},
};

use super::accounts::{USER, user};
use crate::{clock::from_millis, error::Result};

/// Stores a new API key by its hash.
pub fn add(connection: &Connection, user: &UserId, hash: &[u8], key: &ApiKey) -> Result<()> {
    connection.execute(
        "INSERT INTO api_keys (id, user_id, hash, json, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            key.id.as_str(),
            user.as_str(),
            hash,
            serde_json::to_string(key)?,
            key.created_at.sort_key() / 1000,
        ],
    )?;
    Ok(())
}

/// An account's API keys, newest first.
pub fn list(connection: &Connection, user: &UserId) -> Result<Vec<ApiKey>> {
    let found = connection
        .prepare_cached(
            "SELECT json, last_used_at, revoked_at FROM api_keys
             WHERE user_id = ?1 ORDER BY created_at DESC, id DESC",
        )?
        .query_map([user.as_str()], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    found
        .into_iter()
        .map(|(json, last_used_at, revoked_at)| read_key(&json, last_used_at, revoked_at))
        .collect()
}

fn read_key(json: &str, last_used_at: Option<i64>, revoked_at: Option<i64>) -> Result<ApiKey> {
    Ok(ApiKey {
        last_used_at: last_used_at.map(from_millis),
        revoked_at: revoked_at.map(from_millis),
        ..serde_json::from_str(json)?
    })
}

/// The API key with a hash, and whose it is.
pub fn by_key(connection: &Connection, hash: &[u8]) -> Result<Option<(User, ApiKey)>> {
    let found = connection
        .prepare_cached(&format!(
            "SELECT {USER}, api_keys.json, api_keys.last_used_at, api_keys.revoked_at
             FROM api_keys JOIN users ON users.id = api_keys.user_id WHERE api_keys.hash = ?1"
        ))?
        .query_row([hash], |row| {
            Ok((
                user(row)?,
                row.get::<_, String>(5)?,
                row.get(6)?,
                row.get(7)?,
            ))
        })
        .optional()?;
    found
        .map(|(user, json, used, revoked)| Ok((user, read_key(&json, used, revoked)?)))
        .transpose()
}

/// An account's key; `None` where it has no such key.
pub fn get(connection: &Connection, owner: &UserId, id: &ApiKeyId) -> Result<Option<ApiKey>> {
    let found = connection
        .query_row(
            "SELECT json, last_used_at, revoked_at FROM api_keys WHERE id = ?1 AND user_id = ?2",
            [id.as_str(), owner.as_str()],
            |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    found
        .map(|(json, used, revoked)| read_key(&json, used, revoked))
        .transpose()
}

/// Stores what is different about a key: its name, its end, whether it is disabled or replaced.
pub fn save(connection: &Connection, key: &ApiKey) -> Result<()> {
    connection.execute(
        "UPDATE api_keys SET json = ?2 WHERE id = ?1",
        params![key.id.as_str(), serde_json::to_string(key)?],
    )?;
    Ok(())
}

/// Notes that a key was used.
pub fn touch(connection: &Connection, id: &ApiKeyId, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1")?
        .execute(params![id.as_str(), now])?;
    Ok(())
}

/// Ends an account's key; whether there is such a key.
pub fn revoke(connection: &Connection, user: &UserId, id: &ApiKeyId, now: i64) -> Result<bool> {
    let changed = connection.execute(
        "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?3)
         WHERE id = ?1 AND user_id = ?2",
        params![id.as_str(), user.as_str(), now],
    )?;
    Ok(changed > 0)
}
