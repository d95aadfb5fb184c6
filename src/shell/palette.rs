//! Commands: what the palette and the shortcuts run, from one list.

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    routes::Route,
    state::{
        session::use_session,
        theme::{Theme, use_theme},
    },
    ui::{IconName, Palette, PaletteItem},
};

use super::pages::GROUPS;

/// What a command does.
#[derive(Clone, PartialEq)]
enum Deed {
    Open(String),
    Wear(Theme),
    LogOut,
}

#[derive(Clone, PartialEq)]
struct Command {
    item: PaletteItem,
    deed: Deed,
}

fn commands() -> Vec<Command> {
    let page = |route: &Route, label: &str, icon| Command {
        item: PaletteItem {
            id: route.path(),
            label: label.to_owned(),
            hint: Some("Page".to_owned()),
            icon: Some(icon),
            ..Default::default()
        },
        deed: Deed::Open(route.path()),
    };
    let theme = |theme: Theme, icon| Command {
        item: PaletteItem {
            id: format!("theme-{}", theme.as_str()),
            label: format!("{} theme", theme.label()),
            hint: Some("Look".to_owned()),
            icon: Some(icon),
            keywords: "mode colour dark light".to_owned(),
            ..Default::default()
        },
        deed: Deed::Wear(theme),
    };
    let pages = GROUPS.iter().flat_map(|(_, pages)| pages.iter());
    let mut commands: Vec<Command> = pages
        .map(|(route, label, icon)| page(route, label, *icon))
        .collect();
    commands.extend([
        page(&Route::Account, "Account", IconName::User),
        page(&Route::ApiKeys, "API keys", IconName::Key),
        page(&Route::Connection, "Connection", IconName::Link),
        theme(Theme::Light, IconName::Sun),
        theme(Theme::Dark, IconName::Moon),
        theme(Theme::System, IconName::Desktop),
        Command {
            item: PaletteItem {
                id: "log-out".to_owned(),
                label: "Log out".to_owned(),
                hint: Some("Account".to_owned()),
                icon: Some(IconName::Logout),
                ..Default::default()
            },
            deed: Deed::LogOut,
        },
    ]);
    commands
}

/// The palette, opened by Ctrl K or ⌘ K.
#[component]
pub fn Commands(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let navigate = use_navigate();
    let session = use_session();
    let theme = use_theme();
    let commands = StoredValue::new(commands());
    let items = commands.with_value(|commands| {
        commands
            .iter()
            .map(|command| command.item.clone())
            .collect::<Vec<_>>()
    });
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key().eq_ignore_ascii_case("k") && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || keys.remove());
    let run = move |id: String| {
        let deed = commands.with_value(|commands| {
            commands
                .iter()
                .find(|command| command.item.id == id)
                .map(|found| found.deed.clone())
        });
        match deed {
            Some(Deed::Open(path)) => navigate(&path, NavigateOptions::default()),
            Some(Deed::Wear(choice)) => theme.set(choice),
            Some(Deed::LogOut) => session.log_out(),
            None => {}
        }
    };
    view! { <Palette open commands=items on_run=run /> }
}
