//! The columns of a table, as data.

/// How the content of a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Start,
    /// Figures that stand under each other, and actions.
    End,
    /// Marks.
    Center,
}

impl Align {
    /// The value of `data-align`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Center => "center",
        }
    }
}

/// The table's width below which a column is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HideBelow {
    /// 720 pixels.
    Medium,
    /// 960 pixels.
    Wide,
}

impl HideBelow {
    /// The value of `data-hide-below`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Medium => "medium",
            Self::Wide => "wide",
        }
    }
}

/// Where a cell goes when a narrow table shows its rows as cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardPlace {
    /// The first line, at the start: what the row is.
    Lead,
    /// The first line, at the end: its status.
    Side,
    /// A line of its own.
    Body,
    /// The last line, small, beside the other feet.
    #[default]
    Foot,
    /// Nowhere.
    Nowhere,
}

impl CardPlace {
    /// The value of `data-card`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Side => "side",
            Self::Body => "body",
            Self::Foot => "foot",
            Self::Nowhere => "nowhere",
        }
    }
}

/// How tall the rows are; phones have taller cards instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowHeight {
    /// 30 pixels.
    Compact,
    /// 36 pixels.
    #[default]
    Normal,
    /// 44 pixels.
    Roomy,
    /// 56 pixels, for cells of two lines.
    Double,
}

impl RowHeight {
    /// The value of `data-rows`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Normal => "normal",
            Self::Roomy => "roomy",
            Self::Double => "double",
        }
    }

    /// The height in pixels until a real row has been measured.
    pub(super) fn guess(self) -> f64 {
        match self {
            Self::Compact => 30.0,
            Self::Normal => 36.0,
            Self::Roomy => 44.0,
            Self::Double => 56.0,
        }
    }
}

/// By which column a table is sorted, and which way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortBy {
    /// The column's key.
    pub column: String,
    /// Largest, newest or last in the alphabet first.
    pub descending: bool,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the cell function is told.
    pub key: &'static str,
    /// The words at its head.
    pub header: String,
    /// The head is for screen readers only, as above buttons.
    pub header_hidden: bool,
    /// How its content stands.
    pub align: Align,
    /// Its width as a track of a CSS grid: `96px`, `minmax(0, 2fr)`.
    pub width: &'static str,
    /// Its head sorts the table.
    pub sortable: bool,
    /// Its first click sorts the largest first, as for times and figures.
    pub descending_first: bool,
    /// Where it is left out for want of room.
    pub hide_below: Option<HideBelow>,
    /// Where its cell goes in a card.
    pub card: CardPlace,
}

impl Column {
    /// A column of words that shares the free width.
    pub fn new(key: &'static str, header: impl Into<String>) -> Self {
        Self {
            key,
            header: header.into(),
            header_hidden: false,
            align: Align::Start,
            width: "minmax(0, 1fr)",
            sortable: false,
            descending_first: false,
            hide_below: None,
            card: CardPlace::Foot,
        }
    }

    /// Sets its width as a track of a CSS grid.
    pub fn width(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// Sets how its content stands.
    pub fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Lets its head sort, the smallest first.
    pub fn sortable(self) -> Self {
        Self {
            sortable: true,
            ..self
        }
    }

    /// Lets its head sort, the largest first.
    pub fn sortable_descending(self) -> Self {
        Self {
            sortable: true,
            descending_first: true,
            ..self
        }
    }

    /// Leaves it out of narrower tables.
    pub fn hide_below(self, width: HideBelow) -> Self {
        Self {
            hide_below: Some(width),
            ..self
        }
    }

    /// Sets where its cell goes in a card.
    pub fn card(self, card: CardPlace) -> Self {
        Self { card, ..self }
    }

    /// Keeps its head for screen readers only.
    pub fn header_hidden(self) -> Self {
        Self {
            header_hidden: true,
            ..self
        }
    }

    /// What a click on its head asks for, given what is.
    pub(super) fn next_sort(&self, now: Option<&SortBy>) -> SortBy {
        let descending = match now {
            Some(now) if now.column == self.key => !now.descending,
            _ => self.descending_first,
        };
        SortBy {
            column: self.key.to_owned(),
            descending,
        }
    }
}

/// The grid of the columns that are left at a width; `with_selection` puts a
/// narrow column of checkboxes first.
pub(super) fn grid_template(
    columns: &[Column],
    without: &[HideBelow],
    with_selection: bool,
) -> String {
    let kept = columns.iter().filter(|column| {
        column
            .hide_below
            .is_none_or(|below| !without.contains(&below))
    });
    let mut tracks: Vec<&str> = kept.map(|column| column.width).collect();
    if with_selection {
        tracks.insert(0, "2.5rem");
    }
    tracks.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_table_leaves_columns_out() {
        let columns = [
            Column::new("a", "A").width("5.625rem"),
            Column::new("b", "B").hide_below(HideBelow::Wide),
            Column::new("c", "C")
                .width("3.75rem")
                .hide_below(HideBelow::Medium),
        ];
        assert_eq!(
            grid_template(&columns, &[], true),
            "2.5rem 5.625rem minmax(0, 1fr) 3.75rem"
        );
        assert_eq!(
            grid_template(&columns, &[HideBelow::Wide], false),
            "5.625rem 3.75rem"
        );
        assert_eq!(
            grid_template(&columns, &[HideBelow::Wide, HideBelow::Medium], false),
            "5.625rem"
        );
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let column = Column::new("at", "Created").sortable_descending();
        let first = column.next_sort(None);
        assert!(first.descending);
        assert!(!column.next_sort(Some(&first)).descending);
        let other = SortBy {
            column: "id".to_owned(),
            descending: false,
        };
        assert!(column.next_sort(Some(&other)).descending);
    }
}
