//! The values of a template's variables, and what is wrong with them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::Value;
use wire::{
    channel::Channel,
    generate::Finding,
    templates::{Template, Variable, VariableType},
};

use super::{
    address,
    findings::{self, FindingExt as _},
};

/// The values of a template's variables by name.
#[derive(Clone, Debug, Default)]
pub struct Values {
    values: BTreeMap<String, Value>,
    texts: BTreeMap<String, String>,
}

impl Values {
    /// Takes what is given, else the default; what is missing or wrong stands in brackets.
    pub fn fill(
        template: &Template,
        given: &BTreeMap<String, String>,
        channel: &Channel,
        found: &mut Vec<Finding>,
    ) -> Self {
        let mut filled = Self::default();
        for variable in &template.variables {
            let text = given
                .get(&variable.name)
                .filter(|text| !text.trim().is_empty())
                .or(variable.default.as_ref());
            let value = match text {
                Some(text) => typed(&variable.kind, text).ok_or_else(|| {
                    let message = format!(
                        "\"{}\" must be {}, not \"{}\".",
                        label(variable),
                        expected(&variable.kind),
                        super::shorten::graphemes(text, 60),
                    );
                    findings::error(channel, "invalid_variable", message)
                }),
                None if variable.required => Err(findings::error(
                    channel,
                    "missing_variable",
                    format!(
                        "Fill in \"{}\" for template {}.",
                        label(variable),
                        template.name
                    ),
                )),
                None => Ok(absent(&variable.kind)),
            };
            let value = value.unwrap_or_else(|finding| {
                found.push(finding.at(format!("options.variables.{}", variable.name)));
                match variable.kind {
                    VariableType::Url => Value::from(super::brand::SITE),
                    _ => Value::from(format!("[{}]", label(variable))),
                }
            });
            filled.texts.insert(
                variable.name.clone(),
                text.filter(|_| !matches!(variable.kind, VariableType::Boolean))
                    .map(|_| value.to_string())
                    .unwrap_or_default(),
            );
            filled.values.insert(variable.name.clone(), value);
        }
        filled
    }

    /// The values as a template takes them.
    pub fn to_value(&self) -> Value {
        Value::from(self.values.clone())
    }

    /// A value as text; `None` where it is not given or not asked for.
    pub fn text(&self, name: &str) -> Option<&str> {
        let text = self.texts.get(name)?;
        (!text.is_empty()).then_some(text.as_str())
    }
}

/// A variable's name for people.
fn label(variable: &Variable) -> String {
    let words = variable.name.replace(['_', '-'], " ");
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => words,
    }
}

fn typed(kind: &VariableType, text: &str) -> Option<Value> {
    let trimmed = text.trim();
    match kind {
        VariableType::Url => address::is_link(trimmed).then(|| Value::from(trimmed)),
        VariableType::Number => {
            let whole = trimmed.parse::<i64>().map(Value::from).ok();
            let fraction = || trimmed.parse::<f64>().ok().filter(|n| n.is_finite());
            whole.or_else(|| fraction().map(Value::from))
        }
        VariableType::Boolean => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" | "on" => Some(Value::from(true)),
            "false" | "no" | "0" | "off" => Some(Value::from(false)),
            _ => None,
        },
        VariableType::Date => NaiveDate::parse_from_str(trimmed, "%Y-%m-%d")
            .ok()
            .map(|_| Value::from(trimmed)),
        VariableType::Text | VariableType::Other(_) => Some(Value::from(text)),
    }
}

fn absent(kind: &VariableType) -> Value {
    match kind {
        VariableType::Boolean => Value::from(false),
        _ => Value::from(""),
    }
}

fn expected(kind: &VariableType) -> &'static str {
    match kind {
        VariableType::Url => "an address that begins with https://",
        VariableType::Number => "a number",
        VariableType::Boolean => "true or false",
        VariableType::Date => "a date such as 2026-11-23",
        VariableType::Text | VariableType::Other(_) => "a text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_checked() {
        for (kind, good, bad) in [
            (
                VariableType::Url,
                "https://example.com/x",
                "javascript:alert(1)",
            ),
            (VariableType::Number, "2.5", "two"),
            (VariableType::Boolean, "Yes", "maybe"),
            (VariableType::Date, "2026-11-23", "23.11.2026"),
        ] {
            assert!(typed(&kind, good).is_some(), "{good}");
            assert!(typed(&kind, bad).is_none(), "{bad}");
        }
    }
}
