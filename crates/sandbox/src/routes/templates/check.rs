//! What is wrong with a template, field by field.

use serde_json::Value;
use wire::{
    channel::Channel,
    detail::Problem,
    templates::{TemplateDraft, TemplateId, Variable, VariableType, is_name},
};

use super::of_draft;
use crate::{
    engine::{self, EngineError},
    error::problem,
};

/// The most characters of a name.
const LONGEST_NAME: usize = 80;
/// The most characters of the other texts.
const LONGEST_TEXT: usize = 2_000;
/// The most bytes of a source.
const LARGEST_SOURCE: usize = 200_000;
/// The most variables, and the most features.
const MOST: usize = 50;

/// What is wrong with a draft, whatever other templates there are.
pub fn check(id: &TemplateId, draft: &TemplateDraft) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut say = |path: &str, message: String| found.push(problem([path], "value_error", message));
    match draft.name.chars().count() {
        0 => say("name", "Enter a name".to_owned()),
        count if count > LONGEST_NAME => {
            say("name", format!("Use at most {LONGEST_NAME} characters"))
        }
        _ => {}
    }
    if let Channel::Other(name) = draft.channel.family() {
        say("channel", format!("Unknown channel `{name}`"));
    }
    for (path, text) in [
        ("description", &draft.description),
        ("style", &draft.style),
        ("best_for", &draft.best_for),
    ] {
        if text.chars().count() > LONGEST_TEXT {
            say(path, format!("Use at most {LONGEST_TEXT} characters"));
        }
    }
    if draft.features.len() > MOST {
        say("features", format!("Use at most {MOST}"));
    }
    if draft.variables.len() > MOST {
        say("variables", format!("Use at most {MOST}"));
    }
    if draft.source.trim().is_empty() {
        say("source", "Enter a source".to_owned());
    } else if draft.source.len() > LARGEST_SOURCE {
        say("source", format!("Use at most {LARGEST_SOURCE} bytes"));
    } else if let Err(EngineError::Template { line, message, .. }) =
        engine::check_source(&of_draft(id, draft.clone()))
    {
        say("source", format!("Line {line}: {message}"));
    }
    for (index, variable) in draft.variables.iter().enumerate() {
        let others = draft.variables.get(..index).unwrap_or_default();
        found.extend(check_variable(index, variable, others));
    }
    found
}

fn check_variable(index: usize, variable: &Variable, before: &[Variable]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut say = |field: &str, message: String| {
        let loc: Vec<Value> = vec![
            "body".into(),
            "variables".into(),
            index.into(),
            field.into(),
        ];
        found.push(Problem {
            kind: "value_error".to_owned(),
            loc,
            msg: message,
            input: None,
        });
    };
    if !is_name(&variable.name) {
        say(
            "name",
            "Use letters, digits and underscores. Don't start with a digit".to_owned(),
        );
    } else if before.iter().any(|other| other.name == variable.name) {
        say("name", format!("`{}` is already used", variable.name));
    }
    if let VariableType::Other(word) = &variable.kind {
        say("type", format!("Unknown type `{word}`"));
    }
    if let Some(default) = &variable.default
        && !default.trim().is_empty()
        && !variable.kind.takes(default)
    {
        let wants = variable.kind.wants();
        say("default", format!("Enter {wants}"));
    }
    found
}
