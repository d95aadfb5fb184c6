//! The app: what everything shares, and which page belongs to which address.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    components::{Outlet, ParentRoute, ProtectedParentRoute, Route, Router, Routes},
    hooks::use_location,
    path,
};

use crate::{
    api::{
        sharing::Sharing,
        transport::{Fetch, Transport},
    },
    base, modules, routes,
    shell::LazyView,
    state::{
        clock::Clock,
        heading::Heading,
        history::{follow_location, guard_history},
        lazy_module::LazyModule,
        notices::Notices,
        page::PageState,
        prefetch::{prefetch_on_intent, prefetch_when_idle},
        scope::provide_app_scope,
        scroll_restoration::HistoryTraversal,
        session::{Session, note_left},
        storage,
        theme::provide_theme,
    },
    text,
    ui::{AuthLayout, Notice, State},
};

/// The whole app, whose API is at `home`.
#[component]
pub fn App(
    /// The deployment's API; `""` for the page's own origin.
    home: String,
    /// How requests travel; with fetch, unless a test says otherwise.
    #[prop(default = Arc::new(Sharing(Fetch)))]
    transport: Arc<dyn Transport>,
) -> impl IntoView {
    guard_history();
    provide_app_scope();
    storage::follow_other_tabs();
    provide_meta_context();
    provide_theme();
    Clock::provide();
    PageState::provide();
    HistoryTraversal::provide();
    let notices = Notices::provide();
    let heading = Heading::provide();
    let session = Session::provide(home, transport);
    notices.follow_person(session);

    let title = move || {
        let title = heading.tab_title.get();
        let title = title.unwrap_or_else(|| heading.title.get());
        let parts = [heading.prefix.get().unwrap_or_default(), &title, text::APP];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    };
    view! {
        <Title text=title />
        <ErrorBoundary fallback=|_| view! { <Broken /> }>
            <Router base=base::base()>
                <Pages session />
            </Router>
        </ErrorBoundary>
    }
}

#[component]
fn Pages(session: Session) -> impl IntoView {
    let location = use_location();
    follow_location();
    // A memo, so that a session that ends leaves the page as it is, with all that was typed.
    let signed_in = Memo::new(move |_| session.is_signed_in());
    // Untracked: the redirect itself changes the address, and must not start another.
    let here = move || {
        let query = location.search.get_untracked();
        let path = location.pathname.get_untracked();
        if query.is_empty() {
            path
        } else {
            format!("{path}?{}", query.trim_start_matches('?'))
        }
    };
    view! {
        <Routes fallback=alone(&modules::NOT_FOUND)>
            <Route path=path!("/login") view=alone(&modules::LOGIN) />
            <Route path=path!("/register") view=alone(&modules::REGISTER) />
            <Route path=path!("/connect") view=alone(&modules::CONNECT) />
            <ProtectedParentRoute
                path=path!("")
                view=frame
                condition=move || Some(signed_in.get())
                redirect_path=move || {
                    note_left();
                    let page = routes::sign_in_to(&here(), untrack(|| session.has_accounts()));
                    // The router itself goes there, and puts its base before it.
                    base::below_base(&page).unwrap_or(&page).to_owned()
                }
            >
                <Route path=path!("") view=page(&modules::OVERVIEW) />
                <ParentRoute path=path!("generate") view=Outlet>
                    <Route path=path!("") view=page(&modules::GENERATE) />
                    <Route path=path!("plan") view=page(&modules::PLAN) />
                    <Route path=path!("batch") view=page(&modules::BATCH) />
                    <Route path=path!("preflight") view=page(&modules::COMPARE) />
                </ParentRoute>
                <ParentRoute path=path!("jobs") view=Outlet>
                    <Route path=path!("") view=page(&modules::JOBS) />
                    <Route path=path!(":id") view=page(&modules::JOB) />
                </ParentRoute>
                <ParentRoute path=path!("content") view=Outlet>
                    <Route path=path!("") view=page(&modules::CONTENTS) />
                    <Route path=path!(":id") view=page(&modules::CONTENT) />
                </ParentRoute>
                <ParentRoute path=path!("templates") view=Outlet>
                    <Route path=path!("") view=page(&modules::TEMPLATES) />
                    <Route path=path!("new") view=page(&modules::NEW_TEMPLATE) />
                    <Route path=path!(":id") view=page(&modules::TEMPLATE) />
                    <Route path=path!(":id/edit") view=page(&modules::EDIT_TEMPLATE) />
                </ParentRoute>
                <Route path=path!("health") view=page(&modules::HEALTH) />
                <Route path=path!("cache") view=page(&modules::CACHE) />
                <Route path=path!("analytics") view=page(&modules::ANALYTICS) />
                <Route path=path!("monitoring") view=page(&modules::MONITORING) />
                <Route path=path!("settings") view=page(&modules::SETTINGS) />
                <Route path=path!("settings/account") view=page(&modules::ACCOUNT) />
                <Route path=path!("settings/api-keys") view=page(&modules::API_KEYS) />
                <Route path=path!("settings/connection") view=page(&modules::CONNECTION) />
                <Route path=path!("*any") view=page(&modules::NOT_FOUND) />
            </ProtectedParentRoute>
        </Routes>
    }
}

/// A page that is fetched when it is first opened.
fn page(module: &'static LazyModule) -> impl Fn() -> AnyView + Clone + Send + Sync {
    move || view! { <LazyView module /> }.into_any()
}

/// A page without the frame around it.
fn alone(module: &'static LazyModule) -> impl Fn() -> AnyView + Clone + Send + Sync {
    move || view! { <LazyView module is_alone=true /> }.into_any()
}

/// The frame around the signed-in pages.
fn frame() -> AnyView {
    prefetch_when_idle(modules::ALL);
    prefetch_on_intent(modules::module_at);
    view! { <LazyView module=&modules::SHELL is_alone=true /> }.into_any()
}

/// Shown where a part of the app could not be drawn at all.
#[component]
fn Broken() -> impl IntoView {
    view! {
        <AuthLayout title=text::BROKEN_TITLE>
            <Notice state=State::Bad title=text::BROKEN_PAGE>
                {text::BROKEN_HINT}
            </Notice>
        </AuthLayout>
    }
}
