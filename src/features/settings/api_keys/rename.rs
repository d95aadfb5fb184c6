//! Another name for a key.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::api_keys::{self, ApiKey, ApiKeyChange, ApiKeyId};

use super::{super::failure::Failure, actions::Actions};
use crate::{
    state::{mutation::use_mutation, notices::use_notices},
    ui::{Button, ButtonKind, ButtonTone, Dialog, DialogSize, TextField},
};

/// Asks for another name while `actions` say of which key.
#[component]
pub fn RenameDialog(
    /// What can be done with keys.
    actions: Actions,
) -> impl IntoView {
    let renaming = actions.renaming;
    view! {
        <Dialog
            open=Signal::derive(move || renaming.read().is_some())
            on_close=move |()| renaming.set(None)
            title="Rename key"
            size=DialogSize::Small
        >
            {move || renaming.get().map(|key| view! { <RenameForm key_facts=key actions /> })}
        </Dialog>
    }
}

#[component]
fn RenameForm(key_facts: ApiKey, actions: Actions) -> impl IntoView {
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
            notices.good(format!("Key renamed to “{}”", key.name));
            actions.refetch();
        },
    );
    let missing = Signal::derive(move || {
        name.read()
            .trim()
            .is_empty()
            .then(|| "Enter a name.".to_owned())
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
            <TextField label="Name" value=name autocomplete="off" autofocus=true error />
            <Failure
                error=rename.error()
                title="Couldn't rename the key"
                fields=&["name"]
                undecided="Check the name in the list."
            />
            <div class="settings-actions" data-end="">
                <Button on_click=move |()| renaming.set(None)>"Cancel"</Button>
                <Button
                    tone=ButtonTone::Primary
                    kind=ButtonKind::Submit
                    pending=rename.pending()
                    reason=missing
                >
                    "Rename"
                </Button>
            </div>
        </form>
    }
    .into_any()
}
