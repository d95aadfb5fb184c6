//! Caches.

use crate::shape::{
    Shape::{self, Bool, Count, LooseMap, Number, Text, Time},
    default, list, map, may, need, object,
};

pub fn cache_stats() -> Shape {
    let target = object([
        may("healthy", Bool),
        may("status", Text),
        may("entries", Count),
        may("bytes", Count),
        may("hits", Count),
        may("misses", Count),
        may("hit_ratio", Number),
        may("oldest_at", Time),
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
    ])
}
