//! The ways to generate: one document, many at once, or ways to tell it side by side.

use leptos::prelude::*;
use wire::Query;

use super::super::text;
use crate::routes::Route;

/// A way to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubPage {
    /// One document.
    Single,
    /// Many at once.
    Batch,
    /// Tones and channels side by side.
    Compare,
}

impl SubPage {
    const ALL: [Self; 3] = [Self::Single, Self::Batch, Self::Compare];

    fn route(self) -> Route {
        match self {
            Self::Single => Route::Generate,
            Self::Batch => Route::Batch,
            Self::Compare => Route::Compare,
        }
    }
}

/// Leads from one way to another; the recipe goes along where the other way takes one.
#[component]
pub fn Subnavigation(
    /// The way of this page.
    now: SubPage,
    /// The recipe on this page, as an address holds it.
    #[prop(optional, into)]
    recipe: Signal<Query>,
) -> impl IntoView {
    let links = SubPage::ALL
        .into_iter()
        .map(|page| {
            let href = move || match page {
                SubPage::Batch => page.route().path(),
                SubPage::Single | SubPage::Compare => page.route().with(&recipe.get()),
            };
            // The router's own link would not know a page whose address holds a recipe.
            view! {
                <a class="mode" href=href aria-current=(page == now).then_some("page")>
                    {page.label()}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="modes" aria-label=text::shared::WAYS>
            {links}
        </nav>
    }
}
