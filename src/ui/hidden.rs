//! Small inline text: what only screen readers hear, and what keys are pressed.

use leptos::prelude::*;

/// Text that is heard but not seen.
#[component]
pub fn VisuallyHidden(
    /// What is read aloud.
    children: Children,
) -> impl IntoView {
    view! { <span class="visually-hidden">{children()}</span> }
}

/// A key or a combination of keys, such as `Ctrl K`.
#[component]
pub fn Kbd(
    /// The keys, separated by spaces.
    #[prop(into)]
    keys: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="kbd">
            {move || {
                keys.get()
                    .split_whitespace()
                    .map(|key| view! { <kbd>{key.to_owned()}</kbd> })
                    .collect_view()
            }}
        </span>
    }
}
