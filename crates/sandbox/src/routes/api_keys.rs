//! API keys: how programs sign in.

mod check;

use axum::{Json, extract::State, http::StatusCode};
use wire::{
    Page, Secret, Stamp,
    api_keys::{ApiKey, ApiKeyChange, ApiKeyId, CreatedApiKey, KeyState, NewApiKey, Rotation},
    detail::ErrorBody,
    routes,
};

use crate::{
    auth::{Identity, digest, random_text},
    error::{Error, Result, problem},
    extract::{Body, Segment},
    ids,
    openapi::ApiKeyPage,
    state::App,
    store::{Change, keys},
};

/// How many characters of a key stay known.
const PREFIX: usize = 12;

/// The account's API keys, newest first
#[utoipa::path(get, path = routes::API_KEYS.template, tag = "api keys",
    operation_id = "list_api_keys",
    security(("bearer" = []), ("api_key" = [])),
    responses((status = 200, body = ApiKeyPage), (status = 401, body = ErrorBody)))]
pub async fn list(State(app): State<App>, identity: Identity) -> Result<Json<serde_json::Value>> {
    let items = app
        .store
        .read(move |view| keys::list(view.connection, &identity.user.id))
        .await?;
    let page = Page {
        total: Some(items.len() as u64),
        items,
        next_cursor: None,
    };
    Ok(Json(page.to_json("api_keys")))
}

/// The longest grace of a replaced key, in seconds: thirty days.
const LONGEST_GRACE: u64 = 30 * 24 * 60 * 60;

/// Creates an API key; only this answer holds its secret
#[utoipa::path(post, path = routes::CREATE_API_KEY.template, tag = "api keys",
    operation_id = "create_api_key",
    security(("bearer" = []), ("api_key" = [])), request_body = NewApiKey,
    responses((status = 201, body = CreatedApiKey), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn create(
    State(app): State<App>,
    identity: Identity,
    Body(form): Body<NewApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>)> {
    require_session_or_scope(&identity)?;
    let now = app.clock.stamp();
    let problems: Vec<_> = [
        check::name(&form.name),
        check::scopes(&form.scopes, &identity),
        check::end(form.expires_at.as_ref(), &now),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    let created = made(form, now)?;
    let (stored, hash) = (created.key.clone(), digest(created.secret.expose()));
    app.store
        .write(move |change| keys::add(&change.connection, &identity.user.id, &hash, &stored))
        .await?;
    Ok((StatusCode::CREATED, Json(created)))
}

fn made(form: NewApiKey, now: Stamp) -> Result<CreatedApiKey> {
    let secret = format!("toombos_{}", random_text::<24>()?);
    let key = ApiKey {
        id: ids::other("key", now.sort_key() / 1000)?.into(),
        name: form.name,
        prefix: secret.chars().take(PREFIX).collect(),
        scopes: form.scopes,
        created_at: now,
        expires_at: form.expires_at,
        last_used_at: None,
        revoked_at: None,
        disabled_at: None,
        replaced_by: None,
    };
    Ok(CreatedApiKey {
        key,
        secret: Secret::new(secret),
    })
}

/// Renames, disables or enables an API key
#[utoipa::path(patch, path = routes::CHANGE_API_KEY.template, tag = "api keys",
    operation_id = "change_api_key", request_body = ApiKeyChange,
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = ApiKey), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn change(
    State(app): State<App>,
    identity: Identity,
    Segment(id): Segment,
    Body(form): Body<ApiKeyChange>,
) -> Result<Json<ApiKey>> {
    require_session_or_scope(&identity)?;
    if let Some(wrong) = form.name.as_deref().and_then(check::name) {
        return Err(Error::invalid(vec![wrong]));
    }
    let now = app.clock.stamp();
    app.store
        .write(move |change| {
            let mut key = own(change, &identity, id)?;
            if key.revoked_at.is_some() {
                return Err(Error::conflict("The API key has been revoked"));
            }
            if let Some(name) = form.name {
                key.name = name;
            }
            key.disabled_at = match form.disabled {
                Some(true) => Some(key.disabled_at.unwrap_or(now)),
                Some(false) => None,
                None => key.disabled_at,
            };
            keys::save(&change.connection, &key)?;
            Ok(Json(key))
        })
        .await
}

/// Replaces an API key by a new one; the old one goes on working for a while
#[utoipa::path(post, path = routes::ROTATE_API_KEY.template, tag = "api keys",
    operation_id = "rotate_api_key", request_body = Rotation,
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 201, body = CreatedApiKey), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn rotate(
    State(app): State<App>,
    identity: Identity,
    Segment(id): Segment,
    Body(form): Body<Rotation>,
) -> Result<(StatusCode, Json<CreatedApiKey>)> {
    require_session_or_scope(&identity)?;
    let grace = i64::try_from(form.grace_period_seconds)
        .ok()
        .filter(|_| form.grace_period_seconds <= LONGEST_GRACE)
        .and_then(chrono::TimeDelta::try_seconds)
        .ok_or_else(|| {
            let words = "Use at most 30 days (2592000 seconds)";
            let wrong = problem(["grace_period_seconds"], "less_than_equal", words);
            Error::invalid(vec![wrong])
        })?;
    // One reading: a millisecond between two would be missing from the new key's life.
    let now = app.clock.now();
    let stamp = Stamp::from_utc(now);
    let created = app
        .store
        .write(move |change| {
            let mut old = own(change, &identity, id)?;
            may_rotate(&old, now.timestamp_millis() as f64)?;
            // The new key lives as long as the old one was to live, from now on.
            let life = old
                .expires_at
                .as_ref()
                .and_then(|end| end.since(&old.created_at));
            let form = NewApiKey {
                name: old.name.clone(),
                scopes: old.scopes.clone(),
                expires_at: life
                    .and_then(|life| now.checked_add_signed(life))
                    .map(Stamp::from_utc),
            };
            if let Some(wrong) = check::scopes(&form.scopes, &identity) {
                return Err(Error::invalid(vec![wrong]));
            }
            let created = made(form, stamp)?;
            let hash = digest(created.secret.expose());
            keys::add(&change.connection, &identity.user.id, &hash, &created.key)?;
            let end = now.checked_add_signed(grace).unwrap_or(now);
            let earlier = old.expires_at.as_ref().and_then(Stamp::utc);
            let end = earlier.filter(|earlier| *earlier < end).unwrap_or(end);
            old.expires_at = Some(Stamp::from_utc(end));
            old.replaced_by = Some(created.key.id.clone());
            keys::save(&change.connection, &old)?;
            Ok(created)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// 409 for a key that has nothing to hand on.
fn may_rotate(key: &ApiKey, now: f64) -> Result<()> {
    if key.replaced_by.is_some() {
        return Err(Error::conflict("The API key has already been rotated"));
    }
    match key.state_at(now) {
        KeyState::Working => Ok(()),
        KeyState::Disabled => Err(Error::conflict("The API key is disabled. Enable it first")),
        KeyState::Expired | KeyState::Replaced | KeyState::Revoked => Err(Error::conflict(
            "The API key is no longer active. Create a new one",
        )),
    }
}

/// The caller's own key with this id; 404 for any other.
fn own(change: &Change<'_>, identity: &Identity, id: String) -> Result<ApiKey> {
    let id = ApiKeyId::from(id);
    keys::get(&change.connection, &identity.user.id, &id)?
        .ok_or_else(|| Error::not_found(format!("API key {id}")))
}

/// Revokes an API key, at once
#[utoipa::path(delete, path = routes::REVOKE_API_KEY.template, tag = "api keys",
    operation_id = "revoke_api_key",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn revoke(
    State(app): State<App>,
    identity: Identity,
    Segment(id): Segment,
) -> Result<StatusCode> {
    require_session_or_scope(&identity)?;
    let now = app.clock.millis();
    let found = app
        .store
        .write(move |change| {
            let id = ApiKeyId::from(id);
            let user = &identity.user.id;
            match keys::revoke(&change.connection, user, &id, now)? {
                true => Ok(()),
                false => Err(Error::not_found(format!("API key {id}"))),
            }
        })
        .await;
    found.map(|()| StatusCode::NO_CONTENT)
}

/// Everybody manages their own keys, also who may only look; a limited key needs the scope.
fn require_session_or_scope(identity: &Identity) -> Result<()> {
    match &identity.key {
        Some(_) => identity.require("keys:write"),
        None => Ok(()),
    }
}
