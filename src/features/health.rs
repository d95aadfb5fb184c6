//! How the system is: overall, by component, ready or not.
//!
//! Each part asks for itself, so that one that fails leaves the others standing.

mod alarm;
mod alerts;
mod components;
mod confirm;
mod disclosure;
mod fact_list;
mod facts;
mod history;
mod overall;
mod performance;
mod probes;
mod process;
mod readiness;
mod status;
mod text;
mod uptime;
mod verdict;
mod watch;

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    health::{self, Liveness, Readiness},
    shipped::status::{self as reports, Startup, StatusReport},
};

use crate::{
    effect::effect,
    state::{
        condition::SystemStatus,
        heading::use_heading,
        query::{Options, Query, use_query, use_query_with},
        session::use_session,
    },
    ui::ForEach,
};

use alerts::Alerts;
use components::Components;
use confirm::ConfirmChecks;
use history::Past;
use overall::Overall;
use performance::{Performance, use_figures};
use process::Process;
use readiness::Ready;
use status::Status;
use watch::Watch;

/// Cheap questions, whose answers change slowly.
const ASK_EVERY: Duration = Duration::from_secs(60);

/// What is asked beside the overall health and the components.
#[derive(Clone, Copy)]
struct Asked {
    ready: Query<Readiness>,
    live: Query<Liveness>,
    startup: Query<Startup>,
    services: Query<StatusReport>,
    database: Query<StatusReport>,
}

impl Asked {
    fn new() -> Self {
        let session = use_session();
        let polled = || Options {
            poll: Signal::stored(Some(ASK_EVERY)),
            ..Default::default()
        };
        let wanted = move |capability| session.offers(capability);
        // What only the shipped backend offers is asked for once that is known.
        let known = move |capability| session.capabilities().is_some() && wanted(capability);
        Self {
            ready: use_query_with(
                move || wanted(Capability::Ready).then(health::ready),
                polled(),
            ),
            live: use_query_with(
                move || wanted(Capability::Live).then(health::live),
                polled(),
            ),
            startup: use_query(move || known(Capability::Startup).then(reports::startup)),
            services: use_query(move || known(Capability::Services).then(reports::services)),
            database: use_query(move || known(Capability::Database).then(reports::database)),
        }
    }

    fn again(self) {
        self.ready.refetch();
        self.live.refetch();
        self.startup.refetch();
        self.services.refetch();
        self.database.refetch();
    }
}

/// Looks after the alerts while notifications are on, whatever page is open.
#[component]
pub fn AlertWatch() -> impl IntoView {
    Watch::find();
}

/// `/health`.
#[component]
pub fn HealthPage() -> impl IntoView {
    use_heading(text::TITLE.to_owned(), None);
    let session = use_session();
    let system = SystemStatus::find();
    let watch = Watch::find();
    watch.keep();
    let alarm = watch.alarm();
    alarm.look();
    let past = Past::new(alarm);
    let asked = Asked::new();
    let ready = asked.ready.remote();
    effect(move |_| ready.with(|ready| watch.take_readiness(ready)));
    let figures = use_figures();
    let again = move |()| {
        asked.again();
        figures.refetch();
        past.again();
        alarm.query().refetch();
    };
    let offered = move |capability| {
        Memo::new(move |_| session.capabilities().is_some() && session.offers(capability))
    };
    let (services, database) = (offered(Capability::Services), offered(Capability::Database));
    view! {
        <div class="health" data-stale=move || (!system.is_connected()).then_some("")>
            <Overall watch on_check=again />
            <Alerts alarm />
            <div class="health-columns">
                <Components watch past on_probe=move |()| asked.ready.refetch() />
                <div class="health-side">
                    <Ready query=asked.ready />
                    <Process live=asked.live startup=asked.startup />
                    <Performance query=figures />
                    <Show when=move || services.get()>
                        <Status
                            heading=text::SERVICES
                            failed=text::SERVICES_FAILED
                            query=asked.services
                        />
                    </Show>
                    <Show when=move || database.get()>
                        <Status
                            heading=text::DATABASE
                            failed=text::DATABASE_FAILED
                            query=asked.database
                        />
                    </Show>
                    <Missing />
                </div>
            </div>
            <ConfirmChecks watch />
        </div>
    }
}

/// What this page could show, and this backend does not offer.
#[component]
fn Missing() -> impl IntoView {
    let session = use_session();
    let missing = Memo::new(move |_| {
        let known = session.capabilities().is_some();
        [
            Capability::Services,
            Capability::Database,
            Capability::HealthCheck,
        ]
        .into_iter()
        .filter(|capability| known && !session.offers(*capability))
        .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !missing.read().is_empty()>
            <ul class="health-missing" aria-label=text::NOT_AVAILABLE role="list">
                <ForEach each=move || missing.get() key=Clone::clone let:capability>
                    <li>{capability.missing()}</li>
                </ForEach>
            </ul>
        </Show>
    }
}
