//! How the server is, found out by looking.

use std::{collections::BTreeMap, time::Instant};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use wire::{
    health::{Check, Component, Health, HealthReport, HealthStatus, Liveness, Readiness},
    routes,
};

use crate::{clock::Clock, error::Result, machine, state::App, store::jobs};

/// What the server calls itself.
const SERVICE: &str = "toombos-sandbox";
/// Less free space than this, in bytes, is too little to work.
const LITTLE_DISK: u64 = 64 * 1024 * 1024;
/// Less free memory than this, in bytes, is too little to work well.
const LITTLE_MEMORY: u64 = 128 * 1024 * 1024;
/// A queue longer than this is worth a look.
const LONG_QUEUE: usize = 1000;

/// Overall health
#[utoipa::path(get, path = routes::HEALTH.template, tag = "health",
    operation_id = "health", security(()),
    responses((status = 200, body = Health), (status = 503, body = Health)))]
pub async fn overall(State(app): State<App>) -> Response {
    let components = components(&app).await;
    let health = health(&app, &components);
    (status(&health.status), Json(health)).into_response()
}

/// Health by component
#[utoipa::path(get, path = routes::HEALTH_DETAILED.template, tag = "health",
    operation_id = "health_detailed", security(()),
    responses((status = 200, body = HealthReport), (status = 503, body = HealthReport)))]
pub async fn detailed(State(app): State<App>) -> Response {
    let begun = Instant::now();
    let components = components(&app).await;
    let health = health(&app, &components);
    let of = |wanted: HealthStatus| {
        components
            .values()
            .filter(move |component| component.status == wanted)
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
        response_time_ms: Some(millis(begun)),
        warnings,
        errors,
    };
    (status(&report.health.status), Json(report)).into_response()
}

/// Readiness checks
#[utoipa::path(get, path = routes::READY.template, tag = "health", security(()),
    responses((status = 200, body = Readiness), (status = 503, body = Readiness)))]
pub async fn ready(State(app): State<App>) -> Response {
    let checks: Vec<_> = components(&app)
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

fn millis(begun: Instant) -> f64 {
    (begun.elapsed().as_secs_f64() * 1e6).round() / 1e3
}

/// What a check found: how it is, why, and its figures.
type Found = (HealthStatus, String, Value);

async fn components(app: &App) -> BTreeMap<String, Component> {
    let mut all = BTreeMap::new();
    let mut add = |name: &str, begun: Instant, clock: &Clock, (status, message, data): Found| {
        let metadata = match data {
            Value::Object(map) => Some(map.into_iter().collect()),
            _ => None,
        };
        let component = Component {
            name: Some(name.to_owned()),
            status,
            message: Some(message),
            response_time_ms: Some(millis(begun)),
            last_check: Some(clock.stamp()),
            metadata,
        };
        all.insert(name.to_owned(), component);
    };
    let begun = Instant::now();
    let counts = app
        .store
        .read(|view| jobs::count_by_status(view.connection))
        .await;
    add("database", begun, &app.clock, database(&counts));
    add("workers", Instant::now(), &app.clock, workers(app));
    let begun = Instant::now();
    add("queue", begun, &app.clock, queue(app).await);
    let data = (!app.args.memory).then(|| app.args.data.clone());
    let begun = Instant::now();
    let free = tokio::task::spawn_blocking(move || {
        (machine::free_disk(data.as_deref()), machine::memory())
    })
    .await
    .unwrap_or_default();
    add("disk", begun, &app.clock, disk(free.0));
    add("memory", begun, &app.clock, memory(free.1));
    all
}

fn database(counts: &Result<Vec<(String, u64)>>) -> Found {
    match counts {
        Ok(counts) => (
            HealthStatus::Healthy,
            "The database answers.".to_owned(),
            json!({ "jobs": counts.iter().map(|(_, count)| count).sum::<u64>() }),
        ),
        Err(_) => (
            HealthStatus::Unhealthy,
            "The database does not answer.".to_owned(),
            Value::Null,
        ),
    }
}

fn workers(app: &App) -> Found {
    let (busy, alive) = (app.runner.busy(), app.runner.alive());
    let figures = json!({ "busy": busy, "workers": alive });
    if alive == 0 {
        let message = "No worker runs, so no job is worked on.".to_owned();
        return (HealthStatus::Unhealthy, message, figures);
    }
    let message = format!("{busy} of {alive} workers are busy.");
    (HealthStatus::Healthy, message, figures)
}

async fn queue(app: &App) -> Found {
    let now = app.clock.stamp();
    let most = u32::try_from(LONG_QUEUE + 1).unwrap_or(u32::MAX);
    let waiting = app
        .store
        .read(move |view| jobs::queued(view.connection, &now, most))
        .await;
    match waiting.map(|jobs| jobs.len()) {
        Ok(waiting) if waiting > LONG_QUEUE => (
            HealthStatus::Degraded,
            format!("More than {LONG_QUEUE} jobs wait."),
            json!({ "waiting": waiting }),
        ),
        Ok(waiting) => (
            HealthStatus::Healthy,
            format!("{waiting} jobs wait."),
            json!({ "waiting": waiting }),
        ),
        Err(_) => (
            HealthStatus::Unhealthy,
            "The queue cannot be read.".to_owned(),
            Value::Null,
        ),
    }
}

fn disk(free: Option<u64>) -> Found {
    let Some(free) = free else {
        let message = "The free space is not known.".to_owned();
        return (HealthStatus::Unknown, message, Value::Null);
    };
    let message = format!("{} MiB are free.", free / (1024 * 1024));
    let status = match free < LITTLE_DISK {
        true => HealthStatus::Unhealthy,
        false => HealthStatus::Healthy,
    };
    (status, message, json!({ "free_bytes": free }))
}

fn memory(found: Option<machine::Memory>) -> Found {
    let Some(memory) = found else {
        let message = "The free memory is not known.".to_owned();
        return (HealthStatus::Unknown, message, Value::Null);
    };
    let message = format!("{} MiB are free.", memory.available / (1024 * 1024));
    let status = match memory.available < LITTLE_MEMORY {
        true => HealthStatus::Degraded,
        false => HealthStatus::Healthy,
    };
    let figures = json!({ "available_bytes": memory.available, "total_bytes": memory.total });
    (status, message, figures)
}
