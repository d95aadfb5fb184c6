//! The shipped backend's live sessions, as they can be looked at without joining one.
//!
//! Their shape is told nowhere and anybody may put anything into one, so
//! little is asked of it and all else is kept.

use serde_json::{Map, Value};

use super::live::LiveFrame;
use crate::{
    Call, Method, Path, Query, Stamp, call::ReadError, capabilities::Capabilities, routes::Route,
};

/// A session that is under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LiveSession {
    /// Its id, by which it is joined; `None` where none can be told.
    pub id: Option<String>,
    /// Everything beside the id, as it came.
    pub fields: Map<String, Value>,
}

impl LiveSession {
    fn read(value: Value) -> Self {
        match value {
            Value::String(id) => Self {
                id: Some(id),
                fields: Map::new(),
            },
            Value::Object(mut fields) => {
                let key = ["session_id", "id"]
                    .into_iter()
                    .find(|key| fields.get(*key).is_some_and(Value::is_string));
                let id = key.and_then(|key| fields.remove(key));
                Self {
                    id: id.and_then(|id| id.as_str().map(str::to_owned)),
                    fields,
                }
            }
            other => Self {
                id: None,
                fields: Map::from_iter([("value".to_owned(), other)]),
            },
        }
    }

    /// How many people are in it, where the server says so.
    pub fn participants(&self) -> Option<u64> {
        ["participant_count", "participants"]
            .into_iter()
            .find_map(|key| self.fields.get(key))
            .and_then(Value::as_u64)
    }
}

/// The sessions that are under way.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveSessions {
    /// They.
    pub sessions: Vec<LiveSession>,
    /// When the server said so.
    pub timestamp: Option<Stamp>,
}

/// What is known of one session from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionContent {
    /// Whether it is under way. The server knows no session that is not, nor one that never was.
    pub active: bool,
    /// What was said in it, oldest first, as far as the server keeps it.
    pub messages: Vec<LiveFrame>,
    /// Everything else, as it came.
    pub fields: Map<String, Value>,
}

impl LiveSessions {
    /// Adds what another list has; of a session in both, what this one does not say.
    pub fn add(&mut self, other: Self) {
        for session in other.sessions {
            let same = |known: &&mut LiveSession| known.id.is_some() && known.id == session.id;
            match self.sessions.iter_mut().find(same) {
                Some(known) => {
                    for (name, value) in session.fields {
                        known.fields.entry(name).or_insert(value);
                    }
                }
                None => self.sessions.push(session),
            }
        }
    }
}

const JOINED: Route = Route::new(Method::Get, "/ws/sessions/active");
const TRACKED: Route = Route::new(Method::Get, "/ws/events/active-sessions");

/// The sessions that somebody takes part in or leads.
pub fn list() -> Call<LiveSessions> {
    read_list(Path::fixed("/api/v2/sessions/live"))
}

/// The sessions that a socket is connected to; `None` where the server does not list them.
pub fn joined(known: &Capabilities) -> Option<Call<LiveSessions>> {
    known
        .lists(JOINED)
        .then(|| read_list(Path::fixed(JOINED.template)))
}

/// The sessions that the server itself listens to, such as one that has begun and nobody has
/// joined; `None` where the server does not list them.
pub fn tracked(known: &Capabilities) -> Option<Call<LiveSessions>> {
    known
        .lists(TRACKED)
        .then(|| read_list(Path::fixed(TRACKED.template)))
}

fn read_list(path: Path) -> Call<LiveSessions> {
    Call::read_by(Method::Get, path, |body| {
        let mut body = object(body)?;
        Ok(LiveSessions {
            sessions: array(&mut body, "sessions")?
                .into_iter()
                .map(LiveSession::read)
                .collect(),
            timestamp: match body.remove("timestamp") {
                Some(time) => serde_json::from_value(time)?,
                None => None,
            },
        })
    })
    .public()
}

/// One session, with what was said in it. Looking at it joins nobody to it.
pub fn content(id: &str) -> Call<SessionContent> {
    let path = Path::filled("/api/v2/session/{session_id}/content", &[id]);
    Call::read_by(Method::Get, path, |body| {
        let mut body = object(body)?;
        let active = body
            .remove("active")
            .ok_or_else(|| ReadError("`active` is missing".to_owned()))?;
        let messages = match body.remove("replay") {
            None | Some(Value::Null) => Vec::new(),
            Some(replay) => {
                let mut replay = serde_json::from_value(replay)?;
                array(&mut replay, "messages")?
            }
        };
        Ok(SessionContent {
            active: serde_json::from_value(active)?,
            messages: messages.into_iter().map(LiveFrame::from).collect(),
            fields: body,
        })
    })
    .query(Query::new().with("include_replay", true))
    .public()
}

fn object(body: &str) -> Result<Map<String, Value>, ReadError> {
    Ok(serde_json::from_str(body)?)
}

fn array(map: &mut Map<String, Value>, name: &str) -> Result<Vec<Value>, ReadError> {
    let value = map
        .remove(name)
        .ok_or_else(|| ReadError(format!("`{name}` is missing")))?;
    Ok(serde_json::from_value(value)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn a_session_of_any_shape_is_kept() {
        let body =
            r#"{"sessions":["a",{"session_id":"b","participant_count":2},{"id":"c"},{"x":1},7]}"#;
        let sessions = list().read(&Answer::new(200, body)).unwrap().sessions;
        let ids: Vec<_> = sessions.iter().map(|one| one.id.as_deref()).collect();
        assert_eq!(ids, [Some("a"), Some("b"), Some("c"), None, None]);
        assert_eq!(sessions[1].participants(), Some(2));
        assert_eq!(sessions[3].fields["x"], 1);
        assert_eq!(sessions[4].fields["value"], 7);
    }

    #[test]
    fn a_session_of_two_lists_is_one_session_with_all_that_either_says() {
        let read = |body: &str| {
            read_list(Path::fixed("/x"))
                .read(&Answer::new(200, body))
                .unwrap()
        };
        let mut all = read(r#"{"sessions":[{"session_id":"a","participant_count":2},{"x":1}]}"#);
        all.add(read(r#"{"count":2,"sessions":["a","b"]}"#));
        all.add(read(
            r#"{"sessions":[{"session_id":"a","participant_count":0,"title":"T"}]}"#,
        ));
        let ids: Vec<_> = all.sessions.iter().map(|one| one.id.as_deref()).collect();
        assert_eq!(ids, [Some("a"), None, Some("b")]);
        assert_eq!(all.sessions[0].participants(), Some(2));
        assert_eq!(all.sessions[0].fields["title"], "T");
    }

    #[test]
    fn an_id_is_one_segment_of_the_path() {
        assert_eq!(
            content("a/b c").target(),
            "/api/v2/session/a%2Fb%20c/content?include_replay=true"
        );
    }
}
