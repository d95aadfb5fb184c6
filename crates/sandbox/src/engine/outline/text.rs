//! Writes blocks as plain text that reads well in a mail program without HTML.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{
    block::{Block, Cell, CellPlace, places},
    inline::{Inline, Style},
};
use crate::engine::address;

/// A heading, underlined.
pub fn heading(title: &str) -> String {
    let width = title.graphemes(true).count().min(60);
    if width == 0 {
        return String::new();
    }
    format!("{title}\n{}", "-".repeat(width))
}

/// Writes blocks.
pub fn write(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks.iter().map(block).collect();
    let filled: Vec<&str> = parts
        .iter()
        .map(|part| part.trim_end())
        .filter(|part| !part.is_empty())
        .collect();
    filled.join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => line(text),
        Block::Heading { text, .. } => line(text),
        Block::List {
            start,
            loose,
            items,
        } => items
            .iter()
            .enumerate()
            .map(|(position, item)| {
                let mark = match start {
                    Some(start) => format!("{}. ", start.saturating_add(position as u64)),
                    None => "- ".to_owned(),
                };
                indented(&mark, &write(item))
            })
            .collect::<Vec<_>>()
            .join(if *loose { "\n\n" } else { "\n" }),
        Block::Quote(blocks) => write(blocks)
            .lines()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Code { text, .. } => text
            .trim_end()
            .lines()
            .map(|line| format!("    {line}"))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Table { head, rows, .. } => table(head, rows),
        Block::Definitions(items) => items
            .iter()
            .map(|(term, blocks)| format!("{}\n{}", line(term), indented("    ", &write(blocks))))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Details { summary, blocks } => {
            let parts = [line(summary), write(blocks)];
            let filled = parts.iter().filter(|part| !part.is_empty());
            filled.map(String::as_str).collect::<Vec<_>>().join("\n\n")
        }
        Block::Aligned { blocks, .. } => write(blocks),
        Block::Footnotes(notes) => notes
            .iter()
            .enumerate()
            .map(|(position, blocks)| {
                indented(
                    &format!("[{}] ", position.saturating_add(1)),
                    &write(blocks),
                )
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Rule => "* * *".to_owned(),
    }
}

fn indented(mark: &str, text: &str) -> String {
    let space = " ".repeat(mark.len());
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let mut out = format!("{mark}{}", lines.next().unwrap_or_default());
    for line in lines {
        out.push('\n');
        out.push_str(&space);
        out.push_str(line);
    }
    out
}

/// One line per row, each cell named by its column: it survives any font and width.
fn table(head: &[Cell], rows: &[Vec<Cell>]) -> String {
    let line = |cell: &[Inline]| line(cell).replace('\n', " / ");
    let head = [head.to_vec()];
    // A name across several columns is that of each.
    let mut names: Vec<String> = Vec::new();
    for place in places(&head).iter().flatten() {
        names.push(match (place, names.last()) {
            (CellPlace::Across, Some(name)) => name.clone(),
            (place, _) => line(place.text()),
        });
    }
    let rows = places(rows);
    let first = names.first().filter(|name| !name.is_empty());
    let said = rows.iter().any(|row| row.len() > 1);
    // A column's name stands in each cell but the first; where there is none, in a line of its own.
    let heading = match first {
        _ if !said => names.join(" | "),
        Some(name) => format!("{name}:"),
        None => String::new(),
    };
    let heading = Some(heading).filter(|heading| !heading.trim_matches([' ', '|']).is_empty());
    let rows = rows.iter().map(|row| {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            // What goes across is said once.
            .filter(|(_, place)| !matches!(place, CellPlace::Across))
            .map(|(column, place)| match names.get(column) {
                Some(name) if column > 0 && !name.is_empty() => {
                    format!("{name}: {}", line(place.text()))
                }
                _ => line(place.text()),
            })
            .collect();
        format!("- {}", cells.join(" | "))
    });
    heading
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

fn line(inlines: &[Inline]) -> String {
    let mut text = String::new();
    write_line(&mut text, inlines);
    text.trim().to_owned()
}

fn write_line(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => out.push_str(text),
            Inline::Link { url, text, .. } => {
                let start = out.len();
                write_line(out, text);
                let said = out.get(start..).unwrap_or_default();
                // A bare address is its own text.
                let same = ["", "mailto:", "tel:", "http://", "https://"]
                    .iter()
                    .any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| rest == said));
                if address::is_link(url) && !same {
                    out.push_str(&format!(" ({url})"));
                }
            }
            Inline::Image { url, title, alt } if address::is_web(url) => {
                let words = [alt.as_str(), title.as_str()];
                let words = words.into_iter().filter(|words| !words.is_empty());
                let words = words.collect::<Vec<_>>().join(": ");
                let words = if words.is_empty() { "Image" } else { &words };
                out.push_str(&format!("[{words}] {url}"));
            }
            Inline::Styled(style, inner) => write_styled(out, *style, inner),
            Inline::Note(number) => out.push_str(&format!("[{number}]")),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Check(done) => out.push_str(if *done { "[x] " } else { "[ ] " }),
            Inline::Break => out.push('\n'),
            other => write_line(out, other.children()),
        }
    }
}

/// Text above or below the line has characters of its own where it is short, as in CO₂ and m².
fn write_styled(out: &mut String, style: Style, inner: &[Inline]) {
    let mut text = String::new();
    write_line(&mut text, inner);
    let (raised, mark) = match style {
        Style::Sub => ("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", '_'),
        Style::Sup => ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", '^'),
        Style::Key | Style::Mark | Style::Underline | Style::Small => {
            out.push_str(&text);
            return;
        }
    };
    let one = |character: char| {
        let at = "0123456789+-=()".chars().position(|c| c == character)?;
        raised.chars().nth(at)
    };
    match text.chars().map(one).collect::<Option<String>>() {
        Some(small) => out.push_str(&small),
        None => out.push_str(&format!("{mark}({text})")),
    }
}
