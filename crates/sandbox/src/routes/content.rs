//! Stored content: found, read, edited, deleted and brought back.

pub mod bulk;
pub mod versions;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use wire::{
    channel::Channel,
    content::{
        Content, ContentChange, ContentFilter, ContentSort, ContentSortKey, ContentStatus, LIMITS,
    },
    detail::ErrorBody,
    routes,
};

use super::{
    condition::{self, Seen},
    generate,
    jobs::limit,
};
use crate::{
    auth::{Identity, Writer},
    editing::{Editing, etag},
    error::{Error, Result, bad_query},
    extract::{Body, Pairs, Segment},
    openapi::ContentPage,
    state::App,
    store::contents,
};

/// The content that a filter lets through, with its exact total
#[utoipa::path(get, path = routes::CONTENTS.template, tag = "content",
    operation_id = "list_content",
    security(("bearer" = []), ("api_key" = [])),
    params(("q" = Option<String>, Query,
            description = "Text in the title, in what it says, or in an id"),
        ("channel" = Option<String>, Query, description = "Any of these, joined by commas"),
        ("status" = Option<String>, Query, description = "Any of these, joined by commas"),
        ("job_id" = Option<String>, Query, description = "What this job has made"),
        ("deleted" = Option<bool>, Query, description = "`true` for what is in the trash"),
        ("sort" = Option<String>, Query, description = "`created_at`, `updated_at`, \
            `deleted_at`, `title`, `channel`, `status` or `version`; with `-` in front, largest \
            first. Newest first unless given, in the trash what was deleted last"),
        ("view" = Option<String>, Query, description = "`summary` leaves out the body"),
        ("limit" = Option<u32>, Query, description = "1 to 500; 50 unless given"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, body = ContentPage), (status = 401, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub async fn list(State(app): State<App>, _: Identity, pairs: Pairs) -> Result<Json<Value>> {
    let (filter, now) = (filter(&pairs)?, app.clock.stamp());
    let is_whole = match pairs.get("view") {
        None | Some("full") => true,
        Some("summary") => false,
        Some(word) => {
            let message = "`summary` or `full` is needed";
            return Err(bad_query("view", "enum", message, word));
        }
    };
    app.store
        .read(move |view| {
            if is_whole {
                let page = contents::list(view.connection, &filter, &now)?;
                return Ok(Json(page.to_json("content")));
            }
            let page = contents::summaries(view.connection, &filter, &now)?;
            Ok(Json(page.to_json("content")))
        })
        .await
}

fn filter(pairs: &Pairs) -> Result<ContentFilter> {
    let deleted = is_in_trash(pairs)?;
    let sort = match pairs.get("sort") {
        None if deleted => ContentSort {
            key: ContentSortKey::Deleted,
            descending: true,
        },
        None => ContentSort::default(),
        Some(text) => text
            .parse()
            .map_err(|error| bad_query("sort", "enum", format!("{error}"), text))?,
    };
    Ok(ContentFilter {
        q: pairs.get("q").unwrap_or_default().to_owned(),
        channel: pairs.words("channel").map(Channel::from).collect(),
        status: pairs.words("status").map(ContentStatus::from).collect(),
        job_id: pairs.get("job_id").map(Into::into),
        deleted,
        sort,
        limit: limit(pairs)?,
        cursor: pairs.get("cursor").map(str::to_owned),
    })
}

/// Whether what is in the trash is meant.
fn is_in_trash(pairs: &Pairs) -> Result<bool> {
    match pairs.get("deleted") {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(word) => {
            let message = "`true` or `false` is needed";
            Err(bad_query("deleted", "bool_parsing", message, word))
        }
    }
}

/// One piece of stored content; with `deleted=true`, one that is in the trash
#[utoipa::path(get, path = routes::CONTENT.template, tag = "content",
    operation_id = "get_content",
    security(("bearer" = []), ("api_key" = [])),
    params(("content_id" = String, Path), ("deleted" = Option<bool>, Query)),
    responses((status = 200, body = Content), (status = 304), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn get(
    State(app): State<App>,
    _: Identity,
    headers: HeaderMap,
    pairs: Pairs,
    Segment(id): Segment,
) -> Result<Response> {
    let (deleted, now) = (is_in_trash(&pairs)?, app.clock.stamp());
    let content = app
        .store
        .read(move |view| match deleted {
            true => contents::get_deleted(view.connection, &id.into(), &now),
            false => contents::get(view.connection, &id.into()),
        })
        .await?;
    let tag = etag(&content);
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| condition::names(tags, &tag));
    Ok(if known {
        (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response()
    } else {
        answer(content)
    })
}

/// Changes a piece of stored content
///
/// What is left out stays. A change that changes nothing makes no version. A page's HTML follows
/// from its Markdown, an email's plain text from its HTML unless it is given as well.
#[utoipa::path(put, path = routes::UPDATE_CONTENT.template, tag = "content",
    operation_id = "update_content",
    security(("bearer" = []), ("api_key" = [])), request_body = ContentChange,
    params(("content_id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Content), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 412, body = ErrorBody,
            description = "It was changed in the meantime; `ETag` names its version"),
        (status = 413, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 428, body = ErrorBody, description = "`If-Match` is missing")))]
pub async fn update(
    State(app): State<App>,
    Writer(identity): Writer,
    headers: HeaderMap,
    Segment(id): Segment,
    Body(wanted): Body<ContentChange>,
) -> Result<Response> {
    let seen = Seen::insist(&headers)?;
    let size = wanted.size();
    if size > LIMITS.bytes {
        return Err(Error::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!(
                "Content can have at most {} KB ({} KB sent)",
                LIMITS.bytes / 1024,
                size.div_ceil(1024),
            ),
        ));
    }
    let editing = begin(&app, identity).await?;
    app.store
        .write(move |change| editing.update(change, &id.into(), &seen, wanted))
        .await
        .map(answer)
}

/// Moves a piece of stored content to the trash, from which it can be restored for 30 days
#[utoipa::path(delete, path = routes::DELETE_CONTENT.template, tag = "content",
    operation_id = "delete_content",
    security(("bearer" = []), ("api_key" = [])),
    params(("content_id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = Content), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 412, body = ErrorBody),
        (status = 428, body = ErrorBody, description = "`If-Match` is missing")))]
pub async fn delete(
    State(app): State<App>,
    Writer(identity): Writer,
    headers: HeaderMap,
    Segment(id): Segment,
) -> Result<Response> {
    let seen = Seen::insist(&headers)?;
    let editing = begin(&app, identity).await?;
    app.store
        .write(move |change| editing.delete(change, &id.into(), &seen))
        .await
        .map(answer)
}

/// Takes a piece of stored content out of the trash; what is not in it stays as it is
#[utoipa::path(post, path = routes::RESTORE_CONTENT.template, tag = "content",
    operation_id = "restore_content",
    security(("bearer" = []), ("api_key" = [])), params(("content_id" = String, Path)),
    responses((status = 200, body = Content), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn restore(
    State(app): State<App>,
    Writer(identity): Writer,
    Segment(id): Segment,
) -> Result<Response> {
    let editing = begin(&app, identity).await?;
    app.store
        .write(move |change| editing.restore(change, &id.into()))
        .await
        .map(answer)
}

async fn begin(app: &App, identity: Identity) -> Result<Editing> {
    let templates = generate::templates(app).await?;
    Ok(Editing::new(app, identity.user.name, templates))
}

fn answer(content: Content) -> Response {
    ([(header::ETAG, etag(&content))], Json(content)).into_response()
}
