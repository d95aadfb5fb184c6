//! The few things the kit asks of the document itself.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Listens on the window, before anybody else, until the owner goes.
///
/// Capturing hears what does not bubble, such as the scrolling of any element.
pub(super) fn capture_on_window(name: &'static str, heard: impl Fn(web_sys::Event) + 'static) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(heard);
    let target = window();
    let listener = closure.as_ref().unchecked_ref();
    if target
        .add_event_listener_with_callback_and_bool(name, listener, true)
        .is_err()
    {
        return;
    }
    let closure = SendWrapper::new(closure);
    on_cleanup(move || {
        let listener = closure.as_ref().unchecked_ref();
        _ = window().remove_event_listener_with_callback_and_bool(name, listener, true);
    });
}

/// Opens an address in a tab of its own.
pub(super) fn open_tab(address: &str) {
    _ = window().open_with_url_and_target_and_features(address, "_blank", "noopener");
}

/// Focuses an element by its id, if it is there.
pub(super) fn focus_id(id: &str) {
    if let Some(element) = element::<web_sys::HtmlElement>(id) {
        _ = element.focus();
    }
}

/// Focuses the first element that one of the selectors finds, once what changes now is drawn.
///
/// For a change that takes the focused element away.
pub fn focus_soon(selectors: &'static [&'static str]) {
    // A dialog that closes gives the focus back within the next frame.
    request_animation_frame(move || {
        request_animation_frame(move || {
            let found = selectors
                .iter()
                .find_map(|selector| document().query_selector(selector).ok().flatten());
            if let Some(element) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
                _ = element.focus();
            }
        });
    });
}

/// Finds an element by its id.
pub(super) fn element<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Scrolls an element of a list just into its view.
pub(super) fn reveal(id: &str) {
    let Some(item) = element::<web_sys::HtmlElement>(id) else {
        return;
    };
    let Some(list) = item.closest("[role=listbox]").ok().flatten() else {
        return;
    };
    let (item, view) = (
        item.get_bounding_client_rect(),
        list.get_bounding_client_rect(),
    );
    let above = item.top() - view.top();
    let below = item.bottom() - view.bottom();
    if above < 0.0 {
        list.set_scroll_top(list.scroll_top() + above as i32 - 4);
    } else if below > 0.0 {
        list.set_scroll_top(list.scroll_top() + below as i32 + 4);
    }
}

/// Puts a text on the clipboard and says whether the browser let us.
pub(super) fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    // Absent on plain HTTP, where the text stays selectable.
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return done(false);
    }
    let written = navigator.clipboard().write_text(text);
    let done = Rc::new(Cell::new(Some(done)));
    let (kept, refused) = (settle(&done, true), settle(&done, false));
    let then = js_sys::Reflect::get(&written, &"then".into()).and_then(|then| then.dyn_into());
    if let Ok(then) = then {
        let then: js_sys::Function = then;
        _ = then.call2(&written, &kept, &refused);
    }
}

/// One of the two ends of a promise; whichever comes first tells `done`.
fn settle<F>(done: &Rc<Cell<Option<F>>>, copied: bool) -> JsValue
where
    F: FnOnce(bool) + 'static,
{
    let done = Rc::clone(done);
    Closure::once_into_js(move |_: JsValue| {
        if let Some(done) = done.take() {
            done(copied);
        }
    })
}

/// Whether an event happened inside the element with this id.
pub(super) fn is_within(event: &web_sys::Event, id: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    element::<web_sys::Node>(id).is_some_and(|element| element.contains(target.as_ref()))
}

/// The height of the window in CSS pixels.
pub(super) fn view_height() -> f64 {
    window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or_default()
}
