//! Alerts: what the watcher has noticed, and who knows of it.

use axum::{Json, extract::State};
use wire::{
    Page,
    alerts::{Alert, AlertId},
    detail::ErrorBody,
    routes,
};

use crate::{
    auth::{Identity, identity::Writer},
    error::{Error, Result},
    extract::Segment,
    openapi::AlertPage,
    state::App,
    store::health,
};

/// The alerts: those that stand first, then the newest
#[utoipa::path(get, path = routes::ALERTS.template, tag = "health",
    operation_id = "list_alerts",
    security(("bearer" = []), ("api_key" = [])),
    responses((status = 200, body = AlertPage), (status = 401, body = ErrorBody)))]
pub async fn list(State(app): State<App>, _identity: Identity) -> Result<Json<serde_json::Value>> {
    let page = app
        .store
        .read(|view| {
            Ok(Page {
                items: health::alerts(view.connection)?,
                total: Some(health::count_alerts(view.connection)?),
                next_cursor: None,
            })
        })
        .await?;
    Ok(Json(page.to_json("alerts")))
}

/// Says that one knows of an alert; the first to say so stays
#[utoipa::path(post, path = routes::ACKNOWLEDGE_ALERT.template, tag = "health",
    operation_id = "acknowledge_alert",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = Alert), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn acknowledge(
    State(app): State<App>,
    Writer(identity): Writer,
    Segment(id): Segment,
) -> Result<Json<Alert>> {
    let alert = app
        .store
        .write(move |change| {
            let id = AlertId::from(id);
            let mut alert = health::find_alert(&change.connection, &id)?
                .ok_or_else(|| Error::not_found(format!("Alert {id}")))?;
            alert.acknowledged_by.get_or_insert(identity.user.name);
            health::put_alert(&change.connection, &alert)?;
            Ok(alert)
        })
        .await?;
    Ok(Json(alert))
}
