//! The Toombos dashboard.

/// Starts the app in the page.
pub fn start() {
    console_error_panic_hook::set_once();
}
