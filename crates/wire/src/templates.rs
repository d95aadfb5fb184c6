//! Templates: what a channel's content is poured into.

use serde::{Deserialize, Serialize};

use crate::{
    Call, Method, Page, Path, Stamp,
    channel::Channel,
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
    #[serde(default)]
    pub description: String,
}

/// What a channel's content is poured into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// Its name.
    pub name: String,
    /// What it looks like and is for.
    #[serde(default)]
    pub description: String,
    /// The channel it is for.
    pub channel: Channel,
    /// Its style, e.g. `modern`.
    #[serde(default)]
    pub style: String,
    /// What it can do.
    #[serde(default)]
    pub features: Vec<String>,
    /// What it is best used for.
    #[serde(default)]
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
}

impl Template {
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

/// One template with its source.
pub fn get(id: &TemplateId) -> Call<Template> {
    Call::new(
        Method::Get,
        Path::filled(routes::TEMPLATE.template, &[id.as_str()]),
    )
}
