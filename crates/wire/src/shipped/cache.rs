//! Caches of the backend as shipped: a key of their own, and answers that need a second look.
//!
//! As released, every one of these routes fails with a plain 500 for any key, for the
//! cache manager never starts. What they answer once it does is read here.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Call, Method, Page, Path, Query, Stamp,
    cache::{CacheStats, InvalidateRequest, Invalidation, TargetStats},
    call::{ReadError, json},
    health::HealthStatus,
    routes,
};

#[derive(Deserialize)]
struct Stats {
    targets_configured: Vec<String>,
    #[serde(default)]
    health_status: BTreeMap<String, Value>,
    #[serde(default)]
    recent_requests: Option<u64>,
    #[serde(default)]
    total_requests: Option<u64>,
    #[serde(default)]
    webhook_configured: Option<bool>,
    #[serde(default)]
    api_keys_configured: Option<u64>,
}

/// Which caches there are, and whether each works. Sizes and hits are not counted there.
pub fn stats() -> Call<CacheStats> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::CACHE_STATS.template),
        read_stats,
    )
    .with_cache_key()
}

fn read_stats(body: &str) -> Result<CacheStats, ReadError> {
    let stats: Stats = json(body)?;
    let mut targets: BTreeMap<_, _> = stats
        .targets_configured
        .into_iter()
        .map(|name| (name, TargetStats::default()))
        .collect();
    for (name, health) in stats.health_status {
        let target = targets.entry(name).or_default();
        target.healthy = health.as_bool();
        target.status = match health {
            Value::Bool(_) | Value::Null => None,
            Value::String(word) => Some(word),
            other => Some(other.to_string()),
        };
    }
    Ok(CacheStats {
        targets,
        recent_requests: stats.recent_requests,
        total_requests: stats.total_requests,
        webhook_configured: stats.webhook_configured,
        api_keys_configured: stats.api_keys_configured,
    })
}

/// One cache's health.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TargetHealth {
    /// Whether it works.
    #[serde(default)]
    pub healthy: Option<bool>,
    /// How, in the server's word.
    #[serde(default)]
    pub status: Option<String>,
    /// Whatever else the server says of it.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The caches' health.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CacheHealth {
    /// Of all together.
    pub overall_health: HealthStatus,
    /// By target.
    #[serde(default)]
    pub targets: BTreeMap<String, TargetHealth>,
    /// When this was found, in UTC without saying so.
    #[serde(default)]
    pub timestamp: Option<Stamp>,
}

/// The caches' health.
pub fn health() -> Call<CacheHealth> {
    Call::new(Method::Get, Path::fixed("/api/v1/cache/health")).with_cache_key()
}

#[derive(Deserialize)]
struct History {
    history: Vec<Invalidation>,
    #[serde(default)]
    total_count: Option<u64>,
}

/// What was invalidated. The server sends the oldest first; read, the newest comes first.
pub fn history(limit: u32) -> Call<Page<Invalidation>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::CACHE_HISTORY.template),
        |body| {
            let mut history: History = json(body)?;
            history.history.reverse();
            Ok(Page {
                items: history.history,
                total: history.total_count,
                next_cursor: None,
            })
        },
    )
    .query(Query::new().with("limit", limit))
    .with_cache_key()
}

/// Invalidates entries. The answer is 200 even where it failed.
pub fn invalidate(request: &InvalidateRequest) -> Call<Invalidation> {
    Call::new(Method::Post, Path::fixed(routes::INVALIDATE_CACHE.template))
        .json(request)
        .with_cache_key()
}

/// Empties all caches; refused there without `confirm`.
pub fn clear() -> Call<Invalidation> {
    Call::read_by(
        Method::Delete,
        Path::fixed("/api/v1/cache/clear-all"),
        read_cleared,
    )
    .query(Query::new().with("confirm", true))
    .with_cache_key()
}

/// Reads the list of cleared targets as the targets that went well.
fn read_cleared(body: &str) -> Result<Invalidation, ReadError> {
    let mut body: Map<String, Value> = json(body)?;
    if let Some(cleared) = body.remove("targets_cleared") {
        let cleared: Vec<String> = serde_json::from_value(cleared)?;
        let cleared = cleared
            .into_iter()
            .map(|name| (name, Value::Bool(true)))
            .collect();
        body.entry("targets_processed")
            .or_insert(Value::Object(cleared));
    }
    Ok(serde_json::from_value(Value::Object(body))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Access, Answer, cache::InvalidationStatus};

    #[test]
    fn what_was_cleared_is_told_by_target() {
        // The answer as the backend's source has it; none was recorded.
        let answer = Answer::new(
            200,
            r#"{"success":true,"request_id":"a1","status":"success","targets_cleared":["local","api"],
                "duration_ms":0.2,"warning":"All caches have been cleared",
                "timestamp":"2026-11-23T00:05:47.5+00:00"}"#,
        );
        let cleared = clear().read(&answer).unwrap();
        assert_eq!(cleared.outcome(), InvalidationStatus::Success);
        assert_eq!(cleared.targets().count(), 2);
        assert_eq!(
            cleared.warning.as_deref(),
            Some("All caches have been cleared")
        );
        assert!(clear().read(&Answer::new(200, "[]")).is_err());
    }

    #[test]
    fn every_route_of_the_caches_takes_their_own_key() {
        let request = InvalidateRequest::default();
        let all = [
            stats().access,
            health().access,
            history(50).access,
            invalidate(&request).access,
            clear().access,
        ];
        assert!(all.iter().all(|access| *access == Access::CacheKey));
        assert_eq!(clear().target(), "/api/v1/cache/clear-all?confirm=true");
    }
}
