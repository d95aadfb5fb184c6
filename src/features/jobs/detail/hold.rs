//! The time in which a job that has just been asked for can be undone.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    channel::Channel,
    jobs::{self, Job, JobId},
};

use super::track::Track;
use crate::{
    features::{jobs::text, shared::HoldNotice},
    state::{
        mutation::use_mutation,
        notices::{Notices, use_notices},
        session::use_session,
    },
    ui::ErrorNotice,
};

/// Counts down while the server holds the job, with "Undo" and "Publish now".
#[component]
pub fn JobHold(track: Track, job: Signal<Job>) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let undo = use_mutation(
        |id: &JobId| jobs::cancel(id),
        move |_, job: Job| {
            say_undone(notices, &job);
            track.take(job);
        },
    );
    let release = use_mutation(
        |id: &JobId| jobs::release(id),
        move |_, job: Job| track.take(job),
    );
    let id = Memo::new(move |_| job.read().job_id.clone());
    let until = Memo::new(move |_| job.read().hold_end());
    let pending = Signal::derive(move || undo.pending().get() || release.pending().get());
    let reason = Signal::derive(move || {
        if !session.may_write() {
            Some(text::detail::VIEW_ONLY.to_owned())
        } else if session.offers(Capability::JobsCancel) {
            None
        } else {
            Some(Capability::JobsCancel.missing().to_owned())
        }
    });
    view! {
        <HoldNotice
            until
            note=text::detail::SERVER_HOLDS
            pending
            reason
            on_undo=move |()| undo.run(id.get_untracked())
            on_now=move |()| release.run(id.get_untracked())
        />
        <ErrorNotice
            error=undo.error()
            title=text::detail::UNDO_FAILED
            on_retry=move |()| undo.run(id.get_untracked())
        />
        <ErrorNotice error=release.error() title=text::detail::RELEASE_FAILED />
    }
    .into_any()
}

/// The server may have begun a moment before it was told: what is out is named.
fn say_undone(notices: Notices, job: &Job) {
    let published: Vec<_> = job.published().iter().map(Channel::label).collect();
    if published.is_empty() {
        notices.good(text::detail::UNDONE);
    } else {
        notices.plain(
            text::detail::UNDONE_LATE,
            text::detail::already_published(&published.join(", ")),
        );
    }
}
