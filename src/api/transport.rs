//! The only file that knows fetch.

use futures_util::future::LocalBoxFuture;
use gloo_net::http::RequestBuilder;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, RequestCredentials};
use wire::{Answer, Method, Secret, capabilities::KeyPlacement};

/// A preview renders every channel, and the backend as shipped takes up to 14 s for it.
const TIMEOUT_MILLIS: u32 = 30_000;

/// A request, ready to be sent. Its `Debug` form shows no key.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The whole address; may hold a key, so it is never shown.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Option<String>,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        write!(f, "Outgoing({} {path} {headers:?})", self.method.as_str())
    }
}

impl Outgoing {
    /// Adds a key where the route takes it: in its header, else in the query.
    pub fn add_key(&mut self, key: &Secret, placement: KeyPlacement) {
        if placement.header {
            self.headers.push(("X-API-Key", key.expose().to_owned()));
        } else if placement.query {
            let pair = wire::Query::new().with("api_key", key.expose()).encoded();
            self.url
                .push(if self.url.contains('?') { '&' } else { '?' });
            self.url.push_str(&pair);
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// No network, no server, or an answer that the browser hides.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// The signal was aborted.
    Aborted,
}

/// Brings a request to the server and its answer back.
pub trait Transport: Send + Sync {
    /// Sends a request; ends early when `signal` is aborted.
    fn send<'a>(
        &'a self,
        outgoing: Outgoing,
        signal: &'a AbortSignal,
    ) -> LocalBoxFuture<'a, Result<Answer, TransportError>>;
}

/// The browser's fetch.
#[derive(Clone, Copy)]
pub struct Fetch;

impl Transport for Fetch {
    fn send<'a>(
        &'a self,
        outgoing: Outgoing,
        signal: &'a AbortSignal,
    ) -> LocalBoxFuture<'a, Result<Answer, TransportError>> {
        Box::pin(fetch(outgoing, signal))
    }
}

async fn fetch(outgoing: Outgoing, signal: &AbortSignal) -> Result<Answer, TransportError> {
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_MILLIS);
    let both = AbortSignal::any(&js_sys::Array::of2(signal, &timeout));
    // The backend as shipped answers `*` to a request with credentials, which browsers refuse.
    let builder = RequestBuilder::new(&outgoing.url)
        .method(method(outgoing.method))
        .credentials(RequestCredentials::Omit)
        .abort_signal(Some(&both));
    let builder = outgoing
        .headers
        .iter()
        .fold(builder, |builder, (name, value)| {
            // A header with a character that HTTP forbids would throw; it cannot be right either.
            if value.is_ascii() {
                builder.header(name, value)
            } else {
                builder
            }
        });
    let request = match outgoing.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let response = match request {
        Ok(request) => request.send().await.map_err(reason)?,
        Err(error) => return Err(reason(error)),
    };
    let header = |name: &str| response.headers().get(name);
    let (request_id, retry_after) = (header("x-request-id"), header("retry-after"));
    let etag = header("etag");
    let status = response.status();
    // The body may break off after the status has come.
    let body = response.text().await.map_err(reason)?;
    Ok(Answer {
        status,
        body,
        request_id,
        retry_after: retry_after.and_then(|seconds| seconds.parse().ok()),
        etag,
    })
}

fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}

fn reason(error: gloo_net::Error) -> TransportError {
    let gloo_net::Error::JsError(error) = error else {
        return TransportError::Unreachable;
    };
    match error.name.as_str() {
        "AbortError" => TransportError::Aborted,
        "TimeoutError" => TransportError::TimedOut,
        _ => TransportError::Unreachable,
    }
}

/// A signal that nobody aborts.
pub fn unabortable() -> AbortSignal {
    match web_sys::AbortController::new() {
        Ok(controller) => controller.signal(),
        // Every browser that runs WebAssembly has it; a dead signal is as good as none.
        Err(_) => JsValue::UNDEFINED.unchecked_into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trap_1_a_key_in_a_request_is_in_no_debug_text() {
        let mut outgoing = Outgoing {
            method: Method::Get,
            url: "http://api.test/api/v2/jobs?limit=1".into(),
            headers: Vec::new(),
            body: None,
        };
        let key = Secret::new("content-gen-key-123");
        outgoing.add_key(&key, KeyPlacement::QUERY);
        assert!(
            outgoing
                .url
                .ends_with("limit=1&api_key=content-gen-key-123")
        );
        outgoing.add_key(&key, KeyPlacement::HEADER);
        let text = format!("{outgoing:?}");
        assert_eq!(
            text,
            r#"Outgoing(GET http://api.test/api/v2/jobs ["X-API-Key"])"#
        );
    }
}
