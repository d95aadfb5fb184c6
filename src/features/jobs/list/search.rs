//! The list's parameters, synchronised with the URL query.

use leptos::prelude::*;

use crate::{
    effect::effect,
    features::jobs::params::JobsParams,
    routes::Route,
    state::{
        address::{self, Address, UrlState},
        session::own_key,
        storage::{self, StorageScope},
    },
};

/// Where a job's page finds the list it was opened from.
const LAST: &str = "toombos.jobs.list";

/// The list's parameters, in its address.
pub type Search = Address<JobsParams>;

/// Reads the address of the list, and follows it.
pub fn use_search() -> Search {
    let search = address::use_address::<JobsParams>(Route::Jobs.path());
    effect(move |_| {
        let address = Route::Jobs.with(&search.params.with(JobsParams::query));
        storage::save_text(StorageScope::Session, &own_key(LAST), &address);
    });
    search
}

/// The address of the list as it was left in this tab.
pub fn last_list() -> String {
    storage::load_text(StorageScope::Session, &own_key(LAST)).unwrap_or_else(|| Route::Jobs.path())
}
