//! What keeps a recipe from being sent, and at which field.

use wire::{
    channel::Channel,
    templates::{Template, Variable, VariableType},
};

use super::{
    super::text,
    Recipe,
    field::{Field, humanize},
};
use crate::{
    state::clock,
    ui::{INCOMPLETE_DATE, Unreadable, read_date, read_number},
};

/// Something that is not right with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeProblem {
    /// Which field.
    pub field: Field,
    /// What to do about it.
    pub message: String,
    /// Whether not even a preview is possible.
    pub blocks_preview: bool,
    /// Whether something is only not there yet, which is no mistake before one tries to go on.
    pub is_missing: bool,
}

impl RecipeProblem {
    /// Something that keeps it from being sent.
    pub fn new(field: Field, message: impl Into<String>) -> Self {
        Self {
            field,
            message: message.into(),
            blocks_preview: false,
            is_missing: false,
        }
    }

    /// The same, so that not even a preview is possible.
    pub fn blocking(self) -> Self {
        Self {
            blocks_preview: true,
            ..self
        }
    }

    fn missing(self) -> Self {
        Self {
            is_missing: true,
            ..self
        }
    }
}

/// Whether the chosen template is known.
#[derive(Clone, Debug, PartialEq)]
pub enum ChosenTemplate {
    /// None is chosen, or the templates are not there yet.
    Unknown,
    /// This one.
    Template(Box<Template>),
    /// One that does not exist any more.
    Gone,
}

/// What is not right, in the order of the form. A dry run does not need a time.
pub fn problems(recipe: &Recipe, chosen: &ChosenTemplate, now_millis: f64) -> Vec<RecipeProblem> {
    let mut found = Vec::new();
    if recipe.document.is_none() {
        let problem = RecipeProblem::new(Field::Document, text::shared::SELECT_DOCUMENT);
        found.push(problem.blocking().missing());
    }
    if recipe.channels.is_empty() {
        let message = text::shared::SELECT_CHANNEL;
        found.push(
            RecipeProblem::new(Field::Channels, message)
                .blocking()
                .missing(),
        );
    }
    if recipe.has(&Channel::Social) && recipe.platforms.is_empty() {
        let message = text::shared::SELECT_PLATFORM;
        found.push(RecipeProblem::new(Field::Platforms, message).blocking());
    }
    match chosen {
        ChosenTemplate::Unknown => {}
        ChosenTemplate::Gone => {
            let message = text::recipe::TEMPLATE_GONE;
            found.push(RecipeProblem::new(Field::Template, message).blocking());
        }
        ChosenTemplate::Template(template) => {
            let family = template.channel.family();
            if !recipe.has(&family) {
                let message = text::recipe::template_is_for(&family.label());
                found.push(RecipeProblem::new(Field::Template, message));
            }
            found.extend(variable_problems(recipe, template));
        }
    }
    // Whether its template is known or not, this is no value to send.
    let is_known = |field: &Field| found.iter().any(|problem| problem.field == *field);
    let incomplete: Vec<_> = recipe
        .variables
        .iter()
        .filter(|(_, value)| *value == INCOMPLETE_DATE)
        .map(|(name, _)| Field::Variable(name.clone()))
        .filter(|field| !is_known(field))
        .map(|field| RecipeProblem::new(field, text::recipe::DATE_INCOMPLETE))
        .collect();
    found.extend(incomplete);
    if !recipe.dry_run {
        found.extend(schedule_problem(recipe, now_millis));
    }
    found
}

/// What keeps a recipe from being sent, given the templates there are.
///
/// `None` for the templates until they are known.
pub fn problems_of(recipe: &Recipe, templates: Option<&[Template]>) -> Vec<RecipeProblem> {
    let chosen = match (&recipe.template, templates) {
        (None, _) | (_, None) => ChosenTemplate::Unknown,
        (Some(id), Some(templates)) => templates
            .iter()
            .find(|template| template.id == *id)
            .map_or(ChosenTemplate::Gone, |template| {
                ChosenTemplate::Template(Box::new(template.clone()))
            }),
    };
    problems(recipe, &chosen, clock::server_now())
}

fn schedule_problem(recipe: &Recipe, now_millis: f64) -> Option<RecipeProblem> {
    let time = match recipe.schedule.to_option() {
        Ok(time) => time?,
        Err(unreadable) => {
            let problem = RecipeProblem::new(Field::Schedule, unreadable.to_string());
            return Some(if unreadable.is_incomplete() {
                problem.missing()
            } else {
                problem
            });
        }
    };
    let is_ahead = time
        .epoch_millis()
        .is_some_and(|at| at.partial_cmp(&now_millis) == Some(std::cmp::Ordering::Greater));
    let message = text::recipe::TIME_OVER;
    (!is_ahead).then(|| RecipeProblem::new(Field::Schedule, message))
}

fn variable_problems(recipe: &Recipe, template: &Template) -> Vec<RecipeProblem> {
    let value = |name: &str| recipe.variables.get(name).cloned();
    let unfilled = template.unfilled(value).map(|variable| {
        let message = text::recipe::fill_in(&humanize(&variable.name));
        RecipeProblem::new(Field::Variable(variable.name.clone()), message).missing()
    });
    let invalid = template.variables.iter().filter_map(|variable| {
        let value = recipe.variables.get(&variable.name)?;
        let message = mistake(&variable.kind, value)?;
        let field = Field::Variable(variable.name.clone());
        Some(RecipeProblem::new(field, message))
    });
    let mut found: Vec<_> = unfilled.chain(invalid).collect();
    let place = |problem: &RecipeProblem| {
        let is_it = |variable: &Variable| matches!(&problem.field, Field::Variable(name) if *name == variable.name);
        template.variables.iter().position(is_it)
    };
    found.sort_by_key(place);
    found
}

/// What is wrong with a variable's value; nothing is wrong with an empty one.
pub fn mistake(kind: &VariableType, value: &str) -> Option<String> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    let (right, message) = match kind {
        VariableType::Url => (is_address(value), text::recipe::ENTER_URL),
        VariableType::Number => return read_number(value).unreadable().map(Unreadable::to_string),
        VariableType::Boolean => (
            matches!(value, "true" | "false"),
            text::recipe::SELECT_YES_NO,
        ),
        VariableType::Date => return read_date(value).unreadable().map(Unreadable::to_string),
        VariableType::Text | VariableType::Other(_) => return None,
    };
    (!right).then(|| message.to_owned())
}

fn is_address(value: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| value.strip_prefix(scheme));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty()) && !value.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use wire::{Stamp, documents::DocumentId};

    use super::*;
    use crate::ui::{FieldValue, UnreadableReason};

    const NOW: f64 = 1_795_000_000_000.0;

    fn recipe() -> Recipe {
        Recipe {
            document: Some(DocumentId::from("d")),
            channels: vec![Channel::Email],
            ..Recipe::default()
        }
    }

    #[track_caller]
    fn check(recipe: &Recipe, chosen: &ChosenTemplate, expected: &[Field]) {
        let fields: Vec<_> = problems(recipe, chosen, NOW)
            .into_iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(fields, expected);
    }

    fn template() -> Template {
        serde_json::from_str(
            r#"{"id":"t","name":"T","channel":"email","variables":[
                {"name":"link","type":"url","required":true},
                {"name":"count","type":"number","required":false},
                {"name":"day","type":"date","required":true,"default":"2026-01-01"}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn an_empty_form_says_what_it_needs_in_order() {
        check(
            &Recipe::default(),
            &ChosenTemplate::Unknown,
            &[Field::Document, Field::Channels],
        );
        check(&recipe(), &ChosenTemplate::Unknown, &[]);
        let social = Recipe {
            channels: vec![Channel::Social],
            platforms: Vec::new(),
            ..recipe()
        };
        check(&social, &ChosenTemplate::Unknown, &[Field::Platforms]);
    }

    #[test]
    fn a_template_needs_its_channel_and_its_variables() {
        let chosen = ChosenTemplate::Template(Box::new(template()));
        let link = Field::Variable("link".to_owned());
        let count = Field::Variable("count".to_owned());
        check(&recipe(), &chosen, std::slice::from_ref(&link));
        let elsewhere = Recipe {
            channels: vec![Channel::Web],
            variables: [("link", "nowhere"), ("count", "many")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            ..recipe()
        };
        check(&elsewhere, &chosen, &[Field::Template, link, count]);
        check(&recipe(), &ChosenTemplate::Gone, &[Field::Template]);
    }

    #[test]
    fn a_past_time_is_a_problem_unless_nothing_is_sent() {
        let past = Stamp::parse("2020-01-01T00:00:00Z").unwrap();
        let late = Recipe {
            schedule: FieldValue::Value(past),
            ..recipe()
        };
        check(&late, &ChosenTemplate::Unknown, &[Field::Schedule]);
        let dry = Recipe {
            dry_run: true,
            ..late
        };
        check(&dry, &ChosenTemplate::Unknown, &[]);
        for reason in [UnreadableReason::Incomplete, UnreadableReason::Twice] {
            let unreadable = Recipe {
                schedule: FieldValue::Unreadable(Unreadable::new("", reason)),
                ..recipe()
            };
            check(&unreadable, &ChosenTemplate::Unknown, &[Field::Schedule]);
        }
    }

    #[test]
    fn a_date_that_is_typed_in_part_is_a_problem_whatever_its_template() {
        let mut partly = recipe();
        let value = INCOMPLETE_DATE.to_owned();
        partly.variables.insert("day".to_owned(), value);
        let day = Field::Variable("day".to_owned());
        check(
            &partly,
            &ChosenTemplate::Unknown,
            std::slice::from_ref(&day),
        );
        let mut template = template();
        template.variables.retain(|variable| variable.name == "day");
        let chosen = ChosenTemplate::Template(Box::new(template));
        check(&partly, &chosen, &[day]);
    }

    #[test]
    fn values_are_checked_by_their_type() {
        for (kind, good, bad) in [
            (VariableType::Url, "https://a.test/x", "a.test"),
            (VariableType::Url, "http://a", "https:// a"),
            (VariableType::Number, "-2.5", "NaN"),
            (VariableType::Boolean, "true", "maybe"),
            (VariableType::Date, "2026-02-28", "2026-02-30"),
        ] {
            assert_eq!(mistake(&kind, good), None, "{good}");
            assert!(mistake(&kind, bad).is_some(), "{bad}");
        }
        assert_eq!(mistake(&VariableType::Number, " "), None);
        assert_eq!(mistake(&VariableType::Text, "anything"), None);
    }
}
