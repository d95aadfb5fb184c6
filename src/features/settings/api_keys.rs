//! API keys: how programs use the backend in somebody's name.

mod actions;
mod api_key_draft;
mod create;
mod create_key_dialog;
mod create_key_form;
mod created_key;
mod key_expiry;
mod key_test;
mod list;
mod params;
mod rename;
mod revocation_safety;
mod rotate;
mod rotations;
mod row;
mod scopes;
mod snippets;

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    Page,
    api_keys::{self, ApiKey},
    capabilities::Capability,
};

use super::{SettingsPage, text};
use crate::{
    effect::effect,
    features::shared::Offered,
    state::{
        query::{Options, Query, use_query_with},
        revoking::use_revoking,
    },
    ui::IconName,
};

use actions::ApiKeyActions;
use create_key_dialog::CreateKeyDialog;
use create_key_form::CreateKeyForm;
use list::KeyList;
use rename::RenameDialog;
use rotations::Rotations;

/// Often enough to see a key being used, and rare enough to be no load.
const ASK_EVERY: Duration = Duration::from_secs(20);

/// The keys, as the server has them.
type Keys = Query<Page<ApiKey>>;

/// `/settings/api-keys`.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    view! {
        <SettingsPage
            heading=text::API_KEYS
            intro=text::api_keys::INTRO
        >
            <Offered
                capability=Capability::ApiKeysRead
                icon=IconName::Key
                instead=text::api_keys::INSTEAD
                link=(text::VIEW_CONNECTION, crate::routes::Route::Connection)
            >
                <Managed />
            </Offered>
        </SettingsPage>
    }
}

#[component]
fn Managed() -> impl IntoView {
    let keys = use_query_with(
        || Some(api_keys::list()),
        Options {
            poll: Signal::stored(Some(ASK_EVERY)),
            keep_previous: true,
            ..Options::default()
        },
    );
    let changed = use_revoking().changed();
    effect(move |before: Option<u32>| {
        let now = changed.get();
        if before.is_some_and(|before| before != now) {
            keys.refetch();
        }
        now
    });
    let create_key = CreateKeyForm::new(keys);
    let actions = ApiKeyActions::new(keys, create_key);
    view! {
        <Rotations keys actions />
        <KeyList keys create_key actions />
        <CreateKeyDialog create_key />
        <RenameDialog actions />
    }
}
