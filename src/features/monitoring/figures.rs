//! The metrics: what is searched for, whether they are followed, and where they come from.

use std::time::Duration;

use leptos::prelude::*;
use wire::{capabilities::Capability, metrics};

use crate::{
    effect::effect,
    features::monitoring::text,
    state::session::use_session,
    ui::{Button, ButtonSize, IconName, InputKind, TextField},
};

use super::{address::Address, source::Source};

/// The backend as shipped stands still for a tenth of a second for each reading.
const READ_EVERY: Duration = Duration::from_secs(15);

/// The metrics.
#[component]
pub fn Figures(address: Address) -> impl IntoView {
    let session = use_session();
    let paused = RwSignal::new(false);
    let poll = Signal::derive(move || (!paused.get()).then_some(READ_EVERY));
    let search = RwSignal::new(
        address
            .params
            .with_untracked(|params| params.search.clone()),
    );
    effect(move |before: Option<()>| {
        let search = search.get();
        if before.is_some() {
            address.replace(|params| params.search = search);
        }
    });
    // Somebody may go back to another search.
    effect(move |_| {
        let there = address.params.with(|params| params.search.clone());
        if search.get_untracked() != there {
            search.set(there);
        }
    });
    // Beside the process's metrics the backend as shipped has figures of its calls. Where
    // there are no others, they are the metrics.
    let has_both = Memo::new(move |_| {
        session.capabilities().is_some_and(|known| {
            metrics::lists_calls(&known) && !known.is_shipped(Capability::Metrics)
        })
    });
    let pause = move || {
        if paused.get() {
            text::RESUME
        } else {
            text::PAUSE
        }
    };
    let icon = Signal::derive(move || {
        Some(if paused.get() {
            IconName::Play
        } else {
            IconName::Pause
        })
    });
    let rhythm = move || {
        if paused.get() {
            text::PAUSED.to_owned()
        } else {
            text::refreshes_every(READ_EVERY.as_secs())
        }
    };
    view! {
        <div class="metrics">
            <div class="metrics-tools">
                <div class="metrics-search">
                    <TextField
                        label=text::SEARCH
                        kind=InputKind::Search
                        value=search
                        placeholder=text::SEARCH_HINT
                        label_hidden=true
                    />
                </div>
                <p class="metrics-rhythm">{rhythm}</p>
                <Button
                    size=ButtonSize::Small
                    icon
                    on_click=move |()| paused.update(|paused| *paused = !*paused)
                >
                    {pause}
                </Button>
            </div>
            <Source
                heading=text::PROCESS
                failed=text::PROCESS_FAILED
                call=metrics::of_process()
                poll
                paused=paused.into()
                search
            />
            <Show when=move || has_both.get()>
                <Source
                    heading=text::CALLS
                    failed=text::CALLS_FAILED
                    call=metrics::of_calls()
                    poll
                    paused=paused.into()
                    search
                />
            </Show>
            <NotHere />
        </div>
    }
}

/// What belongs here and is not offered.
#[component]
fn NotHere() -> impl IntoView {
    let session = use_session();
    let missing = move || {
        [Capability::Logs, Capability::Alerts]
            .into_iter()
            .filter(|capability| !session.offers(*capability))
            .map(Capability::missing)
            .collect::<Vec<_>>()
            .join(" ")
    };
    view! { <p class="metrics-missing">{missing}</p> }
}
