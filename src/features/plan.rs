//! Content for a whole period, as a plan to read and send on.

mod days;
mod export;
mod form;
mod item;

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
        "Plan a period".to_owned(),
        Some((Route::Generate.path(), "Generate".to_owned())),
    );
    let session = use_session();
    let plans = Memo::new(move |_| session.is_shipped(Capability::Batch));
    let known = Memo::new(move |_| session.capabilities().is_some());
    view! {
        <Offered
            capability=Capability::Batch
            icon=IconName::Calendar
            instead="Content can be made one document at a time."
            link=("Generate content", Route::Generate)
        >
            <Show when=move || plans.get()>
                <Planning />
            </Show>
            // The contract's batch takes documents, which is another kind of work.
            <Show when=move || known.get() && !plans.get()>
                <Empty
                    icon=IconName::Calendar
                    title="This backend makes no plans for a period"
                    action=|| {
                        view! {
                            <LinkButton href=Route::Generate.path()>"Generate content"</LinkButton>
                        }
                    }
                >
                    "Content can be made one document at a time."
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
            <Empty icon=IconName::Calendar title="No plan yet">
                "Choose a period and channels. The server makes up what could go out when; nothing \
                 goes out by that."
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
                    title="The plan could not be made"
                    kept="The form is kept, and so is the last plan"
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
    let count = format_count(plan.items.len(), "item", "items");
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
        <Panel heading="The plan" actions=move || view! { <Exports plan=exported.clone() /> }>
            <Notice state=State::Off title="A plan, and no more">
                "This backend stores and sends none of it, and forgets it at once: export what you \
                 want to keep. Times are as the server gave them; their zone is not known."
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
                        <Empty icon=IconName::Calendar title="The server planned nothing">
                            "Another number of items or other channels may give a plan."
                        </Empty>
                    }
                })}
            <div class="plan-days">{days}</div>
            <div class="plan-said">
                <Disclosure summary="What the server says of the whole, unchecked" text=said />
                {times
                    .map(|text| {
                        view! { <Disclosure summary="What the server says of the times, unchecked" text /> }
                    })}
            </div>
        </Panel>
    }
    .into_any()
}

/// What the server claims, as its claim.
fn claims(plan: &Plan) -> Option<String> {
    let reach = plan.estimated_reach().filter(|reach| *reach > 0.0)?;
    Some(format!(
        "The server estimates a reach of {}, and does not say how it knows.",
        format_number(reach)
    ))
}
