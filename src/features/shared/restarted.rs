//! What to say when a server has lost the jobs that it held.

use leptos::prelude::*;

use crate::{
    features::shared::text,
    ui::{Button, ButtonSize, Notice, State},
};

/// Says that the server holds none of its earlier jobs any more.
#[component]
pub fn Restarted(
    /// Somebody has read it.
    #[prop(into)]
    on_known: Callback<()>,
) -> impl IntoView {
    let actions = move || {
        view! {
            <Button size=ButtonSize::Small on_click=on_known>
                {text::DISMISS}
            </Button>
        }
    };
    view! {
        <Notice state=State::Warn title=text::JOBS_GONE actions>
            {text::JOBS_GONE_HINT}
        </Notice>
    }
}
