//! The search over everything, and what runs an action.

mod results;

use leptos::prelude::*;
use leptos_router::NavigateOptions;

use crate::{
    state::{
        actions::{Action, use_actions},
        navigation::use_navigate,
        session::use_session,
        theme::{Theme, use_theme},
    },
    ui::Palette,
};

use super::{pages, shortcuts::Shortcuts};
use results::results;

/// The search, the shortcuts, and the list of them.
#[component]
pub fn Commands(
    /// Whether the search is open.
    open: RwSignal<bool>,
    /// Whether the list of shortcuts is open.
    listed: RwSignal<bool>,
) -> impl IntoView {
    let navigate = use_navigate();
    let session = use_session();
    let theme = use_theme();
    let actions = use_actions();
    let follow = Callback::new(move |address: String| {
        navigate(&address, NavigateOptions::default());
    });
    let run = Callback::new(move |action: Action| {
        if untrack(|| action.refusal(session)).is_some() {
            return;
        }
        if let Some(address) = pages::address(action) {
            follow.run(address);
            return;
        }
        match action {
            Action::Search => open.update(|open| *open = !*open),
            Action::ListShortcuts => listed.set(true),
            Action::LightTheme => theme.set(Theme::Light),
            Action::DarkTheme => theme.set(Theme::Dark),
            Action::SystemTheme => theme.set(Theme::System),
            Action::LogOut => session.log_out(),
            other => _ = actions.run(other),
        }
    });
    let retry = RwSignal::new(None);
    let run_by_id = move |id: String| {
        if let Some(label) = id.strip_prefix(results::RETRY) {
            retry.set(Some(label.to_owned()));
            return;
        }
        let found = Action::ALL
            .into_iter()
            .find(|action| results::action_id(*action) == id);
        if let Some(action) = found {
            run.run(action);
        }
    };
    view! {
        <Palette
            open
            source=move |text| results(session, actions, text, retry)
            on_follow=follow
            on_run=run_by_id
        />
        <Shortcuts open listed run />
    }
}
