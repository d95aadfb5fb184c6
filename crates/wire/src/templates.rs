//! Templates: what a channel's content is poured into.

mod filters;
mod language;

pub use filters::{FILTERS, TemplateFilter};
pub use language::{Use, uses};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Answer, Call, Method, Page, Path, Stamp,
    call::{ReadError, json},
    channel::Channel,
    documents::DocumentId,
    generate::{Finding, Parts, Tone},
    routes,
    text::{open_enum, string_id},
};

string_id! {
    /// A template's id.
    TemplateId
}

open_enum! {
    /// What a template variable holds.
    VariableType {
        /// A line or more of text.
        Text = "text",
        /// An address on the web.
        Url = "url",
        /// A number.
        Number = "number",
        /// Yes or no.
        Boolean = "boolean",
        /// A day, as `2026-11-23`.
        Date = "date",
    }
}

impl VariableType {
    /// Whether a text can be a value of this type.
    pub fn takes(&self, text: &str) -> bool {
        let text = text.trim();
        match self {
            Self::Text | Self::Other(_) => true,
            Self::Url => is_link(text),
            Self::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
            Self::Boolean => matches!(text, "true" | "false"),
            Self::Date => chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok(),
        }
    }

    /// What a value must be, to end a sentence with.
    pub fn wants(&self) -> &'static str {
        match self {
            Self::Text | Self::Other(_) => "a text",
            Self::Url => "a URL, such as https://example.com",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Date => "a date, such as 2026-11-23",
        }
    }
}

fn is_link(text: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let starts = |host: &str| host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    host.is_some_and(starts) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Whether a text can be a variable's name: `variables.name` must be able to mean it.
pub fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Something a template asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Variable {
    /// The name it has in the source.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: VariableType,
    /// Whether nothing can be generated without it.
    pub required: bool,
    /// What it is when it is not given.
    #[serde(default)]
    pub default: Option<String>,
    /// What it is for.
    #[serde(default, deserialize_with = "crate::terminal::text")]
    pub description: String,
}

/// What a channel's content is poured into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// Its name.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// What it looks like and is for.
    #[serde(default, deserialize_with = "crate::terminal::text")]
    pub description: String,
    /// The channel it is for.
    pub channel: Channel,
    /// Its style, e.g. `modern`.
    #[serde(default, deserialize_with = "crate::one_line::read")]
    pub style: String,
    /// What it can do.
    #[serde(default, deserialize_with = "crate::one_line::read_list")]
    pub features: Vec<String>,
    /// What it is best used for.
    #[serde(default, deserialize_with = "crate::terminal::text")]
    pub best_for: String,
    /// Its source; a list may leave it out.
    #[serde(default)]
    pub source: Option<String>,
    /// What it asks for.
    #[serde(default)]
    pub variables: Vec<Variable>,
    /// Whether it came with the product and cannot be changed.
    #[serde(default)]
    pub builtin: bool,
    /// When it was last changed; `None` where the server does not say.
    #[serde(default)]
    pub updated_at: Option<Stamp>,
    /// Who changed it last; `None` where the server does not say.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub updated_by: Option<String>,
}

/// All of a template that people write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemplateDraft {
    /// Its name, which no other template has.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// What it looks like and is for.
    #[serde(default, deserialize_with = "crate::terminal::text")]
    pub description: String,
    /// The channel it is for.
    pub channel: Channel,
    /// Its style, e.g. `modern`.
    #[serde(default, deserialize_with = "crate::one_line::read")]
    pub style: String,
    /// What it can do.
    #[serde(default, deserialize_with = "crate::one_line::read_list")]
    pub features: Vec<String>,
    /// What it is best used for.
    #[serde(default, deserialize_with = "crate::terminal::text")]
    pub best_for: String,
    /// Its source.
    pub source: String,
    /// What it asks for.
    #[serde(default)]
    pub variables: Vec<Variable>,
}

impl Default for TemplateDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            channel: Channel::Email,
            style: String::new(),
            features: Vec::new(),
            best_for: String::new(),
            source: String::new(),
            variables: Vec::new(),
        }
    }
}

/// A template, and which version of it this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The template.
    pub template: Template,
    /// The version, to be named when it is changed; `None` where the server names none.
    pub etag: Option<String>,
}

/// What to render with a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PreviewRequest {
    /// The template, stored or not.
    pub template: TemplateDraft,
    /// What to render from; a sample where it is left out.
    #[serde(default)]
    pub document_id: Option<DocumentId>,
    /// Values of the template's variables.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// The tone.
    #[serde(default)]
    pub tone: Option<Tone>,
}

/// Where a source goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourceProblem {
    /// Its line, from 1.
    pub line: u32,
    /// Its column in characters, from 1; `None` where only the line is known.
    #[serde(default)]
    pub column: Option<u32>,
    /// What is wrong there.
    #[serde(deserialize_with = "crate::terminal::text")]
    pub message: String,
}

/// What came of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rendering {
    /// The rendered part; none where there is a problem.
    pub parts: Parts,
    /// What the checks found in it.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Why the source could not be rendered.
    #[serde(default)]
    pub problem: Option<SourceProblem>,
    /// What it was rendered from.
    #[serde(default, deserialize_with = "crate::one_line::read")]
    pub document_title: String,
}

impl Template {
    /// What people have written of it.
    pub fn draft(&self) -> TemplateDraft {
        TemplateDraft {
            name: self.name.clone(),
            description: self.description.clone(),
            channel: self.channel.clone(),
            style: self.style.clone(),
            features: self.features.clone(),
            best_for: self.best_for.clone(),
            source: self.source.clone().unwrap_or_default(),
            variables: self.variables.clone(),
        }
    }

    /// The required variables that have neither a value nor a default.
    pub fn unfilled<'a>(
        &'a self,
        value: impl Fn(&str) -> Option<String> + 'a,
    ) -> impl Iterator<Item = &'a Variable> + 'a {
        self.variables.iter().filter(move |variable| {
            let given = value(&variable.name).filter(|value| !value.trim().is_empty());
            let default = variable
                .default
                .as_ref()
                .filter(|value| !value.trim().is_empty());
            variable.required && given.is_none() && default.is_none()
        })
    }
}

/// All templates.
pub fn list() -> Call<Page<Template>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::TEMPLATES.template),
        |body| Page::read("templates", body),
    )
    .or_shipped(crate::shipped::templates::page())
}

fn held(answer: &Answer) -> Result<Held, ReadError> {
    Ok(Held {
        template: json(&answer.body)?,
        etag: answer.etag.clone(),
    })
}

/// One template with its source and its version.
pub fn hold(id: &TemplateId) -> Call<Held> {
    let path = Path::filled(routes::TEMPLATE.template, &[id.as_str()]);
    Call::read_whole(Method::Get, path, held)
}

/// Creates a template.
pub fn create(draft: &TemplateDraft) -> Call<Held> {
    let path = Path::fixed(routes::CREATE_TEMPLATE.template);
    Call::read_whole(Method::Post, path, held).json(draft)
}

/// Changes a template, unless it is no longer the version that one has seen.
pub fn update(id: &TemplateId, draft: &TemplateDraft, etag: Option<&str>) -> Call<Held> {
    let path = Path::filled(routes::UPDATE_TEMPLATE.template, &[id.as_str()]);
    Call::read_whole(Method::Put, path, held)
        .json(draft)
        .if_match(etag)
}

/// Brings back a template that was deleted, under the id that it had.
pub fn restore(id: &TemplateId, draft: &TemplateDraft) -> Call<Held> {
    update(id, draft, None).if_absent()
}

/// Deletes a template, unless it is no longer the version that one has seen.
pub fn delete(id: &TemplateId, etag: Option<&str>) -> Call<()> {
    let path = Path::filled(routes::DELETE_TEMPLATE.template, &[id.as_str()]);
    Call::silent(Method::Delete, path).if_match(etag)
}

/// Renders a template, and keeps nothing of it.
pub fn preview(request: &PreviewRequest) -> Call<Rendering> {
    let path = Path::fixed(routes::PREVIEW_TEMPLATE.template);
    Call::new(Method::Post, path).json(request)
}

/// One template with its source.
pub fn get(id: &TemplateId) -> Call<Template> {
    Call::new(
        Method::Get,
        Path::filled(routes::TEMPLATE.template, &[id.as_str()]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_its_type() {
        for (kind, good, bad) in [
            (VariableType::Url, "https://example.com/x", "javascript:x"),
            (VariableType::Url, "http://a", "https:// a"),
            (VariableType::Number, "-2.5", "NaN"),
            (VariableType::Boolean, "true", "maybe"),
            (VariableType::Date, "2026-02-28", "2026-02-30"),
        ] {
            assert!(kind.takes(good), "{good}");
            assert!(!kind.takes(bad), "{bad}");
        }
        assert!(is_name("call_to_action2") && !is_name("2x") && !is_name("a-b") && !is_name(""));
    }

    #[test]
    fn a_change_names_the_version_it_was_made_from() {
        let draft = TemplateDraft::default();
        let answer = Answer {
            etag: Some("\"t-1\"".into()),
            ..Answer::new(
                200,
                r#"{"id":"t","name":"T","channel":"email","source":"x"}"#,
            )
        };
        let held = hold(&"t".into()).read(&answer).unwrap();
        let change = update(&held.template.id, &draft, held.etag.as_deref());
        assert_eq!(change.condition, Some(("If-Match", "\"t-1\"".into())));
        let back = restore(&held.template.id, &held.template.draft());
        assert_eq!(back.condition, Some(("If-None-Match", "*".into())));
        assert_eq!(back.target(), change.target());
        assert_eq!(held.template.draft().source, "x");
    }
}
