//! A batch that was sent: how far it is, what came of each job, and what may be done about it.

use leptos::prelude::*;
use wire::{capabilities::Capability, channel::Channel, jobs::Job};

use super::{
    super::{recipe::Recipe, text},
    batch_actions::BatchActions,
    batch_state,
    job_table::JobTable,
    run::RunCounts,
    watch::{BatchWatch, use_watch},
};
use crate::{
    features::shared::HoldNotice,
    routes::Route,
    state::{clock, navigation::use_navigate, session::use_session},
    ui::{
        Button, ButtonTone, CopyId, Dialog, ErrorNotice, IconName, LinkButton, Meter, Panel, State,
        format_count,
    },
};

/// The jobs of the batch that the address names.
#[component]
pub fn RunView() -> impl IntoView {
    let watch = use_watch();
    let actions = BatchActions::new(watch);
    let counts = watch.counts;
    let count = Memo::new(move |_| counts.read().all);
    let words = Signal::derive(move || Some(counts.with(RunCounts::words)));
    let ended = move || counts.with(|counts| text::batch::finished(counts.ended(), counts.all));
    let state = Signal::derive(move || Some(overall(&counts.read())));
    let error = Signal::derive(move || watch.list.remote().with(|remote| remote.error.clone()));
    let session = use_session();
    let until = Memo::new(move |_| actions.hold_end());
    let pending = Memo::new(move |_| actions.is_pending());
    let reason =
        Signal::derive(move || (!session.may_write()).then(|| text::batch::READ_ONLY.to_owned()));
    let batch = move || {
        let id = watch.run.read().batch.clone()?;
        Some(view! { <CopyId text=id.0 /> })
    };
    view! {
        <div class="batch-run">
            <Panel
                heading=Signal::derive(move || {
                    let jobs = format_count(count.get(), text::batch::JOB, text::batch::JOBS);
                    text::batch::heading(&jobs)
                })
                actions=move || view! { <Actions watch actions /> }
                bare=true
            >
                <div class="batch-progress">
                    <Meter
                        value=Signal::derive(move || Some(counts.read().progress))
                        label=text::batch::PROGRESS
                        words
                        state
                    />
                    <p class="batch-words" role="status">
                        <strong>{ended}</strong>
                        <span>{move || counts.with(RunCounts::words)}</span>
                        {batch}
                    </p>
                </div>
                <HoldNotice
                    until
                    note=text::batch::SERVER_PUBLISHES
                    pending
                    reason
                    on_undo=move |()| actions.undo()
                    on_now=move |()| actions.release()
                />
                <ErrorNotice
                    error
                    title=text::batch::STATUS_FAILED
                    passive=true
                    kept=text::batch::STATUS_KEPT
                    stale=true
                    on_retry=move |()| watch.list.refetch()
                    pending=Signal::derive(move || watch.list.is_fetching())
                />
                <JobTable watch actions />
            </Panel>
        </div>
    }
    .into_any()
}

fn overall(counts: &RunCounts) -> State {
    match counts {
        counts if counts.failed + counts.partial > 0 => State::Warn,
        counts if counts.is_over() && counts.cancelled == 0 => State::Good,
        counts if counts.is_over() => State::Off,
        _ => State::Busy,
    }
}

#[component]
fn Actions(watch: BatchWatch, actions: BatchActions) -> impl IntoView {
    let session = use_session();
    let navigate = StoredValue::new_local(use_navigate());
    let asking = RwSignal::new(false);
    let pending = Memo::new(move |_| actions.is_pending());
    let to_stop = Memo::new(move |_| actions.to_stop());
    let to_retry = Memo::new(move |_| actions.to_retry());
    let may = move |capability: Capability| {
        if !session.offers(capability) {
            Some(capability.missing().to_owned())
        } else if !session.may_write() {
            Some(text::batch::VIEW_ONLY_ASK.to_owned())
        } else {
            None
        }
    };
    let stop_reason = Signal::derive(move || {
        may(Capability::JobsCancel).or_else(|| {
            let none = to_stop.read().is_empty();
            none.then(|| text::batch::NONE_ACTIVE.to_owned())
        })
    });
    let retry_reason = Signal::derive(move || {
        may(Capability::JobsRetry).or_else(|| {
            let none = to_retry.read().is_empty();
            none.then(|| text::batch::NONE_TO_RETRY.to_owned())
        })
    });
    let retry_words = move || {
        let ids = to_retry.read();
        let jobs = watch.known.with(|known| {
            let channels = ids.iter().filter_map(|id| known.get(id));
            channels.map(Job::unpublished).collect::<Vec<_>>()
        });
        retry_words(&jobs)
    };
    let again = move |()| {
        let items = untrack(|| recipes_of(watch));
        let mut plan = batch_state::kept_plan();
        plan.add(items);
        batch_state::keep_plan(&plan);
        let _ =
            navigate.try_with_value(|navigate| navigate(&Route::Batch.path(), Default::default()));
    };
    let again_reason = Signal::derive(move || {
        let known = watch
            .known
            .with(|known| known.values().any(|job| job.request.is_some()));
        (!known).then(|| text::batch::NO_SETTINGS.to_owned())
    });
    view! {
        <Button
            icon=Some(IconName::Stop)
            reason=stop_reason
            pending
            on_click=move |()| asking.set(true)
        >
            {text::batch::CANCEL}
        </Button>
        <Button icon=Some(IconName::Retry) reason=retry_reason pending on_click=move |()| actions.retry()>
            {retry_words}
        </Button>
        <Button tone=ButtonTone::Quiet reason=again_reason on_click=again>
            {text::batch::DUPLICATE_BATCH}
        </Button>
        <LinkButton href=Route::Batch.path()>{text::batch::NEW}</LinkButton>
        <StopDialog watch actions open=asking />
    }
}

/// How many jobs are tried again, and on which channels something is published by that.
fn retry_words(jobs: &[Vec<Channel>]) -> String {
    let mut labels: Vec<_> = jobs.iter().flatten().map(Channel::label).collect();
    labels.sort_unstable();
    labels.dedup();
    let count = format_count(jobs.len(), text::batch::JOB, text::batch::JOBS);
    match (jobs.len(), labels.is_empty()) {
        (0, _) => text::batch::RETRY_FAILED.to_owned(),
        (_, true) => text::batch::retry(&count),
        _ => text::batch::retry_on(&count, &labels.join(", ")),
    }
}

fn recipes_of(watch: BatchWatch) -> Vec<(String, Recipe)> {
    let now = clock::server_now();
    watch.known.with(|known| {
        watch.run.with(|run| {
            let jobs = run.jobs.iter().filter_map(|id| known.get(id));
            jobs.filter_map(|job| {
                let recipe = Recipe::of_job(job.request.as_ref()?, now);
                Some((job.subject().to_owned(), recipe))
            })
            .collect()
        })
    })
}

#[component]
fn StopDialog(watch: BatchWatch, actions: BatchActions, open: RwSignal<bool>) -> impl IntoView {
    let count = Memo::new(move |_| actions.to_stop().len());
    let words = move || {
        let all = watch.counts.read().all;
        text::batch::cancels(count.get(), all)
    };
    let stop = move |()| {
        open.set(false);
        actions.stop();
    };
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title=text::batch::CANCEL_TITLE
            actions=move || {
                view! {
                    <Button on_click=move |()| open.set(false)>{text::batch::KEEP}</Button>
                    <Button tone=ButtonTone::Danger on_click=stop>
                        {text::batch::CANCEL}
                    </Button>
                }
            }
        >
            <p>{words}</p>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_names_the_channels_that_are_published() {
        assert_eq!(retry_words(&[]), "Retry failed");
        assert_eq!(retry_words(&[Vec::new()]), "Retry 1 job");
        let jobs = [
            vec![Channel::Web, Channel::Email],
            vec![Channel::Email],
            Vec::new(),
        ];
        assert_eq!(retry_words(&jobs), "Retry 3 jobs on Email, Web");
    }
}
