//! Answers lists and published pages from the caches, and drops what a change makes untrue.

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use wire::{cache::CacheTarget, routes};

use super::{Kept, keep, look_up, select::Selection};
use crate::{auth::Identity, error::Error, state::App};

/// Says whether an answer came from a cache.
const X_CACHE: HeaderName = HeaderName::from_static("x-cache");
/// What is larger is answered and not kept.
const LARGEST: usize = 4 << 20;
/// The headers that belong to what is kept.
const HEADERS: [HeaderName; 3] = [
    header::CONTENT_TYPE,
    header::CONTENT_SECURITY_POLICY,
    header::ETAG,
];

/// What a request has to do with the caches.
#[derive(Debug, PartialEq, Eq)]
enum Concern {
    /// Its answer may be kept.
    Keeps(CacheTarget, Vec<String>),
    /// It makes untrue what is tagged so.
    Spoils(&'static [(CacheTarget, &'static str)]),
    /// Nothing.
    Nothing,
}

fn concern(method: &Method, path: &str) -> Concern {
    let within = |list: &str| {
        path.strip_prefix(list)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if *method == Method::GET {
        if let Some(id) = path.strip_prefix("/published/") {
            let tags = vec!["published".to_owned(), format!("content:{id}")];
            return Concern::Keeps(CacheTarget::Cdn, tags);
        }
        for (list, tag) in [
            (routes::DOCUMENTS.template, "documents"),
            (routes::TEMPLATES.template, "templates"),
        ] {
            if path == list {
                return Concern::Keeps(CacheTarget::Api, vec![tag.to_owned()]);
            }
        }
        return Concern::Nothing;
    }
    if method.is_safe() {
        Concern::Nothing
    } else if within(routes::TEMPLATES.template) && !path.ends_with("/preview") {
        Concern::Spoils(&[
            (CacheTarget::Api, "templates"),
            (CacheTarget::Local, "previews"),
        ])
    } else if within(routes::DOCUMENTS.template) {
        Concern::Spoils(&[
            (CacheTarget::Api, "documents"),
            (CacheTarget::Local, "previews"),
        ])
    } else if within(routes::CONTENTS.template)
        && (*method != Method::POST
            || path.ends_with("/restore")
            || path == routes::BULK_CONTENT.template)
    {
        Concern::Spoils(&[(CacheTarget::Cdn, "published")])
    } else {
        Concern::Nothing
    }
}

/// Answers from the caches what they hold, and keeps what they do not.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    match concern(request.method(), request.uri().path()) {
        Concern::Keeps(target, tags) => answer(&app, target, tags, request, next).await,
        Concern::Spoils(what) => {
            let response = next.run(request).await;
            for (target, tag) in what {
                app.caches.drop_from(target, &Selection::tagged(tag));
            }
            response
        }
        Concern::Nothing => next.run(request).await,
    }
}

async fn answer(
    app: &App,
    target: CacheTarget,
    tags: Vec<String>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let conditional = parts.headers.contains_key(header::IF_NONE_MATCH);
    // Published pages are for everybody; the rest is for whoever might have asked the server.
    let may =
        target == CacheTarget::Cdn || Identity::from_request_parts(&mut parts, app).await.is_ok();
    let key = parts
        .uri
        .path_and_query()
        .map_or_else(String::new, ToString::to_string);
    let request = Request::from_parts(parts, body);
    if conditional || !may {
        return next.run(request).await;
    }
    if let Some(kept) = look_up(app, target.clone(), &key).await {
        return mark(whole(kept), "hit");
    }
    let generation = app.caches.generation();
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Error::internal("an answer was too large for its cache").into_response();
    };
    let headers = HEADERS
        .iter()
        .filter_map(|name| Some((name.clone(), parts.headers.get(name)?.clone())));
    let kept = Kept {
        body: bytes.clone(),
        headers: headers.collect(),
        tags,
    };
    keep(app, target, key, kept, generation).await;
    mark(Response::from_parts(parts, Body::from(bytes)), "miss")
}

fn whole(kept: Kept) -> Response {
    let mut response = Response::new(Body::from(kept.body));
    response.headers_mut().extend(kept.headers);
    response
}

fn mark(mut response: Response, word: &'static str) -> Response {
    response
        .headers_mut()
        .insert(X_CACHE, HeaderValue::from_static(word));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lists_and_pages_are_kept_and_changes_spoil_what_shows_them() {
        let keeps = |path: &str| matches!(concern(&Method::GET, path), Concern::Keeps(..));
        assert!(keeps("/api/v2/templates") && keeps("/published/cnt_1"));
        assert!(!keeps("/api/v2/templates/x") && !keeps("/api/v2/jobs"));
        let spoils = |method: &Method, path: &str| match concern(method, path) {
            Concern::Spoils(what) => what.len(),
            _ => 0,
        };
        assert_eq!(spoils(&Method::PUT, "/api/v2/templates/x"), 2);
        assert_eq!(spoils(&Method::POST, "/api/v2/templates/preview"), 0);
        assert_eq!(spoils(&Method::POST, "/api/v2/content/generate"), 0);
        assert_eq!(spoils(&Method::DELETE, "/api/v2/content/x"), 1);
        for path in ["x/restore", "x/versions/2/restore", "bulk"] {
            let path = format!("/api/v2/content/{path}");
            assert_eq!(spoils(&Method::POST, &path), 1, "{path}");
        }
        assert_eq!(spoils(&Method::POST, "/api/v2/templatesque"), 0);
    }
}
