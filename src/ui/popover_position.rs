//! Places what floats beside what it belongs to.
//!
//! Floating elements live in the browser's top layer, so that no scrolling
//! box cuts them off; their place is worked out here.

use leptos::prelude::*;

use super::dom;
use crate::effect::effect;

/// The gap between an anchor and what floats, in CSS pixels.
const GAP: f64 = 4.0;
/// What floats keeps this far from the edge of the window.
const MARGIN: f64 = 8.0;

/// Which edges line up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PopoverAlign {
    /// The left edges.
    #[default]
    Start,
    /// The right edges.
    End,
}

/// Where a floating element goes, in CSS pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub left: f64,
    pub top: f64,
    /// The anchor's width, for what wants to be as wide.
    pub width: f64,
    /// How tall it may be.
    pub room: f64,
}

impl Default for Place {
    /// Before anything is measured: with room, so that its own height shows.
    fn default() -> Self {
        Self {
            left: 0.0,
            top: 0.0,
            width: 0.0,
            room: 10_000.0,
        }
    }
}

/// A rectangle in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// Keeps a `popover="manual"` element shown beside its anchor while `open`.
pub(super) fn use_popover_position(
    open: Signal<bool>,
    anchor: String,
    popover: String,
    align: PopoverAlign,
) -> ReadSignal<Place> {
    let (place, set_place) = signal(Place::default());
    let (anchor, popover) = (StoredValue::new(anchor), StoredValue::new(popover));
    let update = move || {
        let anchor = anchor.with_value(|id| dom::element::<web_sys::HtmlElement>(id));
        let popover = popover.with_value(|id| dom::element::<web_sys::HtmlElement>(id));
        let (Some(anchor), Some(popover)) = (anchor, popover) else {
            return;
        };
        let size = popover.get_bounding_client_rect();
        let view = (
            inner(window().inner_width()),
            inner(window().inner_height()),
        );
        let found = find_place(area(&anchor), (size.width(), size.height()), view, align);
        if place.get_untracked() != found {
            set_place.set(found);
        }
    };
    effect(move |was: Option<bool>| {
        let is = open.get();
        let element = popover.with_value(|id| dom::element::<web_sys::HtmlElement>(id));
        if let Some(element) = element {
            if is {
                _ = element.show_popover();
                update();
                // Inside the effect, so that what is closed does not listen.
                for moved in ["scroll", "resize"] {
                    dom::capture_on_window(moved, move |_| update());
                }
            } else if was == Some(true) {
                _ = element.hide_popover();
            }
        }
        is
    });
    place
}

fn inner(size: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>) -> f64 {
    size.ok().and_then(|size| size.as_f64()).unwrap_or_default()
}

fn area(element: &web_sys::Element) -> Area {
    let rect = element.get_bounding_client_rect();
    Area {
        left: rect.left(),
        top: rect.top(),
        width: rect.width(),
        height: rect.height(),
    }
}

/// Below the anchor if it fits there or there is more room, else above.
fn find_place(anchor: Area, size: (f64, f64), view: (f64, f64), align: PopoverAlign) -> Place {
    let (width, height) = size;
    let bottom = anchor.top + anchor.height;
    let below = view.1 - bottom - GAP - MARGIN;
    let above = anchor.top - GAP - MARGIN;
    let goes_below = height <= below || below >= above;
    let room = if goes_below { below } else { above }.max(0.0);
    let height = height.min(room);
    let top = if goes_below {
        bottom + GAP
    } else {
        anchor.top - GAP - height
    };
    let left = match align {
        PopoverAlign::Start => anchor.left,
        PopoverAlign::End => anchor.left + anchor.width - width,
    };
    let left = left.min(view.0 - width - MARGIN).max(MARGIN);
    Place {
        left,
        top,
        width: anchor.width,
        room,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANCHOR: Area = Area {
        left: 100.0,
        top: 100.0,
        width: 80.0,
        height: 30.0,
    };
    const VIEW: (f64, f64) = (400.0, 600.0);

    #[test]
    fn it_hangs_below_its_anchor() {
        let place = find_place(ANCHOR, (120.0, 200.0), VIEW, PopoverAlign::Start);
        assert_eq!((place.left, place.top), (100.0, 134.0));
    }

    #[test]
    fn it_goes_above_where_there_is_more_room() {
        let anchor = Area {
            top: 500.0,
            ..ANCHOR
        };
        let place = find_place(anchor, (120.0, 200.0), VIEW, PopoverAlign::Start);
        assert_eq!(place.top, 500.0 - 4.0 - 200.0);
        assert_eq!(place.room, 488.0);
    }

    #[test]
    fn it_stays_inside_the_window() {
        let anchor = Area {
            left: 360.0,
            ..ANCHOR
        };
        assert_eq!(
            find_place(anchor, (120.0, 50.0), VIEW, PopoverAlign::Start).left,
            272.0
        );
        let anchor = Area {
            left: 0.0,
            ..ANCHOR
        };
        assert_eq!(
            find_place(anchor, (120.0, 50.0), VIEW, PopoverAlign::End).left,
            8.0
        );
    }
}
