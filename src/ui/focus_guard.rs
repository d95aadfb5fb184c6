//! Keeps the focus near where it was when what holds it goes away.
//!
//! A row that is deleted, a list that becomes empty, a row that moves: the browser then drops the
//! focus to the page's beginning, and whoever works with the keys starts anew. Watching the
//! document covers every list, also those to come. Grids have a tab stop of their own.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord,
    Node,
};

use super::dom;

/// What Tab stops at.
const STOPS: &str = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), \
                     textarea:not(:disabled), [tabindex]:not([tabindex='-1'])";

/// What names a part of the page.
const HEADINGS: &str = "h1, h2, h3, h4, legend";

/// What went away with the focus in it.
struct Removed {
    item: Element,
    parent: Node,
    next: Option<Node>,
    previous: Option<Node>,
}

#[derive(Default)]
struct FocusGuard {
    /// What had the focus last in the page, dialogs left out, and at which address.
    last: Option<(HtmlElement, String)>,
    /// Where to look once nothing has the focus.
    removed: Option<Removed>,
}

/// Watches over the focus in `main` until the owner goes.
pub fn keep_focus_near() {
    let guard = Rc::new(RefCell::new(FocusGuard::default()));
    let watched = guard.clone();
    let closure = Closure::<dyn Fn(js_sys::Array)>::new(move |records: js_sys::Array| {
        let records = records.iter().filter_map(|record| record.dyn_into().ok());
        watched.borrow_mut().see(records);
        settle_soon(&watched);
    });
    let Ok(observer) = MutationObserver::new(closure.as_ref().unchecked_ref()) else {
        return;
    };
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let Some(body) = document().body() {
        _ = observer.observe_with_options(&body, &options);
    }
    let kept = SendWrapper::new((observer, closure));
    on_cleanup(move || kept.0.disconnect());
    let focused = guard.clone();
    dom::capture_on_window("focusin", move |event| {
        if let Some(target) = event.target().and_then(|it| it.dyn_into().ok()) {
            focused.borrow_mut().focused(target);
        }
    });
    // A dialog that was opened from what is gone by now has nowhere to give the focus back to.
    dom::capture_on_window("close", move |_| settle_soon(&guard));
}

fn settle_soon(guard: &Rc<RefCell<FocusGuard>>) {
    if guard.borrow().removed.is_none() {
        return;
    }
    let guard = guard.clone();
    // Whoever moves the focus in the same turn goes first.
    request_animation_frame(move || {
        let to = guard.borrow_mut().settle();
        // The focus is heard at once, by the guard as well.
        if let Some(to) = to {
            let options = FocusOptions::new();
            options.set_prevent_scroll(to.matches(HEADINGS).unwrap_or_default());
            _ = to.focus_with_options(&options);
        }
    });
}

impl FocusGuard {
    fn focused(&mut self, target: HtmlElement) {
        let is_in = |selector| matches!(target.closest(selector), Ok(Some(_)));
        if is_in("dialog") {
            return;
        }
        self.removed = None;
        self.last = is_in("main").then(|| (target, address()));
    }

    fn see(&mut self, records: impl Iterator<Item = MutationRecord>) {
        let Some((last, _)) = &self.last else {
            return;
        };
        for record in records {
            let nodes = record.removed_nodes();
            let item = (0..nodes.length())
                .filter_map(|at| nodes.item(at))
                .find(|node| node.contains(Some(last)));
            let (Some(item), Some(parent)) = (item, record.target()) else {
                continue;
            };
            if let Ok(item) = item.dyn_into()
                && parent.is_connected()
            {
                self.removed = Some(Removed {
                    item,
                    parent,
                    next: record.next_sibling(),
                    previous: record.previous_sibling(),
                });
            }
        }
    }

    /// What is to have the focus, if nothing has it any more.
    fn settle(&mut self) -> Option<HtmlElement> {
        let active = document().active_element();
        let is_lost = active.is_none_or(|active| active.tag_name() == "BODY");
        if !is_lost {
            return None;
        }
        let removed = self.removed.take()?;
        let (last, at) = self.last.take()?;
        if at != address() {
            return None;
        }
        if last.is_connected() {
            return Some(last);
        }
        let parent = removed.parent.dyn_ref::<Element>()?;
        if matches!(parent.closest("[role=grid]"), Ok(Some(_))) {
            return None;
        }
        let place = all(&removed.item, STOPS)
            .iter()
            .position(|stop| *stop == last)
            .unwrap_or_default();
        let next = siblings(removed.next.clone(), Node::next_sibling);
        let previous = siblings(removed.previous.clone(), Node::previous_sibling);
        next.chain(previous)
            .filter(|sibling| is_alike(sibling, &removed.item))
            .find_map(|sibling| nth_stop(&sibling, place))
            .or_else(|| heading_above(parent))
    }
}

/// The page, without its query: a filter is no other page.
fn address() -> String {
    location().pathname().unwrap_or_default()
}

fn siblings(
    from: Option<Node>,
    step: impl Fn(&Node) -> Option<Node>,
) -> impl Iterator<Item = Element> {
    std::iter::successors(from, step).filter_map(|node| node.dyn_into().ok())
}

/// Whether both are items of one list.
fn is_alike(one: &Element, other: &Element) -> bool {
    one.is_connected()
        && one.tag_name() == other.tag_name()
        && one.class_list().item(0) == other.class_list().item(0)
}

/// The control in the same place of a neighbour, else its last one.
fn nth_stop(item: &Element, place: usize) -> Option<HtmlElement> {
    let stops = all(item, STOPS);
    let is_seen = |stop: &&HtmlElement| stop.get_bounding_client_rect().width() > 0.0;
    let stops: Vec<_> = stops.iter().filter(is_seen).collect();
    stops
        .get(place)
        .or_else(|| stops.last())
        .map(|stop| (*stop).clone())
}

/// The nearest heading over a place, made ready for the focus.
fn heading_above(place: &Element) -> Option<HtmlElement> {
    let around = std::iter::successors(Some(place.clone()), |at| at.parent_element());
    let heading = around
        .filter_map(|at| at.query_selector(HEADINGS).ok().flatten())
        .find_map(|heading| heading.dyn_into::<HtmlElement>().ok())?;
    if !heading.has_attribute("tabindex") {
        heading.set_tab_index(-1);
    }
    Some(heading)
}

fn all(inside: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = inside.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}
