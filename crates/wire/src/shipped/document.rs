//! The one document that the backend as shipped makes content from: what is in it, and what its
//! own check finds.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Call, Method, Path, Stamp,
    call::{ReadError, json},
    one_line, terminal,
    text::take,
};

/// What the server's check says of its living document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentCheck {
    /// Whether nothing is wrong with it; `None` where the server does not say.
    pub is_valid: Option<bool>,
    /// What is wrong, in the server's words.
    pub issues: Vec<String>,
    /// What is worth a look, in the server's words.
    pub warnings: Vec<String>,
    /// How many items it has.
    pub total_items: Option<u64>,
    /// Its sections, in the server's order.
    pub sections: Vec<DocumentSection>,
    /// The date of its newest item.
    pub latest_date: Option<Stamp>,
    /// The date of its oldest item.
    pub oldest_date: Option<Stamp>,
}

/// One section of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentSection {
    /// The server's word for it.
    pub name: String,
    /// How many items it has.
    pub count: u64,
    /// Their titles.
    pub titles: Vec<String>,
}

/// What the server says of itself: where its document comes from, and what is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct DocumentSource {
    /// Where the document comes from, e.g. `internal`, `google_docs` or `notion`.
    #[serde(default)]
    pub document_source: Option<String>,
    /// Whether it can send newsletters.
    #[serde(default)]
    pub crm_configured: Option<bool>,
    /// Whether it can publish pages.
    #[serde(default)]
    pub platform_configured: Option<bool>,
    /// Whether it writes with a language model.
    #[serde(default)]
    pub ai_enabled: Option<bool>,
}

/// Checks the living document. Changes nothing; the server reads the document from its source.
pub fn check() -> Call<DocumentCheck> {
    Call::read_by(Method::Post, Path::fixed("/api/v2/validate-content"), read).public()
}

/// Where the living document comes from. Changes nothing and needs no key.
pub fn source() -> Call<DocumentSource> {
    Call::new(Method::Get, Path::fixed("/api/v1/status")).public()
}

fn read(body: &str) -> Result<DocumentCheck, ReadError> {
    let mut map: Map<String, Value> = json(body)?;
    let mut summary: Map<String, Value> = take(&mut map, "summary").unwrap_or_default();
    let categories: Map<String, Value> = take(&mut summary, "categories").unwrap_or_default();
    let sections = categories.into_iter().map(section).collect();
    Ok(DocumentCheck {
        is_valid: take(&mut map, "is_valid"),
        issues: texts(&mut map, "issues"),
        warnings: texts(&mut map, "warnings"),
        total_items: take(&mut summary, "total_items"),
        sections,
        latest_date: take(&mut summary, "latest_date"),
        oldest_date: take(&mut summary, "oldest_date"),
    })
}

/// The server's words under a name, as plain text.
fn texts(map: &mut Map<String, Value>, name: &str) -> Vec<String> {
    let texts: Vec<String> = take(map, name).unwrap_or_default();
    texts.into_iter().map(terminal::owned).collect()
}

fn section((name, value): (String, Value)) -> DocumentSection {
    let mut map = match value {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let titles: Vec<String> = take(&mut map, "titles").unwrap_or_default();
    let titles: Vec<String> = titles.iter().map(|title| one_line(title)).collect();
    let count = take(&mut map, "count").unwrap_or(titles.len() as u64);
    DocumentSection {
        name: one_line(&name),
        count,
        titles,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn a_check_of_another_form_is_still_read() {
        let read = |body: &str| check().read(&Answer::new(200, body)).unwrap();
        assert_eq!(read("{}"), DocumentCheck::default());
        let odd = read(
            r#"{"is_valid":"yes","issues":7,"warnings":["old"],
                "summary":{"categories":{"tips":{"titles":["a","b"]},"odd":3},"latest_date":""}}"#,
        );
        assert_eq!((odd.is_valid, odd.warnings.len()), (None, 1));
        let counts: Vec<_> = odd
            .sections
            .iter()
            .map(|it| (it.name.as_str(), it.count))
            .collect();
        assert!(counts.contains(&("tips", 2)) && counts.contains(&("odd", 0)));
    }
}
