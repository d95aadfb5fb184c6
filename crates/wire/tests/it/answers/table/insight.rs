//! Metrics, totals, live sessions.

pub const EXPECTED: &[(&str, &str)] = &[
    ("auth-metrics-no-key", "refused 401: Invalid API key"),
    (
        "metrics",
        "app_uptime_seconds gauge 1, app_memory_usage_percent gauge 1, app_cpu_usage_percent \
         gauge 1, app_disk_usage_percent gauge 1, app_component_health gauge 6; all of service \
         environment; sum 136.61",
    ),
    (
        "metrics-fresh",
        "app_uptime_seconds gauge 1, app_memory_usage_percent gauge 1, app_cpu_usage_percent \
         gauge 1, app_disk_usage_percent gauge 1, app_component_health gauge 6; all of service \
         environment; sum 130.74",
    ),
    (
        "metrics-prometheus-api-after-jobs",
        "content_generator_total_calls counter 1, content_generator_error_rate gauge 1, \
         content_generator_avg_duration gauge 1, content_sync_completed_calls counter 1, \
         content_sync_completed_errors counter 1, content_sync_calls counter 1, \
         content_sync_errors counter 1; all of ; sum 4.24",
    ),
    (
        "nomock-v2-metrics",
        "4 jobs: Partial 2, Failed 2; X 2, Website 4; 0 good; doc-partial zone unknown, doc-web \
         zone unknown",
    ),
    (
        "session-content-unknown",
        "active false, 0 messages; session_id, timestamp",
    ),
    ("sessions-live", "0 sessions"),
];
