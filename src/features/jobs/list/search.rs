//! What is wanted of the list, kept in step with the address.

use leptos::prelude::*;

use crate::{
    features::jobs::wanted::Wanted,
    routes::Route,
    state::{
        address::{self, Address, Wish},
        session::own_key,
        storage::{self, Keep},
    },
};

/// Where a job's page finds the list it was opened from.
const LAST: &str = "toombos.jobs.list";

/// What is wanted of the list, in its address.
pub type Search = Address<Wanted>;

/// Reads the address of the list, and follows it.
pub fn use_search() -> Search {
    let search = address::use_address::<Wanted>(Route::Jobs.path());
    Effect::new(move |_| {
        let address = Route::Jobs.with(&search.wanted.with(Wanted::query));
        storage::save_text(Keep::Tab, &own_key(LAST), &address);
    });
    search
}

/// The address of the list as it was left in this tab.
pub fn last_list() -> String {
    storage::load_text(Keep::Tab, &own_key(LAST)).unwrap_or_else(|| Route::Jobs.path())
}
