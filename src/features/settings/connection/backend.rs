//! Which backend it is, who is connected to it, and whether it answers.

use leptos::prelude::*;

use super::{
    super::text,
    words::{basis_words, who_words},
};
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
                (State::Good, text::connection::server::ok(&when))
            } else {
                (State::Bad, text::connection::server::no_response(&when))
            }
        })
    });
    let who = move || who_words(session.user().as_ref(), session.key_ring().as_ref());
    let kept = move || {
        session.auth_status().track();
        match session.kept() {
            StorageScope::Local => text::connection::server::IN_BROWSER,
            StorageScope::Session => text::connection::server::IN_TAB,
        }
    };
    let last = move || match word.get() {
        Some((state, words)) => view! {
            <StateMark state />
            <span>{words}</span>
        }
        .into_any(),
        None => text::connection::NO_REQUESTS.into_any(),
    };
    let items = vec![
        Description::new(
            text::connection::server::URL,
            view! { <CopyId text=address length=60 /> },
        ),
        Description::new(text::connection::server::LAST_RESPONSE, last),
        Description::new(text::connection::server::SIGNED_IN, who),
        Description::new(text::connection::server::STORED, kept),
        Description::new(text::connection::CAPABILITIES, move || {
            basis_words(session.basis())
        }),
    ];
    view! {
        <Panel heading=text::connection::server::TITLE level=3>
            <DescriptionList items />
        </Panel>
    }
}
