//! A table of any length: only the rows in view are in the document.
//!
//! It is a real `<table>` laid out as grids, so every role is spelled out:
//! a changed `display` would lose them.

use std::{collections::HashSet, hash::Hash, sync::Arc};

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};

use super::{dom, text::table as text};
use crate::effect::effect;

mod column;
mod grid;
mod head;
mod link;
mod row;
mod window;

use column::grid_template;
pub use column::{Align, CardPlace, Column, HideBelow, RowHeight, SortBy};
use grid::GridKeys;
use head::Head;
pub use link::RowLink;
use row::Row;
use window::{OVERSCAN, RowWindow, is_near_end, rows_in_view};

/// What a key of a row must be able to do; every ordinary id is one.
pub trait RowKey: Clone + Eq + Hash + Send + Sync + 'static {}

impl<K: Clone + Eq + Hash + Send + Sync + 'static> RowKey for K {}

/// Draws the cell of a row, given the row's key and the column's.
type CellFn<K> = Arc<dyn Fn(K, &'static str) -> AnyView + Send + Sync>;

/// How many rows there are in all, of which the table may have only some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowTotal {
    /// Those that the table has.
    #[default]
    Loaded,
    /// So many.
    Known(usize),
    /// More than the table has.
    Unknown,
}

impl RowTotal {
    /// The value of `aria-rowcount`, which counts the heads too.
    fn row_count(self, loaded: usize) -> i64 {
        match self {
            Self::Loaded => loaded as i64 + 1,
            // Rows that have left the list may still be drawn.
            Self::Known(total) => total.max(loaded) as i64 + 1,
            Self::Unknown => -1,
        }
    }
}

/// A table of rows that are known by their keys.
///
/// A row is built once per key and stays while its key is in view: what
/// changes in it are signals that its cells read. In a narrow place the rows
/// become cards.
#[component]
pub fn DataTable<K, C, I>(
    /// The table's accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The columns, in order.
    columns: Vec<Column>,
    /// The keys of all rows, in order.
    #[prop(into)]
    rows: Signal<Vec<K>>,
    /// Says a key in words, for the labels of checkboxes.
    key_id: I,
    /// Draws a cell: `move |key, column| match column { "id" => … }`.
    cell: C,
    /// How tall the rows are.
    #[prop(optional)]
    row_height: RowHeight,
    /// How the rows are sorted now; the table does not sort by itself.
    #[prop(optional, into)]
    sort: Signal<Option<SortBy>>,
    /// Called with the order that a click on a head asks for.
    #[prop(optional, into)]
    on_sort: Option<Callback<SortBy>>,
    /// The chosen rows; with it, each row has a checkbox.
    #[prop(optional)]
    selected: Option<RwSignal<HashSet<K>>>,
    /// What the rows are, as in `Select all jobs`.
    #[prop(default = text::ROWS.into(), into)]
    noun: Signal<String>,
    /// The row whose detail is shown elsewhere.
    #[prop(optional, into)]
    current: Signal<Option<K>>,
    /// Called on a click into a row, for the mouse; the row needs a link too.
    #[prop(optional, into)]
    on_open: Option<Callback<K>>,
    /// Called when the last rows come near.
    #[prop(optional, into)]
    on_end: Option<Callback<()>>,
    /// Rows are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// How many rows there are in all.
    #[prop(optional, into)]
    total: Signal<RowTotal>,
    /// Is worked on with the arrow keys, Space and Enter; its rows need a [`RowLink`].
    #[prop(optional)]
    grid: bool,
    /// Scrolls inside its own box, which needs a height, and not with the page.
    #[prop(optional)]
    contained: bool,
    /// What stands below the heads while there is no row.
    #[prop(optional, into)]
    empty: ViewFn,
) -> impl IntoView
where
    K: RowKey,
    C: Fn(K, &'static str) -> AnyView + Send + Sync + 'static,
    I: Fn(&K) -> String + Send + Sync + 'static,
{
    let frame = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    let height = RwSignal::new(row_height.guess());
    let window = RwSignal::new(RowWindow::FIRST);
    // The first frame shows what is seen, and the next one adds the rows around it.
    let has_shown = RwSignal::new(false);
    let count = Memo::new(move |_| rows.with(Vec::len));

    let keys = StoredValue::new(None::<GridKeys>);
    let measure = move || {
        let (Some(frame), Some(body)) = (frame.get_untracked(), body.get_untracked()) else {
            return;
        };
        let first_row = body
            .first_element_child()
            .map(|row| row.get_bounding_client_rect());
        let measured = first_row
            .map(|row| row.height())
            .filter(|height| *height > 0.0);
        if let Some(measured) = measured
            && (measured - height.get_untracked()).abs() > 0.01
        {
            height.set(measured);
        }
        let (mut top, mut bottom) = (0.0, dom::view_height());
        if contained {
            let own = frame.get_bounding_client_rect();
            (top, bottom) = (own.top().max(top), own.bottom().min(bottom));
        }
        let origin = body.get_bounding_client_rect().top();
        let total = count.get_untracked();
        let overscan = if has_shown.get_untracked() {
            OVERSCAN
        } else {
            0
        };
        let (top, bottom) = (top - origin, bottom - origin);
        let found = rows_in_view(total, height.get_untracked(), top, bottom, overscan);
        if window.get_untracked() != found {
            if let Some(keys) = keys.get_value() {
                keys.hold_focus();
            }
            window.set(found);
        }
        if measured.is_some() && overscan == 0 {
            has_shown.set(true);
        }
    };
    let measure_soon = once_per_frame(measure);
    effect(move |_| {
        count.track();
        has_shown.track();
        measure_soon.run(());
    });
    if grid {
        let reveal = move |index: usize| {
            let (Some(frame), Some(body)) = (frame.get_untracked(), body.get_untracked()) else {
                return;
            };
            let row = body.get_bounding_client_rect().top() + index as f64 * height.get_untracked();
            let by = row - dom::view_height() / 2.0;
            if contained {
                frame.set_scroll_top(frame.scroll_top().saturating_add(by as i32));
            } else {
                leptos::prelude::window().scroll_by_with_x_and_y(0.0, by);
            }
            // Not at once: rows that are drawn anew within the key's own event cut the scroll position.
            measure_soon.run(());
        };
        // The heads and a row of what covers the page's edges are not of the view.
        let page = Signal::derive(move || {
            let rows = dom::view_height() / height.get_untracked().max(1.0);
            (rows as usize).saturating_sub(3).max(1)
        });
        let active = StoredValue::new(None::<K>);
        let on_row = move |index: Option<usize>| {
            let key = rows.with_untracked(|rows| rows.get(index?).cloned());
            active.set_value(key);
        };
        let own = GridKeys::new(count, page, Callback::new(on_row), Callback::new(reveal));
        keys.set_value(Some(own));
        let sync_soon = once_per_frame(move || own.sync());
        // The tab stop stays with its row, wherever that goes.
        effect(move |_| {
            let index = rows.with(|rows| {
                active.with_value(|active| {
                    let active = active.as_ref()?;
                    rows.iter().position(|key| key == active)
                })
            });
            if let Some(index) = index {
                own.set_row(index);
            }
            sync_soon.run(());
        });
        effect(move |_| {
            window.track();
            sync_soon.run(());
        });
    }
    dom::capture_on_window("scroll", move |_| measure_soon.run(()));
    watch_size(frame, measure_soon);

    // Each length asks for more once, however often the end comes into view.
    let asked_at = StoredValue::new(0);
    effect(move |_| {
        let count = count.get();
        let near = is_near_end(window.get(), count);
        if let Some(on_end) = on_end
            && near
            && asked_at.get_value() != count
        {
            asked_at.set_value(count);
            on_end.run(());
        }
    });

    let columns = StoredValue::new(columns);
    let cell: CellFn<K> = Arc::new(cell);
    let key_id = Arc::new(key_id);
    let has_selection = selected.is_some();
    let template = move |without: &[HideBelow]| {
        columns.with_value(|columns| grid_template(columns, without, has_selection))
    };
    let in_view = move || {
        let RowWindow { start, end } = window.get();
        rows.with(|rows| {
            let end = end.min(rows.len());
            rows.get(start.min(end)..end)
                .map(<[K]>::to_vec)
                .unwrap_or_default()
        })
    };
    let last_toggled = StoredValue::new(None::<usize>);
    let row = move |index: ReadSignal<usize>, key: K| {
        let number = Signal::derive(move || window.read().start + index.get());
        let name = key_id(&key);
        let cell = cell.clone();
        view! {
            <Row key name number columns cell rows selected last_toggled current on_open grid />
        }
    };
    let above = move || format!("{}px", window.read().start as f64 * height.get());
    let below = move || {
        let rest = count.get().saturating_sub(window.read().end);
        format!("{}px", rest as f64 * height.get())
    };
    let table = keys.get_value().map_or_else(NodeRef::new, GridKeys::table);
    view! {
        <div
            class="data-table"
            node_ref=frame
            data-grid=grid.then_some("")
            data-rows=row_height.as_str()
            data-contained=contained.then_some("")
            data-selectable=has_selection.then_some("")
            tabindex=contained.then_some("0")
            style=("--columns-full", template(&[]))
            style=("--columns-medium", template(&[HideBelow::Wide]))
            style=("--columns-narrow", template(&[HideBelow::Wide, HideBelow::Medium]))
        >
            <table
                role=if grid { "grid" } else { "table" }
                node_ref=table
                aria-label=move || label.get()
                aria-rowcount=move || total.get().row_count(count.get()).to_string()
                aria-multiselectable=(grid && has_selection).then_some("true")
                aria-busy=move || busy.get().then_some("true")
                on:keydown=move |event| {
                    if let Some(keys) = keys.get_value() {
                        keys.pressed(&event);
                    }
                }
                on:focusin=move |event| {
                    if let Some(keys) = keys.get_value() {
                        keys.focused(&event);
                    }
                }
                on:click=move |event| {
                    if let Some(keys) = keys.get_value() {
                        keys.clicked(&event);
                    }
                }
                on:auxclick=move |event| {
                    if let Some(keys) = keys.get_value().filter(|_| event.button() == 1) {
                        keys.clicked(&event);
                    }
                }
            >
                <Head columns rows selected noun sort on_sort grid />
                <tbody
                    role="rowgroup"
                    node_ref=body
                    style:padding-top=above
                    style:padding-bottom=below
                >
                    <ForEnumerate each=in_view key=|key| KeyOnly(key.clone()) children=row />
                </tbody>
            </table>
            <Show when=move || { count.get() == 0 && !busy.get() }>{empty.run()}</Show>
        </div>
    }
    .into_any()
}

/// A row's key as the list's key.
#[derive(Clone, PartialEq, Eq, Hash)]
struct KeyOnly<K>(K);

/// Puts calls off to the next frame and makes one of many.
fn once_per_frame(run: impl Fn() + Send + Sync + Copy + 'static) -> Callback<()> {
    let waiting = StoredValue::new(false);
    Callback::new(move |()| {
        if waiting.try_get_value() == Some(false) {
            waiting.set_value(true);
            request_animation_frame(move || {
                // The table may be gone by now.
                if waiting
                    .try_update_value(|waiting| *waiting = false)
                    .is_some()
                {
                    run();
                }
            });
        }
    })
}

/// Measures again whenever the table's own size changes.
fn watch_size(frame: NodeRef<html::Div>, measure: Callback<()>) {
    let closure = Closure::<dyn Fn()>::new(move || measure.run(()));
    let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) else {
        return;
    };
    let kept = SendWrapper::new((observer.clone(), closure));
    frame.on_load(move |frame| observer.observe(&frame));
    on_cleanup(move || kept.0.disconnect());
}
