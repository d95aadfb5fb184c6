//! Whatever else a server says of something, as names and values. Pure.

use serde_json::Value;
use wire::{shipped::leak::is_environment_dump, terminal::plain};

use crate::{
    features::health::text,
    ui::{LONG_LINE, format_number, shorten_text},
};

/// Deeper values are shown as they came.
const DEEPEST: usize = 3;

/// Endings of names that are units of their values.
const UNITS: [(&str, &str); 6] = [
    (" gb", text::GIGABYTES),
    (" mb", text::MEGABYTES),
    (" kb", text::KILOBYTES),
    (" bytes", text::BYTES),
    (" ms", text::MILLISECONDS),
    (" seconds", text::SECONDS),
];

/// A name and a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The name in words.
    pub name: String,
    /// The value.
    pub value: FactValue,
}

/// A value to show.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    /// As words.
    Words(String),
    /// A share of one.
    Share(f64),
    /// It holds what should not be shown.
    Hidden,
}

/// The facts in a map of anything.
pub fn facts<'a>(map: impl IntoIterator<Item = (&'a String, &'a Value)>) -> Vec<Fact> {
    let mut found = Vec::new();
    for (name, value) in map {
        collect(name, value, 0, &mut found);
    }
    found
}

/// A server's name for something, in words: `disk_space` is `Disk space`.
pub fn words_of(name: &str) -> String {
    let name = shorten_text(name, LONG_LINE).replace(['_', '-'], " ");
    let mut characters = name.trim().chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn collect(name: &str, value: &Value, depth: usize, found: &mut Vec<Fact>) {
    match value {
        Value::Object(map) if depth < DEEPEST && !map.is_empty() => {
            for (inner, value) in map {
                collect(&format!("{name} · {inner}"), value, depth + 1, found);
            }
        }
        _ => {
            let name = words_of(name);
            let share = name.to_lowercase().contains("percent");
            found.push(match value.as_f64() {
                Some(number) if share && (0.0..=100.0).contains(&number) => Fact {
                    name: without_percent(&name),
                    value: FactValue::Share(number / 100.0),
                },
                Some(number) => with_unit(name, number),
                None => Fact {
                    name,
                    value: text(value),
                },
            });
        }
    }
}

/// `System percent` is the system's share; the share says that it is one.
fn without_percent(name: &str) -> String {
    let short = name.replace(" percent", "").replace("Percent ", "");
    words_of(&short)
}

fn with_unit(name: String, number: f64) -> Fact {
    let lower = name.to_lowercase();
    let unit = UNITS.iter().find(|(ending, _)| lower.ends_with(ending));
    match unit {
        Some((ending, unit)) => Fact {
            name: name
                .get(..name.len().saturating_sub(ending.len()))
                .unwrap_or(&name)
                .to_owned(),
            value: FactValue::Words(text::with_unit(&short(number), unit)),
        },
        None => Fact {
            name,
            value: FactValue::Words(short(number)),
        },
    }
}

/// At most two digits after the point, unless it is less than these can say.
fn short(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    match rounded == 0.0 || !rounded.is_finite() {
        true => format_number(number),
        false => format_number(rounded),
    }
}

fn text(value: &Value) -> FactValue {
    let words = match value {
        Value::Null => text::NOT_REPORTED.to_owned(),
        Value::Bool(true) => text::YES.to_owned(),
        Value::Bool(false) => text::NO.to_owned(),
        Value::String(text) if text.trim().is_empty() => text::EMPTY.to_owned(),
        Value::String(text) => plain(text).into_owned(),
        Value::Array(items) if items.is_empty() => text::NONE.to_owned(),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_object() && !item.is_array()) =>
        {
            let words = items.iter().map(|item| match item {
                Value::String(text) => plain(text).into_owned(),
                other => other.to_string(),
            });
            words.collect::<Vec<_>>().join(", ")
        }
        Value::Object(map) if map.is_empty() => text::NONE.to_owned(),
        other => other.to_string(),
    };
    if is_environment_dump(&words) {
        return FactValue::Hidden;
    }
    FactValue::Words(words)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ui::format_percent;

    #[track_caller]
    fn check(value: Value, expected: &[(&str, &str)]) {
        let map = value.as_object().unwrap();
        let found: Vec<_> = facts(map)
            .into_iter()
            .map(|fact| {
                let value = match fact.value {
                    FactValue::Words(words) => words,
                    FactValue::Share(share) => format_percent(share),
                    FactValue::Hidden => "hidden".to_owned(),
                };
                (fact.name, value)
            })
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn figures_get_their_units_and_shares_are_shares() {
        check(
            json!({"free_gb": 73.552017, "percent_used": 19.1, "system_percent": 100.0,
                "cpu_count": 2, "load_percent": 240.0}),
            &[
                ("Cpu count", "2"),
                ("Free", "73.55 GB"),
                ("Load percent", "240"),
                ("Used", "19.1%"),
                ("System", "100%"),
            ],
        );
    }

    #[test]
    fn whatever_else_there_is_is_shown() {
        check(
            json!({"a": {"b": {"c": true}, "d": null}, "e": [], "f": ["x", 1], "g": "", "h": {},
                "i": [{"k": 1}]}),
            &[
                ("A · b · c", "yes"),
                ("A · d", "not reported"),
                ("E", "none"),
                ("F", "x, 1"),
                ("G", "empty"),
                ("H", "none"),
                ("I", r#"[{"k":1}]"#),
            ],
        );
    }

    #[test]
    fn an_environment_dump_is_hidden() {
        let dump = "16 validation errors for ProductionSettings\nPATH [type=extra_forbidden, \
                    input_value='/bin']";
        check(json!({"error": dump}), &[("Error", "hidden")]);
    }
}
