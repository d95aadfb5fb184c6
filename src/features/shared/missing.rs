//! What stands in for something that the backend does not offer, or wants a key for.

use leptos::prelude::*;
use wire::{Access, capabilities::Capability};

use crate::{
    features::shared::text,
    routes::Route,
    state::session::use_session,
    ui::{Empty, IconName, LinkButton},
};

/// A page, or a part of one, that the backend offers only in part.
///
/// Draws `children` where it offers `capability` and there is a key for it;
/// else says once what is missing and leads to where it can be had.
#[component]
pub fn Offered(
    /// What it takes.
    capability: Capability,
    /// What would be here.
    icon: IconName,
    /// What there is instead, in a sentence.
    #[prop(optional, into)]
    instead: Option<String>,
    /// Where that is: the words and the address.
    #[prop(optional)]
    link: Option<(&'static str, Route)>,
    /// What is drawn where it is offered.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let offered = Memo::new(move |_| session.offers(capability));
    let opened = Memo::new(move |_| session.has_key_for(capability));
    let link = StoredValue::new(link);
    let instead = StoredValue::new(instead);
    let key = move || {
        let access = session
            .capabilities()
            .and_then(|known| known.access(capability));
        match access {
            Some(Access::CacheKey) => text::NEEDS_CACHE_KEY,
            _ => text::NEEDS_API_KEY,
        }
    };
    move || {
        if !offered.get() {
            let (words, route) = link
                .get_value()
                .unwrap_or((text::VIEW_CAPABILITIES, Route::Connection));
            return view! {
                <Empty
                    icon
                    title=capability.missing().trim_end_matches('.').to_owned()
                    action=move || {
                        view! { <LinkButton href=route.path()>{words}</LinkButton> }
                    }
                >
                    {instead.get_value()}
                </Empty>
            }
            .into_any();
        }
        if !opened.get() {
            return view! {
                <Empty
                    icon=IconName::Settings
                    title=key().to_owned()
                    action=|| {
                        view! {
                            <LinkButton href=Route::Connection.path()>{text::ADD_KEY}</LinkButton>
                        }
                    }
                />
            }
            .into_any();
        }
        children().into_any()
    }
}
