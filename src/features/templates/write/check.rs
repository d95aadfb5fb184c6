//! What is not right with a template, and what is worth pointing at. Pure.
//!
//! A problem is found by its path, which is the one that the server names it by.

use serde_json::Value;
use wire::{
    ApiError,
    channel::Channel,
    templates::{Template, TemplateDraft, TemplateId, Use, is_name, uses},
    unicode::sort_key,
};

use crate::features::templates::text;

/// Something that forbids to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// Where, e.g. `variables.0.name`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// Whether something is missing, which is no news to who has just begun.
    pub is_missing: bool,
}

fn problem(path: impl Into<String>, message: impl Into<String>) -> TemplateProblem {
    TemplateProblem {
        path: path.into(),
        message: message.into(),
        is_missing: false,
    }
}

fn missing(path: &str, message: &str) -> TemplateProblem {
    TemplateProblem {
        is_missing: true,
        ..problem(path, message)
    }
}

/// What is not right with a draft, beside the templates that there are.
pub fn problems(
    draft: &TemplateDraft,
    own: Option<&TemplateId>,
    all: &[Template],
) -> Vec<TemplateProblem> {
    let mut found = Vec::new();
    let is_taken = all
        .iter()
        .any(|it| Some(&it.id) != own && sort_key(&it.name) == sort_key(&draft.name));
    if draft.name.trim().is_empty() {
        found.push(missing("name", text::write::NAME_MISSING));
    } else if is_taken {
        found.push(problem("name", text::write::NAME_TAKEN));
    }
    if draft.source.trim().is_empty() {
        found.push(missing("source", text::write::SOURCE_MISSING));
    }
    for (at, variable) in draft.variables.iter().enumerate() {
        let path = |field: &str| format!("variables.{at}.{field}");
        let before = draft.variables.iter().take(at);
        if variable.name.is_empty() {
            found.push(missing(&path("name"), text::write::VARIABLE_NAME_MISSING));
        } else if !is_name(&variable.name) {
            found.push(problem(path("name"), text::write::VARIABLE_NAME_INVALID));
        } else if before.into_iter().any(|it| it.name == variable.name) {
            found.push(problem(path("name"), text::write::VARIABLE_NAME_TAKEN));
        }
        if let Some(default) = &variable.default
            && !variable.kind.takes(default)
        {
            let message = text::write::default_invalid(variable.kind.wants());
            found.push(problem(path("default"), message));
        }
    }
    found
}

/// The variables that the source uses, and nobody has declared.
pub fn undeclared(draft: &TemplateDraft) -> Vec<Use> {
    let is_declared = |name: &str| draft.variables.iter().any(|it| it.name == name);
    uses(&draft.source)
        .into_iter()
        .filter(|it| !is_declared(&it.name))
        .collect()
}

/// Whether a declared variable is used, by the source or by whatever makes the content.
pub fn is_used(draft: &TemplateDraft, used: &[Use], name: &str) -> bool {
    let by_itself: &[&str] = match draft.channel.family() {
        Channel::Email => &["subject", "call_to_action", "call_to_action_url"],
        _ => &["call_to_action", "call_to_action_url"],
    };
    by_itself.contains(&name) || used.iter().any(|it| it.name == name)
}

/// What the server refused of a draft, as long as it is not written anew.
pub fn refused(
    error: &ApiError,
    sent: &TemplateDraft,
    now: &TemplateDraft,
) -> Vec<TemplateProblem> {
    let (Ok(sent), Ok(now)) = (serde_json::to_value(sent), serde_json::to_value(now)) else {
        return Vec::new();
    };
    error
        .fields()
        .iter()
        .filter(|it| !it.path.is_empty())
        .filter(|it| {
            let place = it
                .path
                .iter()
                .map(|part| format!("/{part}"))
                .collect::<String>();
            let at = |value: &Value| value.pointer(&place).cloned();
            at(&sent) == at(&now)
        })
        .map(|it| problem(it.path.join("."), it.message.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use wire::{Answer, Refusal};

    use super::*;

    fn draft(json: &str) -> TemplateDraft {
        serde_json::from_str(json).unwrap()
    }

    fn full() -> TemplateDraft {
        draft(
            r#"{"name":"Mine","channel":"email","source":"{{ variables.price }}\n{{ variables.lost }}",
            "variables":[{"name":"price","type":"number","required":false,"default":"2"},
            {"name":"subject","type":"text","required":false},
            {"name":"idle","type":"text","required":false}]}"#,
        )
    }

    #[track_caller]
    fn check(draft: &TemplateDraft, expected: &[&str]) {
        let other: Template =
            serde_json::from_str(r#"{"id":"o","name":"Other","channel":"web"}"#).unwrap();
        let found = problems(draft, None, &[other]);
        let paths: Vec<_> = found.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn names_sources_and_defaults_are_checked() {
        check(&full(), &[]);
        let mut wrong = full();
        wrong.name = " other ".into();
        wrong.source = " ".into();
        wrong.variables[0].default = Some("two".into());
        wrong.variables[1].name = "price".into();
        wrong.variables[2].name = "not ok".into();
        check(
            &wrong,
            &[
                "name",
                "source",
                "variables.0.default",
                "variables.1.name",
                "variables.2.name",
            ],
        );
    }

    #[test]
    fn what_is_used_and_what_is_declared_is_compared() {
        let draft = full();
        let lost = undeclared(&draft);
        assert_eq!(
            (lost[0].name.as_str(), lost[0].line, lost.len()),
            ("lost", 2, 1)
        );
        let used = uses(&draft.source);
        assert!(is_used(&draft, &used, "price") && is_used(&draft, &used, "subject"));
        assert!(!is_used(&draft, &used, "idle"));
    }

    #[test]
    fn a_refusal_lasts_until_the_field_is_written_anew() {
        let body = r#"{"detail":[
            {"type":"v","loc":["body","name"],"msg":"taken"},
            {"type":"v","loc":["body","variables",0,"default"],"msg":"no"}]}"#;
        let error = ApiError::Refused(Refusal::read(&Answer::new(422, body)));
        let sent = full();
        let mut now = sent.clone();
        now.name = "Another".into();
        let left = refused(&error, &sent, &now);
        assert_eq!(left, [problem("variables.0.default", "no")]);
    }
}
