//! What stands in place of a form for accounts where the backend has none.

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{form::link_with_next, text};
use crate::{
    routes::Route,
    state::session::{Basis, use_session},
    ui::{ButtonSize, ButtonTone, LinkButton, Notice, State},
};

/// Says once that there are no accounts, and leads to where one can go on.
#[component]
pub fn NoAccounts(
    /// What is missing.
    capability: Capability,
) -> impl IntoView {
    let session = use_session();
    let connect = link_with_next(Route::Connect);
    let is_foreign = Memo::new(move |_| session.basis() == Some(Basis::Foreign));
    let title = move || {
        if is_foreign.get() {
            text::accounts::FOREIGN_TITLE.to_owned()
        } else {
            capability.missing().trim_end_matches('.').to_owned()
        }
    };
    let detail = move || {
        if is_foreign.get() {
            text::accounts::FOREIGN
        } else {
            text::accounts::MISSING
        }
    };
    view! {
        <div class="sign-in-form">
            <Notice state=State::Off title=Signal::derive(title)>
                {detail}
            </Notice>
            <LinkButton href=connect tone=ButtonTone::Primary size=ButtonSize::Large wide=true>
                {text::accounts::CONNECT}
            </LinkButton>
        </div>
    }
}
