//! Which handler answers what; the rest is 404, 405 or a redirect, as FastAPI does it.

use axum::http::{HeaderValue, StatusCode, header};
use chrono::{NaiveDate, TimeDelta};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::{
    answer::{Answer, HandlerResult},
    batch, caches,
    clock::now,
    generate, health, jobs,
    keys::admit,
    parsed_request::ParsedRequest,
    rooms,
    world::World,
};

type Handler = fn(&mut World, &ParsedRequest) -> HandlerResult;

/// All routes, in the backend's order where that matters; `*` is one segment.
const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/", |world, _| Ok(world.recorded("root"))),
    ("GET", "/openapi.json", |world, _| {
        Ok(world.recorded("openapi"))
    }),
    ("GET", "/docs", |world, _| Ok(world.recorded("docs"))),
    ("GET", "/health-legacy", |world, _| {
        Ok(world.recorded("health-legacy"))
    }),
    ("GET", "/ready-legacy", |world, _| {
        Ok(world.recorded("health-legacy"))
    }),
    ("GET", "/api/v1/services/status", health::services),
    (
        "POST",
        "/api/v1/services/validate",
        health::validate_services,
    ),
    ("GET", "/api/v1/database/status", |world, _| {
        Ok(world.recorded("database-status"))
    }),
    ("POST", "/api/v1/database/migrate", |world, _| {
        Ok(world.recorded("database-migrate"))
    }),
    ("GET", "/api/v1/status", |world, _| {
        Ok(world.recorded("v1-status"))
    }),
    ("GET", "/api/v1/preview", |world, _| {
        Ok(world.recorded("v1-generate-full"))
    }),
    ("POST", "/api/v1/generate-content", generate::generate_v1),
    ("POST", "/api/v2/generate-content", generate::generate),
    ("GET", "/api/v2/templates", |world, _| {
        Ok(world.recorded("templates"))
    }),
    ("POST", "/api/v2/validate-content", |world, _| {
        Ok(world.recorded("validate-content-no-body"))
    }),
    ("GET", "/api/v2/social-preview/*", generate::social_preview),
    ("GET", "/api/v2/content-types", |world, _| {
        Ok(world.recorded("content-types"))
    }),
    ("GET", "/api/v2/validation-rules", |world, _| {
        Ok(world.recorded("validation-rules"))
    }),
    ("POST", "/api/v1/newsletter/send", send_newsletter),
    ("POST", "/api/v2/content/sync", jobs::sync),
    ("GET", "/api/v2/jobs/*", jobs::detail),
    ("GET", "/api/v2/jobs", jobs::list),
    ("GET", "/api/v2/metrics", jobs::totals),
    ("POST", "/api/v2/jobs/*/retry", jobs::retry),
    ("GET", "/api/metrics/prometheus", |world, _| {
        Ok(world.recorded("metrics-prometheus-api-after-jobs"))
    }),
    ("POST", "/api/v1/batch/generateBatch", batch::generate),
    ("POST", "/api/v1/batch/schedule/*", batch::schedule),
    ("GET", "/api/v1/batch/status/*", batch::status),
    ("POST", "/api/v2/session-summary", summarise_session),
    ("POST", "/api/v2/live-announce", rooms::announce),
    ("GET", "/api/v2/session/*/content", rooms::content),
    ("GET", "/api/v2/sessions/live", rooms::live),
    ("GET", "/ws/sessions/active", rooms::active),
    ("GET", "/ws/sessions/*/info", rooms::info),
    ("POST", "/ws/sessions/*/broadcast", rooms::broadcast),
    ("POST", "/ws/sessions/*/close", rooms::close),
    ("GET", "/ws/sessions/*/replay", rooms::replay),
    ("POST", "/ws/events/start-listener", |_, _| {
        Ok(Answer::json(&json!({ "status": "started" })))
    }),
    ("POST", "/ws/events/stop-listener", |_, _| {
        Ok(Answer::json(&json!({ "status": "stopped" })))
    }),
    ("GET", "/ws/events/active-sessions", |world, _| {
        Ok(world.recorded("ws-events-active"))
    }),
    ("POST", "/api/v1/cache/invalidate", caches::invalidate),
    ("POST", "/api/v1/cache/webhook", caches::webhook),
    ("POST", "/api/v1/cache/webhook/test", caches::test_webhook),
    ("GET", "/api/v1/cache/health", caches::health),
    ("GET", "/api/v1/cache/stats", caches::stats),
    ("GET", "/api/v1/cache/history", caches::history),
    ("DELETE", "/api/v1/cache/clear-all", caches::clear_all),
    ("GET", "/health", health::overall),
    ("GET", "/health/detailed", health::detailed),
    ("GET", "/ready", health::ready),
    ("GET", "/liveness", health::live),
    ("GET", "/live", health::live),
    ("GET", "/startup", health::startup),
    ("GET", "/metrics", health::figures),
    ("POST", "/health/check/*", health::check),
];

/// What a path in a `Location` is spared.
const KEPT: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'%');

/// Answers a request.
pub fn answer(world: &mut World, parsed: &mut ParsedRequest) -> Answer {
    let mut other_method = None;
    for &(method, pattern, handler) in ROUTES {
        let Some(param) = param(pattern, &parsed.path) else {
            continue;
        };
        if parsed.method.as_str() == method {
            parsed.param = param;
            return handler(world, parsed).unwrap_or_else(|refusal| refusal);
        }
        other_method.get_or_insert(method);
    }
    if let Some(allowed) = other_method {
        let mut answer = Answer::refusal(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
        answer
            .headers
            .push((header::ALLOW, HeaderValue::from_static(allowed)));
        return answer;
    }
    redirect(parsed).unwrap_or_else(|| Answer::not_found("Not Found"))
}

/// Where a path with a slash too many leads: to an absolute address, its query with its key included.
fn redirect(parsed: &ParsedRequest) -> Option<Answer> {
    let path = parsed.path.strip_suffix('/')?;
    ROUTES
        .iter()
        .find(|(_, pattern, _)| param(pattern, path).is_some())?;
    let host = parsed.header("host").unwrap_or_default();
    let mut location = format!("http://{host}{}", utf8_percent_encode(path, &KEPT));
    if !parsed.query_text.is_empty() {
        location.push('?');
        location.push_str(&parsed.query_text);
    }
    Some(Answer {
        status: StatusCode::TEMPORARY_REDIRECT,
        headers: vec![(header::LOCATION, HeaderValue::from_str(&location).ok()?)],
        body: String::new(),
        is_bare: false,
    })
}

/// What stands for the star of a pattern; `None` where the path has another form.
fn param(pattern: &str, path: &str) -> Option<String> {
    let mut segments = path.split('/');
    let mut found = String::new();
    for expected in pattern.split('/') {
        let segment = segments.next()?;
        match expected {
            "*" if !segment.is_empty() => found = segment.to_owned(),
            _ if expected == segment => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(found)
}

/// `POST /api/v1/newsletter/send`
fn send_newsletter(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    match parsed.field("html_content") {
        Value::Null => Err(world.recorded("newsletter-send-422")),
        _ => Err(Answer::crash()),
    }
}

/// `POST /api/v2/session-summary`
fn summarise_session(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    if parsed.field("content").is_null() {
        return Err(world.recorded("session-summary-422"));
    }
    let day = parsed
        .field("session_date")
        .as_str()
        .and_then(|text| text.get(..10));
    let day = day.and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    match day.is_some_and(|day| now().date_naive() - day > TimeDelta::days(30)) {
        true => Err(world.recorded("session-summary-422-old")),
        false => Err(Answer::crash()),
    }
}
