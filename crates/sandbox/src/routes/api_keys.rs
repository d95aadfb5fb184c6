//! API keys: how programs sign in.

use axum::{Json, extract::State, http::StatusCode};
use wire::{
    Page, Secret,
    api_keys::{ApiKey, ApiKeyId, CreatedApiKey, NewApiKey},
    detail::ErrorBody,
    routes,
};

use crate::{
    auth::{Identity, digest, identity::SCOPES, random_text},
    error::{Error, Result, problem},
    extract::{Body, Segment},
    ids,
    openapi::ApiKeyPage,
    state::App,
    store::accounts,
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
        .read(move |view| accounts::keys(view.connection, &identity.user.id))
        .await?;
    let page = Page {
        total: Some(items.len() as u64),
        items,
        next_cursor: None,
    };
    Ok(Json(page.to_json("api_keys")))
}

/// Creates an API key; only this answer holds its secret
#[utoipa::path(post, path = routes::CREATE_API_KEY.template, tag = "api keys",
    operation_id = "create_api_key",
    security(("bearer" = []), ("api_key" = [])), request_body = NewApiKey,
    responses((status = 201, body = CreatedApiKey), (status = 401, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub async fn create(
    State(app): State<App>,
    identity: Identity,
    Body(form): Body<NewApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>)> {
    require_session_or_scope(&identity)?;
    let now = app.clock.stamp();
    let mut problems = Vec::new();
    if form.name.trim().is_empty() {
        problems.push(problem(["name"], "value_error", "Give the key a name"));
    }
    if let Some(unknown) = form
        .scopes
        .iter()
        .find(|scope| !SCOPES.contains(&scope.as_str()))
    {
        let message = format!(
            "There is no scope `{unknown}`. There are: {}",
            SCOPES.join(", ")
        );
        problems.push(problem(["scopes"], "value_error", message));
    }
    match &form.expires_at {
        Some(at) if !at.is_zoned() => problems.push(problem(
            ["expires_at"],
            "timezone_aware",
            "The time needs a zone",
        )),
        Some(at) if at.sort_key() <= now.sort_key() => problems.push(problem(
            ["expires_at"],
            "value_error",
            "The time is in the past",
        )),
        _ => {}
    }
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    let secret = format!("toombos_{}", random_text::<24>()?);
    let key = ApiKey {
        id: ids::other("key", now.sort_key() / 1000)?.into(),
        name: form.name.trim().to_owned(),
        prefix: secret.chars().take(PREFIX).collect(),
        scopes: form.scopes,
        created_at: now,
        expires_at: form.expires_at,
        last_used_at: None,
        revoked_at: None,
    };
    let (stored, hash) = (key.clone(), digest(&secret));
    app.store
        .write(move |change| {
            accounts::add_key(&change.connection, &identity.user.id, &hash, &stored)
        })
        .await?;
    let created = CreatedApiKey {
        key,
        secret: Secret::new(secret),
    };
    Ok((StatusCode::CREATED, Json(created)))
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
            match accounts::revoke_key(&change.connection, user, &id, now)? {
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
