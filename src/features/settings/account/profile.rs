//! Name and email address, and what the account is besides.

use leptos::{ev::SubmitEvent, prelude::*};
use serde::{Deserialize, Serialize};
use wire::{
    auth::{self, User, UserChange, UserId},
    capabilities::Capability,
    unicode::sort_key,
};

use super::{
    super::{form_error::FormError, text},
    not_a_person,
};
use crate::{
    features::shared::StampTime,
    state::{
        drafts::DraftName, mutation::use_mutation, notices::use_notices, session::use_session,
    },
    ui::{
        Button, ButtonKind, ButtonTone, Description, DescriptionList, InputKind, Panel, TextField,
    },
};

/// What was typed and not saved.
const DRAFT: DraftName = DraftName::new("toombos.draft.account");

#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct ProfileDraft {
    /// Whose it is: another person at this browser must not find it in their form.
    user: UserId,
    name: String,
    email: String,
}

/// The account's name and email address.
#[component]
pub fn Profile() -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let user = Memo::new(move |_| session.user());
    let saved = untrack(|| user.get());
    let (name, email) = typed(saved.as_ref());
    let (name, email) = (RwSignal::new(name), RwSignal::new(email));
    let change = Memo::new(move |_| {
        user.with(|user| difference(user.as_ref()?, &name.read(), &email.read()))
    });
    DRAFT.own().follow(Signal::derive(move || {
        let user = user.with(|user| user.as_ref().map(|user| user.id.clone()))?;
        change.read().as_ref()?;
        Some(ProfileDraft {
            user,
            name: name.get(),
            email: email.get(),
        })
    }));
    let save = use_mutation(
        |change: &UserChange| auth::change_me(change),
        move |_, now: User| {
            name.set(now.name.clone());
            email.set(now.email.clone());
            session.take_user(now);
            notices.good(text::account::profile::SAVED);
        },
    );
    let reason = Signal::derive(move || {
        let unoffered = (!session.offers(Capability::AuthProfile))
            .then(|| Capability::AuthProfile.missing().to_owned());
        unoffered.or_else(|| not_a_person(session))
    });
    let locked = Signal::derive(move || reason.read().is_some());
    let nothing = Signal::derive(move || {
        reason.get().or_else(|| {
            change
                .read()
                .is_none()
                .then(|| text::account::profile::NO_CHANGES.to_owned())
        })
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if let (Some(change), false) = (change.get_untracked(), locked.get_untracked()) {
            save.run(change);
        }
    };
    let undo = move |()| {
        if let Some(user) = user.get_untracked() {
            name.set(user.name);
            email.set(user.email);
            save.forget();
        }
    };
    let field = move |of: &'static str| {
        Signal::derive(move || save.error().with(|error| error.as_ref()?.field(of)))
    };
    view! {
        <Panel heading=text::account::profile::TITLE level=3 intro=reason>
            <form class="settings-form" on:submit=send>
                <TextField
                    label=text::account::profile::NAME
                    value=name
                    name="name"
                    autocomplete="name"
                    required=true
                    readonly=locked
                    error=field("name")
                />
                <TextField
                    label=text::account::profile::EMAIL
                    kind=InputKind::Email
                    value=email
                    name="email"
                    autocomplete="email"
                    required=true
                    readonly=locked
                    hint=text::account::profile::EMAIL_HINT.to_owned()
                    error=field("email")
                />
                <AccountDetails user />
                <FormError
                    error=save.error()
                    title=text::account::profile::SAVE_FAILED
                    fields=&["name", "email"]
                    undecided=text::account::profile::SAVE_UNDECIDED
                />
                <div class="settings-actions">
                    <Button
                        tone=ButtonTone::Primary
                        kind=ButtonKind::Submit
                        pending=save.pending()
                        reason=nothing
                    >
                        {text::account::profile::SAVE}
                    </Button>
                    <Show when=move || change.read().is_some()>
                        <Button tone=ButtonTone::Quiet on_click=undo>
                            {text::account::profile::DISCARD}
                        </Button>
                    </Show>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

#[component]
fn AccountDetails(user: Memo<Option<User>>) -> impl IntoView {
    move || {
        let user = user.get()?;
        let role = user.role.label().to_owned();
        let role = view! { {role} " " <span class="settings-aside">{role_words(&user)}</span> };
        let items = vec![
            Description::new(text::account::profile::ROLE, role),
            Description::new(
                text::account::profile::MEMBER_SINCE,
                view! { <StampTime stamp=user.created_at /> },
            ),
        ];
        Some(view! { <DescriptionList items /> })
    }
}

/// What the role means, in a sentence.
fn role_words(user: &User) -> &'static str {
    use wire::auth::Role;
    match user.role {
        Role::Admin => text::account::profile::ROLE_ADMIN,
        Role::Editor => text::account::profile::ROLE_EDITOR,
        Role::Viewer => text::account::profile::ROLE_VIEWER,
        Role::Other(_) => text::account::profile::ROLE_OTHER,
    }
}

/// What the form begins with: what was typed and not saved, else what is.
fn typed(user: Option<&User>) -> (String, String) {
    let Some(user) = user else {
        return Default::default();
    };
    let draft: Option<ProfileDraft> = DRAFT.own().load::<Option<ProfileDraft>>().flatten();
    match draft.filter(|draft| draft.user == user.id) {
        Some(draft) => (draft.name, draft.email),
        None => (user.name.clone(), user.email.clone()),
    }
}

/// What is typed that is not so yet; `None` where nothing is.
fn difference(user: &User, name: &str, email: &str) -> Option<UserChange> {
    let (name, email) = (name.trim(), wire::typed::address(email));
    let change = UserChange {
        name: (name != user.name).then(|| name.to_owned()),
        // The server compares addresses so.
        email: (sort_key(&email) != sort_key(&user.email)).then_some(email),
    };
    (change != UserChange::default()).then_some(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_different_is_sent() {
        let user: User = serde_json::from_value(serde_json::json!({
            "id": "u", "email": "e@toombos.test", "name": "E", "role": "editor",
            "created_at": "2026-11-23T00:00:00Z",
        }))
        .unwrap();
        assert_eq!(difference(&user, " E ", "E@toombos.test"), None);
        let change = difference(&user, "Eddie", "e@toombos.test").unwrap();
        assert_eq!(
            (change.name.as_deref(), change.email),
            (Some("Eddie"), None)
        );
    }
}
