//! The Toombos dashboard.
//!
//! Data flows one way: `wire` (what travels) → [`api`] (sends it) → [`state`]
//! (what is known) → [`features`] (pages) → [`app`]. [`ui`] stands beside
//! `features` and knows nothing of them.

pub mod api;
pub mod app;
pub mod base;
pub mod effect;
pub mod features;
pub mod modules;
pub mod routes;
pub mod shell;
pub mod state;
mod text;
pub mod ui;

/// Starts the app in the page, once it is known where its API is.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        if !is_left() {
            console_error_panic_hook::hook(panic);
        }
    }));
    let page = leptos::prelude::document().document_element();
    if page.is_none_or(|page| page.has_attribute("data-stopped")) {
        // The browser or the address does not fit, which the page itself says.
        return;
    }
    find_base();
    #[cfg(debug_assertions)]
    if routes::is_gallery() {
        return leptos::mount::mount_to_body(ui::Gallery);
    }
    wasm_bindgen_futures::spawn_local(async {
        let config = state::config::Config::fetch().await;
        leptos::mount::mount_to_body(move || {
            leptos::view! { <app::App home=config.api_url /> }
        });
    });
}

/// Whether the page is being left and has ended a call in the middle: what fails by that is no fault.
fn is_left() -> bool {
    // Set by the loader of a program that is split.
    js_sys::Reflect::get(&js_sys::global(), &"splitIsLeft".into())
        .is_ok_and(|is_left| is_left.is_truthy())
}

/// Learns from the page what the app is served below.
fn find_base() -> Option<()> {
    let page = leptos::prelude::document();
    let location = leptos::prelude::location();
    let origin = location.origin().ok()?;
    let script = page.query_selector("link[rel=modulepreload]").ok()?;
    let script = script.and_then(|script| script.get_attribute("href"));
    if let Some(script) = script
        && let Ok(script) = web_sys::Url::new_with_base(&script, &origin)
        && script.origin() == origin
    {
        base::set_base(&script.pathname());
    }
    // A build for another path has its script there, and names these as for the root.
    for link in ["link[rel=icon]", "link[rel=manifest]"] {
        let link = page.query_selector(link).ok().flatten();
        let href = link.as_ref().and_then(|link| link.get_attribute("href"));
        if let (Some(link), Some(href)) = (link, href)
            && base::below_base(&href).is_none()
        {
            let _ = link.set_attribute("href", &base::file(href.trim_start_matches('/')));
        }
    }
    let path = location.pathname().ok()?;
    if base::below_base(&path)?.is_empty() {
        // The start page ends in a slash, by which the navigation knows it.
        let parts = [location.search(), location.hash()];
        let rest: String = parts.into_iter().flatten().collect();
        let home = format!("{}{rest}", routes::Route::Overview.path());
        let history = leptos::prelude::window().history().ok()?;
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&home));
    }
    Some(())
}
