//! Every component in its states, to look at and to take pictures of; only in debug builds.
//!
//! `cargo xtask gallery` makes `docs/components.md` of it.

use leptos::prelude::*;
use leptos_router::components::Router;

mod actions;
mod fields;
mod figures;
mod places;
mod previews;
mod rows;
mod words;

/// The page that shows the kit.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <Router>
            <main class="stack" data-gap="large">
                <h1>"Components"</h1>
                <actions::Actions />
                <fields::Fields />
                <words::Words />
                <figures::Figures />
                <rows::Rows />
                <previews::Previews />
                <places::Places />
            </main>
        </Router>
    }
    .into_any()
}

/// One component, or a few that go together, in their states.
#[component]
fn Specimen(
    /// The components, e.g. `CopyId, CopyText`.
    names: &'static str,
    /// What they are for.
    about: &'static str,
    /// The button to press before a picture is taken of what it opens.
    #[prop(optional)]
    press: &'static str,
    /// The states.
    children: Children,
) -> impl IntoView {
    let own = names.split(',').next().unwrap_or_default();
    view! {
        <section class="stack" data-specimen=own data-press=press>
            <h2>{names}</h2>
            <p>{about}</p>
            <div data-stage="">{children()}</div>
        </section>
    }
}
