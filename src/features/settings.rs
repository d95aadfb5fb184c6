//! Settings: one page per subject, under one heading.

mod account;
mod api_keys;
mod connection;
mod form_error;
mod publishing;
mod text;

pub use account::AccountPage;
pub use api_keys::ApiKeysPage;
pub use connection::ConnectionPage;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A};

use crate::{
    effect::effect,
    routes::Route,
    state::{
        heading::{use_heading, use_tab_title},
        navigation::use_navigate,
        session::use_session,
    },
    ui::{Skeleton, SkeletonShape},
};

/// The pages of the settings, in the order of their navigation.
const PAGES: [(Route, &str); 3] = [
    (Route::Account, text::ACCOUNT),
    (Route::ApiKeys, text::API_KEYS),
    (Route::Connection, text::CONNECTION),
];

/// `/settings`: leads to the account where there are accounts, else to the connection.
#[component]
pub fn SettingsIndex() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    // Before it is known what the backend offers, nobody can say where to.
    let target = Memo::new(move |_| {
        session.basis()?;
        Some(if session.has_accounts() {
            Route::Account
        } else {
            Route::Connection
        })
    });
    effect(move |_| {
        if let Some(route) = target.get() {
            let options = NavigateOptions {
                replace: true,
                ..Default::default()
            };
            navigate(&route.path(), options);
        }
    });
    view! {
        <SettingsPage heading=text::SETTINGS intro=text::LOADING_INTRO>
            <Skeleton shape=SkeletonShape::Card count=2 label=text::LOADING />
        </SettingsPage>
    }
}

/// The frame of every page of the settings: which ones there are, which one it is, and its parts.
#[component]
fn SettingsPage(
    /// The subject.
    #[prop(into)]
    heading: String,
    /// What the subject is, in a sentence.
    #[prop(into)]
    intro: String,
    /// Its parts.
    children: Children,
) -> impl IntoView {
    use_heading(text::SETTINGS.to_owned(), None);
    let name = heading.clone();
    use_tab_title(move || (name != text::SETTINGS).then(|| text::tab_title(&name)));
    let links = PAGES
        .iter()
        .map(|(route, label)| {
            view! {
                <li>
                    <A href=route.path() exact=true>
                        {*label}
                    </A>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="settings">
            <nav class="settings-nav" aria-label=text::SETTINGS>
                <ul role="list">{links}</ul>
            </nav>
            <div class="settings-head">
                <h2>{heading}</h2>
                <p>{intro}</p>
            </div>
            {children()}
        </div>
    }
    .into_any()
}
