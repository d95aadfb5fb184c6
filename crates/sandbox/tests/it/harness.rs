//! A server in memory, and a client that speaks to it with the contract's calls.

use std::time::{Duration, Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, header},
};
use sandbox::{args::Args, server, state::App};
use serde_json::Value;
use tower::ServiceExt;
use wire::{
    Access, Answer, ApiError, Call, Secret, auth,
    channel::{Channel, Platform},
    documents::DocumentId,
    generate::{self, GenerateRequest},
    jobs::{self, Job, JobId},
};

pub const EDITOR: &str = "editor@toombos.test";
pub const OWNER: &str = "owner@toombos.test";
pub const VIEWER: &str = "viewer@toombos.test";
pub const PASSWORD: &str = "toombos-demo-1";
pub const KEY: &str = "toombos_demo_editor_key_1";

/// A server in memory.
pub struct Sandbox {
    pub app: App,
    pub router: Router,
}

/// A client of it, with or without a key.
pub struct Client {
    router: Router,
    /// The header that says who it is.
    pub identity: Option<(&'static str, String)>,
}

/// An answer with everything about it.
pub struct Raw {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Raw {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Sandbox {
    pub fn new() -> Self {
        Self::with(Args::default())
    }

    /// A server that may be broken.
    pub fn breakable() -> Self {
        Self::with(Args {
            faults: true,
            ..Args::default()
        })
    }

    pub fn with(args: Args) -> Self {
        let (app, router) = server::build(args).unwrap();
        Self { app, router }
    }

    pub fn anonymous(&self) -> Client {
        Client::of(self.router.clone())
    }

    pub async fn client(&self, email: &str) -> Client {
        let grant = self.log_in(email).await;
        self.bearer(&grant.access_token)
    }

    pub fn bearer(&self, token: &Secret) -> Client {
        Client {
            identity: Some(("authorization", format!("Bearer {}", token.expose()))),
            ..self.anonymous()
        }
    }

    pub fn with_key(&self, key: &str) -> Client {
        Client {
            identity: Some(("x-api-key", key.to_owned())),
            ..self.anonymous()
        }
    }

    pub async fn log_in(&self, email: &str) -> auth::Grant {
        self.anonymous()
            .send(auth::login(&login(email, PASSWORD)))
            .await
            .unwrap()
    }

    /// Sets a fault.
    pub async fn fault(&self, rule: Value) -> Value {
        let body = rule.to_string();
        let raw = self
            .anonymous()
            .raw("POST", "/__sandbox/faults", &[], Some(&body))
            .await;
        assert!((200..300).contains(&raw.status), "{}", raw.body);
        raw.json()["id"].clone()
    }

    /// Ends every fault.
    pub async fn heal(&self) {
        self.anonymous()
            .raw("DELETE", "/__sandbox/faults", &[], None)
            .await;
    }
}

pub fn login(email: &str, password: &str) -> auth::Login {
    auth::Login {
        email: email.to_owned(),
        password: Secret::new(password),
    }
}

impl Client {
    /// One that nobody knows, of any router.
    pub fn of(router: Router) -> Self {
        Self {
            router,
            identity: None,
        }
    }

    /// Sends a call, and reads the answer as the app reads it.
    pub async fn send<T: Send + 'static>(&self, call: Call<T>) -> Result<T, ApiError> {
        let raw = self.answer(&call).await;
        call.read(&Answer {
            status: raw.status,
            request_id: raw.header("x-request-id").map(str::to_owned),
            retry_after: raw.header("retry-after").and_then(|wait| {
                let now = chrono::Utc::now().timestamp_millis() as f64;
                wire::retry_after::read(wait, raw.header("date"), now)
            }),
            etag: raw.header("etag").map(str::to_owned),
            content_type: raw.header("content-type").map(str::to_owned),
            body: raw.body,
            ..Answer::default()
        })
    }

    /// Sends a call, and gives the answer as it came.
    pub async fn answer<T>(&self, call: &Call<T>) -> Raw {
        let anonymous = call.access == Access::Public;
        let condition = call.condition.as_ref();
        let headers: Vec<_> = condition
            .map(|(name, value)| (*name, value.as_str()))
            .into_iter()
            .collect();
        self.exchange(
            call.method.as_str(),
            &call.target(),
            &headers,
            call.body.as_deref(),
            !anonymous,
        )
        .await
    }

    pub async fn raw(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Raw {
        self.exchange(method, target, headers, body, true).await
    }

    async fn exchange(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
        known: bool,
    ) -> Raw {
        let mut request = Request::builder().method(method).uri(target);
        let is_typed = |(name, _): &(&str, &str)| name.eq_ignore_ascii_case("content-type");
        if body.is_some() && !headers.iter().any(is_typed) {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some((name, value)) = self.identity.as_ref().filter(|_| known) {
            request = request.header(*name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(Body::from(body.unwrap_or_default().to_owned()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Raw {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Waits until a job meets the condition.
    pub async fn job_when(&self, id: &JobId, condition: impl Fn(&Job) -> bool) -> Job {
        let patience = Instant::now();
        loop {
            let job = self.send(jobs::get(id)).await.unwrap();
            if condition(&job) {
                return job;
            }
            assert!(patience.elapsed() < Duration::from_secs(20), "{job:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until a job has ended.
    pub async fn job_ended(&self, id: &JobId) -> Job {
        self.job_when(id, |job| !job.status.is_active()).await
    }

    pub async fn start(&self, request: &GenerateRequest) -> Result<Job, ApiError> {
        self.send(generate::start(request)).await
    }
}

/// A document that every channel can be made from.
pub fn document() -> DocumentId {
    "gdocs:1kWq7ZpEmber2LaunchT0c".into()
}

/// A document that nothing can be made from.
pub fn empty_document() -> DocumentId {
    "gdocs:1uUnt1tledDraft00000aa".into()
}

/// A recipe for these channels.
pub fn recipe(channels: &[Channel]) -> GenerateRequest {
    GenerateRequest {
        document_id: document(),
        channels: channels.to_vec(),
        social_platforms: if channels.contains(&Channel::Social) {
            vec![Platform::Twitter, Platform::LinkedIn]
        } else {
            Vec::new()
        },
        ..GenerateRequest::default()
    }
}

/// All of them.
pub fn everywhere() -> GenerateRequest {
    recipe(&[Channel::Email, Channel::Social, Channel::Web])
}

/// What the server says of a field.
#[track_caller]
pub fn field(result: Result<impl std::fmt::Debug, ApiError>, name: &str) -> String {
    let error = result.expect_err("refused");
    assert_eq!(error.status(), Some(422), "{error:?}");
    error
        .field(name)
        .unwrap_or_else(|| panic!("nothing about {name}: {error:?}"))
}
