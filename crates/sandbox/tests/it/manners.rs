//! What holds for every answer: errors, ids, CORS, limits.

use sandbox::args::Args;
use wire::{auth, jobs, jobs::JobFilter};

use crate::harness::{EDITOR, PASSWORD, Sandbox, login};

#[tokio::test]
async fn what_is_not_there_is_said_in_the_contracts_shape() {
    let client = Sandbox::new().client(EDITOR).await;
    for (method, path, status, detail) in [
        ("GET", "/nowhere", 404, "Not Found"),
        ("GET", "/api/v2/nothing", 404, "Not Found"),
        ("PUT", "/api/v2/jobs", 405, "Method Not Allowed"),
        ("GET", "/api/v2/jobs/nope", 404, "Job nope not found"),
        ("GET", "/api/v2/jobs/%ff", 404, "Not Found"),
        ("GET", "/__sandbox/faults", 404, "Not Found"),
        ("GET", "/ws/jobs/me", 426, "This is a WebSocket's address"),
    ] {
        let answer = client.raw(method, path, &[], None).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.json()["detail"], detail, "{method} {path}");
        assert!(answer.header("x-request-id").is_some());
    }
}

#[tokio::test]
async fn broken_bodies_are_422_with_a_place() {
    let client = Sandbox::new().anonymous();
    let path = "/api/v1/auth/login";
    for (body, kind, loc) in [
        ("", "missing", r#"["body"]"#),
        ("{", "json_invalid", r#"["body"]"#),
        ("{}", "missing", r#"["body","email"]"#),
        (r#"{"email":"a"}"#, "missing", r#"["body","password"]"#),
        (
            r#"{"email":7,"password":"x"}"#,
            "value_error",
            r#"["body","email"]"#,
        ),
        ("[]", "missing", r#"["body","email"]"#),
    ] {
        let answer = client.raw("POST", path, &[], Some(body)).await;
        assert_eq!(answer.status, 422, "{body}");
        let problem = &answer.json()["detail"][0];
        if body != "[]" {
            assert_eq!(problem["type"], kind, "{body}");
            assert_eq!(problem["loc"].to_string(), loc, "{body}");
        }
        assert!(problem["msg"].is_string());
    }
    let deep = r#"{"document_id":"x","channels":["web",7]}"#;
    let client = Sandbox::new().client(EDITOR).await;
    let answer = client
        .raw("POST", "/api/v2/content/generate", &[], Some(deep))
        .await;
    let loc = answer.json()["detail"][0]["loc"].to_string();
    assert_eq!(loc, r#"["body","channels",1]"#);
}

#[tokio::test]
async fn broken_queries_are_422_with_a_place() {
    let client = Sandbox::new().client(EDITOR).await;
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=x", "limit"),
        ("sort=size", "sort"),
        ("from=yesterday", "from"),
        ("to=2026-11-23", "to"),
        ("cursor=abc", "cursor"),
    ] {
        let target = format!("/api/v2/jobs?{query}");
        let answer = client.raw("GET", &target, &[], None).await;
        assert_eq!(answer.status, 422, "{query}");
        let loc = answer.json()["detail"][0]["loc"].to_string();
        assert_eq!(loc, format!(r#"["query","{name}"]"#));
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_its_order() {
    let sandbox = Sandbox::with(Args {
        jobs: 10,
        ..Args::default()
    });
    let client = sandbox.client(EDITOR).await;
    let filter = JobFilter {
        limit: Some(2),
        ..JobFilter::default()
    };
    let page = client.send(jobs::list(&filter)).await.unwrap();
    let cursor = page.next_cursor.unwrap();
    let target = format!("/api/v2/jobs?sort=status&cursor={cursor}");
    let answer = client.raw("GET", &target, &[], None).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn a_request_keeps_its_id() {
    let client = Sandbox::new().anonymous();
    let mine = [("x-request-id", "my-own-id")];
    let answer = client.raw("GET", "/live", &mine, None).await;
    assert_eq!(answer.header("x-request-id"), Some("my-own-id"));
    let made = client.raw("GET", "/live", &[], None).await;
    assert!(made.header("x-request-id").unwrap().len() >= 12);
}

#[tokio::test]
async fn any_origin_may_ask_and_read() {
    let client = Sandbox::new().anonymous();
    let preflight = [
        ("origin", "http://127.0.0.1:3000"),
        ("access-control-request-method", "DELETE"),
        (
            "access-control-request-headers",
            "authorization,x-api-key,x-request-id,content-type,if-match,idempotency-key,\
             x-sandbox-fault",
        ),
    ];
    let answer = client
        .raw("OPTIONS", "/api/v2/jobs/x", &preflight, None)
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let allowed = answer.header("access-control-allow-headers").unwrap();
    for name in preflight[2].1.split(',') {
        assert!(allowed.split(',').any(|it| it.trim() == name), "{name}");
    }
    let answer = client
        .raw("GET", "/api/v2/jobs", &preflight[..1], None)
        .await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let exposed = answer.header("access-control-expose-headers").unwrap();
    for name in ["x-request-id", "retry-after", "etag", "date"] {
        assert!(exposed.split(',').any(|it| it.trim() == name), "{name}");
    }
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let sandbox = Sandbox::with(Args {
        rate_limit: 3,
        ..Args::default()
    });
    let client = sandbox.with_key(crate::harness::KEY);
    for _ in 0..3 {
        client.send(auth::me()).await.unwrap();
    }
    let error = client.send(auth::me()).await.unwrap_err();
    assert_eq!(error.status(), Some(429));
    assert!((1..=61).contains(&error.retry_after().unwrap()));
    // Others are others, and health is never counted.
    let other = sandbox.anonymous();
    assert!(
        other
            .send(auth::login(&login(EDITOR, PASSWORD)))
            .await
            .is_ok()
    );
    for _ in 0..5 {
        assert!(client.send(wire::health::live()).await.is_ok());
    }
}

#[tokio::test]
async fn health_is_found_out_by_looking() {
    let client = Sandbox::new().anonymous();
    let report = client.send(wire::health::report()).await.unwrap();
    for name in ["database", "workers", "queue", "disk", "memory"] {
        let component = &report.components[name];
        assert!(component.response_time_ms.is_some(), "{name}");
    }
    assert_eq!(report.checks_total, Some(5));
    let ready = client.send(wire::health::ready()).await.unwrap();
    assert!(ready.ready);
    assert!(client.send(wire::health::live()).await.unwrap().alive);
    assert!(
        client
            .send(wire::health::overall())
            .await
            .unwrap()
            .uptime_seconds
            .is_some()
    );
    let metrics = client.raw("GET", "/metrics", &[], None).await;
    assert_eq!(
        metrics.header("content-type"),
        Some("text/plain; version=0.0.4; charset=utf-8")
    );
    assert!(
        metrics
            .body
            .contains("app_http_requests_total{status=\"2xx\"}")
    );
    assert!(metrics.body.ends_with('\n'));
    let scrape = client.send(wire::metrics::of_process()).await.unwrap();
    assert!(scrape.unread.is_empty());
    // A family without a series, as of jobs where there are none, says nothing.
    assert_eq!(scrape.families.len(), 5);
}
