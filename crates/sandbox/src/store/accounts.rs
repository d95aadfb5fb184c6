//! Accounts in the database.

use rusqlite::{Connection, OptionalExtension, Row, params};
use wire::{
    auth::{Role, User, UserId},
    unicode::sort_key,
};

use crate::{clock::from_millis, error::Result};

/// The columns of [`user`], in order.
pub(super) const USER: &str = "users.id, users.email, users.name, users.role, users.created_at";

pub(super) fn user(row: &Row<'_>) -> rusqlite::Result<User> {
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

/// Stores a new account. The email is stored as it is compared.
pub fn add(connection: &Connection, user: &User, password_hash: &str) -> Result<()> {
    connection.execute(
        "INSERT INTO users (id, email, name, role, password, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            user.id.as_str(),
            sort_key(&user.email),
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
            [sort_key(email)],
            |row| Ok((user(row)?, row.get(5)?)),
        )
        .optional()?)
}

/// The hash of an account's password; `None` where there is no such account.
pub fn password(connection: &Connection, id: &UserId) -> Result<Option<String>> {
    Ok(connection
        .query_row(
            "SELECT password FROM users WHERE id = ?1",
            [id.as_str()],
            |row| row.get(0),
        )
        .optional()?)
}

/// Sets the hash of an account's password.
pub fn set_password(connection: &Connection, id: &UserId, hash: &str) -> Result<()> {
    connection.execute(
        "UPDATE users SET password = ?2 WHERE id = ?1",
        params![id.as_str(), hash],
    )?;
    Ok(())
}

/// Sets an account's name and email address.
pub fn save(connection: &Connection, user: &User) -> Result<()> {
    connection.execute(
        "UPDATE users SET name = ?2, email = ?3 WHERE id = ?1",
        params![user.id.as_str(), user.name, sort_key(&user.email)],
    )?;
    Ok(())
}
