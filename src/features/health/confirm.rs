//! What checks cost on servers that keep their findings, said before they run.

use leptos::prelude::*;
use wire::routes;

use crate::ui::{Button, ButtonTone, Dialog, DialogSize};

use super::{
    facts::words_of,
    watch::{CheckScope, Watch},
};

/// Asks before checks run that may get the server restarted.
#[component]
pub fn ConfirmChecks(watch: Watch) -> impl IntoView {
    let scope = watch.confirming();
    // The words stay while the dialog closes.
    let action = Memo::new(move |before: Option<&String>| match scope.get() {
        Some(CheckScope::All) => "Run all checks".to_owned(),
        Some(CheckScope::One(name)) => format!("Check {}", words_of(&name).to_lowercase()),
        None => before.cloned().unwrap_or_default(),
    });
    let public = routes::HEALTH.template;
    let actions = move || {
        view! {
            <Button on_click=move |()| watch.decline()>"Cancel"</Button>
            <Button tone=ButtonTone::Danger on_click=move |()| watch.confirm()>
                {move || action.get()}
            </Button>
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || scope.with(Option::is_some))
            on_close=move |()| watch.decline()
            title=Signal::derive(move || format!("{}?", action.get()))
            size=DialogSize::Small
            actions
        >
            <div class="stack">
                <p>
                    {format!(
                        "If a check fails, {public} on this server answers 503 until the server \
                         is restarted.",
                    )}
                </p>
                <p>
                    {format!(
                        "Where Kubernetes or a load balancer probes {public}, it restarts the \
                         server and running jobs are lost.",
                    )}
                </p>
                <p>"Checks also block the server for about a second."</p>
            </div>
        </Dialog>
    }
}
