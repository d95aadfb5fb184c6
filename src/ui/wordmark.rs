//! The product's name and mark: one line that becomes three.

use leptos::prelude::*;

/// The mark and, unless it is `compact`, the name beside it.
#[component]
pub fn Wordmark(
    /// The mark alone.
    #[prop(optional, into)]
    compact: Signal<bool>,
) -> impl IntoView {
    view! {
        <span class="wordmark" data-compact=move || compact.get().then_some("")>
            <svg class="wordmark-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path class="wordmark-stem" d="M1.5 12h6" />
                <path
                    class="wordmark-lane"
                    data-channel="email"
                    d="M7.5 12c5 0 3-7.25 9-7.25"
                />
                <path class="wordmark-lane" data-channel="social" d="M7.5 12h8.5" />
                <path
                    class="wordmark-lane"
                    data-channel="web"
                    d="M7.5 12c5 0 3 7.25 9 7.25"
                />
                <path class="wordmark-end" data-channel="email" d="M17.5 2.5h4.5v4.5h-4.5z" />
                <path
                    class="wordmark-end"
                    data-channel="social"
                    d="M19.5 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5z"
                />
                <path
                    class="wordmark-end"
                    data-channel="web"
                    d="M19.5 16.25l3 3l-3 3l-3-3z"
                />
            </svg>
            <span class="wordmark-name">"Toombos"</span>
        </span>
    }
}
