//! The page `overview`.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    use_heading("overview".to_owned(), None);
}
