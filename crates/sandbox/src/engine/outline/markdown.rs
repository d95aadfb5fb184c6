//! Writes blocks as Markdown.
//!
//! What Markdown has no sign of its own for stands in tags without attributes: [`TAGS`]. Nothing
//! else of it is raw HTML.

use super::{
    block::{Block, Cell, CellPlace, Side, places},
    inline::Inline,
};
use crate::engine::address;

/// The tags that stand in what is written: a line break in a cell, and ways to set text.
#[cfg(test)]
pub const TAGS: [&str; 7] = ["br", "sub", "sup", "kbd", "mark", "u", "small"];

/// A heading.
pub fn heading(level: usize, title: &[Inline]) -> String {
    match line(title, "<br>").trim() {
        "" => String::new(),
        // Signs at the end would be taken for the heading's own.
        title if title.ends_with('#') => {
            let (start, signs) = title.split_at(title.trim_end_matches('#').len());
            format!("{} {start}\\{signs}", "#".repeat(level))
        }
        title => format!("{} {title}", "#".repeat(level)),
    }
}

/// Writes blocks.
pub fn write(blocks: &[Block]) -> String {
    join(blocks, "\n\n")
}

fn join(blocks: &[Block], between: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    // A list that follows one of its kind gets another mark, or they would be read as one.
    let mut last: Option<(bool, bool)> = None;
    for block in blocks {
        let numbered = match block {
            Block::List { start, .. } => Some(start.is_some()),
            Block::Definitions(_) => Some(false),
            _ => None,
        };
        let other = numbered.is_some_and(|numbered| last == Some((numbered, false)));
        let part = write_block(block, other);
        if !part.trim().is_empty() {
            last = numbered.map(|numbered| (numbered, other));
            parts.push(part);
        }
    }
    parts.join(between)
}

fn write_block(block: &Block, other: bool) -> String {
    match block {
        Block::Paragraph(text) => paragraph(&line(text, "\\\n")),
        Block::Heading { level, text, .. } => heading((*level).clamp(3, 6).into(), text),
        Block::List {
            start,
            loose,
            items,
        } => items
            .iter()
            .enumerate()
            .map(|(position, item)| {
                let mark = match start {
                    // CommonMark reads numbers of nine digits at most.
                    Some(start) => {
                        let number = start.saturating_add(position as u64).min(999_999_999);
                        format!("{number}{} ", if other { ')' } else { '.' })
                    }
                    None => if other { "* " } else { "- " }.to_owned(),
                };
                let space = " ".repeat(mark.len());
                indented(&mark, &space, &write_item(item, *loose))
            })
            .collect::<Vec<_>>()
            .join(if *loose { "\n\n" } else { "\n" }),
        Block::Quote(blocks) => indented("> ", "> ", &write(blocks)),
        Block::Code { language, text } => {
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.saturating_add(1).max(3));
            let language: String = language.chars().filter(|c| *c != '`').collect();
            format!("{fence}{language}\n{}\n{fence}", text.trim_end())
        }
        Block::Table { head, rows, sides } => table(head, rows, sides),
        // There is no sign for them that every reader knows.
        Block::Definitions(items) => items
            .iter()
            .map(|(term, blocks)| {
                let term = line(term, " ");
                let mark = if other { "* " } else { "- " };
                let text = format!("**{}**:\n\n{}", term.trim(), write(blocks));
                indented(mark, "  ", text.trim_end())
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Details { summary, blocks } => {
            let summary = line(summary, " ");
            let summary = match summary.trim() {
                "" => String::new(),
                summary => format!("**{summary}**"),
            };
            let parts = [summary, write(blocks)];
            let filled = parts.iter().filter(|part| !part.is_empty());
            filled.map(String::as_str).collect::<Vec<_>>().join("\n\n")
        }
        Block::Aligned { blocks, .. } => write(blocks),
        Block::Footnotes(notes) => notes
            .iter()
            .enumerate()
            .map(|(position, blocks)| {
                let mark = format!("[^{}]:", position.saturating_add(1));
                match blocks.as_slice() {
                    [Block::Paragraph(_), ..] => {
                        indented(&format!("{mark} "), "    ", &write(blocks))
                    }
                    // Anything else would be read as an address by who knows no footnotes.
                    _ => format!("{mark}\n\n{}", indented("    ", "    ", &write(blocks))),
                }
            })
            .collect::<Vec<_>>()
            .join("\n\n"),
        Block::Rule => "---".to_owned(),
    }
}

/// In a list without space between its items, a list within follows its line at once.
fn write_item(item: &[Block], loose: bool) -> String {
    let dense = matches!(item, [Block::Paragraph(_), rest @ ..]
        if rest.iter().all(|block| matches!(block, Block::List { .. })));
    join(item, if dense && !loose { "\n" } else { "\n\n" })
}

fn indented(first: &str, next: &str, text: &str) -> String {
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let mark = if number == 0 { first } else { next };
        out.push_str(format!("{mark}{line}").trim_end());
    }
    if out.is_empty() {
        return first.trim_end().to_owned();
    }
    out
}

fn table(head: &[Cell], rows: &[Vec<Cell>], sides: &[Side]) -> String {
    let head = [head.to_vec()];
    let (head, rows) = (places(&head), places(rows));
    let width = rows.iter().chain(&head).map(Vec::len).max();
    let width = width.unwrap_or_default();
    let row = |places: &Vec<CellPlace<'_>>| {
        let cells: Vec<String> = (0..width)
            .map(|column| {
                places
                    .get(column)
                    .map_or_else(String::new, |place| cell(place.text()))
            })
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule: Vec<&str> = (0..width)
        .map(|column| match sides.get(column) {
            Some(Side::Left) => ":---",
            Some(Side::Center) => ":---:",
            Some(Side::Right) => "---:",
            Some(Side::Start) | None => "---",
        })
        .collect();
    let mut lines: Vec<String> = head.iter().map(row).collect();
    lines.push(format!("| {} |", rule.join(" | ")));
    lines.extend(rows.iter().map(row));
    lines.join("\n")
}

fn cell(text: &[Inline]) -> String {
    line(text, "<br>").replace('\n', " ").replace('|', "\\|")
}

/// Keeps a paragraph from being read as something else.
fn paragraph(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line = line.trim();
            let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
            if line.starts_with(['#', '>', '-', '+', '=', '|', ':']) {
                format!("\\{line}")
            } else if number.len() < line.len() && number.starts_with(['.', ')']) {
                let at = line.len() - number.len();
                let (digits, rest) = line.split_at(at);
                format!("{digits}\\{rest}")
            } else {
                line.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// A line; `pause` stands for a line break.
fn line(inlines: &[Inline], pause: &str) -> String {
    let mut text = String::new();
    write_line(&mut text, inlines, pause);
    text.trim().to_owned()
}

fn write_line(out: &mut String, inlines: &[Inline], pause: &str) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => escape(out, text),
            Inline::Code(code) => write_code(out, code),
            // A reader that knows no formulas would take it for a tag.
            Inline::Math(formula) if formula.contains(['<', '`']) => write_code(out, formula),
            Inline::Math(formula) => out.push_str(&format!("${formula}$")),
            Inline::Emphasis(inner) => around(out, "*", inner, pause),
            Inline::Strong(inner) => around(out, "**", inner, pause),
            Inline::Strike(inner) => around(out, "~~", inner, pause),
            Inline::Styled(style, inner) => {
                let tag = style.tag();
                out.push_str(&format!("<{tag}>"));
                write_line(out, inner, pause);
                out.push_str(&format!("</{tag}>"));
            }
            Inline::Note(number) => out.push_str(&format!("[^{number}]")),
            Inline::Link { url, title, text } if address::is_link(url) => {
                write_link(out, url, title, text, pause);
            }
            Inline::Link { text, .. } => write_line(out, text, pause),
            Inline::Image { url, title, alt } if address::is_web(url) => {
                out.push_str("![");
                escape(out, alt);
                out.push_str(&format!("]({}{})", target(url), quoted(title)));
            }
            Inline::Image { alt, .. } => escape(out, alt),
            Inline::Check(done) => out.push_str(if *done { "[x] " } else { "[ ] " }),
            Inline::Break => out.push_str(pause),
        }
    }
}

fn write_code(out: &mut String, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
}

fn write_link(out: &mut String, url: &str, title: &str, text: &[Inline], pause: &str) {
    if let [Inline::Text(said)] = text
        && said == url
        && title.is_empty()
        && !url.contains(['<', '>', '\\', '&'])
    {
        out.push_str(&format!("<{url}>"));
        return;
    }
    // An exclamation mark before it would make it a picture.
    if out.ends_with('!') {
        out.pop();
        out.push_str("\\!");
    }
    out.push('[');
    write_line(out, text, pause);
    out.push_str(&format!("]({}{})", target(url), quoted(title)));
}

/// A title as it stands after an address.
fn quoted(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::new();
    escape(&mut escaped, &title);
    format!(" \"{}\"", escaped.replace('"', "\\\""))
}

/// Marks hold only where they touch the text, so blanks at its ends stand outside.
fn around(out: &mut String, mark: &str, inner: &[Inline], pause: &str) {
    let mut text = String::new();
    write_line(&mut text, inner, pause);
    let bare = text.trim();
    if bare.is_empty() {
        out.push_str(&text);
        return;
    }
    let start = text.len().saturating_sub(text.trim_start().len());
    let end = text.trim_end().len();
    out.push_str(text.get(..start).unwrap_or_default());
    out.push_str(&format!("{mark}{bare}{mark}"));
    out.push_str(text.get(end..).unwrap_or_default());
}

fn target(url: &str) -> String {
    let url = url
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\\', "%5C");
    if url.contains(['(', ')']) || url.is_empty() {
        format!("<{url}>")
    } else {
        url
    }
}

fn escape(out: &mut String, text: &str) {
    let entities = text.contains(';');
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '$'
        ) || (character == '&' && entities)
        {
            out.push('\\');
        }
        out.push(character);
    }
}
