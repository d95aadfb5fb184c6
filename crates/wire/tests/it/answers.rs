//! Every recorded answer is read, or refused, as it should be.

mod table;
mod words;

use wire::{
    ApiError, Call,
    auth::{self, Login, Registration},
    cache::{self, InvalidateRequest},
    content, documents,
    generate::GenerateRequest,
    health, jobs,
    jobs::JobId,
    metrics,
    shipped::{
        self,
        batch::{BatchOrder, Period},
    },
    templates,
};

use crate::{
    frames,
    sample::{Sample, decoded, names},
};
use table::expected;
use words::Words;

#[test]
fn every_recorded_answer_is_read_or_refused_as_it_should_be() {
    for (name, expected) in expected() {
        assert_eq!(through_its_call(&Sample::named(name)), expected, "{name}");
    }
}

#[test]
fn no_sample_is_forgotten() {
    let mut covered: Vec<_> = expected()
        .map(|(name, _)| name)
        .chain(frames::SOCKETS.iter().map(|(name, _)| *name))
        .chain(["openapi"])
        .collect();
    covered.sort_unstable();
    assert_eq!(covered, names());
}

/// Reads a sample with the call that asks for it, and says in words what came of it.
fn through_its_call(sample: &Sample) -> String {
    let path = sample.path.as_str();
    let segments: Vec<_> = path.split('/').skip(1).collect();
    let id = |at: usize| JobId(decoded(segments[at]));
    match (sample.method.as_str(), path) {
        ("GET", "/health") => tell(sample, &health::overall()),
        ("GET", "/health/detailed") => tell(sample, &health::report()),
        ("GET", "/ready") => tell(sample, &health::ready()),
        ("GET", "/live") => tell(sample, &health::live()),
        ("GET", "/metrics") => tell(sample, &metrics::of_process()),
        ("GET", "/api/metrics/prometheus") => tell(sample, &metrics::of_calls()),
        ("GET", "/api/v2/metrics") => tell(sample, &shipped::totals::totals()),
        ("GET", "/api/v2/sessions/live" | "/ws/sessions/active" | "/ws/events/active-sessions") => {
            tell(sample, &shipped::sessions::list())
        }
        ("GET", _) if path.starts_with("/api/v2/session/") => {
            tell(sample, &shipped::sessions::content(&id(3).0))
        }
        ("GET", "/startup") => tell(sample, &shipped::status::startup()),
        ("GET", "/api/v1/services/status") => tell(sample, &shipped::status::services()),
        ("GET", "/api/v1/database/status") => tell(sample, &shipped::status::database()),
        ("GET", "/api/v1/cache/stats") => tell(sample, &shipped::cache::stats()),
        ("GET", "/api/v1/cache/health") => tell(sample, &shipped::cache::health()),
        ("GET", "/api/v1/cache/history") => tell(sample, &shipped::cache::history(50)),
        ("POST", "/api/v1/cache/invalidate") => tell(
            sample,
            &shipped::cache::invalidate(&InvalidateRequest::default()),
        ),
        ("POST", "/api/v1/cache/clear") => {
            tell(sample, &cache::clear(&cache::ClearRequest::default()))
        }
        ("DELETE", "/api/v1/cache/clear-all") => tell(sample, &shipped::cache::clear()),
        ("GET", "/api/v1/auth/me") => tell(sample, &auth::me()),
        ("POST", "/api/v1/auth/login") => tell(
            sample,
            &auth::login(&Login {
                email: "a@b.c".to_owned(),
                password: "p".to_owned().into(),
            }),
        ),
        ("POST", "/api/v1/auth/register") => tell(
            sample,
            &auth::register(&Registration {
                name: "A".to_owned(),
                email: "a@b.c".to_owned(),
                password: "p".to_owned().into(),
            }),
        ),
        ("GET", "/api/v2/documents") => tell(sample, &documents::list(None)),
        ("GET", "/api/v2/templates" | "/api/v2/templates/") => {
            tell(sample, &shipped::templates::list())
        }
        ("GET", _) if path.starts_with("/api/v2/templates/") => {
            tell(sample, &templates::get(&decoded(segments[3]).into()))
        }
        ("GET", "/api/v2/content") => tell(sample, &content::list(None, None)),
        ("GET", _) if path.starts_with("/api/v2/content/") => {
            tell(sample, &content::get(&decoded(segments[3]).into()))
        }
        ("POST", "/api/v2/content/generate") => {
            tell(sample, &wire::generate::start(&GenerateRequest::default()))
        }
        ("POST", "/api/v2/generate-content") => {
            let recipe = shipped::generate::Recipe::new(&["web".into()], &[]).unwrap();
            if sample.asks_for_preview() {
                tell(sample, &shipped::generate::preview(&recipe))
            } else {
                tell(sample, &shipped::generate::publish(&recipe))
            }
        }
        ("POST", "/api/v2/validate-content") => tell(sample, &shipped::document::check()),
        ("GET", "/api/v1/status") => tell(sample, &shipped::document::source()),
        ("GET", "/api/v2/content-types") => tell(sample, &shipped::catalogue::kinds()),
        ("GET", "/api/v2/validation-rules") => tell(sample, &shipped::catalogue::rules()),
        ("POST", "/api/v1/batch/generateBatch") => {
            let order = BatchOrder::new(Period::Day, &["email".into()], None);
            tell(sample, &shipped::batch::plan(&order.unwrap()))
        }
        ("POST", "/api/v2/content/sync") => {
            let request = shipped::sync::SyncRequest::new(&"d".into(), &["web".into()], &[]);
            tell(sample, &shipped::sync::start(&request.unwrap()))
        }
        ("GET", "/api/v2/jobs") => tell(sample, &shipped::jobs::list(10)),
        ("GET", _) if segments.len() == 4 => tell(sample, &jobs::get(&id(3))),
        ("DELETE", _) if segments.len() == 4 => tell(sample, &jobs::cancel(&id(3))),
        ("POST", _) if path.ends_with("/retry") => tell(sample, &shipped::jobs::retry(&id(3))),
        other => panic!("no call for {other:?}"),
    }
}

fn tell<T: Words + Send + 'static>(sample: &Sample, call: &Call<T>) -> String {
    assert_eq!(call.method.as_str(), sample.method);
    assert_eq!(
        decoded(call.path.as_str()),
        decoded(&sample.path).trim_end_matches('/')
    );
    match call.read(&sample.answer()) {
        Ok(good) => good.words(),
        Err(ApiError::Refused(refusal)) if refusal.fields.is_empty() => {
            format!("refused {}: {}", refusal.status, refusal.detail)
        }
        Err(ApiError::Refused(refusal)) => {
            let fields: Vec<_> = refusal
                .fields
                .iter()
                .map(|field| format!("{} {}", field.path.join("."), field.kind))
                .collect();
            format!("refused {} for {}", refusal.status, fields.join(", "))
        }
        Err(other) => format!("{other}"),
    }
}
