//! Jobs, and the health of what does them.

use crate::shape::{
    Shape::{self, Bool, Count, LooseMap, Number, Small, Text, Time},
    default, list, map, may, need, object, slack,
};

use super::writing::request;

/// Differs by server and channel, so a field of another type is kept as it came.
pub fn result() -> Shape {
    slack(object([
        may("status", Text),
        may("content_id", Text),
        may("url", Text),
        may("error", Text),
        may("progress", Number),
        may("started_at", Time),
        may("completed_at", Time),
        may("draft", Text),
        may("recipients", Count),
        may("posts", list(LooseMap)),
    ]))
}

/// One odd field must not hide a job, so all but two are kept as they came.
pub fn job() -> Shape {
    object([
        need("job_id", Text),
        need("status", Text),
        may("document_id", slack(Text)),
        may("document_title", slack(Text)),
        may("channels", slack(list(Text))),
        may("template_id", slack(Text)),
        may("tone", slack(Text)),
        may("progress", slack(Number)),
        may("queue_position", slack(Count)),
        may("created_at", slack(Time)),
        may("started_at", slack(Time)),
        may("completed_at", slack(Time)),
        may("scheduled_for", slack(Time)),
        may("held_until", slack(Time)),
        may("results", slack(map(result()))),
        may("errors", slack(list(Text))),
        may("attempt", slack(Small)),
        may("retry_of", slack(Text)),
        may("retried_as", slack(Text)),
        may("created_by", slack(Text)),
        may("request", slack(request())),
        may("worker", slack(Text)),
    ])
}

pub fn health() -> Shape {
    object([
        need("status", Text),
        need("timestamp", Time),
        may("service", Text),
        may("version", Text),
        may("environment", Text),
        may("uptime_seconds", Number),
    ])
}

pub fn report() -> Shape {
    let component = object([
        may("name", Text),
        need("status", Text),
        may("message", Text),
        may("response_time_ms", Number),
        may("last_check", Time),
        may("metadata", LooseMap),
    ]);
    health().with([
        default("components", map(component)),
        may("checks_passed", Count),
        may("checks_failed", Count),
        may("checks_total", Count),
        may("response_time_ms", Number),
        default("warnings", list(Text)),
        default("errors", list(Text)),
    ])
}

pub fn readiness() -> Shape {
    let check = object([
        need("name", Text),
        need("ready", Bool),
        may("message", Text),
        may("required", Bool),
    ]);
    object([
        need("ready", Bool),
        need("timestamp", Time),
        default("checks", list(check)),
        may("total_checks", Count),
        may("passed_checks", Count),
        may("failed_checks", Count),
        may("required_checks_passed", Bool),
    ])
}

pub fn liveness() -> Shape {
    object([
        need("alive", Bool),
        need("timestamp", Time),
        may("memory_usage_mb", Number),
        may("cpu_percent", Number),
        may("thread_count", Count),
    ])
}
