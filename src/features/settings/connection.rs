//! The connection: the backend, the keys for it, and what it offers.

mod backend;
mod key_dialog;
mod keys;
mod offers;
mod rows;
mod table;
mod words;

use leptos::prelude::*;

use super::SettingsPage;

use backend::Backend;
use keys::KeyPanel;
use offers::Offers;

/// The page of the connection.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    view! {
        <SettingsPage
            heading="Connection"
            intro="The backend that this dashboard talks to, the keys for it, and what it offers."
        >
            <Backend />
            <KeyPanel />
            <Offers />
        </SettingsPage>
    }
}
