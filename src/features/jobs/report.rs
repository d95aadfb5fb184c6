//! What a channel's result says beside its status, in whatever shape it came.
//!
//! What is known gets its words, the rest is kept under the server's own names:
//! nothing that a server says is dropped.

use crate::features::jobs::text;
use serde_json::{Map, Value};
use wire::{
    channel::{Channel, Platform},
    generate::SocialPost,
    jobs::{ChannelResult, Verdict},
    shipped,
};

/// A channel's result, read for the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Names and values that are understood.
    pub fields: Vec<(String, String)>,
    /// What is to be posted, post by post.
    pub posts: Vec<Written>,
    /// What the server has to say to people.
    pub note: Option<String>,
    /// Names and values as the server has them.
    pub others: Vec<(String, String)>,
}

/// A text that was written for a platform.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The post.
    pub post: SocialPost,
    /// Which of its thread, from 1, and of how many.
    pub place: Option<(usize, usize)>,
    /// Whether it is a whole thread that could not be told apart, so that no limit holds for it.
    pub is_thread: bool,
    /// What else is said of it.
    pub fields: Vec<(String, String)>,
}

impl Written {
    /// The limit that holds for it.
    pub fn limit(&self) -> Option<u32> {
        self.post.limit().filter(|_| !self.is_thread)
    }
}

/// Reads the result of a channel; `opens` where its content can be opened.
pub fn report(channel: &Channel, result: &ChannelResult, opens: bool) -> Report {
    let mut rest = result.rest.clone();
    let mut report = Report::default();
    let mut fact = |name: &str, value: String| report.fields.push((name.to_owned(), value));
    if let Some((sent, recipients)) = result.delivery() {
        rest.remove("sent");
        rest.remove("recipients");
        let noun = if recipients == 1 {
            text::RECIPIENT
        } else {
            text::RECIPIENTS
        };
        fact(text::SENT_TO, text::sent_of(sent, recipients, noun));
    }
    if let Some(id) = take_text(&mut rest, "job_id") {
        fact(text::MAILING, id);
    }
    if let Some(id) = result.content_id.as_ref().filter(|_| !opens) {
        fact(text::CONTENT_ID, id.to_string());
    }
    if channel.family() == Channel::Web && result.verdict() == Verdict::Good && result.url.is_none()
    {
        fact(text::ADDRESS, text::NOT_REPORTED.to_owned());
    }
    if rest.get("platform").and_then(Value::as_str) == Some(channel.as_str()) {
        rest.remove("platform");
    }
    let posts = take_posts(&mut rest, channel);
    if let Some(count) = rest.get("posts_generated").and_then(Value::as_u64) {
        rest.remove("posts_generated");
        let shown = posts.texts as u64;
        fact(
            text::POSTS_WRITTEN,
            if count == shown {
                count.to_string()
            } else {
                text::posts_shown(count, shown)
            },
        );
    }
    report.posts = posts.posts;
    report.note = take_text(&mut rest, "note").filter(|note| !note.is_empty());
    report.others = rest
        .iter()
        .filter(|(_, value)| !is_nothing(value))
        .map(|(name, value)| (name.clone(), words(value)))
        .collect();
    report
}

struct Posts {
    posts: Vec<Written>,
    /// How many texts they were made of.
    texts: usize,
}

/// Takes the posts out of a result; what is no post stays where it is.
fn take_posts(rest: &mut Map<String, Value>, channel: &Channel) -> Posts {
    let mut found = Posts {
        posts: Vec::new(),
        texts: 0,
    };
    let Some(Value::Array(items)) = rest.remove("posts") else {
        return found;
    };
    let mut strange = Vec::new();
    for item in items {
        match read_post(item, channel) {
            Ok(posts) => {
                found.texts += 1;
                found.posts.extend(posts);
            }
            Err(item) => strange.push(item),
        }
    }
    if !strange.is_empty() {
        rest.insert("posts".to_owned(), Value::Array(strange));
    }
    found
}

fn read_post(item: Value, channel: &Channel) -> Result<Vec<Written>, Value> {
    let Value::Object(mut post) = item else {
        return Err(item);
    };
    let Some(content) = take_text(&mut post, "content") else {
        return Err(Value::Object(post));
    };
    let own = channel.as_str();
    let platform = take_text(&mut post, "platform")
        .unwrap_or_else(|| own.strip_prefix("social_").unwrap_or(own).to_owned());
    let kind = take_text(&mut post, "type");
    let count = post.remove("thread_count").and_then(|count| count.as_u64());
    let mut fields = Vec::new();
    if let Some(kind) = kind.as_deref().filter(|kind| !kind.is_empty()) {
        fields.push((text::TYPE.to_owned(), kind.replace('_', " ")));
    }
    if let Some(names) = post
        .remove("media_suggestions")
        .filter(|it| !is_nothing(it))
    {
        fields.push((text::SUGGESTED_IMAGES.to_owned(), words(&names)));
    }
    fields.extend(
        post.iter()
            .filter(|(_, value)| !is_nothing(value))
            .map(|(name, value)| (plain_name(name), words(value))),
    );
    let written = |content: &str, place, is_thread| Written {
        post: SocialPost {
            platform: Platform::from(platform.as_str()),
            content: content.to_owned(),
            hashtags: Vec::new(),
            media_urls: Vec::new(),
            scheduled_for: None,
            limit: None,
            author: None,
        },
        place,
        is_thread,
        fields: fields.clone(),
    };
    let is_thread = kind.as_deref() == Some("thread") || count.is_some_and(|count| count > 1);
    let pieces = if is_thread {
        shipped::thread::pieces(&content)
    } else {
        Vec::new()
    };
    let all = pieces.len();
    if all > 1 && count.is_none_or(|count| count == all as u64) {
        return Ok(pieces
            .into_iter()
            .enumerate()
            .map(|(at, piece)| written(piece, Some((at + 1, all)), false))
            .collect());
    }
    Ok(vec![written(&content, None, is_thread)])
}

/// `engagement_score` as `Engagement score`.
fn plain_name(name: &str) -> String {
    let name = name.replace('_', " ");
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn take_text(map: &mut Map<String, Value>, name: &str) -> Option<String> {
    let text = map.get(name)?.as_str()?.to_owned();
    map.remove(name);
    Some(text)
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// A value for people: texts as they are, lists of texts with commas, the rest as JSON.
pub fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { text::YES } else { text::NO }.to_owned(),
        Value::Array(items) if items.iter().all(Value::is_string) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(channel: &str, json: serde_json::Value) -> Report {
        let result = serde_json::from_value(json).unwrap();
        report(&Channel::from(channel), &result, false)
    }

    #[track_caller]
    fn check(pairs: &[(String, String)], expected: &[(&str, &str)]) {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn nobody_reached_is_said() {
        let report = read(
            "email",
            serde_json::json!({"job_id": "m1", "recipients": 0, "sent": 0, "status": "completed"}),
        );
        check(
            &report.fields,
            &[("Sent to", "0 of 0 recipients"), ("Mailing", "m1")],
        );
        check(&report.others, &[]);
    }

    #[test]
    fn a_page_that_cannot_be_opened_is_a_fact_and_no_link() {
        let result = serde_json::json!({"content_id": "c1", "status": "published", "url": ""});
        let fields = read("website", result.clone()).fields;
        check(
            &fields,
            &[("Content id", "c1"), ("Address", "Not reported")],
        );
        let opens = report(
            &Channel::Web,
            &serde_json::from_value(result).unwrap(),
            true,
        );
        assert!(!opens.fields.iter().any(|(name, _)| name == "Content id"));
    }

    #[test]
    fn a_thread_is_told_apart_post_by_post() {
        let report = read(
            "twitter",
            serde_json::json!({
                "platform": "twitter", "posts_generated": 2, "status": "generated",
                "note": "Manual posting required",
                "posts": [
                    {"platform": "twitter", "content": "News", "type": "announcement",
                     "media_suggestions": ["a.png", "b.png"], "best_time": "09:00"},
                    {"platform": "twitter", "content": "1/ First.\n\n2/ Second\n\nFollow us.",
                     "type": "thread", "thread_count": 2},
                ],
            }),
        );
        assert_eq!(report.note.as_deref(), Some("Manual posting required"));
        check(&report.fields, &[("Posts written", "2")]);
        check(&report.others, &[]);
        let posts: Vec<_> = report
            .posts
            .iter()
            .map(|it| (it.post.content.as_str(), it.place, it.limit()))
            .collect();
        assert_eq!(
            posts,
            [
                ("News", None, Some(280)),
                ("1/ First.", Some((1, 2)), Some(280)),
                ("2/ Second\n\nFollow us.", Some((2, 2)), Some(280)),
            ]
        );
        check(
            &report.posts[0].fields,
            &[
                ("Type", "announcement"),
                ("Suggested images", "a.png, b.png"),
                ("Best time", "09:00"),
            ],
        );
    }

    #[test]
    fn a_thread_that_cannot_be_told_apart_has_no_limit() {
        let report = read(
            "twitter",
            serde_json::json!({"posts_generated": 3, "posts": [
                {"content": "One. Two. Three.", "type": "thread", "thread_count": 3},
            ]}),
        );
        assert_eq!(report.posts.len(), 1);
        assert_eq!(report.posts[0].limit(), None);
        check(&report.fields, &[("Posts written", "3 (1 shown)")]);
    }

    #[test]
    fn what_is_not_understood_is_kept_under_its_own_name() {
        let report = read(
            "fax",
            serde_json::json!({
                "status": "completed", "pages": 3, "sent": "often", "confirmed": true,
                "posts": ["bare text", {"text": "no content"}], "route": {"via": "line 2"},
                "nothing": null,
            }),
        );
        check(
            &report.others,
            &[
                ("confirmed", "Yes"),
                ("pages", "3"),
                ("posts", r#"["bare text",{"text":"no content"}]"#),
                ("route", r#"{"via":"line 2"}"#),
                ("sent", "often"),
            ],
        );
        check(
            &read("email", serde_json::json!("just a word")).others,
            &[("value", "just a word")],
        );
    }
}
