//! The frames of the shipped backend's live sessions: flat, and of any shape.

use serde_json::{Map, Value};

use crate::{Path, Query, Stamp, call::ReadError, text::open_enum};

open_enum! {
    /// What a frame tells.
    LiveKind {
        /// The first frame.
        Welcome = "welcome",
        /// The answer to [`HEARTBEAT`].
        HeartbeatAck = "heartbeat_ack",
        /// Somebody joined.
        ParticipantJoined = "participant_joined",
        /// Somebody left.
        ParticipantLeft = "participant_left",
        /// Somebody wrote something.
        ChatMessage = "chat_message",
        /// The session changed.
        SessionUpdate = "session_update",
        /// Somebody was told about their technique.
        TechniqueFeedback = "technique_feedback",
        /// An announcement to all.
        LiveAnnouncement = "live_announcement",
        /// The session ends. The socket stays open, and nothing comes any more.
        SessionEnding = "session_ending",
        /// A complaint about what was sent.
        Error = "error",
    }
}

/// The frame that asks for a `heartbeat_ack`. The socket may die without a
/// word, so silence after this one means that it is dead.
pub const HEARTBEAT: &str = r#"{"type":"heartbeat"}"#;

/// The socket's path.
pub fn path() -> Path {
    Path::fixed("/ws/live-updates")
}

/// Joins as somebody who only listens. A server that does not know the role
/// takes it for a participant, and says so in its welcome.
pub const OBSERVER: &str = "observer";

/// The socket's query. `client` must differ between tabs: a second socket of
/// the same name replaces the first without closing it.
pub fn query(session: &str, client: &str, role: &str) -> Query {
    Query::new()
        .with("session_id", session)
        .with("client_id", client)
        .with("role", role)
}

/// What a server sends over a live session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LiveFrame {
    /// What it tells; `None` where it does not say, since anybody may send anything.
    pub kind: Option<LiveKind>,
    /// Everything beside the kind, as it came.
    pub fields: Map<String, Value>,
}

impl LiveFrame {
    /// Reads a frame.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        match serde_json::from_str(text)? {
            Value::Object(fields) => Ok(Self::of(fields)),
            _ => Err(ReadError("a frame is an object".to_owned())),
        }
    }

    fn of(mut fields: Map<String, Value>) -> Self {
        let kind = fields
            .get("type")
            .and_then(Value::as_str)
            .map(LiveKind::from);
        if kind.is_some() {
            fields.remove("type");
        }
        Self { kind, fields }
    }

    /// The frame as it travels.
    pub fn to_json(&self) -> Value {
        let mut map = self.fields.clone();
        if let Some(kind) = &self.kind {
            map.insert("type".to_owned(), kind.as_str().into());
        }
        Value::Object(map)
    }

    /// A field that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    /// When it was sent; `None` where it does not say.
    pub fn timestamp(&self) -> Option<Stamp> {
        self.text("timestamp")
            .and_then(|text| Stamp::parse(text).ok())
    }

    /// How many people there are in the session.
    pub fn participants(&self) -> Option<u64> {
        self.fields.get("participant_count").and_then(Value::as_u64)
    }

    /// Whether nothing comes after this, though the socket stays open.
    pub fn is_last(&self) -> bool {
        self.kind == Some(LiveKind::SessionEnding)
    }
}

/// A frame that was kept; one that is no object becomes one.
impl From<Value> for LiveFrame {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(fields) => Self::of(fields),
            other => Self::of(Map::from_iter([("value".to_owned(), other)])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: Option<LiveKind>, fields: &[&str]) {
        let frame = LiveFrame::read(text).unwrap();
        assert_eq!(frame.kind, kind);
        assert_eq!(frame.fields.keys().collect::<Vec<_>>(), fields);
        assert_eq!(
            LiveFrame::read(&frame.to_json().to_string()).unwrap(),
            frame
        );
    }

    #[test]
    fn anything_that_somebody_sends_is_a_frame() {
        check(
            r#"{"type":"heartbeat_ack","timestamp":"x"}"#,
            Some(LiveKind::HeartbeatAck),
            &["timestamp"],
        );
        check(
            r#"{"type":"job_update","job_id":"j1"}"#,
            Some(LiveKind::Other("job_update".into())),
            &["job_id"],
        );
        check(r#"{"type":7}"#, None, &["type"]);
        check("{}", None, &[]);
        for text in ["", "[]", "null", "7"] {
            assert!(LiveFrame::read(text).is_err(), "{text}");
        }
    }
}
