//! Another name for a key.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::api_keys::{self, ApiKey, ApiKeyChange, ApiKeyId};

use super::{
    super::{form_error::FormError, text},
    actions::ApiKeyActions,
};
use crate::{
    state::{mutation::use_mutation, notices::use_notices},
    ui::{Button, ButtonKind, ButtonTone, Dialog, DialogSize, TextField},
};

/// Asks for another name while `actions` say of which key.
#[component]
pub fn RenameDialog(
    /// What can be done with keys.
    actions: ApiKeyActions,
) -> impl IntoView {
    let renaming = actions.renaming;
    view! {
        <Dialog
            open=Signal::derive(move || renaming.read().is_some())
            on_close=move |()| renaming.set(None)
            title=text::api_keys::rename::TITLE
            size=DialogSize::Small
        >
            {move || renaming.get().map(|key| view! { <RenameForm key_facts=key actions /> })}
        </Dialog>
    }
}

#[component]
fn RenameForm(key_facts: ApiKey, actions: ApiKeyActions) -> impl IntoView {
    let notices = use_notices();
    let renaming = actions.renaming;
    let name = RwSignal::new(key_facts.name.clone());
    let rename = use_mutation(
        |(id, name): &(ApiKeyId, String)| {
            let change = ApiKeyChange {
                name: Some(name.clone()),
                ..ApiKeyChange::default()
            };
            api_keys::change(id, &change)
        },
        move |_, key: ApiKey| {
            renaming.set(None);
            notices.good(text::api_keys::rename::renamed(&key.name));
            actions.refetch();
        },
    );
    let missing = Signal::derive(move || {
        name.read()
            .trim()
            .is_empty()
            .then(|| text::api_keys::rename::NAME_MISSING.to_owned())
    });
    let id = key_facts.id;
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if missing.read_untracked().is_none() {
            rename.run((id.clone(), name.get_untracked().trim().to_owned()));
        }
    };
    let error = Signal::derive(move || rename.error().with(|error| error.as_ref()?.field("name")));
    view! {
        <form class="key-form" on:submit=send novalidate>
            <TextField
                label=text::api_keys::rename::NAME
                value=name
                autocomplete="off"
                autofocus=true
                error
            />
            <FormError
                error=rename.error()
                title=text::api_keys::rename::FAILED
                fields=&["name"]
                undecided=text::api_keys::rename::UNDECIDED
            />
            <div class="settings-actions" data-end="">
                <Button on_click=move |()| renaming.set(None)>{text::api_keys::CANCEL}</Button>
                <Button
                    tone=ButtonTone::Primary
                    kind=ButtonKind::Submit
                    pending=rename.pending()
                    reason=missing
                >
                    {text::api_keys::rename::SUBMIT}
                </Button>
            </div>
        </form>
    }
    .into_any()
}
