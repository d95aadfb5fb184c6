//! The page `content`.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// The page.
#[component]
pub fn ContentPage() -> impl IntoView {
    use_heading("content".to_owned(), None);
}
