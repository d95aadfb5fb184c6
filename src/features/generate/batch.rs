//! Many documents at once: a plan to read and change, and the jobs that it became.

mod bar;
mod batch_actions;
mod builder;
mod confirm;
mod edit;
mod item_status;
mod items;
mod pick;
mod plan;
mod planner;
mod rows;
mod run;
mod running;
mod watch;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::capabilities::Capability;

use super::modes::{Mode, Modes};
use crate::{
    features::shared::Offered,
    routes::Route,
    state::{
        drafts::DraftName, heading::use_heading, navigation::use_navigate, session::use_session,
    },
    ui::{Empty, IconName, LinkButton, Notice, State},
};
use bar::Bar;
use builder::Builder;
use items::Items;
use planner::Planner;
use run::Run;
use running::Running;

/// The address of the batch that was sent last, to come back to it.
const LAST: DraftName = DraftName::new("toombos.batch.last");

/// `/generate/batch`.
#[component]
pub fn BatchPage() -> impl IntoView {
    use_heading(
        "Batch".to_owned(),
        Some((Route::Generate.path(), "Generate".to_owned())),
    );
    let session = use_session();
    let plans = Memo::new(move |_| session.is_shipped(Capability::Batch));
    view! {
        <Modes now=Mode::Batch />
        <Offered
            capability=Capability::Batch
            icon=IconName::Jobs
            instead="You can generate one document at a time."
            link=("Generate content", Route::Generate)
        >
            <Show when=move || !plans.get() fallback=|| view! { <PlansOnly /> }>
                <Whole />
            </Show>
        </Offered>
    }
}

/// What there is on a backend whose batches are ideas for a period.
#[component]
fn PlansOnly() -> impl IntoView {
    view! {
        <Empty
            icon=IconName::Jobs
            title="Batches aren't available on this server"
            action=|| {
                view! {
                    <LinkButton href=Route::Plan.path()>"Plan a period"</LinkButton>
                    <LinkButton href=Route::Generate.path()>"Generate content"</LinkButton>
                }
            }
        >
            "You can plan a period or generate one document at a time."
        </Empty>
    }
}

/// The plan, or the jobs where the address names some.
#[component]
fn Whole() -> impl IntoView {
    let location = use_location();
    let runs = Memo::new(move |_| Run::read(&location.search.get()).is_some());
    move || {
        if runs.get() {
            view! { <Running /> }.into_any()
        } else {
            view! { <Planning /> }.into_any()
        }
    }
}

#[component]
fn Planning() -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let planner = Planner::new(move |run: Run| {
        LAST.own().save(&run.write().encoded());
        let path = Route::Batch.with(&run.write());
        let _ = navigate.try_with_value(|navigate| navigate(&path, NavigateOptions::default()));
    });
    let forbidden = Memo::new(move |_| planner.forbidden());
    let last = LAST
        .own()
        .load::<String>()
        .filter(|search| Run::read(search).is_some());
    view! {
        <div class="batch">
            <div class="batch-form">
                {move || {
                    forbidden
                        .get()
                        .map(|reason| {
                            view! {
                                <Notice state=State::Warn title="View only">
                                    {reason}
                                </Notice>
                            }
                        })
                }} <Builder planner />
            </div>
            <div class="batch-plan">
                {last
                    .map(|search| {
                        let href = format!("{}?{search}", Route::Batch.path());
                        view! {
                            <p class="batch-last">
                                <a href=href>"View last batch"</a>
                            </p>
                        }
                    })} <Items planner /> <Bar planner />
            </div>
        </div>
    }
    .into_any()
}
