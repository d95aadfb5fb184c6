//! Health, readiness, liveness.

pub const EXPECTED: &[(&str, &str)] = &[
    (
        "dryrun-ready-503",
        "not ready: configuration not ready, services not ready (dump), living_document \
         ready",
    ),
    (
        "health-detailed",
        "unhealthy: cache healthy, cpu unhealthy, database healthy, disk_space healthy, \
         external_services unhealthy, memory healthy; 4 of 6 passed; 2 errors, 1 dumps",
    ),
    (
        "health-detailed-bad-query",
        "refused 422 for check_system bool_parsing",
    ),
    (
        "health-detailed-unknown",
        "unknown: cache healthy, database healthy; 2 of 2 passed; 0 errors, 0 dumps",
    ),
    ("health-fresh-unknown", "unknown, asked zone unknown"),
    ("database-status", "error, a failure true; ; 0 facts"),
    ("startup", "started false: Startup incomplete: `Ba"),
    ("startup-early", "started false: Service is starting up"),
    (
        "patched-api-v1-services-status",
        "success, a failure false; crm connected, platform configured; 7 facts",
    ),
    ("live", "alive true, 6 threads"),
    ("patched-health", "healthy, asked zone unknown"),
    (
        "patched-health-detailed",
        "healthy: cache healthy, cpu healthy, database healthy, disk_space healthy, \
         external_services healthy, memory healthy; 6 of 6 passed; 0 errors, 0 dumps",
    ),
    (
        "patched-ready",
        "ready: configuration ready, service_crm ready, service_platform ready, \
         living_document ready",
    ),
    (
        "ready",
        "ready: configuration ready, services not ready (dump), living_document ready",
    ),
];
