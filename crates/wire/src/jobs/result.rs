//! What became of one channel of a job.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::{
    Stamp,
    content::ContentId,
    terminal,
    text::{open_enum, take},
};

open_enum! {
    /// Where a channel's part stands, in the server's word.
    PartStatus {
        /// Waits for its turn.
        Pending = "pending",
        /// Its text is being written.
        Writing = "writing",
        /// It is being poured into its template.
        Rendering = "rendering",
        /// It is on its way out.
        Publishing = "publishing",
        /// It is out.
        Completed = "completed",
        /// It is not out.
        Failed = "failed",
        /// Somebody stopped it.
        Cancelled = "cancelled",
        /// It is out, in the words of the backend as shipped.
        Success = "success",
        /// It is out, in that backend's words for the website.
        Published = "published",
        /// It was written, and waits for a person to post it (backend as shipped).
        Generated = "generated",
        /// The server only acted as if it published: it runs with `DRY_RUN` (backend as shipped).
        DryRun = "dry_run",
        /// It was refused by a check (backend as shipped).
        ValidationFailed = "validation_failed",
    }
}

/// What a part's status comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its turn has not come.
    Waiting,
    /// It is being worked on.
    Running,
    /// It is out.
    Good,
    /// It is written, but not sent by the server.
    Written,
    /// The server reports success for what it did not send: a dry run.
    DryRun,
    /// It failed.
    Bad,
    /// It was stopped.
    Stopped,
    /// The server says nothing that this version understands.
    Unknown,
}

impl Verdict {
    /// Whether it failed.
    pub fn is_bad(self) -> bool {
        self == Self::Bad
    }
}

/// What became of one channel. Shapes differ by server and channel, so only
/// what fits is typed; the rest is kept as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChannelResult {
    /// Where it stands.
    pub status: Option<PartStatus>,
    /// The stored content.
    pub content_id: Option<ContentId>,
    /// Where it can be seen.
    pub url: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// How far it is, 0 to 1.
    pub progress: Option<f64>,
    /// When work on it began.
    pub started_at: Option<Stamp>,
    /// When it ended.
    pub completed_at: Option<Stamp>,
    /// What is written of it so far, while it is being written; only in the answer to
    /// [`super::get`], the rest arrives as `generation_delta` frames.
    pub draft: Option<String>,
    /// Whatever else the server says of it.
    pub rest: Map<String, Value>,
}

impl ChannelResult {
    /// What it comes to.
    pub fn verdict(&self) -> Verdict {
        if self.has_error() {
            return Verdict::Bad;
        }
        let verdict = self.reported_verdict();
        match verdict {
            Verdict::Good | Verdict::Written if self.is_dry_run() => Verdict::DryRun,
            verdict => verdict,
        }
    }

    fn reported_verdict(&self) -> Verdict {
        match &self.status {
            Some(PartStatus::Pending) => Verdict::Waiting,
            Some(PartStatus::Writing | PartStatus::Rendering | PartStatus::Publishing) => {
                Verdict::Running
            }
            Some(PartStatus::Completed | PartStatus::Success | PartStatus::Published) => {
                Verdict::Good
            }
            Some(PartStatus::Generated) => Verdict::Written,
            Some(PartStatus::DryRun) => Verdict::DryRun,
            Some(PartStatus::Failed | PartStatus::ValidationFailed) => Verdict::Bad,
            Some(PartStatus::Cancelled) => Verdict::Stopped,
            Some(PartStatus::Other(_)) | None => Verdict::Unknown,
        }
    }

    /// Whether the server names an error, in a text or in a form of its own.
    fn has_error(&self) -> bool {
        let text = self.error.as_ref().is_some_and(|error| !error.is_empty());
        text || match self.rest.get("error") {
            Some(Value::Object(error)) => !error.is_empty(),
            Some(Value::Array(errors)) => !errors.is_empty(),
            Some(Value::Bool(failed)) => *failed,
            _ => false,
        }
    }

    /// Whether the server says that it only acted as if: of the channel, or of all of its posts.
    fn is_dry_run(&self) -> bool {
        if is_dry_run(self.rest.get("metadata")) {
            return true;
        }
        let posts = self.posts();
        !posts.is_empty() && posts.iter().all(|post| is_dry_run(post.get("metadata")))
    }

    fn posts(&self) -> &[Value] {
        match self.rest.get("posts") {
            Some(Value::Array(posts)) => posts,
            _ => &[],
        }
    }

    /// Why it ended as it did, in the server's words: its error, else a note, e.g. why a post is
    /// left to a person.
    pub fn reason(&self) -> Option<String> {
        let own = |map: &Map<String, Value>| {
            let metadata = map.get("metadata");
            metadata
                .and_then(|it| it.get("reason"))
                .or_else(|| map.get("note"))
                .or_else(|| map.get("message"))
                .and_then(Value::as_str)
                .filter(|text| !text.trim().is_empty())
                .map(|text| terminal::plain(text).into_owned())
        };
        let error = self.error.clone().filter(|error| !error.is_empty());
        error.or_else(|| own(&self.rest)).or_else(|| {
            let mut posts = self.posts().iter().filter_map(Value::as_object);
            posts.find_map(own)
        })
    }

    /// To how many of how many recipients it went, where the server says both.
    pub fn delivery(&self) -> Option<(u64, u64)> {
        let number = |name: &str| self.rest.get(name).and_then(Value::as_u64);
        Some((number("sent")?, number("recipients")?))
    }

    /// The status in words.
    pub fn label(&self) -> String {
        match (self.verdict(), &self.status) {
            (Verdict::Waiting, _) => "Queued".to_owned(),
            (Verdict::Running, Some(PartStatus::Writing)) => "Writing".to_owned(),
            (Verdict::Running, Some(PartStatus::Rendering)) => "Rendering".to_owned(),
            (Verdict::Running, _) => "Publishing".to_owned(),
            (Verdict::Good, _) => "Published".to_owned(),
            (Verdict::Written, _) => "Written, not posted".to_owned(),
            (Verdict::DryRun, _) => "Dry run, not published".to_owned(),
            (Verdict::Bad, _) => "Failed".to_owned(),
            (Verdict::Stopped, _) => "Cancelled".to_owned(),
            (Verdict::Unknown, Some(status)) => status.as_str().replace('_', " "),
            (Verdict::Unknown, None) => "Unknown".to_owned(),
        }
    }
}

fn is_dry_run(metadata: Option<&Value>) -> bool {
    let is_flagged = |flag: &Value| *flag == Value::Bool(true);
    let field = |name: &str| metadata.and_then(|it| it.get(name));
    // Posts have no flag: there it is the reason why a person has to post them.
    let is_reason = |reason: &str| reason.to_lowercase().contains("dry run");
    field("dry_run").is_some_and(is_flagged)
        || field("reason")
            .and_then(Value::as_str)
            .is_some_and(is_reason)
}

impl<'de> Deserialize<'de> for ChannelResult {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut rest = match Value::deserialize(from)? {
            Value::Object(map) => map,
            Value::Null => Map::new(),
            other => Map::from_iter([("value".to_owned(), other)]),
        };
        Ok(Self {
            status: take(&mut rest, "status"),
            content_id: take(&mut rest, "content_id"),
            url: take::<String>(&mut rest, "url").filter(|url| !url.is_empty()),
            error: take(&mut rest, "error").map(terminal::owned),
            progress: take(&mut rest, "progress"),
            started_at: take(&mut rest, "started_at"),
            completed_at: take(&mut rest, "completed_at"),
            draft: take(&mut rest, "draft"),
            rest,
        })
    }
}

impl Serialize for ChannelResult {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = self.rest.clone();
        put(&mut map, "status", &self.status);
        put(&mut map, "content_id", &self.content_id);
        put(&mut map, "url", &self.url);
        put(&mut map, "error", &self.error);
        put(&mut map, "progress", &self.progress);
        put(&mut map, "started_at", &self.started_at);
        put(&mut map, "completed_at", &self.completed_at);
        put(&mut map, "draft", &self.draft);
        map.serialize(to)
    }
}

fn put<T: Serialize>(map: &mut Map<String, Value>, name: &str, value: &Option<T>) {
    if let Some(Ok(value)) = value.as_ref().map(serde_json::to_value) {
        map.insert(name.to_owned(), value);
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for ChannelResult {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::Type};
        let text = || ObjectBuilder::new().schema_type(Type::String);
        ObjectBuilder::new()
            .property("status", PartStatus::schema())
            .property("content_id", text())
            .property("url", text())
            .property("error", text())
            .property("progress", ObjectBuilder::new().schema_type(Type::Number))
            .property("started_at", Stamp::schema())
            .property("completed_at", Stamp::schema())
            .property("draft", text())
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for ChannelResult {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, verdict: Verdict, rest: &[&str]) {
        let result: ChannelResult = serde_json::from_str(json).unwrap();
        assert_eq!(result.verdict(), verdict);
        assert_eq!(result.rest.keys().collect::<Vec<_>>(), rest);
        let again = serde_json::from_value(serde_json::to_value(&result).unwrap()).unwrap();
        assert_eq!(result, again);
    }

    #[test]
    fn every_shape_is_kept() {
        check(
            r#"{"status":"completed","recipients":0,"sent":0}"#,
            Verdict::Good,
            &["recipients", "sent"],
        );
        check(r#"{"status":"published","url":""}"#, Verdict::Good, &[]);
        check(r#"{"error":"CRM answered 502"}"#, Verdict::Bad, &[]);
        check(
            r#"{"status":"generated","posts":[]}"#,
            Verdict::Written,
            &["posts"],
        );
        check(r#"{"status":7}"#, Verdict::Unknown, &["status"]);
        check(r#""just a word""#, Verdict::Unknown, &["value"]);
        check("null", Verdict::Unknown, &[]);
        check(
            r#"{"status":"completed","error":{"code":7}}"#,
            Verdict::Bad,
            &["error"],
        );
        check(r#"{"status":"completed","error":null}"#, Verdict::Good, &[]);
    }

    #[test]
    fn success_in_a_dry_run_is_no_success() {
        let check = |json: &str, verdict: Verdict, reason: Option<&str>| {
            let result: ChannelResult = serde_json::from_str(json).unwrap();
            assert_eq!(result.verdict(), verdict, "{json}");
            assert_eq!(result.reason().as_deref(), reason, "{json}");
        };
        check(
            r#"{"status":"success","message":"would be sent","metadata":{"dry_run":true}}"#,
            Verdict::DryRun,
            Some("would be sent"),
        );
        check(
            r#"{"status":"generated","posts":[{"metadata":{"reason":"dry run mode"}}]}"#,
            Verdict::DryRun,
            Some("dry run mode"),
        );
        check(
            r#"{"status":"generated","posts":[{"metadata":{"reason":"no API credentials"}}]}"#,
            Verdict::Written,
            Some("no API credentials"),
        );
        check(
            r#"{"status":"generated","note":"post it yourself","posts":[]}"#,
            Verdict::Written,
            Some("post it yourself"),
        );
        check(
            r#"{"status":"failed","message":"would fail","metadata":{"dry_run":true}}"#,
            Verdict::Bad,
            Some("would fail"),
        );
        check(r#"{"status":"dry_run"}"#, Verdict::DryRun, None);
    }

    #[test]
    fn a_delivery_is_told_only_in_full() {
        let read = |json| {
            serde_json::from_str::<ChannelResult>(json)
                .unwrap()
                .delivery()
        };
        assert_eq!(read(r#"{"recipients":9,"sent":7}"#), Some((7, 9)));
        assert_eq!(read(r#"{"sent":7}"#), None);
        assert_eq!(read(r#"{"recipients":"9","sent":7}"#), None);
    }
}
