//! The documents that content is generated from.

use serde::{Deserialize, Serialize};

use crate::{
    Call, Method, Page, Path, Query, Stamp, routes,
    text::{open_enum, string_id},
};

string_id! {
    /// A document's id.
    DocumentId
}

open_enum! {
    /// Where a document lives.
    Source {
        /// Google Docs.
        GoogleDocs = "google_docs",
        /// Notion.
        Notion = "notion",
        /// A Markdown file.
        Markdown = "markdown",
    }
}

impl Source {
    /// The source's name on a screen.
    pub fn label(&self) -> &str {
        match self {
            Self::GoogleDocs => "Google Docs",
            Self::Notion => "Notion",
            Self::Markdown => "Markdown",
            Self::Other(word) => word,
        }
    }
}

/// A document, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Where it lives.
    pub source: Source,
    /// Its title.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub title: String,
    /// Its first sentences.
    #[serde(default, deserialize_with = "crate::one_line::read")]
    pub excerpt: String,
    /// When it was last changed.
    pub updated_at: Stamp,
    /// Its length in words.
    pub word_count: u64,
    /// Where to open it.
    pub url: Option<String>,
}

/// A document with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentText {
    /// What a list shows.
    #[serde(flatten)]
    pub document: Document,
    /// Its text as Markdown.
    pub content: String,
}

/// The documents whose title, excerpt or id holds `q`.
pub fn list(q: Option<&str>) -> Call<Page<Document>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::DOCUMENTS.template),
        |body| Page::read("documents", body),
    )
    .query(Query::new().maybe("q", q))
}

/// One document with its text.
pub fn get(id: &DocumentId) -> Call<DocumentText> {
    Call::new(
        Method::Get,
        Path::filled(routes::DOCUMENT.template, &[id.as_str()]),
    )
}
