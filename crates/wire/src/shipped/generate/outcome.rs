//! What became of each channel, told from the shipped backend's mixed bag of results.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    call::ReadError,
    channel::Channel,
    jobs::{ChannelResult, PartStatus},
};

/// The two things that the server's `results` hold.
pub(super) struct Sorted {
    /// What became of each channel.
    pub channels: BTreeMap<String, ChannelResult>,
    /// What is said beside.
    pub notes: Map<String, Value>,
}

/// Tells the results of channels from other notes.
pub(super) fn sort(results: Map<String, Value>) -> Result<Sorted, ReadError> {
    let mut channels = BTreeMap::new();
    let mut notes = Map::new();
    for (name, value) in results {
        if is_channel(&name, &value) {
            channels.insert(name, result(value)?);
        } else {
            notes.insert(name, value);
        }
    }
    Ok(Sorted { channels, notes })
}

fn is_channel(name: &str, value: &Value) -> bool {
    let known = !matches!(Channel::from(name).family(), Channel::Other(_));
    let looks = ["status", "error", "posts"]
        .iter()
        .any(|field| value.get(field).is_some());
    // Its caches fail in any case, which says nothing of the content.
    known || (looks && name != "cache_invalidation")
}

fn result(value: Value) -> Result<ChannelResult, ReadError> {
    let mut result: ChannelResult = serde_json::from_value(value)?;
    let posts = result.rest.get("posts").and_then(Value::as_array);
    if let (None, Some(posts)) = (&result.status, posts) {
        let (status, error) = posted(posts);
        result.status = status;
        result.error = result.error.or(error);
    }
    if result.verdict().is_bad() && result.error.is_none() {
        result.error = message(&result.rest);
    }
    Ok(result)
}

/// Posts carry a status each, and say apart from it that a person is to post them.
fn posted(posts: &[Value]) -> (Option<PartStatus>, Option<String>) {
    let status = |post: &Value| {
        post.get("status")
            .and_then(Value::as_str)
            .map(PartStatus::from)
    };
    let failed = posts.iter().filter(|post| {
        matches!(
            status(post),
            Some(PartStatus::Failed | PartStatus::ValidationFailed)
        )
    });
    if let Some(first) = failed.clone().next() {
        let reason = first.as_object().and_then(message).unwrap_or_default();
        let words = format!(
            "{} of {} posts failed: {reason}",
            failed.count(),
            posts.len()
        );
        return (Some(PartStatus::Failed), Some(words));
    }
    if posts.is_empty()
        || posts
            .iter()
            .any(|post| status(post) != Some(PartStatus::Success))
    {
        return (None, None);
    }
    let by_hand = posts
        .iter()
        .any(|post| flag(post.get("metadata"), "manual_posting_required"));
    let status = if by_hand {
        PartStatus::Generated
    } else {
        PartStatus::Success
    };
    (Some(status), None)
}

fn flag(map: Option<&Value>, name: &str) -> bool {
    map.and_then(|map| map.get(name)) == Some(&Value::Bool(true))
}

fn message(map: &Map<String, Value>) -> Option<String> {
    map.get("message")
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jobs::Verdict;

    #[track_caller]
    fn check(value: Value, verdict: Verdict, error: Option<&str>) {
        let result = result(value).unwrap();
        assert_eq!(result.verdict(), verdict);
        assert_eq!(result.error.as_deref(), error);
    }

    #[test]
    fn a_channel_is_only_as_good_as_its_own_result() {
        check(
            json!({"status": "failed", "message": "no"}),
            Verdict::Bad,
            Some("no"),
        );
        check(
            json!({"status": "validation_failed", "message": ""}),
            Verdict::Bad,
            None,
        );
        check(
            json!({"status": "success", "message": "sent"}),
            Verdict::Good,
            None,
        );
        check(
            json!({"status": "success", "metadata": {"dry_run": true}}),
            Verdict::DryRun,
            None,
        );
    }

    #[test]
    fn posts_that_a_person_must_post_are_not_out() {
        let post = |status: &str, by_hand: bool| {
            let metadata = json!({"manual_posting_required": by_hand});
            json!({"status": status, "message": "m", "metadata": metadata})
        };
        check(
            json!({"posts": [post("success", true), post("success", false)]}),
            Verdict::Written,
            None,
        );
        check(
            json!({"posts": [post("success", false)]}),
            Verdict::Good,
            None,
        );
        check(
            json!({"posts": [post("success", false), post("failed", false)]}),
            Verdict::Bad,
            Some("1 of 2 posts failed: m"),
        );
        check(json!({"posts": []}), Verdict::Unknown, None);
        check(json!({"posts": [{}]}), Verdict::Unknown, None);
    }

    #[test]
    fn notes_are_no_channels() {
        let results = json!({
            "web": {"status": "success"},
            "fax": {"status": "success"},
            "cache_invalidation": {"status": "failed"},
            "tone_system": {"enabled": true},
            "template_style": "modern",
        });
        let Value::Object(results) = results else {
            unreachable!()
        };
        let Sorted { channels, notes } = sort(results).unwrap();
        assert_eq!(channels.keys().collect::<Vec<_>>(), ["fax", "web"]);
        assert_eq!(notes.len(), 3);
    }
}
