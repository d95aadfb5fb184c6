//! Which rows of a long table are in the document.

/// Rows beyond the visible ones, so that a fast scroll finds no gap.
pub const OVERSCAN: usize = 12;
/// So many are drawn before the height of a row is known: few, for most of a page's first draw is
/// the rows, and on a phone a row is a card.
const FIRST_ROWS: usize = 4;
/// Rows come and go in pairs: larger groups make some frames of a scroll late,
/// single ones make every step of it cost work.
const GROUP: usize = 2;

/// A half-open range of row numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowWindow {
    /// The first row that is there.
    pub start: usize,
    /// The row after the last that is there.
    pub end: usize,
}

impl RowWindow {
    /// The rows to measure.
    pub const FIRST: Self = Self {
        start: 0,
        end: FIRST_ROWS,
    };
}

/// Finds the rows to keep for a view from `top` to `bottom`, in pixels below
/// the upper edge of row 0, and `overscan` more on both sides; the view may lie
/// partly or wholly outside.
pub fn rows_in_view(
    count: usize,
    row_height: f64,
    top: f64,
    bottom: f64,
    overscan: usize,
) -> RowWindow {
    if count == 0 || row_height <= 0.0 {
        return RowWindow::FIRST;
    }
    // A cast from a float saturates, which is what is wanted here.
    let first = (top.max(0.0) / row_height).floor() as usize;
    let last = (bottom.max(0.0) / row_height).ceil() as usize;
    let start = first.min(count - 1).saturating_sub(overscan) / GROUP * GROUP;
    let end = last
        .saturating_add(overscan)
        .div_ceil(GROUP)
        .saturating_mul(GROUP)
        .min(count);
    RowWindow {
        start,
        end: end.max(start),
    }
}

/// Whether the view has come so close to the end that more should be fetched.
pub fn is_near_end(window: RowWindow, count: usize) -> bool {
    count > 0 && window.end + OVERSCAN >= count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(count: usize, top: f64, bottom: f64, start: usize, end: usize) {
        assert_eq!(
            rows_in_view(count, 36.0, top, bottom, OVERSCAN),
            RowWindow { start, end }
        );
    }

    #[test]
    fn a_short_table_is_there_in_full() {
        check(0, 0.0, 800.0, 0, 4);
        check(5, -200.0, 600.0, 0, 5);
        check(30, 0.0, 800.0, 0, 30);
    }

    #[test]
    fn a_long_table_keeps_what_is_seen_and_a_little_more() {
        check(100_000, 0.0, 800.0, 0, 36);
        check(100_000, 3_600.0, 4_400.0, 88, 136);
        check(100_000, 3_599_000.0, 3_600_000.0, 99_960, 100_000);
    }

    #[test]
    fn the_first_draw_is_of_what_is_seen() {
        let window = rows_in_view(100, 148.0, -300.0, 523.0, 0);
        assert_eq!(window, RowWindow { start: 0, end: 4 });
    }

    #[test]
    fn a_table_outside_the_view_keeps_its_edge() {
        check(100_000, -3_000.0, -2_000.0, 0, 12);
        check(1_000, 90_000.0, 91_000.0, 986, 1_000);
    }

    #[test]
    fn the_end_is_announced_early() {
        assert!(is_near_end(
            rows_in_view(45, 36.0, 0.0, 800.0, OVERSCAN),
            45
        ));
        assert!(!is_near_end(
            rows_in_view(500, 36.0, 0.0, 800.0, OVERSCAN),
            500
        ));
        assert!(!is_near_end(RowWindow::FIRST, 0));
    }

    proptest! {
        #[test]
        fn every_visible_row_is_there(
            count in 0_usize..200_000,
            row_height in 20.0_f64..150.0,
            top in -5_000.0_f64..10_000_000.0,
            view in 0.0_f64..3_000.0,
            overscan in 0_usize..20,
        ) {
            let window = rows_in_view(count, row_height, top, top + view, overscan);
            prop_assert!(window.start <= window.end && (count == 0 || window.end <= count));
            for row in window.start.saturating_sub(60)..(window.end + 60).min(count) {
                let upper = row as f64 * row_height;
                let visible = upper + row_height > top.max(0.0) && upper < top + view;
                prop_assert!(!visible || (window.start..window.end).contains(&row));
            }
        }
    }
}
