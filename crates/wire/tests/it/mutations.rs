//! Recorded answers, spoilt: refused where a type is wrong, and never a panic.

mod readers;
mod spoil;

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::{prelude::*, sample::Index};
use serde_json::Value;
use wire::{
    Answer, ApiError, Call,
    cache::InvalidateRequest,
    health, jobs,
    shipped::{self, generate::Recipe, sync::SyncRequest},
};

use spoil::{spoil, spoiled};

use crate::{
    sample::{Sample, Socket, names},
    shape::{
        Shape::{self, Bool, Count, LooseMap, Number, Small, Text, Time},
        default, list, map, may, need, object,
    },
    shapes,
};

/// Spoils each typed field of a recorded answer in turn, and asks that every one is noticed.
#[track_caller]
fn check<T: Send + 'static>(name: &str, call: &Call<T>, shape: &Shape) {
    let sample = Sample::named(name);
    let body: Value = serde_json::from_str(sample.body()).unwrap();
    assert!(call.read(&sample.answer()).is_ok(), "{name}");
    let wrongs = shape.wrongs(&body);
    assert!(wrongs.len() > 10, "{name} has only {}", wrongs.len());
    for (place, wrong) in wrongs {
        let answer = Answer::new(sample.status, wrong.to_string());
        let noticed = matches!(call.read(&answer), Err(ApiError::Unreadable { .. }));
        assert!(noticed, "{name}: a wrong {place} is not noticed");
    }
}

#[test]
fn a_wrong_type_in_the_answer_of_a_started_job_is_noticed() {
    let retried = object([
        need("new_job_id", Text),
        need("status", Text),
        need("original_job_id", Text),
        need("created_at", Time),
    ]);
    let retry = shipped::jobs::retry(&"j".into());
    check("nomock-job-retry-failed", &retry, &retried);
    let started = object([
        need("job_id", Text),
        need("status", Text),
        need("created_at", Time),
        may("scheduled_for", Time),
        need("channels", list(Text)),
        may("correlation_id", Text),
    ]);
    let request = SyncRequest::new(&"d".into(), &["web".into()], &[]).unwrap();
    let start = shipped::sync::start(&request);
    for name in ["sync-all-channels", "sync-schedule-future-naive"] {
        check(name, &start, &started);
    }
}

#[test]
fn a_wrong_type_in_a_recorded_generation_is_noticed() {
    let shape = object([
        need("status", Text),
        may("content_id", Text),
        default("published_to", list(Text)),
        may("results", LooseMap),
        may(
            "newsletter",
            renamed(shapes::email(), "preheader", "preview_text"),
        ),
        may("web_update", renamed(shapes::web(), "markdown", "content")),
        may("social_posts", list(shapes::post())),
        default("errors", list(Text)),
        may("generated_at", Time),
    ]);
    let recipe = Recipe::new(&["web".into()], &[]).unwrap();
    let publish = shipped::generate::publish(&recipe);
    for name in ["v2-generate-full", "v2-generate-full-email-only"] {
        check(name, &publish, &shape);
    }
    check(
        "v2-generate-preview",
        &shipped::generate::preview(&recipe),
        &shape,
    );
}

#[test]
fn a_wrong_type_in_recorded_health_or_templates_is_noticed() {
    for name in [
        "health-detailed",
        "health-detailed-unknown",
        "patched-health-detailed",
    ] {
        check(name, &health::report(), &shapes::report());
    }
    check(
        "health-fresh-unknown",
        &health::overall(),
        &shapes::health(),
    );
    for name in ["ready", "dryrun-ready-503"] {
        check(name, &health::ready(), &shapes::readiness());
    }
    check("live", &health::live(), &shapes::liveness());
    let template = object([
        need("id", Text),
        need("name", Text),
        default("description", Text),
        default("features", list(Text)),
        default("best_for", Text),
    ]);
    let platform = object([
        need("id", Text),
        need("name", Text),
        may("character_limit", Small),
        default("features", list(Text)),
        default("content_types", list(Text)),
    ]);
    let catalogue = object([
        need("email_templates", list(template)),
        default("social_platforms", list(platform)),
    ]);
    check("templates", &shipped::templates::list(), &catalogue);
    // The shape machine itself: a count is no sign.
    assert!(!Count.wrongs(&Value::from(7)).is_empty());
}

#[test]
fn a_wrong_type_in_recorded_totals_is_noticed() {
    let totals = object([
        need("total_jobs", Count),
        default("status_breakdown", map(Count)),
        default("channel_breakdown", map(Count)),
        may("success_rate", Number),
        default("last_sync_times", map(Time)),
    ]);
    check("nomock-v2-metrics", &shipped::totals::totals(), &totals);
}

#[test]
fn a_wrong_type_in_a_recorded_cache_or_status_is_noticed() {
    let stats = object([
        need("targets_configured", list(Text)),
        default("health_status", LooseMap),
        may("recent_requests", Count),
        may("total_requests", Count),
        may("webhook_configured", Bool),
        may("api_keys_configured", Count),
    ]);
    check(
        "patched-cache-stats-after",
        &shipped::cache::stats(),
        &stats,
    );
    let target = object([may("healthy", Bool), may("status", Text)]);
    let health = object([
        need("overall_health", Text),
        default("targets", map(target)),
        may("timestamp", Time),
    ]);
    check(
        "patched-cache-health-good-key",
        &shipped::cache::health(),
        &health,
    );
    let history = object([
        need("history", list(shapes::invalidation())),
        may("total_count", Count),
    ]);
    check(
        "patched-cache-history-after",
        &shipped::cache::history(50),
        &history,
    );
    let request = InvalidateRequest::default();
    for name in [
        "patched-cache-invalidate-keys",
        "patched-cache-invalidate-all-failed",
    ] {
        check(
            name,
            &shipped::cache::invalidate(&request),
            &shapes::invalidation(),
        );
    }
    let status = object([
        need("status", Text),
        may("error", Text),
        may("message", Text),
        may("validation_results", LooseMap),
        may("service_info", LooseMap),
    ]);
    check(
        "patched-api-v1-services-status",
        &shipped::status::services(),
        &status,
    );
    check("database-status", &shipped::status::database(), &status);
    let startup = object([
        need("started", Bool),
        may("uptime_seconds", Number),
        may("message", Text),
    ]);
    for name in ["startup", "startup-early"] {
        check(name, &shipped::status::startup(), &startup);
    }
}

/// The same object with a field under the shipped backend's name.
fn renamed(shape: Shape, from: &str, to: &'static str) -> Shape {
    match shape {
        Shape::Object(fields) => object(fields.into_iter().map(|mut field| {
            if field.name == from {
                field.name = to;
            }
            field
        })),
        other => other,
    }
}

/// All recorded bodies and frames but the OpenAPI, which is too long to be spoilt often.
fn bodies() -> Vec<(u16, String)> {
    let mut bodies = Vec::new();
    for name in names() {
        if name.starts_with("ws-") {
            let frames = Socket::named(&name).frames;
            bodies.extend(frames.into_iter().map(|frame| (200, frame.data)));
        } else if name != "openapi" {
            let sample = Sample::named(&name);
            bodies.push((sample.status, sample.body().to_owned()));
        }
    }
    bodies
}

#[track_caller]
fn read_by_all(status: u16, body: &str) {
    let answer = Answer::new(status, body);
    let read = catch_unwind(AssertUnwindSafe(|| readers::read_by_all(&answer)));
    assert!(read.is_ok(), "a panic over {body}");
}

#[test]
fn nothing_that_was_spoilt_makes_a_reader_panic() {
    let bodies = bodies();
    let config = ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(
        which in any::<Index>(),
        spoils in proptest::collection::vec(spoil(), 1..4),
        good in any::<bool>(),
    )| {
        let (status, body) = which.get(&bodies);
        let body = spoils.iter().fold(body.clone(), |body, how| spoiled(&body, how));
        read_by_all(if good { 200 } else { *status }, &body);
    });
}

#[test]
fn a_spoilt_openapi_is_read_or_refused() {
    let openapi = Sample::named("openapi");
    let config = ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(how in spoil())| {
        read_by_all(200, &spoiled(openapi.body(), &how));
    });
}

#[test]
fn text_that_is_no_json_at_all_is_unreadable() {
    let deep = "[".repeat(100_000);
    for body in [
        "",
        "null",
        "7",
        "<html>",
        "\u{feff}{}",
        "\0",
        "{\"a\":1}",
        &deep,
    ] {
        read_by_all(200, body);
        assert!(
            jobs::get(&"j".into())
                .read(&Answer::new(200, body))
                .is_err()
        );
    }
}
