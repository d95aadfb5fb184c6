//! The Toombos dashboard.
//!
//! Data flows one way: `wire` (what travels) → [`api`] (sends it) → [`state`]
//! (what is known) → [`features`] (pages) → [`app`]. `ui` stands beside
//! `features` and knows nothing of them.

pub mod api;
pub mod routes;
pub mod state;

/// Starts the app in the page.
pub fn start() {
    console_error_panic_hook::set_once();
}
