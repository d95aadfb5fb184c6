//! Asks for the password over the page when a session has ended.

use leptos::prelude::*;
use wire::{Secret, auth::Login};

use super::form::{SignInError, SignInForm};
use crate::{
    state::session::{Standing, use_session},
    ui::{Button, ButtonKind, ButtonTone, Dialog, DialogSize, InputKind, TextField},
};

/// A dialog over the page; whatever was typed there stays.
#[component]
pub fn SessionEnded() -> impl IntoView {
    let session = use_session();
    let open = Signal::derive(move || matches!(session.standing().get(), Standing::Expired(_)));
    view! {
        <Dialog
            open
            on_close=|()| {}
            title="Your session has ended"
            dismissible=false
            size=DialogSize::Small
        >
            <Again />
        </Dialog>
    }
}

#[component]
fn Again() -> impl IntoView {
    let form = SignInForm::new();
    let session = form.session;
    let password = RwSignal::new(String::new());
    let user = untrack(|| session.user());
    let by_password = user.is_some() && session.has_password();
    let email = user.map(|user| user.email).unwrap_or_default();
    let shown = email.clone();
    let send = move |event| {
        let login = Login {
            email: email.clone(),
            password: Secret::new(password.get_untracked()),
        };
        form.send(&event, async move || {
            session.log_in(login, session.kept()).await
        });
    };
    if !by_password {
        return view! {
            <p>"The backend no longer accepts the API key of this session."</p>
            <div class="sign-in-again">
                <Button tone=ButtonTone::Primary on_click=move |()| session.log_out()>
                    "Connect anew"
                </Button>
            </div>
        }
        .into_any();
    }
    view! {
        <form class="sign-in-form" on:submit=send>
            <p>
                "Log in again as " <strong>{shown}</strong>
                " to go on. Everything on the page is kept."
            </p>
            <SignInError form refused="The password is wrong" />
            <TextField
                label="Password"
                kind=InputKind::Password
                value=password
                name="password"
                autocomplete="current-password"
                required=true
                autofocus=true
            />
            <div class="sign-in-again">
                <Button on_click=move |()| session.log_out()>"Log out"</Button>
                <Button tone=ButtonTone::Primary kind=ButtonKind::Submit pending=form.pending>
                    "Log in"
                </Button>
            </div>
        </form>
    }
    .into_any()
}
