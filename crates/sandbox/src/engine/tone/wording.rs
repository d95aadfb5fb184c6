//! Applies a tone to the running text of a document.

use unicode_segmentation::UnicodeSegmentation as _;
use wire::generate::Tone;

use crate::engine::{
    language::Language,
    outline::{Block, Inline, Outline, each_text_mut, last_text_mut, plain, truncate},
    shorten,
};

/// Pairs of a short and a long form.
const CONTRACTIONS: [(&str, &str); 22] = [
    ("don't", "do not"),
    ("doesn't", "does not"),
    ("didn't", "did not"),
    ("can't", "cannot"),
    ("won't", "will not"),
    ("isn't", "is not"),
    ("aren't", "are not"),
    ("wasn't", "was not"),
    ("weren't", "were not"),
    ("couldn't", "could not"),
    ("wouldn't", "would not"),
    ("haven't", "have not"),
    ("hasn't", "has not"),
    ("we're", "we are"),
    ("we've", "we have"),
    ("we'll", "we will"),
    ("you're", "you are"),
    ("you've", "you have"),
    ("you'll", "you will"),
    ("they're", "they are"),
    ("it's", "it is"),
    ("that's", "that is"),
];

/// How many sentences of a paragraph are left when it is urgent.
const URGENT_SENTENCES: usize = 2;

/// Applies the tone to a document; what comes back is the first paragraph of which something is left out.
pub fn apply_tone(outline: &mut Outline, tone: &Tone) -> Option<String> {
    let mut shortened = None;
    let english = outline.language == Language::English;
    match tone {
        Tone::Professional => each_line(outline, &mut |line| {
            each_text_mut(line, &mut |text| *text = formal(text, english));
        }),
        Tone::Friendly if english => each_line(outline, &mut |line| {
            each_text_mut(line, &mut |text| {
                *text = CONTRACTIONS
                    .iter()
                    .fold(text.clone(), |text, (short, long)| {
                        replace(&text, long, short)
                    });
            });
        }),
        Tone::Encouraging => {
            let sections = outline
                .sections
                .iter_mut()
                .map(|section| &mut section.blocks);
            for blocks in std::iter::once(&mut outline.lead).chain(sections) {
                if let Some(Block::Paragraph(line)) = blocks.first_mut() {
                    exclaim(line);
                }
            }
        }
        Tone::Urgent => {
            let sections = outline
                .sections
                .iter_mut()
                .map(|section| &mut section.blocks);
            for block in std::iter::once(&mut outline.lead).chain(sections).flatten() {
                if let Block::Paragraph(line) = block {
                    let whole = trim(line);
                    shortened = shortened.or(whole);
                }
            }
        }
        _ => {}
    }
    shortened
}

fn each_line(outline: &mut Outline, change: &mut dyn FnMut(&mut Vec<Inline>)) {
    for section in &mut outline.sections {
        change(&mut section.title);
        for block in &mut section.blocks {
            block.each_line_mut(change);
        }
    }
    for block in &mut outline.lead {
        block.each_line_mut(change);
    }
}

fn formal(text: &str, english: bool) -> String {
    let mut text = text.to_owned();
    if english {
        text = CONTRACTIONS
            .iter()
            .fold(text, |text, (short, long)| replace(&text, short, long));
    }
    let calm = text.replace("?!", "?").replace('!', ".");
    let mut plain = String::with_capacity(calm.len());
    for grapheme in calm.graphemes(true) {
        if !is_pictogram(grapheme) {
            plain.push_str(grapheme);
        } else if plain.ends_with(' ') {
            plain.pop();
        }
    }
    plain
}

fn is_pictogram(grapheme: &str) -> bool {
    grapheme
        .chars()
        .any(|c| matches!(u32::from(c), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0xFE0F))
}

/// Replaces whole words, whatever the case of the first letter and the shape of the apostrophe.
fn replace(text: &str, from: &str, to: &str) -> String {
    let text = if from.contains('\'') && text.contains('’') {
        replace(text, &from.replace('\'', "’"), to)
    } else {
        text.to_owned()
    };
    // "This is how it is." cannot end with "it's".
    let contracts = to.contains('\'');
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    // ASCII letters keep their places in lower case, and no others are searched for.
    while let Some(at) = rest.to_ascii_lowercase().find(from) {
        let (before, found) = rest.split_at(at);
        let (found, after) = found.split_at(from.len());
        out.push_str(before);
        let whole = !out.ends_with(char::is_alphanumeric)
            && !after.starts_with(|c: char| c.is_alphanumeric() || "'’".contains(c))
            && (!contracts || after.starts_with(' '));
        if !whole {
            out.push_str(found);
        } else if found.starts_with(|c: char| c.is_ascii_uppercase()) {
            let (first, others) = to.split_at(1);
            out.push_str(&first.to_ascii_uppercase());
            out.push_str(others);
        } else {
            out.push_str(to);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn exclaim(line: &mut [Inline]) {
    if let Some(text) = last_text_mut(line) {
        for (calm, glad) in [(".", "!"), ("。", "！")] {
            if let Some(start) = text.strip_suffix(calm)
                && !start.ends_with('.')
            {
                *text = format!("{start}{glad}");
                return;
            }
        }
    }
}

/// Cuts a line after its first sentences; what comes back is the line as it was, if it was longer.
fn trim(line: &mut Vec<Inline>) -> Option<String> {
    let text = plain(line);
    let end = *shorten::sentence_ends(&text).get(URGENT_SENTENCES - 1)?;
    let kept = text.get(..end).unwrap_or(&text).trim_end();
    if kept.len() >= text.trim_end().len() {
        return None;
    }
    truncate(line, kept.len());
    Some(text)
}
