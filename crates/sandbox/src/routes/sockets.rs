//! The live feeds' handshakes.

use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::StatusCode,
    response::Response,
};
use wire::events::{Feed, Viewer};

use crate::{
    error::{Error, Result, bad_query},
    extract::Pairs,
    live::socket,
    state::App,
};

type Upgrade = std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// `/ws/jobs/{session_id}`
pub async fn jobs(State(app): State<App>, pairs: Pairs, upgrade: Upgrade) -> Result<Response> {
    open(app, &pairs, upgrade, Feed::Jobs)
}

/// `/ws/content/{client_id}`
pub async fn content(State(app): State<App>, pairs: Pairs, upgrade: Upgrade) -> Result<Response> {
    open(app, &pairs, upgrade, Feed::Content)
}

fn open(app: App, pairs: &Pairs, upgrade: Upgrade, feed: Feed) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| {
        Error::new(
            StatusCode::UPGRADE_REQUIRED,
            "This is a WebSocket's address",
        )
    })?;
    let since = pairs
        .get("since")
        .map(|text| {
            text.parse::<u64>()
                .map_err(|_| bad_query("since", "int_parsing", "A frame's number is needed", text))
        })
        .transpose()?;
    let user = pairs
        .get("ticket")
        .and_then(|ticket| app.tickets.redeem(ticket))
        .ok_or_else(|| Error::forbidden("The ticket is unknown, used or expired"))?;
    let viewer = Viewer {
        user_id: Some(user.id),
        name: user.name,
    };
    let (live, faults) = (app.live.clone(), app.faults.clone());
    Ok(upgrade
        .max_message_size(64 * 1024)
        .on_upgrade(move |socket| socket::serve(socket, live, faults, feed, viewer, since)))
}
