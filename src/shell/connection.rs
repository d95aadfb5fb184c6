//! The connection chip: how the live link stands, and since when it is silent.

use leptos::prelude::*;

use crate::{
    state::{
        clock::use_clock,
        live::{Standing, use_live},
    },
    ui::{State, StateMark, format_absolute, format_relative},
};

/// Whether what is on the screen is up to date, in a word.
#[component]
pub fn ConnectionChip() -> impl IntoView {
    let live = use_live();
    let now = use_clock().now();
    let standing = live.standing();
    let last_word = live.last_word();
    let state = Signal::derive(move || match standing.get() {
        Standing::Live => State::Good,
        Standing::Reconnecting => State::Busy,
        Standing::Polling => State::Warn,
        Standing::Offline => State::Bad,
    });
    // While all is well nobody asks how old the last word is.
    let age = Memo::new(move |_| match (standing.get(), last_word.get()) {
        (Standing::Live, _) | (_, None) => None,
        (_, Some(at)) => Some(format!("last word {}", format_relative(at, now.get()))),
    });
    let explanation = move || {
        let words = match standing.get() {
            Standing::Live => "Changes show as they happen.",
            Standing::Reconnecting => "The live link is down; it is being restored.",
            Standing::Polling => "There is no live link; the server is asked every few seconds.",
            Standing::Offline => "The server cannot be reached. What you see may be out of date.",
        };
        match last_word.get() {
            Some(at) => format!(
                "{words} Last word from the server: {}.",
                format_absolute(at)
            ),
            None => words.to_owned(),
        }
    };
    view! {
        <div class="connection-chip" data-state=move || state.get().as_str() title=explanation>
            <StateMark state />
            <span role="status" aria-label="Connection" class="connection-word">
                {move || standing.get().label()}
            </span>
            <span class="connection-age" aria-hidden="true">
                {move || age.get()}
            </span>
        </div>
    }
}
