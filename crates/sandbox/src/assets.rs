//! Serves the built app as a CDN would, with `--app`.
//!
//! Files come with the right type, in the smallest encoding the browser takes,
//! with the headers that the app's `_headers` file asks for; other addresses
//! of the app are answered with its `index.html`. The app is below the path it was built for, or
//! below that of `--base`; the API stays at the root.

mod base;
mod encoding;
mod headers;

use std::{
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use percent_encoding::percent_decode_str;

use crate::{error::Error, state::App};
use base::Base;
use encoding::Encoding;

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
    // Whoever leaves the path or its last slash out means the app's start page.
    if navigation && !base.is_root() && (path == "/" || base.is_without_slash(&path)) {
        return Redirect::temporary(base.as_str()).into_response();
    }
    let headers = request.headers().clone();
    let found = tokio::task::spawn_blocking(move || {
        let asked = base.below(&path)?.to_owned();
        let site = Site {
            root,
            base,
            api_url,
        };
        find(&site, &asked, navigation, &headers)
    });
    match found.await {
        Ok(Some(found)) => respond(&request, found),
        Ok(None) => not_found(),
        Err(error) => Error::internal(error).into_response(),
    }
}

/// The app's files, and where they are served.
struct Site {
    root: PathBuf,
    base: Base,
    api_url: String,
}

impl Site {
    fn headers(&self, asked: &str) -> HeaderMap {
        // The rules may be for where the app was built for, or for where it is served.
        let paths = [self.base.built(), self.base.as_str()].map(|base| format!("{base}{asked}"));
        headers::for_paths(&self.root, &paths)
    }
}

/// A file as it is to be sent.
struct Found {
    bytes: Vec<u8>,
    kind: String,
    encoding: Option<Encoding>,
    etag: String,
    headers: HeaderMap,
}

fn find(site: &Site, asked: &str, navigation: bool, request_headers: &HeaderMap) -> Option<Found> {
    let root = &site.root;
    if PRIVATE.contains(&asked) {
        return None;
    }
    let name = if asked.is_empty() { INDEX } else { asked };
    let file = match inside(root, name).filter(|file| file.is_file()) {
        Some(file) => file,
        None if navigation && !is_missing_file(name) => root.join(INDEX),
        None => return None,
    };
    if last(name) == "config.json" {
        return config(site, &file, asked);
    }
    if site.base.is_moved() && file == root.join(INDEX) {
        return moved_page(site, &file, asked);
    }
    let kind = mime_guess::from_path(&file).first_or_octet_stream();
    let (source, encoding) = encoding::best(&file, request_headers.get(header::ACCEPT_ENCODING));
    let bytes = std::fs::read(&source).ok()?;
    let changed = source
        .metadata()
        .ok()?
        .modified()
        .ok()?
        .duration_since(UNIX_EPOCH)
        .ok()?;
    let kind = match (kind.type_(), kind.subtype()) {
        (mime_guess::mime::TEXT, _) | (_, mime_guess::mime::JAVASCRIPT) => {
            format!("{}; charset=utf-8", kind.essence_str())
        }
        _ => kind.essence_str().to_owned(),
    };
    let mut headers = site.headers(asked);
    if !headers.contains_key(header::CACHE_CONTROL) {
        let policy = headers::cache_policy(last(&file.to_string_lossy()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    }
    Some(Found {
        etag: format!("\"{:x}-{:x}\"", bytes.len(), changed.as_nanos()),
        bytes,
        kind,
        encoding,
        headers,
    })
}

/// Whether a name can only be that of a file of a build, so that no page belongs there.
fn is_missing_file(name: &str) -> bool {
    let ending = last(name).rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| FILES.contains(&ending))
        && !DETAILS.iter().any(|page| name.starts_with(page))
}

/// The app's page, told that it is served elsewhere than it was built for.
fn moved_page(site: &Site, file: &Path, asked: &str) -> Option<Found> {
    let built = std::fs::read_to_string(file).ok()?;
    let page = site.base.moved(&built, &site.root);
    let mut headers = site.headers(asked);
    if let Some(policy) = headers.get_mut(header::CONTENT_SECURITY_POLICY)
        && let Ok(text) = policy.to_str()
        && let Ok(adapted) = HeaderValue::from_str(&base::policy_for(text, &built, &page))
    {
        *policy = adapted;
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    Some(Found {
        etag: format!("\"{:x}-moved\"", page.len()),
        bytes: page.into_bytes(),
        kind: "text/html; charset=utf-8".to_owned(),
        encoding: None,
        headers,
    })
}

/// The app's configuration, told where the API is; nothing means where the app came from.
fn config(site: &Site, file: &Path, asked: &str) -> Option<Found> {
    let mut config: serde_json::Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    config
        .as_object_mut()?
        .insert("api_url".into(), site.api_url.as_str().into());
    let bytes = serde_json::to_vec(&config).ok()?;
    let mut headers = site.headers(asked);
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    Some(Found {
        etag: format!("\"{:x}-config\"", bytes.len()),
        bytes,
        kind: "application/json".to_owned(),
        encoding: None,
        headers,
    })
}

/// The file of that name, unless the name leads out of the folder.
fn inside(root: &Path, name: &str) -> Option<PathBuf> {
    let name = percent_decode_str(name).decode_utf8().ok()?;
    let mut file = root.to_owned();
    for segment in name.split('/') {
        let hidden = segment.starts_with('.') || segment.contains(['\\', '\0', ':']);
        if segment.is_empty() || hidden {
            return None;
        }
        file.push(segment);
    }
    Some(file)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn respond(request: &Request, found: Found) -> Response {
    let mut headers = found.headers;
    headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(etag) = HeaderValue::from_str(&found.etag) {
        headers.insert(header::ETAG, etag);
    }
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == found.etag));
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Ok(kind) = HeaderValue::from_str(&found.kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(encoding) = found.encoding {
        let name = HeaderValue::from_static(encoding.as_str());
        headers.insert(header::CONTENT_ENCODING, name);
    }
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(found.bytes.len()));
    let body = match *request.method() {
        Method::HEAD => Body::empty(),
        _ => Body::from(found.bytes),
    };
    (headers, body).into_response()
}
