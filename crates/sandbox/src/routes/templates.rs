//! Templates: what a channel's content is poured into.

use axum::{Json, extract::State};
use serde_json::Value;
use wire::{Page, channel::Channel, detail::ErrorBody, routes, templates::Template};

use crate::{
    auth::Identity,
    error::{Error, Result},
    extract::{Pairs, Segment},
    openapi::TemplatePage,
    state::App,
};

/// All templates, without their sources
#[utoipa::path(get, path = routes::TEMPLATES.template, tag = "templates",
    operation_id = "list_templates",
    security(("bearer" = []), ("api_key" = [])), params(("channel" = Option<String>, Query)),
    responses((status = 200, body = TemplatePage), (status = 401, body = ErrorBody)))]
pub async fn list(State(app): State<App>, _: Identity, pairs: Pairs) -> Json<Value> {
    let channels: Vec<_> = pairs.words("channel").map(Channel::from).collect();
    let items: Vec<_> = app
        .templates
        .iter()
        .filter(|template| channels.is_empty() || channels.contains(&template.channel))
        .map(|template| Template {
            source: None,
            ..template.clone()
        })
        .collect();
    let page = Page {
        total: Some(items.len() as u64),
        items,
        next_cursor: None,
    };
    Json(page.to_json("templates"))
}

/// One template with its source
#[utoipa::path(get, path = routes::TEMPLATE.template, tag = "templates",
    operation_id = "get_template",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = Template), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn get(
    State(app): State<App>,
    _: Identity,
    Segment(id): Segment,
) -> Result<Json<Template>> {
    app.templates
        .iter()
        .find(|template| template.id.as_str() == id)
        .map(|template| Json(template.clone()))
        .ok_or_else(|| Error::not_found(format!("Template {id}")))
}
