//! Writes blocks as HTML, in which nothing but the writer's own tags can stand.

use std::fmt::Write as _;

use super::{
    block::{Block, Cell, CellPlace, Side, places},
    inline::{self, Inline},
};
use crate::engine::address;

/// Text that stands for itself in HTML, in an attribute too.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // HTML knows none of these.
            '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Writes blocks.
pub fn write(blocks: &[Block]) -> String {
    let mut html = String::new();
    for block in blocks {
        write_block(&mut html, block);
    }
    html
}

fn write_block(html: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) => match text.as_slice() {
            [Inline::Image { url, title, alt }] => write_figure(html, url, title, alt),
            text => {
                html.push_str("<p>");
                write_line(html, text);
                html.push_str("</p>\n");
            }
        },
        Block::Heading {
            level,
            text,
            anchor,
        } => {
            // The title is the only first heading, the sections are the second.
            let level = (*level).clamp(3, 6);
            let _ = match anchor.as_str() {
                "" => write!(html, "<h{level}>"),
                anchor => write!(html, "<h{level} id=\"{}\">", escape(anchor)),
            };
            write_line(html, text);
            let _ = writeln!(html, "</h{level}>");
        }
        Block::List {
            start,
            loose,
            items,
        } => write_list(html, *start, *loose, items),
        Block::Quote(blocks) => {
            html.push_str("<blockquote>\n");
            write_blocks(html, blocks);
            html.push_str("</blockquote>\n");
        }
        Block::Code { language, text } => {
            let code = escape(text.trim_end());
            let _ = match language.as_str() {
                "" => writeln!(html, "<pre dir=\"ltr\"><code>{code}</code></pre>"),
                language => {
                    let language = escape(language);
                    writeln!(
                        html,
                        "<pre dir=\"ltr\"><code class=\"language-{language}\">{code}</code></pre>"
                    )
                }
            };
        }
        Block::Table { head, rows, sides } => write_table(html, head, rows, sides),
        Block::Definitions(items) => {
            html.push_str("<dl>\n");
            for (term, blocks) in items {
                html.push_str("<dt>");
                write_line(html, term);
                html.push_str("</dt>\n<dd>");
                write_item(html, blocks, false);
                html.push_str("</dd>\n");
            }
            html.push_str("</dl>\n");
        }
        // Open, for a mail program may know no way to open it.
        Block::Details { summary, blocks } => {
            html.push_str("<details open><summary>");
            write_line(html, summary);
            html.push_str("</summary>\n");
            write_blocks(html, blocks);
            html.push_str("</details>\n");
        }
        Block::Aligned { side, blocks } => {
            let _ = writeln!(html, "<div align=\"{}\">", side.word().unwrap_or("left"));
            write_blocks(html, blocks);
            html.push_str("</div>\n");
        }
        Block::Footnotes(notes) => {
            html.push_str("<hr>\n<ol class=\"footnotes\">\n");
            for (position, blocks) in notes.iter().enumerate() {
                let _ = write!(html, "<li id=\"note-{}\">", position.saturating_add(1));
                write_item(html, blocks, false);
                html.push_str("</li>\n");
            }
            html.push_str("</ol>\n");
        }
        Block::Rule => html.push_str("<hr>\n"),
    }
}

fn write_blocks(html: &mut String, blocks: &[Block]) {
    for block in blocks {
        write_block(html, block);
    }
}

/// The `title` attribute, where there is a title.
fn title_attribute(title: &str) -> String {
    match title {
        "" => String::new(),
        title => format!(" title=\"{}\"", escape(title)),
    }
}

fn write_figure(html: &mut String, url: &str, title: &str, alt: &str) {
    if !address::is_web(url) {
        if !alt.is_empty() {
            let _ = writeln!(html, "<p>{}</p>", escape(alt));
        }
        return;
    }
    let (url, alt, title) = (escape(url), escape(alt), title_attribute(title));
    let _ = writeln!(
        html,
        "<p class=\"picture\"><img src=\"{url}\" alt=\"{alt}\"{title} width=\"552\"></p>"
    );
}

fn write_list(html: &mut String, start: Option<u64>, loose: bool, items: &[Vec<Block>]) {
    let tag = if start.is_some() { "ol" } else { "ul" };
    let _ = match start {
        Some(start) if start != 1 => writeln!(html, "<ol start=\"{start}\">"),
        _ => writeln!(html, "<{tag}>"),
    };
    for item in items {
        html.push_str("<li>");
        write_item(html, item, loose);
        html.push_str("</li>\n");
    }
    let _ = writeln!(html, "</{tag}>");
}

fn write_item(html: &mut String, item: &[Block], loose: bool) {
    match item {
        [Block::Paragraph(text), rest @ ..] if !loose => {
            write_line(html, text);
            if !rest.is_empty() {
                html.push('\n');
            }
            write_blocks(html, rest);
        }
        blocks => write_blocks(html, blocks),
    }
}

fn write_table(html: &mut String, head: &[Cell], rows: &[Vec<Cell>], sides: &[Side]) {
    html.push_str("<table class=\"data\" width=\"100%\" cellspacing=\"0\">\n");
    if !head.is_empty() {
        html.push_str("<thead><tr>");
        let head = [head.to_vec()];
        for (column, cell) in places(&head).iter().flat_map(|row| begun(row)) {
            // A corner without words is no heading of anything.
            let tag = if cell.text.is_empty() { "td" } else { "th" };
            let scope = if cell.text.is_empty() {
                ""
            } else {
                " scope=\"col\""
            };
            write_cell(html, tag, scope, cell, sides.get(column));
        }
        html.push_str("</tr></thead>\n");
    }
    html.push_str("<tbody>\n");
    for row in places(rows) {
        html.push_str("<tr>");
        for (column, cell) in begun(&row) {
            write_cell(html, "td", "", cell, sides.get(column));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table>\n");
}

/// The cells that begin in a row, with their columns.
fn begun<'a>(row: &[CellPlace<'a>]) -> Vec<(usize, &'a Cell)> {
    row.iter()
        .enumerate()
        .filter_map(|(column, place)| match place {
            CellPlace::Cell(cell) => Some((column, *cell)),
            CellPlace::Across | CellPlace::Down(_) => None,
        })
        .collect()
}

fn write_cell(html: &mut String, tag: &str, scope: &str, cell: &Cell, side: Option<&Side>) {
    let _ = write!(html, "<{tag}{scope}");
    if let Some(word) = side.and_then(|side| side.word()) {
        let _ = write!(html, " align=\"{word}\"");
    }
    for (name, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
        if count > 1 {
            let _ = write!(html, " {name}=\"{count}\"");
        }
    }
    html.push('>');
    write_line(html, &cell.text);
    let _ = write!(html, "</{tag}>");
}

/// Writes a line of text with its marks.
pub fn write_line(html: &mut String, text: &[Inline]) {
    for inline in text {
        match inline {
            Inline::Text(text) => html.push_str(&escape(text)),
            Inline::Code(code) => {
                let _ = write!(html, "<code>{}</code>", escape(code));
            }
            Inline::Emphasis(inner) => write_within(html, "em", inner),
            Inline::Strong(inner) => write_within(html, "strong", inner),
            Inline::Strike(inner) => write_within(html, "s", inner),
            Inline::Styled(style, inner) => write_within(html, style.tag(), inner),
            Inline::Math(formula) => {
                let _ = write!(html, "<code class=\"math\">{}</code>", escape(formula));
            }
            Inline::Note(number) => {
                let _ = write!(
                    html,
                    "<sup class=\"footnote\"><a href=\"#note-{number}\">{number}</a></sup>"
                );
            }
            Inline::Link { url, title, text } if address::is_link(url) => {
                let _ = write!(
                    html,
                    "<a href=\"{}\"{}>",
                    escape(url),
                    title_attribute(title)
                );
                write_line(html, text);
                html.push_str("</a>");
            }
            Inline::Link { text, .. } => write_line(html, text),
            Inline::Image { url, title, alt } if address::is_web(url) => {
                let (url, alt, title) = (escape(url), escape(alt), title_attribute(title));
                let _ = write!(html, "<img src=\"{url}\" alt=\"{alt}\"{title}>");
            }
            Inline::Image { alt, .. } => html.push_str(&escape(alt)),
            Inline::Check(done) => html.push_str(if *done { "&#9745; " } else { "&#9744; " }),
            Inline::Break => html.push_str("<br>\n"),
        }
    }
}

fn write_within(html: &mut String, tag: &str, inner: &[Inline]) {
    if inline::plain(inner).is_empty() {
        return write_line(html, inner);
    }
    let _ = write!(html, "<{tag}>");
    write_line(html, inner);
    let _ = write!(html, "</{tag}>");
}
