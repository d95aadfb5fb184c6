//! The connection chip: how current the page is kept, and since when the server is silent.

use leptos::prelude::*;

use crate::{
    state::{
        clock::use_clock,
        live::{ConnectionStatus, IDLE_PROBE, use_live},
    },
    ui::{State, StateMark, format_absolute, format_ago},
};

use super::text::connection as text;

/// Whether what is on the screen is up to date, in a word.
#[component]
pub fn ConnectionChip() -> impl IntoView {
    let live = use_live();
    let now = use_clock().now();
    let connection_status = live.connection_status();
    let last_contact = live.last_contact();
    let state = Signal::derive(move || match connection_status.get() {
        ConnectionStatus::Live => State::Good,
        ConnectionStatus::Reconnecting => State::Busy,
        ConnectionStatus::Polling => State::Warn,
        ConnectionStatus::Offline => State::Bad,
    });
    // While all is well nobody asks how old the last word is.
    let age =
        Memo::new(
            move |_| match (connection_status.get(), last_contact.try_get().flatten()) {
                (ConnectionStatus::Live, _) | (_, None) => None,
                (_, Some(at)) => Some(format_ago(at, now.get())),
            },
        );
    let explanation = move || {
        // It may be drawn once more while the frame around it goes.
        let connection_status = connection_status.try_get().unwrap_or_default();
        let words = match connection_status {
            ConnectionStatus::Live => text::LIVE.to_owned(),
            ConnectionStatus::Reconnecting => text::RECONNECTING.to_owned(),
            ConnectionStatus::Polling => match live.refresh().shortest() {
                Some(every) => text::refreshing(every.as_secs_f64().ceil()),
                // Nothing on the page grows old; the server itself is looked after all the same.
                None => text::checking(IDLE_PROBE / 1_000.0),
            },
            ConnectionStatus::Offline => text::OFFLINE.to_owned(),
        };
        match last_contact.try_get().flatten() {
            Some(at) => text::with_last_response(&words, &format_absolute(at)),
            None => words,
        }
    };
    view! {
        <div class="connection-chip" data-state=move || state.get().as_str() title=explanation>
            <StateMark state />
            <span role="status" aria-label=text::LABEL class="connection-word">
                {move || connection_status.get().label()}
            </span>
            <span class="connection-age" aria-hidden="true">
                {move || age.get()}
            </span>
        </div>
    }
}
