//! The caches: how they do, and emptying them.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// `/cache`.
#[component]
pub fn CachePage() -> impl IntoView {
    use_heading("Cache".to_owned(), None);
}
