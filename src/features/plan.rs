//! Content for a whole period, as a plan to read and send on.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// `/generate/plan`.
#[component]
pub fn PlanPage() -> impl IntoView {
    use_heading("Plan a period".to_owned(), None);
}
