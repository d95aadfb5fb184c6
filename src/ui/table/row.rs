//! One row of a table.

use std::collections::HashSet;

use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;

use super::{CellFn, Column, HideBelow, RowKey};
use crate::ui::text::table as text;

/// A click on one of these is meant for it, not for its row.
pub(super) const INTERACTIVE: &str = "a, button, input, label, select, summary, [role=menu]";

#[component]
pub(super) fn Row<K: RowKey>(
    key: K,
    name: String,
    number: Signal<usize>,
    columns: StoredValue<Vec<Column>>,
    cell: CellFn<K>,
    rows: Signal<Vec<K>>,
    selected: Option<RwSignal<HashSet<K>>>,
    last_toggled: StoredValue<Option<usize>>,
    current: Signal<Option<K>>,
    on_open: Option<Callback<K>>,
    grid: bool,
) -> impl IntoView {
    let role = cell_role(grid);
    let tabindex = grid.then_some("-1");
    let own = StoredValue::new(key.clone());
    let cells = columns.with_value(|columns| {
        columns
            .iter()
            .map(|column| {
                view! {
                    <td
                        role=role
                        tabindex=tabindex
                        data-align=column.align.as_str()
                        data-hide-below=column.hide_below.map(HideBelow::as_str)
                        data-card=column.card.as_str()
                    >
                        {cell(key.clone(), column.key)}
                    </td>
                }
            })
            .collect_view()
    });
    let is_selected = move || {
        selected.is_some_and(|selected| own.with_value(|own| selected.read().contains(own)))
    };
    let is_current = move || own.with_value(|own| current.read().as_ref() == Some(own));
    let open = move |event: MouseEvent| {
        let Some(on_open) = on_open else { return };
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let meant_for_row =
            target.is_some_and(|target| matches!(target.closest(INTERACTIVE), Ok(None)));
        if meant_for_row {
            on_open.run(own.get_value());
        }
    };
    view! {
        <tr
            role="row"
            // The heads are row 1.
            aria-rowindex=move || (number.get() + 2).to_string()
            aria-selected=move || {
                (grid && selected.is_some()).then(|| is_selected().to_string())
            }
            aria-current=move || is_current().then_some("true")
            data-selected=move || is_selected().then_some("")
            data-opens=(grid || on_open.is_some()).then_some("")
            on:click=open
        >
            {selected
                .map(|selected| {
                    view! { <SelectRow own name number rows selected last_toggled grid /> }
                })}
            {cells}
        </tr>
    }
}

/// What a cell of a table, or of a grid, is.
fn cell_role(grid: bool) -> &'static str {
    if grid { "gridcell" } else { "cell" }
}

#[component]
fn SelectRow<K: RowKey>(
    own: StoredValue<K>,
    name: String,
    number: Signal<usize>,
    rows: Signal<Vec<K>>,
    selected: RwSignal<HashSet<K>>,
    last_toggled: StoredValue<Option<usize>>,
    grid: bool,
) -> impl IntoView {
    let is_selected = move || own.with_value(|own| selected.read().contains(own));
    let toggle = move |event: MouseEvent| {
        let on = !own.with_value(|own| selected.read_untracked().contains(own));
        let at = number.get_untracked();
        // With Shift, everything between the last one and this one.
        let from = last_toggled
            .get_value()
            .filter(|_| event.shift_key())
            .unwrap_or(at);
        last_toggled.set_value(Some(at));
        let range = from.min(at)..=from.max(at);
        let keys = rows.with_untracked(|rows| rows.get(range).map(<[K]>::to_vec));
        let keys = keys.unwrap_or_else(|| vec![own.get_value()]);
        selected.update(|selected| {
            for key in keys {
                if on {
                    selected.insert(key);
                } else {
                    selected.remove(&key);
                }
            }
        });
    };
    view! {
        <td role=cell_role(grid) tabindex=grid.then_some("-1") class="select-cell">
            <input
                type="checkbox"
                tabindex=grid.then_some("-1")
                aria-label=text::select(&name)
                prop:checked=is_selected
                on:click=toggle
            />
        </td>
    }
}
