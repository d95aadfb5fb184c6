//! What stored content was before.

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use serde_json::Value;
use wire::{
    content::{Content, ContentId},
    detail::ErrorBody,
    routes,
};

use super::{
    super::{condition::Seen, jobs::limit},
    answer, begin,
};
use crate::{
    auth::{Identity, Writer},
    error::Result,
    extract::{NumberedSegment, Pairs, Segment},
    openapi::ContentVersionPage,
    state::App,
    store::contents,
};

/// The versions of a piece of stored content, newest first; the last 100 are kept
#[utoipa::path(get, path = routes::CONTENT_VERSIONS.template, tag = "content",
    operation_id = "list_content_versions",
    security(("bearer" = []), ("api_key" = [])),
    params(("content_id" = String, Path),
        ("limit" = Option<u32>, Query, description = "1 to 500; 50 unless given"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, body = ContentVersionPage), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn list(
    State(app): State<App>,
    _: Identity,
    pairs: Pairs,
    Segment(id): Segment,
) -> Result<Json<Value>> {
    let (id, limit) = (ContentId::from(id), limit(&pairs)?);
    let cursor = pairs.get("cursor").map(str::to_owned);
    app.store
        .read(move |view| {
            let connection = view.connection;
            contents::get(connection, &id)?;
            let page = contents::list_versions(connection, &id, limit, cursor.as_deref())?;
            Ok(Json(page.to_json("versions")))
        })
        .await
}

/// What a piece of stored content was in one of its versions
#[utoipa::path(get, path = routes::CONTENT_VERSION.template, tag = "content",
    operation_id = "get_content_version",
    security(("bearer" = []), ("api_key" = [])),
    params(("content_id" = String, Path), ("version" = u64, Path)),
    responses((status = 200, body = Content), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn get(
    State(app): State<App>,
    _: Identity,
    NumberedSegment(id, version): NumberedSegment,
) -> Result<Json<Content>> {
    let id = ContentId::from(id);
    app.store
        .read(move |view| {
            contents::get(view.connection, &id)?;
            contents::version(view.connection, &id, version)
        })
        .await
        .map(Json)
}

/// Makes a new version that says what an older one said; whether it is out stays as it is
#[utoipa::path(post, path = routes::RESTORE_CONTENT_VERSION.template, tag = "content",
    operation_id = "restore_content_version",
    security(("bearer" = []), ("api_key" = [])),
    params(("content_id" = String, Path), ("version" = u64, Path),
        ("If-Match" = String, Header)),
    responses((status = 200, body = Content), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 412, body = ErrorBody),
        (status = 428, body = ErrorBody, description = "`If-Match` is missing")))]
pub async fn restore(
    State(app): State<App>,
    Writer(identity): Writer,
    headers: HeaderMap,
    NumberedSegment(id, version): NumberedSegment,
) -> Result<Response> {
    let seen = Seen::insist(&headers)?;
    let editing = begin(&app, identity).await?;
    app.store
        .write(move |change| editing.restore_version(change, &id.into(), version, &seen))
        .await
        .map(answer)
}
