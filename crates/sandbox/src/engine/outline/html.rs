//! Writes blocks as HTML, in which nothing but the writer's own tags can stand.

use std::fmt::Write as _;

use super::{
    block::Block,
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
            [Inline::Image { url, alt }] => write_figure(html, url, alt),
            text => {
                html.push_str("<p>");
                write_line(html, text);
                html.push_str("</p>\n");
            }
        },
        Block::Heading { level, text } => {
            // The title is the only first heading, the sections are the second.
            let level = (*level).clamp(3, 6);
            let _ = write!(html, "<h{level}>");
            write_line(html, text);
            let _ = writeln!(html, "</h{level}>");
        }
        Block::List { start, items } => write_list(html, *start, items),
        Block::Quote(blocks) => {
            html.push_str("<blockquote>\n");
            for block in blocks {
                write_block(html, block);
            }
            html.push_str("</blockquote>\n");
        }
        Block::Code { text, .. } => {
            let code = escape(text.trim_end());
            let _ = writeln!(html, "<pre dir=\"ltr\"><code>{code}</code></pre>");
        }
        Block::Table { head, rows, right } => write_table(html, head, rows, right),
        Block::Rule => html.push_str("<hr>\n"),
    }
}

fn write_figure(html: &mut String, url: &str, alt: &str) {
    if !address::is_web(url) {
        if !alt.is_empty() {
            let _ = writeln!(html, "<p>{}</p>", escape(alt));
        }
        return;
    }
    let (url, alt) = (escape(url), escape(alt));
    let _ = writeln!(
        html,
        "<p class=\"picture\"><img src=\"{url}\" alt=\"{alt}\" width=\"552\"></p>"
    );
}

fn write_list(html: &mut String, start: Option<u64>, items: &[Vec<Block>]) {
    let tag = if start.is_some() { "ol" } else { "ul" };
    let _ = match start {
        Some(start) if start != 1 => writeln!(html, "<ol start=\"{start}\">"),
        _ => writeln!(html, "<{tag}>"),
    };
    for item in items {
        html.push_str("<li>");
        match item.as_slice() {
            [Block::Paragraph(text)] => write_line(html, text),
            [Block::Paragraph(text), rest @ ..] => {
                write_line(html, text);
                html.push('\n');
                for block in rest {
                    write_block(html, block);
                }
            }
            blocks => {
                for block in blocks {
                    write_block(html, block);
                }
            }
        }
        html.push_str("</li>\n");
    }
    let _ = writeln!(html, "</{tag}>");
}

fn write_table(html: &mut String, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], right: &[bool]) {
    let side = |column: usize| match right.get(column) {
        Some(true) => " align=\"right\"",
        _ => "",
    };
    html.push_str("<table class=\"data\" width=\"100%\" cellspacing=\"0\">\n<thead><tr>");
    for (column, cell) in head.iter().enumerate() {
        // A corner without words is no heading of anything.
        let (open, close) = if cell.is_empty() {
            ("td", "td")
        } else {
            ("th scope=\"col\"", "th")
        };
        let _ = write!(html, "<{open}{}>", side(column));
        write_line(html, cell);
        let _ = write!(html, "</{close}>");
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        html.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let _ = write!(html, "<td{}>", side(column));
            write_line(html, cell);
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table>\n");
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
            Inline::Link { url, text } if address::is_link(url) => {
                let _ = write!(html, "<a href=\"{}\">", escape(url));
                write_line(html, text);
                html.push_str("</a>");
            }
            Inline::Link { text, .. } => write_line(html, text),
            Inline::Image { url, alt } if address::is_web(url) => {
                let (url, alt) = (escape(url), escape(alt));
                let _ = write!(html, "<img src=\"{url}\" alt=\"{alt}\">");
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
