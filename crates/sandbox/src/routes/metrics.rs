//! Figures for Prometheus.

use std::fmt::Write;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use wire::detail::ErrorBody;

use crate::{error::Result, state::App, store::jobs};

/// The server's figures as Prometheus text
#[utoipa::path(get, path = "/metrics", tag = "health",
    operation_id = "metrics", security(()),
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = 500, body = ErrorBody)))]
pub async fn show(State(app): State<App>) -> Result<Response> {
    let counts = app
        .store
        .read(|view| jobs::count_by_status(view.connection))
        .await?;
    let mut text = String::new();
    let mut family = |name: &str, kind: &str, help: &str, series: &[(String, f64)]| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in series {
            let _ = writeln!(text, "{name}{labels} {value}");
        }
    };
    let one = |value: f64| vec![(String::new(), value)];
    family(
        "app_uptime_seconds",
        "gauge",
        "Seconds since the server started.",
        &one(app.started.elapsed().as_secs_f64()),
    );
    let by_status: Vec<_> = counts
        .into_iter()
        .map(|(status, count)| (format!("{{status=\"{status}\"}}"), count as f64))
        .collect();
    family("app_jobs", "gauge", "Jobs by status.", &by_status);
    let by_class: Vec<_> = app
        .metrics
        .by_class()
        .map(|(class, count)| (format!("{{status=\"{class}\"}}"), count as f64))
        .collect();
    family(
        "app_http_requests_total",
        "counter",
        "Answers by class of status.",
        &by_class,
    );
    family(
        "app_http_request_seconds_total",
        "counter",
        "How long all answers took together.",
        &one(app.metrics.seconds()),
    );
    family(
        "app_live_sockets",
        "gauge",
        "Open WebSockets.",
        &one(app.live.listeners() as f64),
    );
    family(
        "app_workers_busy",
        "gauge",
        "Workers that run a job.",
        &one(app.runner.busy() as f64),
    );
    let kind = [(
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    )];
    Ok((kind, text).into_response())
}
