//! Serves the built app as a CDN would, with `--app`.
//!
//! Files come in the smallest encoding the browser takes, with the headers that the app's
//! `_headers` file asks for; other addresses of the app are answered with its `index.html`. The app
//! is below the path it was built for, or below that of `--base`; the API stays at the root.

mod base;
mod headers;

use std::path::PathBuf;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use percent_encoding::percent_decode_str;
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::{auth::fingerprint, error::Error, state::App};
use base::Base;

/// Addresses that are the API's though nothing is there.
const API: &[&str] = &[
    "/api/",
    "/ws/",
    "/published/",
    "/media/",
    "/__sandbox/",
    "/docs/",
];
/// Addresses that are a page to people and a route to programs.
const BOTH: &[&str] = &["/health"];
/// Pages whose details have an id at the end of their address, which may look like a file's name.
const DETAILS: &[&str] = &["jobs/", "content/", "templates/"];
/// Endings of the files that apps are made of.
const FILES: &[&str] = &[
    "br",
    "css",
    "gif",
    "gz",
    "html",
    "ico",
    "jpg",
    "js",
    "json",
    "map",
    "mjs",
    "png",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
    "xml",
];
/// Files that tell the host what to do; never served.
const PRIVATE: &[&str] = &["_headers", "_redirects"];
/// The page that all other addresses of the app get.
const INDEX: &str = "index.html";
/// The app's configuration, which names its API.
const CONFIG: &str = "config.json";

/// Answers navigations to addresses that are a route as well.
pub async fn pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_at_root = |root| Base::of(root, app.args.base.as_deref()).is_root();
    if !BOTH.contains(&path) || !app.args.app.as_deref().is_some_and(is_at_root) {
        return next.run(request).await;
    }
    let vary = HeaderValue::from_static("Accept, Sec-Fetch-Mode");
    let mut response = if is_navigation(&request) {
        fallback(State(app), request).await
    } else {
        next.run(request).await
    };
    response.headers_mut().append(header::VARY, vary);
    response
}

/// Whether a person goes to an address, rather than a program asking for it.
fn is_navigation(request: &Request) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|it| it.to_str().ok());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let goes = text("sec-fetch-mode") == Some("navigate")
        || text("accept").is_some_and(|accept| accept.contains("text/html"));
    reads && goes
}

/// Answers what no route answers: a file of the app, its page, or 404. The API is where the app is.
pub async fn fallback(State(app): State<App>, request: Request) -> Response {
    match app.args.app.clone() {
        Some(root) => serve(root, app.args.base.as_deref(), String::new(), request).await,
        None => not_found(),
    }
}

fn not_found() -> Response {
    Error::new(StatusCode::NOT_FOUND, "Not Found").into_response()
}

/// Answers with a file of the app in `root`, which is told where its API is.
pub async fn serve(
    root: PathBuf,
    base: Option<&str>,
    api_url: String,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || API.iter().any(|api| path.starts_with(api)) {
        return not_found();
    }
    let base = Base::of(&root, base);
    let navigation = is_navigation(&request);
    let (request, _) = request.into_parts();
    // Whoever leaves the path or its last slash out means the app's start page.
    if navigation && !base.is_root() && (path == "/" || base.is_without_slash(&path)) {
        return Redirect::temporary(base.as_str()).into_response();
    }
    let Some(asked) = base.below(&path).map(str::to_owned) else {
        return not_found();
    };
    let site = Site {
        root,
        base,
        api_url,
    };
    let name = if asked.is_empty() { INDEX } else { &asked };
    let headers = site.headers(&asked);
    match site.answer(name, &request, &headers).await {
        Some(answer) => answer,
        None if navigation && !is_missing_file(name) => site
            .answer(INDEX, &request, &headers)
            .await
            .unwrap_or_else(not_found),
        None => not_found(),
    }
}

/// The app's files, and where they are served.
struct Site {
    root: PathBuf,
    base: Base,
    api_url: String,
}

impl Site {
    /// The headers that the app's own rules give to an address.
    fn headers(&self, asked: &str) -> HeaderMap {
        // The rules may be for where the app was built for, or for where it is served.
        let paths = [self.base.built(), self.base.as_str()].map(|base| format!("{base}{asked}"));
        headers::for_paths(&self.root, &paths)
    }

    /// The file of that name with its headers; `None` where there is none.
    async fn answer(&self, name: &str, request: &Parts, rules: &HeaderMap) -> Option<Response> {
        let mut rules = rules.clone();
        let mut response = match name {
            CONFIG => self.config(request)?,
            INDEX if self.base.is_moved() => self.moved_page(request, &mut rules)?,
            _ => self.file(name, request).await?,
        };
        let headers = response.headers_mut();
        if let Some(kind) = headers.get(header::CONTENT_TYPE)
            && kind.as_bytes().starts_with(b"text/")
            && let Ok(kind) =
                HeaderValue::from_bytes(&[kind.as_bytes(), b"; charset=utf-8"].concat())
        {
            headers.insert(header::CONTENT_TYPE, kind);
        }
        // `ServeDir` leaves it out where the browser's copy is still good.
        headers.remove(header::VARY);
        headers.extend(rules);
        headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static(headers::cache_policy(last(name))));
        Some(response)
    }

    /// A file as it lies in the folder, or its compressed twin.
    async fn file(&self, name: &str, request: &Parts) -> Option<Response> {
        if is_private(name) {
            return None;
        }
        let mut asking = Request::builder()
            .method(&request.method)
            .uri(format!("/{name}"))
            .body(Body::empty())
            .ok()?;
        *asking.headers_mut() = request.headers.clone();
        let files = ServeDir::new(&self.root)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        let Ok(answer) = files.oneshot(asking).await;
        (answer.status() != StatusCode::NOT_FOUND).then(|| answer.map(Body::new))
    }

    /// The app's page, told that it is served elsewhere than it was built for.
    fn moved_page(&self, request: &Parts, rules: &mut HeaderMap) -> Option<Response> {
        let built = std::fs::read_to_string(self.root.join(INDEX)).ok()?;
        let page = self.base.moved(&built, &self.root);
        if let Some(policy) = rules.get_mut(header::CONTENT_SECURITY_POLICY)
            && let Ok(text) = policy.to_str()
            && let Ok(adapted) = HeaderValue::from_str(&base::policy_for(text, &built, &page))
        {
            *policy = adapted;
        }
        Some(generated(request, "text/html", page))
    }

    /// The app's configuration, told where the API is; nothing means where the app came from.
    fn config(&self, request: &Parts) -> Option<Response> {
        let text = std::fs::read(self.root.join(CONFIG)).ok()?;
        let mut config: serde_json::Value = serde_json::from_slice(&text).ok()?;
        config
            .as_object_mut()?
            .insert("api_url".into(), self.api_url.as_str().into());
        Some(generated(request, "application/json", config.to_string()))
    }
}

/// An answer with a text that was made for it.
fn generated(request: &Parts, kind: &'static str, text: String) -> Response {
    let etag = format!("\"{}\"", fingerprint(&text, 16));
    let known = request
        .headers
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == etag));
    if known {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let headers = [
        (header::ETAG, etag),
        (header::CONTENT_TYPE, kind.to_owned()),
    ];
    (headers, text).into_response()
}

/// Whether a name can only be that of a file of a build, so that no page belongs there.
fn is_missing_file(name: &str) -> bool {
    let ending = last(name).rsplit_once('.').map(|(_, ending)| ending);
    let is_file = PRIVATE.contains(&name) || ending.is_some_and(|ending| FILES.contains(&ending));
    is_file && !DETAILS.iter().any(|page| name.starts_with(page))
}

/// Whether a file of that name is never served: it tells the host what to do, or it is hidden.
fn is_private(name: &str) -> bool {
    let name = percent_decode_str(name).decode_utf8_lossy();
    name.split('/')
        .any(|segment| segment.starts_with('.') || PRIVATE.contains(&segment))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
