//! The layout of the pages before signing in.

use leptos::prelude::*;

use super::Wordmark;

mod motif;

use motif::Motif;

/// One narrow column with the name above it, and beside it, where there is
/// room, what the product does.
#[component]
pub fn AuthLayout(
    /// The page's name, shown as its `h1`.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below it.
    #[prop(optional, into)]
    intro: Signal<Option<String>>,
    /// What stands below the column, such as the way to another page.
    #[prop(optional, into)]
    foot: ViewFn,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="auth-layout">
            <main class="auth-layout-main" id="main" tabindex="-1">
                <Wordmark />
                <div class="auth-layout-column">
                    <h1 id="page-title" tabindex="-1">
                        {move || title.get()}
                    </h1>
                    {move || {
                        intro.get().map(|intro| view! { <p class="auth-layout-intro">{intro}</p> })
                    }}
                    {children()}
                    <div class="auth-layout-foot">{foot.run()}</div>
                </div>
            </main>
            <Motif />
        </div>
    }
    .into_any()
}
