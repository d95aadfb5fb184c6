//! Writes blocks as Markdown that never turns into raw HTML.

use super::{block::Block, inline::Inline};
use crate::engine::address;

/// A heading.
pub fn heading(level: usize, title: &[Inline]) -> String {
    let title = line(title).replace('\n', " ");
    match title.trim() {
        "" => String::new(),
        title => format!("{} {title}", "#".repeat(level)),
    }
}

/// Writes blocks.
pub fn write(blocks: &[Block]) -> String {
    let mut parts: Vec<String> = blocks.iter().map(block).collect();
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => paragraph(&line(text)),
        Block::Heading { level, text } => heading((*level).clamp(3, 6).into(), text),
        Block::List { start, items } => items
            .iter()
            .enumerate()
            .map(|(position, item)| {
                let mark = match start {
                    // CommonMark reads numbers of nine digits at most.
                    Some(start) => {
                        let number = start.saturating_add(position as u64).min(999_999_999);
                        format!("{number}. ")
                    }
                    None => "- ".to_owned(),
                };
                let space = " ".repeat(mark.len());
                indented(&mark, &space, &write(item))
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Quote(blocks) => indented("> ", "> ", &write(blocks)),
        Block::Code { language, text } => {
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.saturating_add(1).max(3));
            let language: String = language.chars().filter(|c| *c != '`').collect();
            format!("{fence}{language}\n{}\n{fence}", text.trim_end())
        }
        Block::Table { head, rows, right } => table(head, rows, right),
        Block::Rule => "---".to_owned(),
    }
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

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], right: &[bool]) -> String {
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| line(cell).replace('\n', " ").replace('|', "\\|"))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule: Vec<&str> = head
        .iter()
        .enumerate()
        .map(|(column, _)| match right.get(column) {
            Some(true) => "---:",
            _ => "---",
        })
        .collect();
    let mut lines = vec![row(head), format!("| {} |", rule.join(" | "))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
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

fn line(inlines: &[Inline]) -> String {
    let mut text = String::new();
    write_line(&mut text, inlines);
    text.trim().to_owned()
}

fn write_line(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => escape(out, text),
            Inline::Code(code) => {
                let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest + 1);
                let pad = if code.starts_with('`') || code.ends_with('`') {
                    " "
                } else {
                    ""
                };
                out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
            }
            Inline::Emphasis(inner) => around(out, "*", inner),
            Inline::Strong(inner) => around(out, "**", inner),
            Inline::Strike(inner) => around(out, "~~", inner),
            Inline::Link { url, text } if address::is_link(url) => {
                out.push('[');
                write_line(out, text);
                out.push_str(&format!("]({})", target(url)));
            }
            Inline::Link { text, .. } => write_line(out, text),
            Inline::Image { url, alt } if address::is_web(url) => {
                out.push_str("![");
                escape(out, alt);
                out.push_str(&format!("]({})", target(url)));
            }
            Inline::Image { alt, .. } => escape(out, alt),
            Inline::Check(done) => out.push_str(if *done { "[x] " } else { "[ ] " }),
            Inline::Break => out.push_str("\\\n"),
        }
    }
}

fn around(out: &mut String, mark: &str, inner: &[Inline]) {
    let mut text = String::new();
    write_line(&mut text, inner);
    match text.trim() {
        "" => out.push_str(&text),
        _ => out.push_str(&format!("{mark}{text}{mark}")),
    }
}

fn target(url: &str) -> String {
    let url = url
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\\', "%5C");
    if url.contains(['(', ')']) {
        format!("<{url}>")
    } else {
        url
    }
}

fn escape(out: &mut String, text: &str) {
    let entities = text.contains(';');
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~')
            || (character == '&' && entities)
        {
            out.push('\\');
        }
        out.push(character);
    }
}
