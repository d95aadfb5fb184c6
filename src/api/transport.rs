//! The only file that knows fetch.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    rc::Rc,
    time::Duration,
};

use futures_util::future::LocalBoxFuture;
use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{AbortController, AbortSignal, RequestCache, RequestCredentials};
use wire::{Answer, Method, Secret, capabilities::KeyPlacement};

use super::{ahead::Ahead, server_time};

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
    /// How old an answer may be that somebody else got for the same question.
    pub max_age: Option<Duration>,
    /// Whether caches on the way are likely to answer, and to be passed by.
    pub passes_caches: bool,
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

/// The query's name that makes a request unlike all others, so that no cache knows its answer.
const CACHE_BUSTER: &str = "_";

async fn fetch(outgoing: Outgoing, signal: &AbortSignal) -> Result<Answer, TransportError> {
    let reads = outgoing.method == Method::Get;
    let is_busted = reads && (outgoing.passes_caches || is_cached(&outgoing.url));
    let answer = fetch_once(&outgoing, signal, is_busted).await?;
    if reads && !is_busted && !answer.age.is_zero() {
        // A cache has answered; what it holds may be older than it says.
        remember_cached(&outgoing.url);
        return fetch_once(&outgoing, signal, true).await;
    }
    Ok(answer)
}

async fn fetch_once(
    outgoing: &Outgoing,
    signal: &AbortSignal,
    is_busted: bool,
) -> Result<Answer, TransportError> {
    let limit = TimeLimit::start(signal, TIMEOUT_MILLIS);
    let reason = |error| match reason(error) {
        TransportError::Aborted if limit.is_over() => TransportError::TimedOut,
        reason => reason,
    };
    let url = if is_busted {
        let joint = if outgoing.url.contains('?') { '&' } else { '?' };
        let moment = js_sys::Date::now() + js_sys::Math::random();
        format!("{}{joint}{CACHE_BUSTER}={moment}", outgoing.url)
    } else {
        outgoing.url.clone()
    };
    // The backend as shipped answers `*` to a request with credentials, which browsers refuse.
    let builder = RequestBuilder::new(&url)
        .method(method(outgoing.method))
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .abort_signal(Some(&limit.signal));
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
    let request = match outgoing.body.clone() {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let request = request.map_err(reason)?;
    let (sent, response) = match answer_ahead(outgoing.method, &url).await {
        Some(answer) => answer,
        None => {
            let sent = server_time::since_opened();
            (sent, request.send().await.map_err(reason)?)
        }
    };
    let header = |name: &str| response.headers().get(name);
    let request_id = header("x-request-id");
    let retry_after = header("retry-after").and_then(|value| {
        wire::retry_after::read(&value, header("date").as_deref(), js_sys::Date::now())
    });
    let (etag, content_type) = (header("etag"), header("content-type"));
    let status = response.status();
    let age = age_of(&response);
    // What a cache has kept tells an old time.
    if let Some(date) = header("date").filter(|_| age.is_zero()) {
        server_time::observe_date(&outgoing.url, &date, sent, server_time::since_opened());
    }
    // The body may break off after the status has come.
    let body = response.text().await.map_err(reason)?;
    Ok(Answer {
        status,
        body,
        request_id,
        retry_after,
        etag,
        content_type,
        age,
    })
}

/// The answer to what the page has asked for already, and when it did.
async fn answer_ahead(method: Method, url: &str) -> Option<(f64, Response)> {
    let ahead = (method == Method::Get).then(|| Ahead::take(url))??;
    let sent = ahead.sent;
    Some((sent, ahead.answer().await?.into()))
}

/// Ends a request when it is given up or when its time is over.
///
/// `AbortSignal.any` does both, but only from Safari 17.4, Firefox 124 and Chrome 116 on.
struct TimeLimit<'a> {
    /// What the request is to be given.
    signal: AbortSignal,
    given_up: &'a AbortSignal,
    on_given_up: Closure<dyn Fn()>,
    is_over: Rc<Cell<bool>>,
    _timer: Timeout,
}

impl<'a> TimeLimit<'a> {
    fn start(given_up: &'a AbortSignal, millis: u32) -> Self {
        let controller = AbortController::new().ok();
        let signal = controller
            .as_ref()
            .map_or_else(|| given_up.clone(), AbortController::signal);
        let abort = move || {
            if let Some(controller) = &controller {
                controller.abort();
            }
        };
        let is_over = Rc::new(Cell::new(false));
        let (over, end) = (is_over.clone(), abort.clone());
        let timer = Timeout::new(millis, move || {
            over.set(true);
            end();
        });
        if !given_up.is_undefined() && given_up.aborted() {
            abort();
        }
        let on_given_up = Closure::<dyn Fn()>::new(abort);
        if !given_up.is_undefined() {
            let listener = on_given_up.as_ref().unchecked_ref();
            let _ = given_up.add_event_listener_with_callback("abort", listener);
        }
        Self {
            signal,
            given_up,
            on_given_up,
            is_over,
            _timer: timer,
        }
    }

    /// Whether it took too long.
    fn is_over(&self) -> bool {
        self.is_over.get()
    }
}

impl Drop for TimeLimit<'_> {
    fn drop(&mut self) {
        if !self.given_up.is_undefined() {
            let listener = self.on_given_up.as_ref().unchecked_ref();
            let _ = self
                .given_up
                .remove_event_listener_with_callback("abort", listener);
        }
    }
}

/// How long a cache has kept an answer, as far as its headers may be read; a cache that only says
/// that the answer is its own has kept it for some time.
fn age_of(response: &Response) -> Duration {
    let header = |name: &str| response.headers().get(name);
    let from_cache = ["x-cache-status", "x-cache"].iter().any(|name| {
        header(name).is_some_and(|words| {
            let words = words.to_ascii_uppercase();
            ["HIT", "STALE", "UPDATING"]
                .iter()
                .any(|word| words.contains(word))
        })
    });
    read_age(header("age").as_deref(), from_cache)
}

fn read_age(age: Option<&str>, from_cache: bool) -> Duration {
    let seconds = age.and_then(|age| age.trim().parse::<u32>().ok());
    let least = if from_cache { 1 } else { 0 };
    Duration::from_secs(u64::from(seconds.unwrap_or_default().max(least)))
}

thread_local! {
    /// Which addresses, without their query, were answered by a cache.
    static CACHED: RefCell<HashSet<String>> = RefCell::default();
}

fn is_cached(url: &str) -> bool {
    let path = url.split('?').next().unwrap_or_default();
    CACHED.with_borrow(|cached| cached.contains(path))
}

fn remember_cached(url: &str) {
    let path = url.split('?').next().unwrap_or_default();
    CACHED.with_borrow_mut(|cached| cached.insert(path.to_owned()));
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
            max_age: None,
            passes_caches: false,
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

    #[test]
    fn an_answers_age_is_read_where_a_cache_tells_of_it() {
        let age = |age, from_cache| read_age(age, from_cache).as_secs();
        assert_eq!([age(None, false), age(Some("0"), false)], [0, 0]);
        assert_eq!(
            [age(Some(" 304 "), false), age(Some("304"), true)],
            [304, 304]
        );
        assert_eq!([age(None, true), age(Some("soon"), true)], [1, 1]);
    }
}
