//! The connection: the backend, the keys for it, and what it offers.

mod backend;
mod capabilities_panel;
mod capabilities_table;
mod capability_filter;
mod key_dialog;
mod keys;
mod words;

use leptos::prelude::*;

use super::{SettingsPage, publishing::PublishingPanel, text};
use crate::state::session::use_session;

use backend::Backend;
use capabilities_panel::CapabilitiesPanel;
use keys::KeyPanel;

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
            <CapabilitiesPanel />
        </SettingsPage>
    }
}
