//! The jobs: the list and one job.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// The list.
#[component]
pub fn JobsPage() -> impl IntoView {
    use_heading("Jobs".to_owned(), None);
}

/// One job.
#[component]
pub fn JobDetailPage() -> impl IntoView {
    use_heading("Job".to_owned(), None);
}
