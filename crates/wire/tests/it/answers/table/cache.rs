//! Caches: what they answer as released, and once they are repaired.

pub const EXPECTED: &[(&str, &str)] = &[
    (
        "cache-clear-all-confirm",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-clear-all-no-key",
        "refused 422 for x-api-key missing",
    ),
    ("cache-health-bad-key", "refused 500: Internal Server Error"),
    (
        "cache-health-good-key",
        "refused 500: Internal Server Error",
    ),
    ("cache-health-no-key", "refused 422 for x-api-key missing"),
    ("cache-history-after", "refused 500: Internal Server Error"),
    (
        "cache-history-good-key",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-history-limit-big",
        "refused 500: Internal Server Error",
    ),
    ("cache-history-no-key", "refused 422 for x-api-key missing"),
    (
        "cache-invalidate-422-nobody",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-invalidate-422-pattern",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-invalidate-422-target",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-invalidate-all-failed",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-invalidate-bad-key",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-invalidate-force",
        "refused 500: Internal Server Error",
    ),
    (
        "cache-invalidate-no-key",
        "refused 422 for x-api-key missing",
    ),
    (
        "cache-invalidate-no-targets",
        "refused 500: Internal Server Error",
    ),
    ("cache-stats-bad-key", "refused 500: Internal Server Error"),
    ("cache-stats-no-key", "refused 422 for x-api-key missing"),
    ("cache-stats-query-key", "refused 422 for x-api-key missing"),
    (
        "patched-cache-clear-all-good-key",
        "refused 400: Must set confirm=true to clear all caches",
    ),
    (
        "patched-cache-clear-all-no-key",
        "refused 422 for x-api-key missing",
    ),
    (
        "patched-cache-health-bad-key",
        "refused 401: Invalid API key for cache operations",
    ),
    ("patched-cache-health-good-key", "healthy, 2 targets"),
    (
        "patched-cache-health-no-key",
        "refused 422 for x-api-key missing",
    ),
    (
        "patched-cache-history-after",
        "9 of 9; first 43e90eed9aeb success",
    ),
    (
        "patched-cache-history-limit-big",
        "2 of 2; first ce87358bc1a7 success",
    ),
    (
        "patched-cache-history-no-key",
        "refused 422 for x-api-key missing",
    ),
    (
        "patched-cache-invalidate-422-nobody",
        "refused 422 for body missing",
    ),
    (
        "patched-cache-invalidate-422-pattern",
        "refused 422 for patterns value_error",
    ),
    (
        "patched-cache-invalidate-all-failed",
        "says Some(false) failed, is failed; redis Some(false); 1 errors; in UTC",
    ),
    (
        "patched-cache-invalidate-bad-key",
        "refused 401: Invalid API key for cache operations",
    ),
    (
        "patched-cache-invalidate-default",
        "says Some(true) success, is success; local Some(true); 0 errors; in UTC",
    ),
    (
        "patched-cache-invalidate-keys",
        "says Some(true) success, is success; local Some(true); 0 errors; in UTC",
    ),
    (
        "patched-cache-invalidate-no-key",
        "refused 422 for x-api-key missing",
    ),
    (
        "patched-cache-invalidate-no-targets",
        "says Some(false) failed, is failed; ; 0 errors; in UTC",
    ),
    (
        "patched-cache-invalidate-unconfigured-target",
        "says Some(true) partial, is partial; local Some(true), redis Some(false); 1 errors; in UTC",
    ),
    (
        "patched-cache-stats-after",
        "api Some(true), local Some(true); 9 requests",
    ),
    (
        "patched-cache-stats-bad-key",
        "refused 401: Invalid API key for cache operations",
    ),
    (
        "patched-cache-stats-good-key",
        "api Some(true), local Some(true); 0 requests",
    ),
    (
        "patched-cache-stats-no-key",
        "refused 422 for x-api-key missing",
    ),
    (
        "patched-cache-stats-query-key",
        "refused 422 for x-api-key missing",
    ),
    ("seed-cache-clear", "refused 404: Not Found"),
];
