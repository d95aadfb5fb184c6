//! The stylesheets of modules, which are here before what they dress is drawn.
//!
//! The page names them in the order of the cascade, each with the modules that need it, so that it
//! does not matter which of them comes first. In development the browser has all of them at once.

use std::{cell::RefCell, future::Future};

use js_sys::{Object, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event};

use crate::base;

thread_local! {
    /// What was asked for, with a promise that keeps the event which ended it.
    static ASKED_FOR: RefCell<Vec<(Element, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// A stylesheet could not be had.
#[derive(Clone, Copy, Debug)]
pub struct StylesError;

/// Asks at once for the stylesheet of a module, if it has one; ends when it counts.
///
/// A failure is not remembered.
pub fn load_styles(module: &str) -> impl Future<Output = Result<(), StylesError>> + use<> {
    let asked = link_of(module).map(|link| {
        let promise = ask_for(&link);
        (link, promise)
    });
    async move {
        let Some((link, promise)) = asked else {
            return Ok(());
        };
        let event = JsFuture::from(promise.clone()).await;
        if event.is_ok_and(|event| event.unchecked_into::<Event>().type_() == "load") {
            return Ok(());
        }
        give_up(&link, &promise);
        Err(StylesError)
    }
}

/// The link that the build has left for a module: without an address, so that it fetches nothing.
fn link_of(module: &str) -> Option<Element> {
    let selector = format!("link[data-file][data-modules~='{module}']");
    document().query_selector(&selector).ok()?
}

fn ask_for(link: &Element) -> Promise {
    let known = ASKED_FOR.with_borrow(|asked| {
        let known = asked.iter().find(|(element, _)| element == link);
        known.map(|(_, promise)| promise.clone())
    });
    known.unwrap_or_else(|| {
        let promise = Promise::new(&mut |resolve, _| {
            for event in ["load", "error"] {
                let _ = link.add_event_listener_with_callback(event, &resolve);
            }
        });
        let file = link.get_attribute("data-file").unwrap_or_default();
        let _ = link.set_attribute("href", &base::file(&file));
        ASKED_FOR.with_borrow_mut(|asked| asked.push((link.clone(), promise.clone())));
        promise
    })
}

/// Has the next one ask again, unless a newer request is under way.
fn give_up(link: &Element, promise: &Promise) {
    ASKED_FOR.with_borrow_mut(|asked| {
        let known = asked
            .iter()
            .position(|(_, other)| Object::is(other, promise));
        if let Some(at) = known {
            let _ = asked.swap_remove(at);
            let _ = link.remove_attribute("href");
        }
    });
}
