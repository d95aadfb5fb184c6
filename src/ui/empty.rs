//! What stands where there is nothing yet.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Nothing here: one sentence of why, one of what next, one button.
#[component]
pub fn Empty(
    /// What would be here.
    #[prop(into)]
    icon: IconName,
    /// Why there is nothing.
    #[prop(into)]
    title: Signal<String>,
    /// The one thing to do about it.
    #[prop(optional, into)]
    action: ViewFn,
    /// What comes next, in a sentence.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon">
                <Icon name=icon />
            </span>
            <p class="empty-title">{move || title.get()}</p>
            {children.map(|children| view! { <div class="empty-text">{children()}</div> })}
            <div class="empty-action">{action.run()}</div>
        </div>
    }
}
