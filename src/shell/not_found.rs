//! Where there is no page.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};

use crate::{
    effect::effect,
    routes::{self, Route},
    state::{heading::use_heading, navigation::use_navigate},
    ui::{Empty, IconName, LinkButton},
};

use super::text::not_found as text;

/// An address that no page has.
#[component]
pub fn NotFound() -> impl IntoView {
    use_heading(text::HEADING.to_owned(), None);
    let navigate = use_navigate();
    let path = use_location().pathname;
    effect(move |_| {
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
            title=text::TITLE
            action=|| {
                view! { <LinkButton href=Route::Overview.path()>{text::GO_TO_OVERVIEW}</LinkButton> }
            }
        >
            {text::HINT}
        </Empty>
    }
}
