//! What keeps a recipe from being sent, and at which field.

use wire::{
    ApiError,
    channel::Channel,
    generate::{Finding, Preview, Severity},
    templates::{Template, Variable, VariableType},
};

use super::recipe::Recipe;

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The document.
    Document,
    /// The channels.
    Channels,
    /// The platforms of the social channel.
    Platforms,
    /// The template.
    Template,
    /// One of the template's variables.
    Variable(String),
    /// The tone.
    Tone,
    /// The kind of content and the options.
    Options,
    /// When it starts.
    Schedule,
}

impl Field {
    /// The field of a place in the request, such as `options.variables.author`.
    pub fn of_path(path: &str) -> Option<Self> {
        if let Some(name) = path.strip_prefix("options.variables.") {
            return Some(Self::Variable(name.to_owned()));
        }
        Some(match path.split('.').next()? {
            "document_id" => Self::Document,
            "channels" => Self::Channels,
            "social_platforms" => Self::Platforms,
            "template_id" => Self::Template,
            "tone" => Self::Tone,
            "options" => Self::Options,
            "schedule_time" => Self::Schedule,
            _ => return None,
        })
    }

    /// The id of the element around the field.
    pub fn anchor(&self) -> String {
        match self {
            Self::Document => "generate-document".to_owned(),
            Self::Channels => "generate-channels".to_owned(),
            Self::Platforms => "generate-platforms".to_owned(),
            Self::Template => "generate-template".to_owned(),
            Self::Variable(name) => format!("generate-variable-{name}"),
            Self::Tone => "generate-tone".to_owned(),
            Self::Options => "generate-options".to_owned(),
            Self::Schedule => "generate-schedule".to_owned(),
        }
    }

    /// What it is called in a sentence.
    pub fn label(&self) -> String {
        match self {
            Self::Document => "the document".to_owned(),
            Self::Channels => "the channels".to_owned(),
            Self::Platforms => "the platforms".to_owned(),
            Self::Template => "the template".to_owned(),
            Self::Variable(name) => format!("“{}”", words(name)),
            Self::Tone => "the tone".to_owned(),
            Self::Options => "the options".to_owned(),
            Self::Schedule => "the schedule".to_owned(),
        }
    }

    /// Whether two recipes have the same in this field.
    pub fn is_same(&self, one: &Recipe, other: &Recipe) -> bool {
        match self {
            Self::Document => one.document == other.document,
            Self::Channels => one.channels == other.channels,
            Self::Platforms => one.platforms == other.platforms,
            Self::Template => one.template == other.template,
            Self::Variable(name) => {
                one.variables.get(name) == other.variables.get(name)
                    && one.template == other.template
            }
            Self::Tone => one.tone == other.tone,
            Self::Options => {
                (&one.content_type, one.seo, one.hashtags)
                    == (&other.content_type, other.seo, other.hashtags)
            }
            Self::Schedule => one.schedule == other.schedule,
        }
    }
}

/// Something that is not right with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which field.
    pub field: Field,
    /// What to do about it.
    pub message: String,
    /// Whether not even a preview is possible.
    pub blocks_preview: bool,
    /// Whether something is only not there yet, which is no mistake before one tries to go on.
    pub is_missing: bool,
}

impl Problem {
    fn new(field: Field, message: impl Into<String>) -> Self {
        Self {
            field,
            message: message.into(),
            blocks_preview: false,
            is_missing: false,
        }
    }

    fn blocking(self) -> Self {
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
pub enum Chosen {
    /// None is chosen, or the templates are not there yet.
    Unknown,
    /// This one.
    Template(Box<Template>),
    /// One that does not exist any more.
    Gone,
}

/// What is not right, in the order of the form. A dry run does not need a time.
pub fn problems(recipe: &Recipe, chosen: &Chosen, now_millis: f64) -> Vec<Problem> {
    let mut found = Vec::new();
    if recipe.document.is_none() {
        let problem = Problem::new(Field::Document, "Choose a document");
        found.push(problem.blocking().missing());
    }
    if recipe.channels.is_empty() {
        let message = "Choose at least one channel";
        found.push(Problem::new(Field::Channels, message).blocking().missing());
    }
    if recipe.has(&Channel::Social) && recipe.platforms.is_empty() {
        let message = "Choose at least one platform, or switch the social channel off";
        found.push(Problem::new(Field::Platforms, message).blocking());
    }
    match chosen {
        Chosen::Unknown => {}
        Chosen::Gone => {
            let message = "This template is no longer there; choose another";
            found.push(Problem::new(Field::Template, message).blocking());
        }
        Chosen::Template(template) => {
            let family = template.channel.family();
            if !recipe.has(&family) {
                let channel = family.label();
                let message = format!("This template is for {channel}, which is not chosen");
                found.push(Problem::new(Field::Template, message));
            }
            found.extend(variable_problems(recipe, template));
        }
    }
    let late = recipe.schedule.as_ref().is_some_and(|time| {
        time.epoch_millis()
            .is_none_or(|at| at.partial_cmp(&now_millis) != Some(std::cmp::Ordering::Greater))
    });
    if late && !recipe.dry_run {
        let message = "This time is over; choose a later one, or clear it to start now";
        found.push(Problem::new(Field::Schedule, message));
    }
    found
}

fn variable_problems(recipe: &Recipe, template: &Template) -> Vec<Problem> {
    let value = |name: &str| recipe.variables.get(name).cloned();
    let unfilled = template.unfilled(value).map(|variable| {
        let message = format!("Fill in {}", words(&variable.name));
        Problem::new(Field::Variable(variable.name.clone()), message).missing()
    });
    let invalid = template.variables.iter().filter_map(|variable| {
        let value = recipe.variables.get(&variable.name)?;
        let message = mistake(&variable.kind, value)?;
        let field = Field::Variable(variable.name.clone());
        Some(Problem::new(field, message))
    });
    let mut found: Vec<_> = unfilled.chain(invalid).collect();
    let place = |problem: &Problem| {
        let is_it = |variable: &Variable| matches!(&problem.field, Field::Variable(name) if *name == variable.name);
        template.variables.iter().position(is_it)
    };
    found.sort_by_key(place);
    found
}

/// What is wrong with a variable's value; nothing is wrong with an empty one.
pub fn mistake(kind: &VariableType, value: &str) -> Option<&'static str> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    let (right, message) = match kind {
        VariableType::Url => (
            is_address(value),
            "This must be an address, such as https://example.com",
        ),
        VariableType::Number => (
            value.parse::<f64>().is_ok_and(f64::is_finite),
            "This must be a number",
        ),
        VariableType::Boolean => (matches!(value, "true" | "false"), "Choose yes or no"),
        VariableType::Date => (
            chrono::NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok(),
            "This must be a day, such as 2026-11-23",
        ),
        VariableType::Text | VariableType::Other(_) => return None,
    };
    (!right).then_some(message)
}

fn is_address(value: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| value.strip_prefix(scheme));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty()) && !value.contains(char::is_whitespace)
}

/// A variable's name in words: `call_to_action_url` is "Call to action URL".
pub fn words(name: &str) -> String {
    let words: Vec<&str> = name
        .split(['_', '-'])
        .map(|word| match word {
            "url" => "URL",
            "id" => "ID",
            word => word,
        })
        .collect();
    let text = words.join(" ");
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => text,
    }
}

/// What the server refused, by field.
pub fn refused(error: &ApiError) -> Vec<(Field, String)> {
    error
        .fields()
        .iter()
        .filter_map(|problem| {
            let field = Field::of_path(&problem.path.join("."))?;
            Some((field, problem.message.clone()))
        })
        .collect()
}

/// One thing that the checks found, wherever it is found again.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What was found first.
    pub finding: Finding,
    /// Every channel it is found in.
    pub channels: Vec<Channel>,
}

/// What was found in a preview: what blocks first, each thing once.
pub fn findings(preview: &Preview) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for finding in &preview.findings {
        let told = |finding: &Finding| {
            (
                finding.severity.clone(),
                finding.platform.clone(),
                finding.field.clone(),
                finding.message.clone(),
            )
        };
        let known = found
            .iter_mut()
            .find(|it| told(&it.finding) == told(finding));
        match known {
            Some(known) if known.channels.contains(&finding.channel) => {}
            Some(known) => known.channels.push(finding.channel.clone()),
            None => found.push(Found {
                finding: finding.clone(),
                channels: vec![finding.channel.clone()],
            }),
        }
    }
    found.sort_by_key(|it| it.finding.severity != Severity::Error);
    found
}

/// What to say of a preview that may not be sent.
pub fn blocked(preview: &Preview) -> Option<String> {
    let errors = findings(preview)
        .iter()
        .filter(|it| it.finding.severity == Severity::Error)
        .count();
    match errors {
        0 if preview.is_blocked() => Some("A post is over its limit".to_owned()),
        0 => None,
        1 => Some("1 problem in the preview must be solved first".to_owned()),
        count => Some(format!(
            "{count} problems in the preview must be solved first"
        )),
    }
}

#[cfg(test)]
mod tests {
    use wire::{Stamp, documents::DocumentId};

    use super::*;

    const NOW: f64 = 1_795_000_000_000.0;

    fn recipe() -> Recipe {
        Recipe {
            document: Some(DocumentId::from("d")),
            channels: vec![Channel::Email],
            ..Recipe::default()
        }
    }

    #[track_caller]
    fn check(recipe: &Recipe, chosen: &Chosen, expected: &[Field]) {
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
            &Chosen::Unknown,
            &[Field::Document, Field::Channels],
        );
        check(&recipe(), &Chosen::Unknown, &[]);
        let social = Recipe {
            channels: vec![Channel::Social],
            platforms: Vec::new(),
            ..recipe()
        };
        check(&social, &Chosen::Unknown, &[Field::Platforms]);
    }

    #[test]
    fn a_template_needs_its_channel_and_its_variables() {
        let chosen = Chosen::Template(Box::new(template()));
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
        check(&recipe(), &Chosen::Gone, &[Field::Template]);
    }

    #[test]
    fn the_same_thing_in_several_channels_is_said_once() {
        let finding = |channel: &str, severity: &str| {
            format!(
                r#"{{"severity":"{severity}","channel":"{channel}","code":"c","message":"{severity}"}}"#
            )
        };
        let all = [
            finding("web", "warning"),
            finding("email", "error"),
            finding("web", "error"),
            finding("web", "error"),
        ]
        .join(",");
        let preview: Preview = serde_json::from_str(&format!(
            r#"{{"parts":{{}},"findings":[{all}],"generated_at":"2026-11-23T00:00:00Z"}}"#
        ))
        .unwrap();
        let found = findings(&preview);
        let channels: Vec<_> = found.iter().map(|it| it.channels.as_slice()).collect();
        assert_eq!(
            channels,
            [&[Channel::Email, Channel::Web][..], &[Channel::Web][..]]
        );
        let reason = "1 problem in the preview must be solved first";
        assert_eq!(blocked(&preview).as_deref(), Some(reason));
    }

    #[test]
    fn a_past_time_is_a_problem_unless_nothing_is_sent() {
        let past = Stamp::parse("2020-01-01T00:00:00Z").unwrap();
        let late = Recipe {
            schedule: Some(past),
            ..recipe()
        };
        check(&late, &Chosen::Unknown, &[Field::Schedule]);
        let dry = Recipe {
            dry_run: true,
            ..late
        };
        check(&dry, &Chosen::Unknown, &[]);
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

    #[test]
    fn places_of_a_request_are_fields_of_the_form() {
        let variable = Field::of_path("options.variables.call.to");
        assert_eq!(variable, Some(Field::Variable("call.to".to_owned())));
        assert_eq!(
            Field::of_path("social_platforms.twitter"),
            Some(Field::Platforms)
        );
        assert_eq!(Field::of_path("idempotency_key"), None);
        assert_eq!(words("call_to_action_url"), "Call to action URL");
    }
}
