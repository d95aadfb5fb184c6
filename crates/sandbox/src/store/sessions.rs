//! Sessions and their refresh tokens in the database.

use rusqlite::{Connection, OptionalExtension, params};
use wire::auth::{DeviceSession, SessionId, User, UserId};

use super::accounts::{USER, user};
use crate::{clock::from_millis, error::Result};

/// Stores a new session, seen for the first time right now.
pub fn add(
    connection: &Connection,
    id: &str,
    owner: &UserId,
    agent: Option<&str>,
    now: i64,
) -> Result<()> {
    connection.execute(
        "INSERT INTO sessions (id, user_id, user_agent, created_at, last_seen_at)
         VALUES (?1, ?2, ?3, ?4, ?4)",
        params![id, owner.as_str(), agent, now],
    )?;
    Ok(())
}

/// Ends a session.
pub fn end(connection: &Connection, id: &str, now: i64) -> Result<()> {
    connection.execute(
        "UPDATE sessions SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
        params![id, now],
    )?;
    Ok(())
}

/// Ends a session of an account; whether there was one to end.
pub fn end_own(connection: &Connection, owner: &UserId, id: &str, now: i64) -> Result<bool> {
    let changed = connection.execute(
        "UPDATE sessions SET revoked_at = ?3
         WHERE id = ?2 AND user_id = ?1 AND revoked_at IS NULL",
        params![owner.as_str(), id, now],
    )?;
    Ok(changed > 0)
}

/// Ends all sessions of an account but one; how many of them could still have been used.
pub fn end_others(connection: &Connection, owner: &UserId, but: &str, now: i64) -> Result<u64> {
    let alive = list(connection, owner, but, now)?;
    connection.execute(
        "UPDATE sessions SET revoked_at = ?3
         WHERE user_id = ?1 AND id <> ?2 AND revoked_at IS NULL",
        params![owner.as_str(), but, now],
    )?;
    Ok(alive.iter().filter(|session| !session.current).count() as u64)
}

/// The sessions of an account that have not ended, the newest first; `current` is the one that
/// asks.
pub fn list(
    connection: &Connection,
    owner: &UserId,
    current: &str,
    now: i64,
) -> Result<Vec<DeviceSession>> {
    let found = connection
        .prepare_cached(
            "SELECT id, user_agent, created_at, last_seen_at FROM sessions
             WHERE user_id = ?1 AND revoked_at IS NULL AND EXISTS (
                 SELECT 1 FROM refresh_tokens
                 WHERE session_id = sessions.id AND expires_at > ?2
             )
             ORDER BY created_at DESC, id DESC",
        )?
        .query_map(params![owner.as_str(), now], |row| {
            let id: String = row.get(0)?;
            Ok(DeviceSession {
                current: id == current,
                id: SessionId::from(id),
                user_agent: row.get(1)?,
                created_at: from_millis(row.get(2)?),
                last_seen_at: row.get::<_, Option<i64>>(3)?.map(from_millis),
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found)
}

/// The account of a session that has not ended.
pub fn owner(connection: &Connection, id: &str) -> Result<Option<User>> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT {USER} FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.id = ?1 AND sessions.revoked_at IS NULL"
        ))?
        .query_row([id], user)
        .optional()?)
}

/// When a session was last seen, in milliseconds since 1970.
pub fn last_seen(connection: &Connection, id: &str) -> Result<Option<i64>> {
    Ok(connection
        .prepare_cached("SELECT last_seen_at FROM sessions WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten())
}

/// Notes that a session was seen.
pub fn touch(connection: &Connection, id: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE sessions SET last_seen_at = ?2 WHERE id = ?1")?
        .execute(params![id, now])?;
    Ok(())
}

/// What is known of a refresh token.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    /// Its session.
    pub session: String,
    /// When it was issued.
    pub issued_at: i64,
    /// When it stops to work.
    pub expires_at: i64,
    /// When it was exchanged.
    pub used_at: Option<i64>,
}

/// Stores a new refresh token by its hash.
pub fn add_refresh_token(connection: &Connection, hash: &[u8], token: &RefreshToken) -> Result<()> {
    connection.execute(
        "INSERT INTO refresh_tokens (hash, session_id, issued_at, expires_at)
         VALUES (?1, ?2, ?3, ?4)",
        params![hash, token.session, token.issued_at, token.expires_at],
    )?;
    Ok(())
}

/// The refresh token with a hash.
pub fn refresh_token(connection: &Connection, hash: &[u8]) -> Result<Option<RefreshToken>> {
    Ok(connection
        .query_row(
            "SELECT session_id, issued_at, expires_at, used_at
             FROM refresh_tokens WHERE hash = ?1",
            [hash],
            |row| {
                Ok(RefreshToken {
                    session: row.get(0)?,
                    issued_at: row.get(1)?,
                    expires_at: row.get(2)?,
                    used_at: row.get(3)?,
                })
            },
        )
        .optional()?)
}

/// Notes when a refresh token was first exchanged.
pub fn use_refresh_token(connection: &Connection, hash: &[u8], now: i64) -> Result<()> {
    connection.execute(
        "UPDATE refresh_tokens SET used_at = ?2 WHERE hash = ?1 AND used_at IS NULL",
        params![hash, now],
    )?;
    Ok(())
}
