//! Scroll position, focus and loaded pages of a list, restored when the reader comes back.
//!
//! The browser restores a position as soon as the address changes, before a list is there again.

use std::time::Duration;

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::{
    session::own_key,
    storage::{self, StorageScope},
};
use crate::effect::effect;

/// How often a list that is still loading is tried again.
const RETRY: Duration = Duration::from_millis(50);

/// After this long without success the reader has found another place.
const MAX_ATTEMPTS: u32 = 200;

/// Whether the page on the screen was reached by going back or forward, or by a reload.
#[derive(Clone, Copy)]
pub struct HistoryTraversal(StoredValue<bool>);

impl HistoryTraversal {
    /// Follows how pages are reached; once, for the whole app.
    pub fn provide() {
        let is_traversal = StoredValue::new(was_loaded_from_history());
        let set = move |value: bool| {
            move |_: web_sys::Event| {
                let _ = is_traversal.try_update_value(|now| *now = value);
            }
        };
        let mut handles = vec![window_event_listener_untyped("popstate", set(true))];
        // Whatever follows a click or a key is a step of its own, until the history moves.
        for name in ["pointerdown", "click", "keydown"] {
            handles.push(window_event_listener_untyped(name, set(false)));
        }
        on_cleanup(move || {
            for handle in handles {
                handle.remove();
            }
        });
        provide_context(Self(is_traversal));
    }
}

fn was_loaded_from_history() -> bool {
    let kind = || {
        let performance = js_sys::Reflect::get(&window(), &"performance".into()).ok()?;
        let read = js_sys::Reflect::get(&performance, &"getEntriesByType".into()).ok()?;
        let entries = read
            .dyn_into::<js_sys::Function>()
            .ok()?
            .call1(&performance, &JsValue::from_str("navigation"))
            .ok()?;
        let entry = js_sys::Reflect::get_u32(&entries, 0).ok()?;
        js_sys::Reflect::get(&entry, &"type".into())
            .ok()?
            .as_string()
    };
    matches!(kind().as_deref(), Some("reload" | "back_forward"))
}

/// Where the reader was in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct SavedPosition {
    /// The list's address, with its filter.
    address: String,
    /// Pixels above the view.
    top: f64,
    /// The link of the row that had the focus.
    link: Option<String>,
    /// How many further pages had been opened.
    pages: u32,
}

/// The position in the list of a page, saved and restored.
#[derive(Clone)]
pub struct ScrollRestoration {
    now: ArcStoredValue<SavedPosition>,
    /// How many pages are to be opened again.
    due: ArcStoredValue<u32>,
}

impl ScrollRestoration {
    /// Whether the next page is to be opened at once, because it was open before.
    pub fn take_page(&self) -> bool {
        let is_due = self.due.try_update_value(|due| {
            let is_due = *due > 0;
            *due = due.saturating_sub(1);
            is_due
        });
        let is_due = is_due.unwrap_or_default();
        if is_due {
            self.add_page();
        }
        is_due
    }

    /// Notes that a further page has been opened.
    pub fn add_page(&self) {
        self.now
            .update_value(|now| now.pages = now.pages.saturating_add(1));
    }

    /// Forgets the pages of another list.
    pub fn reset_pages(&self) {
        self.now.update_value(|now| now.pages = 0);
        self.due.set_value(0);
    }
}

/// Saves where the reader is in the list at `path`, and restores it after going back.
pub fn use_scroll_restoration(path: String) -> ScrollRestoration {
    let location = use_location();
    let key = own_key(&format!("toombos.scroll.{path}"));
    let address = {
        let path = path.clone();
        move || {
            let search = location.search.get();
            // On the way to another page the address is no longer this page's.
            (location.pathname.get() == path).then(|| format!("{path}?{search}"))
        }
    };
    let first = untrack(&address).unwrap_or_default();
    let is_traversal = use_context::<HistoryTraversal>()
        .is_some_and(|traversal| traversal.0.try_get_value().unwrap_or_default());
    let saved = storage::load::<SavedPosition>(StorageScope::Session, &key)
        .filter(|saved| is_traversal && saved.address == first);
    let now = ArcStoredValue::new(SavedPosition {
        address: first,
        ..SavedPosition::default()
    });
    let due = ArcStoredValue::new(saved.as_ref().map_or(0, |saved| saved.pages));

    let position = now.clone();
    effect(move |_| {
        if let Some(address) = address() {
            position.update_value(|now| now.address = address);
        }
    });
    let position = now.clone();
    let scrolled = window_event_listener(ev::scroll, move |_| {
        let top = window().scroll_y().unwrap_or_default();
        position.update_value(|now| now.top = top);
    });
    let position = now.clone();
    let focused = window_event_listener_untyped("focusin", move |event| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| link_of(&target));
        if link.is_some() {
            position.update_value(|now| now.link = link);
        }
    });
    let position = now.clone();
    let save = move || {
        storage::save(StorageScope::Session, &key, &position.get_value());
    };
    let left = window_event_listener_untyped("pagehide", {
        let save = save.clone();
        move |_| save()
    });
    on_cleanup(move || {
        scrolled.remove();
        focused.remove();
        left.remove();
        save();
    });
    if let Some(saved) = saved {
        restore(saved);
    }
    ScrollRestoration { now, due }
}

/// The address of the row that something belongs to.
fn link_of(inside: &Element) -> Option<String> {
    let own = inside.closest("main a[href]").ok().flatten();
    let link = own.or_else(|| {
        let row = inside.closest("main :is(tr, li)").ok()??;
        row.query_selector("a[href]").ok()?
    })?;
    link.get_attribute("href")
}

/// Tries until the list is long enough and the row is drawn, or the reader moves.
fn restore(saved: SavedPosition) {
    let is_over = ArcStoredValue::new(false);
    let mut handles = Vec::new();
    for name in ["wheel", "touchstart", "pointerdown", "keydown"] {
        let is_over = is_over.clone();
        let stop = move |_: web_sys::Event| is_over.set_value(true);
        handles.push(window_event_listener_untyped(name, stop));
    }
    let left = is_over.clone();
    on_cleanup(move || {
        left.set_value(true);
        for handle in handles {
            handle.remove();
        }
    });
    attempt(saved, is_over, MAX_ATTEMPTS);
}

fn attempt(saved: SavedPosition, is_over: ArcStoredValue<bool>, left: u32) {
    if is_over.get_value() || left == 0 {
        return;
    }
    set_timeout(
        move || {
            if !is_over.get_value() && !is_restored(&saved) {
                attempt(saved, is_over, left - 1);
            }
        },
        RETRY,
    );
}

fn is_restored(saved: &SavedPosition) -> bool {
    let Some(page) = document().document_element() else {
        return true;
    };
    let most = f64::from(page.scroll_height() - page.client_height());
    window().scroll_to_with_x_and_y(0.0, saved.top.min(most));
    if most + 1.0 < saved.top {
        return false;
    }
    let Some(wanted) = &saved.link else {
        return true;
    };
    match find_link(wanted) {
        Some(link) => {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            link.focus_with_options(&options).is_ok()
        }
        None => false,
    }
}

fn find_link(address: &str) -> Option<HtmlElement> {
    let links = document().query_selector_all("main a[href]").ok()?;
    (0..links.length())
        .filter_map(|at| links.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|link| link.get_attribute("href").as_deref() == Some(address))
}
