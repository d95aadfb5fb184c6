//! The page `generate`.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// The page.
#[component]
pub fn GeneratePage() -> impl IntoView {
    use_heading("generate".to_owned(), None);
}
