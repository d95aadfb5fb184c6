//! Something behind a summary that opens to it.

use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// A summary that opens to whatever stands behind it.
#[component]
pub fn Folded(
    /// What is seen while it is folded.
    #[prop(into)]
    summary: Signal<String>,
    /// What stands behind it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure health-disclosure">
            <summary>
                <Icon name=IconName::ChevronRight />
                <span class="disclosure-summary">{move || summary.get()}</span>
            </summary>
            <div class="health-folded">{children()}</div>
        </details>
    }
}
