//! What happens next with the plan: in words, and the buttons that do it.

use leptos::prelude::*;

use super::{
    super::text, batch_state::BatchState, plan::BatchPlan, publish_dialog::PublishBatchDialog,
};
use crate::{
    features::shared::{HoldNotice, ServerWords},
    routes::Route,
    ui::{
        Button, ButtonSize, ButtonTone, ErrorNotice, IconName, LinkButton, Notice, State,
        StateMark, Switch, format_count,
    },
};

/// The bar with the buttons; it stays in sight.
#[component]
pub fn ActionBar(
    /// The page's state.
    batch: BatchState,
) -> impl IntoView {
    let plan = batch.plan;
    let dry = Memo::new(move |_| plan.read().dry_run);
    let count = Memo::new(move |_| plan.with(|plan| plan.items.len()));
    let switch = move |read: fn(&BatchPlan) -> bool, write: fn(&mut BatchPlan, bool)| {
        let shown = Signal::derive(move || plan.with(read));
        let set = Callback::new(move |on| plan.update(|plan| write(plan, on)));
        (shown, set)
    };
    let check_reason = Signal::derive(move || batch.check_reason());
    let send_reason = Signal::derive(move || batch.send_reason());
    let checking = Memo::new(move |_| batch.checks.is_pending());
    let covered = RwSignal::new(false);
    let pending = Signal::derive(move || {
        batch.sending.pending().get() || batch.hold.until().read().is_some()
    });
    let summary = move || {
        let reason = if dry.get() {
            check_reason.get()
        } else {
            send_reason.get()
        };
        match reason {
            Some(reason) => view! {
                <StateMark state=State::Warn />
                <span>{reason}</span>
            }
            .into_any(),
            None => {
                let jobs = format_count(count.get(), text::batch::JOB, text::batch::JOBS);
                let words = match (dry.get(), plan.read().stop_on_error) {
                    (true, _) => text::batch::renders(&jobs),
                    (false, true) => text::batch::publishes_until_failure(&jobs),
                    (false, false) => text::batch::publishes(&jobs),
                };
                view! { <span>{words}</span> }.into_any()
            }
        }
    };
    view! {
        <div class="batch-switches">
            <Switch
                label=text::batch::DRY_RUN
                detail=text::batch::DRY_RUN_DETAIL.to_owned()
                checked=switch(|plan| plan.dry_run, |plan, on| plan.dry_run = on)
            />
            <Switch
                label=text::batch::STOP
                detail=text::batch::STOP_DETAIL.to_owned()
                checked=switch(|plan| plan.stop_on_error, |plan, on| plan.stop_on_error = on)
                disabled=dry
            />
        </div>
        <p class="batch-kept">
            {move || {
                if batch.kept.get() {
                    text::batch::SAVED
                } else {
                    text::batch::NOT_SAVED
                }
            }}
        </p>
        <div class="generate-actions">
            <SendErrors batch />
            <HoldNotice
                until=batch.hold.until()
                note=text::shared::NOT_PUBLISHED_YET
                on_undo=move |()| {
                    batch.hold.undo();
                }
                on_now=move |()| batch.hold.finish()
            />
            <p class="generate-summary" aria-live="polite">
                {summary}
            </p>
            // The dialog has a button of the same name.
            <div class="generate-buttons" aria-hidden=move || covered.get().then_some("true")>
                <Button
                    tone=ButtonTone::Plain
                    icon=Some(IconName::Eye)
                    reason=check_reason
                    pending=checking
                    on_click=move |()| batch.check_all()
                >
                    {text::batch::CHECK_ALL}
                </Button>
                <Show when=move || !dry.get()>
                    <Button
                        tone=ButtonTone::Primary
                        icon=Some(IconName::Generate)
                        reason=send_reason
                        pending
                        on_click=move |()| batch.ask()
                    >
                        {text::batch::PUBLISH}
                    </Button>
                </Show>
            </div>
        </div>
        <PublishBatchDialog batch covered />
    }
    .into_any()
}

/// Why the last attempt failed, and whether it did anything before.
#[component]
fn SendErrors(batch: BatchState) -> impl IntoView {
    let error = batch.sending.error();
    let pending = batch.sending.pending();
    let refused = Signal::derive(move || error.get().filter(|error| !error.is_undecided()));
    let in_doubt = Memo::new(move |_| batch.open.read().is_some() && !pending.get());
    view! {
        <ErrorNotice
            error=refused
            title=text::batch::START_FAILED
            kept=text::batch::START_FAILED_KEPT
        />
        <Show when=move || in_doubt.get()>
            <StartUnconfirmed batch />
        </Show>
    }
}

/// A batch was sent, and nobody knows whether it arrived.
#[component]
fn StartUnconfirmed(batch: BatchState) -> impl IntoView {
    let count = Memo::new(move |_| {
        let open = batch.open.read();
        open.as_ref().map_or(0, |kept| kept.request.requests.len())
    });
    let why = move || match batch.sending.error().get() {
        Some(error) => view! {
            <p>{text::shared::why(&error.headline(), &error.hint())}</p>
            <ServerWords text=error.detail() />
        }
        .into_any(),
        None => view! { <p>{text::shared::PAGE_CLOSED}</p> }.into_any(),
    };
    let actions = move || {
        view! {
            <Button size=ButtonSize::Small on_click=move |()| batch.send_again()>
                {text::batch::RETRY}
            </Button>
            <LinkButton href=Route::Jobs.path() size=ButtonSize::Small tone=ButtonTone::Quiet>
                {text::shared::VIEW_JOBS}
            </LinkButton>
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                on_click=move |()| batch.settle()
            >
                {text::shared::CHECKED}
            </Button>
        }
    };
    view! {
        <Notice state=State::Bad title=text::batch::START_UNCONFIRMED actions>
            <p>
                {move || {
                    let jobs = format_count(count.get(), text::batch::JOB, text::batch::JOBS);
                    text::batch::may_have_started(&jobs)
                }}
            </p>
            {why}
        </Notice>
    }
}
