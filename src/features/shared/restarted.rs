//! What to say when a server has lost the jobs that it held.

use leptos::prelude::*;

use crate::ui::{Button, ButtonSize, Notice, State};

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
                "Dismiss"
            </Button>
        }
    };
    view! {
        <Notice state=State::Warn title="Earlier jobs are gone" actions>
            "The server keeps jobs in memory and has probably restarted. Published content stays \
             published; queued and running jobs are lost."
        </Notice>
    }
}
