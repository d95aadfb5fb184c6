//! The connection: the backend, the keys for it, and what it offers.

mod backend;
mod key_dialog;
mod keys;
mod offers;
mod rows;
mod table;
mod words;

use leptos::prelude::*;

use super::{SettingsPage, publishing::PublishingPanel, text};
use crate::state::session::use_session;

use backend::Backend;
use keys::KeyPanel;
use offers::Offers;

/// The page of the connection.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let session = use_session();
    view! {
        <SettingsPage
            heading=text::CONNECTION
            intro=text::connection::INTRO
        >
            <Backend />
            <KeyPanel />
            // Where there are accounts, it stands with the account.
            <Show when=move || !session.has_accounts()>
                <PublishingPanel />
            </Show>
            <Offers />
        </SettingsPage>
    }
}
