//! What is wanted of the history, kept in step with the address.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::wanted::Wanted;
use crate::routes::Route;

/// Long enough not to write an address for every letter.
const WRITE_AFTER: Duration = Duration::from_millis(180);

/// What is wanted, in step with the address; the signal leads while somebody types.
pub fn use_search() -> RwSignal<Wanted> {
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    let read = move || {
        location
            .query
            .with(|query| Wanted::read(|name| query.get(name)))
    };
    let wanted = RwSignal::new(untrack(read));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    Effect::new(move |before: Option<Option<String>>| {
        let (address, open) =
            wanted.with(|wanted| (Route::Cache.with(&wanted.query()), wanted.open.clone()));
        let Some(before) = before else { return open };
        stop();
        // To open one is a step that one can go back from; to type is none.
        let replace = before == open;
        let write = move || {
            if location.pathname.try_get_untracked() != Some(Route::Cache.path()) {
                return;
            }
            let options = NavigateOptions {
                replace,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&address, options));
        };
        waiting.set_value(set_timeout_with_handle(write, WRITE_AFTER).ok());
        open
    });
    Effect::new(move |before: Option<Wanted>| {
        let there = read();
        let moved = before.is_some_and(|before| before != there);
        let here = location.pathname.get_untracked() == Route::Cache.path();
        let same = wanted.with_untracked(|wanted| wanted.query() == there.query());
        if moved && here && !same {
            wanted.set(there.clone());
        }
        there
    });
    wanted
}
