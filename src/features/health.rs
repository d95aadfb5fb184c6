//! How the system is: overall, by component, ready or not.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// `/health`.
#[component]
pub fn HealthPage() -> impl IntoView {
    use_heading("System health".to_owned(), None);
}
