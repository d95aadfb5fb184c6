//! Text with its marks.

/// How a piece of text is set, beyond emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Below the line.
    Sub,
    /// Above the line.
    Sup,
    /// A key to press.
    Key,
    /// Marked, as with a pen.
    Mark,
    /// Underlined.
    Underline,
    /// In small print.
    Small,
}

impl Style {
    /// Its HTML tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Key => "kbd",
            Self::Mark => "mark",
            Self::Underline => "u",
            Self::Small => "small",
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Code within a line.
    Code(String),
    /// Emphasised text.
    Emphasis(Vec<Inline>),
    /// Important text.
    Strong(Vec<Inline>),
    /// Text that no longer holds.
    Strike(Vec<Inline>),
    /// Text that is set in some other way.
    Styled(Style, Vec<Inline>),
    /// A formula, as its author wrote it.
    Math(String),
    /// A link.
    Link {
        /// Where to, as written.
        url: String,
        /// What a pointer over it shows.
        title: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A picture.
    Image {
        /// Where it is, as written.
        url: String,
        /// What a pointer over it shows.
        title: String,
        /// What it shows.
        alt: String,
    },
    /// The box of a task, ticked or not.
    Check(bool),
    /// A reference to a footnote, by its number from 1.
    Note(u32),
    /// A line break that is meant.
    Break,
}

impl Inline {
    /// What is inside.
    pub fn children(&self) -> &[Inline] {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::Strike(inner)
            | Self::Styled(_, inner) => inner,
            Self::Link { text, .. } => text,
            _ => &[],
        }
    }

    fn children_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::Strike(inner)
            | Self::Styled(_, inner) => Some(inner),
            Self::Link { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// Calls `see` for each element, however deep.
pub fn each<'a>(inlines: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        see(inline);
        each(inline.children(), see);
    }
}

/// Calls `change` for each plain text, however deep.
pub fn each_text_mut(inlines: &mut [Inline], change: &mut dyn FnMut(&mut String)) {
    for inline in inlines {
        if let Inline::Text(text) = inline {
            change(text);
        } else if let Some(inner) = inline.children_mut() {
            each_text_mut(inner, change);
        }
    }
}

/// The text without its marks; pictures say nothing.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    each(inlines, &mut |inline| match inline {
        Inline::Text(piece) | Inline::Code(piece) | Inline::Math(piece) => text.push_str(piece),
        Inline::Break => text.push(' '),
        _ => {}
    });
    text
}

/// Drops what lies after `keep` bytes of [`plain`], which must be a character's start.
pub fn truncate(inlines: &mut Vec<Inline>, keep: usize) {
    let mut left = keep;
    truncate_to(inlines, &mut left);
}

fn truncate_to(inlines: &mut Vec<Inline>, left: &mut usize) {
    inlines.retain_mut(|inline| {
        if *left == 0 {
            return false;
        }
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => {
                if text.len() > *left {
                    text.truncate(*left);
                }
                *left -= text.len();
            }
            Inline::Break => *left -= 1,
            other => {
                if let Some(inner) = other.children_mut() {
                    truncate_to(inner, left);
                }
            }
        }
        true
    });
}

/// The last plain text, to put punctuation at its end.
pub fn last_text_mut(inlines: &mut [Inline]) -> Option<&mut String> {
    match inlines.last_mut()? {
        Inline::Text(text) => Some(text),
        other => last_text_mut(other.children_mut()?),
    }
}
