//! Faults: by header and by rule, for requests.

use std::time::{Duration, Instant};

use sandbox::{
    args::Args,
    server::{Server, StartError},
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wire::{auth, jobs};

use crate::{
    harness::{EDITOR, Sandbox},
    sockets::wired,
};

const JOBS: &str = "/api/v2/jobs";

#[tokio::test]
async fn a_header_breaks_one_request() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    let with = |fault: &'static str| {
        let client = &client;
        async move {
            client
                .raw("GET", JOBS, &[("x-sandbox-fault", fault)], None)
                .await
        }
    };
    let refused = with("status=503").await;
    assert_eq!(refused.status, 503);
    assert!(
        refused.json()["detail"]
            .as_str()
            .unwrap()
            .contains("fault injected")
    );
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    assert!(refused.header("x-request-id").is_some());

    let plain = with("plain-500").await;
    assert_eq!(
        (plain.status, plain.body.as_str()),
        (500, "Internal Server Error")
    );
    assert_eq!(plain.header("access-control-allow-origin"), None);
    assert_eq!(
        plain.header("content-type"),
        Some("text/plain; charset=utf-8")
    );

    let malformed = with("body=malformed").await;
    assert_eq!(malformed.status, 200);
    assert!(serde_json::from_str::<serde_json::Value>(&malformed.body).is_err());

    let begun = Instant::now();
    assert_eq!(with("latency=60").await.status, 200);
    assert!(begun.elapsed() >= Duration::from_millis(60));
    assert_eq!(with("explode").await.status, 400);
}

#[tokio::test]
async fn without_the_switch_nothing_can_be_broken() {
    let client = Sandbox::new().client(EDITOR).await;
    let header = [("x-sandbox-fault", "status=503")];
    assert_eq!(client.raw("GET", JOBS, &header, None).await.status, 200);
    for method in ["GET", "DELETE"] {
        let answer = client.raw(method, "/__sandbox/faults", &[], None).await;
        assert_eq!(answer.status, 404);
    }
}

#[tokio::test]
async fn faults_are_for_loopback_only() {
    let args = Args {
        listen: "0.0.0.0:0".parse().unwrap(),
        faults: true,
        ..Args::default()
    };
    let refused = Server::start(args).await.err().unwrap();
    assert!(matches!(refused, StartError::FaultsInTheOpen(_)));
}

#[tokio::test]
async fn a_rule_strikes_whom_it_means_and_when() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({
            "match": "GET /api/v2/jobs*",
            "fault": {"kind": "status", "status": 429, "retry_after": 7},
            "after": 1,
            "times": 2,
        }))
        .await;
    let list = || jobs::list(&jobs::JobFilter::default());
    assert!(client.send(list()).await.is_ok());
    assert!(client.send(auth::me()).await.is_ok());
    for _ in 0..2 {
        let error = client.send(list()).await.unwrap_err();
        assert_eq!((error.status(), error.retry_after()), (Some(429), Some(7)));
    }
    assert!(client.send(list()).await.is_ok());
}

#[tokio::test]
async fn a_wait_may_be_told_as_a_date() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    let wait = |retry_after: serde_json::Value| {
        let (sandbox, client) = (&sandbox, &client);
        async move {
            sandbox
                .fault(json!({
                    "match": "GET /api/v2/jobs*",
                    "fault": {"kind": "status", "status": 429, "retry_after": retry_after},
                    "times": 1,
                }))
                .await;
            let list = jobs::list(&jobs::JobFilter::default());
            client.send(list).await.unwrap_err().retry_after()
        }
    };
    // A second may end between the two dates.
    let is_right = |wait: Option<u64>| matches!(wait, Some(599..=600));
    assert!(is_right(wait(json!({"date_in": 600})).await));
    // The date goes by the clock that its answer's `Date` goes by.
    sandbox
        .fault(json!({"fault": {"kind": "clock-skew", "seconds": -7200}}))
        .await;
    assert!(is_right(wait(json!({"date_in": 600})).await));
    assert_eq!(wait(json!({"date_in": -60})).await, Some(0));
    let past = "Sunday, 06-Nov-94 08:49:37 GMT";
    assert_eq!(wait(json!(past)).await, Some(0));
    assert_eq!(wait(json!("soon")).await, None);
}

#[tokio::test]
async fn rules_are_listed_end_by_themselves_and_can_be_removed() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.anonymous();
    let rules = || async {
        let answer = client.raw("GET", "/__sandbox/faults", &[], None).await;
        answer.json()["rules"].as_array().unwrap().len()
    };
    let id = sandbox.fault(json!({"fault": {"kind": "plain-500"}})).await;
    sandbox
        .fault(json!({"match": "/live", "fault": {"kind": "drop"}, "for_ms": 40}))
        .await;
    assert_eq!(rules().await, 2);
    assert_eq!(client.raw("GET", "/ready", &[], None).await.status, 500);
    let begun = Instant::now();
    while rules().await == 2 {
        assert!(begun.elapsed() < Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let target = format!("/__sandbox/faults/{id}");
    assert_eq!(client.raw("DELETE", &target, &[], None).await.status, 200);
    assert_eq!(client.raw("DELETE", &target, &[], None).await.status, 404);
    assert_eq!(client.raw("GET", "/ready", &[], None).await.status, 200);
    let nonsense = r#"{"fault":{"kind":"nonsense"}}"#;
    let answer = client
        .raw("POST", "/__sandbox/faults", &[], Some(nonsense))
        .await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn every_token_can_be_made_to_expire() {
    let sandbox = Sandbox::breakable();
    let grant = sandbox.log_in(EDITOR).await;
    let client = sandbox.bearer(&grant.access_token);
    sandbox
        .fault(json!({"fault": {"kind": "expire-tokens"}}))
        .await;
    assert!(client.send(auth::me()).await.unwrap_err().is_auth());
    tokio::time::sleep(Duration::from_millis(2)).await;
    let next = client
        .send(auth::refresh(&grant.refresh_token))
        .await
        .unwrap();
    assert!(
        sandbox
            .bearer(&next.access_token)
            .send(auth::me())
            .await
            .is_ok()
    );
    sandbox
        .fault(json!({"fault": {"kind": "expire-tokens", "refresh": true}}))
        .await;
    let refreshed = client.send(auth::refresh(&next.refresh_token)).await;
    assert!(refreshed.unwrap_err().is_auth());
}

#[tokio::test]
async fn the_clock_can_be_wrong() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({"fault": {"kind": "clock-skew", "seconds": -7200}}))
        .await;
    let live = client.send(wire::health::live()).await.unwrap();
    let behind = chrono::Utc::now() - live.timestamp.utc().unwrap();
    assert!((119..=121).contains(&behind.num_minutes()));
    let answer = client.raw("GET", "/live", &[], None).await;
    assert!(answer.header("date").unwrap().ends_with(" GMT"));
    // It ends no session.
    assert!(client.send(auth::me()).await.is_ok());
    sandbox.heal().await;
    let live = client.send(wire::health::live()).await.unwrap();
    let behind = chrono::Utc::now() - live.timestamp.utc().unwrap();
    assert!(behind.num_minutes() < 1);
}

#[tokio::test]
async fn connections_break_for_real() {
    let wired = wired(Args {
        faults: true,
        ..Args::default()
    })
    .await;
    let ask = |fault: &'static str| {
        let address = wired.server.address;
        async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let request = format!(
                "GET /health/detailed HTTP/1.1\r\nhost: x\r\nx-sandbox-fault: {fault}\r\n\r\n"
            );
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            // A reset is as good an end as any.
            let _ = stream.read_to_end(&mut answer).await;
            String::from_utf8_lossy(&answer).into_owned()
        }
    };
    assert_eq!(ask("drop").await, "");
    let truncated = ask("body=truncated").await;
    let (head, body) = truncated.split_once("\r\n\r\n").unwrap();
    let promised: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(body.len(), promised / 2);
    wired.server.stop().await;
}
