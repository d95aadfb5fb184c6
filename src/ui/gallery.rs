//! Every component in its states, to look at; only in debug builds.

use leptos::prelude::*;

mod actions;
mod fields;
mod figures;
mod rows;
mod words;

/// A page that shows the kit.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <div class="stack" data-gap="large">
            <actions::Actions />
            <words::Words />
            <figures::Figures />
            <fields::Fields />
            <rows::Rows />
        </div>
    }
    .into_any()
}
