//! What was asked, in order.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use serde::Serialize;

/// The most bytes of a body.
const MOST: usize = 16 * 1024 * 1024;

/// A request or a socket as it arrived.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// `SOCKET` for a handshake.
    pub method: String,
    /// As it was sent, still encoded.
    pub path: String,
    /// As it was sent, still encoded.
    pub query: String,
    /// With small names.
    pub headers: BTreeMap<String, String>,
    /// As text.
    pub body: String,
    /// What it was answered with; none yet, or never.
    pub status: Option<u16>,
}

/// The log. Copies share it.
#[derive(Clone, Default)]
pub struct RequestLog(Arc<Mutex<Vec<Entry>>>);

impl RequestLog {
    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of it.
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }
}

/// Whether a request is the handshake of a WebSocket.
pub fn is_handshake(headers: &HeaderMap) -> bool {
    let upgrade = headers.get(header::UPGRADE).map(HeaderValue::as_bytes);
    upgrade.is_some_and(|to| to.eq_ignore_ascii_case(b"websocket"))
}

/// Notes every request before anything becomes of it.
pub async fn layer(State(log): State<RequestLog>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    // Who breaks off while sending is noted with what came.
    let bytes = to_bytes(body, MOST).await.unwrap_or_default();
    let headers = parts.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.as_str().to_owned(), value.into_owned())
    });
    let method = match is_handshake(&parts.headers) {
        true => "SOCKET",
        false => parts.method.as_str(),
    };
    let entry = Entry {
        method: method.to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        status: None,
    };
    let at = {
        let mut entries = log.lock();
        entries.push(entry);
        entries.len() - 1
    };
    let response = next
        .run(Request::from_parts(parts, Body::from(bytes)))
        .await;
    if let Some(entry) = log.lock().get_mut(at) {
        entry.status = Some(response.status().as_u16());
    }
    response
}
