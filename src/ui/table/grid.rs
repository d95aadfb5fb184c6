//! Keyboard navigation of a grid: one tab stop, moved by the arrow keys.
//!
//! Rows are numbered as `aria-rowindex` does, less one: the heads are row 0.
//! The tab stop is set on the drawn elements, so that a row costs no closure.

use leptos::{
    ev::{FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlElement, HtmlTableElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use super::row::INTERACTIVE;
use crate::ui::pressed_key;

/// Any cell, of the heads too.
const CELL: &str = "[role=gridcell], [role=columnheader]";

/// These use the arrow keys themselves.
const OWN_KEYS: &str = "input:not([type=checkbox]), select, textarea, [role=menu] *";

/// A cell of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GridCell {
    /// 0 for the heads.
    pub row: usize,
    /// Among the cells that are visible.
    pub column: usize,
}

/// The size of a grid, as far as the keys need it.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridSize {
    /// How many rows there are, without the heads.
    pub rows: usize,
    /// How many columns are visible.
    pub columns: usize,
    /// How many rows fit into the view.
    pub page: usize,
}

/// Where a key leads from a cell; `None` for a key that leads nowhere.
pub(super) fn next_cell(
    key: &str,
    with_control: bool,
    cell: GridCell,
    size: GridSize,
) -> Option<GridCell> {
    let GridCell { row, column } = cell;
    let last_column = size.columns.saturating_sub(1);
    let column = column.min(last_column);
    let first_row = 1.min(size.rows);
    let (row, column) = match (key, with_control) {
        ("ArrowUp", false) => (row.saturating_sub(1), column),
        ("ArrowDown", false) => (row.saturating_add(1), column),
        ("ArrowLeft", false) => (row, column.saturating_sub(1)),
        ("ArrowRight", false) => (row, column + 1),
        ("Home", false) => (row, 0),
        ("End", false) => (row, last_column),
        ("Home", true) => (first_row, 0),
        ("End", true) => (size.rows, last_column),
        ("PageUp", false) => (row.saturating_sub(size.page).max(first_row), column),
        ("PageDown", false) => (row.saturating_add(size.page), column),
        _ => return None,
    };
    Some(GridCell {
        row: row.min(size.rows),
        column: column.min(last_column),
    })
}

/// The keyboard's side of one grid.
#[derive(Clone, Copy)]
pub(super) struct GridKeys {
    table: NodeRef<html::Table>,
    cell: StoredValue<GridCell>,
    /// The focus follows as soon as the cell is drawn.
    follows: StoredValue<bool>,
    rows: Memo<usize>,
    page: Signal<usize>,
    /// Told of each row that the tab stop moves to, without the heads.
    on_row: Callback<Option<usize>>,
    /// Scrolls to a row that is not drawn.
    reveal: Callback<usize>,
}

impl GridKeys {
    pub(super) fn new(
        rows: Memo<usize>,
        page: Signal<usize>,
        on_row: Callback<Option<usize>>,
        reveal: Callback<usize>,
    ) -> Self {
        Self {
            table: NodeRef::new(),
            cell: StoredValue::new(GridCell { row: 1, column: 0 }),
            follows: StoredValue::new(false),
            rows,
            page,
            on_row,
            reveal,
        }
    }

    /// The grid's element.
    pub(super) fn table(self) -> NodeRef<html::Table> {
        self.table
    }

    /// Follows the row of the tab stop to another place.
    pub(super) fn set_row(self, index: usize) {
        self.cell.update_value(|cell| cell.row = index + 1);
    }

    /// Puts the tab stop onto its cell, or onto the grid while that is not drawn.
    pub(super) fn sync(self) {
        let Some(table) = self.table.try_get_untracked().flatten() else {
            return;
        };
        let rows = self.rows.get_untracked();
        let mut cell = self.cell.get_value();
        cell.row = cell.row.min(rows);
        let found = find_cell(&table, cell);
        if let Ok(Some(old)) = table.query_selector("[data-stop]")
            && found.as_ref().is_none_or(|found| **found != old)
        {
            _ = old.remove_attribute("data-stop");
            _ = old.set_attribute("tabindex", "-1");
        }
        let Some(found) = found else {
            table.set_tab_index(0);
            return;
        };
        table.set_tab_index(-1);
        if !found.has_attribute("data-stop") {
            _ = found.set_attribute("data-stop", "");
            found.set_tab_index(0);
        }
        let is_held = document().active_element().as_ref() == Some(table.as_ref());
        if self.follows.get_value() {
            self.follows.set_value(false);
            focus(&found);
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options.set_inline(ScrollLogicalPosition::Nearest);
            found.scroll_into_view_with_scroll_into_view_options(&options);
        } else if is_held {
            focus(&found);
        }
    }

    /// Keeps the focus in the grid while its rows are drawn anew.
    ///
    /// A row that leaves or is moved in the document takes the focus along, and the browser then
    /// measures the half-drawn page and cuts its scroll position.
    pub(super) fn hold_focus(self) {
        let (Some(table), Some(active)) = (self.table.get_untracked(), document().active_element())
        else {
            return;
        };
        if table.contains(Some(&active)) && matches!(active.closest("tbody"), Ok(Some(_))) {
            table.set_tab_index(0);
            focus(&table);
        }
    }

    /// Hears that something in the grid got the focus.
    pub(super) fn focused(self, event: &FocusEvent) {
        let Some(target) = element_of(event.target()) else {
            return;
        };
        let Ok(Some(cell)) = target.closest(CELL) else {
            return;
        };
        let Some(row) = row_of(&cell) else { return };
        let siblings = cell.parent_element().map(|row| visible_cells(&row));
        let column = siblings.and_then(|all| all.iter().position(|one| **one == cell));
        self.follows.set_value(false);
        self.move_to(GridCell {
            row,
            column: column.unwrap_or_default(),
        });
        self.sync();
    }

    fn move_to(self, cell: GridCell) {
        if self.cell.get_value() != cell {
            self.cell.set_value(cell);
            self.on_row.run(cell.row.checked_sub(1));
        }
    }

    /// Moves the tab stop, or acts on its row.
    pub(super) fn pressed(self, event: &KeyboardEvent) {
        if event.default_prevented() || event.alt_key() {
            return;
        }
        let (Some(table), Some(target)) = (self.table.get_untracked(), element_of(event.target()))
        else {
            return;
        };
        let is_cell = target.matches(CELL).unwrap_or_default();
        if !is_cell && target.matches(OWN_KEYS).unwrap_or_default() {
            return;
        }
        let Some(key) = pressed_key(event) else {
            return;
        };
        let with_control = event.ctrl_key() || event.meta_key();
        if is_cell && (key == "Enter" || key == " ") {
            event.prevent_default();
            return act(&target, key == " ", with_control || event.shift_key());
        }
        let cell = self.cell.get_value();
        let columns = drawn_row(&table, cell.row)
            .or_else(|| drawn_row(&table, 0))
            .map_or(0, |row| visible_cells(&row).len());
        let size = GridSize {
            rows: self.rows.get_untracked(),
            columns,
            page: self.page.get_untracked(),
        };
        let Some(next) = next_cell(&key, with_control, cell, size) else {
            return;
        };
        event.prevent_default();
        self.move_to(next);
        self.follows.set_value(true);
        if find_cell(&table, next).is_none()
            && let Some(index) = next.row.checked_sub(1)
        {
            self.reveal.run(index);
        }
        self.sync();
    }

    /// Follows the row's link from a place that the link does not cover.
    pub(super) fn clicked(self, event: &MouseEvent) {
        let Some(target) = element_of(event.target()) else {
            return;
        };
        if event.default_prevented() || matches!(target.closest(INTERACTIVE), Ok(Some(_))) {
            return;
        }
        // Whoever has just selected a text in the row does not want to leave.
        let selects = window()
            .get_selection()
            .ok()
            .flatten()
            .is_some_and(|selection| !selection.is_collapsed());
        if let Some(link) = row_link(&target).filter(|_| !selects) {
            let elsewhere =
                event.button() == 1 || event.ctrl_key() || event.meta_key() || event.shift_key();
            follow(&link, elsewhere);
        }
    }
}

/// Opens the row, selects it, or presses what a head holds.
fn act(cell: &Element, selects: bool, elsewhere: bool) {
    let control = if row_of(cell) == Some(0) {
        cell.query_selector("button, input")
    } else if selects {
        cell.closest("tr")
            .ok()
            .flatten()
            .map_or(Ok(None), |row| row.query_selector(".select-cell > input"))
    } else {
        if let Some(link) = row_link(cell) {
            follow(&link, elsewhere);
        }
        return;
    };
    if let Ok(Some(control)) = control
        && let Ok(control) = control.dyn_into::<HtmlElement>()
    {
        control.click();
    }
}

fn follow(link: &HtmlElement, elsewhere: bool) {
    match link.get_attribute("href") {
        Some(address) if elsewhere => {
            _ = window().open_with_url_and_target_and_features(&address, "_blank", "noopener");
        }
        _ => link.click(),
    }
}

fn row_link(inside: &Element) -> Option<HtmlElement> {
    let row = inside.closest("tbody > tr").ok()??;
    row.query_selector(".row-link").ok()??.dyn_into().ok()
}

fn row_of(inside: &Element) -> Option<usize> {
    let row = inside.closest("tr[aria-rowindex]").ok()??;
    let number: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
    number.checked_sub(1)
}

fn drawn_row(table: &HtmlTableElement, row: usize) -> Option<Element> {
    let selector = format!("tr[aria-rowindex=\"{}\"]", row + 1);
    table.query_selector(&selector).ok()?
}

fn find_cell(table: &HtmlTableElement, cell: GridCell) -> Option<HtmlElement> {
    let mut cells = visible_cells(&drawn_row(table, cell.row)?);
    let column = cell.column.min(cells.len().checked_sub(1)?);
    Some(cells.swap_remove(column))
}

/// The cells of a row that this width of the table shows.
fn visible_cells(row: &Element) -> Vec<HtmlElement> {
    let cells = row.children();
    (0..cells.length())
        .filter_map(|at| cells.item(at)?.dyn_into::<HtmlElement>().ok())
        .filter(|cell| cell.offset_width() > 0)
        .collect()
}

fn element_of(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// Focuses without scrolling, which puts the middle of the view there.
fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    _ = element.focus_with_options(&options);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZE: GridSize = GridSize {
        rows: 100,
        columns: 5,
        page: 10,
    };

    #[track_caller]
    fn check(key: &str, with_control: bool, from: (usize, usize), to: Option<(usize, usize)>) {
        let cell = |(row, column)| GridCell { row, column };
        assert_eq!(
            next_cell(key, with_control, cell(from), SIZE),
            to.map(cell),
            "{key}"
        );
    }

    #[test]
    fn the_keys_of_a_grid_move_its_tab_stop() {
        check("ArrowDown", false, (1, 2), Some((2, 2)));
        check("ArrowUp", false, (1, 2), Some((0, 2)));
        check("ArrowLeft", false, (1, 0), Some((1, 0)));
        check("ArrowRight", false, (1, 3), Some((1, 4)));
        check("ArrowRight", false, (1, 4), Some((1, 4)));
        check("Home", false, (7, 3), Some((7, 0)));
        check("End", false, (7, 3), Some((7, 4)));
        check("Home", true, (7, 3), Some((1, 0)));
        check("End", true, (7, 3), Some((100, 4)));
        check("PageDown", false, (7, 3), Some((17, 3)));
        check("PageDown", false, (95, 3), Some((100, 3)));
        check("PageUp", false, (7, 3), Some((1, 3)));
        check("ArrowDown", true, (7, 3), None);
        check("a", false, (7, 3), None);
    }

    proptest! {
        #[test]
        fn the_tab_stop_of_a_grid_is_always_in_it(
            keys in proptest::collection::vec((0_usize..8, any::<bool>()), 0..40),
            rows in 0_usize..300,
            columns in 0_usize..9,
            page in 0_usize..40,
        ) {
            const KEYS: [&str; 8] = [
                "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp",
                "PageDown",
            ];
            let size = GridSize { rows, columns, page };
            let mut cell = GridCell::default();
            for (key, with_control) in keys {
                cell = next_cell(KEYS[key], with_control, cell, size).unwrap_or(cell);
                prop_assert!(cell.row <= rows);
                prop_assert!(cell.column < columns.max(1));
            }
        }
    }
}
