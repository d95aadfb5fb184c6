//! Keeps the address and a form the same, whichever of them changes.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::Query;

use super::{address, compose_state::ComposeState, pause::Pause};
use crate::{effect::effect, routes::Route, state::navigation::use_navigate};

/// Browsers refuse too many changes of the address, and nobody reads it letter by letter.
const WRITE_AFTER: Duration = Duration::from_millis(300);

/// Keeps the address of `/generate` and its form the same. Does nothing while `paused`.
pub fn keep_in_address(compose: ComposeState, paused: Signal<bool>) {
    let write = move || {
        let tab = Some(compose.tab.get()).filter(|tab| !tab.is_empty());
        address::write(&compose.form.recipe.get()).maybe(address::TAB, tab)
    };
    let read = move |search: &str| {
        // The plain address of the page means the form as it is.
        let Some(recipe) = address::read(search) else {
            return Heard::Nothing;
        };
        if compose.form.recipe.with_untracked(|now| *now != recipe) {
            compose.form.fill(&recipe);
        }
        if let Some(tab) = address::parameter(search, address::TAB) {
            compose.tab.set(tab);
        }
        Heard::Taken
    };
    follow(Route::Generate, write, read, paused);
}

/// What came of reading an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It was taken over, or is left as it stands.
    Taken,
    /// It says nothing, so the form is written into it.
    Nothing,
}

/// Writes what `write` says into the address of `page` without new entries in the history, and
/// has it read from there when somebody else has changed it. Does nothing while `paused`.
pub fn follow(
    page: Route,
    write: impl Fn() -> Query + Copy + Send + Sync + 'static,
    read: impl Fn(&str) -> Heard + Send + Sync + 'static,
    paused: Signal<bool>,
) {
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    let page = StoredValue::new(page);
    let pause = Pause::new(WRITE_AFTER);
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
            pause.then(move || put(query));
        }
    });
    effect(move |before: Option<String>| {
        let search = location.search.get();
        let own = written.with_value(|written| written.as_ref() == Some(&search));
        if before.is_none() || own || before.as_ref() == Some(&search) || paused.get_untracked() {
            return search;
        }
        if untrack(|| read(&search)) == Heard::Nothing {
            pause.then(move || put(untrack(write)));
        }
        search
    });
}
