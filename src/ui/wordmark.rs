//! The product's name and mark: one document that becomes three lanes.

use leptos::prelude::*;

use super::text::frame as text;

/// The mark and, unless it is `compact`, the name beside it.
#[component]
pub fn Wordmark(
    /// The mark alone; the name is still read aloud.
    #[prop(optional, into)]
    compact: Signal<bool>,
) -> impl IntoView {
    view! {
        <span class="wordmark" data-compact=move || compact.get().then_some("")>
            <svg class="wordmark-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path
                    class="wordmark-sheet"
                    d="M3.5 3.5h3.5a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2h-3.5a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2z"
                />
                <path
                    class="wordmark-lane"
                    data-channel="email"
                    d="M11.75 12c3.5 0 3-6.5 6.5-6.5h4"
                />
                <path class="wordmark-lane" data-channel="social" d="M11.75 12h10.5" />
                <path
                    class="wordmark-lane"
                    data-channel="web"
                    d="M11.75 12c3.5 0 3 6.5 6.5 6.5h4"
                />
            </svg>
            <span class="wordmark-name">{text::PRODUCT}</span>
        </span>
    }
}
