//! Builds blocks from Markdown, with comrak, and from the raw HTML in it.
//!
//! Raw HTML and Markdown are one stream of openings, texts and closings, so that either may stand
//! within the other. A closing tag closes nothing that Markdown opened.

use std::collections::HashSet;

use comrak::{
    Arena, Options,
    arena_tree::NodeEdge,
    nodes::{ListType, NodeValue, TableAlignment},
};

use super::{
    block::{Block, Cell, Side},
    inline::{self, Inline, Style},
    remarks::{About, Look, Remark, Shape},
    tags::{self, Piece, Tag},
    text,
};
use crate::engine::{address, slug};

/// Containers deeper than this are flattened, so that nothing recurses without an end.
const MAX_DEPTH: usize = 24;

/// What came out of a text.
#[derive(Debug, Default)]
pub struct Built {
    pub blocks: Vec<Block>,
    pub remarks: Vec<Remark>,
}

/// Reads Markdown: GFM, and what writers know from elsewhere.
pub fn build(markdown: &str) -> Built {
    let built = read(markdown);
    let (lost, others): (Vec<Remark>, Vec<Remark>) = built
        .remarks
        .into_iter()
        .partition(|remark| matches!(remark.about, About::LostFootnote(_)));
    if lost.is_empty() {
        return Built {
            blocks: built.blocks,
            remarks: others,
        };
    }
    // comrak leaves out a footnote that nothing refers to. As text it is there.
    let at: HashSet<usize> = lost.iter().map(|remark| remark.line).collect();
    let lines = markdown.split_inclusive('\n').zip(1..);
    let shown: String = lines
        .map(|(line, number)| match at.contains(&number) {
            true => line.replacen("[^", "\\[^", 1),
            false => line.to_owned(),
        })
        .collect();
    let mut again = read(&shown);
    again
        .remarks
        .retain(|remark| !matches!(remark.about, About::LostFootnote(_)));
    again.remarks.extend(lost);
    again
}

fn read(markdown: &str) -> Built {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.autolink = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.shortcodes = true;
    extension.wikilinks_title_after_pipe = true;
    extension.front_matter_delimiter = Some("---".to_owned());
    options.parse.smart = false;

    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let mut builder = Builder::default();
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => {
                let data = node.data();
                builder.at_line = data.sourcepos.start.line.max(1);
                builder.start(&data.value);
            }
            NodeEdge::End(node) => builder.end(&node.data().value),
        }
    }
    builder.finish(markdown)
}

#[derive(Debug)]
enum Mark {
    Emphasis,
    Strong,
    Strike,
    Code,
    Quotes,
    Styled(Style),
    Link { url: String, title: String },
    Image { url: String, title: String },
}

#[derive(Debug)]
enum Kind {
    Quote,
    Alert(String),
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<Vec<Block>>,
    },
    Item,
    Definitions(Vec<(Vec<Inline>, Vec<Block>)>),
    Term,
    Meaning,
    Details(Vec<Inline>),
    Summary,
    Heading {
        level: u8,
        anchor: Option<String>,
    },
    Aligned(Side),
    Footnote(u32),
    Mark(Mark, Vec<Inline>),
}

/// A container whose end is still to come.
#[derive(Debug)]
struct Open {
    kind: Kind,
    /// The tag that opened it; `None` if Markdown did.
    tag: Option<String>,
    blocks: Vec<Block>,
}

#[derive(Debug, Default)]
struct Table {
    sides: Vec<Side>,
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    in_head: bool,
    in_cell: bool,
    /// How many columns and rows the open cell goes across.
    span: (usize, usize),
    /// By column, how many rows from this one on are taken by a cell.
    taken: Vec<usize>,
    /// The column after the last cell.
    column: usize,
    /// Whether a tag opened it, and how many more tables are open within.
    html: bool,
    within: usize,
}

impl Table {
    /// Whether the open cell is one of the head.
    fn is_at_head(&self) -> bool {
        self.in_head
            && (!self.html || self.rows.len() <= 1 && self.rows.first().is_none_or(Vec::is_empty))
    }

    /// Finds the column of a cell, beside what comes down from the rows above.
    fn place(&mut self, columns: usize, rows: usize) -> usize {
        while self.taken.get(self.column).is_some_and(|left| *left > 0) {
            self.column = self.column.saturating_add(1);
        }
        let column = self.column;
        self.column = column.saturating_add(columns);
        if self.taken.len() < self.column {
            self.taken.resize(self.column, 0);
        }
        if self.sides.len() < self.column {
            self.sides.resize(self.column, Side::Start);
        }
        for left in self.taken.iter_mut().skip(column).take(columns) {
            *left = rows;
        }
        column
    }
}

#[derive(Debug, Default)]
struct Builder {
    built: Built,
    open: Vec<Open>,
    /// How many ends belong to containers that were flattened.
    ignored: usize,
    line: Vec<Inline>,
    table: Option<Table>,
    /// Text of a `pre` element, and the language it is said to be in.
    preformatted: Option<String>,
    language: String,
    /// The element whose content is no text.
    silent: Option<String>,
    footnotes: Vec<(u32, Vec<Block>)>,
    referred: Vec<String>,
    code_lines: Vec<(usize, usize)>,
    at_line: usize,
    /// The box of a task whose text is still to come.
    check: Option<bool>,
}

impl Builder {
    fn start(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Text(text) => self.text(text),
            NodeValue::SoftBreak => self.text(" "),
            NodeValue::LineBreak => self.pause(),
            NodeValue::Code(code) => self.inline(Inline::Code(code.literal.clone())),
            NodeValue::Math(math) => {
                self.remark(About::Shape(Shape::Math));
                self.inline(Inline::Math(one_line(&math.literal)));
            }
            NodeValue::ShortCode(code) => self.text(&code.emoji),
            NodeValue::HtmlInline(html) => self.html(html, true),
            NodeValue::HtmlBlock(block) => {
                self.end_line();
                self.html(&block.literal, false);
                self.end_line();
                self.silent = None;
            }
            NodeValue::Raw(text) => self.text(text),
            NodeValue::FrontMatter(_) => self.remark(About::FrontMatter),
            NodeValue::FootnoteReference(reference) => {
                self.remark(About::Shape(Shape::Footnote));
                self.inline(Inline::Note(reference.ref_num));
            }
            NodeValue::Paragraph | NodeValue::Heading(_) => {
                self.end_line();
                self.begin_task();
            }
            NodeValue::ThematicBreak => {
                self.end_line();
                self.block(Block::Rule);
            }
            NodeValue::CodeBlock(code) => {
                self.end_line();
                self.remark(About::Shape(Shape::Code));
                let lines = code.literal.lines().count().saturating_add(2);
                self.code_lines
                    .push((self.at_line, self.at_line.saturating_add(lines)));
                let language = code.info.split_whitespace().next().unwrap_or_default();
                self.block(Block::Code {
                    language: language.to_owned(),
                    text: code.literal.clone(),
                });
            }
            NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_) => self.nest(Kind::Quote),
            NodeValue::Alert(alert) => {
                let title = alert.title.clone();
                let title = title.unwrap_or_else(|| alert.alert_type.default_title().to_string());
                self.nest(Kind::Alert(title));
            }
            NodeValue::List(list) => self.nest(Kind::List {
                start: match list.list_type {
                    ListType::Ordered => Some(list.start as u64),
                    ListType::Bullet => None,
                },
                loose: !list.tight,
                items: Vec::new(),
            }),
            NodeValue::Item(_) => self.nest(Kind::Item),
            NodeValue::TaskItem(task) => {
                self.nest(Kind::Item);
                self.check = Some(task.symbol.is_some());
            }
            NodeValue::DescriptionList => self.nest(Kind::Definitions(Vec::new())),
            NodeValue::DescriptionTerm => self.nest(Kind::Term),
            NodeValue::DescriptionDetails => self.nest(Kind::Meaning),
            NodeValue::FootnoteDefinition(note) => {
                self.referred.push(note.name.clone());
                // The definitions come in the order of their numbers.
                let number = self.footnotes.len().saturating_add(1);
                self.nest(Kind::Footnote(u32::try_from(number).unwrap_or(u32::MAX)));
            }
            NodeValue::Table(table) => {
                self.end_line();
                self.remark(About::Shape(Shape::Table));
                // A table within a table's cell is no Markdown; raw HTML may leave one open.
                self.end_table();
                self.table = Some(Table {
                    sides: table.alignments.iter().map(side).collect(),
                    ..Table::default()
                });
            }
            NodeValue::TableRow(is_head) => self.with_table(|table| {
                table.in_head = *is_head;
                if !is_head {
                    table.rows.push(Vec::new());
                }
            }),
            NodeValue::TableCell => self.with_table(|table| table.in_cell = true),
            NodeValue::Emph => self.mark(Mark::Emphasis),
            NodeValue::Strong => self.mark(Mark::Strong),
            NodeValue::Strikethrough => self.mark(Mark::Strike),
            NodeValue::Highlight => self.mark(Mark::Styled(Style::Mark)),
            NodeValue::Insert | NodeValue::Underline => self.mark(Mark::Styled(Style::Underline)),
            NodeValue::Superscript => self.mark(Mark::Styled(Style::Sup)),
            NodeValue::Subscript => self.mark(Mark::Styled(Style::Sub)),
            NodeValue::Link(link) => self.mark(Mark::Link {
                url: link.url.clone(),
                title: one_line(&link.title),
            }),
            NodeValue::WikiLink(link) => self.mark(Mark::Link {
                url: link.url.clone(),
                title: String::new(),
            }),
            NodeValue::Image(link) => self.mark(Mark::Image {
                url: link.url.clone(),
                title: one_line(&link.title),
            }),
            // The document itself, and what is not switched on.
            _ => {}
        }
    }

    fn end(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Paragraph => {
                self.end_preformatted();
                self.end_line();
            }
            NodeValue::Heading(heading) => {
                self.end_preformatted();
                self.close_marks();
                let text = trimmed(std::mem::take(&mut self.line));
                self.block(heading_of(heading.level, text, None));
                self.silent = None;
            }
            NodeValue::BlockQuote
            | NodeValue::MultilineBlockQuote(_)
            | NodeValue::Alert(_)
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::TaskItem(_)
            | NodeValue::DescriptionList
            | NodeValue::DescriptionTerm
            | NodeValue::DescriptionDetails
            | NodeValue::FootnoteDefinition(_) => {
                self.begin_task();
                self.end_line();
                self.end_html_table();
                self.end_preformatted();
                self.close();
            }
            NodeValue::Table(_) => self.end_table(),
            NodeValue::TableCell => self.end_cell(),
            NodeValue::Emph
            | NodeValue::Strong
            | NodeValue::Strikethrough
            | NodeValue::Highlight
            | NodeValue::Insert
            | NodeValue::Underline
            | NodeValue::Superscript
            | NodeValue::Subscript
            | NodeValue::Link(_)
            | NodeValue::WikiLink(_)
            | NodeValue::Image(_) => self.close(),
            _ => {}
        }
    }

    fn begin_task(&mut self) {
        if let Some(done) = self.check.take() {
            self.inline(Inline::Check(done));
        }
    }

    fn remark(&mut self, about: About) {
        let line = self.at_line;
        self.built.remarks.push(Remark { line, about });
    }

    /// Raw HTML. Where it stands within a line, only its own texts are collapsed.
    fn html(&mut self, html: &str, is_inline: bool) {
        let first = self.at_line;
        let mut seen = 0;
        for (at, piece) in tags::pieces(html) {
            let lines = html.get(seen..at).unwrap_or_default().matches('\n').count();
            self.at_line = self.at_line.saturating_add(lines);
            seen = at;
            match piece {
                Piece::Text(_) if self.silent.is_some() => {}
                Piece::Text(text) if is_inline => self.text(&text),
                Piece::Text(text) => self.collapsed(&text),
                Piece::Open(tag) => self.open_tag(tag),
                Piece::Close(name) => self.close_tag(&name),
                Piece::Nothing => {}
            }
        }
        self.at_line = first;
    }

    fn open_tag(&mut self, mut tag: Tag<'_>) {
        let name = tag.name.clone();
        if self.silent.is_some() {
            return;
        }
        if tags::is_silent(&name) {
            self.remark(About::Element(name.clone()));
            self.silent = Some(name);
            return;
        }
        let is_known = if self.preformatted.is_some() {
            self.open_preformatted_tag(&mut tag)
        } else if let Some(mark) = mark_of(&mut tag) {
            self.open_mark(mark, &name);
            true
        } else {
            self.open_element(&mut tag)
        };
        if !is_known {
            self.remark(About::Tag(name));
            return;
        }
        for attribute in tag.left() {
            self.remark(About::Attribute {
                element: name.clone(),
                name: attribute,
            });
        }
    }

    /// A tag within preformatted text, which is nothing but text; whether it is read.
    fn open_preformatted_tag(&mut self, tag: &mut Tag<'_>) -> bool {
        let is_empty = self.preformatted.as_deref().is_none_or(str::is_empty);
        match tag.name.as_str() {
            "br" => self.pause(),
            "code" if is_empty => self.language = language(tag).unwrap_or_default(),
            "code" | "samp" | "tt" | "kbd" | "var" | "wbr" => {}
            name => return is_quiet(name),
        }
        true
    }

    /// A tag that is no mark; whether it is read.
    fn open_element(&mut self, tag: &mut Tag<'_>) -> bool {
        let name = tag.name.clone();
        let name = name.as_str();
        match name {
            "br" => self.pause(),
            "wbr" => {}
            "img" | "image" => {
                let url = tag.take("src").unwrap_or_default();
                let title = one_line(&tag.take("title").unwrap_or_default());
                let label = tag.take_if("aria-label", |label| {
                    Some(one_line(label)).filter(|label| !label.is_empty())
                });
                let alt = one_line(&tag.take("alt").unwrap_or_default());
                let alt = if alt.is_empty() {
                    label.unwrap_or_default()
                } else {
                    alt
                };
                self.picture(url, title, alt);
            }
            "input" if tag.get("type").is_some_and(|kind| kind == "checkbox") => {
                for shown in ["type", "disabled", "value", "id", "name"] {
                    tag.take(shown);
                }
                let is_checked = tag.take("checked").is_some();
                self.inline(Inline::Check(is_checked));
            }
            "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "colgroup"
            | "col" => self.open_table_tag(tag),
            // Nothing but text fits into a cell or into emphasis.
            _ if is_block(name) && self.is_inline_only() => {
                self.pause_between();
                if name == "li" {
                    self.text("• ");
                }
            }
            "hr" => {
                self.end_line();
                self.block(Block::Rule);
            }
            "ul" | "menu" | "dir" => self.open_block(
                Kind::List {
                    start: None,
                    loose: false,
                    items: Vec::new(),
                },
                name,
            ),
            "ol" => {
                let start = tag.take_if("start", |start| start.trim().parse().ok());
                tag.take_if("type", |kind| (kind.trim() == "1").then_some(()));
                self.open_block(
                    Kind::List {
                        start: Some(start.unwrap_or(1)),
                        loose: false,
                        items: Vec::new(),
                    },
                    name,
                );
            }
            "li" => {
                self.close_within(&["li"], &["ul", "ol", "menu", "dir"]);
                let in_list = matches!(self.innermost(), Some(Kind::List { .. }));
                if !in_list {
                    self.open_block(
                        Kind::List {
                            start: None,
                            loose: false,
                            items: Vec::new(),
                        },
                        "ul",
                    );
                }
                self.open_block(Kind::Item, name);
            }
            "dl" => self.open_block(Kind::Definitions(Vec::new()), name),
            "dt" | "dd" => {
                self.close_within(&["dt", "dd"], &["dl"]);
                if !matches!(self.innermost(), Some(Kind::Definitions(_))) {
                    self.open_block(Kind::Definitions(Vec::new()), "dl");
                }
                let kind = if name == "dt" {
                    Kind::Term
                } else {
                    Kind::Meaning
                };
                self.open_block(kind, name);
            }
            "blockquote" => self.open_block(Kind::Quote, name),
            "details" => {
                tag.take("open");
                self.open_block(Kind::Details(Vec::new()), name);
            }
            "summary" => self.open_block(Kind::Summary, name),
            "pre" | "xmp" | "listing" | "plaintext" => {
                self.end_line();
                self.language = language(tag).unwrap_or_default();
                self.preformatted = Some(String::new());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.get(1..).and_then(|level| level.parse().ok());
                // A name that an address ends with, if it does so as it is.
                let anchor = tag.take_if("id", |id| {
                    (slug::of(id, "") == id && !id.is_empty()).then(|| id.to_owned())
                });
                let level = level.unwrap_or(6);
                self.open_block(Kind::Heading { level, anchor }, name);
            }
            "p" => {
                self.close_within(
                    &["p"],
                    &["div", "li", "blockquote", "details", "dd", "center"],
                );
                self.end_line();
                if let Some(side) = aligned(tag) {
                    self.open_aligned(side, name);
                }
            }
            "center" => self.open_aligned(Side::Center, name),
            _ if is_block(name) => match aligned(tag) {
                Some(side) => self.open_aligned(side, name),
                None => self.end_line(),
            },
            _ => return is_quiet(name),
        }
        true
    }

    fn open_aligned(&mut self, side: Side, name: &str) {
        self.remark(About::Look(Look::Aligned));
        self.open_block(Kind::Aligned(side), name);
    }

    fn close_tag(&mut self, name: &str) {
        if let Some(open) = &self.silent {
            if open == name {
                self.silent = None;
            }
            return;
        }
        match name {
            "table" | "caption" | "tr" | "td" | "th" => self.close_table_tag(name),
            "pre" | "xmp" | "listing" => self.end_preformatted(),
            "br" => self.pause(),
            _ if is_block(name) && self.is_inline_only() => self.pause_between(),
            _ => {
                if is_block(name) {
                    self.end_line();
                }
                self.close_named(name);
            }
        }
    }

    /// Closes the innermost element of this name, and what is open within, unless Markdown opened
    /// something in between.
    fn close_named(&mut self, name: &str) {
        if self.ignored > 0 {
            return;
        }
        let found = self
            .open
            .iter()
            .rev()
            .take_while(|open| open.tag.is_some())
            .position(|open| open.tag.as_deref() == Some(name));
        let Some(depth) = found else { return };
        for _ in 0..=depth {
            if !matches!(self.innermost(), Some(Kind::Mark(..))) {
                self.end_line();
            }
            self.pop();
        }
    }

    /// Closes an element that ends where its like begins, looking no further than these parents.
    fn close_within(&mut self, names: &[&str], parents: &[&str]) {
        let found = self
            .open
            .iter()
            .rev()
            .take_while(|open| {
                open.tag
                    .as_deref()
                    .is_some_and(|tag| !parents.contains(&tag))
            })
            .find_map(|open| open.tag.clone().filter(|tag| names.contains(&tag.as_str())));
        if let Some(name) = found {
            self.end_line();
            self.close_named(&name);
        }
    }

    fn open_mark(&mut self, mark: Mark, name: &str) {
        if self.ignored == 0 && self.open.len() < MAX_DEPTH && self.preformatted.is_none() {
            self.open.push(Open {
                kind: Kind::Mark(mark, Vec::new()),
                tag: Some(name.to_owned()),
                blocks: Vec::new(),
            });
        }
    }

    fn open_block(&mut self, kind: Kind, name: &str) {
        self.end_line();
        if self.ignored == 0 && self.open.len() < MAX_DEPTH {
            self.open.push(Open {
                kind,
                tag: Some(name.to_owned()),
                blocks: Vec::new(),
            });
        }
    }

    fn open_table_tag(&mut self, tag: &mut Tag<'_>) {
        let name = tag.name.clone();
        let name = name.as_str();
        if name == "table" && self.table.is_none() && !self.is_inline_only() {
            self.end_line();
            self.remark(About::Shape(Shape::Table));
            self.table = Some(Table {
                html: true,
                ..Table::default()
            });
            return;
        }
        let is_own = self
            .table
            .as_ref()
            .is_some_and(|table| table.html && table.within == 0);
        match name {
            "table" => {
                self.with_table(|table| table.within = table.within.saturating_add(1));
                self.pause_between();
            }
            "tr" if is_own => {
                self.end_cell();
                self.end_caption();
                self.with_table(|table| {
                    table.rows.push(Vec::new());
                    table.column = 0;
                    for left in &mut table.taken {
                        *left = left.saturating_sub(1);
                    }
                });
            }
            "td" | "th" if is_own => {
                self.end_cell();
                self.open_cell(tag);
            }
            // Within another table, its rows are lines and its cells are words.
            "tr" | "caption" => self.pause_between(),
            "td" | "th" => self.text(" "),
            _ => {}
        }
    }

    fn open_cell(&mut self, tag: &mut Tag<'_>) {
        let Some(table) = &mut self.table else { return };
        table.in_cell = true;
        table.in_head = tag.name == "th";
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        let span = |count: &str| {
            let count = count.trim().parse().ok()?;
            (1..=Cell::MOST).contains(&count).then_some(count)
        };
        let columns = tag.take_if("colspan", span).unwrap_or(1);
        // The head is one row.
        let rows = match table.is_at_head() {
            true => 1,
            false => tag.take_if("rowspan", span).unwrap_or(1),
        };
        table.span = (columns, rows);
        let column = table.place(columns, rows);
        // A column has one side: a cell that is set to another keeps its words alone.
        let known = table.sides.get(column).copied().unwrap_or_default();
        let side = side_of(tag).filter(|side| known == Side::Start || *side == known);
        if let (Some(side), Some(known)) = (side, table.sides.get_mut(column)) {
            *known = side;
            aligned(tag);
        }
        if columns > 1 || rows > 1 {
            self.remark(About::Look(Look::Spans));
        }
    }

    fn close_table_tag(&mut self, name: &str) {
        let Some(table) = &mut self.table else { return };
        if name == "table" && table.within > 0 {
            table.within = table.within.saturating_sub(1);
        } else if name == "table" && table.html {
            self.end_table();
        } else if name == "caption" {
            self.end_caption();
        } else if table.html && table.within == 0 {
            self.end_cell();
        }
    }

    fn end_caption(&mut self) {
        let in_cell = self.table.as_ref().is_some_and(|table| table.in_cell);
        if !in_cell {
            self.close_marks();
            let text = trimmed(std::mem::take(&mut self.line));
            let block = Block::Paragraph(text);
            if !block.is_empty() {
                self.add(block);
            }
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = &self.table else { return };
        if table.html && !table.in_cell {
            self.end_caption();
            return;
        }
        self.close_marks();
        let text = trimmed(std::mem::take(&mut self.line));
        self.silent = None;
        self.with_table(|table| {
            table.in_cell = false;
            let (columns, rows) = std::mem::replace(&mut table.span, (1, 1));
            let cell = |text, rows| Cell {
                text,
                columns: columns.max(1),
                rows,
            };
            let is_head = table.is_at_head();
            match table.rows.last_mut() {
                // A row that begins with a head's cell is the head, if it is the first.
                Some(_) if is_head => table.head.push(cell(text, 1)),
                Some(row) => row.push(cell(text, rows.max(1))),
                None => table.head.push(cell(text, 1)),
            }
        });
    }

    fn end_table(&mut self) {
        if self.table.as_ref().is_some_and(|table| table.html) {
            self.end_cell();
        }
        if let Some(mut table) = self.table.take() {
            table.rows.retain(|row| !row.is_empty());
            if !(table.head.is_empty() && table.rows.is_empty()) {
                self.add(Block::Table {
                    head: table.head,
                    rows: table.rows,
                    sides: table.sides,
                });
            }
        }
    }

    fn end_html_table(&mut self) {
        if self.table.as_ref().is_some_and(|table| table.html) {
            self.end_table();
        }
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = &mut self.table {
            change(table);
        }
    }

    fn picture(&mut self, url: String, title: String, alt: String) {
        self.remark(About::Shape(Shape::Picture));
        if !address::is_web(&url) {
            self.remark(About::BrokenImage(url.clone()));
        } else if alt.is_empty() {
            self.remark(About::NoAltText(url.clone()));
        }
        self.inline(Inline::Image { url, title, alt });
    }

    /// Text as Markdown has it.
    fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        if let Some(kept) = &mut self.preformatted {
            kept.push_str(text);
        } else if !(self.is_line_empty() && text.chars().all(|c| c == ' ')) {
            self.push(Inline::Text(text.to_owned()));
        }
    }

    /// Text of raw HTML, in which any number of blanks and ends of lines are one blank.
    fn collapsed(&mut self, text: &str) {
        if self.preformatted.is_some() {
            self.text(text);
            return;
        }
        let is_blank = |c: char| c.is_ascii_whitespace();
        let words: Vec<&str> = text
            .split(is_blank)
            .filter(|word| !word.is_empty())
            .collect();
        let mut line = words.join(" ");
        if line.is_empty() {
            line.push(' ');
        } else {
            if text.starts_with(is_blank) {
                line.insert(0, ' ');
            }
            if text.ends_with(is_blank) {
                line.push(' ');
            }
        }
        self.text(&line);
    }

    fn inline(&mut self, inline: Inline) {
        match &mut self.preformatted {
            Some(_) if self.silent.is_some() => {}
            Some(kept) => kept.push_str(&inline::plain(std::slice::from_ref(&inline))),
            None if self.silent.is_none() => self.push(inline),
            None => {}
        }
    }

    fn pause(&mut self) {
        match &mut self.preformatted {
            Some(kept) => kept.push('\n'),
            None => self.inline(Inline::Break),
        }
    }

    /// A line break, unless the line has just begun.
    fn pause_between(&mut self) {
        if !self.is_line_empty() && !matches!(self.last_inline(), Some(Inline::Break)) {
            self.pause();
        }
    }

    /// Whether nothing but text may follow, in a cell or in emphasis.
    fn is_inline_only(&self) -> bool {
        self.table
            .as_ref()
            .is_some_and(|table| table.in_cell || !table.html)
            || self
                .open
                .iter()
                .any(|open| open.tag.is_none() && matches!(open.kind, Kind::Mark(..)))
    }

    fn is_line_empty(&self) -> bool {
        self.line.is_empty()
            && self.open.iter().all(|open| match &open.kind {
                Kind::Mark(_, inner) => inner.is_empty(),
                _ => true,
            })
    }

    fn last_inline(&self) -> Option<&Inline> {
        match self.innermost() {
            Some(Kind::Mark(_, inner)) => inner.last(),
            _ => self.line.last(),
        }
    }

    fn innermost(&self) -> Option<&Kind> {
        self.open.last().map(|open| &open.kind)
    }

    fn nest(&mut self, kind: Kind) {
        self.end_line();
        self.enter(kind);
    }

    fn mark(&mut self, mark: Mark) {
        self.enter(Kind::Mark(mark, Vec::new()));
    }

    fn enter(&mut self, kind: Kind) {
        if self.ignored > 0 || self.open.len() >= MAX_DEPTH {
            // What a link leads to is no structure, and is kept.
            self.ignored = self.ignored.saturating_add(1);
        } else {
            self.open.push(Open {
                kind,
                tag: None,
                blocks: Vec::new(),
            });
        }
    }

    /// Closes what Markdown opened last, and the elements that are still open in it.
    fn close(&mut self) {
        if self.ignored > 0 {
            self.ignored = self.ignored.saturating_sub(1);
            return;
        }
        while self.open.last().is_some_and(|open| open.tag.is_some()) {
            self.pop();
        }
        self.pop();
    }

    fn pop(&mut self) {
        let Some(Open { kind, blocks, .. }) = self.open.pop() else {
            return;
        };
        match kind {
            Kind::Quote => self.block(Block::Quote(blocks)),
            Kind::Alert(title) => {
                let mut quoted = vec![Block::Paragraph(vec![Inline::Strong(vec![Inline::Text(
                    title,
                )])])];
                quoted.extend(blocks);
                self.block(Block::Quote(quoted));
            }
            Kind::List {
                start,
                loose,
                mut items,
            } => {
                items.extend(blocks.into_iter().map(|block| vec![block]));
                if !items.is_empty() {
                    self.block(Block::List {
                        start,
                        loose,
                        items,
                    });
                }
            }
            Kind::Item => match self.open.last_mut() {
                Some(Open {
                    kind: Kind::List { items, .. },
                    ..
                }) => items.push(blocks),
                _ => self.blocks(blocks),
            },
            Kind::Definitions(items) => {
                if !items.is_empty() {
                    self.block(Block::Definitions(items));
                }
                self.blocks(blocks);
            }
            Kind::Term => match self.open.last_mut() {
                Some(Open {
                    kind: Kind::Definitions(items),
                    ..
                }) => items.push((flat(blocks), Vec::new())),
                _ => self.blocks(blocks),
            },
            Kind::Meaning => match self.open.last_mut() {
                Some(Open {
                    kind: Kind::Definitions(items),
                    ..
                }) => match items.last_mut() {
                    Some((_, meaning)) => meaning.extend(blocks),
                    None => items.push((Vec::new(), blocks)),
                },
                _ => self.blocks(blocks),
            },
            Kind::Details(summary) => self.block(Block::Details { summary, blocks }),
            Kind::Summary => match self.open.last_mut() {
                Some(Open {
                    kind: Kind::Details(summary),
                    ..
                }) if summary.is_empty() => *summary = flat(blocks),
                _ => self.blocks(blocks),
            },
            Kind::Heading { level, anchor } => {
                let text = flat(blocks);
                self.block(heading_of(level, text, anchor));
            }
            Kind::Aligned(side) => {
                if !blocks.is_empty() {
                    self.block(Block::Aligned { side, blocks });
                }
            }
            Kind::Footnote(number) => self.footnotes.push((number, blocks)),
            Kind::Mark(mark, inner) => self.end_mark(mark, inner),
        }
    }

    fn end_mark(&mut self, mark: Mark, inner: Vec<Inline>) {
        let inline = match mark {
            Mark::Emphasis => Inline::Emphasis(inner),
            Mark::Strong => Inline::Strong(inner),
            Mark::Strike => Inline::Strike(inner),
            Mark::Code => Inline::Code(inline::plain(&inner)),
            Mark::Quotes => {
                self.push(Inline::Text("“".to_owned()));
                inner.into_iter().for_each(|inline| self.push(inline));
                Inline::Text("”".to_owned())
            }
            Mark::Styled(style) => Inline::Styled(style, inner),
            Mark::Link { url, title } => {
                if !address::is_link(&url) {
                    let text = inline::plain(&inner);
                    self.remark(About::BrokenLink {
                        url: url.clone(),
                        text,
                    });
                }
                // A link within a link would end it; both are kept, one after the other.
                if holds_link(&inner) {
                    inner.into_iter().for_each(|inline| self.push(inline));
                    self.push(Inline::Text(" ".to_owned()));
                    Inline::Link {
                        text: vec![Inline::Text(url.clone())],
                        url,
                        title,
                    }
                } else {
                    Inline::Link {
                        url,
                        title,
                        text: inner,
                    }
                }
            }
            Mark::Image { url, title } => {
                let alt = inline::plain(&inner).trim().to_owned();
                return self.picture(url, title, alt);
            }
        };
        self.push(inline);
    }

    fn push(&mut self, inline: Inline) {
        let line = match self.open.last_mut() {
            Some(Open {
                kind: Kind::Mark(_, inner),
                ..
            }) => inner,
            _ => &mut self.line,
        };
        match (line.last_mut(), inline) {
            (Some(Inline::Text(text)), Inline::Text(more)) => text.push_str(&more),
            (_, inline) => line.push(inline),
        }
    }

    fn blocks(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: Block) {
        // A cell holds lines only.
        if self.table.as_ref().is_some_and(|table| table.in_cell) {
            self.pause_between();
            let said = text::write(std::slice::from_ref(&block));
            for (number, line) in said.lines().enumerate() {
                if number > 0 {
                    self.pause();
                }
                self.text(line);
            }
            return;
        }
        self.add(block);
    }

    fn add(&mut self, block: Block) {
        let container = self
            .open
            .iter_mut()
            .rev()
            .find(|open| !matches!(open.kind, Kind::Mark(..)));
        match container {
            Some(Open {
                kind: Kind::List { items, .. },
                ..
            }) => items.push(vec![block]),
            Some(open) => open.blocks.push(block),
            None => self.built.blocks.push(block),
        }
    }

    fn close_marks(&mut self) {
        while matches!(self.innermost(), Some(Kind::Mark(..))) {
            if self.open.last().is_some_and(|open| open.tag.is_none()) {
                break;
            }
            self.pop();
        }
    }

    fn end_line(&mut self) {
        if self.preformatted.is_some() {
            return;
        }
        if self.table.as_ref().is_some_and(|table| table.in_cell) {
            self.pause_between();
            return;
        }
        self.close_marks();
        if self.is_inline_only() {
            return;
        }
        let line = trimmed(std::mem::take(&mut self.line));
        let paragraph = Block::Paragraph(line);
        if !paragraph.is_empty() {
            self.add(paragraph);
        }
        self.silent = None;
    }

    fn end_preformatted(&mut self) {
        if let Some(text) = self.preformatted.take() {
            let text = text.strip_prefix('\n').unwrap_or(&text).to_owned();
            if !text.trim().is_empty() {
                self.remark(About::Shape(Shape::Code));
                let language = std::mem::take(&mut self.language);
                self.block(Block::Code { language, text });
            }
        }
    }

    fn finish(mut self, markdown: &str) -> Built {
        self.end_preformatted();
        self.end_line();
        self.end_table();
        while !self.open.is_empty() {
            self.end_line();
            self.pop();
        }
        self.end_line();
        if !self.footnotes.is_empty() {
            let mut notes = std::mem::take(&mut self.footnotes);
            notes.sort_by_key(|(number, _)| *number);
            let notes = notes.into_iter().map(|(_, blocks)| blocks).collect();
            self.built.blocks.push(Block::Footnotes(notes));
        }
        self.find_lost_footnotes(markdown);
        self.built
    }

    /// comrak leaves out a footnote that nothing refers to.
    fn find_lost_footnotes(&mut self, markdown: &str) {
        for (at, line) in markdown.lines().enumerate() {
            let number = at.saturating_add(1);
            let bare = line.trim_start_matches(' ');
            let name = bare
                .strip_prefix("[^")
                .and_then(|rest| rest.split_once("]:"))
                .map(|(name, _)| name)
                .filter(|name| !name.is_empty() && !name.contains(['[', ']']));
            let Some(name) = name.filter(|_| line.len().saturating_sub(bare.len()) < 4) else {
                continue;
            };
            let is_code = self
                .code_lines
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&number));
            let is_known = self
                .referred
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name));
            if !is_code && !is_known {
                self.built.remarks.push(Remark {
                    line: number,
                    about: About::LostFootnote(name.to_owned()),
                });
            }
        }
    }
}

fn holds_link(inlines: &[Inline]) -> bool {
    let mut found = false;
    inline::each(inlines, &mut |inline| {
        found |= matches!(inline, Inline::Link { .. } | Inline::Note(_));
    });
    found
}

fn heading_of(level: u8, mut text: Vec<Inline>, anchor: Option<String>) -> Block {
    let own = take_anchor(&mut text);
    let anchor = own.or(anchor).unwrap_or_default();
    Block::Heading {
        level,
        text,
        anchor,
    }
}

/// The name that an author gives a heading at its end, as in `## Prices {#prices}`.
fn take_anchor(text: &mut [Inline]) -> Option<String> {
    let Some(Inline::Text(last)) = text.last_mut() else {
        return None;
    };
    let (start, name) = last.strip_suffix('}')?.rsplit_once("{#")?;
    let is_name = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || !name.chars().all(is_name) || start.trim().is_empty() {
        return None;
    }
    let name = name.to_owned();
    *last = start.trim_end().to_owned();
    Some(name)
}

fn side(alignment: &TableAlignment) -> Side {
    match alignment {
        TableAlignment::None => Side::Start,
        TableAlignment::Left => Side::Left,
        TableAlignment::Center => Side::Center,
        TableAlignment::Right => Side::Right,
    }
}

/// The side that a tag sets its text to, where it does.
fn side_of(tag: &Tag<'_>) -> Option<Side> {
    aligned(&mut tag.clone())
}

/// Takes the side that a tag sets its text to, where it does.
fn aligned(tag: &mut Tag<'_>) -> Option<Side> {
    let side = |word: &str| Some(Side::of(word)).filter(|side| *side != Side::Start);
    let styled = tag.take_style("text-align", side);
    tag.take_if("align", side).or(styled)
}

/// Takes the language that code is said to be in.
fn language(tag: &mut Tag<'_>) -> Option<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_+#.".contains(c);
    tag.take_if("class", |class| {
        let name = class.trim();
        let name = ["language-", "lang-"]
            .iter()
            .find_map(|start| name.strip_prefix(start))?;
        name.chars().all(is_name).then(|| name.to_owned())
    })
}

fn mark_of(tag: &mut Tag<'_>) -> Option<Mark> {
    Some(match tag.name.as_str() {
        "b" | "strong" => Mark::Strong,
        "i" | "em" | "cite" | "dfn" | "var" | "address" => Mark::Emphasis,
        "s" | "del" | "strike" => Mark::Strike,
        "u" | "ins" => Mark::Styled(Style::Underline),
        "sub" => Mark::Styled(Style::Sub),
        "sup" => Mark::Styled(Style::Sup),
        "kbd" => Mark::Styled(Style::Key),
        "mark" => Mark::Styled(Style::Mark),
        "small" => Mark::Styled(Style::Small),
        "code" | "samp" | "tt" => Mark::Code,
        "q" => Mark::Quotes,
        "a" => Mark::Link {
            url: tag.take("href")?.trim().to_owned(),
            title: one_line(&tag.take("title").unwrap_or_default()),
        },
        _ => return None,
    })
}

/// Elements that stand in lines of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "ul"
    )
}

/// Elements that change nothing about how their text reads.
fn is_quiet(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "bdi"
            | "bdo"
            | "big"
            | "data"
            | "font"
            | "head"
            | "nobr"
            | "picture"
            | "ruby"
            | "rt"
            | "rp"
            | "source"
            | "span"
            | "time"
            | "meta"
            | "link"
            | "base"
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line without blanks and line breaks at its ends.
fn trimmed(mut line: Vec<Inline>) -> Vec<Inline> {
    loop {
        match line.last_mut() {
            Some(Inline::Break) => {
                line.pop();
            }
            Some(Inline::Text(text)) => {
                text.truncate(text.trim_end_matches([' ', '\n']).len());
                if !text.is_empty() {
                    break;
                }
                line.pop();
            }
            _ => break,
        }
    }
    let breaks = line
        .iter()
        .take_while(|inline| matches!(inline, Inline::Break))
        .count();
    line.drain(..breaks);
    if let Some(Inline::Text(text)) = line.first_mut() {
        *text = text.trim_start_matches([' ', '\n']).to_owned();
    }
    line
}

/// The lines of some blocks as one.
fn flat(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    for block in blocks {
        if !line.is_empty() {
            line.push(Inline::Text(" ".to_owned()));
        }
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => line.extend(text),
            other => line.push(Inline::Text(one_line(&text::write(&[other])))),
        }
    }
    line
}
