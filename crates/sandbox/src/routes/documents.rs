//! The documents that content is generated from.

use axum::{Json, extract::State};
use serde_json::Value;
use wire::{
    Page,
    detail::ErrorBody,
    documents::{Document, DocumentText},
    routes,
    unicode::search_key,
};

use crate::{
    auth::Identity,
    engine::SourceDocument,
    error::{Error, Result},
    extract::{Pairs, Segment},
    openapi::DocumentPage,
    state::App,
};

/// The documents whose title, excerpt or id holds `q`
#[utoipa::path(get, path = routes::DOCUMENTS.template, tag = "documents",
    operation_id = "list_documents",
    security(("bearer" = []), ("api_key" = [])), params(("q" = Option<String>, Query)),
    responses((status = 200, body = DocumentPage), (status = 401, body = ErrorBody)))]
pub async fn list(State(app): State<App>, _: Identity, pairs: Pairs) -> Json<Value> {
    let needle = search_key(pairs.get("q").unwrap_or_default().trim());
    let items: Vec<Document> = app
        .documents
        .iter()
        .map(SourceDocument::to_list_entry)
        .filter(|document| {
            [document.id.as_str(), &document.title, &document.excerpt]
                .iter()
                .any(|text| search_key(text).contains(&needle))
        })
        .collect();
    let page = Page {
        total: Some(items.len() as u64),
        items,
        next_cursor: None,
    };
    Json(page.to_json("documents"))
}

/// One document with its text
#[utoipa::path(get, path = routes::DOCUMENT.template, tag = "documents",
    operation_id = "get_document",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = DocumentText), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn get(
    State(app): State<App>,
    _: Identity,
    Segment(id): Segment,
) -> Result<Json<DocumentText>> {
    app.document(&id)
        .map(|document| Json(document.to_text()))
        .ok_or_else(|| Error::not_found(format!("Document {id}")))
}
