//! The backend as shipped, replayed: its recorded answers, and what it keeps in between.

use std::{collections::BTreeMap, fs, net::SocketAddr, path::PathBuf};

use futures_util::{SinkExt, StreamExt};
use sandbox::{
    args::Args,
    server::{ShippedServer, StartError},
    shipped::{self, Environment, Shipped},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use crate::harness::{Client, Raw};

const KEY: &str = "api_key=content-gen-key-123";

fn folders() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    ["crates/wire/samples", "tests/e2e/samples"]
        .map(|folder| root.join(folder))
        .to_vec()
}

fn args(environment: Environment) -> Args {
    Args {
        shipped: folders(),
        environment,
        pace: 0.0,
        faults: true,
        app_listen: ([127, 0, 0, 1], 3000).into(),
        ..Args::default()
    }
}

fn backend(environment: Environment) -> Client {
    client(&args(environment))
}

fn client(args: &Args) -> Client {
    Client::of(shipped::router(Shipped::new(args, 3000).unwrap()))
}

/// A recorded request with its answer.
#[derive(Deserialize)]
struct Sample {
    name: String,
    method: String,
    path: String,
    query: String,
    headers_sent: BTreeMap<String, String>,
    request_body: Option<String>,
    status: u16,
    response_headers: BTreeMap<String, String>,
    response_body: String,
    recorded_at: String,
}

impl Sample {
    fn target(&self) -> String {
        match self.query.as_str() {
            "" => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }
}

/// The recorded requests, in their order; sockets are none.
fn samples() -> Vec<Sample> {
    let files = folders()
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let mut samples: Vec<Sample> = texts
        .filter(|text| !text.contains("\"handshake\""))
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect();
    samples.sort_by(|a, b| a.recorded_at.cmp(&b.recorded_at));
    samples
}

/// Asked for only where a test is about them: one is the limit of a key, one harms every list after
/// it, and for one a socket must be open.
const APART: [&str; 4] = [
    "rate-limit-429",
    "sync-lone-surrogate",
    "jobs-list-poisoned",
    "ws-http-live-announce",
];

/// What is over before it can be asked for here, where work takes no time.
const TOO_QUICK: [&str; 2] = ["nomock-job-in-progress", "nomock-job-retry-while-running"];

/// Answers whose bodies depend on what was drawn, or on what had been asked before.
const OTHERWISE: [&str; 9] = [
    "v2-generate-full",
    "v2-generate-preview",
    "batch-generate",
    "jobs-list",
    "tz-jobs",
    "cache-history",
    "session-replay",
    "startup",
    "nomock-job",
];

/// The headers that say what an answer is, and who may read it.
const HEADERS: [&str; 8] = [
    "content-type",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-methods",
    "vary",
    "allow",
    "server",
    "location",
];

/// What jobs and batches are called now that were called otherwise when they were recorded.
#[derive(Default)]
struct Ids(BTreeMap<String, String>);

impl Ids {
    fn translate(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (before, now) in &self.0 {
            text = text.replace(before, now);
            text = text.replace(&before.replace(':', "%3A"), &now.replace(':', "%3A"));
        }
        text
    }

    fn learn(&mut self, before: &str, now: &str) {
        let read = |text| serde_json::from_str::<Value>(text).unwrap_or_default();
        let (before, now) = (read(before), read(now));
        for name in ["job_id", "new_job_id", "batch_id"] {
            if let (Some(before), Some(now)) = (before[name].as_str(), now[name].as_str()) {
                self.0.entry(before.to_owned()).or_insert(now.to_owned());
            }
        }
    }
}

async fn ask(client: &Client, sample: &Sample, target: &str) -> Raw {
    let mut headers: Vec<_> = sample
        .headers_sent
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    headers.push(("host", "127.0.0.1:8000"));
    let body = sample.request_body.as_deref();
    client.raw(&sample.method, target, &headers, body).await
}

fn environment(name: &str) -> Environment {
    match name.split('-').next() {
        Some("nomock") => Environment::Nomock,
        Some("dryrun") => Environment::Dryrun,
        Some("tz") => Environment::Tz,
        Some("patched") => Environment::Patched,
        _ => Environment::Default,
    }
}

#[tokio::test]
async fn recorded_requests_get_their_recorded_answers() {
    let mut worlds = BTreeMap::new();
    let (mut asked, mut whole) = (0, 0);
    for sample in samples() {
        let name = sample.name.as_str();
        if APART.contains(&name) {
            continue;
        }
        let environment = environment(name);
        let (client, ids) = worlds
            .entry(environment as u8)
            .or_insert_with(|| (backend(environment), Ids::default()));
        let target = ids.translate(&sample.target());
        if sample.status == 200 && target.contains("/sync_2026112") {
            // Its job was begun by a request that was not recorded.
            continue;
        }
        let answer = ask(client, &sample, &target).await;
        ids.learn(&sample.response_body, &answer.body);
        if TOO_QUICK.contains(&name) {
            continue;
        }
        asked += 1;
        assert_eq!(answer.status, sample.status, "{name}");
        for header in HEADERS {
            let recorded = sample.response_headers.get(header).map(String::as_str);
            assert_eq!(answer.header(header), recorded, "{name}: {header}");
        }
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        if answer.body == sample.response_body {
            whole += 1;
        } else if !OTHERWISE.iter().any(|other| name.contains(other)) {
            let (recorded, now) = (read(&sample.response_body), read(&answer.body));
            assert!(is_alike(&recorded, &now), "{name}: {}", answer.body);
        }
    }
    // What has no time, no id and no figure of its own comes byte for byte.
    assert!(whole >= 140 && asked >= 230, "{whole} of {asked}");
}

/// Whether two answers say the same, but for figures, and texts with digits: times, ids, addresses.
fn is_alike(recorded: &Value, now: &Value) -> bool {
    match (recorded, now) {
        (Value::Object(recorded), Value::Object(now)) => {
            recorded.len() == now.len()
                && recorded
                    .iter()
                    .all(|(key, value)| now.get(key).is_some_and(|now| is_alike(value, now)))
        }
        (Value::Array(recorded), Value::Array(now)) => {
            recorded.len() == now.len()
                && recorded
                    .iter()
                    .zip(now)
                    .all(|(recorded, now)| is_alike(recorded, now))
        }
        (Value::String(recorded), Value::String(now)) => {
            let has_digit = |text: &str| text.contains(|it: char| it.is_ascii_digit());
            recorded == now || (has_digit(recorded) && has_digit(now))
        }
        (Value::Number(_), Value::Number(_)) => true,
        _ => recorded == now,
    }
}

/// What a client on another origin may read of an answer.
fn is_readable(answer: &Raw) -> bool {
    answer.header("access-control-allow-origin").is_some()
}

const ORIGIN: (&str, &str) = ("origin", "http://localhost:3000");

async fn get(client: &Client, target: &str) -> Raw {
    client.raw("GET", target, &[ORIGIN], None).await
}

async fn post(client: &Client, target: &str, body: &Value) -> Raw {
    client
        .raw("POST", target, &[ORIGIN], Some(&body.to_string()))
        .await
}

#[tokio::test]
async fn what_half_a_character_does_lasts_until_a_restart() {
    let client = backend(Environment::Default);
    let sync = format!("/api/v2/content/sync?{KEY}");
    let body = r#"{"document_id":"\ud800","channels":["twitter"]}"#;
    let poisoned = client.raw("POST", &sync, &[ORIGIN], Some(body)).await;
    let list = format!("/api/v2/jobs?{KEY}");
    for answer in [poisoned, get(&client, &list).await] {
        assert_eq!((answer.status, is_readable(&answer)), (500, false));
        assert_eq!(answer.body, "Internal Server Error");
    }
    let restarted = client.raw("POST", "/__sandbox/restart", &[], None).await;
    assert_eq!(restarted.status, 204);
    assert_eq!(get(&client, &list).await.body, "[]");
}

#[tokio::test]
async fn two_jobs_of_one_second_are_one_and_a_slash_hides_a_job() {
    let client = backend(Environment::Default);
    let sync = format!("/api/v2/content/sync?{KEY}");
    let mut ids = Vec::new();
    // Within five tries two fall into one second.
    for _ in 0..5 {
        let body = json!({ "document_id": "same-begin", "channels": ["web"] });
        let told = post(&client, &sync, &body).await.json();
        // An unknown channel is dropped, and none left means all.
        assert_eq!(told["channels"].as_array().unwrap().len(), 5);
        ids.push(told["job_id"].clone());
    }
    ids.dedup();
    assert!(ids.len() < 5, "{ids:?}");
    let list = get(&client, &format!("/api/v2/jobs?{KEY}")).await.json();
    assert_eq!(list.as_array().unwrap().len(), ids.len());

    let body = json!({ "document_id": "ab/cd", "channels": ["email"] });
    let told = post(&client, &sync, &body).await.json();
    let id = told["job_id"].as_str().unwrap().replace('/', "%2F");
    let hidden = get(&client, &format!("/api/v2/jobs/{id}?{KEY}")).await;
    assert_eq!(
        (hidden.status, &hidden.json()["detail"]),
        (404, &json!("Not Found"))
    );
}

#[tokio::test]
async fn a_key_has_its_requests_per_minute() {
    let client = backend(Environment::Default);
    let list = "/api/v2/jobs?api_key=platform-key-789";
    let mut refused = None;
    // The minute may end in between.
    for _ in 0..1002 {
        let answer = get(&client, list).await;
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    assert_eq!(refused.status, 429);
    assert_eq!(refused.body, r#"{"detail":"Rate limit exceeded"}"#);
    assert_eq!(refused.header("retry-after"), None);
    assert_eq!(
        get(&client, &format!("/api/v2/jobs?{KEY}")).await.status,
        200
    );
}

#[tokio::test]
async fn times_are_naive_and_a_wish_with_a_zone_waits_for_ever() {
    let client = backend(Environment::Tz);
    let sync = format!("/api/v2/content/sync?{KEY}");
    let utc = get(&client, "/live").await.json();
    let body = json!({ "document_id": "here", "channels": ["email"] });
    let local = post(&client, &sync, &body).await.json();
    let read =
        |value: &Value| -> chrono::NaiveDateTime { value.as_str().unwrap().parse().unwrap() };
    let apart = read(&utc["timestamp"]) - read(&local["created_at"]);
    assert!(
        (4.9..5.1).contains(&(apart.num_seconds() as f64 / 3600.0)),
        "{apart}"
    );

    let body = json!({
        "document_id": "later", "channels": ["email"], "schedule_time": "2020-01-01T00:00:00Z",
    });
    assert_eq!(post(&client, &sync, &body).await.status, 500);
    let pending = get(&client, &format!("/api/v2/jobs?{KEY}&status=pending"))
        .await
        .json();
    assert!(
        pending[0]["job_id"].as_str().unwrap().ends_with("_later"),
        "{pending}"
    );
}

#[tokio::test]
async fn a_look_at_everything_turns_health_into_a_503_that_stays() {
    let client = backend(Environment::Default);
    assert_eq!(get(&client, "/health").await.json()["status"], "unknown");
    get(&client, "/health/detailed").await;
    for _ in 0..2 {
        let health = get(&client, "/health").await;
        assert_eq!((health.status, is_readable(&health)), (503, true));
        assert_eq!(health.json()["status"], "unhealthy");
    }
}

#[tokio::test]
async fn faults_strike_and_every_request_is_noted() {
    let client = backend(Environment::Default);
    let jobs = format!("/api/v2/jobs?{KEY}");
    let told = json!([{ "job_id": "sync_1" }]);
    for (fault, status, body, readable) in [
        (
            json!({ "kind": "status", "status": 200, "body": told }),
            200,
            told.to_string(),
            true,
        ),
        (
            json!({ "kind": "status", "status": 503, "detail": "no" }),
            503,
            json!({ "detail": "no" }).to_string(),
            true,
        ),
        (
            json!({ "kind": "plain-500" }),
            500,
            "Internal Server Error".to_owned(),
            false,
        ),
    ] {
        let rule = json!({ "match": "GET /api/v2/jobs", "fault": fault });
        assert_eq!(post(&client, "/__sandbox/faults", &rule).await.status, 201);
        let answer = get(&client, &jobs).await;
        assert_eq!((answer.status, is_readable(&answer)), (status, readable));
        assert_eq!(answer.body, body);
        client.raw("DELETE", "/__sandbox/faults", &[], None).await;
    }
    assert_eq!(get(&client, &jobs).await.body, "[]");
    post(&client, "/api/v2/a%2Fb?x=1", &json!({ "a": 1 })).await;

    let rule = json!({ "fault": { "kind": "clock-skew", "seconds": 5 } });
    let refused = post(&client, "/__sandbox/faults", &rule).await;
    assert_eq!(refused.status, 400, "what it could not do");

    let log = get(&client, "/__sandbox/requests").await.json();
    let statuses: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["status"].clone())
        .collect();
    assert_eq!(statuses, [200, 503, 500, 200, 404]);
    let last = &log[4];
    assert_eq!(last["method"], "POST");
    assert_eq!(
        (&last["path"], &last["query"]),
        (&json!("/api/v2/a%2Fb"), &json!("x=1"))
    );
    assert_eq!(
        (&last["body"], &last["headers"]["origin"]),
        (&json!(r#"{"a":1}"#), &json!(ORIGIN.1))
    );
}

#[tokio::test]
async fn recorded_jobs_are_there_until_a_restart_and_unknown_ones_are_no_start() {
    let mut args = args(Environment::Default);
    args.recorded_jobs = vec![
        "jobs-list-limit-100".to_owned(),
        "nomock-job-partial".to_owned(),
    ];
    let client = client(&args);
    let job = get(
        &client,
        &format!("/api/v2/jobs/sync_20261123000640_doc-part?{KEY}"),
    )
    .await;
    let recorded = samples()
        .into_iter()
        .find(|it| it.name == "nomock-job-partial")
        .unwrap();
    assert_eq!(
        job.json(),
        serde_json::from_str::<Value>(&recorded.response_body).unwrap()
    );
    args.recorded_jobs = vec!["no-such-answer".to_owned()];
    let failed = ShippedServer::start(args).await.err().unwrap();
    assert!(matches!(failed, StartError::Samples(_)), "{failed}");
}

#[tokio::test]
async fn sockets_share_a_room_and_closing_it_leaves_them_open() {
    let server = ShippedServer::start(args(Environment::Default))
        .await
        .unwrap();
    let dial = |path: &str| connect_async(format!("ws://{}{path}", server.address));
    for path in [
        "/ws/jobs/x",
        "/ws/content/x",
        "/ws/live-updates?client_id=a",
    ] {
        let refused = dial(path).await.unwrap_err().to_string();
        assert!(refused.contains("403"), "{refused}");
    }
    let (mut first, _) = dial("/ws/live-updates?session_id=s&client_id=a&role=host")
        .await
        .unwrap();
    let welcome = heard(&mut first).await;
    assert_eq!(
        (&welcome["type"], &welcome["role"]),
        (&json!("welcome"), &json!("host"))
    );
    let (mut second, _) = dial("/ws/live-updates?session_id=s&client_id=b&role=king")
        .await
        .unwrap();
    assert_eq!(heard(&mut second).await["role"], "participant");
    assert_eq!(heard(&mut first).await["type"], "participant_joined");
    for (said, answer) in [
        ("nonsense", "Invalid JSON format"),
        ("[]", "Internal server error"),
        (r#"{"type":"subscribe"}"#, "Unknown message type: subscribe"),
    ] {
        second.send(Message::text(said)).await.unwrap();
        assert_eq!(heard(&mut second).await["message"], answer);
    }
    let chat = json!({ "type": "chat", "data": { "message": "hello" } });
    second.send(Message::text(chat.to_string())).await.unwrap();
    assert_eq!(heard(&mut second).await["type"], "message_sent");
    assert_eq!(heard(&mut first).await["message"], "hello");

    let close = raw_post(server.address, "/ws/sessions/s/close").await;
    assert!(close.contains("closed"), "{close}");
    for socket in [&mut first, &mut second] {
        assert_eq!(heard(socket).await["type"], "session_ending");
        socket
            .send(Message::text(r#"{"type":"heartbeat"}"#))
            .await
            .unwrap();
        assert_eq!(heard(socket).await["type"], "heartbeat_ack");
    }
    // A restart ends sockets without a word.
    raw_post(server.address, "/__sandbox/restart").await;
    assert!(!matches!(first.next().await, Some(Ok(_))));
    server.stop().await;
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The next thing that a socket hears.
async fn heard(socket: &mut Socket) -> Value {
    let message = socket.next().await.unwrap().unwrap();
    serde_json::from_str(message.to_text().unwrap()).unwrap()
}

/// Posts nothing to a real address, past any client.
async fn raw_post(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
