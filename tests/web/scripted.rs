//! A server that answers by a script.

use std::sync::{Arc, Mutex};

use futures_util::future::LocalBoxFuture;
use toombos_dashboard::api::transport::{Outgoing, Transport, TransportError};
use web_sys::AbortSignal;
use wire::Answer;

/// The address that every path in a script is below.
pub const HOME: &str = "http://api.test";

type Script = Box<dyn Fn(&Outgoing) -> Result<Answer, TransportError> + Send>;

/// A server that answers by a script, and remembers what it was asked.
#[derive(Clone)]
pub struct Scripted {
    script: Arc<Mutex<Script>>,
    asked: Arc<Mutex<Vec<Outgoing>>>,
}

impl Scripted {
    /// Answers with what `script` makes of `GET /path` and the like.
    pub fn new(script: impl Fn(&str) -> (u16, String) + Send + 'static) -> Self {
        let scripted = Self {
            script: Arc::new(Mutex::new(Box::new(|_| Err(TransportError::Unreachable)))),
            asked: Arc::default(),
        };
        scripted.becomes(script);
        scripted
    }

    /// Answers with another script from now on.
    pub fn becomes(&self, script: impl Fn(&str) -> (u16, String) + Send + 'static) {
        self.listens(move |outgoing| {
            let (status, body) = script(&route(outgoing));
            Ok(Answer::new(status, body))
        });
    }

    /// Answers from now on with what a script makes of the whole request, keys included.
    pub fn listens(
        &self,
        script: impl Fn(&Outgoing) -> Result<Answer, TransportError> + Send + 'static,
    ) {
        *self.script.lock().unwrap() = Box::new(script);
    }

    /// All requests so far.
    pub fn all(&self) -> Vec<Outgoing> {
        self.asked.lock().unwrap().clone()
    }

    /// The requests of a route so far.
    pub fn asked(&self, expected: &str) -> Vec<Outgoing> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .filter(|outgoing| route(outgoing) == expected)
            .cloned()
            .collect()
    }
}

/// `GET /path`, without the query.
pub fn route(outgoing: &Outgoing) -> String {
    let path = outgoing.url.trim_start_matches(HOME);
    let path = path.split('?').next().unwrap_or(path);
    format!("{} {path}", outgoing.method.as_str())
}

impl Transport for Scripted {
    fn send<'a>(
        &'a self,
        outgoing: Outgoing,
        _: &'a AbortSignal,
    ) -> LocalBoxFuture<'a, Result<Answer, TransportError>> {
        let answer = (self.script.lock().unwrap())(&outgoing);
        self.asked.lock().unwrap().push(outgoing);
        Box::pin(async move {
            gloo_timers::future::TimeoutFuture::new(1).await;
            answer
        })
    }
}

/// The editor's account, as the server tells it.
pub const EDITOR: &str = r#"{"id":"u1","email":"editor@toombos.test","name":"Edda",
    "role":"editor","created_at":"2026-11-23T00:00:00Z"}"#;

/// What logging in gives.
pub fn grant(access: &str) -> String {
    format!(
        r#"{{"access_token":"{access}","token_type":"bearer","expires_in":900,
            "refresh_token":"refresh-1","user":{EDITOR}}}"#
    )
}

/// What a well server answers to whatever the frame and the overview ask.
pub fn well(route: &str) -> (u16, String) {
    match route {
        "POST /api/v1/auth/login" => (200, grant("access-1")),
        "POST /api/v1/auth/refresh" => (200, grant("access-2")),
        "POST /api/v1/auth/logout" => (204, String::new()),
        "GET /api/v1/auth/me" => (200, EDITOR.to_owned()),
        "GET /health" => (
            200,
            r#"{"status":"healthy","timestamp":"2026-11-23T00:00:00Z"}"#.to_owned(),
        ),
        "GET /api/v2/jobs" => (
            200,
            r#"{"jobs":[],"total":0,"next_cursor":null}"#.to_owned(),
        ),
        _ => (404, r#"{"detail":"Not Found"}"#.to_owned()),
    }
}
