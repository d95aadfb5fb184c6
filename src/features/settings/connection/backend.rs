//! Which backend it is, who is connected to it, and whether it answers.

use leptos::prelude::*;

use super::words::{basis_words, who_words};
use crate::{
    state::{clock::use_clock, session::use_session, storage::StorageScope},
    ui::{CopyId, Panel, State, StateMark, format_ago},
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
                (State::Good, format!("Answered {when}"))
            } else {
                (State::Bad, format!("Did not answer {when}"))
            }
        })
    });
    let who = move || who_words(session.user().as_ref(), session.key_ring().as_ref());
    let kept = move || {
        session.auth_status().track();
        match session.kept() {
            StorageScope::Local => "In this browser, until you log out",
            StorageScope::Session => "In this tab, until it is closed or you log out",
        }
    };
    view! {
        <Panel heading="Backend" level=3>
            <dl class="settings-facts">
                <div>
                    <dt>"Address"</dt>
                    <dd>
                        <CopyId text=address length=60 />
                    </dd>
                </div>
                <div>
                    <dt>"Last word"</dt>
                    <dd>
                        {move || match word.get() {
                            Some((state, words)) => {
                                view! {
                                    <StateMark state />
                                    <span>{words}</span>
                                }
                                    .into_any()
                            }
                            None => "Nothing was asked yet".into_any(),
                        }}
                    </dd>
                </div>
                <div>
                    <dt>"Connected"</dt>
                    <dd>{who}</dd>
                </div>
                <div>
                    <dt>"Kept"</dt>
                    <dd>{kept}</dd>
                </div>
                <div>
                    <dt>"What it offers"</dt>
                    <dd>{move || basis_words(session.basis())}</dd>
                </div>
            </dl>
        </Panel>
    }
}
