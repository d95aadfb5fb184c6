//! Doing one thing to the chosen jobs.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    Call,
    capabilities::Capability,
    jobs::{self, Job, JobId},
    shipped::sync::APART_MILLIS,
};

use crate::{
    effect::effect,
    features::{
        jobs::{
            board::RowId,
            bulk::{BulkAction, Item, Outcome, Plan},
            text,
        },
        shared::HoldNotice,
    },
    routes::Route,
    state::{
        clock::use_clock,
        concurrency::run_concurrently,
        job_metadata,
        mutation::detach,
        notices::{Notices, use_notices},
        publish_hold::{server_hold, use_browser_hold},
        query::send_once,
        session::use_session,
    },
    ui::{
        Badge, Button, ButtonTone, Dialog, DialogSize, ForEach, IconName, State, focus_soon,
        format_count, format_number,
    },
};

use super::{feed::Feed, load_all::LoadAll};

/// More at once would only queue up at the server.
const AT_ONCE: usize = 4;

/// More items than this nobody reads; the result of the others is in their count.
const MOST_LINES: usize = 100;

/// The cell of the grid that the Tab key reaches.
const GRID: &str = ".jobs .data-table [data-stop]";

/// The first button for the selected jobs.
const BAR_BUTTON: &str = ".job-bulk button";

/// What can be done to the chosen jobs; there while any is chosen.
#[component]
pub fn BulkBar(feed: Feed, selected: RwSignal<HashSet<RowId>>, load_all: LoadAll) -> impl IntoView {
    let plan = RwSignal::new(None::<Plan>);
    let begun = RwSignal::new(false);
    let report = RwSignal::new(None::<Plan>);
    let count = Memo::new(move |_| selected.read().len());
    let clear = move |()| {
        load_all.selecting.set(false);
        selected.update(HashSet::clear);
        focus_soon(&[GRID]);
    };
    // What was refused stays selected: without a selection there is nothing left to report.
    effect(move |_| {
        if count.get() == 0 && plan.read().is_none() {
            report.set(None);
        }
    });
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="job-bulk" role="region" aria-label=text::list::SELECTED>
                <span class="job-bulk-count" role="status">
                    {move || text::list::selected(&format_count(count.get(), text::list::JOB, text::list::JOBS))}
                </span>
                <RefusedButton report plan begun />
                <SelectAllButton feed load_all />
                <DeedButtons feed plan />
                <Button tone=ButtonTone::Quiet on_click=clear>
                    {text::list::CLEAR_SELECTION}
                </Button>
            </div>
        </Show>
        <BulkDialog feed plan selected begun report />
    }
}

/// Leads back to what the last action was refused.
#[component]
fn RefusedButton(
    report: RwSignal<Option<Plan>>,
    plan: RwSignal<Option<Plan>>,
    begun: RwSignal<bool>,
) -> impl IntoView {
    let refused = Memo::new(move |_| report.read().as_ref().map_or(0, |plan| plan.score().1));
    let show = move |()| {
        begun.set(true);
        plan.set(report.get_untracked());
    };
    view! {
        <Show when=move || refused.get() != 0>
            <Button icon=Some(IconName::Warning) on_click=show>
                {move || text::list::show_refused(refused.get())}
            </Button>
        </Show>
    }
}

/// Offers the jobs of the list that are not loaded yet.
#[component]
fn SelectAllButton(feed: Feed, load_all: LoadAll) -> impl IntoView {
    let selecting = load_all.selecting;
    let offered = Memo::new(move |_| feed.counts.read().more || selecting.get());
    let words = move || {
        let counts = feed.counts.get();
        let number = |count: u64| format_number(count as f64);
        match (selecting.get(), counts.total) {
            (false, Some(total)) => text::list::select_all_of(&number(total)),
            (false, None) => text::list::SELECT_ALL.to_owned(),
            (true, Some(total)) => {
                text::list::loading_of(&number(counts.shown as u64), &number(total))
            }
            (true, None) => text::list::loading(&number(counts.shown as u64)),
        }
    };
    view! {
        <Show when=move || offered.get()>
            <Button pending=selecting on_click=move |()| selecting.set(true)>
                {words}
            </Button>
        </Show>
    }
}

/// What can be done to the chosen jobs; what fits none of them is not offered.
#[component]
fn DeedButtons(feed: Feed, plan: RwSignal<Option<Plan>>) -> impl IntoView {
    let session = use_session();
    let would = move |action: BulkAction| {
        Memo::new(move |_| {
            let chosen = feed.chosen();
            let by_status = session.is_shipped(Capability::JobsRetry);
            Plan::new(action, chosen.iter().map(AsRef::as_ref), by_status)
        })
    };
    let (cancel, retry) = (would(BulkAction::Cancel), would(BulkAction::Retry));
    let fits = |would: Memo<Plan>| Memo::new(move |_| would.read().obstacle().is_none());
    let (can_cancel, can_retry) = (fits(cancel), fits(retry));
    view! {
        <Show when=move || can_cancel.get()>
            <BulkActionButton action=BulkAction::Cancel would=cancel plan />
        </Show>
        <Show when=move || can_retry.get()>
            <BulkActionButton action=BulkAction::Retry would=retry plan />
        </Show>
        <Show when=move || !can_cancel.get() && !can_retry.get()>
            <span class="job-bulk-none">{text::list::NO_DEED}</span>
        </Show>
    }
}

#[component]
fn BulkActionButton(
    action: BulkAction,
    would: Memo<Plan>,
    plan: RwSignal<Option<Plan>>,
) -> impl IntoView {
    let session = use_session();
    let capability = match action {
        BulkAction::Cancel => Capability::JobsCancel,
        BulkAction::Retry => Capability::JobsRetry,
    };
    let reason = Signal::derive(move || {
        if !session.offers(capability) {
            Some(capability.missing().to_owned())
        } else if !session.may_write() {
            Some(text::list::VIEW_ONLY_ASK.to_owned())
        } else {
            None
        }
    });
    view! {
        <Button reason on_click=move |()| plan.set(Some(would.get_untracked()))>
            {move || would.read().label()}
        </Button>
    }
}

#[component]
fn BulkDialog(
    feed: Feed,
    plan: RwSignal<Option<Plan>>,
    selected: RwSignal<HashSet<RowId>>,
    begun: RwSignal<bool>,
    report: RwSignal<Option<Plan>>,
) -> impl IntoView {
    // A memo: the dialog is drawn anew whenever this tells.
    let open = Memo::new(move |_| plan.read().is_some());
    let over = Memo::new(move |_| plan.read().as_ref().is_none_or(Plan::is_over));
    let lines = Memo::new(move |_| plan.read().as_ref().map(lines_of).unwrap_or_default());
    let hold = use_browser_hold();
    let held = HeldRetries {
        ends: RwSignal::new(BTreeMap::new()),
        notices: use_notices(),
    };
    let now = use_clock().now();
    let held_until = Memo::new(move |_| {
        // One that has started by now cannot be undone any more.
        held.end().filter(|end| over.get() && now.get() < *end)
    });
    let busy = Signal::derive(move || begun.get() && !over.get());
    let close = move || {
        hold.undo();
        held.ends.update(BTreeMap::clear);
        if begun.get_untracked() {
            let refused = plan
                .with_untracked(|plan| plan.as_ref().filter(|plan| plan.score().1 > 0).cloned());
            report.set(refused);
            focus_soon(&[BAR_BUTTON, GRID]);
        }
        let _ = plan.try_set(None);
        begun.set(false);
    };
    let title = Signal::derive(move || match (plan.read().as_ref(), begun.get()) {
        (None, _) => String::new(),
        (Some(plan), false) => format!("{}?", plan.label()),
        (Some(plan), true) if plan.is_over() => result_words(plan),
        (Some(plan), true) => format!("{}…", plan.label()),
    });
    let start = move |()| {
        let publishes = plan.with_untracked(|plan| {
            plan.as_ref()
                .is_some_and(|it| it.action == BulkAction::Retry)
        });
        let run = move || {
            begun.set(true);
            go_on(feed, plan, selected, held);
        };
        if publishes {
            hold.begin(run);
        } else {
            run();
        }
    };
    let waiting = Memo::new(move |_| hold.until().read().is_some());
    let actions = move || {
        if begun.get() {
            let words = if over.get() {
                text::list::CLOSE
            } else {
                text::list::SKIP
            };
            let leave = move |()| {
                if over.get_untracked() {
                    close();
                } else {
                    plan.update(|plan| {
                        if let Some(plan) = plan {
                            plan.stop();
                        }
                    });
                }
            };
            return view! { <Button on_click=leave>{words}</Button> }.into_any();
        }
        let action =
            plan.with_untracked(|plan| plan.as_ref().map(|plan| (plan.action, plan.label())));
        let Some((action, label)) = action else {
            return ().into_any();
        };
        let (tone, keep) = match action {
            BulkAction::Cancel => (ButtonTone::Danger, text::list::KEEP),
            BulkAction::Retry => (ButtonTone::Primary, text::list::LEAVE),
        };
        view! {
            <Button on_click=move |()| close()>{keep}</Button>
            <Button tone pending=waiting on_click=start>
                {label}
            </Button>
        }
        .into_any()
    };
    view! {
        <Dialog
            open
            on_close=move |()| close()
            title
            dismissible=Signal::derive(move || !busy.get())
            size=DialogSize::Medium
            // Drawn once; what is in it follows by itself.
            actions=move || view! { {actions} }
        >
            <p class="job-bulk-words">
                {move || plan.read().as_ref().map(Plan::explanation)}
            </p>
            <HoldNotice
                until=hold.until()
                note=text::list::PAGE_HOLDS
                on_undo=move |()| {
                    hold.undo();
                }
                on_now=move |()| hold.finish()
            />
            <HoldNotice
                until=held_until
                note=text::list::SERVER_HOLDS
                on_undo=move |()| held.settle(feed, jobs::cancel)
                on_now=move |()| held.settle(feed, jobs::release)
            />
            <Show when=move || begun.get()>
                <p class="job-bulk-words" role="status">
                    {move || plan.read().as_ref().map(progress_words)}
                </p>
            </Show>
            <ul class="job-bulk-list" role="list">
                <ForEach
                    each=move || lines.get()
                    key=|item| (item.id.clone(), format!("{:?}", item.outcome))
                    children=move |item| view! { <ItemLine item begun /> }
                />
            </ul>
            {move || {
                let rest = plan.read().as_ref().map_or(0, |plan| plan.items.len());
                let rest = rest.saturating_sub(MOST_LINES);
                (rest != 0).then(|| view! {
                    <p class="job-bulk-rest">
                        {text::list::and_more(&format_count(rest, text::list::JOB, text::list::JOBS))}
                    </p>
                })
            }}
        </Dialog>
    }
}

#[component]
fn ItemLine(item: Item, begun: RwSignal<bool>) -> impl IntoView {
    let Item {
        id,
        subject,
        outcome,
        scope,
    } = item;
    let is_retry = scope.is_some();
    let scope = scope.map(|scope| scope.summary());
    let (state, words) = match &outcome {
        Outcome::Waiting => (State::Off, text::list::WAITING.to_owned()),
        Outcome::Running => (
            State::Busy,
            if is_retry {
                text::list::RETRYING
            } else {
                text::list::CANCELLING
            }
            .to_owned(),
        ),
        Outcome::Done(_) => (
            State::Good,
            if is_retry {
                text::list::RETRIED
            } else {
                text::list::CANCELLED
            }
            .to_owned(),
        ),
        Outcome::Refused(error) => (State::Bad, error.headline()),
    };
    let words = StoredValue::new(words);
    let reason = match &outcome {
        Outcome::Refused(error) => Some(text::list::reason(&error.detail(), &error.hint())),
        _ => None,
    };
    let new = match outcome {
        Outcome::Done(new) => new,
        _ => None,
    };
    view! {
        <li>
            <span class="job-bulk-subject">{subject}</span>
            <code>{id.to_string()}</code>
            {scope.map(|words| view! { <p class="job-bulk-reason">{words}</p> })}
            <Show when=move || begun.get()>
                <Badge state bare=true>
                    {words.get_value()}
                </Badge>
            </Show>
            {reason.map(|reason| view! { <p class="job-bulk-reason">{reason}</p> })}
            {new
                .map(|new| {
                    view! {
                        <p class="job-bulk-reason">
                            {text::list::RETRIED_AS}
                            <A href=Route::Job(new.clone()).path()>{new.to_string()}</A>
                        </p>
                    }
                })}
        </li>
    }
}

/// Asks for the next jobs; each answer asks for the next one.
fn go_on(
    feed: Feed,
    plan: RwSignal<Option<Plan>>,
    selected: RwSignal<HashSet<RowId>>,
    held: HeldRetries,
) {
    let hold_seconds = untrack(|| server_hold(feed.session));
    let apart = untrack(|| feed.session.is_shipped(Capability::JobsRetry));
    let at_once = if apart { 1 } else { AT_ONCE };
    let mut next = Vec::new();
    let mut action = BulkAction::Cancel;
    let there = plan.try_update(|plan| {
        if let Some(plan) = plan {
            action = plan.action;
            next = plan.next(at_once);
        }
    });
    if there.is_none() {
        return;
    }
    for item in next {
        let call = match action {
            BulkAction::Cancel => jobs::cancel(&item.id),
            BulkAction::Retry => jobs::retry_with(&item.id, &item.retry_request(hold_seconds)),
        };
        let id = item.id;
        detach(async move {
            let outcome = match send_once(feed.session, &call).await {
                Ok(job) => {
                    let new = (job.job_id != id).then(|| job.job_id.clone());
                    if let Some(new) = &new {
                        job_metadata::remember_retry(new, &id);
                    }
                    let job = job_metadata::completed(job);
                    held.note(&job);
                    feed.take_answer(job, new.is_some());
                    unselect(feed, selected, &id);
                    Outcome::Done(new)
                }
                Err(error) => Outcome::Refused(error),
            };
            let there = plan.try_update(|plan| {
                if let Some(plan) = plan {
                    plan.settle(&id, outcome);
                }
            });
            let waits = there.is_some()
                && plan
                    .try_with_untracked(|plan| plan.as_ref().is_some_and(|plan| !plan.is_over()))
                    == Some(true);
            if waits && apart {
                // Two jobs of one second would get one id, and the second replace the first.
                let pause = Duration::from_millis(APART_MILLIS);
                set_timeout(move || go_on(feed, plan, selected, held), pause);
            } else if waits {
                go_on(feed, plan, selected, held);
            }
        });
    }
}

/// The new jobs that the server holds, with the end of each hold.
#[derive(Clone, Copy)]
struct HeldRetries {
    ends: RwSignal<BTreeMap<JobId, f64>>,
    notices: Notices,
}

impl HeldRetries {
    fn note(self, job: &Job) {
        if let Some(end) = job.hold_end() {
            let _ = self
                .ends
                .try_update(|ends| ends.insert(job.job_id.clone(), end));
        }
    }

    /// When the first of them starts.
    fn end(self) -> Option<f64> {
        self.ends
            .with(|ends| ends.values().copied().reduce(f64::min))
    }

    /// Cancels or releases all of them.
    fn settle(self, feed: Feed, call: fn(&JobId) -> Call<Job>) {
        let ids = self.ends.try_update(std::mem::take).unwrap_or_default();
        run_concurrently(ids.into_keys(), AT_ONCE, move |id| async move {
            match send_once(feed.session, &call(&id)).await {
                Ok(job) => feed.take_answer(job_metadata::completed(job), false),
                Err(error) => self.notices.failed(text::list::CHANGE_FAILED, &error),
            }
            true
        });
    }
}

fn unselect(feed: Feed, selected: RwSignal<HashSet<RowId>>, id: &JobId) {
    let row_id = feed.with_board(|board| board.row_id(id)).flatten();
    if let Some(row_id) = row_id {
        let _ = selected.try_update(|selected| selected.remove(&row_id));
    }
}

/// The items that the dialog shows: what was refused, what is asked for, then the others.
fn lines_of(plan: &Plan) -> Vec<Item> {
    let first = |item: &Item| match item.outcome {
        Outcome::Refused(_) => 0,
        Outcome::Running => 1,
        Outcome::Waiting | Outcome::Done(_) => 2,
    };
    if plan.items.len() <= MOST_LINES {
        return plan.items.clone();
    }
    let mut items: Vec<&Item> = plan.items.iter().collect();
    items.sort_by_key(|item| first(item));
    items.into_iter().take(MOST_LINES).cloned().collect()
}

/// `120 of 319 done, 2 refused`
fn progress_words(plan: &Plan) -> String {
    let number = |count: usize| format_number(count as f64);
    let (done, refused) = plan.score();
    let mut words = text::list::done(&number(done), &number(plan.items.len()));
    if refused != 0 {
        words.push_str(&text::list::refused(&number(refused)));
    }
    words
}

fn result_words(plan: &Plan) -> String {
    let verb = match plan.action {
        BulkAction::Cancel => text::list::DEED_CANCELLED,
        BulkAction::Retry => text::list::DEED_RETRIED,
    };
    match plan.score() {
        (done, 0) => {
            text::list::result(&format_count(done, text::list::JOB, text::list::JOBS), verb)
        }
        (done, refused) => text::list::result_refused(
            &format_count(done, text::list::JOB, text::list::JOBS),
            verb,
            refused,
        ),
    }
}
