//! What checks cost on servers that keep their findings, said before they run.

use leptos::prelude::*;
use wire::routes;

use crate::{
    features::health::text,
    ui::{Button, ButtonTone, Dialog, DialogSize},
};

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
        Some(CheckScope::All) => text::RUN_ALL.to_owned(),
        Some(CheckScope::One(name)) => text::check_of(&words_of(&name).to_lowercase()),
        None => before.cloned().unwrap_or_default(),
    });
    let public = routes::HEALTH.template;
    let actions = move || {
        view! {
            <Button on_click=move |()| watch.decline()>{text::CANCEL}</Button>
            <Button tone=ButtonTone::Danger on_click=move |()| watch.confirm()>
                {move || action.get()}
            </Button>
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || scope.with(Option::is_some))
            on_close=move |()| watch.decline()
            title=Signal::derive(move || text::ask(&action.get()))
            size=DialogSize::Small
            actions
        >
            <div class="stack">
                <p>
                    {text::answers_503(public)}
                </p>
                <p>
                    {text::restarts(public)}
                </p>
                <p>{text::CHECKS_BLOCK}</p>
            </div>
        </Dialog>
    }
}
