//! For how long somebody wants to be able to undo publishing.

use leptos::prelude::*;

use super::text;
use crate::{
    state::{
        publish_hold::{CHOICES, hold_preference, set_hold_preference},
        session::use_session,
    },
    ui::{Panel, Select, SelectOption},
};

fn option(seconds: u32) -> SelectOption {
    match seconds {
        0 => SelectOption::new("0", text::publishing::OFF).detail(text::publishing::OFF_DETAIL),
        seconds => SelectOption::new(seconds.to_string(), text::publishing::seconds(seconds)),
    }
}

/// The time in which publishing can be undone; kept in this browser, for whoever is signed in.
#[component]
pub fn PublishingPanel() -> impl IntoView {
    let session = use_session();
    let current = hold_preference(session);
    let value = RwSignal::new(current.to_string());
    let failed = RwSignal::new(false);
    let mut choices = CHOICES.to_vec();
    if !choices.contains(&current) {
        choices.push(current);
    }
    let options: Vec<_> = choices.into_iter().map(option).collect();
    let save = move |chosen: String| {
        let saved = chosen.parse().is_ok_and(set_hold_preference);
        failed.set(!saved);
        if !saved {
            value.set(hold_preference(session).to_string());
        }
    };
    let error = Signal::derive(move || {
        failed
            .get()
            .then(|| text::publishing::SAVE_FAILED.to_owned())
    });
    view! {
        <Panel heading=text::publishing::TITLE level=3>
            <div class="settings-form">
                <Select
                    label=text::publishing::LABEL
                    value
                    options
                    hint=text::publishing::HINT.to_owned()
                    error
                    on_change=save
                />
            </div>
        </Panel>
    }
    .into_any()
}
