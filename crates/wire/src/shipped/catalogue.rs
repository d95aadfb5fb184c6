//! What the backend as shipped tells of its own rules: kinds of content, lengths, limits.
//!
//! It enforces few of them, and two of its routes disagree, so they are hints.

mod limits;
mod rules;

pub use limits::{Limit, limit_posts, limits};
pub use rules::Rules;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Call, Method, Path,
    call::{ReadError, json},
    channel::Channel,
    templates::Template,
};

/// A kind of content, as the server describes it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ContentKind {
    /// What it is for.
    pub description: String,
    /// What it cannot be without.
    #[serde(deserialize_with = "crate::one_line::read_list")]
    pub required_fields: Vec<String>,
    /// What it may have.
    #[serde(deserialize_with = "crate::one_line::read_list")]
    pub optional_fields: Vec<String>,
    /// Where it can go.
    #[serde(deserialize_with = "crate::one_line::read_list")]
    pub channels: Vec<String>,
    /// Whatever else is said of it.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Names in the list of templates that make the server fail when they are used.
const BROKEN_TEMPLATES: [&str; 1] = ["announcement"];

/// The kinds of content that the server tells of. No route takes one as a choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContentKinds {
    /// The kinds, by their words. One of an unknown shape has no more than its word.
    pub kinds: BTreeMap<String, ContentKind>,
    /// Whatever else is told, as it came.
    pub rest: Map<String, Value>,
}

impl ContentKinds {
    /// The names of newsletter templates in this list; some of them make the server fail.
    pub fn templates(&self) -> Vec<&str> {
        let list = self.rest.get("templates").and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// Newsletter templates that are listed here alone, without those known to fail.
    pub fn more_templates(&self, listed: &[Template]) -> Vec<Template> {
        let is_new = |name: &&str| {
            !name.trim().is_empty()
                && !BROKEN_TEMPLATES.contains(name)
                && !listed.iter().any(|template| template.id.as_str() == *name)
        };
        let bare = |name: &str| Template {
            id: name.into(),
            name: name.to_owned(),
            description: "No description.".to_owned(),
            channel: Channel::Email,
            style: String::new(),
            features: Vec::new(),
            best_for: String::new(),
            source: None,
            variables: Vec::new(),
            builtin: true,
            updated_at: None,
            updated_by: None,
        };
        self.templates()
            .into_iter()
            .filter(is_new)
            .map(bare)
            .collect()
    }
}

/// The kinds of content. Needs no key.
pub fn kinds() -> Call<ContentKinds> {
    Call::read_by(
        Method::Get,
        Path::fixed("/api/v2/content-types"),
        read_kinds,
    )
    .public()
}

fn read_kinds(body: &str) -> Result<ContentKinds, ReadError> {
    let mut rest: Map<String, Value> = json(body)?;
    let kinds = match rest.remove("content_types") {
        Some(Value::Object(kinds)) => kinds,
        _ => return Err(ReadError("`content_types` is no object".to_owned())),
    };
    let kinds = kinds
        .into_iter()
        .map(|(word, kind)| (word, serde_json::from_value(kind).unwrap_or_default()))
        .collect();
    Ok(ContentKinds { kinds, rest })
}

/// The rules by which the server says that it checks content. Needs no key.
pub fn rules() -> Call<Rules> {
    Call::read_by(
        Method::Get,
        Path::fixed("/api/v2/validation-rules"),
        |body| json(body).map(Rules),
    )
    .public()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn a_template_that_fails_is_not_offered() {
        let body =
            r#"{"content_types":{"update":7},"templates":["modern","announcement","odd",5]}"#;
        let kinds = kinds().read(&Answer::new(200, body)).unwrap();
        let listed: Template =
            serde_json::from_str(r#"{"id":"modern","name":"M","channel":"email"}"#).unwrap();
        let more = kinds.more_templates(&[listed]);
        let names: Vec<_> = more.iter().map(|template| template.id.as_str()).collect();
        assert_eq!(names, ["odd"]);
        assert_eq!(kinds.kinds["update"], ContentKind::default());
    }
}
