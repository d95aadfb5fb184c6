//! The cache routes: broken as shipped, working once their manager is repaired.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::{
    answer::{Answer, HandlerResult, missing, put},
    clock::{aware, naive, now},
    keys::admit_to_caches,
    parsed_request::{BodyProblem, ParsedRequest},
    world::World,
};

const KNOWN: [&str; 6] = ["cdn", "local", "api", "redis", "memory", "database"];
const CONFIGURED: [&str; 2] = ["local", "api"];
/// How many entries each cache claims to lose when all are to go.
const ALL: usize = 100;
/// The most of the history that is told.
const MOST: usize = 200;

/// Lets in who has the cache key; behind it is a manager that was never started.
fn admit(world: &World, parsed: &ParsedRequest) -> HandlerResult<()> {
    admit_to_caches(world, parsed)?;
    match world.is_patched() {
        true => Ok(()),
        false => Err(Answer::crash()),
    }
}

/// `GET /api/v1/cache/stats`
pub fn stats(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    let count = world.invalidations.len();
    Ok(world.changed("patched-cache-stats-after", |told| {
        put(told, "/recent_requests", count);
        put(told, "/total_requests", count);
    }))
}

/// `GET /api/v1/cache/health`
pub fn health(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    Ok(world.changed("patched-cache-health-good-key", |told| {
        put(told, "/timestamp", naive(now()));
    }))
}

/// `GET /api/v1/cache/history`
pub fn history(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    let limit = parsed.query("limit").and_then(|limit| limit.parse().ok());
    let limit = limit.unwrap_or(50_usize).min(MOST);
    // The oldest comes first, and of many, the newest are told.
    let left_out = world.invalidations.len().saturating_sub(limit);
    let told = world.invalidations.get(left_out..).unwrap_or_default();
    let total = told.len();
    Ok(Answer::json(
        &json!({ "history": told, "total_count": total, "limit": limit }),
    ))
}

/// `POST /api/v1/cache/invalidate`
pub fn invalidate(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    if parsed.text.is_empty() {
        return Err(Answer::invalid(vec![missing(json!(["body"]), Value::Null)]));
    }
    if parsed.body_problem == Some(BodyProblem::Broken) {
        return Err(world.recorded("sync-422-json"));
    }
    let patterns = parsed.texts("patterns");
    if patterns.iter().any(|pattern| pattern.trim().is_empty()) {
        return Err(world.recorded("patched-cache-invalidate-422-pattern"));
    }
    let targets = targets(parsed);
    if let Some(at) = targets.iter().position(|target| !KNOWN.contains(target)) {
        return Err(Answer::invalid(vec![bad_target(at, targets.get(at))]));
    }
    let each = match parsed.field("force") == true {
        true => ALL,
        false => patterns.len().saturating_add(parsed.texts("keys").len()),
    };
    let told = settle(world, &targets, each);
    Ok(Answer::json(&told))
}

fn targets(parsed: &ParsedRequest) -> Vec<&str> {
    match parsed.field("targets") {
        Value::Array(_) => parsed.texts("targets"),
        _ => vec!["local"],
    }
}

fn bad_target(at: usize, input: Option<&&str>) -> Value {
    let expected = "'cdn', 'local', 'api', 'redis', 'memory' or 'database'";
    json!({
        "type": "enum",
        "loc": ["body", "targets", at],
        "msg": format!("Input should be {expected}"),
        "input": input,
        "ctx": { "expected": expected },
    })
}

/// Invalidates, and remembers it; what the answer is made of.
fn settle(world: &mut World, targets: &[&str], each: usize) -> Map<String, Value> {
    let is_good = |target: &&&str| CONFIGURED.contains(*target);
    let good = targets.iter().filter(is_good).count();
    let processed: Map<_, Value> = targets
        .iter()
        .map(|target| ((*target).to_owned(), CONFIGURED.contains(target).into()))
        .collect();
    let strangers = targets.iter().filter(|target| !is_good(target));
    let errors: Vec<_> = strangers
        .map(|target| {
            format!(
                "Cache target 'CacheTarget.{}' not configured",
                target.to_uppercase()
            )
        })
        .collect();
    let status = match good {
        0 => "failed",
        good if good < targets.len() => "partial",
        _ => "success",
    };
    let mut told = Map::from_iter([
        ("request_id".to_owned(), super::hex::<6>().into()),
        ("status".to_owned(), status.into()),
        ("targets_processed".to_owned(), processed.into()),
        (
            "keys_invalidated".to_owned(),
            each.saturating_mul(good).into(),
        ),
        ("errors".to_owned(), errors.into()),
        ("duration_ms".to_owned(), 0.079_154_968_261_718_75.into()),
        ("timestamp".to_owned(), aware(now()).into()),
    ]);
    world.invalidations.push(told.clone().into());
    told.insert("success".to_owned(), (good > 0).into());
    told
}

/// `DELETE /api/v1/cache/clear-all`
pub fn clear_all(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    if parsed.switch("confirm") != Some(true) {
        return Err(world.recorded("patched-cache-clear-all-good-key"));
    }
    let mut told = settle(world, &CONFIGURED, ALL);
    for name in ["targets_processed", "keys_invalidated", "errors"] {
        told.remove(name);
    }
    told.insert("targets_cleared".to_owned(), json!(CONFIGURED));
    told.insert("warning".to_owned(), "All caches have been cleared".into());
    Ok(Answer::json(&told))
}

/// `POST /api/v1/cache/webhook`
pub fn webhook(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    if !world.is_patched() {
        return Err(world.recorded("cache-webhook-unsigned"));
    }
    let event = parsed.field("event");
    if event.is_null() {
        return Err(world.recorded("patched-cache-webhook-422"));
    }
    if parsed
        .header("x-signature")
        .is_some_and(|it| !it.is_empty())
    {
        return Err(world.recorded("patched-cache-webhook-bad-signature"));
    }
    let targets = targets(parsed);
    if !targets.iter().all(|target| KNOWN.contains(target)) {
        return Err(world.recorded("patched-cache-webhook-bad-target"));
    }
    let mut told = settle(world, &targets, 0);
    told.remove("errors");
    told.insert("webhook_event".to_owned(), event.clone());
    Ok(Answer::json(&told))
}

/// `POST /api/v1/cache/webhook/test`
pub fn test_webhook(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    if parsed.header("x-signature").is_none() {
        return Err(world.recorded("cache-webhook-test-no-signature"));
    }
    let answer = world.changed("patched-cache-webhook-test", |told| {
        put(told, "/timestamp", naive(now()));
    });
    let status = StatusCode::OK;
    Ok(Answer { status, ..answer })
}
