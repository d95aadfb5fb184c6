//! A document as the engine takes it.

use unicode_segmentation::UnicodeSegmentation as _;
use wire::{
    Stamp,
    documents::{Document, DocumentId, DocumentText, Source},
    one_line,
};

use super::{outline::Outline, shorten};

/// How long an excerpt is, in characters.
const EXCERPT: usize = 180;

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
        shorten::graphemes(&Outline::read(self).summary(), EXCERPT)
    }

    /// Its length in words.
    pub fn word_count(&self) -> u64 {
        let outline = Outline::read(self);
        if outline.is_empty() {
            return 0;
        }
        let text = format!("{} {}", outline.title, outline.text());
        text.unicode_words().count() as u64
    }

    /// The document as a list shows it.
    pub fn to_list_entry(&self) -> Document {
        Document {
            id: self.id.clone(),
            source: self.source.clone(),
            title: one_line(&self.title),
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
