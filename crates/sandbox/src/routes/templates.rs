//! Templates: what a channel's content is rendered with.

mod check;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use wire::{
    Page,
    channel::Channel,
    detail::ErrorBody,
    routes,
    templates::{Template, TemplateDraft, TemplateId},
};

use super::condition::Seen;
use crate::{
    auth::{Identity, Writer, random_text},
    error::{Error, Result},
    extract::{Body, Pairs, Segment},
    ids,
    openapi::TemplatePage,
    state::App,
    store::{Change, templates as store, templates::Stored},
};

pub use check::check;

/// All templates, without their sources
#[utoipa::path(get, path = routes::TEMPLATES.template, tag = "templates",
    operation_id = "list_templates",
    security(("bearer" = []), ("api_key" = [])), params(("channel" = Option<String>, Query)),
    responses((status = 200, body = TemplatePage), (status = 401, body = ErrorBody)))]
pub async fn list(State(app): State<App>, _: Identity, pairs: Pairs) -> Result<Json<Value>> {
    let channels: Vec<_> = pairs.words("channel").map(Channel::from).collect();
    let shared = app.clone();
    let all = tokio::task::spawn_blocking(move || shared.all_templates())
        .await
        .map_err(Error::internal)??;
    let items: Vec<_> = all
        .into_iter()
        .filter(|template| channels.is_empty() || channels.contains(&template.channel))
        .map(|template| Template {
            source: None,
            ..template
        })
        .collect();
    let page = Page {
        total: Some(items.len() as u64),
        items,
        next_cursor: None,
    };
    Ok(Json(page.to_json("templates")))
}

/// One template with its source
#[utoipa::path(get, path = routes::TEMPLATE.template, tag = "templates",
    operation_id = "get_template",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = Template), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn get(State(app): State<App>, _: Identity, Segment(id): Segment) -> Result<Response> {
    if let Some(template) = app.built_in(&id) {
        let tag = format!("\"{id}-built-in\"");
        return Ok(([(header::ETAG, tag)], Json(template.clone())).into_response());
    }
    let id = TemplateId::from(id);
    app.store
        .read(move |view| store::get(view.connection, &id)?.ok_or_else(|| missing(&id)))
        .await
        .map(|stored| answer(StatusCode::OK, stored))
}

/// Creates a template
#[utoipa::path(post, path = routes::CREATE_TEMPLATE.template, tag = "templates",
    operation_id = "create_template",
    security(("bearer" = []), ("api_key" = [])), request_body = TemplateDraft,
    responses((status = 201, body = Template), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn create(
    State(app): State<App>,
    Writer(identity): Writer,
    Body(draft): Body<TemplateDraft>,
) -> Result<Response> {
    let id = TemplateId::from(ids::other("tpl", app.clock.millis())?);
    save(app, identity, id, draft, Seen::Absence)
        .await
        .map(|stored| answer(StatusCode::CREATED, stored))
}

/// Changes a template; with `If-None-Match: *`, brings back one that was deleted
#[utoipa::path(put, path = routes::UPDATE_TEMPLATE.template, tag = "templates",
    operation_id = "update_template",
    security(("bearer" = []), ("api_key" = [])), request_body = TemplateDraft,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header),
        ("If-None-Match" = Option<String>, Header)),
    responses((status = 200, body = Template), (status = 201, body = Template),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody),
        (status = 412, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn update(
    State(app): State<App>,
    Writer(identity): Writer,
    headers: HeaderMap,
    Segment(id): Segment,
    Body(draft): Body<TemplateDraft>,
) -> Result<Response> {
    read_only(&app, &id, "changed")?;
    let seen = Seen::read(&headers);
    let status = match seen {
        Seen::Absence => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    save(app, identity, id.into(), draft, seen)
        .await
        .map(|stored| answer(status, stored))
}

/// Deletes a template
#[utoipa::path(delete, path = routes::DELETE_TEMPLATE.template, tag = "templates",
    operation_id = "delete_template",
    security(("bearer" = []), ("api_key" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 409, body = ErrorBody),
        (status = 412, body = ErrorBody)))]
pub async fn delete(
    State(app): State<App>,
    _: Writer,
    headers: HeaderMap,
    Segment(id): Segment,
) -> Result<StatusCode> {
    read_only(&app, &id, "deleted")?;
    let (id, seen) = (TemplateId::from(id), Seen::read(&headers));
    app.store
        .write(move |change| {
            let known = store::get(&change.connection, &id)?.ok_or_else(|| missing(&id))?;
            require(&seen, &known)?;
            store::remove(&change.connection, &id)
        })
        .await
        .map(|()| StatusCode::NO_CONTENT)
}

/// 412 unless this is what was seen.
fn require(seen: &Seen, known: &Stored) -> Result<()> {
    if seen.is_met_by(&tag(known)) {
        return Ok(());
    }
    let by = known.template.updated_by.as_deref();
    Err(Error::new(
        StatusCode::PRECONDITION_FAILED,
        format!(
            "Template {} was changed by {} in the meantime",
            known.template.id,
            by.unwrap_or("someone else"),
        ),
    ))
}

/// Checks a draft, and stores it if what it is to replace is what was seen.
async fn save(
    app: App,
    identity: Identity,
    id: TemplateId,
    draft: TemplateDraft,
    seen: Seen,
) -> Result<Stored> {
    let now = app.clock.stamp();
    let version = random_text::<9>()?;
    let shared = app.clone();
    app.store
        .write(move |change| {
            match (store::get(&change.connection, &id)?, &seen) {
                (Some(known), seen) => require(seen, &known)?,
                (None, Seen::Absence) => {}
                (None, _) => return Err(missing(&id)),
            }
            let mut problems = check(&id, &draft);
            problems.extend(taken(change, &shared, &id, &draft.name)?);
            if !problems.is_empty() {
                return Err(Error::invalid(problems));
            }
            let stored = Stored {
                template: Template {
                    updated_at: Some(now.clone()),
                    updated_by: Some(identity.user.name),
                    ..of_draft(&id, draft)
                },
                version,
            };
            store::save(&change.connection, &stored, now.sort_key() / 1000)?;
            Ok(stored)
        })
        .await
}

/// The template that a draft makes.
pub fn of_draft(id: &TemplateId, draft: TemplateDraft) -> Template {
    Template {
        id: id.clone(),
        name: draft.name,
        description: draft.description,
        channel: draft.channel.family(),
        style: draft.style,
        features: draft.features,
        best_for: draft.best_for,
        source: Some(draft.source),
        variables: draft.variables,
        builtin: false,
        updated_at: None,
        updated_by: None,
    }
}

fn taken(
    change: &Change<'_>,
    app: &App,
    id: &TemplateId,
    name: &str,
) -> Result<Option<wire::detail::Problem>> {
    let key = store::key(name);
    let built_in = app
        .templates
        .iter()
        .any(|template| store::key(&template.name) == key);
    let own = store::named(&change.connection, name)?.is_some_and(|other| other != *id);
    let message = format!("A template named \"{}\" already exists", name);
    Ok((built_in || own).then(|| crate::error::problem(["name"], "value_error", message)))
}

fn read_only(app: &App, id: &str, deed: &str) -> Result<()> {
    match app.built_in(id) {
        Some(template) => Err(Error::conflict(format!(
            "Template {} is built in and can't be {deed}. Duplicate it instead",
            template.name
        ))),
        None => Ok(()),
    }
}

fn missing(id: &TemplateId) -> Error {
    Error::not_found(format!("Template {id}"))
}

fn tag(stored: &Stored) -> String {
    format!("\"{}-{}\"", stored.template.id, stored.version)
}

fn answer(status: StatusCode, stored: Stored) -> Response {
    let tag = tag(&stored);
    (status, [(header::ETAG, tag)], Json(stored.template)).into_response()
}
