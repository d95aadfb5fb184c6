//! Caches.

use crate::shape::{
    Shape::{self, Bool, Count, LooseMap, Number, Text, Time},
    default, list, map, may, need, object,
};

pub fn cache_stats() -> Shape {
    let target = object([
        may("healthy", Bool),
        may("status", Text),
        may("enabled", Bool),
        may("entries", Count),
        may("bytes", Count),
        may("hits", Count),
        may("misses", Count),
        may("hit_ratio", Number),
        may("oldest_at", Time),
        may("evictions", Count),
        may("ttl_seconds", Number),
    ]);
    object([
        need("targets", map(target)),
        may("recent_requests", Count),
        may("total_requests", Count),
        may("webhook_configured", Bool),
        may("api_keys_configured", Count),
    ])
}

pub fn invalidation() -> Shape {
    object([
        may("success", Bool),
        may("request_id", Text),
        need("status", Text),
        default("targets_processed", LooseMap),
        may("keys_invalidated", Count),
        may("duration_ms", Number),
        default("errors", list(Text)),
        may("warning", Text),
        may("timestamp", Time),
        may("reason", Text),
        may("requested_by", Text),
        default("entries_by_target", map(Count)),
        default("errors_by_target", map(Text)),
        may("request", invalidate_request()),
        default("dry_run", Bool),
        default("keys_sample", list(Text)),
    ])
}

pub fn invalidate_request() -> Shape {
    object([
        need("targets", list(Text)),
        default("keys", list(Text)),
        default("patterns", list(Text)),
        default("tags", list(Text)),
        default("force", Bool),
        may("reason", Text),
    ])
}
