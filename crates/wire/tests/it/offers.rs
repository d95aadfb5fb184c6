//! What the recorded OpenAPI offers.

use wire::{
    Method,
    capabilities::{Capabilities, Capability, Dialect, KeyPlacement},
    routes::Route,
};

use crate::sample::Sample;

fn shipped() -> Capabilities {
    Capabilities::call()
        .read(&Sample::named("openapi").answer())
        .unwrap()
}

#[test]
fn the_shipped_openapi_offers_exactly_this() {
    let capabilities = shipped();
    let offered: Vec<_> = Capability::ALL
        .iter()
        .filter_map(|capability| Some((capability, capabilities.offer(*capability)?)))
        .map(|(capability, offer)| {
            let keys = match offer.keys {
                KeyPlacement::NONE => "no key",
                KeyPlacement::QUERY => "query",
                KeyPlacement::HEADER => "header",
                _ => "several",
            };
            let dialect = match offer.dialect {
                Dialect::Contract => "",
                Dialect::Shipped => ", shipped",
            };
            format!("{}: {}, {keys}{dialect}", capability.as_str(), offer.route)
        })
        .collect();
    assert_eq!(
        offered,
        [
            "health: GET /health, no key",
            "health.detailed: GET /health/detailed, no key",
            "health.check: POST /health/check/{component}, no key",
            "health.ready: GET /ready, no key",
            "health.live: GET /live, no key",
            "health.services: GET /api/v1/services/status, no key, shipped",
            "health.database: GET /api/v1/database/status, no key, shipped",
            "health.startup: GET /startup, no key, shipped",
            "content.preview: POST /api/v2/generate-content, no key, shipped",
            "content.generate: POST /api/v2/generate-content, no key, shipped",
            "content.validate: POST /api/v2/validate-content, no key, shipped",
            "content.types: GET /api/v2/content-types, no key, shipped",
            "content.rules: GET /api/v2/validation-rules, no key, shipped",
            "templates.list: GET /api/v2/templates, no key, shipped",
            "jobs.list: GET /api/v2/jobs, query, shipped",
            "jobs.get: GET /api/v2/jobs/{id}, query, shipped",
            "jobs.create: POST /api/v2/content/sync, query, shipped",
            "jobs.retry: POST /api/v2/jobs/{id}/retry, query, shipped",
            "jobs.metrics: GET /api/v2/metrics, query, shipped",
            "sessions.live: GET /api/v2/sessions/live, no key, shipped",
            "metrics: GET /metrics, no key",
            "cache.stats: GET /api/v1/cache/stats, header, shipped",
            "cache.health: GET /api/v1/cache/health, header, shipped",
            "cache.invalidate: POST /api/v1/cache/invalidate, header, shipped",
            "cache.clear: DELETE /api/v1/cache/clear-all, header, shipped",
            "cache.history: GET /api/v1/cache/history, header, shipped",
            "content.batch: POST /api/v1/batch/generateBatch, no key, shipped",
        ]
    );
}

#[test]
fn keys_are_found_whatever_a_parameter_is_called() {
    let capabilities = shipped();
    for template in ["/api/v2/jobs/{id}", "/api/v2/jobs/{job_id}"] {
        assert_eq!(
            capabilities.keys_for(Method::Get, template),
            Some(KeyPlacement::QUERY)
        );
        assert_eq!(capabilities.keys_for(Method::Delete, template), None);
    }
    assert!(capabilities.lists(Route::new(Method::Post, "/api/v1/newsletter/send")));
}

#[test]
fn the_documented_body_of_generating_is_not_the_one_that_serves() {
    // The route is registered twice; the OpenAPI shows the second, the first one answers.
    let openapi = Sample::named("openapi");
    let document: serde_json::Value = serde_json::from_str(openapi.body()).unwrap();
    for path in ["generate-content", "validate-content"] {
        let documented = document
            .pointer(&format!(
                "/paths/~1api~1v2~1{path}/post/requestBody/content"
            ))
            .unwrap()
            .to_string();
        assert!(documented.contains("ContentRequestStrict"));
    }
    let capabilities = shipped();
    assert!(capabilities.is_shipped(Capability::ContentGenerate));
    let recipe = wire::shipped::generate::Recipe::new(&["web".into()], &[]).unwrap();
    let body = wire::shipped::generate::preview(&recipe)
        .body
        .clone()
        .unwrap();
    // The documented body wants a `content`; the one that serves takes switches.
    assert!(!body.contains("\"content\""));
}

#[test]
fn a_key_that_the_shipped_openapi_hides_is_known_all_the_same() {
    let openapi = Sample::named("openapi");
    let mut document: serde_json::Value = serde_json::from_str(openapi.body()).unwrap();
    for path in [
        "/paths/~1api~1v2~1jobs/get",
        "/paths/~1api~1v1~1cache~1stats/get",
    ] {
        let operation = document.pointer_mut(path).unwrap().as_object_mut().unwrap();
        operation.remove("parameters").unwrap();
    }
    let capabilities = Capabilities::read(&document.to_string()).unwrap();
    assert_eq!(capabilities, shipped());
}

#[test]
fn a_repaired_release_is_believed() {
    let openapi = Sample::named("openapi");
    let mut document: serde_json::Value = serde_json::from_str(openapi.body()).unwrap();
    let parameters = document
        .pointer_mut("/paths/~1api~1v2~1jobs/get/parameters")
        .unwrap();
    *parameters = serde_json::json!([{"name": "X-API-Key", "in": "header"}]);
    let capabilities = Capabilities::read(&document.to_string()).unwrap();
    assert_eq!(
        capabilities.offer(Capability::JobsList).unwrap().keys,
        KeyPlacement::HEADER
    );
}

#[test]
fn a_mixture_is_taken_piece_by_piece() {
    let capabilities = Capabilities::read(
        r#"{"paths":{
            "/api/v2/content/generate": {"post": {"security": [{"jwt": []}]}},
            "/api/v2/generate-content": {"post": {}},
            "/api/v2/jobs": {"get": {"parameters": [{"name": "api_key", "in": "query"}]}},
            "/api/v2/templates": {"get": {}},
            "/api/v1/auth/ws-ticket": {"post": {"security": [{"jwt": []}]}}
        }, "components": {"securitySchemes": {"jwt": {"type": "http", "scheme": "bearer"}}}}"#,
    )
    .unwrap();
    let dialect = |capability| capabilities.offer(capability).map(|offer| offer.dialect);
    assert_eq!(
        dialect(Capability::ContentGenerate),
        Some(Dialect::Contract)
    );
    assert_eq!(dialect(Capability::JobsList), Some(Dialect::Shipped));
    assert_eq!(dialect(Capability::TemplatesList), Some(Dialect::Contract));
    assert_eq!(dialect(Capability::JobsLive), Some(Dialect::Contract));
    assert!(!capabilities.offers(Capability::JobsCancel));
    assert_eq!(
        Capability::JobsCancel.missing(),
        "This server can't cancel jobs."
    );
}

#[test]
fn what_is_assumed_of_the_shipped_backend_is_what_it_offers() {
    // A customer may have switched its OpenAPI off.
    let told = shipped();
    let assumed = Capabilities::shipped();
    for capability in Capability::ALL.iter().copied() {
        assert_eq!(
            assumed.offer(capability),
            told.offer(capability),
            "{}",
            capability.as_str()
        );
    }
    let templates = Sample::named("templates").answer();
    let marker = wire::capabilities::templates_marker().read(&templates);
    assert_eq!(
        wire::capabilities::sort_by_templates(&marker),
        Some(wire::capabilities::Sort::Shipped)
    );
}

#[test]
fn the_shipped_backend_works_without_a_key_and_the_contract_does_not() {
    assert!(shipped().works_without_key());
    assert!(!Capabilities::contract().works_without_key());
}

#[test]
fn a_route_that_the_shipped_backend_lacks_is_told_from_a_job_that_it_lacks() {
    for (name, missing) in [
        ("seed-content-generate", true),
        ("seed-template-get", true),
        ("seed-job-cancel", true),
        ("seed-content-id-get-sync", true),
        ("job-404", false),
    ] {
        let refusal = wire::Refusal::read(&Sample::named(name).answer());
        assert_eq!(
            wire::capabilities::is_route_missing(&wire::ApiError::Refused(refusal)),
            missing,
            "{name}"
        );
    }
}
