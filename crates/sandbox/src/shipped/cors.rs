//! The backend's CORS: any origin by default, or those that it was told of.
//!
//! By hand, for what no library would do: a preflight of any path is answered with a text, a star
//! goes along with credentials, and a crash has no headers at all.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    Shipped,
    answer::{Answer, Bare},
};

const METHODS: &str = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
const CREDENTIALS: (HeaderName, HeaderValue) = (
    header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
    HeaderValue::from_static("true"),
);
const VARY: (HeaderName, HeaderValue) = (header::VARY, HeaderValue::from_static("Origin"));

/// Answers preflights, and says of every other answer who may read it.
pub async fn layer(State(shipped): State<Shipped>, request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else {
        return next.run(request).await;
    };
    let origins = shipped.origins();
    let is_known = origins.is_none_or(|known| known.iter().any(|it| it.as_str() == origin));
    let requested = request.headers().get(header::ACCESS_CONTROL_REQUEST_METHOD);
    if request.method() == Method::OPTIONS
        && let Some(method) = requested
    {
        let is_method = METHODS.split(", ").any(|known| known == method);
        let headers = request.headers();
        return preflight(origin, is_known, is_method, headers).into_response();
    }
    let has_cookie = request.headers().contains_key(header::COOKIE);
    let mut response = next.run(request).await;
    if response.extensions().get::<Bare>().is_none() {
        let headers = response.headers_mut();
        headers.extend([CREDENTIALS]);
        if origins.is_none() && !has_cookie {
            let any = HeaderValue::from_static("*");
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
        } else if is_known {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.extend([VARY]);
        }
    }
    response
}

fn preflight(
    origin: HeaderValue,
    is_origin_known: bool,
    is_method_known: bool,
    parsed: &HeaderMap,
) -> Answer {
    let mut refused = Vec::new();
    let mut headers = vec![
        VARY,
        CREDENTIALS,
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static(METHODS),
        ),
        (
            header::ACCESS_CONTROL_MAX_AGE,
            HeaderValue::from_static("600"),
        ),
    ];
    if let Some(names) = parsed.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.push((header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone()));
    }
    match is_origin_known {
        true => headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, origin)),
        false => refused.push("origin"),
    }
    if !is_method_known {
        refused.push("method");
    }
    let (status, body) = match refused.is_empty() {
        true => (StatusCode::OK, "OK".to_owned()),
        false => (
            StatusCode::BAD_REQUEST,
            format!("Disallowed CORS {}", refused.join(", ")),
        ),
    };
    let mut answer = Answer::text(status, "text/plain; charset=utf-8", body);
    answer.headers.extend(headers);
    answer
}
