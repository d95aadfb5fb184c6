//! Fetches modules before they are asked for: when the browser is idle, or when a link is pointed at.

use js_sys::Reflect;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{lazy_module::LazyModule, program};

/// Fetches these modules one after another while the browser has nothing else to do, once the page
/// at hand has all of its own.
///
/// Not on a slow line, nor where the browser was told to save data. One that cannot be had is
/// fetched again when its page is opened.
pub fn prefetch_when_idle(modules: &'static [&'static LazyModule]) {
    if is_line_precious() {
        return;
    }
    spawn_local(async move {
        program::completed().await;
        for module in modules {
            idle().await;
            if module.load().await.is_err() {
                return;
            }
        }
    });
}

/// Fetches the module of a page when a link to it is pointed at or gets the focus.
pub fn prefetch_on_intent(module_at: fn(&str) -> Option<&'static LazyModule>) {
    let handles = ["pointerover", "focusin"].map(|name| {
        window_event_listener(ev::Custom::<web_sys::Event>::new(name), move |event| {
            if let Some(module) = link_path(&event).and_then(|path| module_at(&path)) {
                spawn_local(async move {
                    // Opening the page tells of a failure.
                    let _ = module.load().await;
                });
            }
        })
    });
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
}

/// The path of the link that an event happened on.
fn link_path(event: &web_sys::Event) -> Option<String> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let href = element.closest("a[href]").ok()??.get_attribute("href")?;
    let end = href.find(['?', '#']).unwrap_or(href.len());
    href.get(..end).map(str::to_owned)
}

/// Whether the browser asks for few bytes, or has a slow line; Chromium alone can tell.
fn is_line_precious() -> bool {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let connection = get(&window().navigator(), "connection");
    if !connection.is_object() {
        return false;
    }
    let speed = get(&connection, "effectiveType").as_string();
    get(&connection, "saveData").is_truthy()
        || speed.is_some_and(|speed| ["slow-2g", "2g", "3g"].contains(&speed.as_str()))
}

/// Waits until the browser is idle; at once where it cannot tell.
async fn idle() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if window().request_idle_callback(&resolve).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    // Nothing rejects it.
    let _ = JsFuture::from(promise).await;
}
