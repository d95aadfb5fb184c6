//! Builds blocks from Markdown.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{block::Block, inline, inline::Inline, raw};

/// Containers deeper than this are flattened, so that nothing recurses without an end.
const MAX_DEPTH: usize = 24;

/// What came out of a text.
#[derive(Debug, Default)]
pub struct Built {
    pub blocks: Vec<Block>,
    pub tags_removed: usize,
}

/// Reads Markdown.
pub fn build(markdown: &str) -> Built {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut builder = Builder::default();
    for event in Parser::new_ext(markdown, options) {
        builder.take(event);
    }
    builder.finish()
}

#[derive(Debug)]
enum Mark {
    Emphasis,
    Strong,
    Strike,
    Link(String),
    Image(String),
}

#[derive(Debug)]
enum Open {
    Quote(Vec<Block>),
    List(Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
    Mark(Mark, Vec<Inline>),
}

#[derive(Debug, Default)]
struct Table {
    right: Vec<bool>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    in_head: bool,
}

#[derive(Debug, Default)]
struct Builder {
    built: Built,
    open: Vec<Open>,
    /// How many ends belong to containers that were flattened.
    ignored: usize,
    line: Vec<Inline>,
    code: Option<(String, String)>,
    raw: Option<String>,
    hidden: raw::Hidden,
    metadata: bool,
    table: Option<Table>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(Inline::Code(text.into_string()));
            }
            Event::Html(html) => match &mut self.raw {
                Some(raw) => raw.push_str(&html),
                None => self.raw = Some(html.into_string()),
            },
            Event::InlineHtml(tag) => {
                self.built.tags_removed += 1;
                self.hidden.tag(&tag);
            }
            Event::SoftBreak => self.push(Inline::Text(" ".to_owned())),
            Event::HardBreak => self.push(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(done) => self.push(Inline::Check(done)),
            Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => self.end_line(),
            Tag::BlockQuote(_) => self.nest(Open::Quote(Vec::new())),
            Tag::List(start) => self.nest(Open::List(start, Vec::new())),
            Tag::Item => self.nest(Open::Item(Vec::new())),
            Tag::CodeBlock(kind) => {
                self.end_line();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().map(str::to_owned)
                    }
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((language.unwrap_or_default(), String::new()));
            }
            Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::Table(alignments) => {
                self.end_line();
                self.table = Some(Table {
                    right: alignments.iter().map(|a| *a == Alignment::Right).collect(),
                    ..Table::default()
                });
            }
            Tag::TableHead => self.with_table(|table| table.in_head = true),
            Tag::TableRow => self.with_table(|table| table.rows.push(Vec::new())),
            Tag::Emphasis => self.mark(Mark::Emphasis),
            Tag::Strong => self.mark(Mark::Strong),
            Tag::Strikethrough => self.mark(Mark::Strike),
            Tag::Link { dest_url, .. } => self.mark(Mark::Link(dest_url.into_string())),
            Tag::Image { dest_url, .. } => self.mark(Mark::Image(dest_url.into_string())),
            // None of the others is switched on.
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => self.end_line(),
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.line);
                self.block(Block::Heading {
                    level: level as u8,
                    text,
                });
                self.hidden.reset();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_line();
                self.close();
            }
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    self.block(Block::Code { language, text });
                }
            }
            TagEnd::HtmlBlock => self.end_raw(),
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.block(Block::Table {
                        head: table.head,
                        rows: table.rows,
                        right: table.right,
                    });
                }
            }
            TagEnd::TableHead => self.with_table(|table| table.in_head = false),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line);
                self.hidden.reset();
                self.with_table(|table| match table.rows.last_mut() {
                    Some(row) if !table.in_head => row.push(cell),
                    _ => table.head.push(cell),
                });
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => self.close(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.metadata {
        } else if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else if let Some(raw) = &mut self.raw {
            raw.push_str(text);
        } else if !self.hidden.is_hidden() {
            self.push(Inline::Text(text.to_owned()));
        }
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = &mut self.table {
            change(table);
        }
    }

    fn nest(&mut self, open: Open) {
        self.end_line();
        self.enter(open);
    }

    fn mark(&mut self, mark: Mark) {
        self.enter(Open::Mark(mark, Vec::new()));
    }

    fn enter(&mut self, open: Open) {
        if self.ignored > 0 || self.open.len() >= MAX_DEPTH {
            self.ignored += 1;
        } else {
            self.open.push(open);
        }
    }

    fn close(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        match self.open.pop() {
            Some(Open::Quote(blocks)) => self.block(Block::Quote(blocks)),
            Some(Open::List(start, items)) => self.block(Block::List { start, items }),
            Some(Open::Item(blocks)) => match self.open.last_mut() {
                Some(Open::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.block(block)),
            },
            Some(Open::Mark(mark, inner)) => self.push(match mark {
                Mark::Emphasis => Inline::Emphasis(inner),
                Mark::Strong => Inline::Strong(inner),
                Mark::Strike => Inline::Strike(inner),
                Mark::Link(url) => Inline::Link { url, text: inner },
                Mark::Image(url) => Inline::Image {
                    url,
                    alt: inline::plain(&inner).trim().to_owned(),
                },
            }),
            None => {}
        }
    }

    fn push(&mut self, inline: Inline) {
        let line = match self.open.last_mut() {
            Some(Open::Mark(_, inner)) => inner,
            _ => &mut self.line,
        };
        match (line.last_mut(), inline) {
            (Some(Inline::Text(text)), Inline::Text(more)) => text.push_str(&more),
            (_, inline) => line.push(inline),
        }
    }

    fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Quote(blocks) | Open::Item(blocks)) => blocks.push(block),
            Some(Open::List(_, items)) => items.push(vec![block]),
            Some(Open::Mark(..)) | None => self.built.blocks.push(block),
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let paragraph = Block::Paragraph(line);
        if !paragraph.is_empty() {
            self.block(paragraph);
        }
        self.hidden.reset();
    }

    fn end_raw(&mut self) {
        let Some(html) = self.raw.take() else { return };
        let (text, tags) = raw::strip(&html);
        self.built.tags_removed += tags;
        if !text.is_empty() {
            self.block(Block::Paragraph(vec![Inline::Text(text)]));
        }
    }

    fn finish(mut self) -> Built {
        self.end_raw();
        self.end_line();
        self.built
    }
}
