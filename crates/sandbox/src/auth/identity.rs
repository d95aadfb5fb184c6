//! Finds out who is asking, from a bearer token or an API key.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use wire::{api_keys::ApiKey, auth::User};

use super::digest;
use crate::{
    clock::from_millis,
    error::{Error, Result},
    state::App,
    store::{keys, sessions},
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
    /// 403 for an API key: an account is its person's, who has a password.
    pub fn require_person(&self) -> Result<&str> {
        self.session.as_deref().ok_or_else(|| {
            Error::forbidden("API keys can't access the account. Log in with a password")
        })
    }

    /// 403 unless the role, and the key's scopes where it has any, allow it.
    pub fn require(&self, scope: &str) -> Result<()> {
        // Everybody manages their own keys, also who may only look.
        let is_open = wire::api_keys::scope(scope).is_some_and(|it| it.is_open_to(&self.user.role));
        if scope.ends_with(":write") && !is_open && !self.user.role.may_write() {
            return Err(Error::forbidden(format!(
                "A {} has view-only access",
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

/// The scope that a route asks for, by the noun in its path.
fn scope(parts: &Parts) -> Option<String> {
    let noun = match parts.uri.path().split('/').nth(3)? {
        "api-keys" => "keys",
        noun @ ("alerts" | "cache" | "content" | "documents" | "jobs" | "templates") => noun,
        _ => return None,
    };
    let action = if parts.method.is_safe() {
        "read"
    } else {
        "write"
    };
    Some(format!("{noun}:{action}"))
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

/// How long it takes until it is noted anew that a session was seen, in milliseconds: a page asks
/// for several things at once, and not each of them has to be written down.
const SEEN_AGAIN: i64 = 5_000;

async fn by_token(token: &str, app: &App) -> Result<Identity> {
    let claims = app.tokens.read(token)?;
    let session = claims.sid.clone();
    let (user, seen) = app
        .store
        .read(move |view| {
            let user = sessions::owner(view.connection, &claims.sid)?;
            Ok((user, sessions::last_seen(view.connection, &claims.sid)?))
        })
        .await?;
    let user = user.ok_or_else(|| Error::unauthorised("The session has ended. Log in again"))?;
    let now = app.clock.true_millis();
    if seen.is_none_or(|seen| now - seen > SEEN_AGAIN) {
        let session = session.clone();
        app.store
            .write(move |change| sessions::touch(&change.connection, &session, now))
            .await?;
    }
    Ok(Identity {
        user,
        key: None,
        session: Some(session),
    })
}

/// A key that works is noted to have been used; one that does not is told why.
async fn by_key(key: &str, app: &App) -> Result<Identity> {
    let hash = digest(key);
    let now = app.clock.millis();
    let (user, key) = app
        .store
        .write(move |change| {
            let found = keys::by_key(&change.connection, &hash)?;
            let (user, mut key) = found.ok_or_else(|| Error::unauthorised("Invalid API key"))?;
            // Milliseconds fit exactly for some 285 000 years.
            if let Some(why) = key.state_at(now as f64).refusal() {
                return Err(Error::unauthorised(why));
            }
            keys::touch(&change.connection, &key.id, now)?;
            key.last_used_at = Some(from_millis(now));
            Ok((user, key))
        })
        .await?;
    Ok(Identity {
        user,
        key: Some(key),
        session: None,
    })
}
