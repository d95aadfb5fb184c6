//! Connecting with an API key, to this or another backend.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{ApiError, Secret};

use super::form::{KeepSignedIn, SignInError, SignInForm, go_on_when_signed_in, keeping_next};
use crate::{
    routes::Route,
    state::{heading::use_heading, session::KeyRing},
    ui::{Button, ButtonKind, ButtonSize, ButtonTone, Centered, InputKind, TextField},
};

/// `/connect`.
#[component]
pub fn ConnectPage() -> impl IntoView {
    use_heading("Connect".to_owned(), None);
    go_on_when_signed_in();
    let form = SignInForm::new();
    let backend = RwSignal::new(backend_now(&form.session.base().get_untracked()));
    let key = RwSignal::new(String::new());
    let bad_address = RwSignal::new(None::<String>);
    let send = move |event: leptos::ev::SubmitEvent| {
        let address = match address(&backend.get_untracked()) {
            Ok(address) => address,
            Err(problem) => {
                event.prevent_default();
                return bad_address.set(Some(problem));
            }
        };
        bad_address.set(None);
        let key = Secret::new(key.get_untracked().trim());
        form.send(&event, async move || {
            let session = form.session;
            let capabilities = session.look_at(address.clone()).await?;
            let access = wire::Access::Session;
            let user = session
                .prove(&address, &capabilities, access, key.clone())
                .await?;
            let keys = KeyRing {
                api: Some(key),
                cache: None,
            };
            session.connect(address, capabilities, keys, user, form.keep());
            Ok(())
        });
    };
    let login = keeping_next(Route::Login);
    let foot = move || {
        view! { <p>"Have a password? " <A href=move || login.get()>"Log in"</A></p> }
    };
    let unreachable = Signal::derive(move || {
        form.error.with(|error| match error {
            Some(ApiError::Unreachable { .. } | ApiError::TimedOut { .. }) => {
                Some("Nothing that this page may talk to answers at this address.".to_owned())
            }
            _ => None,
        })
    });
    let address_problem = Signal::derive(move || bad_address.get().or_else(|| unreachable.get()));
    view! {
        <Centered
            title="Connect"
            intro="Use an API key instead of a password. It is proved with a real request first."
                .to_owned()
            foot
        >
            <form class="sign-in-form" on:submit=send novalidate>
                <SignInError form refused="This backend does not know the key" />
                <TextField
                    label="Backend URL"
                    kind=InputKind::Url
                    value=backend
                    name="backend"
                    autocomplete="url"
                    required=true
                    hint="Where the Toombos API answers, e.g. https://api.example.com".to_owned()
                    error=address_problem
                />
                <TextField
                    label="API key"
                    kind=InputKind::Password
                    value=key
                    name="api-key"
                    autocomplete="off"
                    required=true
                    mono=true
                />
                <KeepSignedIn form />
                <Button
                    tone=ButtonTone::Primary
                    size=ButtonSize::Large
                    kind=ButtonKind::Submit
                    pending=form.pending
                    wide=true
                >
                    "Connect"
                </Button>
            </form>
        </Centered>
    }
}

/// The address to begin with: where the app already talks to.
fn backend_now(base: &str) -> String {
    if base.is_empty() {
        window().location().origin().unwrap_or_default()
    } else {
        base.to_owned()
    }
}

/// The address without what does not belong to it; a host alone is taken for `https`.
fn address(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("Give the address of the backend.".to_owned());
    }
    let whole = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let url = web_sys::Url::new(&whole)
        .map_err(|_| "This is not an address. It looks like https://api.example.com.".to_owned())?;
    if !["http:", "https:"].contains(&url.protocol().as_str()) {
        return Err("The address begins with https:// or http://.".to_owned());
    }
    let path = url.pathname();
    Ok(format!("{}{}", url.origin(), path.trim_end_matches('/')))
}
