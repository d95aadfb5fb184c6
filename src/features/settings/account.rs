//! The account: who one is, the password, and where one is logged in.

mod password;
mod password_strength;
mod profile;
mod sessions;
mod user_agent;

use leptos::prelude::*;
use wire::{auth, capabilities::Capability};

use super::{SettingsPage, publishing::PublishingPanel, text};
use crate::{
    features::shared::Offered,
    state::{
        query::{Query, use_query},
        session::{Session, use_session},
    },
    ui::IconName,
};

use password::Password;
use profile::Profile;
use sessions::Sessions;

/// `/settings/account`.
#[component]
pub fn AccountPage() -> impl IntoView {
    view! {
        <SettingsPage
            heading=text::ACCOUNT
            intro=text::account::INTRO
        >
            <Offered
                capability=Capability::AuthLogin
                icon=IconName::User
                instead=text::account::INSTEAD
                link=(text::VIEW_CONNECTION, crate::routes::Route::Connection)
            >
                <Account />
            </Offered>
        </SettingsPage>
    }
}

#[component]
fn Account() -> impl IntoView {
    let session = use_session();
    let listed = use_sessions(session);
    view! {
        <Profile />
        <Password listed />
        <Sessions listed />
        <PublishingPanel />
    }
}

/// Where the account is logged in, as the server says.
type SessionsQuery = Query<wire::Page<auth::DeviceSession>>;

fn use_sessions(session: Session) -> SessionsQuery {
    use_query(move || {
        let can = session.has_password() && session.offers(Capability::AuthSessions);
        can.then(auth::sessions)
    })
}

/// Why whoever is signed in may not change the account; `None` where they may.
fn not_a_person(session: Session) -> Option<String> {
    (!session.has_password()).then(|| text::account::NEEDS_PASSWORD.to_owned())
}
