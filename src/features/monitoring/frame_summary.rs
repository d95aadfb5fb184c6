//! A frame of a live session in words: what it tells, and everything else that is in it.

use crate::features::monitoring::text;
use serde_json::{Map, Value};
use wire::{
    shipped::live::{LiveFrame, LiveKind},
    terminal::plain,
};

/// How deep objects are taken apart; what lies deeper is shown as it came.
const DEPTH: usize = 3;

/// A frame in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrameSummary {
    /// What it is.
    pub title: String,
    /// Who it is from or about.
    pub who: Option<String>,
    /// What was said.
    pub text: Option<String>,
    /// Everything else: names and values.
    pub fields: Vec<(String, String)>,
}

/// Puts a frame into words. Nothing in it is dropped but its time, which is shown beside it.
pub fn summarize(frame: &LiveFrame) -> FrameSummary {
    let mut fields = frame.fields.clone();
    let mut take = |name: &str| match fields.get(name) {
        Some(Value::String(_)) => fields
            .remove(name)
            .and_then(|value| value.as_str().map(|text| plain(text).into_owned())),
        _ => None,
    };
    if frame.timestamp().is_some() {
        take("timestamp");
    }
    let who = take("client_id");
    let text = take("message");
    FrameSummary {
        title: title(frame.kind.as_ref()),
        who,
        text,
        fields: named_values(&fields),
    }
}

/// Names and values of an object's fields; those of objects in it as `outer.inner`.
pub fn named_values(fields: &Map<String, Value>) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    add("", fields, DEPTH, &mut facts);
    facts
}

fn add(before: &str, fields: &Map<String, Value>, depth: usize, facts: &mut Vec<(String, String)>) {
    for (name, value) in fields {
        let name = format!("{before}{}", plain(name));
        match value {
            Value::Object(inner) if depth > 1 && !inner.is_empty() => {
                add(&format!("{name}."), inner, depth - 1, facts);
            }
            Value::String(text) => facts.push((name, plain(text).into_owned())),
            Value::Null => facts.push((name, text::NOTHING.to_owned())),
            other => facts.push((name, other.to_string())),
        }
    }
}

fn title(kind: Option<&LiveKind>) -> String {
    match kind {
        Some(LiveKind::Welcome) => text::WELCOME,
        Some(LiveKind::HeartbeatAck) => text::HEARTBEAT,
        Some(LiveKind::ParticipantJoined) => text::JOINED,
        Some(LiveKind::ParticipantLeft) => text::LEFT,
        Some(LiveKind::ChatMessage) => text::MESSAGE,
        Some(LiveKind::SessionUpdate) => text::SESSION_UPDATE,
        Some(LiveKind::TechniqueFeedback) => text::TECHNIQUE_FEEDBACK,
        Some(LiveKind::LiveAnnouncement) => text::ANNOUNCEMENT,
        Some(LiveKind::SessionEnding) => text::SESSION_ENDED,
        Some(LiveKind::Error) => text::ERROR,
        Some(LiveKind::Other(word)) => return plain(word).into_owned(),
        None => text::UNKNOWN_TYPE,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str, who: &str, said: &str, facts: &[(&str, &str)]) {
        let summary = summarize(&LiveFrame::read(text).unwrap());
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        assert_eq!(
            (summary.title.as_str(), summary.who, summary.text),
            (title, some(who), some(said))
        );
        let found: Vec<_> = summary
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(found, facts, "{text}");
    }

    #[test]
    fn live_session_frames_are_flat() {
        check(
            r#"{"type":"chat_message","client_id":"b","message":"hi","timestamp":"2026-11-23T00:09:49+00:00"}"#,
            "Message",
            "b",
            "hi",
            &[],
        );
        check(
            r#"{"type":"live_announcement","content":{"title":"Hello","tags":[1]}}"#,
            "Announcement",
            "",
            "",
            &[("content.tags", "[1]"), ("content.title", "Hello")],
        );
    }

    #[test]
    fn colours_of_a_terminal_are_not_told() {
        check(
            r#"{"type":"\u001b[1modd","client_id":"\u001b[31mb\u001b[0m","message":"\u001b[31mhi","a\u001b[1m":{"b":"\u001b[32mc"}}"#,
            "odd",
            "b",
            "hi",
            &[("a.b", "c")],
        );
    }

    #[test]
    fn what_is_not_known_is_shown_and_not_dropped() {
        check(
            r#"{"type":"job_update","job_id":"j1","n":null,"ok":true}"#,
            "job_update",
            "",
            "",
            &[("job_id", "j1"), ("n", "nothing"), ("ok", "true")],
        );
        check(
            r#"{"client_id":7,"message":{"a":{"b":{"c":{"d":1}}}},"timestamp":"soon"}"#,
            "Unknown type",
            "",
            "",
            &[
                ("client_id", "7"),
                ("message.a.b", r#"{"c":{"d":1}}"#),
                ("timestamp", "soon"),
            ],
        );
        check(r#"{"o":{}}"#, "Unknown type", "", "", &[("o", "{}")]);
    }
}
