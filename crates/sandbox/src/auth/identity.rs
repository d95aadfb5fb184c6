//! Finds out who is asking, from a bearer token or an API key.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use wire::{api_keys::ApiKey, auth::User};

use super::digest;
use crate::{
    error::{Error, Result},
    state::App,
    store::accounts,
};

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The account.
    pub user: User,
    /// The API key, if it was one.
    pub key: Option<ApiKey>,
    /// The session, if it was a token.
    pub session: Option<String>,
}

/// Who is asking, who may also change things.
#[derive(Clone, Debug)]
pub struct Writer(pub Identity);

impl Identity {
    /// 403 unless the role, and the key's scopes where it has any, allow it.
    pub fn require(&self, scope: &str) -> Result<()> {
        if scope.ends_with(":write") && !self.user.role.may_write() {
            return Err(Error::forbidden(format!(
                "A {} may look, but not generate, publish or change anything",
                self.user.role.as_str()
            )));
        }
        match &self.key {
            Some(key) if !key.scopes.is_empty() && !key.scopes.iter().any(|s| s == scope) => Err(
                Error::forbidden(format!("This API key lacks the scope {scope}")),
            ),
            _ => Ok(()),
        }
    }
}

/// Every scope that an API key may be limited to.
pub const SCOPES: &[&str] = &[
    "cache:read",
    "cache:write",
    "content:read",
    "content:write",
    "documents:read",
    "jobs:read",
    "jobs:write",
    "keys:read",
    "keys:write",
    "templates:read",
];

/// The scope that a route asks for, by the noun in its path.
fn scope(parts: &Parts) -> Option<String> {
    let noun = match parts.uri.path().split('/').nth(3)? {
        "api-keys" => "keys",
        "cache" => "cache",
        "content" => "content",
        "documents" => "documents",
        "jobs" => "jobs",
        "templates" => "templates",
        _ => return None,
    };
    let deed = if parts.method.is_safe() {
        "read"
    } else {
        "write"
    };
    Some(format!("{noun}:{deed}"))
}

impl FromRequestParts<App> for Identity {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let identity = identify(&parts.headers, app).await?;
        // Reading with any role is fine; a key may be limited even there.
        if let (Some(_), Some(scope)) = (&identity.key, scope(parts))
            && scope.ends_with(":read")
        {
            identity.require(&scope)?;
        }
        Ok(identity)
    }
}

impl FromRequestParts<App> for Writer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let identity = identify(&parts.headers, app).await?;
        identity.require(scope(parts).as_deref().unwrap_or("content:write"))?;
        Ok(Self(identity))
    }
}

async fn identify(headers: &HeaderMap, app: &App) -> Result<Identity> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(header) = text(header::AUTHORIZATION.as_str()) {
        let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Error::unauthorised("Use a bearer token or an API key"));
        }
        return by_token(token.trim(), app).await;
    }
    match text("x-api-key") {
        Some(key) => by_key(key.trim(), app).await,
        None => Err(Error::unauthorised("Not authenticated")),
    }
}

async fn by_token(token: &str, app: &App) -> Result<Identity> {
    let claims = app.tokens.read(token)?;
    let session = claims.sid.clone();
    let user = app
        .store
        .read(move |view| accounts::by_session(view.connection, &claims.sid))
        .await?;
    Ok(Identity {
        user: user.ok_or_else(|| Error::unauthorised("The session has ended. Log in again"))?,
        key: None,
        session: Some(session),
    })
}

async fn by_key(key: &str, app: &App) -> Result<Identity> {
    let hash = digest(key);
    let now = app.clock.now();
    let found = app
        .store
        .write(move |change| {
            let found = accounts::by_key(&change.connection, &hash)?;
            if let Some((_, key)) = &found {
                accounts::touch_key(&change.connection, &key.id, now.timestamp_millis())?;
            }
            Ok(found)
        })
        .await?;
    let (user, key) = found.ok_or_else(|| Error::unauthorised("The API key is not valid"))?;
    if key.revoked_at.is_some() {
        return Err(Error::unauthorised("The API key has been revoked"));
    }
    let expired = key.expires_at.as_ref().and_then(|at| at.utc());
    if expired.is_some_and(|at| at <= now) {
        return Err(Error::unauthorised("The API key has expired"));
    }
    Ok(Identity {
        user,
        key: Some(key),
        session: None,
    })
}
