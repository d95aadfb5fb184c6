//! What is controlled from outside, with `--faults`: what breaks, what was asked, a restart.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{Shipped, log::Entry};
use crate::{
    error::{Error, Result},
    extract::Body,
    faults::Rule,
};

/// The routes.
pub fn router(shipped: Shipped) -> Router {
    Router::new()
        .route("/__sandbox/faults", post(add_fault).delete(clear_faults))
        .route("/__sandbox/requests", get(requests))
        .route("/__sandbox/restart", post(restart))
        .with_state(shipped)
}

async fn add_fault(
    State(shipped): State<Shipped>,
    Body(rule): Body<Rule>,
) -> Result<(StatusCode, Json<Value>)> {
    if !rule.fault.is_for_requests() {
        return Err(Error::new(
            StatusCode::BAD_REQUEST,
            "Only requests can be broken here",
        ));
    }
    let id = shipped.faults.add(rule);
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

async fn clear_faults(State(shipped): State<Shipped>) -> Json<Value> {
    Json(json!({ "removed": shipped.faults.remove(None) }))
}

async fn requests(State(shipped): State<Shipped>) -> Json<Vec<Entry>> {
    Json(shipped.log.entries())
}

async fn restart(State(shipped): State<Shipped>) -> StatusCode {
    shipped.restart();
    StatusCode::NO_CONTENT
}
