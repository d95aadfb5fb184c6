//! Creating an account.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Secret, auth::Registration, capabilities::Capability, typed};

use super::{
    accounts::NoAccounts,
    form::{KeepSignedIn, SignInError, SignInForm, link_with_next, redirect_when_signed_in},
    text,
};
use crate::{
    routes::Route,
    state::{drafts::ask_while_typed, heading::use_heading, session::use_session},
    ui::{AuthLayout, Button, ButtonKind, ButtonSize, ButtonTone, InputKind, TextField},
};

/// `/register`.
#[component]
pub fn RegisterPage() -> impl IntoView {
    use_heading(text::register::TITLE.to_owned(), None);
    redirect_when_signed_in();
    let session = use_session();
    let has_accounts = Memo::new(move |_| session.has_accounts());
    let can_register =
        Memo::new(move |_| session.has_accounts() && session.offers(Capability::AuthRegister));
    let login = link_with_next(Route::Login);
    let foot = move || {
        view! {
            <Show when=move || has_accounts.get()>
                <p>
                    {text::register::LOGIN_BEFORE}
                    <A href=move || login.get()>{text::register::LOGIN}</A>
                </p>
            </Show>
        }
    };
    view! {
        <AuthLayout title=text::register::TITLE foot>
            <Show
                when=move || can_register.get()
                fallback=|| view! { <NoAccounts capability=Capability::AuthRegister /> }
            >
                <RegisterForm />
            </Show>
        </AuthLayout>
    }
}

#[component]
fn RegisterForm() -> impl IntoView {
    let form = SignInForm::new();
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    ask_while_typed([name, email, password]);
    let send = move |event| {
        let registration = Registration {
            name: name.get_untracked().trim().to_owned(),
            email: typed::address(&email.get_untracked()),
            password: Secret::new(password.get_untracked()),
        };
        form.send(&event, async move || {
            form.session
                .register(registration, form.storage_scope())
                .await
        });
    };
    view! {
            <form class="sign-in-form" on:submit=send>
                <SignInError form refused=text::register::REFUSED />
                <TextField
                    label=text::fields::NAME
                    value=name
                    name="name"
                    autocomplete="name"
                    required=true
                    autofocus=true
                    error=form.field("name")
                />
                <TextField
                    label=text::fields::EMAIL
                    kind=InputKind::Email
                    value=email
                    name="email"
                    autocomplete="username"
                    required=true
                    error=form.field("email")
                />
                <TextField
                    label=text::fields::PASSWORD
                    kind=InputKind::Password
                    value=password
                    name="password"
                    autocomplete="new-password"
                    required=true
                    hint=text::register::PASSWORD_HINT.to_owned()
                    error=form.field("password")
                />
                <KeepSignedIn form />
                <Button
                    tone=ButtonTone::Primary
                    size=ButtonSize::Large
                    kind=ButtonKind::Submit
                    pending=form.pending
                    wide=true
                >
                    {text::register::SUBMIT}
                </Button>
            </form>
    }
}
