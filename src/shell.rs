//! The frame around every signed-in page.

mod account;
mod banner;
mod connection;
mod lazy_view;
mod pages;
mod palette;
mod shortcuts;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Outlet, hooks::use_location};

use crate::{
    features::{health::Watch, sign_in::SessionEnded},
    routes::{self, Route},
    state::{
        actions::{Action, Actions},
        condition::SystemStatus,
        heading::{Heading, use_heading},
        live::{News, provide_live},
        navigation::use_navigate,
        notices::{Mood, use_notices},
        recent_places::RecentPlaces,
        session::use_session,
        storage::{self, Keep},
    },
    ui::{
        AnnouncedErrors, Empty, Frame, IconName, LinkButton, NavGroup, NavItem, NoticeItem,
        NoticeStack, PaletteButton, State, keep_focus_near,
    },
};

use account::AccountMenu;
use banner::{ConditionBanner, mark_tab};
use connection::ConnectionChip;
pub use lazy_view::LazyView;
use palette::Commands;

/// Where it is kept whether the navigation shows icons only.
const COLLAPSED: &str = "toombos.navigation.collapsed";

/// The frame, with the page inside.
#[component]
pub fn Shell() -> impl IntoView {
    keep_focus_near();
    let live = provide_live();
    let session = use_session();
    // A server that was away when the app began is asked again once it speaks.
    live.subscribe(move |news| {
        if *news == News::Resync && !untrack(|| session.is_told()) {
            session.learn_capabilities();
        }
    });
    // Outlives the page, so that leaving and coming back asks no more often.
    Watch::provide();
    let heading = use_context::<Heading>().unwrap_or_else(Heading::provide);
    let system = SystemStatus::provide(live);
    mark_tab(system, heading);
    provide_context(AnnouncedErrors(Callback::new(move |error| {
        system.announces(&error)
    })));
    let collapsed = RwSignal::new(storage::load(Keep::Browser, COLLAPSED).unwrap_or(false));
    Effect::new(move |before: Option<()>| {
        let collapsed = collapsed.get();
        if before.is_some() {
            storage::save(Keep::Browser, COLLAPSED, &collapsed);
        }
    });
    Actions::provide();
    RecentPlaces::provide();
    let palette = RwSignal::new(false);
    let shortcuts = RwSignal::new(false);
    view! {
        <Frame
            groups=groups()
            phone_primary=[Route::Overview, Route::Generate, Route::Jobs].map(|r| r.path()).into()
            collapsed
            title=heading.title
            back=heading.back
            middle=move || view! { <SearchButton palette /> }
            side=move || view! { <ConnectionChip /><AccountMenu shortcuts /> }
            banner=|| view! { <ConditionBanner /> }
        >
            <Outlet />
        </Frame>
        <Commands open=palette listed=shortcuts />
        <Passing />
        <SessionEnded />
    }
}

/// The button that opens the search.
#[component]
fn SearchButton(palette: RwSignal<bool>) -> impl IntoView {
    let keys = Action::Search
        .shortcut()
        .map(|keys| keys.words(shortcuts::is_apple()))
        .unwrap_or_default();
    view! {
        <PaletteButton
            keys
            aria_keys=Action::Search.aria_keys()
            on_click=move |()| palette.set(true)
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

/// An address that no page has.
#[component]
pub fn NotFound() -> impl IntoView {
    use_heading("Not found".to_owned(), None);
    let navigate = use_navigate();
    let path = use_location().pathname;
    Effect::new(move |_| {
        let path = path.get();
        // What was copied along with an address is no part of it.
        let read = js_sys::decode_uri_component(&path).map_or_else(|_| path, String::from);
        if let Some(path) = routes::without_copied_end(&read) {
            let options = NavigateOptions {
                replace: true,
                ..Default::default()
            };
            navigate(path, options);
        }
    });
    view! {
        <Empty
            icon=IconName::Search
            title="There is no page at this address"
            action=|| {
                view! { <LinkButton href=Route::Overview.path()>"Go to the overview"</LinkButton> }
            }
        >
            "It may have been moved, or the address is mistyped."
        </Empty>
    }
}
