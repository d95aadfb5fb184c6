//! What the machines do: the process's metrics, and live sessions.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// `/monitoring`.
#[component]
pub fn MonitoringPage() -> impl IntoView {
    use_heading("Monitoring".to_owned(), None);
}
