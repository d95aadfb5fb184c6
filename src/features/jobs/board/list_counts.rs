//! Where each job is on the board, and what that comes to.

/// Where a job is on the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowState {
    /// Not in this list.
    #[default]
    Absent,
    /// A row.
    Visible,
    /// A row that the filter no longer lets through; it stays until asked otherwise.
    Unmatched,
    /// Newly arrived: announced, but not yet a row.
    Pending,
}

/// How much of the server's list the board knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Coverage {
    /// All jobs, whatever the filter: it is applied here.
    Whole,
    /// The filtered list, up to its end.
    ToTheEnd,
    /// The filtered list, up to the last row.
    Part,
    /// Nothing certain, until the next snapshot.
    #[default]
    Unknown,
}

/// What the list has to say of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCounts {
    /// How many rows there are.
    pub shown: usize,
    /// How many jobs the filter lets through on the server, where that is known.
    pub total: Option<u64>,
    /// How many jobs there are in all, where the board knows them all.
    pub everything: Option<u64>,
    /// How many have arrived and are not yet shown.
    pub held: usize,
    /// How many rows the filter no longer lets through.
    pub left: usize,
    /// How many jobs have changed since the list was paused; `None` while it runs.
    pub waiting: Option<usize>,
    /// Whether the server has more rows.
    pub more: bool,
}
