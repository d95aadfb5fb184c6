//! Logging in with email and password.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Secret, auth::Login, capabilities::Capability, typed};

use super::{
    accounts::NoAccounts,
    form::{KeepSignedIn, SignInError, SignInForm, link_with_next, redirect_when_signed_in},
    text,
};
use crate::{
    routes::Route,
    state::{heading::use_heading, session::use_session},
    ui::{AuthLayout, Button, ButtonKind, ButtonSize, ButtonTone, InputKind, TextField},
};

/// `/login`.
#[component]
pub fn LoginPage() -> impl IntoView {
    use_heading(text::login::TITLE.to_owned(), None);
    redirect_when_signed_in();
    let session = use_session();
    let has_accounts = Memo::new(move |_| session.has_accounts());
    let can_register =
        Memo::new(move |_| session.has_accounts() && session.offers(Capability::AuthRegister));
    let register = link_with_next(Route::Register);
    let connect = link_with_next(Route::Connect);
    let foot = move || {
        view! {
            <Show when=move || can_register.get()>
                <p>
                    {text::login::REGISTER_BEFORE}
                    <A href=move || register.get()>{text::login::REGISTER}</A>
                </p>
            </Show>
            // Without accounts it is the one thing to do, and stands above.
            <Show when=move || has_accounts.get()>
                <p>
                    <A href=move || connect.get()>{text::login::CONNECT}</A>
                </p>
            </Show>
        }
    };
    view! {
        <AuthLayout title=text::login::TITLE foot>
            <Show
                when=move || has_accounts.get()
                fallback=|| view! { <NoAccounts capability=Capability::AuthLogin /> }
            >
                <LoginForm />
            </Show>
        </AuthLayout>
    }
}

#[component]
fn LoginForm() -> impl IntoView {
    let form = SignInForm::new();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let send = move |event| {
        let login = Login {
            email: typed::address(&email.get_untracked()),
            password: Secret::new(password.get_untracked()),
        };
        form.send(&event, async move || {
            form.session.log_in(login, form.storage_scope()).await
        });
    };
    view! {
            <form class="sign-in-form" on:submit=send>
                <SignInError form refused=text::login::REFUSED />
                <TextField
                    label=text::fields::EMAIL
                    kind=InputKind::Email
                    value=email
                    name="email"
                    autocomplete="username"
                    required=true
                    autofocus=true
                />
                <TextField
                    label=text::fields::PASSWORD
                    kind=InputKind::Password
                    value=password
                    name="password"
                    autocomplete="current-password"
                    required=true
                />
                <KeepSignedIn form />
                <Button
                    tone=ButtonTone::Primary
                    size=ButtonSize::Large
                    kind=ButtonKind::Submit
                    pending=form.pending
                    wide=true
                >
                    {text::login::SUBMIT}
                </Button>
            </form>
    }
}
