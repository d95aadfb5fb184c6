//! Accounts, sessions and API keys in the database.

use rusqlite::{Connection, OptionalExtension, Row, params};
use wire::{
    api_keys::{ApiKey, ApiKeyId},
    auth::{Role, User, UserId},
};

use crate::{clock::from_millis, error::Result};

/// The columns of [`user`], in order.
const USER: &str = "users.id, users.email, users.name, users.role, users.created_at";

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get::<_, String>(0)?.into(),
        email: row.get(1)?,
        name: row.get(2)?,
        role: Role::from(row.get::<_, String>(3)?),
        created_at: from_millis(row.get(4)?),
    })
}

/// How many accounts there are.
pub fn count(connection: &Connection) -> Result<u64> {
    let count: i64 = connection.query_row("SELECT count(*) FROM users", [], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Stores a new account. The email is stored in lower case, as it is compared.
pub fn add(connection: &Connection, user: &User, password_hash: &str) -> Result<()> {
    connection.execute(
        "INSERT INTO users (id, email, name, role, password, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            user.id.as_str(),
            user.email.to_lowercase(),
            user.name,
            user.role.as_str(),
            password_hash,
            user.created_at.sort_key() / 1000,
        ],
    )?;
    Ok(())
}

/// The account with an email address, and its password's hash.
pub fn by_email(connection: &Connection, email: &str) -> Result<Option<(User, String)>> {
    Ok(connection
        .query_row(
            &format!("SELECT {USER}, users.password FROM users WHERE email = ?1"),
            [email.trim().to_lowercase()],
            |row| Ok((user(row)?, row.get(5)?)),
        )
        .optional()?)
}

/// Stores a new session.
pub fn add_session(connection: &Connection, id: &str, user: &UserId, now: i64) -> Result<()> {
    connection.execute(
        "INSERT INTO sessions (id, user_id, created_at) VALUES (?1, ?2, ?3)",
        params![id, user.as_str(), now],
    )?;
    Ok(())
}

/// Ends a session.
pub fn revoke_session(connection: &Connection, id: &str, now: i64) -> Result<()> {
    connection.execute(
        "UPDATE sessions SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
        params![id, now],
    )?;
    Ok(())
}

/// The account of a session that has not ended.
pub fn by_session(connection: &Connection, id: &str) -> Result<Option<User>> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT {USER} FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.id = ?1 AND sessions.revoked_at IS NULL"
        ))?
        .query_row([id], user)
        .optional()?)
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

/// Stores a new API key by its hash.
pub fn add_key(connection: &Connection, user: &UserId, hash: &[u8], key: &ApiKey) -> Result<()> {
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
pub fn keys(connection: &Connection, user: &UserId) -> Result<Vec<ApiKey>> {
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

/// Notes that a key was used.
pub fn touch_key(connection: &Connection, id: &ApiKeyId, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1")?
        .execute(params![id.as_str(), now])?;
    Ok(())
}

/// Ends an account's key; whether there is such a key.
pub fn revoke_key(connection: &Connection, user: &UserId, id: &ApiKeyId, now: i64) -> Result<bool> {
    let changed = connection.execute(
        "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?3)
         WHERE id = ?1 AND user_id = ?2",
        params![id.as_str(), user.as_str(), now],
    )?;
    Ok(changed > 0)
}
