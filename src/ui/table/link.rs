//! The link of a row, which covers all of it.

use leptos::prelude::*;

/// The one link of a row, named by what the row is.
///
/// It is stretched over its row, which must be positioned; what is to be used or pointed at by
/// itself stands above it.
#[component]
pub fn RowLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// More than there is room for, as a tooltip.
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// Its row is one of a grid, which has one tab stop for all of them.
    #[prop(optional)]
    in_grid: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="row-link"
            href=move || href.get()
            title=move || title.get()
            tabindex=in_grid.then_some("-1")
            dir="auto"
        >
            {children()}
        </a>
    }
}
