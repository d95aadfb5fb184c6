//! The frame around every signed-in page: navigation, top bar, main area.

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::components::A;

use super::{Icon, IconName, IdText, dom, pressed_key, text::frame as text};

mod rail;

use rail::Rail;

/// A page in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// The page's name, the same as its `h1`.
    pub label: String,
    /// Its icon.
    pub icon: IconName,
}

impl NavItem {
    /// A link to a page.
    pub fn new(href: impl Into<String>, label: impl Into<String>, icon: IconName) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            icon,
        }
    }
}

/// Pages that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    /// What they have in common.
    pub label: String,
    /// The pages.
    pub items: Vec<NavItem>,
}

/// The app's frame.
///
/// There is one navigation named "Main" at every width: a rail on the left,
/// and on phones a bar at the bottom whose "More" opens the rest.
#[component]
pub fn Frame(
    /// The pages, in groups.
    groups: Vec<NavGroup>,
    /// The addresses of the pages in the phone's bar; the rest is under "More".
    phone_primary: Vec<String>,
    /// Whether the rail shows icons only.
    collapsed: RwSignal<bool>,
    /// The page's name, shown as its `h1`.
    #[prop(into)]
    title: Signal<String>,
    /// On a detail page: the address and the name of the list it belongs to.
    #[prop(optional, into)]
    back: Signal<Option<(String, String)>>,
    /// The middle of the top bar, such as the search.
    #[prop(optional, into)]
    middle: ViewFn,
    /// The end of the top bar, such as the connection and the account.
    #[prop(optional, into)]
    side: ViewFn,
    /// What stands above every page, such as what is wrong with the whole system.
    #[prop(optional, into)]
    banner: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    let more = RwSignal::new(false);
    let leave_more = move |event: KeyboardEvent| {
        if pressed_key(&event).as_deref() == Some("Escape") && more.get_untracked() {
            more.set(false);
            dom::focus_id(rail::MORE_ID);
        }
    };
    view! {
        <div
            class="frame"
            data-collapsed=move || collapsed.get().then_some("")
            data-more=move || more.get().then_some("")
            on:keydown=leave_more
        >
            <a
                class="skip-link"
                href="#main"
                on:click=move |event| {
                    // The router would take the fragment for an address.
                    event.prevent_default();
                    event.stop_propagation();
                    dom::focus_id("main");
                }
            >
                {text::SKIP}
            </a>
            <Rail groups phone_primary collapsed more />
            <div class="frame-scrim" on:click=move |_| more.set(false)></div>
            <header class="top-bar" aria-label=text::PAGE>
                <div class="top-bar-title">
                    {move || {
                        back.get()
                            .map(|(href, name)| {
                                view! {
                                    <A href=href attr:class="top-bar-back">
                                        <Icon name=IconName::ChevronLeft />
                                        <span>{name}</span>
                                    </A>
                                }
                            })
                    }}
                    <h1 id="page-title" tabindex="-1">
                        <IdText text=title />
                    </h1>
                </div>
                <div class="top-bar-middle">{middle.run()}</div>
                <div class="top-bar-side">{side.run()}</div>
            </header>
            <div class="frame-banner">{banner.run()}</div>
            // Named, so that a page shown in a frame may have landmarks of its own.
            <main id="main" tabindex="-1" aria-labelledby="page-title">
                {children()}
            </main>
        </div>
    }
    .into_any()
}
