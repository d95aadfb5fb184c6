//! Emptying everything, behind a typed word.

use leptos::prelude::*;
use wire::{
    cache::{self, Invalidation},
    capabilities::Capability,
};

use crate::{
    state::mutation::use_mutation,
    ui::{Button, ButtonTone, Dialog, DialogSize, ErrorNotice, IconName, TextField},
};

use super::{loads::Loads, outcome::Last};

/// What is to be typed.
const WORD: &str = "clear";

/// The button and its question.
#[component]
pub fn Clear(loads: Loads, last: Last) -> impl IntoView {
    let asking = RwSignal::new(false);
    let word = RwSignal::new(String::new());
    let clear = use_mutation(
        |(): &()| cache::clear(),
        move |(), answer: Invalidation| {
            asking.set(false);
            last.set("Clear all caches", answer);
            loads.again();
        },
    );
    let right = Memo::new(move |_| word.read().trim() == WORD);
    let wrong = Signal::derive(move || {
        (!right.get()).then(|| format!("Type “{WORD}” first, so that this is no slip."))
    });
    view! {
        <Button
            tone=ButtonTone::Danger
            icon=Some(IconName::Trash)
            reason=loads.reason(Capability::CacheClear)
            on_click=move |()| {
                clear.forget();
                word.set(String::new());
                asking.set(true);
            }
        >
            "Clear all caches"
        </Button>
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title="Clear all caches?"
            dismissible=Signal::derive(move || !clear.pending().get())
            size=DialogSize::Small
            actions=move || {
                view! {
                    <Button on_click=move |()| asking.set(false)>"Keep them"</Button>
                    <Button
                        tone=ButtonTone::Danger
                        pending=clear.pending()
                        reason=wrong
                        on_click=move |()| clear.run(())
                    >
                        "Clear everything"
                    </Button>
                }
            }
        >
            <p>
                "Every entry of every cache goes, and it cannot be taken back. Until the caches \
                 have filled again, readers wait longer and the servers behind them work harder."
            </p>
            <TextField
                label=format!("Type “{WORD}” to confirm")
                value=word
                autocomplete="off"
                autofocus=true
            />
            <ErrorNotice
                error=clear.error()
                title="The caches could not be cleared"
                kept="As far as is known, they are as they were."
            />
        </Dialog>
    }
}
