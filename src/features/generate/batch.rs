//! Many documents at once: a plan to read and change, and the jobs that it became.

mod action_bar;
mod batch_actions;
mod batch_state;
mod builder;
mod document_picker;
mod edit;
mod item_status;
mod items;
mod job_table;
mod plan;
mod publish_dialog;
mod run;
mod run_view;
mod watch;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::capabilities::Capability;

use super::{
    shared::{
        subnavigation::{SubPage, Subnavigation},
        view_only::RefusalNotice,
    },
    text,
};
use crate::{
    features::shared::Offered,
    routes::Route,
    state::{
        drafts::DraftName, heading::use_heading, navigation::use_navigate, session::use_session,
    },
    ui::{Empty, IconName, LinkButton},
};
use action_bar::ActionBar;
use batch_state::BatchState;
use builder::AddForm;
use items::Items;
use run::BatchRun;
use run_view::RunView;

/// The address of the batch that was sent last, to come back to it.
const LAST: DraftName = DraftName::new("toombos.batch.last");

/// `/generate/batch`.
#[component]
pub fn BatchPage() -> impl IntoView {
    use_heading(
        text::batch::TITLE.to_owned(),
        Some((Route::Generate.path(), text::shared::GENERATE.to_owned())),
    );
    let session = use_session();
    let plans = Memo::new(move |_| session.is_shipped(Capability::Batch));
    view! {
        <Subnavigation now=SubPage::Batch />
        <Offered
            capability=Capability::Batch
            icon=IconName::Jobs
            instead=text::batch::ONE_AT_A_TIME
            link=(text::shared::GENERATE_CONTENT, Route::Generate)
        >
            <Show when=move || !plans.get() fallback=|| view! { <PlansOnly /> }>
                <BatchContent />
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
            title=text::batch::NOT_HERE
            action=|| {
                view! {
                    <LinkButton href=Route::Plan.path()>{text::shared::PLAN_PERIOD}</LinkButton>
                    <LinkButton href=Route::Generate.path()>
                        {text::shared::GENERATE_CONTENT}
                    </LinkButton>
                }
            }
        >
            {text::batch::NOT_HERE_HINT}
        </Empty>
    }
}

/// The plan, or the jobs where the address names some.
#[component]
fn BatchContent() -> impl IntoView {
    let location = use_location();
    let runs = Memo::new(move |_| BatchRun::read(&location.search.get()).is_some());
    move || {
        if runs.get() {
            view! { <RunView /> }.into_any()
        } else {
            view! { <PlanView /> }.into_any()
        }
    }
}

#[component]
fn PlanView() -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let batch = BatchState::new(move |run: BatchRun| {
        LAST.own().save(&run.write().encoded());
        let path = Route::Batch.with(&run.write());
        let _ = navigate.try_with_value(|navigate| navigate(&path, NavigateOptions::default()));
    });
    let forbidden = Memo::new(move |_| batch.forbidden());
    let last = LAST
        .own()
        .load::<String>()
        .filter(|search| BatchRun::read(search).is_some());
    view! {
        <div class="batch">
            <div class="batch-form">
                <RefusalNotice reason=forbidden />
                <AddForm batch />
            </div>
            <div class="batch-plan">
                {last
                    .map(|search| {
                        let href = format!("{}?{search}", Route::Batch.path());
                        view! {
                            <p class="batch-last">
                                <a href=href>{text::batch::VIEW_LAST}</a>
                            </p>
                        }
                    })} <Items batch /> <ActionBar batch />
            </div>
        </div>
    }
    .into_any()
}
