//! Keeps the address and a form the same, whichever of them changes.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::Query;

use crate::{
    effect::effect,
    routes::Route,
    state::{debounce::Debounce, navigation::use_navigate},
};

/// Browsers refuse too many changes of the address, and nobody reads it letter by letter.
const WRITE_AFTER: Duration = Duration::from_millis(300);

/// What came of reading an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressRead {
    /// It was taken over, or is left as it stands.
    Applied,
    /// It says nothing, so the form is written into it.
    Empty,
}

/// Writes what `write` says into the address of `page` without new entries in the history, and
/// has it read from there when somebody else has changed it. Does nothing while `paused`.
pub fn sync_address(
    page: Route,
    write: impl Fn() -> Query + Copy + Send + Sync + 'static,
    read: impl Fn(&str) -> AddressRead + Send + Sync + 'static,
    paused: Signal<bool>,
) {
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    let page = StoredValue::new(page);
    let debounce = Debounce::new(WRITE_AFTER);
    let written = StoredValue::new(None::<String>);
    let put = move |query: Query| {
        // The page may have been left in the meantime.
        let Some(path) = page.try_with_value(Route::path) else {
            return;
        };
        if location.pathname.try_get_untracked() != Some(path) {
            return;
        }
        let target = query.encoded();
        if location.search.get_untracked() == target {
            return;
        }
        written.set_value(Some(target));
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        let address = page.with_value(|page| page.with(&query));
        navigate.with_value(|navigate| navigate(&address, options));
    };
    effect(move |_| {
        let query = write();
        if !paused.get() {
            debounce.call(move || put(query));
        }
    });
    effect(move |before: Option<String>| {
        let search = location.search.get();
        let own = written.with_value(|written| written.as_ref() == Some(&search));
        if before.is_none() || own || before.as_ref() == Some(&search) || paused.get_untracked() {
            return search;
        }
        if untrack(|| read(&search)) == AddressRead::Empty {
            debounce.call(move || put(untrack(write)));
        }
        search
    });
}
