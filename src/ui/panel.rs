//! A part of a page with its own heading.

use leptos::prelude::*;

use super::unique_id;

/// A region with a heading, its actions and its content.
#[component]
pub fn Panel(
    /// The heading, also the region's accessible name.
    #[prop(into)]
    heading: Signal<String>,
    /// The heading's level, 2 unless the panel lies inside another section.
    #[prop(default = 2)]
    level: u8,
    /// A sentence below the heading.
    #[prop(optional, into)]
    intro: Signal<Option<String>>,
    /// Buttons at the end of the heading's line.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Without a ground of its own: heading and content lie on the page.
    #[prop(optional)]
    bare: bool,
    /// Content up to the edges, as a table wants it.
    #[prop(optional)]
    flush: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let id = unique_id("panel");
    let labelled = id.clone();
    view! {
        <section
            class="panel"
            aria-labelledby=labelled
            data-bare=bare.then_some("")
            data-flush=flush.then_some("")
        >
            <div class="panel-head">
                <div class="panel-title">
                    {heading_view(level, id, heading)}
                    {move || intro.get().map(|intro| view! { <p class="panel-intro">{intro}</p> })}
                </div>
                <div class="panel-actions">{actions.run()}</div>
            </div>
            <div class="panel-body">{children()}</div>
        </section>
    }
}

/// A heading of the wanted level.
pub(super) fn heading_view(level: u8, id: String, text: Signal<String>) -> AnyView {
    let text = move || text.get();
    match level {
        2 => view! { <h2 class="heading" id=id>{text}</h2> }.into_any(),
        3 => view! { <h3 class="heading" id=id>{text}</h3> }.into_any(),
        _ => view! { <h4 class="heading" id=id>{text}</h4> }.into_any(),
    }
}
