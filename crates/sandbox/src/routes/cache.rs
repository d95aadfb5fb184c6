//! The caches: what they hold, dropping it, and what was dropped.

use std::{collections::BTreeMap, time::Instant};

use axum::{Json, body::Bytes, extract::State};
use serde_json::Value;
use wire::{
    cache::{
        CacheStats, CacheTarget, ClearRequest, HISTORY_LIMIT, InvalidateRequest, Invalidation,
        InvalidationStatus, TargetStats,
    },
    detail::{ErrorBody, Problem},
    routes,
};

use crate::{
    auth::{Identity, Writer},
    caches::{self, select::Selection},
    error::{Error, Result, bad_query, problem},
    extract::{Body, Pairs},
    ids,
    openapi::InvalidationPage,
    state::App,
    store,
};

/// How much of the history is told unless it is asked for.
const HISTORY: u32 = 50;
/// The most keys, patterns or tags of one request.
const MOST_WORDS: usize = 500;
/// The most characters of a reason.
const LONGEST_REASON: usize = 500;

/// What the caches hold, and how they were used
#[utoipa::path(get, path = routes::CACHE_STATS.template, tag = "cache",
    operation_id = "cache_stats", security(("bearer" = []), ("api_key" = [])),
    responses((status = 200, body = CacheStats), (status = 401, body = ErrorBody)))]
pub async fn stats(State(app): State<App>, _: Identity) -> Result<Json<CacheStats>> {
    let counters = app
        .store
        .read(|view| store::caches::counters(view.connection))
        .await?;
    let targets = app.caches.stats().into_iter().map(|(target, held)| {
        let counted = counters.get(&target).copied().unwrap_or_default();
        let asked = counted.hits.saturating_add(counted.misses);
        let trouble = app.faults.cache_trouble(&target);
        let stats = TargetStats {
            healthy: Some(trouble.is_none()),
            status: trouble,
            hits: Some(counted.hits),
            misses: Some(counted.misses),
            evictions: Some(counted.evictions),
            hit_ratio: (asked > 0).then(|| counted.hits as f64 / asked as f64),
            ..held
        };
        (target.as_str().to_owned(), stats)
    });
    Ok(Json(CacheStats {
        targets: targets.collect(),
        ..CacheStats::default()
    }))
}

/// Drops entries, or counts what it would drop
#[utoipa::path(post, path = routes::INVALIDATE_CACHE.template, tag = "cache",
    operation_id = "invalidate_cache", security(("bearer" = []), ("api_key" = [])),
    params(("dry_run" = Option<bool>, Query)), request_body = InvalidateRequest,
    responses((status = 200, body = Invalidation), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn invalidate(
    State(app): State<App>,
    Writer(identity): Writer,
    pairs: Pairs,
    Body(request): Body<InvalidateRequest>,
) -> Result<Json<Invalidation>> {
    let dry_run = match pairs.get("dry_run") {
        None | Some("false") => false,
        Some("true") => true,
        Some(word) => {
            return Err(bad_query(
                "dry_run",
                "bool_parsing",
                "Use true or false",
                word,
            ));
        }
    };
    let problems = problems(&request);
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    if dry_run {
        return Ok(Json(trial(&app, request)));
    }
    run(&app, &identity, request).await.map(Json)
}

/// Empties every cache
#[utoipa::path(post, path = routes::CLEAR_CACHES.template, tag = "cache",
    operation_id = "clear_caches", security(("bearer" = []), ("api_key" = [])),
    request_body = Option<ClearRequest>,
    responses((status = 200, body = Invalidation), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn clear(
    State(app): State<App>,
    Writer(identity): Writer,
    body: Bytes,
) -> Result<Json<Invalidation>> {
    // A body is optional here, so it is read by hand.
    let form: ClearRequest = if body.iter().all(u8::is_ascii_whitespace) {
        ClearRequest::default()
    } else {
        serde_json::from_slice(&body)
            .map_err(|error| Error::invalid(vec![problem([], "json_invalid", error.to_string())]))?
    };
    let request = InvalidateRequest {
        targets: caches::targets().collect(),
        force: true,
        reason: form.reason,
        ..InvalidateRequest::default()
    };
    let problems = problems(&request);
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    run(&app, &identity, request).await.map(Json)
}

/// What was dropped, the newest first
#[utoipa::path(get, path = routes::CACHE_HISTORY.template, tag = "cache",
    operation_id = "cache_history", security(("bearer" = []), ("api_key" = [])),
    params(("limit" = Option<u32>, Query)),
    responses((status = 200, body = InvalidationPage), (status = 401, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub async fn history(State(app): State<App>, _: Identity, pairs: Pairs) -> Result<Json<Value>> {
    let limit = match pairs.get("limit") {
        None => HISTORY,
        Some(text) => text
            .parse()
            .ok()
            .filter(|limit| (1..=HISTORY_LIMIT).contains(limit))
            .ok_or_else(|| {
                let message = format!("Use a number from 1 to {HISTORY_LIMIT}");
                bad_query("limit", "value_error", message, text)
            })?,
    };
    let page = app
        .store
        .read(move |view| store::caches::history(view.connection, limit))
        .await?;
    Ok(Json(page.to_json("history")))
}

fn problems(request: &InvalidateRequest) -> Vec<Problem> {
    let mut found = Vec::new();
    if request.targets.is_empty() {
        found.push(problem(
            ["targets"],
            "too_short",
            "Select at least one cache",
        ));
    }
    if let Some(unknown) = request
        .targets
        .iter()
        .find(|target| !caches::targets().any(|known| known == **target))
    {
        let known: Vec<_> = caches::targets().map(|it| it.to_string()).collect();
        let message = format!("Unknown cache `{unknown}`. Caches: {}", known.join(", "));
        found.push(problem(["targets"], "enum", message));
    }
    let lists = [
        ("keys", &request.keys),
        ("patterns", &request.patterns),
        ("tags", &request.tags),
    ];
    if !request.force && lists.iter().all(|(_, words)| words.is_empty()) {
        let message = "Enter a key, pattern or tag, or set force";
        found.push(problem(["keys"], "too_short", message));
    }
    for (name, words) in lists {
        if words.len() > MOST_WORDS {
            let message = format!("At most {MOST_WORDS} at once");
            found.push(problem([name], "too_long", message));
        } else if words.iter().any(|word| word.trim().is_empty()) {
            found.push(problem([name], "value_error", "Remove empty entries"));
        }
    }
    if let Some(reason) = &request.reason
        && reason.chars().count() > LONGEST_REASON
    {
        let message = format!("At most {LONGEST_REASON} characters");
        found.push(problem(["reason"], "too_long", message));
    }
    found
}

/// What a request would drop. Touches nothing and is not noted.
fn trial(app: &App, request: InvalidateRequest) -> Invalidation {
    let begun = Instant::now();
    let selection = Selection::of(&request);
    let mut counts = BTreeMap::new();
    let mut keys = Vec::new();
    for target in &request.targets {
        let hit = app.caches.find(target, &selection);
        counts.insert(target.to_string(), hit.count);
        keys.extend(hit.keys);
    }
    Invalidation {
        keys_sample: keys,
        dry_run: true,
        ..told(app, begun, counts, BTreeMap::new(), request)
    }
}

async fn run(app: &App, identity: &Identity, request: InvalidateRequest) -> Result<Invalidation> {
    let begun = Instant::now();
    let selection = Selection::of(&request);
    let (mut counts, mut failures) = (BTreeMap::new(), BTreeMap::new());
    for target in &request.targets {
        match app.faults.cache_failure(target) {
            Some(message) => failures.insert(target.to_string(), message),
            None => {
                counts.insert(target.to_string(), app.caches.drop_from(target, &selection));
                None
            }
        };
    }
    let done = Invalidation {
        request_id: Some(ids::other("inv", app.clock.millis())?),
        requested_by: Some(who(identity)),
        ..told(app, begun, counts, failures, request)
    };
    let noted = done.clone();
    app.store
        .write(move |change| store::caches::note(&change.connection, &noted))
        .await?;
    Ok(done)
}

fn told(
    app: &App,
    begun: Instant,
    counts: BTreeMap<String, u64>,
    failures: BTreeMap<String, String>,
    request: InvalidateRequest,
) -> Invalidation {
    let status = match (counts.is_empty(), failures.is_empty()) {
        (_, true) => InvalidationStatus::Success,
        (false, false) => InvalidationStatus::Partial,
        (true, false) => InvalidationStatus::Failed,
    };
    let went = counts.keys().map(|target| (target.clone(), true.into()));
    let stayed = failures.keys().map(|target| (target.clone(), false.into()));
    let name = |target: &str| CacheTarget::from(target).label().to_owned();
    Invalidation {
        success: Some(status == InvalidationStatus::Success),
        request_id: None,
        status,
        targets_processed: went.chain(stayed).collect(),
        keys_invalidated: Some(counts.values().sum()),
        duration_ms: Some((begun.elapsed().as_secs_f64() * 1e6).round() / 1e3),
        errors: failures
            .iter()
            .map(|(target, why)| format!("{}: {why}", name(target)))
            .collect(),
        warning: None,
        timestamp: Some(app.clock.stamp()),
        reason: request.reason.clone(),
        requested_by: None,
        entries_by_target: counts,
        errors_by_target: failures,
        request: Some(request),
        dry_run: false,
        keys_sample: Vec::new(),
    }
}

/// The account's name, and the key's where it was one.
fn who(identity: &Identity) -> String {
    match &identity.key {
        Some(key) => format!("{} (key “{}”)", identity.user.name, key.name),
        None => identity.user.name.clone(),
    }
}
