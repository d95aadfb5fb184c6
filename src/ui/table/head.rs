//! The heads of a table: names, sorting, and choosing everything.

use std::collections::HashSet;

use leptos::prelude::*;

use super::{Column, HideBelow, RowKey, SortBy};
use crate::ui::text::table as text;
use crate::ui::{Icon, IconName};

#[component]
pub(super) fn Head<K: RowKey>(
    columns: StoredValue<Vec<Column>>,
    rows: Signal<Vec<K>>,
    selected: Option<RwSignal<HashSet<K>>>,
    noun: Signal<String>,
    sort: Signal<Option<SortBy>>,
    on_sort: Option<Callback<SortBy>>,
    grid: bool,
) -> impl IntoView {
    let heads = columns.with_value(|columns| {
        columns
            .iter()
            .cloned()
            .map(|column| view! { <HeadCell column sort on_sort grid /> })
            .collect_view()
    });
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                {selected.map(|selected| view! { <SelectAll rows selected noun grid /> })}
                {heads}
            </tr>
        </thead>
    }
}

#[component]
fn HeadCell(
    column: Column,
    sort: Signal<Option<SortBy>>,
    on_sort: Option<Callback<SortBy>>,
    grid: bool,
) -> impl IntoView {
    let key = column.key;
    let way = Memo::new(move |_| {
        let sort = sort.read();
        sort.as_ref()
            .filter(|sort| sort.column == key)
            .map(|sort| sort.descending)
    });
    let header = column.header.clone();
    let hidden = column.header_hidden;
    let sortable = column.sortable;
    let align = column.align.as_str();
    let hide_below = column.hide_below.map(HideBelow::as_str);
    let content = match on_sort.filter(|_| sortable) {
        Some(on_sort) => {
            let icon = Signal::derive(move || match way.get() {
                None => IconName::Sort,
                Some(true) => IconName::SortDown,
                Some(false) => IconName::SortUp,
            });
            view! {
                <button
                    class="sort-button"
                    type="button"
                    tabindex=grid.then_some("-1")
                    on:click=move |_| {
                        on_sort.run(column.next_sort(sort.get_untracked().as_ref()));
                    }
                >
                    <span>{header}</span>
                    <Icon name=icon />
                </button>
            }
            .into_any()
        }
        None => view! { <span class:visually-hidden=hidden>{header}</span> }.into_any(),
    };
    view! {
        <th
            role="columnheader"
            scope="col"
            tabindex=grid.then_some("-1")
            data-align=align
            data-hide-below=hide_below
            data-sortable=sortable.then_some("")
            aria-sort=move || way.get().map(|descending| {
                if descending { "descending" } else { "ascending" }
            })
        >
            {content}
        </th>
    }
}

#[component]
fn SelectAll<K: RowKey>(
    rows: Signal<Vec<K>>,
    selected: RwSignal<HashSet<K>>,
    noun: Signal<String>,
    grid: bool,
) -> impl IntoView {
    let all = Memo::new(move |_| {
        let (rows, selected) = (rows.read(), selected.read());
        // The lengths first: most of the time they spare a look at each row.
        !rows.is_empty()
            && selected.len() >= rows.len()
            && rows.iter().all(|key| selected.contains(key))
    });
    view! {
        <th
            role="columnheader"
            scope="col"
            class="select-cell"
            tabindex=grid.then_some("-1")
        >
            <input
                type="checkbox"
                tabindex=grid.then_some("-1")
                aria-label=move || text::select_all(&noun.get())
                prop:checked=move || all.get()
                prop:indeterminate=move || !all.get() && !selected.read().is_empty()
                on:change=move |_| {
                    let every = !all.get_untracked();
                    selected.update(|selected| {
                        selected.clear();
                        if every {
                            rows.with_untracked(|rows| selected.extend(rows.iter().cloned()));
                        }
                    });
                }
            />
        </th>
    }
}
