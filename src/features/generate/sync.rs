//! Keeps the address and the form the same, whichever of them changes.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{address, desk::Desk, pause::Pause};
use crate::routes::Route;

/// Browsers refuse too many changes of the address, and nobody reads it letter by letter.
const WRITE_AFTER: Duration = Duration::from_millis(300);

/// Writes the recipe into the address without new entries in the history, and reads it from
/// there when somebody else has changed it. Does nothing while `paused`.
pub fn keep_in_address(desk: Desk, paused: Signal<bool>) {
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    let pause = Pause::new(WRITE_AFTER);
    let written = StoredValue::new(None::<String>);
    let write = move || {
        // The page may have been left in the meantime.
        if location.pathname.try_get_untracked() != Some(Route::Generate.path()) {
            return;
        }
        let query = untrack(|| {
            let tab = Some(desk.tab.get()).filter(|tab| !tab.is_empty());
            address::write(&desk.form.recipe.get()).maybe(address::TAB, tab)
        });
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
        navigate.with_value(|navigate| navigate(&Route::Generate.with(&query), options));
    };
    Effect::new(move |_| {
        desk.form.recipe.track();
        desk.tab.track();
        if !paused.get() {
            pause.then(write);
        }
    });
    Effect::new(move |before: Option<String>| {
        let search = location.search.get();
        let own = written.with_value(|written| written.as_ref() == Some(&search));
        if before.is_none() || own || before.as_ref() == Some(&search) || paused.get_untracked() {
            return search;
        }
        match address::read(&search) {
            Some(recipe) => {
                if desk.form.recipe.with_untracked(|now| *now != recipe) {
                    desk.form.fill(&recipe);
                }
                if let Some(tab) = address::parameter(&search, address::TAB) {
                    desk.tab.set(tab);
                }
            }
            // The plain address of the page means the form as it is.
            None => pause.then(write),
        }
        search
    });
}
