//! The jobs of a batch as a table: how far each is, what came of it, what was done to it.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    jobs::{ChannelResult, Job, JobId},
};

use super::{
    super::text,
    batch_actions::{BatchActions, JobNote},
    watch::BatchWatch,
};
use crate::{
    features::shared::{JobBadge, channel_tone, lane_state},
    routes::Route,
    ui::{Badge, ButtonSize, ButtonTone, Checkbox, ForEach, Lane, LinkButton, State},
};

/// The jobs of a batch.
#[component]
pub fn JobTable(
    /// The jobs, followed.
    watch: BatchWatch,
    /// What is being done to them.
    actions: BatchActions,
) -> impl IntoView {
    let ids = Memo::new(move |_| watch.run.with(|run| run.jobs.clone()));
    view! {
        <table class="batch-table" data-run="" aria-label=text::batch::JOBS_TABLE>
            <thead>
                <tr>
                    <th scope="col">
                        <span class="visually-hidden">{text::batch::HEAD_SELECTED}</span>
                    </th>
                    <th scope="col">{text::batch::HEAD_DOCUMENT}</th>
                    <th scope="col">{text::batch::HEAD_CHANNELS}</th>
                    <th scope="col">{text::batch::HEAD_STATUS}</th>
                </tr>
            </thead>
            <tbody>
                <ForEach
                    each=move || ids.get()
                    key=|id| id.clone()
                    children=move |id| view! { <Row watch actions id /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(watch: BatchWatch, actions: BatchActions, id: JobId) -> impl IntoView {
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
        actions
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
        Some(view! { <span class="batch-facts">{text::batch::attempt(attempt)}</span> })
    };
    let lanes = Memo::new(move |_| job.read().as_ref().map(Job::lanes).unwrap_or_default());
    view! {
        <tr>
            <td>
                <Show when=move || can_retry.get()>
                    <Checkbox
                        label=Signal::derive(move || text::batch::select(&subject.read()))
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
                    <ForEach
                        each=move || lanes.get()
                        key=|channel| channel.clone()
                        children=move |channel| view! { <ChannelLane job subject channel /> }
                    />
                </div>
            </td>
            <td>
                {move || match job.get() {
                    Some(job) => view! { <JobStatusCell job /> }.into_any(),
                    None if lost.get() => {
                        view! {
                            <Badge state=State::Off bare=true>
                                {text::batch::NOT_FOUND}
                            </Badge>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <Badge state=State::Off bare=true>
                                {text::batch::STATUS_UNKNOWN}
                            </Badge>
                        }
                            .into_any()
                    }
                }} {move || note.get().map(|note| view! { <NoteBadge note /> })}
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
            .map_or_else(|| text::batch::QUEUED.to_owned(), ChannelResult::label)
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
            let label = text::batch::open_content_of(&word, &subject.get());
            view! {
                <LinkButton
                    href=Route::Content(id).path()
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    label=Some(label)
                >
                    {text::batch::OPEN_CONTENT}
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
fn JobStatusCell(job: Job) -> impl IntoView {
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
            0 => text::batch::NEXT.to_owned(),
            before => text::batch::ahead(before),
        });
    view! {
        <JobBadge status=job.outcome() bare=true />
        {place.map(|words| view! { <span class="batch-facts">{words}</span> })}
        {any.then(|| view! { <ul class="batch-reasons" role="list">{errors}</ul> })}
    }
}

#[component]
fn NoteBadge(note: JobNote) -> impl IntoView {
    let (state, words) = match note {
        JobNote::Asking => (State::Busy, text::batch::UPDATING.to_owned()),
        JobNote::TooLate => (State::Off, text::batch::TOO_LATE.to_owned()),
        JobNote::Refused(what, error) => {
            let words = text::batch::refused(what, &error.headline(), &error.hint());
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
