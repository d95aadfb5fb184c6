//! What the author should know about a document: where it is, and what of it cannot be shown.

/// Something at a line of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line, from 1.
    pub line: usize,
    /// What is there.
    pub about: About,
}

/// What a remark is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A tag that is left out while its text is kept.
    Tag(String),
    /// An element that is left out with all that it holds.
    Element(String),
    /// An attribute that changes what is shown, and is left out.
    Attribute {
        /// The element that has it.
        element: String,
        /// Its name, or `style:` and the name of a property.
        name: String,
    },
    /// How text is set, which HTML shows and other forms do not.
    Look(Look),
    /// Values for a program, before the text.
    FrontMatter,
    /// A footnote that nothing refers to.
    LostFootnote(String),
    /// A picture without a complete address.
    BrokenImage(String),
    /// A picture without a description.
    NoAltText(String),
    /// A link that leads nowhere from outside.
    BrokenLink {
        /// Where to.
        url: String,
        /// What it says.
        text: String,
    },
    /// Something that not every channel can show as it is.
    Shape(Shape),
}

/// How text is set, which HTML shows and other forms do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The side that a paragraph is set to: lost in Markdown and in plain text.
    Aligned,
    /// A cell across several columns or rows: lost in Markdown and in plain text.
    Spans,
}

/// What not every channel can show as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A table.
    Table,
    /// A block of code.
    Code,
    /// A formula.
    Math,
    /// A footnote.
    Footnote,
    /// A picture.
    Picture,
}

impl Shape {
    /// Its name, of many.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Table => "tables",
            Self::Code => "code blocks",
            Self::Math => "formulas",
            Self::Footnote => "footnotes",
            Self::Picture => "pictures",
        }
    }
}

/// Lines for people: "line 3", "lines 3, 5 and 9", the first few of many.
pub fn lines(of: &[usize]) -> String {
    const MOST: usize = 5;
    let mut all = of.to_vec();
    all.sort_unstable();
    all.dedup();
    let shown: Vec<String> = all.iter().take(MOST).map(usize::to_string).collect();
    match (shown.as_slice(), all.len().saturating_sub(MOST)) {
        ([], _) => String::new(),
        ([one], _) => format!("line {one}"),
        ([start @ .., last], 0) => format!("lines {} and {last}", start.join(", ")),
        (shown, more) => format!("lines {} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_listed_for_people() {
        assert_eq!(lines(&[4]), "line 4");
        assert_eq!(lines(&[9, 4, 4]), "lines 4 and 9");
        assert_eq!(
            lines(&[1, 2, 3, 4, 5, 6, 7]),
            "lines 1, 2, 3, 4, 5 and 2 more"
        );
    }
}
