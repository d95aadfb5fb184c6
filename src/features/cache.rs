//! The caches: how they do, and emptying them.
//!
//! Nothing is shown as emptied before the server has said so.

mod cache_totals;
mod clear;
mod csv;
mod filters;
mod form;
mod history;
mod invalidate;
mod loads;
mod outcome;
mod params;
mod record;
mod seen;
mod stats;
mod text;
mod totals;
mod trial;
mod trouble;
mod trouble_notice;

use leptos::prelude::*;
use wire::capabilities::Capability;

use crate::{
    features::shared::Offered,
    routes::Route,
    state::{address::use_address, heading::use_heading, session::use_session},
    ui::IconName,
};

use clear::Clear;
use history::History;
use invalidate::Invalidate;
use loads::Loads;
use outcome::LastInvalidation;
use params::CacheParams;
use stats::Stats;
use totals::Totals;
use trouble_notice::TroubleNotice;

/// `/cache`.
#[component]
pub fn CachePage() -> impl IntoView {
    use_heading(text::TITLE.to_owned(), None);
    let session = use_session();
    // A server may empty caches without reporting on them.
    let all = [
        Capability::CacheStats,
        Capability::CacheInvalidate,
        Capability::CacheClear,
        Capability::CacheHistory,
    ];
    let first = Memo::new(move |_| {
        let offered = all
            .into_iter()
            .find(|capability| session.offers(*capability));
        offered.unwrap_or(Capability::CacheStats)
    });
    move || {
        view! {
            <Offered
                capability=first.get()
                icon=IconName::Cache
                link=(text::VIEW_HEALTH, Route::Health)
            >
                <Caches />
            </Offered>
        }
    }
}

#[component]
fn Caches() -> impl IntoView {
    let loads = Loads::new();
    let last = LastInvalidation::new();
    let search = use_address::<CacheParams>(Route::Cache.path());
    view! {
        <div class="cache">
            <TroubleNotice loads />
            <Totals loads />
            <div class="cache-columns">
                <Stats loads />
                <Invalidate loads last />
            </div>
            <History loads search actions=move || view! { <Clear loads last /> } />
        </div>
    }
}
