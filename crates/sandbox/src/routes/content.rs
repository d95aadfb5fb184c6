//! Stored content.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use wire::{
    channel::Channel,
    content::{Content, ContentStatus},
    detail::ErrorBody,
    routes,
};

use super::jobs::limit;
use crate::{
    auth::Identity,
    error::Result,
    extract::{Pairs, Segment},
    openapi::ContentPage,
    state::App,
    store::contents::{self, ContentFilter},
};

/// The stored content, newest first
#[utoipa::path(get, path = routes::CONTENTS.template, tag = "content",
    operation_id = "list_content",
    security(("bearer" = []), ("api_key" = [])),
    params(("q" = Option<String>, Query), ("channel" = Option<String>, Query),
        ("status" = Option<String>, Query), ("limit" = Option<u32>, Query),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, body = ContentPage), (status = 401, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub async fn list(State(app): State<App>, _: Identity, pairs: Pairs) -> Result<Json<Value>> {
    let filter = ContentFilter {
        q: pairs.get("q").unwrap_or_default().to_owned(),
        channel: pairs.words("channel").map(Channel::from).collect(),
        status: pairs.words("status").map(ContentStatus::from).collect(),
        cursor: pairs.get("cursor").map(str::to_owned),
        limit: limit(&pairs)?,
    };
    app.store
        .read(move |view| contents::list(view.connection, &filter))
        .await
        .map(|page| Json(page.to_json("content")))
}

/// One piece of stored content
#[utoipa::path(get, path = routes::CONTENT.template, tag = "content",
    operation_id = "get_content",
    security(("bearer" = []), ("api_key" = [])), params(("content_id" = String, Path)),
    responses((status = 200, body = Content), (status = 304), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn get(
    State(app): State<App>,
    _: Identity,
    headers: HeaderMap,
    Segment(id): Segment,
) -> Result<Response> {
    let content = app
        .store
        .read(move |view| contents::get(view.connection, &id.into()))
        .await?;
    let tag = format!("\"{}-{}\"", content.content_id, content.version);
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
    let etag = [(header::ETAG, tag)];
    Ok(if known {
        (StatusCode::NOT_MODIFIED, etag).into_response()
    } else {
        (etag, Json(content)).into_response()
    })
}
