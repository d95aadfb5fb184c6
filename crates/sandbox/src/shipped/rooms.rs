//! Live sessions: rooms that sockets join and anybody may speak into.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    extract::ws::{Message, WebSocket},
    http::StatusCode,
};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use super::{
    answer::{Answer, HandlerResult, put},
    clock::{aware, now},
    parsed_request::ParsedRequest,
    world::World,
};

const ROLES: [&str; 3] = ["host", "presenter", "observer"];

/// The rooms. Copies share them.
#[derive(Clone, Default)]
pub struct Rooms(Arc<Mutex<BTreeMap<String, Room>>>);

#[derive(Default)]
struct Room {
    clients: BTreeMap<String, mpsc::UnboundedSender<Value>>,
    said: Vec<Value>,
}

impl Rooms {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Room>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ids(&self) -> Vec<String> {
        self.lock().keys().cloned().collect()
    }

    /// How many are in a room; `None` where there is no such room.
    fn size(&self, id: &str) -> Option<usize> {
        self.lock().get(id).map(|room| room.clients.len())
    }

    fn said(&self, id: &str) -> Vec<Value> {
        let rooms = self.lock();
        rooms
            .get(id)
            .map(|room| room.said.clone())
            .unwrap_or_default()
    }

    /// Says something to everybody in a room but one; when that was.
    fn say(&self, id: &str, mut what: Value, but: Option<&str>) -> String {
        let time = aware(now());
        put(&mut what, "/timestamp", time.as_str());
        if let Some(room) = self.lock().get_mut(id) {
            for (client, sender) in &room.clients {
                if but != Some(client) {
                    // A socket that has just ended hears nothing.
                    let _ = sender.send(what.clone());
                }
            }
            room.said.push(what);
        }
        time
    }

    /// Admits a client, and returns what it receives from now on.
    fn enter(&self, id: &str, client: &str) -> (usize, mpsc::UnboundedReceiver<Value>) {
        let (sender, heard) = mpsc::unbounded_channel();
        let mut rooms = self.lock();
        let room = rooms.entry(id.to_owned()).or_default();
        room.clients.insert(client.to_owned(), sender);
        (room.clients.len(), heard)
    }

    /// Of two sockets with one name, the first to leave takes the room along.
    fn leave(&self, id: &str, client: &str) {
        let left = self.lock().get_mut(id).and_then(|room| {
            room.clients.remove(client)?;
            Some(room.clients.len())
        });
        let Some(count) = left else { return };
        let left = json!({
            "type": "participant_left", "client_id": client, "participant_count": count,
        });
        self.say(id, left, None);
        if count == 0 {
            self.lock().remove(id);
        }
    }
}

/// Who joins which room, as the handshake says.
pub struct Guest {
    session: String,
    client: String,
    role: &'static str,
}

impl Guest {
    /// Reads a handshake; without a session there is none.
    pub fn new(parsed: &ParsedRequest) -> Option<Self> {
        let client = parsed.query("client_id").map(str::to_owned);
        let role = ROLES
            .iter()
            .find(|role| Some(**role) == parsed.query("role"));
        Some(Self {
            session: parsed.query("session_id")?.to_owned(),
            client: client.unwrap_or_else(|| format!("ws-{}", super::hex::<4>())),
            role: role.copied().unwrap_or("participant"),
        })
    }

    /// Serves a socket until it or the backend ends.
    pub async fn attend(self, mut socket: WebSocket, rooms: Rooms, mut alive: watch::Receiver<()>) {
        let Self {
            session,
            client,
            role,
        } = &self;
        let (count, mut heard) = rooms.enter(session, client);
        let welcome = json!({
            "type": "welcome", "session_id": session, "client_id": client, "role": role,
            "participant_count": count, "timestamp": aware(now()),
            "message": format!("Welcome to session {session}!"),
        });
        let joined = json!({
            "type": "participant_joined", "client_id": client, "role": role,
            "participant_count": count,
        });
        rooms.say(session, joined, Some(client));
        let mut next = Some(welcome);
        loop {
            if let Some(frame) = next.take()
                && socket.send(Message::text(frame.to_string())).await.is_err()
            {
                break;
            }
            tokio::select! {
                // Whose room was closed, or whose name another one took, stays and hears nothing.
                Some(frame) = heard.recv() => next = Some(frame),
                message = socket.recv() => match message {
                    Some(Ok(Message::Text(text))) => next = Some(self.on_text(&text, &rooms)),
                    Some(Ok(Message::Binary(_))) => next = Some(error("Internal server error")),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                },
                // The backend is gone, and its sockets with it, without a word.
                _ = alive.changed() => return,
            }
        }
        rooms.leave(session, client);
    }

    /// What is answered to a message.
    fn on_text(&self, text: &str, rooms: &Rooms) -> Value {
        let Ok(said) = serde_json::from_str::<Value>(text) else {
            return error("Invalid JSON format");
        };
        if !said.is_object() || said.get("data").is_some_and(Value::is_null) {
            return error("Internal server error");
        }
        match said.get("type").and_then(Value::as_str) {
            Some("heartbeat") => json!({ "type": "heartbeat_ack", "timestamp": aware(now()) }),
            Some("chat") => {
                let message = said.pointer("/data/message").cloned();
                let message = message.unwrap_or_else(|| "".into());
                let what = json!({
                    "type": "chat_message", "client_id": self.client, "message": message,
                });
                rooms.say(&self.session, what, Some(&self.client));
                json!({ "type": "message_sent", "status": "ok" })
            }
            kind => error(&format!("Unknown message type: {}", kind.unwrap_or("None"))),
        }
    }
}

fn error(message: &str) -> Value {
    json!({ "type": "error", "message": message })
}

fn unknown(id: &str) -> Answer {
    Answer::not_found(format!("Session {id} not found"))
}

/// `GET /api/v2/sessions/live`
pub fn live(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    let ids = world.rooms.ids();
    let sessions = ids
        .iter()
        .map(|id| json!({ "session_id": id, "participant_count": world.rooms.size(id) }));
    let sessions: Vec<_> = sessions.collect();
    let time = aware(now());
    Ok(Answer::json(
        &json!({ "count": ids.len(), "sessions": sessions, "timestamp": time }),
    ))
}

/// `GET /ws/sessions/active`
pub fn active(world: &mut World, _: &ParsedRequest) -> HandlerResult {
    let ids = world.rooms.ids();
    Ok(Answer::json(
        &json!({ "count": ids.len(), "sessions": ids }),
    ))
}

/// `GET /ws/sessions/{id}/info`
pub fn info(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let id = parsed.param.as_str();
    let count = world.rooms.size(id).ok_or_else(|| unknown(id))?;
    Ok(Answer::json(
        &json!({ "session_id": id, "participant_count": count }),
    ))
}

/// `GET /api/v2/session/{id}/content`
pub fn content(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let id = parsed.param.as_str();
    let mut told = json!({
        "session_id": id, "active": world.rooms.size(id).is_some(), "timestamp": aware(now()),
    });
    if parsed.switch("include_replay") == Some(true) {
        put(&mut told, "/replay", messages(world, id));
    }
    Ok(Answer::json(&told))
}

/// `GET /ws/sessions/{id}/replay`
pub fn replay(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let mut told = messages(world, &parsed.param);
    put(&mut told, "/session_id", parsed.param.as_str());
    Ok(Answer::json(&told))
}

fn messages(world: &World, id: &str) -> Value {
    let said = world.rooms.said(id);
    json!({ "message_count": said.len(), "messages": said })
}

/// `POST /ws/sessions/{id}/broadcast`
pub fn broadcast(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let id = parsed.param.as_str();
    let time = world.rooms.say(id, parsed.json.clone(), None);
    Ok(Answer::json(
        &json!({ "status": "broadcasted", "session_id": id, "timestamp": time }),
    ))
}

/// `POST /ws/sessions/{id}/close`: the sockets stay open, and hear nothing more.
pub fn close(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let id = parsed.param.as_str();
    let message = "This session is ending. Thank you for participating!";
    world.rooms.say(
        id,
        json!({ "type": "session_ending", "message": message }),
        None,
    );
    let closed = world.rooms.lock().remove(id);
    closed.ok_or_else(|| unknown(id))?;
    Ok(Answer::json(
        &json!({ "status": "closed", "session_id": id }),
    ))
}

/// `POST /api/v2/live-announce`
pub fn announce(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let ids = match parsed.query("session_id") {
        None => world.rooms.ids(),
        Some(id) if world.rooms.size(id).is_some() => vec![id.to_owned()],
        Some(_) => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            return Err(Answer::refusal(
                status,
                "Failed to broadcast announcement: ",
            ));
        }
    };
    let heard: usize = ids.iter().filter_map(|id| world.rooms.size(id)).sum();
    for id in &ids {
        let what = json!({ "type": "live_announcement", "content": parsed.json });
        world.rooms.say(id, what, None);
    }
    Ok(world.changed("live-announce-all", |told| {
        put(told, "/sessions_notified", ids);
        put(told, "/participant_count", heard);
        put(told, "/timestamp", aware(now()));
    }))
}
