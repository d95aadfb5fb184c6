//! The control route for faults; there only with `--faults`.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;
use wire::events::Feed;

use crate::{
    error::{Error, Result},
    extract::{Body, Segment},
    faults::{Fault, Rule},
    state::App,
};

/// Close code: service restart (IANA's registry).
const SERVICE_RESTART: u16 = 1012;

/// `GET`: the rules in force.
pub async fn list(State(app): State<App>) -> Result<Response> {
    available(&app)?;
    Ok(Json(json!({ "rules": app.faults.list() })).into_response())
}

/// `POST`: sets a rule, or does at once what is done once.
pub async fn add(State(app): State<App>, Body(rule): Body<Rule>) -> Result<Response> {
    available(&app)?;
    if rule.fault.is_instant() {
        strike(&app, &rule);
        return Ok(Json(json!({ "id": null })).into_response());
    }
    let for_ms = rule.for_ms;
    let id = app.faults.add(rule);
    settle(&app);
    if let Some(millis) = for_ms {
        let app = app.clone();
        tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
            app.faults.sweep();
            settle(&app);
        });
    }
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))).into_response())
}

/// `DELETE`: ends all rules.
pub async fn clear(State(app): State<App>) -> Result<Response> {
    available(&app)?;
    let removed = app.faults.remove(None);
    settle(&app);
    Ok(Json(json!({ "removed": removed })).into_response())
}

/// `DELETE …/{id}`: ends one rule.
pub async fn remove(State(app): State<App>, Segment(id): Segment) -> Result<Response> {
    available(&app)?;
    let removed = id.parse().map_or(0, |id| app.faults.remove(Some(id)));
    settle(&app);
    match removed {
        0 => Err(Error::not_found(format!("Rule {id}"))),
        _ => Ok(Json(json!({ "removed": removed })).into_response()),
    }
}

/// Refuses where nothing may be broken.
pub(super) fn available(app: &App) -> Result<()> {
    match app.faults.is_enabled() {
        true => Ok(()),
        false => Err(Error::new(StatusCode::NOT_FOUND, "Not Found")),
    }
}

fn strike(app: &App, rule: &Rule) {
    match &rule.fault {
        Fault::CloseSockets { code } => {
            for feed in [Feed::Jobs, Feed::Content] {
                if rule.matches_feed(feed) {
                    app.live.hang_up(feed, code.unwrap_or(SERVICE_RESTART));
                }
            }
        }
        Fault::ExpireTokens { refresh } => {
            app.tokens.expire_all(*refresh);
            app.tickets.clear();
        }
        _ => {}
    }
}

/// Puts into force what is not asked of the rules at every use.
fn settle(app: &App) {
    app.clock.set_skew(app.faults.skew_millis());
    app.tokens.set_ttl(app.faults.token_ttl());
}
