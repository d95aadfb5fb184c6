//! Sessions: begun with a password, kept alive with refresh tokens.

use axum::http::{HeaderMap, header};
use wire::{
    Secret,
    auth::{Grant, User},
    one_line,
};

use super::{digest, random_text, tokens::Tokens};
use crate::{
    error::{Error, Result},
    store::{
        Change,
        sessions::{self, RefreshToken},
    },
};

/// How long a refresh token works, in milliseconds.
const REFRESH_TTL: i64 = 30 * 24 * 60 * 60 * 1000;
/// How long after its exchange a used refresh token is refused and nothing more, in milliseconds.
/// Two tabs may use it at once, or the answer to the first request may have been lost.
const REUSE_LEEWAY: i64 = 60 * 1000;

/// The most characters of a program's own name that are kept.
const LONGEST_AGENT: usize = 400;

/// How the program that asks names itself.
pub fn agent(headers: &HeaderMap) -> Option<String> {
    let text = one_line(headers.get(header::USER_AGENT)?.to_str().ok()?);
    (!text.is_empty()).then(|| text.chars().take(LONGEST_AGENT).collect())
}

/// Begins a session on the device that names itself so.
pub fn begin(
    change: &Change<'_>,
    tokens: &Tokens,
    user: User,
    agent: Option<&str>,
    now: i64,
) -> Result<Grant> {
    let session = format!("ses_{}", random_text::<15>()?);
    sessions::add(&change.connection, &session, &user.id, agent, now)?;
    grant(change, tokens, user, session, now)
}

fn grant(
    change: &Change<'_>,
    tokens: &Tokens,
    user: User,
    session: String,
    now: i64,
) -> Result<Grant> {
    let (access_token, expires_in) = tokens.issue(&user.id, &session)?;
    let refresh_token = format!("rt_{}", random_text::<32>()?);
    sessions::add_refresh_token(
        &change.connection,
        &digest(&refresh_token),
        &RefreshToken {
            session,
            issued_at: now,
            expires_at: now + REFRESH_TTL,
            used_at: None,
        },
    )?;
    Ok(Grant {
        access_token,
        token_type: "bearer".to_owned(),
        expires_in,
        refresh_token: Secret::new(refresh_token),
        user,
    })
}

/// What came of a refresh token.
#[derive(Debug)]
pub enum Exchange {
    /// The next tokens.
    Granted(Box<Grant>),
    /// The token does not work. What follows from that is stored all the same.
    Refused,
}

/// Exchanges a refresh token for the next ones.
///
/// Each works once. One that comes back within a minute (`REUSE_LEEWAY`) is refused, and its session goes
/// on with the tokens that came of it; one that comes back later was copied, so its session ends.
pub fn exchange(
    change: &Change<'_>,
    tokens: &Tokens,
    token: &Secret,
    now: i64,
) -> Result<Exchange> {
    let hash = digest(token.expose());
    let Some(known) = sessions::refresh_token(&change.connection, &hash)? else {
        return Ok(Exchange::Refused);
    };
    if known.expires_at <= now || tokens.refuses_refresh(known.issued_at) {
        return Ok(Exchange::Refused);
    }
    if let Some(used) = known.used_at {
        if now - used > REUSE_LEEWAY {
            sessions::end(&change.connection, &known.session, now)?;
        }
        return Ok(Exchange::Refused);
    }
    let Some(user) = sessions::owner(&change.connection, &known.session)? else {
        return Ok(Exchange::Refused);
    };
    sessions::use_refresh_token(&change.connection, &hash, now)?;
    sessions::touch(&change.connection, &known.session, now)?;
    let grant = grant(change, tokens, user, known.session, now)?;
    Ok(Exchange::Granted(Box::new(grant)))
}

/// Ends the session that a refresh token belongs to.
pub fn end(change: &Change<'_>, token: &Secret, now: i64) -> Result<()> {
    if let Some(known) = sessions::refresh_token(&change.connection, &digest(token.expose()))? {
        sessions::end(&change.connection, &known.session, now)?;
    }
    Ok(())
}

/// The refusal of a refresh token.
pub fn refused() -> Error {
    Error::unauthorised("The session has ended. Log in again")
}
