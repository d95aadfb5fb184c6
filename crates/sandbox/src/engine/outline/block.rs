//! The blocks a document is made of.

use super::inline::{self, Inline};

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading; those of the sections are in the outline itself.
    Heading {
        /// Its level, 1 to 6.
        level: u8,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// Somebody's words.
    Quote(Vec<Block>),
    /// Code.
    Code {
        /// The language it is said to be in.
        language: String,
        /// The code.
        text: String,
    },
    /// A table.
    Table {
        /// The cells of its head.
        head: Vec<Vec<Inline>>,
        /// The cells of its rows.
        rows: Vec<Vec<Vec<Inline>>>,
        /// Which columns are set to the right, as numbers are.
        right: Vec<bool>,
    },
    /// A pause.
    Rule,
}

impl Block {
    /// The level, of a heading.
    pub fn heading_level(&self) -> Option<u8> {
        match self {
            Self::Heading { level, .. } => Some(*level),
            _ => None,
        }
    }

    /// Whether there is nothing in it to read or look at.
    pub fn is_empty(&self) -> bool {
        if let Self::Code { text, .. } = self {
            return text.trim().is_empty();
        }
        let mut found = false;
        self.each_inline(&mut |inline| {
            found |= match inline {
                Inline::Text(text) | Inline::Code(text) => !text.trim().is_empty(),
                Inline::Image { .. } => true,
                _ => false,
            };
        });
        !found
    }

    /// Calls `see` for each inline element, however deep.
    pub fn each_inline<'a>(&'a self, see: &mut dyn FnMut(&'a Inline)) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => inline::each(text, see),
            Self::List { items, .. } => {
                for block in items.iter().flatten() {
                    block.each_inline(see);
                }
            }
            Self::Quote(blocks) => {
                for block in blocks {
                    block.each_inline(see);
                }
            }
            Self::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    inline::each(cell, see);
                }
            }
            Self::Code { .. } | Self::Rule => {}
        }
    }

    /// Calls `change` for each line of running text; quotes, tables and code stay as they are.
    pub fn each_line_mut(&mut self, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => change(text),
            Self::List { items, .. } => {
                for block in items.iter_mut().flatten() {
                    block.each_line_mut(change);
                }
            }
            Self::Quote(_) | Self::Table { .. } | Self::Code { .. } | Self::Rule => {}
        }
    }

    fn collect_prose(&self, kind: Prose, parts: &mut Vec<String>) {
        match (self, kind) {
            (Self::Paragraph(text), Prose::All | Prose::Paragraphs)
            | (Self::Heading { text, .. }, Prose::All) => {
                let plain = inline::plain(text);
                let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
                if !line.is_empty() {
                    parts.push(line);
                }
            }
            (Self::List { items, .. }, Prose::All | Prose::Lists) => {
                for block in items.iter().flatten() {
                    block.collect_prose(Prose::All, parts);
                }
            }
            (Self::Quote(blocks), Prose::All | Prose::Quotes) => {
                for block in blocks {
                    block.collect_prose(Prose::All, parts);
                }
            }
            _ => {}
        }
    }
}

/// Which text counts as running.
#[derive(Clone, Copy, Debug)]
enum Prose {
    Paragraphs,
    Lists,
    Quotes,
    All,
}

fn collect(blocks: &[Block], kind: Prose) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        block.collect_prose(kind, &mut parts);
    }
    parts.join(" ")
}

/// The text that a summary is made of, on one line: paragraphs, else lists, else quotes.
pub fn prose(blocks: &[Block]) -> String {
    [Prose::Paragraphs, Prose::Lists, Prose::Quotes]
        .into_iter()
        .map(|kind| collect(blocks, kind))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// All that is said in some blocks on one line, without tables and code.
pub fn words(blocks: &[Block]) -> String {
    collect(blocks, Prose::All)
}
