//! Settings: the backend, its keys, and what it offers.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// `/settings/connection`.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    use_heading("Settings".to_owned(), None);
}
