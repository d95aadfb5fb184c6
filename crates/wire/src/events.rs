//! The frames of the live feeds `/ws/jobs` and `/ws/content`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    Stamp,
    auth::UserId,
    call::ReadError,
    channel::Channel,
    content::{Content, ContentId},
    jobs::{Job, JobId},
    terminal,
    text::open_enum,
};

/// Which feed a socket listens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feed {
    /// What happens to jobs.
    Jobs,
    /// What happens to content, and text while it is written.
    Content,
}

impl Feed {
    /// The socket's path; `client` tells this tab from others.
    pub fn path(self, client: &str) -> crate::Path {
        match self {
            Self::Jobs => crate::Path::filled("/ws/jobs/{session_id}", &[client]),
            Self::Content => crate::Path::filled("/ws/content/{client_id}", &[client]),
        }
    }
}

open_enum! {
    /// What happened to a job.
    JobEvent {
        /// It was asked for.
        Created = "job_created",
        /// It moved on.
        Updated = "job_updated",
        /// It ended.
        Completed = "job_completed",
        /// It failed.
        Failed = "job_failed",
        /// It was cancelled.
        Cancelled = "job_cancelled",
    }
}

open_enum! {
    /// What happened to content.
    ContentEvent {
        /// It was made.
        Created = "content_created",
        /// It was changed, or came back from the trash.
        Updated = "content_updated",
        /// It went to the trash.
        Deleted = "content_deleted",
    }
}

/// What a numbered frame tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Something happened to a job.
    Job(JobEvent, Box<Job>),
    /// Something happened to content.
    Content(ContentEvent, Box<Content>),
    /// A piece of text was written.
    Delta {
        /// For which job.
        job_id: JobId,
        /// For which channel.
        channel: Channel,
        /// How many characters (Unicode scalar values) were written before this piece, so that
        /// whoever joins late knows what is missing; the job's `results.*.draft` has it.
        offset: u64,
        /// The piece.
        text: String,
    },
    /// Something that this version does not know.
    Unknown(String),
}

/// What a server sends over a feed.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// The first frame: the number of the newest event.
    Hello {
        /// That number.
        seq: u64,
    },
    /// Something happened. Numbers have no gaps.
    Event {
        /// Its number.
        seq: u64,
        /// What happened.
        event: Event,
        /// When.
        timestamp: Option<Stamp>,
    },
    /// The wanted past is no longer there: ask for everything anew.
    Resync,
    /// The answer to a ping.
    Pong {
        /// The number of the last event that was sent over this socket, where the server says it:
        /// whoever knows of none with this number has missed some.
        seq: Option<u64>,
    },
    /// Who else has content open that this client has said to have open.
    ///
    /// It has no number and is not repeated to whoever comes back: that one says anew what is open.
    Viewers {
        /// Which content.
        content_id: ContentId,
        /// Who has it open, without the client that is told.
        viewers: Vec<Viewer>,
    },
    /// The server has a complaint.
    Complaint(String),
}

/// Somebody who has content open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Viewer {
    /// Whose account it is; one's own for another tab of one's own.
    #[serde(default)]
    pub user_id: Option<UserId>,
    /// The person's name.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
}

/// The frame that asks for a pong.
pub const PING: &str = r#"{"type":"ping"}"#;

/// What a client tells of itself over the feed of content, to learn who else has it open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientFrame {
    /// It is still there, and asks whether the server is.
    Ping,
    /// It has this content open.
    Open(ContentId),
    /// It has no longer this content open.
    Close(ContentId),
}

impl ClientFrame {
    /// Reads a frame; `None` for what no client sends.
    pub fn read(text: &str) -> Option<Self> {
        let mut frame: Map<String, Value> = serde_json::from_str(text).ok()?;
        let kind: String = field(&mut frame, "type").ok()?;
        let mut content_id = || field(&mut frame, "content_id").ok();
        match kind.as_str() {
            "ping" => Some(Self::Ping),
            "open" => content_id().map(Self::Open),
            "close" => content_id().map(Self::Close),
            _ => None,
        }
    }

    /// The frame as it travels.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Ping => json!({"type": "ping"}),
            Self::Open(id) => json!({"type": "open", "content_id": id}),
            Self::Close(id) => json!({"type": "close", "content_id": id}),
        }
    }
}

impl Frame {
    /// Reads a frame.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let Value::Object(mut frame) = serde_json::from_str(text)? else {
            return Err(ReadError("a frame is an object".to_owned()));
        };
        let kind: String = field(&mut frame, "type")?;
        match kind.as_str() {
            "hello" => Ok(Self::Hello {
                seq: field(&mut frame, "seq")?,
            }),
            "resync" => Ok(Self::Resync),
            "pong" => Ok(Self::Pong {
                seq: frame.get("seq").and_then(Value::as_u64),
            }),
            "content_viewers" => Ok(Self::Viewers {
                content_id: field(&mut frame, "content_id")?,
                viewers: field(&mut frame, "viewers")?,
            }),
            "error" => Ok(Self::Complaint(terminal::owned(field(
                &mut frame, "message",
            )?))),
            _ => {
                let seq = field(&mut frame, "seq")?;
                let timestamp = match frame.remove("timestamp") {
                    Some(stamp) => serde_json::from_value(stamp)?,
                    None => None,
                };
                Ok(Self::Event {
                    seq,
                    event: Event::read(&kind, &mut frame)?,
                    timestamp,
                })
            }
        }
    }

    /// The frame as it travels.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Hello { seq } => json!({"type": "hello", "seq": seq}),
            Self::Resync => json!({"type": "resync"}),
            Self::Pong { seq: None } => json!({"type": "pong"}),
            Self::Pong { seq: Some(seq) } => json!({"type": "pong", "seq": seq}),
            Self::Viewers {
                content_id,
                viewers,
            } => json!({"type": "content_viewers", "content_id": content_id, "viewers": viewers}),
            Self::Complaint(message) => json!({"type": "error", "message": message}),
            Self::Event {
                seq,
                event,
                timestamp,
            } => {
                let mut frame = event.to_json();
                if let Value::Object(map) = &mut frame {
                    map.insert("seq".to_owned(), (*seq).into());
                    if let Some(stamp) = timestamp {
                        map.insert("timestamp".to_owned(), stamp.as_str().into());
                    }
                }
                frame
            }
        }
    }
}

impl Event {
    fn read(kind: &str, frame: &mut Map<String, Value>) -> Result<Self, ReadError> {
        if kind == "generation_delta" {
            return Ok(Self::Delta {
                job_id: field(frame, "job_id")?,
                channel: field(frame, "channel")?,
                offset: field(frame, "offset")?,
                text: field(frame, "text")?,
            });
        }
        if !matches!(JobEvent::from(kind), JobEvent::Other(_)) {
            return Ok(Self::Job(JobEvent::from(kind), field(frame, "job")?));
        }
        if !matches!(ContentEvent::from(kind), ContentEvent::Other(_)) {
            return Ok(Self::Content(
                ContentEvent::from(kind),
                field(frame, "content")?,
            ));
        }
        Ok(Self::Unknown(kind.to_owned()))
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Job(kind, job) => json!({"type": kind, "job": job}),
            Self::Content(kind, content) => json!({"type": kind, "content": content}),
            Self::Delta {
                job_id,
                channel,
                offset,
                text,
            } => json!({
                "type": "generation_delta",
                "job_id": job_id,
                "channel": channel,
                "offset": offset,
                "text": text,
            }),
            Self::Unknown(kind) => json!({"type": kind}),
        }
    }
}

fn field<T: serde::de::DeserializeOwned>(
    frame: &mut Map<String, Value>,
    name: &str,
) -> Result<T, ReadError> {
    let value = frame
        .remove(name)
        .ok_or_else(|| ReadError(format!("`{name}` is missing")))?;
    Ok(serde_json::from_value(value)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, frame: Frame) {
        assert_eq!(Frame::read(text).unwrap(), frame);
        assert_eq!(Frame::read(&frame.to_json().to_string()).unwrap(), frame);
    }

    #[test]
    fn frames_survive_the_round_trip() {
        check(r#"{"type":"hello","seq":41}"#, Frame::Hello { seq: 41 });
        check(r#"{"type":"resync"}"#, Frame::Resync);
        check(r#"{"type":"pong"}"#, Frame::Pong { seq: None });
        check(r#"{"type":"pong","seq":7}"#, Frame::Pong { seq: Some(7) });
        check(
            r#"{"seq":3,"type":"generation_delta","job_id":"j","channel":"web","offset":7,"text":"a"}"#,
            Frame::Event {
                seq: 3,
                event: Event::Delta {
                    job_id: "j".into(),
                    channel: Channel::Web,
                    offset: 7,
                    text: "a".into(),
                },
                timestamp: None,
            },
        );
        check(
            r#"{"type":"content_viewers","content_id":"c",
                "viewers":[{"user_id":"u","name":"Olga"},{"name":"Edwin"}]}"#,
            Frame::Viewers {
                content_id: "c".into(),
                viewers: vec![
                    Viewer {
                        user_id: Some("u".into()),
                        name: "Olga".into(),
                    },
                    Viewer {
                        user_id: None,
                        name: "Edwin".into(),
                    },
                ],
            },
        );
        check(
            r#"{"seq":4,"type":"job_archived"}"#,
            Frame::Event {
                seq: 4,
                event: Event::Unknown("job_archived".into()),
                timestamp: None,
            },
        );
    }

    proptest! {
        #[test]
        fn what_is_said_to_be_open_is_read_as_it_was_said(id in any::<String>()) {
            let frame = ClientFrame::Open(id.as_str().into());
            prop_assert_eq!(ClientFrame::read(&frame.to_json().to_string()), Some(frame));
            // Whatever a socket brings is a frame or none.
            let _ = (ClientFrame::read(&id), Frame::read(&id));
        }
    }

    #[test]
    fn what_a_client_tells_survives_the_round_trip() {
        for frame in [
            ClientFrame::Ping,
            ClientFrame::Open("c/1".into()),
            ClientFrame::Close("c".into()),
        ] {
            let text = frame.to_json().to_string();
            assert_eq!(ClientFrame::read(&text), Some(frame));
        }
        assert_eq!(ClientFrame::read(PING), Some(ClientFrame::Ping));
        for text in [
            "",
            "[]",
            "{}",
            r#"{"type":"open"}"#,
            r#"{"type":"open","content_id":1}"#,
            r#"{"type":"shout"}"#,
        ] {
            assert_eq!(ClientFrame::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_known_frame_without_its_parts_is_refused() {
        for text in [
            "[]",
            "{}",
            r#"{"type":"hello"}"#,
            r#"{"type":"job_created","seq":1}"#,
            r#"{"type":"hello","seq":"1"}"#,
        ] {
            assert!(Frame::read(text).is_err(), "{text}");
        }
    }
}
