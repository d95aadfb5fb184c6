//! The blocks a document is made of.

use super::inline::{self, Inline};

/// The side that text is set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Where lines of its language start.
    #[default]
    Start,
    /// Left.
    Left,
    /// The middle.
    Center,
    /// Right.
    Right,
}

impl Side {
    /// The side that HTML names by this word.
    pub fn of(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "left" => Self::Left,
            "center" | "middle" => Self::Center,
            "right" => Self::Right,
            _ => Self::Start,
        }
    }

    /// HTML's word; `None` where none is said.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::Left => Some("left"),
            Self::Center => Some("center"),
            Self::Right => Some("right"),
        }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub text: Vec<Inline>,
    /// How many columns it goes across.
    pub columns: usize,
    /// How many rows it goes across.
    pub rows: usize,
}

impl Cell {
    /// No cell goes across more columns or rows.
    pub const MOST: usize = 40;
}

/// A place in a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellPlace<'a> {
    /// A cell begins here.
    Cell(&'a Cell),
    /// A cell from the left goes on here.
    Across,
    /// A cell from above goes on here.
    Down(&'a Cell),
}

impl<'a> CellPlace<'a> {
    /// What stands there where no cell can go across several: what comes down from above is said
    /// in each row, what goes to the right is said once.
    pub fn text(self) -> &'a [Inline] {
        match self {
            Self::Cell(cell) | Self::Down(cell) => &cell.text,
            Self::Across => &[],
        }
    }
}

/// Rows with each cell in its column, whatever goes across from the left or from above.
pub fn places(rows: &[Vec<Cell>]) -> Vec<Vec<CellPlace<'_>>> {
    // By column: the cell that goes on, how many rows more, and whether it begins in this column.
    let mut above: Vec<Option<(&Cell, usize, bool)>> = Vec::new();
    let mut placed = Vec::new();
    for row in rows {
        let mut places: Vec<CellPlace<'_>> = Vec::new();
        let mut cells = row.iter().peekable();
        loop {
            let column = places.len();
            let from_above = above.get_mut(column).and_then(Option::take);
            if let Some((cell, left, is_first)) = from_above {
                places.push(if is_first {
                    CellPlace::Down(cell)
                } else {
                    CellPlace::Across
                });
                if let Some(slot) = above.get_mut(column).filter(|_| left > 1) {
                    *slot = Some((cell, left.saturating_sub(1), is_first));
                }
                continue;
            }
            let Some(cell) = cells.next() else {
                // What comes down further to the right still has its column.
                if above.iter().skip(column).any(Option::is_some) {
                    places.push(CellPlace::Across);
                    continue;
                }
                break;
            };
            for offset in 0..cell.columns.clamp(1, Cell::MOST) {
                let column = column.saturating_add(offset);
                places.push(match offset {
                    0 => CellPlace::Cell(cell),
                    _ => CellPlace::Across,
                });
                if cell.rows > 1 && above.len() <= column {
                    above.resize(column.saturating_add(1), None);
                }
                if let Some(slot) = above.get_mut(column) {
                    let left = cell.rows.saturating_sub(1);
                    *slot = (left > 0).then_some((cell, left, offset == 0));
                }
            }
        }
        placed.push(places);
    }
    placed
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading; those of the sections are in the outline itself.
    Heading {
        /// Its level, 1 to 6.
        level: u8,
        /// What it says.
        text: Vec<Inline>,
        /// What a link to it ends with; empty until the whole document is read.
        anchor: String,
    },
    /// A list.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// Whether there is space between its items.
        loose: bool,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Code.
    Code {
        /// The language it is said to be in.
        language: String,
        /// The code.
        text: String,
    },
    /// A table.
    Table {
        /// The cells of its head.
        head: Vec<Cell>,
        /// The cells of its rows.
        rows: Vec<Vec<Cell>>,
        /// The sides that the columns are set to.
        sides: Vec<Side>,
    },
    /// Terms, each with what it means.
    Definitions(Vec<(Vec<Inline>, Vec<Block>)>),
    /// Text under a line that opens it.
    Details {
        /// The line.
        summary: Vec<Inline>,
        /// The text.
        blocks: Vec<Block>,
    },
    /// Blocks that are set to a side.
    Aligned {
        /// The side.
        side: Side,
        /// The blocks.
        blocks: Vec<Block>,
    },
    /// The notes that references lead to, by number from 1.
    Footnotes(Vec<Vec<Block>>),
    /// A pause.
    Rule,
}

impl Block {
    /// The level, of a heading.
    pub fn heading_level(&self) -> Option<u8> {
        match self {
            Self::Heading { level, .. } => Some(*level),
            _ => None,
        }
    }

    /// Whether there is nothing in it to read or look at.
    pub fn is_empty(&self) -> bool {
        let mut found = self.holds_code();
        self.each_inline(&mut |inline| {
            found |= match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => {
                    !text.trim().is_empty()
                }
                Inline::Image { .. } | Inline::Note(_) => true,
                _ => false,
            };
        });
        !found
    }

    /// The blocks inside.
    pub fn children(&self) -> Box<dyn Iterator<Item = &Block> + '_> {
        match self {
            Self::List { items, .. } | Self::Footnotes(items) => Box::new(items.iter().flatten()),
            Self::Quote(blocks) | Self::Details { blocks, .. } | Self::Aligned { blocks, .. } => {
                Box::new(blocks.iter())
            }
            Self::Definitions(items) => Box::new(items.iter().flat_map(|(_, blocks)| blocks)),
            _ => Box::new(std::iter::empty()),
        }
    }

    fn holds_code(&self) -> bool {
        match self {
            Self::Code { text, .. } => !text.trim().is_empty(),
            _ => self.children().any(Self::holds_code),
        }
    }

    /// Calls `see` for each inline element, however deep.
    pub fn each_inline<'a>(&'a self, see: &mut dyn FnMut(&'a Inline)) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => inline::each(text, see),
            Self::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    inline::each(&cell.text, see);
                }
            }
            Self::Details { summary, .. } => inline::each(summary, see),
            Self::Definitions(items) => {
                for (term, _) in items {
                    inline::each(term, see);
                }
            }
            _ => {}
        }
        for block in self.children() {
            block.each_inline(see);
        }
    }

    /// Calls `change` for each heading, however deep.
    pub fn each_heading_mut(&mut self, change: &mut dyn FnMut(&[Inline], &mut String)) {
        match self {
            Self::Heading { text, anchor, .. } => change(text, anchor),
            Self::List { items, .. } | Self::Footnotes(items) => {
                for block in items.iter_mut().flatten() {
                    block.each_heading_mut(change);
                }
            }
            Self::Quote(blocks) | Self::Details { blocks, .. } | Self::Aligned { blocks, .. } => {
                for block in blocks {
                    block.each_heading_mut(change);
                }
            }
            Self::Definitions(items) => {
                for block in items.iter_mut().flat_map(|(_, blocks)| blocks) {
                    block.each_heading_mut(change);
                }
            }
            Self::Paragraph(_) | Self::Code { .. } | Self::Table { .. } | Self::Rule => {}
        }
    }

    /// Calls `change` for each line of running text; quotes, tables and code stay as they are.
    pub fn each_line_mut(&mut self, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => change(text),
            Self::List { items, .. } => {
                for block in items.iter_mut().flatten() {
                    block.each_line_mut(change);
                }
            }
            Self::Details { blocks, .. } | Self::Aligned { blocks, .. } => {
                for block in blocks {
                    block.each_line_mut(change);
                }
            }
            Self::Definitions(items) => {
                for block in items.iter_mut().flat_map(|(_, blocks)| blocks) {
                    block.each_line_mut(change);
                }
            }
            Self::Quote(_)
            | Self::Table { .. }
            | Self::Code { .. }
            | Self::Footnotes(_)
            | Self::Rule => {}
        }
    }

    fn collect_prose(&self, kind: Prose, parts: &mut Vec<String>) {
        match (self, kind) {
            (Self::Paragraph(text), Prose::All | Prose::Paragraphs)
            | (Self::Heading { text, .. }, Prose::All) => {
                let plain = inline::plain(text);
                let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
                if !line.is_empty() {
                    parts.push(line);
                }
            }
            (Self::List { items, .. }, Prose::All | Prose::Lists) => {
                for block in items.iter().flatten() {
                    block.collect_prose(Prose::All, parts);
                }
            }
            (Self::Aligned { blocks, .. }, kind) => {
                for block in blocks {
                    block.collect_prose(kind, parts);
                }
            }
            (Self::Details { summary, blocks }, Prose::All) => {
                parts.push(inline::plain(summary));
                for block in blocks {
                    block.collect_prose(Prose::All, parts);
                }
            }
            (Self::Definitions(items), Prose::All | Prose::Lists) => {
                for (term, blocks) in items {
                    parts.push(format!("{}:", inline::plain(term)));
                    for block in blocks {
                        block.collect_prose(Prose::All, parts);
                    }
                }
            }
            (Self::Quote(blocks), Prose::All | Prose::Quotes) => {
                for block in blocks {
                    block.collect_prose(Prose::All, parts);
                }
            }
            _ => {}
        }
    }
}

/// Which text counts as running.
#[derive(Clone, Copy, Debug)]
enum Prose {
    Paragraphs,
    Lists,
    Quotes,
    All,
}

fn collect(blocks: &[Block], kind: Prose) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        block.collect_prose(kind, &mut parts);
    }
    parts.join(" ")
}

/// The text that a summary is made of, on one line: paragraphs, else lists, else quotes.
pub fn prose(blocks: &[Block]) -> String {
    [Prose::Paragraphs, Prose::Lists, Prose::Quotes]
        .into_iter()
        .map(|kind| collect(blocks, kind))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// All that is said in some blocks on one line, without tables and code.
pub fn words(blocks: &[Block]) -> String {
    collect(blocks, Prose::All)
}
