//! A batch that was sent: how far it is, what came of each job, and what may be done about it.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wire::{
    capabilities::Capability,
    channel::Channel,
    jobs::{ChannelResult, Job, JobId},
};

use super::{
    super::recipe::Recipe,
    deeds::{Deeds, Note},
    planner,
    run::Tally,
    watch::{Watch, use_watch},
};
use crate::{
    features::marks::{JobBadge, channel_tone, lane_state},
    routes::Route,
    state::{clock, session::use_session},
    ui::{
        Badge, Button, ButtonSize, ButtonTone, Checkbox, CopyId, Dialog, ErrorNotice, IconName,
        Lane, LinkButton, Meter, Panel, State, format_count,
    },
};

/// The jobs of the batch that the address names.
#[component]
pub fn Running() -> impl IntoView {
    let watch = use_watch();
    let deeds = Deeds::new(watch);
    let tally = watch.tally;
    let count = Memo::new(move |_| tally.read().all);
    let words = Signal::derive(move || Some(tally.with(Tally::words)));
    let ended = move || tally.with(|tally| format!("{} of {} ended", tally.ended(), tally.all));
    let state = Signal::derive(move || Some(overall(&tally.read())));
    let error = Signal::derive(move || watch.list.remote().with(|remote| remote.error.clone()));
    let batch = move || {
        let id = watch.run.read().batch.clone()?;
        Some(view! { <CopyId text=id.0 /> })
    };
    view! {
        <div class="batch-run">
            <Panel
                heading=Signal::derive(move || {
                    format!("The batch: {}", format_count(count.get(), "job", "jobs"))
                })
                actions=move || view! { <Actions watch deeds /> }
                bare=true
            >
                <div class="batch-progress">
                    <Meter
                        value=Signal::derive(move || Some(tally.read().progress))
                        label="Progress of the batch"
                        words
                        state
                    />
                    <p class="batch-words" role="status">
                        <strong>{ended}</strong>
                        <span>{move || tally.with(Tally::words)}</span>
                        {batch}
                    </p>
                </div>
                <ErrorNotice
                    error
                    title="How the jobs stand could not be asked"
                    kept="What was known before is still shown"
                    stale=true
                    on_retry=move |()| watch.list.refetch()
                    pending=Signal::derive(move || watch.list.is_fetching())
                />
                <Table watch deeds />
            </Panel>
        </div>
    }
    .into_any()
}

fn overall(tally: &Tally) -> State {
    match tally {
        tally if tally.failed + tally.partial > 0 => State::Warn,
        tally if tally.is_over() && tally.cancelled == 0 => State::Good,
        tally if tally.is_over() => State::Off,
        _ => State::Busy,
    }
}

#[component]
fn Actions(watch: Watch, deeds: Deeds) -> impl IntoView {
    let session = use_session();
    let navigate = StoredValue::new_local(use_navigate());
    let asking = RwSignal::new(false);
    let pending = Memo::new(move |_| deeds.is_pending());
    let to_stop = Memo::new(move |_| deeds.to_stop());
    let to_retry = Memo::new(move |_| deeds.to_retry());
    let may = move |capability: Capability| {
        if !session.offers(capability) {
            Some(capability.missing().to_owned())
        } else if !session.may_write() {
            Some("Your role may only look. Ask an owner for the editor role.".to_owned())
        } else {
            None
        }
    };
    let stop_reason = Signal::derive(move || {
        may(Capability::JobsCancel).or_else(|| {
            let none = to_stop.read().is_empty();
            none.then(|| "No job of this batch is waiting or running".to_owned())
        })
    });
    let retry_reason = Signal::derive(move || {
        may(Capability::JobsRetry).or_else(|| {
            let none = to_retry.read().is_empty();
            none.then(|| "No job is chosen that failed or was cancelled".to_owned())
        })
    });
    let retry_words = move || match to_retry.read().len() {
        0 => "Retry failed".to_owned(),
        count => format!("Retry {}", format_count(count, "job", "jobs")),
    };
    let again = move |()| {
        let items = untrack(|| recipes_of(watch));
        let mut plan = planner::kept_plan();
        plan.add(items);
        planner::keep_plan(&plan);
        let _ =
            navigate.try_with_value(|navigate| navigate(&Route::Batch.path(), Default::default()));
    };
    let again_reason = Signal::derive(move || {
        let known = watch
            .known
            .with(|known| known.values().any(|job| job.request.is_some()));
        (!known).then(|| "The server does not say what the jobs were made from".to_owned())
    });
    view! {
        <Button
            icon=Some(IconName::Stop)
            reason=stop_reason
            pending
            on_click=move |()| asking.set(true)
        >
            "Stop batch"
        </Button>
        <Button icon=Some(IconName::Retry) reason=retry_reason pending on_click=move |()| deeds.retry()>
            {retry_words}
        </Button>
        <Button tone=ButtonTone::Quiet reason=again_reason on_click=again>
            "Plan these again"
        </Button>
        <LinkButton href=Route::Batch.path()>"New batch"</LinkButton>
        <StopDialog watch deeds open=asking />
    }
}

fn recipes_of(watch: Watch) -> Vec<(String, Recipe)> {
    let now = clock::now();
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
fn StopDialog(watch: Watch, deeds: Deeds, open: RwSignal<bool>) -> impl IntoView {
    let count = Memo::new(move |_| deeds.to_stop().len());
    let words = move || {
        let all = watch.tally.read().all;
        let rest = all.saturating_sub(count.get());
        format!(
            "Cancels {} of {all} jobs. What is out stays out, and {rest} are not touched.",
            count.get()
        )
    };
    let stop = move |()| {
        open.set(false);
        deeds.stop();
    };
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title="Stop this batch?"
            actions=move || {
                view! {
                    <Button on_click=move |()| open.set(false)>"Keep it running"</Button>
                    <Button tone=ButtonTone::Danger on_click=stop>
                        {move || format!("Stop {}", format_count(count.get(), "job", "jobs"))}
                    </Button>
                }
            }
        >
            <p>{words}</p>
        </Dialog>
    }
}

#[component]
fn Table(watch: Watch, deeds: Deeds) -> impl IntoView {
    let ids = Memo::new(move |_| watch.run.with(|run| run.jobs.clone()));
    view! {
        <table class="batch-table" data-run="" aria-label="Jobs of the batch">
            <thead>
                <tr>
                    <th scope="col">
                        <span class="visually-hidden">"Chosen"</span>
                    </th>
                    <th scope="col">"Document"</th>
                    <th scope="col">"Channels"</th>
                    <th scope="col">"Status"</th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || ids.get()
                    key=|id| id.clone()
                    children=move |id| view! { <Row watch deeds id /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(watch: Watch, deeds: Deeds, id: JobId) -> impl IntoView {
    let own = StoredValue::new(id.clone());
    let job = Memo::new(move |_| {
        watch
            .known
            .with(|known| own.with_value(|id| known.get(id).cloned()))
    });
    let lost = Memo::new(move |_| {
        watch
            .lost
            .with(|lost| own.with_value(|id| lost.contains(id)))
    });
    let note = Memo::new(move |_| {
        deeds
            .notes
            .with(|notes| own.with_value(|id| notes.get(id).cloned()))
    });
    let subject = Memo::new(move |_| {
        let job = job.read();
        job.as_ref()
            .map_or_else(|| own.get_value().0, |job| job.subject().to_owned())
    });
    let can_retry = Memo::new(move |_| {
        job.read()
            .as_ref()
            .is_some_and(|it| it.outcome().can_retry())
    });
    let shown = Signal::derive(move || {
        watch
            .chosen
            .with(|chosen| own.with_value(|id| chosen.contains(id)))
    });
    let set = Callback::new(move |on| {
        let id = own.get_value();
        watch.chosen.update(|chosen| {
            if on {
                chosen.insert(id);
            } else {
                chosen.remove(&id);
            }
        });
    });
    let href = Route::Job(id.clone()).path();
    let attempt = move || {
        let attempt = job
            .read()
            .as_ref()?
            .attempt
            .filter(|attempt| *attempt > 1)?;
        Some(view! { <span class="batch-facts">{format!("Attempt {attempt}")}</span> })
    };
    let lanes = Memo::new(move |_| job.read().as_ref().map(Job::lanes).unwrap_or_default());
    view! {
        <tr>
            <td>
                <Show when=move || can_retry.get()>
                    <Checkbox
                        label=Signal::derive(move || format!("Choose {}", subject.read()))
                        checked=(shown, set)
                        label_hidden=true
                    />
                </Show>
            </td>
            <th scope="row" dir="auto">
                <a href=href>{subject}</a>
                {attempt}
            </th>
            <td>
                <div class="batch-lanes">
                    <For
                        each=move || lanes.get()
                        key=|channel| channel.clone()
                        children=move |channel| view! { <ChannelLane job subject channel /> }
                    />
                </div>
            </td>
            <td>
                {move || match job.get() {
                    Some(job) => view! { <Standing job /> }.into_any(),
                    None if lost.get() => {
                        view! {
                            <Badge state=State::Off bare=true>
                                "The server does not know this job"
                            </Badge>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <Badge state=State::Off bare=true>
                                "Not known yet"
                            </Badge>
                        }
                            .into_any()
                    }
                }} {move || note.get().map(|note| view! { <Noted note /> })}
            </td>
        </tr>
    }
}

/// One channel's way, and where its result is.
#[component]
fn ChannelLane(job: Memo<Option<Job>>, subject: Memo<String>, channel: Channel) -> impl IntoView {
    let (name, tone) = (channel.label(), channel_tone(&channel));
    let word = channel.as_str().to_owned();
    let result = Memo::new(move |_| {
        let job = job.read();
        job.as_ref().and_then(|job| job.result(&channel).cloned())
    });
    let words = Signal::derive(move || {
        let result = result.read();
        result
            .as_ref()
            .map_or_else(|| "Waiting".to_owned(), ChannelResult::label)
    });
    let progress = Signal::derive(move || {
        let result = result.read();
        result
            .as_ref()
            .and_then(|it| it.progress)
            .unwrap_or_default()
    });
    let content = Memo::new(move |_| result.read().as_ref()?.content_id.clone());
    let link = move || {
        content.get().map(|id| {
            let label = format!("Open content: {word}, {}", subject.get());
            view! {
                <LinkButton
                    href=Route::Content(id).path()
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    label=Some(label)
                >
                    "Open content"
                </LinkButton>
            }
        })
    };
    view! {
        <div class="batch-lane">
            <span class="batch-lane-name">{name.clone()}</span>
            <Lane
                channel=tone
                label=name
                state=Signal::derive(move || lane_state(result.read().as_ref()))
                progress
                words
                compact=true
            />
            {link}
        </div>
    }
}

#[component]
fn Standing(job: Job) -> impl IntoView {
    let errors = job
        .errors
        .iter()
        .map(|error| view! { <li dir="auto">{error.clone()}</li> })
        .collect_view();
    let any = !job.errors.is_empty();
    let place = job
        .queue_position
        .filter(|_| job.status.is_active())
        .map(|before| match before {
            0 => "Next in the queue".to_owned(),
            before => format!("{before} before it"),
        });
    view! {
        <JobBadge status=job.outcome() bare=true />
        {place.map(|words| view! { <span class="batch-facts">{words}</span> })}
        {any.then(|| view! { <ul class="batch-reasons" role="list">{errors}</ul> })}
    }
}

#[component]
fn Noted(note: Note) -> impl IntoView {
    let (state, words) = match note {
        Note::Asking => (State::Busy, "Asking the server".to_owned()),
        Note::TooLate => (
            State::Off,
            "Had ended before it could be stopped".to_owned(),
        ),
        Note::Refused(what, error) => {
            let words = format!("{what}: {}. {}", error.headline(), error.hint());
            (State::Bad, words.trim().to_owned())
        }
    };
    view! {
        <p class="batch-note">
            <Badge state bare=true>
                {words}
            </Badge>
        </p>
    }
}
