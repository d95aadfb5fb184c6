//! The frame around every signed-in page.

mod account;
mod banner;
mod commands;
mod connection;
mod lazy_view;
mod not_found;
mod on_demand;
mod pages;
mod palette;
mod shortcut_list;
mod shortcuts;
mod text;

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{
    effect::effect,
    modules,
    routes::Route,
    state::{
        actions::{Action, Actions},
        condition::SystemStatus,
        desktop::are_notifications_on,
        heading::Heading,
        live::{FeedMessage, provide_live},
        notices::{Mood, use_notices},
        program::Program,
        recent_places::RecentPlaces,
        scope::provide_frame_scope,
        session::{AuthStatus, use_session},
        storage::{self, StorageScope},
    },
    ui::{
        AnnouncedErrors, Frame, NavGroup, NavItem, NoticeItem, NoticeStack, PaletteButton, State,
        keep_focus_near,
    },
};

use account::AccountMenu;
use banner::{ConditionBanner, mark_tab};
use commands::Commands;
use connection::ConnectionChip;
pub use lazy_view::LazyView;
pub use not_found::NotFound;
use on_demand::OnDemand;
pub use palette::CommandModule;
use palette::Search;

/// Where it is kept whether the navigation shows icons only.
const COLLAPSED: &str = "toombos.navigation.collapsed";

/// The frame, with the page inside.
#[component]
pub fn Shell() -> impl IntoView {
    keep_focus_near();
    provide_frame_scope();
    Program::provide();
    let live = provide_live();
    let session = use_session();
    // A server that was away when the app began is asked again once it speaks.
    live.subscribe(move |message| {
        if *message == FeedMessage::Resync && !untrack(|| session.is_told()) {
            session.learn_capabilities();
        }
    });
    let heading = use_context::<Heading>().unwrap_or_else(Heading::provide);
    let system = SystemStatus::provide(live);
    mark_tab(system, heading);
    provide_context(AnnouncedErrors(Callback::new(move |error| {
        system.announces(&error)
    })));
    let collapsed = RwSignal::new(storage::load(StorageScope::Local, COLLAPSED).unwrap_or(false));
    effect(move |before: Option<()>| {
        let collapsed = collapsed.get();
        if before.is_some() {
            storage::save(StorageScope::Local, COLLAPSED, &collapsed);
        }
    });
    Actions::provide();
    RecentPlaces::provide();
    let Commands {
        search, shortcuts, ..
    } = Commands::provide();
    // Few visits search; drawn once it is opened, it stays.
    let was_searched = Memo::new(move |before: Option<&bool>| {
        before.is_some_and(|before| *before) || search.get()
    });
    let is_command_open = Signal::derive(move || search.get() || shortcuts.get());
    let auth_status = session.auth_status();
    let has_ended = Signal::derive(move || matches!(auth_status.get(), AuthStatus::Expired(_)));
    view! {
        <Frame
            groups=groups()
            phone_primary=[Route::Overview, Route::Generate, Route::Jobs].map(|r| r.path()).into()
            collapsed
            title=heading.title
            back=heading.back
            middle=move || view! { <SearchButton search /> }
            side=move || view! { <ConnectionChip /><AccountMenu shortcuts /> }
            banner=|| view! { <ConditionBanner /> }
        >
            <Outlet />
        </Frame>
        {move || was_searched.get().then(|| view! { <Search /> })}
        <Passing />
        <OnDemand module=&modules::COMMANDS wanted=is_command_open />
        <OnDemand module=&modules::SESSION_ENDED wanted=has_ended />
        <OnDemand module=&modules::ALERT_WATCH wanted=are_notifications_on() />
    }
}

/// The button that opens the search.
#[component]
fn SearchButton(search: RwSignal<bool>) -> impl IntoView {
    let keys = Action::Search
        .shortcut()
        .map(|keys| keys.words(shortcuts::is_apple()))
        .unwrap_or_default();
    view! {
        <PaletteButton
            keys
            aria_keys=Action::Search.aria_keys()
            on_click=move |()| search.set(true)
        />
    }
}

/// The pages, as the navigation groups them.
fn groups() -> Vec<NavGroup> {
    let group = |label: &str, pages: &[Action]| NavGroup {
        label: label.to_owned(),
        items: pages
            .iter()
            .filter_map(|page| {
                let address = pages::address(*page)?;
                Some(NavItem::new(address, page.label(), pages::icon(*page)))
            })
            .collect(),
    };
    pages::GROUPS
        .iter()
        .map(|(label, pages)| group(label, pages))
        .collect()
}

/// The messages that pass by.
#[component]
fn Passing() -> impl IntoView {
    let notices = use_notices();
    let items = move || {
        let shown = notices.shown().get();
        shown
            .into_iter()
            .map(|notice| NoticeItem {
                id: notice.id,
                state: match notice.mood {
                    Mood::Good => State::Good,
                    Mood::Plain => State::Off,
                    Mood::Bad => State::Bad,
                },
                title: notice.title,
                detail: Some(notice.detail).filter(|detail| !detail.is_empty()),
                action: notice.action,
                link: notice.link,
            })
            .collect::<Vec<_>>()
    };
    view! {
        <NoticeStack items=Signal::derive(items) on_dismiss=move |id| notices.dismiss(id) />
    }
}
