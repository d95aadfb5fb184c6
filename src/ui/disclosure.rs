//! Long text behind a short one.

use leptos::prelude::*;

use super::{Icon, IconName, LONG_LINE, LongText, shorten_text};

/// A summary that opens to the full text, as of a long error.
#[component]
pub fn Disclosure(
    /// What is seen while it is folded.
    #[prop(into)]
    summary: Signal<String>,
    /// The full text, kept as it is.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it starts open.
    #[prop(optional)]
    open: bool,
    /// What stands below the text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary>
                <Icon name=IconName::ChevronRight />
                <span class="disclosure-summary">{move || summary.with(|text| shorten_text(text, LONG_LINE))}</span>
            </summary>
            <Show when=move || text.with(|text| !text.is_empty())>
                <pre class="disclosure-text" tabindex="0">
                    <LongText text />
                </pre>
            </Show>
            {children.map(|children| children())}
        </details>
    }
}
