//! How the server is, found out by looking.

use std::{collections::BTreeMap, time::Instant};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use wire::{
    detail::ErrorBody,
    health::{Check, Component, Health, HealthReport, HealthStatus, Liveness, Readiness},
    routes,
    uptime::{History, Window},
};

use crate::{
    auth::Identity,
    checks,
    error::{Error, Result, bad_query},
    extract::{Pairs, Segment},
    machine,
    state::App,
    store::health as kept,
};

/// What the server calls itself.
const SERVICE: &str = "toombos-sandbox";
/// Overall health
#[utoipa::path(get, path = routes::HEALTH.template, tag = "health",
    operation_id = "health", security(()),
    responses((status = 200, body = Health), (status = 503, body = Health)))]
pub async fn overall(State(app): State<App>) -> Response {
    let components = checks::all(&app).await;
    let health = health(&app, &components);
    (status(&health.status), Json(health)).into_response()
}

/// Health by component
#[utoipa::path(get, path = routes::HEALTH_DETAILED.template, tag = "health",
    operation_id = "health_detailed", security(()),
    responses((status = 200, body = HealthReport), (status = 503, body = HealthReport)))]
pub async fn detailed(State(app): State<App>) -> Response {
    let begun = Instant::now();
    let components = checks::all(&app).await;
    let health = health(&app, &components);
    let of = |status: HealthStatus| {
        components
            .values()
            .filter(move |component| component.status == status)
            .filter_map(|component| component.message.clone())
            .collect::<Vec<_>>()
    };
    let (warnings, errors) = (of(HealthStatus::Degraded), of(HealthStatus::Unhealthy));
    let (total, failed) = (components.len() as u64, errors.len() as u64);
    let report = HealthReport {
        health,
        components,
        checks_passed: Some(total - failed),
        checks_failed: Some(failed),
        checks_total: Some(total),
        response_time_ms: Some(checks::millis(begun)),
        warnings,
        errors,
    };
    (status(&report.health.status), Json(report)).into_response()
}

/// Readiness checks
#[utoipa::path(get, path = routes::READY.template, tag = "health", security(()),
    responses((status = 200, body = Readiness), (status = 503, body = Readiness)))]
pub async fn ready(State(app): State<App>) -> Response {
    let checks: Vec<_> = checks::all(&app)
        .await
        .into_iter()
        .map(|(name, component)| Check {
            required: Some(matches!(name.as_str(), "database" | "workers")),
            ready: component.status != HealthStatus::Unhealthy,
            message: component.message,
            name,
        })
        .collect();
    let required = checks
        .iter()
        .all(|check| check.ready || check.required != Some(true));
    let passed = checks.iter().filter(|check| check.ready).count() as u64;
    let readiness = Readiness {
        ready: required,
        timestamp: app.clock.stamp(),
        total_checks: Some(checks.len() as u64),
        passed_checks: Some(passed),
        failed_checks: Some(checks.len() as u64 - passed),
        required_checks_passed: Some(required),
        checks,
    };
    let status = match readiness.ready {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(readiness)).into_response()
}

/// Whether the process answers at all
#[utoipa::path(get, path = routes::LIVE.template, tag = "health", security(()),
    responses((status = 200, body = Liveness)))]
pub async fn live(State(app): State<App>) -> Json<Liveness> {
    Json(Liveness {
        alive: true,
        timestamp: app.clock.stamp(),
        memory_usage_mb: machine::own_memory().map(|bytes| bytes as f64 / (1024.0 * 1024.0)),
        cpu_percent: None,
        thread_count: None,
    })
}

/// How the components were over time
#[utoipa::path(get, path = routes::HEALTH_HISTORY.template, tag = "health",
    operation_id = "health_history", security(()),
    params(("window" = Option<String>, Query, description = "`24h` (default), `7d` or `90d`")),
    responses((status = 200, body = History), (status = 422, body = ErrorBody)))]
pub async fn history(State(app): State<App>, pairs: Pairs) -> Result<Json<History>> {
    let word = pairs.get("window").unwrap_or(Window::default().as_str());
    let window = Window::read(word).ok_or_else(|| {
        let message = "Use 24h, 7d or 90d";
        bad_query("window", "enum", message, word)
    })?;
    let now = app.clock.millis();
    let components = app
        .store
        .read(move |view| kept::history(view.connection, window, now))
        .await?;
    Ok(Json(History {
        window: window.as_str().to_owned(),
        components,
    }))
}

/// Checks one component now
#[utoipa::path(post, path = routes::CHECK_COMPONENT.template, tag = "health",
    operation_id = "check_component",
    security(("bearer" = []), ("api_key" = [])), params(("component" = String, Path)),
    responses((status = 200, body = Component), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn check(
    State(app): State<App>,
    // Looking is for everybody who is signed in; a stranger could make it the load.
    _identity: Identity,
    Segment(name): Segment,
) -> Result<Json<Component>> {
    match checks::one(&app, &name).await {
        Some(component) => Ok(Json(component)),
        None => Err(Error::not_found(format!("Component {name}"))),
    }
}

fn status(health: &HealthStatus) -> StatusCode {
    match health {
        HealthStatus::Unhealthy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::OK,
    }
}

fn health(app: &App, components: &BTreeMap<String, Component>) -> Health {
    let any = |status| components.values().any(|it| it.status == status);
    Health {
        status: if any(HealthStatus::Unhealthy) {
            HealthStatus::Unhealthy
        } else if any(HealthStatus::Degraded) {
            HealthStatus::Degraded
        } else {
            HealthStatus::Healthy
        },
        timestamp: app.clock.stamp(),
        service: Some(SERVICE.to_owned()),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        environment: Some("sandbox".to_owned()),
        uptime_seconds: Some(app.started.elapsed().as_secs_f64()),
    }
}
