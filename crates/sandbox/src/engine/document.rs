//! A document as the engine takes it.

use wire::{
    Stamp,
    documents::{Document, DocumentId, DocumentText, Source},
};

/// A document with its Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceDocument {
    /// Its id.
    pub id: DocumentId,
    /// Where it lives.
    pub source: Source,
    /// Its title there.
    pub title: String,
    /// Its text.
    pub markdown: String,
    /// When it was last changed.
    pub updated_at: Stamp,
    /// Where to open it.
    pub url: Option<String>,
}

impl SourceDocument {
    /// Its first sentences, for a list.
    pub fn excerpt(&self) -> String {
        String::new()
    }

    /// Its length in words.
    pub fn word_count(&self) -> u64 {
        0
    }

    /// The document as a list shows it.
    pub fn to_list_entry(&self) -> Document {
        Document {
            id: self.id.clone(),
            source: self.source.clone(),
            title: self.title.clone(),
            excerpt: self.excerpt(),
            updated_at: self.updated_at.clone(),
            word_count: self.word_count(),
            url: self.url.clone(),
        }
    }

    /// The document with its text.
    pub fn to_text(&self) -> DocumentText {
        DocumentText {
            document: self.to_list_entry(),
            content: self.markdown.clone(),
        }
    }
}
