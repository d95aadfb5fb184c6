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
    features::{
        jobs::{text, words::summary},
        shared::JobBadge,
    },
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
                            {attempt.map(|attempt| view! { <span>{text::detail::attempt(attempt)}</span> })}
                            {retry_of
                                .map(|id| {
                                    view! {
                                        <span>
                                            {text::detail::RETRY_OF}
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
            <Notice state=State::Warn title=text::detail::STUCK_TITLE>
                <p>
                    {text::detail::STUCK_HINT}
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
            (Some(0), _) => text::detail::NEXT.to_owned(),
            (Some(before), _) => text::detail::ahead(before),
            (None, _) if job.held_until.is_some() => return None,
            (None, _) if is_without_workers => text::detail::NOT_STARTED.to_owned(),
            (None, Some(at)) => text::detail::starts(&format_relative(at, now())),
            (None, None) => text::detail::NO_WORKER.to_owned(),
        }),
        JobStatus::InProgress => {
            let started = millis(&job.started_at)?;
            let so_far = format_duration((now() - started).max(0.0));
            let share = job.progress.map(format_percent);
            Some(match share {
                Some(share) => text::detail::so_far(&share, &so_far),
                None => so_far,
            })
        }
        _ => {
            let took = job.duration_millis().filter(|took| *took >= 0)?;
            let took = format_duration(took as f64);
            Some(match job.started_at {
                Some(_) => text::detail::took(&took),
                None => text::detail::ended_after(&took),
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
            Some(at) => text::detail::stale_since(&at),
            None => String::new(),
        };
        Some(view! {
            <Notice state=State::Warn title=text::detail::CUT_TITLE>
                {since}
                {text::detail::CUT_HINT}
            </Notice>
        })
    }
}
