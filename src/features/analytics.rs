//! What the work brings: how many jobs, how they ended, by channel.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// `/analytics`.
#[component]
pub fn AnalyticsPage() -> impl IntoView {
    use_heading("Analytics".to_owned(), None);
}
