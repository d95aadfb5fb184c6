//! The router: every route, and what surrounds them.

use std::{net::SocketAddr, time::Instant};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
};
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    assets,
    auth::{fingerprint, random_text},
    caches,
    clock::http_date,
    error::Error,
    faults::{header as fault_header, layer as fault_layer},
    openapi, routes,
    state::App,
};

/// Names a request, so that people can quote it.
pub const REQUEST_ID: &str = "x-request-id";
/// The most characters of a request's id that is sent along.
const LONGEST_REQUEST_ID: usize = 128;

/// The whole server, as a value.
pub fn router(app: App) -> Router {
    let (described, api) = openapi::router().split_for_parts();
    described
        .merge(SwaggerUi::new("/docs").url("/openapi.json", api))
        .route("/ws/jobs/{session_id}", get(routes::sockets::jobs))
        .route("/ws/content/{client_id}", get(routes::sockets::content))
        .route("/published/{content_id}", get(routes::published::show))
        .route("/__sandbox/outbox", get(routes::test_email::outbox))
        .route("/media/{*name}", get(routes::media::show))
        .route(
            "/__sandbox/faults",
            get(routes::faults::list)
                .post(routes::faults::add)
                .delete(routes::faults::clear),
        )
        .route(
            "/__sandbox/faults/{id}",
            axum::routing::delete(routes::faults::remove),
        )
        .route("/__sandbox/stir", post(routes::stir::stir))
        .fallback(assets::fallback)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn_with_state(
            app.clone(),
            caches::layer::layer,
        ))
        .layer(middleware::from_fn_with_state(app.clone(), assets::pages))
        .layer(middleware::from_fn_with_state(app.clone(), limit))
        // Files of the app come in the encoding that they lie there in, and are left as they are.
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(fault_layer::inner))
        .layer(middleware::from_fn_with_state(app.clone(), identify))
        .layer(cors())
        .layer(middleware::from_fn_with_state(
            (app.faults.clone(), app.clock.clone()),
            fault_layer::outer,
        ))
        .with_state(app)
}

async fn method_not_allowed() -> Error {
    Error::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            HeaderName::from_static("x-api-key"),
            HeaderName::from_static(REQUEST_ID),
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static(fault_header::NAME),
        ])
        .expose_headers([
            HeaderName::from_static(REQUEST_ID),
            header::RETRY_AFTER,
            header::ETAG,
            header::DATE,
        ])
        .max_age(std::time::Duration::from_secs(600))
}

/// Gives every answer the request's id, its time, and counts it.
async fn identify(State(app): State<App>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let given = request
        .headers()
        .get(REQUEST_ID)
        .filter(|id| (1..=LONGEST_REQUEST_ID).contains(&id.len()))
        .cloned();
    let id = given
        .or_else(|| {
            let id = random_text::<12>().ok()?;
            HeaderValue::from_str(&id).ok()
        })
        .unwrap_or(HeaderValue::from_static("unknown"));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    // What is true now may not be when the browser goes back.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    if app.clock.is_skewed()
        && let Ok(date) = HeaderValue::from_str(&http_date(app.clock.now()))
    {
        response.headers_mut().insert(header::DATE, date);
    }
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    app.metrics.count(response.status().as_u16(), micros);
    response
}

/// Refuses callers that ask too often. Pages and their files are not counted.
async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/api/")
        && let Err(wait) = app.requests.count(&caller(&request))
    {
        return Error::too_many("Too many requests", wait).into_response();
    }
    next.run(request).await
}

/// Who is counted: the key that was sent, else the address.
fn caller(request: &Request) -> String {
    let headers = request.headers();
    let key = headers
        .get(header::AUTHORIZATION)
        .or_else(|| headers.get("x-api-key"));
    match key.and_then(|key| key.to_str().ok()) {
        Some(key) => fingerprint(key, usize::MAX),
        None => request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(|| "local".to_owned(), |info| info.0.ip().to_string()),
    }
}
