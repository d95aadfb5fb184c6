//! Content for a whole period, as a plan to read and send on.

mod days;
mod export;
mod form;
mod item;
mod text;

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    shipped::batch::{self, BatchOrder, Plan},
};

use crate::{
    features::shared::Offered,
    routes::Route,
    state::{
        heading::use_heading,
        mutation::{Mutation, use_mutation},
        session::use_session,
    },
    ui::{
        Disclosure, Empty, ErrorNotice, IconName, LinkButton, Notice, Panel, State, format_count,
        format_number,
    },
};
use days::by_day;
use export::Exports;
use form::OrderForm;
use item::ItemCard;

/// `/generate/plan`.
#[component]
pub fn PlanPage() -> impl IntoView {
    use_heading(
        text::TITLE.to_owned(),
        Some((Route::Generate.path(), text::PARENT.to_owned())),
    );
    let session = use_session();
    let plans = Memo::new(move |_| session.is_shipped(Capability::Batch));
    let known = Memo::new(move |_| session.capabilities().is_some());
    view! {
        <Offered
            capability=Capability::Batch
            icon=IconName::Calendar
            instead=text::ONE_AT_A_TIME
            link=(text::GENERATE, Route::Generate)
        >
            <Show when=move || plans.get()>
                <Planning />
            </Show>
            // The contract's batch takes documents, which is another kind of work.
            <Show when=move || known.get() && !plans.get()>
                <Empty
                    icon=IconName::Calendar
                    title=text::NOT_AVAILABLE
                    action=|| {
                        view! {
                            <LinkButton href=Route::Generate.path()>{text::GENERATE}</LinkButton>
                        }
                    }
                >
                    {text::ONE_AT_A_TIME}
                </Empty>
            </Show>
        </Offered>
    }
}

#[component]
fn Planning() -> impl IntoView {
    let plan = RwSignal::new(None::<Plan>);
    let asking: Mutation<BatchOrder> =
        use_mutation(batch::plan, move |_, answer| plan.set(Some(answer)));
    let shown = move || match plan.get() {
        Some(plan) => view! { <Whole plan /> }.into_any(),
        None => view! {
            <Empty icon=IconName::Calendar title=text::NO_PLAN>
                {text::NO_PLAN_HINT}
            </Empty>
        }
        .into_any(),
    };
    let again = RwSignal::new(None::<BatchOrder>);
    view! {
        <div class="plan">
            <OrderForm
                pending=asking.pending()
                on_order=move |order: BatchOrder| {
                    again.set(Some(order.clone()));
                    asking.run(order);
                }
            />
            <div class="plan-result" aria-busy=move || asking.pending().get().to_string()>
                <ErrorNotice
                    error=asking.error()
                    title=text::PLAN_FAILED
                    kept=text::NOT_CHANGED
                    on_retry=move |()| {
                        if let Some(order) = again.get_untracked() {
                            asking.run(order);
                        }
                    }
                    pending=asking.pending()
                />
                {shown}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Whole(plan: Plan) -> impl IntoView {
    let count = format_count(plan.items.len(), text::ITEM, text::ITEMS);
    let claims = claims(&plan);
    let said = serde_json::to_string_pretty(&plan.summary).unwrap_or_default();
    let times = plan
        .scheduling
        .as_ref()
        .map(|times| serde_json::to_string_pretty(times).unwrap_or_default());
    let days = by_day(&plan.items)
        .into_iter()
        .map(|day| {
            let items = day
                .items
                .into_iter()
                .map(|item| view! { <ItemCard item=item.clone() /> })
                .collect_view();
            view! {
                <section class="plan-day" aria-label=day.label.clone()>
                    <h3 class="plan-date">{day.label.clone()}</h3>
                    <ul role="list">{items}</ul>
                </section>
            }
        })
        .collect_view();
    let exported = plan.clone();
    view! {
        <Panel heading=text::PLAN actions=move || view! { <Exports plan=exported.clone() /> }>
            <Notice state=State::Off title=text::PLAN_ONLY>
                {text::PLAN_ONLY_HINT}
            </Notice>
            <p class="plan-facts">
                <strong>{count}</strong>
                {claims.map(|claims| view! { <span>{claims}</span> })}
            </p>
            {plan
                .items
                .is_empty()
                .then(|| {
                    view! {
                        <Empty icon=IconName::Calendar title=text::NO_ITEMS>
                            {text::NO_ITEMS_HINT}
                        </Empty>
                    }
                })}
            <div class="plan-days">{days}</div>
            <div class="plan-said">
                <Disclosure summary=text::RAW_SUMMARY text=said />
                {times
                    .map(|text| {
                        view! { <Disclosure summary=text::RAW_SCHEDULE text /> }
                    })}
            </div>
        </Panel>
    }
    .into_any()
}

/// What the server claims, as its claim.
fn claims(plan: &Plan) -> Option<String> {
    let reach = plan.estimated_reach().filter(|reach| *reach > 0.0)?;
    Some(text::reach(&format_number(reach)))
}
