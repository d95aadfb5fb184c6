//! A person whose role keeps them from generating.

use leptos::prelude::*;

use super::super::text;
use crate::{
    state::session::Session,
    ui::{Notice, State},
};

/// Why the person's role keeps them from something; `words` says so of the role's name.
pub fn role_refusal(session: Session, words: fn(&str) -> String) -> Option<String> {
    if session.may_write() {
        return None;
    }
    let role = session.role();
    let role = role
        .as_ref()
        .map_or(text::shared::VIEWER, |role| role.label());
    Some(words(role))
}

/// Why nothing can be made here, above the form.
#[component]
pub fn RefusalNotice(
    /// Why, or nothing.
    #[prop(into)]
    reason: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        reason.get().map(|reason| {
            view! {
                <Notice state=State::Warn title=text::shared::VIEW_ONLY>
                    {reason}
                </Notice>
            }
        })
    }
}
