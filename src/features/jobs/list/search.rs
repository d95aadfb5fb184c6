//! What is wanted, kept in step with the address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    params::ParamsMap,
};

use crate::{
    features::jobs::wanted::Wanted,
    routes::Route,
    state::storage::{self, Keep},
};

/// Where a job's page finds the list it was opened from.
const LAST: &str = "toombos.jobs.list";

/// What is wanted of the list.
///
/// The signal leads, so that typing never waits for the router; the address
/// follows it, and leads when somebody goes back or forward.
#[derive(Clone, Copy)]
pub struct Search {
    /// What is wanted.
    pub wanted: ReadSignal<Wanted>,
    set: Callback<(Wanted, bool)>,
}

impl Search {
    /// What is wanted now.
    pub fn current(self) -> Wanted {
        self.wanted.get_untracked()
    }

    /// Wants something else, as a step that one can go back from.
    pub fn push(self, wanted: Wanted) {
        self.set.run((wanted, false));
    }

    /// Wants something else in place of the last wish, as while typing.
    pub fn replace(self, wanted: Wanted) {
        self.set.run((wanted, true));
    }
}

/// Reads the address of the list, and follows it.
pub fn use_search() -> Search {
    let location = use_location();
    let navigate = use_navigate();
    let read = move || location.query.with(of_address);
    let (wanted, set_wanted) = signal(read_untracked(location.query));
    let set = Callback::new(move |(next, replace): (Wanted, bool)| {
        if next == wanted.get_untracked() {
            return;
        }
        let address = Route::Jobs.with(&next.query());
        set_wanted.set(next);
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..Default::default()
        };
        navigate(&address, options);
    });
    Effect::new(move |_| {
        let there = read();
        // On the way to another page the address is no longer the list's.
        if location.pathname.get_untracked() != Route::Jobs.path() {
            return;
        }
        if wanted.with_untracked(|wanted| wanted.query() != there.query()) {
            set_wanted.set(there);
        }
    });
    Effect::new(move |_| {
        let address = Route::Jobs.with(&wanted.with(Wanted::query));
        storage::save_text(Keep::Tab, LAST, &address);
    });
    Search { wanted, set }
}

/// The address of the list as it was left in this tab.
pub fn last_list() -> String {
    storage::load_text(Keep::Tab, LAST).unwrap_or_else(|| Route::Jobs.path())
}

fn of_address(query: &ParamsMap) -> Wanted {
    Wanted::read(|name| query.get(name))
}

fn read_untracked(query: Memo<ParamsMap>) -> Wanted {
    query.with_untracked(of_address)
}
