//! What the sign-in forms share: sending, what went wrong, and where to go on.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::ApiError;

use super::text;
use crate::{
    effect::effect,
    routes,
    state::{
        navigation::use_navigate,
        session::{
            Session, keep_signed_in_by_default, may_go_on, remember_keep_signed_in, use_session,
        },
        storage::StorageScope,
    },
    ui::{Checkbox, Notice, State},
};

/// A form that signs in; it can be sent once at a time.
#[derive(Clone, Copy)]
pub struct SignInForm {
    /// The session to sign in to.
    pub session: Session,
    /// Whether the answer is awaited.
    pub pending: RwSignal<bool>,
    /// Why the last attempt failed.
    pub error: RwSignal<Option<ApiError>>,
    /// Whether to keep the session for all tabs, or for this one only.
    pub stays_signed_in: RwSignal<bool>,
}

impl SignInForm {
    /// A form, as it was left the last time.
    pub fn new() -> Self {
        Self {
            session: use_session(),
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
            stays_signed_in: RwSignal::new(keep_signed_in_by_default()),
        }
    }

    /// Where the session is to be kept.
    pub fn storage_scope(self) -> StorageScope {
        let stays = self.stays_signed_in.get_untracked();
        remember_keep_signed_in(stays);
        if stays {
            StorageScope::Local
        } else {
            StorageScope::Session
        }
    }

    /// Sends the form; what was typed stays if it fails.
    pub fn send(
        self,
        event: &SubmitEvent,
        attempt: impl AsyncFnOnce() -> Result<(), ApiError> + 'static,
    ) {
        event.prevent_default();
        self.run(attempt);
    }

    /// [`SignInForm::send`], by something else than the form itself.
    pub fn run(self, attempt: impl AsyncFnOnce() -> Result<(), ApiError> + 'static) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.error.set(None);
        crate::state::mutation::detach(async move {
            let outcome = attempt().await;
            let _ = self.pending.try_set(false);
            let _ = self.error.try_set(outcome.err());
        });
    }

    /// What the server says of the field with this name.
    pub fn field(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.error.with(|error| error.as_ref()?.field(name)))
    }
}

/// Leads on once somebody is signed in: to the page that was asked for.
pub fn redirect_when_signed_in() {
    let session = use_session();
    let search = use_location().search;
    let navigate = use_navigate();
    effect(move |_| {
        if session.is_signed_in() {
            let next = next_in(&search.get_untracked()).filter(|_| may_go_on());
            let options = NavigateOptions {
                replace: true,
                ..Default::default()
            };
            navigate(&routes::after_sign_in(next.as_deref()), options);
        }
    });
}

/// Where to go afterwards, as the address says. The router's own map would decode it twice.
fn next_in(search: &str) -> Option<String> {
    let search = web_sys::UrlSearchParams::new_with_str(search).ok()?;
    search.get(routes::NEXT)
}

/// An address of a sign-in page that keeps where to go afterwards.
pub fn link_with_next(route: routes::Route) -> Signal<String> {
    let search = use_location().search;
    Signal::derive(move || {
        let next = next_in(&search.get());
        route.with(&wire::Query::new().maybe(routes::NEXT, next))
    })
}

/// What went wrong, in words for this form.
#[component]
pub fn SignInError(
    /// The form.
    form: SignInForm,
    /// What a 401 means here.
    refused: &'static str,
) -> impl IntoView {
    move || {
        let error = form.error.get()?;
        let (title, detail) = words(&error, refused);
        Some(view! {
            <Notice state=State::Bad title>
                {detail}
            </Notice>
        })
    }
}

fn words(error: &ApiError, refused: &'static str) -> (String, String) {
    match error.status() {
        Some(401) => (refused.to_owned(), text::errors::CHECK_TYPOS.to_owned()),
        Some(429) => (text::errors::TOO_MANY.to_owned(), error.hint()),
        Some(422) => (error.detail(), text::errors::CORRECT_IT.to_owned()),
        Some(_) => (
            error.headline(),
            text::errors::detail(&error.detail(), &error.hint()),
        ),
        None => (error.headline(), error.hint()),
    }
}

/// The choice between this browser and this tab.
#[component]
pub fn KeepSignedIn(
    /// The form.
    form: SignInForm,
) -> impl IntoView {
    view! {
        <Checkbox
            label=text::fields::KEEP_SIGNED_IN
            checked=form.stays_signed_in
        />
    }
}
