//! Running actions, by a shortcut or from a list, and whether the lists of them are open.

use leptos::prelude::*;
use leptos_router::NavigateOptions;

use crate::{
    state::{
        actions::{Action, use_actions},
        navigation::use_navigate,
        session::{Session, use_session},
        theme::{Theme, use_theme},
    },
    ui::PaletteGroup,
};

use super::{pages, shortcuts::listen_for_shortcuts};

/// Whether the lists of actions are open.
#[derive(Clone, Copy)]
pub struct Commands {
    /// Whether the search is.
    pub search: RwSignal<bool>,
    /// Whether the list of shortcuts is.
    pub shortcuts: RwSignal<bool>,
    /// What asks the server for what is searched, once that part of the app is here.
    pub search_server: RwSignal<Option<ServerSearch>>,
}

/// What is searched for.
#[derive(Clone, Copy)]
pub struct SearchInput {
    /// The session to ask with.
    pub session: Session,
    /// What is typed.
    pub text: Memo<String>,
    /// The label of the group to ask for again.
    pub retry: RwSignal<Option<String>>,
}

/// Asks the server; answers with a group for each kind of thing.
pub type ServerSearch = fn(SearchInput) -> Vec<Found>;

/// What was found of one kind; `None` where nothing is to be said of it.
pub type Found = Signal<Option<PaletteGroup>>;

impl Commands {
    /// Both closed, and known to everything below; from now on the shortcuts are heard.
    pub fn provide() -> Self {
        let commands = Self {
            search: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
            search_server: RwSignal::new(None),
        };
        provide_context(commands);
        listen_for_shortcuts(commands.search, use_run(commands));
        commands
    }

    /// Those of the frame.
    pub fn find() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }
}

/// What opens an address.
pub fn use_follow() -> Callback<String> {
    let navigate = use_navigate();
    Callback::new(move |address: String| navigate(&address, NavigateOptions::default()))
}

/// What runs an action, if it may be run here.
pub fn use_run(commands: Commands) -> Callback<Action> {
    let session = use_session();
    let theme = use_theme();
    let actions = use_actions();
    let follow = use_follow();
    Callback::new(move |action: Action| {
        if untrack(|| action.refusal(session)).is_some() {
            return;
        }
        if let Some(address) = pages::address(action) {
            follow.run(address);
            return;
        }
        match action {
            Action::Search => commands.search.update(|open| *open = !*open),
            Action::ListShortcuts => commands.shortcuts.set(true),
            Action::LightTheme => theme.set(Theme::Light),
            Action::DarkTheme => theme.set(Theme::Dark),
            Action::SystemTheme => theme.set(Theme::System),
            Action::LogOut => session.log_out(),
            other => _ = actions.run(other),
        }
    })
}
