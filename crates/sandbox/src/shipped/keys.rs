//! Which key goes where, and how often it may be used.

use axum::http::StatusCode;

use super::{
    answer::{Answer, HandlerResult},
    clock::now,
    parsed_request::ParsedRequest,
    world::World,
};

/// Keys for jobs, and how often each may ask in a minute.
pub const JOB_KEYS: [(&str, u32); 3] = [
    ("content-gen-key-123", 1000),
    ("crm-key-456", 500),
    ("platform-key-789", 500),
];
/// Keys for the caches, once they are repaired.
pub const CACHE_KEYS: [&str; 2] = ["cache-key-1", "cache-key-2"];

/// Refuses who has no key for jobs, which only the query may carry, or asks too often.
pub fn admit(world: &mut World, parsed: &ParsedRequest) -> HandlerResult<()> {
    let given = parsed.query("api_key").unwrap_or_default();
    let Some((key, limit)) = JOB_KEYS.iter().find(|(key, _)| *key == given) else {
        return Err(world.recorded("auth-jobs-docs-test-key"));
    };
    let minute = now().timestamp().div_euclid(60);
    let counted = world.counted.entry(key).or_insert((minute, 0));
    if counted.0 != minute {
        *counted = (minute, 0);
    }
    counted.1 = counted.1.saturating_add(1);
    match counted.1 > *limit {
        true => Err(world.recorded("rate-limit-429")),
        false => Ok(()),
    }
}

/// Refuses who has no key for the caches, which only a header may carry.
pub fn admit_to_caches(world: &World, parsed: &ParsedRequest) -> HandlerResult<()> {
    let Some(key) = parsed.header("x-api-key") else {
        return Err(world.recorded("cache-stats-no-key"));
    };
    if world.is_patched() && !CACHE_KEYS.contains(&key) {
        let reason = "Invalid API key for cache operations";
        return Err(Answer::refusal(StatusCode::UNAUTHORIZED, reason));
    }
    Ok(())
}
