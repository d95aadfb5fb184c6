//! What a job is, how it stands, and what can be done about it.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    Stamp,
    capabilities::Capability,
    jobs::{Job, JobStatus},
};

use super::{actions::Actions, hold::JobHold, track::Track};
use crate::{
    features::{jobs::words::summary, shared::JobBadge},
    routes::Route,
    state::{
        clock::use_clock,
        live::{ConnectionStatus, use_live},
        session::use_session,
    },
    ui::{
        CopyId, IdText, LONG_LINE, Notice, State, format_duration, format_percent, format_relative,
        format_time, shorten_text,
    },
};

/// The top of the page.
#[component]
pub fn Head(track: Track, job: Signal<Job>) -> impl IntoView {
    let status = Memo::new(move |_| job.read().outcome());
    let subject = Memo::new(move |_| shorten_text(job.read().subject(), LONG_LINE));
    let id = Memo::new(move |_| job.read().job_id.to_string());
    let attempt = Memo::new(move |_| {
        let job = job.read();
        (
            job.attempt.filter(|attempt| *attempt > 1),
            job.retry_of.clone(),
        )
    });
    // Changes with the words only, and not with every step of the progress.
    let told = Memo::new(move |_| summary(&job.read()));
    view! {
        <header class="job-head">
            <div class="job-head-words">
                <p class="job-subject">
                    <IdText text=subject length=32 />
                </p>
                <div class="job-head-line">
                    <JobBadge status />
                    <When job />
                    <CopyId text=id length=32 />
                    {move || {
                        let (attempt, retry_of) = attempt.get();
                        view! {
                            {attempt.map(|attempt| view! { <span>{format!("Attempt {attempt}")}</span> })}
                            {retry_of
                                .map(|id| {
                                    view! {
                                        <span>
                                            "Retry of "
                                            <A href=Route::Job(id.clone()).path()>
                                                <IdText text=id.to_string() />
                                            </A>
                                        </span>
                                    }
                                })}
                        }
                    }}
                </div>
            </div>
            <Actions track job />
        </header>
        <p class="visually-hidden" role="status">
            {move || told.get()}
        </p>
        <JobHold track job />
        <NotStarted job />
        <Staleness track job />
    }
}

/// A job that the backend as shipped has not started at once is one that it never starts.
const STARTS_WITHIN: f64 = 5_000.0;

/// Says so where a job waits for a time that its server does not watch.
#[component]
fn NotStarted(job: Signal<Job>) -> impl IntoView {
    let session = use_session();
    let now = use_clock().now();
    let opened = now.get_untracked();
    let is_stuck = Memo::new(move |_| {
        job.read().status == JobStatus::Pending
            && session.is_shipped(Capability::JobsGet)
            && now.get() - opened >= STARTS_WITHIN
    });
    view! {
        <Show when=move || is_stuck.get()>
            <Notice state=State::Warn title="This job won't start">
                <p>
                    "This server doesn't run scheduled jobs: a job with a future start time stays \
                     queued. Generate it again without a start time."
                </p>
            </Notice>
        </Show>
    }
}

/// When its turn comes, how long it runs, or how long it took.
#[component]
fn When(job: Signal<Job>) -> impl IntoView {
    let session = use_session();
    let now = use_clock().now();
    let words = Memo::new(move |_| {
        let job = job.read();
        when_words(&job, || now.get(), session.is_shipped(Capability::JobsGet))
    });
    move || {
        words
            .get()
            .map(|words| view! { <span class="job-when">{words}</span> })
    }
}

/// `now` is read only for what still goes on, so that the rest stands still.
///
/// A server without workers starts a job at once or never.
fn when_words(job: &Job, now: impl Fn() -> f64, is_without_workers: bool) -> Option<String> {
    let millis = |stamp: &Option<Stamp>| stamp.as_ref().and_then(Stamp::epoch_millis);
    match &job.status {
        JobStatus::Pending => Some(match (job.queue_position, millis(&job.scheduled_for)) {
            (Some(0), _) => "Next in queue".to_owned(),
            (Some(before), _) => format!("{before} ahead in queue"),
            (None, _) if job.held_until.is_some() => return None,
            (None, _) if is_without_workers => "Not started".to_owned(),
            (None, Some(at)) => format!("Starts {}", format_relative(at, now())),
            (None, None) => "Waiting for a worker".to_owned(),
        }),
        JobStatus::InProgress => {
            let started = millis(&job.started_at)?;
            let so_far = format_duration((now() - started).max(0.0));
            let share = job.progress.map(format_percent);
            Some(match share {
                Some(share) => format!("{share} · {so_far}"),
                None => so_far,
            })
        }
        _ => {
            let took = job.duration_millis().filter(|took| *took >= 0)?;
            let took = format_duration(took as f64);
            Some(match job.started_at {
                Some(_) => format!("Took {took}"),
                None => format!("Ended {took} after it was created"),
            })
        }
    }
}

/// Says so when what is seen of a running job may be out of date.
#[component]
fn Staleness(track: Track, job: Signal<Job>) -> impl IntoView {
    let connection_status = use_live().connection_status();
    let stale = Memo::new(move |_| {
        let cut = matches!(connection_status.get(), ConnectionStatus::Offline);
        let active = job.read().status.is_active();
        let failed = track.query.remote().with(|remote| remote.error.is_some());
        (cut && active && !failed).then(|| track.query.remote().with(|remote| remote.at))
    });
    move || {
        let since = match stale.get()?.map(format_time) {
            Some(at) => format!("Showing data from {at}. "),
            None => String::new(),
        };
        Some(view! {
            <Notice state=State::Warn title="Connection lost">
                {since}
                "The job may still be running."
            </Notice>
        })
    }
}
