//! Breaks the answers to requests, as the rules say.
//!
//! The outer layer stands outside of CORS and request ids: what it breaks
//! looks as if a proxy or the network had broken it. The inner one stands
//! inside: what it refuses looks as if the server had refused it.

use std::time::Duration;

use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use serde_json::Value;

use super::{Fault, Faults, RetryAfter, header as fault_header};
use crate::{clock::Clock, error::Error};

/// The prefix of the routes that are never broken.
pub const CONTROL: &str = "/__sandbox/";

/// What the inner layer is to answer with.
#[derive(Clone)]
enum Instead {
    Refuse(Error),
    Say(StatusCode, Value),
}

/// Breaks what a proxy or a network breaks.
pub async fn outer(
    State((faults, clock)): State<(Faults, Clock)>,
    mut request: Request,
    next: Next,
) -> Response {
    if !faults.is_enabled() || request.uri().path().starts_with(CONTROL) {
        return next.run(request).await;
    }
    let struck = match faults_for(&faults, &request) {
        Ok(faults) => faults,
        Err(reason) => return Error::new(StatusCode::BAD_REQUEST, reason).into_response(),
    };
    let mut damage = None;
    for fault in struck {
        match fault {
            Fault::Latency { ms } => tokio::time::sleep(Duration::from_millis(ms)).await,
            Fault::Status {
                status,
                retry_after,
                detail,
                body,
            } => {
                let status =
                    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                request.extensions_mut().insert(match body {
                    Some(body) => Instead::Say(status, body),
                    None => Instead::Refuse(refusal(&clock, status, retry_after.as_ref(), detail)),
                });
            }
            Fault::RefuseWebsocket => {
                return Error::forbidden("The WebSocket was refused (fault injected)")
                    .into_response();
            }
            Fault::Plain500 => return plain_500(),
            Fault::Drop => return dropped(),
            Fault::Truncated | Fault::Malformed => damage = Some(fault),
            _ => {}
        }
    }
    let response = next.run(request).await;
    match damage {
        Some(fault) => damaged(response, &fault).await,
        None => response,
    }
}

/// Answers as the outer layer told it to.
pub async fn inner(request: Request, next: Next) -> Response {
    match request.extensions().get::<Instead>() {
        Some(Instead::Refuse(error)) => error.clone().into_response(),
        Some(Instead::Say(status, body)) => (*status, Json(body)).into_response(),
        None => next.run(request).await,
    }
}

fn faults_for(faults: &Faults, request: &Request) -> Result<Vec<Fault>, String> {
    let mut struck = match request.headers().get(fault_header::NAME) {
        Some(text) => fault_header::read(text.to_str().unwrap_or("unreadable"))?,
        None => Vec::new(),
    };
    let target = request
        .uri()
        .path_and_query()
        .map_or("/", |target| target.as_str());
    struck.extend(faults.for_request(request.method(), target));
    Ok(struck)
}

fn refusal(
    clock: &Clock,
    status: StatusCode,
    retry_after: Option<&RetryAfter>,
    detail: Option<String>,
) -> Error {
    let reason = status.canonical_reason().unwrap_or("Error");
    Error {
        retry_after: retry_after.and_then(|wait| wait.header(clock.now())),
        ..Error::new(
            status,
            detail.unwrap_or_else(|| format!("{reason} (fault injected)")),
        )
    }
}

fn plain_500() -> Response {
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "Internal Server Error",
    )
        .into_response()
}

/// An answer whose body fails before a byte was written, so the connection ends without one.
fn dropped() -> Response {
    let nothing = stream::once(async { Err::<Bytes, _>(std::io::Error::other("dropped")) });
    Response::new(Body::from_stream(nothing))
}

async fn damaged(response: Response, fault: &Fault) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = whole.slice(..whole.len() / 2);
    if *fault == Fault::Malformed {
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::from(half));
    }
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    // The pause lets the first half reach the wire before the connection breaks.
    let broken =
        stream::once(async move { Ok::<_, std::io::Error>(half) }).chain(stream::once(async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Err(std::io::Error::other("truncated"))
        }));
    Response::from_parts(parts, Body::from_stream(broken))
}
