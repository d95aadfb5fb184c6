//! The dialog that asks before something is published.

use std::time::Duration;

use leptos::prelude::*;

use super::super::text;
use crate::{
    effect::effect,
    state::{
        publish_hold::{browser_hold, hold_preference},
        session::Session,
    },
    ui::{Button, ButtonTone, Dialog},
};

/// A second click of a double click must not confirm or close what the first one opened.
const SETTLE: Duration = Duration::from_millis(400);

/// When it is published, by the person's own choice of a time to undo it.
pub fn hold_words(session: Session) -> String {
    match (hold_preference(session), browser_hold(session)) {
        (0, _) => text::shared::PUBLISHES_NOW.to_owned(),
        (seconds, 0) => text::shared::publishes_in(seconds),
        (_, seconds) => text::shared::publishes_here_in(seconds),
    }
}

/// A dialog whose button repeats the one that opened it; a double click does not confirm it.
#[component]
pub fn PublishStep(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The words of the button that confirms.
    words: &'static str,
    /// Set while the dialog is there, and has been for a moment.
    covered: RwSignal<bool>,
    /// Why it cannot be confirmed now.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    /// Called to leave it.
    #[prop(into)]
    on_close: Callback<()>,
    /// Called to publish.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// What is published.
    children: ChildrenFn,
) -> impl IntoView {
    effect(move |before: Option<bool>| {
        let is_open = open.get();
        if is_open && before != Some(true) {
            let settle = move || {
                if open.try_get_untracked() == Some(true) {
                    let _ = covered.try_set(true);
                }
            };
            set_timeout(settle, SETTLE);
        } else if !is_open {
            covered.set(false);
        }
        is_open
    });
    let leave = move |then: Callback<()>| {
        // First, so that the focus goes back to a button that is there.
        covered.set(false);
        then.run(());
    };
    view! {
        <Dialog
            open
            on_close=move |()| leave(on_close)
            title
            dismissible=covered
            actions=move || {
                view! {
                    <Button on_click=move |()| leave(on_close)>{text::shared::CANCEL}</Button>
                    <span class="publish-confirm" aria-hidden=move || (!covered.get()).then_some("true")>
                        <Button
                            tone=ButtonTone::Primary
                            reason
                            disabled=Signal::derive(move || !covered.get())
                            on_click=move |()| leave(on_confirm)
                        >
                            {words}
                        </Button>
                    </span>
                }
            }
            children
        />
    }
    .into_any()
}
