//! The account menu: who is signed in, the theme, the way out.

use leptos::prelude::*;

use crate::{
    routes::Route,
    state::{
        actions::Action,
        session::use_session,
        theme::{Theme, use_theme},
    },
    ui::{IconName, Menu, MenuItem},
};

use super::text::account as text;

const LOG_OUT: &str = "log-out";
const SHORTCUTS: &str = "shortcuts";

/// Who is signed in, the theme, the way out.
#[component]
pub fn AccountMenu(
    /// Whether the list of shortcuts is open.
    shortcuts: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let theme = use_theme();
    let name = Signal::derive(move || match (session.user(), session.key_ring()) {
        (Some(user), _) => user.name,
        (None, Some(keys)) => match (keys.api, keys.cache) {
            (Some(_), Some(_)) => text::BOTH_KEYS.to_owned(),
            (Some(_), None) => text::API_KEY.to_owned(),
            (None, Some(_)) => text::CACHE_KEY.to_owned(),
            (None, None) => text::NO_KEY.to_owned(),
        },
        (None, None) => text::NOBODY.to_owned(),
    });
    let items = Signal::derive(move || {
        let mut items: Vec<MenuItem> = Theme::ALL
            .into_iter()
            .map(|choice| {
                MenuItem::new(choice.as_str(), text::theme(choice.label()))
                    .checked(theme.get() == choice)
            })
            .collect();
        if session.has_accounts() {
            let account = MenuItem::new("account", text::SETTINGS).icon(IconName::User);
            items.push(account.href(Route::Account.path()));
        }
        items.push(MenuItem::new(SHORTCUTS, Action::ListShortcuts.label()).icon(IconName::Info));
        items.push(MenuItem::new(LOG_OUT, text::LOG_OUT).icon(IconName::Logout));
        items
    });
    let choose = move |id: String| {
        if id == LOG_OUT {
            session.log_out();
        } else if id == SHORTCUTS {
            shortcuts.set(true);
        } else if let Some(choice) = Theme::ALL.into_iter().find(|theme| theme.as_str() == id) {
            theme.set(choice);
        }
    };
    view! {
        <Menu label=Signal::derive(move || text::menu(&name.get())) icon=IconName::User items on_choose=choose />
    }
}
