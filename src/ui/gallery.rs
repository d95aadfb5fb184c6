//! Every component in its states, to look at; only in debug builds.

use leptos::prelude::*;

/// A page that shows the kit.
#[component]
pub fn Gallery() -> impl IntoView {
    view! { <p>"Gallery"</p> }
}
