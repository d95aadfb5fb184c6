//! Writes blocks as plain text that reads well in a mail program without HTML.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{block::Block, inline::Inline};
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
        Block::List { start, items } => items
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
            .join("\n"),
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
fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let names: Vec<String> = head.iter().map(|cell| line(cell)).collect();
    rows.iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(column, cell)| match names.get(column) {
                    Some(name) if column > 0 && !name.is_empty() => {
                        format!("{name}: {}", line(cell))
                    }
                    _ => line(cell),
                })
                .collect();
            format!("- {}", cells.join(" | "))
        })
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
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Link { url, text } => {
                let start = out.len();
                write_line(out, text);
                let same = out.get(start..).is_some_and(|said| said == url);
                if address::is_link(url) && !same {
                    out.push_str(&format!(" ({url})"));
                }
            }
            Inline::Image { url, alt } if address::is_web(url) => {
                let alt = if alt.is_empty() { "Image" } else { alt };
                out.push_str(&format!("[{alt}] {url}"));
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Check(done) => out.push_str(if *done { "[x] " } else { "[ ] " }),
            Inline::Break => out.push('\n'),
            other => write_line(out, other.children()),
        }
    }
}
