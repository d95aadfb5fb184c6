//! The public routes that say how the server is.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    answer::{Answer, HandlerResult, put},
    clock::{naive, now},
    parsed_request::ParsedRequest,
    world::{Environment, World},
};

/// For how long what each component said is kept.
const KEPT: Duration = Duration::from_secs(5);
/// How long a look at the processor holds up everybody.
const LOOK: Duration = Duration::from_secs(1);
/// How long the figures hold up everybody.
const FIGURES: Duration = Duration::from_millis(100);
/// How long a start takes.
const START: f64 = 10.0;

/// What the query can switch off, and the components that it means.
const PARTS: [(&str, &[&str]); 4] = [
    ("check_database", &["database"]),
    ("check_cache", &["cache"]),
    ("check_external", &["external_services"]),
    ("check_system", &["disk_space", "memory", "cpu"]),
];
/// Components of which a check alone was recorded.
const ALONE: [&str; 3] = ["cache", "disk_space", "memory"];

/// A recorded report, as of now.
fn report(world: &World, name: &str, change: impl FnOnce(&mut Value)) -> Answer {
    world.changed(name, |told| {
        put(told, "/timestamp", naive(now()));
        if told.get("uptime_seconds").is_some() {
            put(told, "/uptime_seconds", world.uptime());
        }
        change(told);
    })
}

/// `GET /health`: repeats the last report; before there is one, nothing is known.
pub fn overall(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    if world.examined.is_some() && world.is_patched() {
        return Ok(report(world, "patched-health", |_| {}));
    }
    if world.examined.is_none() {
        return Ok(report(world, "health-fresh-unknown", |_| {}));
    }
    // As recorded before the first look, but with what the look has found.
    let answer = report(world, "health-fresh-unknown", |told| {
        put(told, "/status", "unhealthy");
    });
    let status = StatusCode::SERVICE_UNAVAILABLE;
    Ok(Answer { status, ..answer })
}

/// `GET /health/detailed`: looks at everything, which holds up everybody for a second.
pub fn detailed(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    if let Some((name, value)) = parsed.bad_switch(&PARTS.map(|(name, _)| name)) {
        return Err(world.changed("health-detailed-bad-query", |told| {
            put(told, "/detail/0/loc", json!(["query", name]));
            put(told, "/detail/0/input", value);
        }));
    }
    let is_off = |name: &str| parsed.switch(name) == Some(false);
    let seen = Instant::now();
    let is_fresh = world
        .examined
        .is_some_and(|at| at.elapsed() < KEPT.mul_f64(world.pace));
    let mut looked = now();
    if !is_fresh && !is_off("check_system") {
        let takes = LOOK.mul_f64(world.pace);
        world.busy_until = seen + takes;
        looked += TimeDelta::from_std(takes).unwrap_or_default();
    }
    let off: Vec<_> = PARTS.iter().filter(|(name, _)| is_off(name)).collect();
    if matches!(*off, [("check_external", _), ("check_system", _)]) {
        return Ok(report(world, "health-detailed-unknown", |_| {}));
    }
    world.examined = Some(seen);
    let name = match world.is_patched() {
        true => "patched-health-detailed",
        false => "health-detailed",
    };
    Ok(report(world, name, |told| {
        let Some(components) = told.get_mut("components").and_then(Value::as_object_mut) else {
            return;
        };
        for name in off.iter().flat_map(|(_, names)| *names) {
            components.remove(*name);
        }
        for component in components.values_mut() {
            put(component, "/last_check", naive(looked));
        }
    }))
}

/// `GET /ready`
pub fn ready(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    let name = match world.environment {
        Environment::Patched => "patched-ready",
        Environment::Dryrun => "dryrun-ready-503",
        _ => "ready",
    };
    Ok(report(world, name, |_| {}))
}

/// `GET /live`
pub fn live(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    Ok(report(world, "live", |_| {}))
}

/// `GET /startup`: never started, in this version.
pub fn startup(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    let is_early = world.uptime() < START;
    let name = if is_early { "startup-early" } else { "startup" };
    Ok(world.changed(name, |told| put(told, "/uptime_seconds", world.uptime())))
}

/// `GET /metrics`
pub fn figures(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    let held = Instant::now() + FIGURES.mul_f64(world.pace);
    world.busy_until = world.busy_until.max(held);
    let is_fresh = world.examined.is_none();
    Ok(world.recorded(if is_fresh { "metrics-fresh" } else { "metrics" }))
}

/// `POST /health/check/{name}`
pub fn check(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let name = parsed.param.as_str();
    if ALONE.contains(&name) {
        return Ok(world.recorded(&format!("health-check-{name}")));
    }
    let known = world.samples.body("health-detailed");
    if let Some(mut found) = known.pointer(&format!("/components/{name}")).cloned() {
        put(&mut found, "/component", name);
        return Ok(Answer::json(&found));
    }
    let answer = world.recorded("health-check-404");
    let body = answer.body.replace("'nope'", &format!("'{name}'"));
    Err(Answer { body, ..answer })
}

/// `GET /api/v1/services/status`: says error with 200, with a dump of its environment.
pub fn services(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    Ok(world.recorded(match world.is_patched() {
        true => "patched-api-v1-services-status",
        false => "services-validate",
    }))
}

/// `POST /api/v1/services/validate`
pub fn validate_services(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    Ok(world.recorded(match world.is_patched() {
        true => "patched-services-validate",
        false => "services-validate",
    }))
}
