//! The ways to generate: one document, many at once, or ways to tell it side by side.

use leptos::prelude::*;
use wire::Query;

use crate::routes::Route;

/// A way to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// One document.
    One,
    /// Many at once.
    Batch,
    /// Tones and channels side by side.
    Compare,
}

impl Mode {
    const ALL: [Self; 3] = [Self::One, Self::Batch, Self::Compare];

    fn label(self) -> &'static str {
        match self {
            Self::One => "Single",
            Self::Batch => "Batch",
            Self::Compare => "Compare",
        }
    }

    fn route(self) -> Route {
        match self {
            Self::One => Route::Generate,
            Self::Batch => Route::Batch,
            Self::Compare => Route::Preflight,
        }
    }
}

/// Leads from one way to another; the recipe goes along where the other way takes one.
#[component]
pub fn Modes(
    /// The way of this page.
    now: Mode,
    /// The recipe on this page, as an address holds it.
    #[prop(optional, into)]
    recipe: Signal<Query>,
) -> impl IntoView {
    let links = Mode::ALL
        .into_iter()
        .map(|mode| {
            let href = move || match mode {
                Mode::Batch => mode.route().path(),
                Mode::One | Mode::Compare => mode.route().with(&recipe.get()),
            };
            // The router's own link would not know a page whose address holds a recipe.
            view! {
                <a class="mode" href=href aria-current=(mode == now).then_some("page")>
                    {mode.label()}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="modes" aria-label="Ways to generate">
            {links}
        </nav>
    }
}
