//! The same done to many pieces of stored content, each for itself.

use axum::{Json, extract::State};
use wire::{
    content::{
        BulkContentAction, BulkContentItem, BulkContentOutcome, BulkContentRequest,
        BulkContentResult, ContentSummary, MOST_AT_ONCE,
    },
    detail::{Detail, ErrorBody},
    routes,
};

use super::{super::condition::Seen, begin};
use crate::{
    auth::Writer,
    editing::Editing,
    error::{Error, Result, problem},
    extract::Body,
    state::App,
    store::Change,
};

/// Archives, publishes, deletes or restores many pieces; each has a result of its own
///
/// A piece whose `etag` is named is left as it is where it has another version by now.
#[utoipa::path(post, path = routes::BULK_CONTENT.template, tag = "content",
    operation_id = "change_many_contents",
    security(("bearer" = []), ("api_key" = [])), request_body = BulkContentRequest,
    responses((status = 200, body = BulkContentOutcome), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn run(
    State(app): State<App>,
    Writer(identity): Writer,
    Body(request): Body<BulkContentRequest>,
) -> Result<Json<BulkContentOutcome>> {
    check(&request)?;
    let editing = begin(&app, identity).await?;
    let BulkContentRequest { action, items } = request;
    app.store
        .write(move |change| {
            let results = items
                .into_iter()
                .map(|item| apply(&editing, change, &action, item));
            let results = results.collect::<Result<_>>()?;
            Ok(Json(BulkContentOutcome { results }))
        })
        .await
}

fn check(request: &BulkContentRequest) -> Result<()> {
    let mut problems = Vec::new();
    if let BulkContentAction::Other(word) = &request.action {
        let message = format!("Unknown action `{word}`");
        problems.push(problem(["action"], "enum", message));
    }
    if request.items.is_empty() {
        problems.push(problem(["items"], "too_short", "Select at least one item"));
    }
    if request.items.len() > MOST_AT_ONCE {
        let message = format!("At most {MOST_AT_ONCE} items can be changed at once");
        problems.push(problem(["items"], "too_long", message));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(problems))
    }
}

/// A refusal is the item's own; what is the server's fault undoes all of them.
fn apply(
    editing: &Editing,
    change: &mut Change<'_>,
    action: &BulkContentAction,
    item: BulkContentItem,
) -> Result<BulkContentResult> {
    let BulkContentItem { content_id, etag } = item;
    let seen = etag.map_or(Seen::Anything, |etag| Seen::of_tags(&etag));
    let (status, detail, content) = match editing.apply(change, action, &content_id, &seen) {
        Ok(content) => (200, None, Some(ContentSummary::from(&content))),
        Err(error) if error.status.is_server_error() => return Err(error),
        Err(error) => (
            error.status.as_u16().into(),
            Some(words(error.detail)),
            None,
        ),
    };
    Ok(BulkContentResult {
        content_id,
        status,
        detail,
        content,
    })
}

fn words(detail: Detail) -> String {
    match detail {
        Detail::Text(text) => text,
        Detail::Problems(problems) => {
            let messages: Vec<_> = problems.into_iter().map(|problem| problem.msg).collect();
            messages.join("; ")
        }
    }
}
