//! The Toombos dashboard.
//!
//! Data flows one way: `wire` (what travels) → [`api`] (sends it) → [`state`]
//! (what is known) → [`features`] (pages) → [`app`]. [`ui`] stands beside
//! `features` and knows nothing of them.

pub mod api;
pub mod app;
pub mod features;
pub mod routes;
pub mod shell;
pub mod state;
pub mod ui;

/// Starts the app in the page, once it is known where its API is.
pub fn start() {
    console_error_panic_hook::set_once();
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
