//! Another password.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::{
    Secret,
    auth::{self, EndedSessions, PasswordChange},
    capabilities::Capability,
};

use super::{
    super::{form_error::FormError, text},
    SessionsQuery, not_a_person,
    password_strength::{MIN_LENGTH, strength},
};
use crate::{
    features::shared::AccountName,
    state::{
        drafts::ask_while_typed, mutation::use_mutation, notices::use_notices, session::use_session,
    },
    ui::{Button, ButtonKind, ButtonTone, InputKind, Panel, StateMark, TextField, format_count},
};

/// The form for another password.
#[component]
pub fn Password(
    /// Where the account is logged in, which a new password changes.
    listed: SessionsQuery,
) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    ask_while_typed([current, new]);
    let change = use_mutation(
        |change: &PasswordChange| auth::change_password(change),
        move |_, ended: Option<EndedSessions>| {
            current.set(String::new());
            new.set(String::new());
            notices.plain(text::account::password::CHANGED, ended_words(ended));
            listed.refetch();
        },
    );
    let barred = Signal::derive(move || {
        let unoffered = (!session.offers(Capability::AuthPassword))
            .then(|| Capability::AuthPassword.missing().to_owned());
        unoffered.or_else(|| not_a_person(session))
    });
    let locked = Signal::derive(move || barred.read().is_some());
    let reason = Signal::derive(move || {
        barred.get().or_else(|| {
            if current.read().is_empty() {
                return Some(text::account::password::CURRENT_MISSING.to_owned());
            }
            let length = new.read().chars().count();
            (length < MIN_LENGTH).then(|| text::account::password::new_too_short(MIN_LENGTH))
        })
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if reason.read_untracked().is_none() {
            change.run(PasswordChange {
                current_password: Secret::new(current.get_untracked()),
                new_password: Secret::new(new.get_untracked()),
            });
        }
    };
    let field = move |of: &'static str| {
        Signal::derive(move || change.error().with(|error| error.as_ref()?.field(of)))
    };
    let refused = Signal::derive(move || change.error().get());
    let email = Signal::derive(move || session.user().map(|user| user.email).unwrap_or_default());
    let strong = Memo::new(move |_| strength(&new.read()));
    view! {
        <Panel
            heading=text::account::password::TITLE
            level=3
            intro=Signal::derive(move || {
                Some(
                    barred
                        .get()
                        .unwrap_or_else(|| {
                            text::account::password::INTRO.to_owned()
                        }),
                )
            })
        >
            <form class="settings-form" on:submit=send>
                <AccountName email />
                <TextField
                    label=text::account::password::CURRENT
                    kind=InputKind::Password
                    value=current
                    name="current-password"
                    autocomplete="current-password"
                    disabled=locked
                    error=field("current_password")
                />
                <div class="settings-strength">
                    <TextField
                        label=text::account::password::NEW
                        kind=InputKind::Password
                        value=new
                        name="new-password"
                        autocomplete="new-password"
                        disabled=locked
                        hint=text::account::password::new_hint(MIN_LENGTH)
                        error=field("new_password")
                    />
                    <p class="settings-strength-words" aria-live="polite">
                        {move || {
                            strong
                                .get()
                                .map(|(state, words)| {
                                    view! {
                                        <StateMark state />
                                        <span>{words}</span>
                                    }
                                })
                        }}
                    </p>
                </div>
                <FormError
                    error=refused
                    title=text::account::password::FAILED
                    fields=&["current_password", "new_password"]
                    undecided=text::account::password::UNDECIDED
                />
                <div class="settings-actions">
                    <Button
                        tone=ButtonTone::Primary
                        kind=ButtonKind::Submit
                        pending=change.pending()
                        reason
                    >
                        {text::account::password::SUBMIT}
                    </Button>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

/// What became of the other sessions.
pub fn ended_words(ended: Option<EndedSessions>) -> String {
    match ended.map(|ended| ended.sessions_ended) {
        None => text::account::password::STILL_LOGGED_IN.to_owned(),
        Some(0) => text::account::password::NO_OTHERS.to_owned(),
        Some(count) => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            let sessions = format_count(
                count,
                text::account::password::OTHER_SESSION,
                text::account::password::OTHER_SESSIONS,
            );
            text::account::password::logged_out(&sessions)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_sessions_have_their_words() {
        let words = |count| {
            ended_words(Some(EndedSessions {
                sessions_ended: count,
            }))
        };
        assert!(words(1).contains("1 other session logged out"));
        assert!(words(3).contains("3 other sessions logged out"));
        assert!(!ended_words(None).contains("session"));
    }
}
