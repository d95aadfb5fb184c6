//! The backend as shipped, as far as connecting to it goes, on the recorded OpenAPI.

use toombos_dashboard::api::transport::{Outgoing, TransportError};
use wire::Answer;

use crate::scripted::{Scripted, route};

/// Its key for jobs.
pub const API_KEY: &str = "content-gen-key-123";

/// Its key for caches.
pub const CACHE_KEY: &str = "a-cache-key-of-ours";

/// How such a backend was set up.
#[derive(Clone, Copy)]
pub struct Setup {
    /// Whether it tells what it offers.
    pub has_openapi: bool,
    /// Whether its cache routes were repaired; else they fail without CORS headers.
    pub is_patched: bool,
    /// Whether it still knows its key for jobs.
    pub knows_key: bool,
}

/// As it comes out of the box.
pub const AS_SHIPPED: Setup = Setup {
    has_openapi: true,
    is_patched: false,
    knows_key: true,
};

/// Such a backend.
pub fn shipped(setup: Setup) -> Scripted {
    let server = Scripted::new(|_| (500, String::new()));
    becomes(&server, setup);
    server
}

/// The same backend, set up in another way.
pub fn becomes(server: &Scripted, setup: Setup) {
    server.listens(move |outgoing| answer(outgoing, setup));
}

fn answer(outgoing: &Outgoing, setup: Setup) -> Result<Answer, TransportError> {
    let refusal = |detail: &str| format!(r#"{{"detail":"{detail}"}}"#);
    let json = |status, body: &str| Ok(Answer::new(status, body));
    let known = format!("api_key={API_KEY}");
    let has_query_key = setup.knows_key && outgoing.url.split(['?', '&']).any(|it| it == known);
    match route(outgoing).as_str() {
        "GET /openapi.json" if setup.has_openapi => json(200, &openapi()),
        "GET /live" => json(200, r#"{"alive":true}"#),
        "GET /health" => json(
            200,
            r#"{"status":"unknown","timestamp":"2026-11-23T00:00:00.5"}"#,
        ),
        "GET /api/v2/templates" => json(200, r#"{"email_templates":[],"social_platforms":[]}"#),
        "GET /api/v2/jobs" if has_query_key => json(200, "[]"),
        "GET /api/v2/jobs" | "GET /api/v2/metrics" if !has_query_key => {
            json(401, &refusal("Invalid API key"))
        }
        path if path.contains("/api/v1/cache/") && !setup.is_patched => {
            Err(TransportError::Unreachable)
        }
        "GET /api/v1/cache/stats" => {
            let key = ("X-API-Key", CACHE_KEY.to_owned());
            if outgoing.headers.contains(&key) {
                json(200, r#"{"targets_configured":[],"health_status":{}}"#)
            } else {
                json(401, &refusal("Invalid API key for cache operations"))
            }
        }
        _ => json(404, &refusal("Not Found")),
    }
}

fn openapi() -> String {
    let sample = include_str!("../../crates/wire/samples/openapi.json");
    let sample: serde_json::Value = serde_json::from_str(sample).unwrap();
    let body = sample.get("response_body").and_then(|body| body.as_str());
    body.unwrap().to_owned()
}
