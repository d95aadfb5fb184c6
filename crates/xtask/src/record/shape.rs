//! Comparing two JSON values: by shape, and by what they say.

use std::collections::BTreeMap;

use serde_json::Value;

/// Names of numbers that are measured anew each time, or parts of such names.
const MEASURED: [&str; 10] = [
    "uptime",
    "_ms",
    "_mb",
    "_gb",
    "percent",
    "pid",
    "thread_count",
    "duration",
    "rate",
    "reach",
];

/// Maps whose names are data: each time there may be others in them.
const OPEN: [&str; 10] = [
    "results",
    "components",
    "status_breakdown",
    "channel_breakdown",
    "last_sync_times",
    "hourly_distribution",
    "channels_generated",
    "targets",
    "targets_processed",
    "health_status",
];

/// How the shape of `now` differs from that of `before`.
///
/// Nothing (`null`, an empty list) may become anything; of a list, all
/// elements together have one shape; of an open map, only what is in both counts.
pub fn differences(before: &Value, now: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", before, now, &mut found);
    found
}

fn compare(place: &str, before: &Value, now: &Value, found: &mut Vec<String>) {
    match (before, now) {
        (Value::Null, _) | (_, Value::Null) => {}
        (Value::Object(before), Value::Object(now)) => {
            let is_open = OPEN.contains(&place.rsplit('.').next().unwrap_or_default());
            for (name, value) in before {
                let place = below(place, name);
                match now.get(name) {
                    Some(now) => compare(&place, value, now, found),
                    None if is_open => {}
                    None => found.push(format!("`{place}` is gone")),
                }
            }
            let new = |name: &&String| !is_open && !before.contains_key(*name);
            for name in now.keys().filter(new) {
                found.push(format!("`{}` is new", below(place, name)));
            }
        }
        (Value::Array(before), Value::Array(now)) => {
            if let (Some(before), Some(now)) = (merged(before), merged(now)) {
                compare(&format!("{place}[]"), &before, &now, found);
            }
        }
        (before, now) if kind(before) == kind(now) => {}
        (before, now) => found.push(format!(
            "`{place}` is {} instead of {}",
            kind(now),
            kind(before)
        )),
    }
}

fn below(place: &str, name: &str) -> String {
    if place.is_empty() {
        name.to_owned()
    } else {
        format!("{place}.{name}")
    }
}

/// One element that has everything that any element has.
fn merged(list: &[Value]) -> Option<Value> {
    list.iter().cloned().reduce(merge)
}

fn merge(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Null, other) => other,
        (Value::Object(mut one), Value::Object(other)) => {
            for (name, value) in other {
                let merged = match one.remove(&name) {
                    Some(known) => merge(known, value),
                    None => value,
                };
                one.insert(name, merged);
            }
            Value::Object(one)
        }
        (Value::Array(one), Value::Array(other)) => Value::Array([one, other].concat()),
        (one, _) => one,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Whether two values say the same, but for times, ids and measurements.
pub fn same(before: &Value, now: &Value) -> bool {
    same_under("", before, now)
}

fn same_under(name: &str, before: &Value, now: &Value) -> bool {
    match (before, now) {
        (Value::Object(before), Value::Object(now)) => {
            // Maps by document or job have names that are ids.
            let sorted = |map: &serde_json::Map<String, Value>| -> BTreeMap<String, Value> {
                let entry = |(name, value): (&String, &Value)| (words(name), value.clone());
                map.iter().map(entry).collect()
            };
            let (before, now) = (sorted(before), sorted(now));
            before.len() == now.len()
                && before.iter().all(|(name, value)| {
                    now.get(name)
                        .is_some_and(|now| same_under(name, value, now))
                })
        }
        (Value::Array(before), Value::Array(now)) => {
            before.len() == now.len()
                && before
                    .iter()
                    .zip(now)
                    .all(|(before, now)| same_under(name, before, now))
        }
        (Value::String(before), Value::String(now)) => words(before) == words(now),
        (Value::Number(_), Value::Number(_)) if is_measured(name) => true,
        (before, now) => before == now,
    }
}

fn is_measured(name: &str) -> bool {
    MEASURED.iter().any(|part| name.contains(part))
}

/// A text without what is different each time: digits, and hexadecimal ids.
pub fn words(text: &str) -> String {
    let mut out = String::new();
    let is_part = |c: char| c.is_ascii_alphanumeric();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_part(first) {
            rest.find(|c| !is_part(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        let is_id = word.len() >= 4 && word.chars().all(|c| c.is_ascii_hexdigit());
        if is_id || word.chars().any(|c| c.is_ascii_digit()) {
            // Python writes no fraction that is nothing.
            if out.ends_with("#.") {
                out.pop();
            } else if !out.ends_with('#') {
                out.push('#');
            }
        } else {
            out.push_str(word);
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(before: Value, now: Value, expected: &[&str]) {
        assert_eq!(differences(&before, &now), expected);
    }

    #[test]
    fn what_is_gone_new_or_of_another_kind_is_named_by_its_place() {
        check(
            json!({"a": {"b": 1, "c": "x"}, "list": [{"d": 1}]}),
            json!({"a": {"b": "1"}, "list": [{"d": 1, "e": 2}]}),
            &[
                "`a.b` is a text instead of a number",
                "`a.c` is gone",
                "`list[].e` is new",
            ],
        );
    }

    #[test]
    fn nothing_may_become_anything() {
        check(
            json!({"at": null, "list": []}),
            json!({"at": "x", "list": [1]}),
            &[],
        );
    }

    #[test]
    fn open_maps_may_hold_others() {
        check(
            json!({"results": {"email": {"sent": 0}, "website": 1}}),
            json!({"results": {"email": {"sent": "none"}, "twitter": 1}}),
            &["`results.email.sent` is a text instead of a number"],
        );
    }

    #[test]
    fn all_elements_together_have_one_shape() {
        check(json!([{"a": 1}, {"b": 1}]), json!([{"a": 2, "b": 2}]), &[]);
    }

    #[test]
    fn times_ids_and_measurements_are_the_same_words() {
        let before = json!({
            "content_id": "5c9cabbc-d069-4f8b-964f-e0b8a5c6505b",
            "at": "2026-11-23T00:03:20.078368", "uptime_seconds": 0.1, "count": 3,
        });
        let mut now = json!({
            "content_id": "ca8f039c-af5a-4364-8494-059588be144d",
            "at": "2026-11-24T05:03:20", "uptime_seconds": 7.5, "count": 3,
        });
        assert!(same(&before, &now));
        now["count"] = json!(4);
        assert!(!same(&before, &now));
    }
}
