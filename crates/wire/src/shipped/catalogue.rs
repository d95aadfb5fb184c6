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
};

/// A kind of content, as the server describes it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ContentKind {
    /// What it is for.
    pub description: String,
    /// What it cannot be without.
    pub required_fields: Vec<String>,
    /// What it may have.
    pub optional_fields: Vec<String>,
    /// Where it can go.
    pub channels: Vec<String>,
    /// Whatever else is said of it.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

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
