//! Asks for the password, or for another key, over the page when a session has ended.

use std::sync::Arc;

use leptos::prelude::*;
use wire::{Access, ApiError, Secret, auth::Login, typed};

use super::{
    form::{SignInError, SignInForm},
    text,
};
use crate::{
    features::shared::{AccountName, unproved},
    state::session::{AuthStatus, KeyRing, Session, use_session},
    ui::{Button, ButtonKind, ButtonTone, Dialog, DialogSize, InputKind, Notice, State, TextField},
};

/// A dialog over the page; whatever was typed there stays.
#[component]
pub fn SessionEnded() -> impl IntoView {
    let session = use_session();
    let open =
        Signal::derive(move || matches!(session.auth_status().get(), AuthStatus::Expired(_)));
    view! {
        <Dialog
            open
            on_close=|()| {}
            title=text::reauthenticate::TITLE
            dismissible=false
            size=DialogSize::Small
        >
            {move || {
                let session = use_session();
                if untrack(|| session.user()).is_some() && session.has_password() {
                    view! { <Password /> }.into_any()
                } else {
                    view! { <AnotherKey /> }.into_any()
                }
            }}
        </Dialog>
    }
}

#[component]
fn Password() -> impl IntoView {
    let form = SignInForm::new();
    let session = form.session;
    let password = RwSignal::new(String::new());
    let user = untrack(|| session.user());
    let email = user.map(|user| user.email).unwrap_or_default();
    let (shown, known) = (email.clone(), email.clone());
    let send = move |event| {
        let login = Login {
            email: email.clone(),
            password: Secret::new(password.get_untracked()),
        };
        form.send(&event, async move || {
            session.log_in(login, session.kept()).await
        });
    };
    view! {
        <form class="sign-in-form" on:submit=send>
            <p>
                {text::reauthenticate::LOGIN_BEFORE} <strong>{shown}</strong>
                {text::reauthenticate::LOGIN_AFTER}
            </p>
            <SignInError form refused=text::reauthenticate::PASSWORD_REFUSED />
            <AccountName email=known />
            <TextField
                label=text::fields::PASSWORD
                kind=InputKind::Password
                value=password
                name="password"
                autocomplete="current-password"
                required=true
                autofocus=true
            />
            <div class="sign-in-again">
                <Button on_click=move |()| session.log_out()>{text::reauthenticate::LOG_OUT}</Button>
                <Button tone=ButtonTone::Primary kind=ButtonKind::Submit pending=form.pending>
                    {text::reauthenticate::LOG_IN}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn AnotherKey() -> impl IntoView {
    let form = SignInForm::new();
    let session = form.session;
    let key = RwSignal::new(String::new());
    let unusable = RwSignal::new(None::<String>);
    let send = move |event: leptos::ev::SubmitEvent| {
        let key = match typed::key(&key.get_untracked()) {
            Ok(key) => key,
            Err(problem) => {
                event.prevent_default();
                return unusable.set(Some(problem));
            }
        };
        unusable.set(None);
        form.send(&event, async move || continue_with_key(session, key).await);
    };
    let words = move || {
        form.error
            .with(|error| Some(unproved(Access::Session, error.as_ref()?)))
    };
    let at_field = Signal::derive(move || unusable.get().or_else(|| words()?.at_field));
    view! {
        <form class="sign-in-form" on:submit=send>
            <p>
                {text::reauthenticate::KEY_REFUSED}
            </p>
            {move || {
                let words = words()?;
                Some(
                    view! {
                        <Notice state=State::Bad title=words.title>
                            {words.detail}
                        </Notice>
                    },
                )
            }}
            <TextField
                label=text::fields::API_KEY
                kind=InputKind::Password
                value=key
                name="api-key"
                autocomplete="off"
                required=true
                autofocus=true
                mono=true
                error=at_field
            />
            <div class="sign-in-again">
                <Button on_click=move |()| session.log_out()>{text::reauthenticate::RECONNECT}</Button>
                <Button tone=ButtonTone::Primary kind=ButtonKind::Submit pending=form.pending>
                    {text::reauthenticate::USE_KEY}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// Goes on with another API key, if it is right; the cache key stays.
async fn continue_with_key(session: Session, key: Secret) -> Result<(), ApiError> {
    let asker = session.asker();
    let base = session.base().get_untracked();
    let capabilities = match untrack(|| session.capabilities()) {
        Some(capabilities) => capabilities,
        None => Arc::clone(&session.look_at(base.clone()).await?.capabilities),
    };
    let access = Access::Session;
    let user = session
        .prove(&base, &capabilities, access, key.clone())
        .await?;
    let keys = KeyRing {
        api: Some(key),
        ..untrack(|| session.key_ring()).unwrap_or_default()
    };
    session.replace_keys(asker, keys, user)
}
