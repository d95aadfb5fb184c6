//! A document as the channels see it: a title, a lead, sections.

mod attributes;
mod block;
mod build;
mod html;
mod html_text;
mod inline;
mod markdown;
mod remarks;
mod tags;
mod text;

#[cfg(test)]
pub use attributes::is_unseen;
pub use block::Block;
pub use html::escape;
pub use html_text::html_text;
pub use inline::{Inline, each, each_text_mut, last_text_mut, plain, truncate};
#[cfg(test)]
pub use markdown::TAGS;
pub use remarks::{About, Look, Remark, Shape, lines};

use std::collections::HashMap;

use wire::one_line;

use super::{SourceDocument, language::Language, shorten, slug};

/// The most characters of a title.
const LONGEST_TITLE: usize = 300;

/// A heading and what follows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub title: Vec<Inline>,
    /// What a link to it ends with; no other section has it.
    pub anchor: String,
    /// What follows it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// The heading as plain text on one line.
    pub fn title_text(&self) -> String {
        one_line(&inline::plain(&self.title))
    }

    /// The heading as HTML, with its marks and links.
    pub fn heading_html(&self) -> String {
        let mut html = String::new();
        html::write_line(&mut html, &self.title);
        html
    }

    /// The section as HTML, without its heading.
    pub fn html(&self) -> String {
        html::write(&self.blocks)
    }

    /// The section as plain text, without its heading.
    pub fn text(&self) -> String {
        text::write(&self.blocks)
    }

    /// What a summary of it is made of, on one line: paragraphs, else lists, else quotes.
    pub fn prose(&self) -> String {
        block::prose(&self.blocks)
    }
}

/// A picture of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: String,
}

/// A document as the channels see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its first top heading, else its name at the source, else its first words.
    pub title: String,
    /// What comes before the first section.
    pub lead: Vec<Block>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// The language its text is in, as far as it shows.
    pub language: Language,
    /// What the author should know, by line.
    pub remarks: Vec<Remark>,
    /// Whether its title is longer than what is kept of it.
    pub title_is_cut: bool,
    /// Marks, links and pictures of the title, which is plain text.
    pub title_marks: Vec<Inline>,
}

impl Outline {
    /// Reads a document; anything is one.
    pub fn read(document: &SourceDocument) -> Self {
        let built = build::build(&document.markdown);
        let mut outline = Self {
            title: String::new(),
            lead: Vec::new(),
            sections: Vec::new(),
            language: Language::English,
            remarks: built.remarks,
            title_is_cut: false,
            title_marks: Vec::new(),
        };
        let mut heading = None;
        outline.divide(built.blocks, &mut heading);
        outline.language = Language::of(&format!("{} {}", document.title, outline.words()));
        let title = heading
            .into_iter()
            .chain([document.title.clone(), outline.words()])
            .map(|title| one_line(&title))
            .find(|title| !title.is_empty())
            .unwrap_or_default();
        outline.title = shorten::graphemes(&title, LONGEST_TITLE);
        outline.title_is_cut = outline.title != title;
        outline.name_headings();
        outline
    }

    /// Gives each heading a name that no other has.
    fn name_headings(&mut self) {
        let mut taken = HashMap::new();
        let mut name = |title: &[Inline], anchor: &mut String| {
            let own = if anchor.is_empty() {
                inline::plain(title)
            } else {
                anchor.clone()
            };
            *anchor = slug::free(&slug::of(&own, "section"), &mut taken);
        };
        for section in &mut self.sections {
            name(&section.title, &mut section.anchor);
        }
        let sections = self.sections.iter_mut().map(|section| &mut section.blocks);
        for block in std::iter::once(&mut self.lead).chain(sections).flatten() {
            block.each_heading_mut(&mut name);
        }
    }

    fn divide(&mut self, blocks: Vec<Block>, title: &mut Option<String>) {
        let first_is_title = matches!(blocks.first(), Some(Block::Heading { level: 1, .. }));
        let top = blocks
            .iter()
            .skip(usize::from(first_is_title))
            .filter_map(Block::heading_level)
            .min()
            .unwrap_or(u8::MAX);
        for (position, block) in blocks.into_iter().enumerate() {
            match block {
                Block::Heading { text, .. } if position == 0 && first_is_title => {
                    *title = Some(inline::plain(&text));
                    self.title_marks = text;
                }
                Block::Heading {
                    level,
                    text,
                    anchor,
                } if level == top => self.sections.push(Section {
                    title: text,
                    anchor,
                    blocks: Vec::new(),
                }),
                block => match self.sections.last_mut() {
                    Some(section) => section.blocks.push(block),
                    None => self.lead.push(block),
                },
            }
        }
    }

    /// All blocks, the sections' own headings aside.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.lead
            .iter()
            .chain(self.sections.iter().flat_map(|section| &section.blocks))
    }

    /// Whether there is anything to write about.
    pub fn is_empty(&self) -> bool {
        self.blocks().all(Block::is_empty)
            && self
                .sections
                .iter()
                .all(|section| section.title_text().trim().is_empty())
    }

    /// All that is said, on one line, without tables and code.
    pub fn words(&self) -> String {
        let mut parts = vec![block::words(&self.lead)];
        for section in &self.sections {
            parts.push(section.title_text());
            parts.push(block::words(&section.blocks));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// What a summary starts from, on one line: the lead, else the first section that says something.
    pub fn summary(&self) -> String {
        let lead = block::prose(&self.lead);
        if !lead.is_empty() {
            return one_line(&lead);
        }
        let prose = self
            .sections
            .iter()
            .map(Section::prose)
            .find(|prose| !prose.is_empty())
            .or_else(|| self.sections.first().map(Section::title_text))
            .unwrap_or_else(|| self.text());
        one_line(&prose)
    }

    /// The lead as HTML.
    pub fn lead_html(&self) -> String {
        html::write(&self.lead)
    }

    /// The lead as plain text.
    pub fn lead_text(&self) -> String {
        text::write(&self.lead)
    }

    /// The whole as plain text, without the title.
    pub fn text(&self) -> String {
        let mut parts = vec![self.lead_text()];
        for section in &self.sections {
            parts.push(text::heading(&section.title_text()));
            parts.push(section.text());
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    /// The whole as Markdown that holds no raw HTML but [`markdown::TAGS`], without the title.
    pub fn markdown(&self) -> String {
        let mut parts = vec![markdown::write(&self.lead)];
        for section in &self.sections {
            parts.push(markdown::heading(2, &section.title));
            parts.push(markdown::write(&section.blocks));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    /// Every inline element, however deep.
    pub fn each_inline<'a>(&'a self, see: &mut dyn FnMut(&'a Inline)) {
        inline::each(&self.title_marks, see);
        for section in &self.sections {
            inline::each(&section.title, see);
        }
        for block in self.blocks() {
            block.each_inline(see);
        }
    }

    /// The pictures that can be shown anywhere, in order.
    pub fn pictures(&self) -> Vec<Picture> {
        let mut pictures = Vec::new();
        self.each_inline(&mut |inline| {
            if let Inline::Image { url, alt, .. } = inline
                && super::address::is_web(url)
            {
                pictures.push(Picture {
                    url: url.clone(),
                    alt: alt.clone(),
                });
            }
        });
        pictures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::document;

    #[test]
    fn headings_divide_a_document() {
        let outline = Outline::read(&document(
            "# Title\n\nLead *text*.\n\n## One\n\nText\n\n### Deep\n\nMore\n\n## Two\n\n- a\n- b",
        ));
        assert_eq!(outline.title, "Title");
        assert_eq!(outline.summary(), "Lead text.");
        let titles: Vec<_> = outline.sections.iter().map(Section::title_text).collect();
        assert_eq!(titles, ["One", "Two"]);
        assert_eq!(outline.words(), "Lead text. One Text Deep More Two a b");
    }

    #[test]
    fn a_document_needs_no_heading() {
        let outline = Outline::read(&document("Just a line."));
        assert_eq!(outline.title, "A document");
        assert_eq!(outline.lead_html(), "<p>Just a line.</p>\n");
        assert!(!outline.is_empty());
        assert!(Outline::read(&document(" \n\n# Only a title")).is_empty());
    }

    #[test]
    fn html_that_sets_text_is_kept_and_scripts_are_not() {
        let outline = Outline::read(&document(
            "<script>alert(1)</script>\n\nA <b onclick=\"x()\">bold</b> word.\n\n<div>Kept</div>",
        ));
        assert_eq!(outline.text(), "A bold word.\n\nKept");
        assert_eq!(
            outline.lead_html(),
            "<p>A <strong>bold</strong> word.</p>\n<p>Kept</p>\n"
        );
        let script = Remark {
            line: 1,
            about: About::Element("script".to_owned()),
        };
        let onclick = Remark {
            line: 3,
            about: About::Attribute {
                element: "b".to_owned(),
                name: "onclick".to_owned(),
            },
        };
        assert_eq!(outline.remarks, [script, onclick]);
    }
}
