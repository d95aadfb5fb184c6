//! Forgives what is copied along with an address: a full stop, a bracket, a space.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};

use crate::{
    effect::effect,
    routes::{self, Route},
    state::navigation::use_navigate,
};

/// Once `is_missing`, leads on to the page of the id without what was copied along with it.
///
/// Only then, for an id may really end in a bracket.
pub fn use_copied_end(
    id: impl Fn() -> String + 'static,
    is_missing: impl Fn() -> bool + 'static,
    page: impl Fn(String) -> Route + 'static,
) {
    let navigate = use_navigate();
    let search = use_location().search;
    effect(move |_| {
        let id = id();
        if !is_missing() {
            return;
        }
        if let Some(id) = routes::without_copied_end(&id) {
            let path = page(id.to_owned()).path();
            let search = search.get_untracked();
            let mark = if search.is_empty() { "" } else { "?" };
            let options = NavigateOptions {
                replace: true,
                ..Default::default()
            };
            navigate(&format!("{path}{mark}{search}"), options);
        }
    });
}
