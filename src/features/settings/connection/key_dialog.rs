//! Gives a key: proved before it is taken.

use leptos::prelude::*;
use wire::{Access, ApiError, Secret, typed};

use super::super::text;
use crate::{
    features::shared::{key_label, unproved},
    state::{
        drafts::ask_while_typed,
        mutation::detach,
        notices::use_notices,
        session::{KeyRing, Session, use_session},
    },
    ui::{Button, ButtonKind, ButtonTone, Dialog, DialogSize, InputKind, Notice, State, TextField},
};

/// Asks for a key while `typing` says which.
#[component]
pub fn KeyDialog(typing: RwSignal<Option<Access>>) -> impl IntoView {
    // Kept while the dialog closes.
    let access = Memo::new(move |before: Option<&Access>| {
        typing.get().or(before.copied()).unwrap_or(Access::Session)
    });
    let title = Signal::derive(move || key_label(access.get()).to_owned());
    view! {
        <Dialog
            open=Signal::derive(move || typing.read().is_some())
            on_close=move |()| typing.set(None)
            title
            size=DialogSize::Small
        >
            <KeyForm access=access.get_untracked() typing />
        </Dialog>
    }
}

#[component]
fn KeyForm(access: Access, typing: RwSignal<Option<Access>>) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let key = RwSignal::new(String::new());
    ask_while_typed([key]);
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let unusable = RwSignal::new(None::<String>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        error.set(None);
        let key = match typed::key(&key.get_untracked()) {
            Ok(key) => key,
            Err(problem) => return unusable.set(Some(problem)),
        };
        unusable.set(None);
        pending.set(true);
        detach(async move {
            let outcome = take(session, access, key).await;
            let _ = pending.try_set(false);
            match outcome {
                Ok(()) => {
                    let _ = typing.try_set(None);
                    notices.good(text::connection::key_dialog::saved(key_label(access)));
                }
                Err(problem) => {
                    let _ = error.try_set(Some(problem));
                }
            }
        });
    };
    let words = move || error.with(|error| Some(unproved(access, error.as_ref()?)));
    let intro = match access {
        Access::CacheKey => text::connection::key_dialog::CACHE_KEY,
        Access::Session | Access::Public => text::connection::key_dialog::API_KEY,
    };
    view! {
        <form class="sign-in-form" on:submit=send>
            <p>{intro} {text::connection::key_dialog::TESTED}</p>
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
                label=key_label(access)
                kind=InputKind::Password
                value=key
                name="key"
                autocomplete="off"
                required=true
                autofocus=true
                mono=true
                error=Signal::derive(move || unusable.get().or_else(|| words()?.at_field))
            />
            <div class="sign-in-again">
                <Button on_click=move |()| typing.set(None)>{text::connection::key_dialog::CANCEL}</Button>
                <Button tone=ButtonTone::Primary kind=ButtonKind::Submit pending>
                    {text::connection::key_dialog::SAVE}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// Takes a key, if it is right; the others stay.
async fn take(session: Session, access: Access, key: Secret) -> Result<(), ApiError> {
    let asker = session.asker();
    let base = session.base().get_untracked();
    let capabilities = match untrack(|| session.capabilities()) {
        Some(capabilities) => capabilities,
        None => session.look_at(base.clone()).await?.capabilities,
    };
    let user = session
        .prove(&base, &capabilities, access, key.clone())
        .await?;
    let ring = untrack(|| session.key_ring()).unwrap_or_default();
    session.replace_keys(asker, with(ring, access, Some(key)), user)
}

/// The keys with another one of a kind.
pub fn with(ring: KeyRing, access: Access, key: Option<Secret>) -> KeyRing {
    match access {
        Access::CacheKey => KeyRing { cache: key, ..ring },
        Access::Session | Access::Public => KeyRing { api: key, ..ring },
    }
}
