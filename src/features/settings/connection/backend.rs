//! Which backend it is, who is connected to it, and whether it answers.

use leptos::prelude::*;

use super::words::{basis_words, who_words};
use crate::{
    state::{clock::use_clock, session::use_session, storage::StorageScope},
    ui::{CopyId, Description, DescriptionList, Panel, State, StateMark, format_ago},
};

/// Facts about the connection.
#[component]
pub fn Backend() -> impl IntoView {
    let session = use_session();
    let now = use_clock().now();
    let address = Signal::derive(move || {
        let base = session.base().get();
        if base.is_empty() {
            window().location().origin().unwrap_or_default()
        } else {
            base
        }
    });
    let word = Memo::new(move |_| {
        session.word().get().map(|word| {
            let when = format_ago(word.at, now.get());
            if word.is_answer {
                (State::Good, format!("OK, {when}"))
            } else {
                (State::Bad, format!("No response, {when}"))
            }
        })
    });
    let who = move || who_words(session.user().as_ref(), session.key_ring().as_ref());
    let kept = move || {
        session.auth_status().track();
        match session.kept() {
            StorageScope::Local => "In this browser, until you log out",
            StorageScope::Session => "In this tab, until you close it or log out",
        }
    };
    let last = move || match word.get() {
        Some((state, words)) => view! {
            <StateMark state />
            <span>{words}</span>
        }
        .into_any(),
        None => "No requests yet".into_any(),
    };
    let items = vec![
        Description::new("URL", view! { <CopyId text=address length=60 /> }),
        Description::new("Last response", last),
        Description::new("Signed in", who),
        Description::new("Stored", kept),
        Description::new("Capabilities", move || basis_words(session.basis())),
    ];
    view! {
        <Panel heading="Server" level=3>
            <DescriptionList items />
        </Panel>
    }
}
