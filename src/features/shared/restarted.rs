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
                "Let them go"
            </Button>
        }
    };
    view! {
        <Notice state=State::Warn title="The server does not hold its earlier jobs any more" actions>
            "It keeps jobs in memory only, so it has probably been restarted. What it had sent out \
             stays out; a job that was still waiting or running is lost."
        </Notice>
    }
}
