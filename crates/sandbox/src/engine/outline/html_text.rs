//! The words of a complete HTML document, in paragraphs.

use super::tags::{Piece, is_silent, pieces};

/// Elements that stand by themselves: what follows them begins anew.
const BLOCKS: &str = " address article aside blockquote body center dd div dl dt fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot \
    th thead tr ul ";

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&format!(" {name} "))
}

/// The text that readers of an HTML document see.
pub fn html_text(html: &str) -> String {
    let mut writer = TextWriter::default();
    // Elements do not nest deeper than counted here: only the one that hides others matters.
    let mut hidden: Option<(String, usize)> = None;
    for (_, piece) in pieces(html) {
        match (piece, &mut hidden) {
            (Piece::Open(tag), Some((name, depth))) if tag.name == *name => *depth += 1,
            (Piece::Close(closed), Some((name, depth))) if closed == *name => {
                *depth = depth.saturating_sub(1);
                if *depth == 0 {
                    hidden = None;
                }
            }
            (_, Some(_)) => {}
            (Piece::Open(tag), None) if is_silent(&tag.name) => hidden = Some((tag.name, 1)),
            (Piece::Open(tag), None) if tag.name == "br" => writer.end_line(),
            (Piece::Open(tag), None) if is_block(&tag.name) => writer.end_paragraph(),
            (Piece::Close(name), None) if is_block(&name) => writer.end_paragraph(),
            (Piece::Text(text), None) => writer.push(&text),
            _ => {}
        }
    }
    writer.text
}

/// Puts words together; breaks come before the next word, so none is left at the end.
#[derive(Default)]
struct TextWriter {
    text: String,
    gap: &'static str,
}

impl TextWriter {
    fn push(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.pause();
        }
        for word in text.split_whitespace() {
            if !self.text.is_empty() {
                self.text.push_str(self.gap);
            }
            self.text.push_str(word);
            self.gap = " ";
        }
        // What follows without a blank belongs to the last word.
        if !text.ends_with(char::is_whitespace) {
            self.gap = "";
        }
    }

    fn pause(&mut self) {
        if self.gap.is_empty() {
            self.gap = " ";
        }
    }

    fn end_line(&mut self) {
        if self.gap != "\n\n" {
            self.gap = "\n";
        }
    }

    fn end_paragraph(&mut self) {
        self.gap = "\n\n";
    }
}
