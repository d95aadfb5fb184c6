//! What can be done about a job.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    jobs::{self, Job, JobId, PartStatus},
};

use super::{
    rerun,
    retry::{RetryButton, RetryParts, use_retry},
    track::Track,
};
use crate::{
    features::jobs::{text, words::lane_of},
    state::{mutation::use_mutation, notices::use_notices, session::use_session},
    ui::{Button, ButtonTone, Dialog, DialogSize, ErrorNotice, IconName, LaneState, LinkButton},
};

/// Cancel, retry, run again with edits.
#[component]
pub fn Actions(track: Track, job: Signal<Job>) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let asking = RwSignal::new(false);
    let cancel = use_mutation(
        |id: &JobId| jobs::cancel(id),
        move |_, job: Job| {
            asking.set(false);
            notices.good(text::detail::CANCELLED);
            track.take(job);
        },
    );
    let retry = use_retry(job);
    let id = Memo::new(move |_| job.read().job_id.clone());
    let active = Memo::new(move |_| job.read().status.is_active());
    let again = Memo::new(move |_| job.read().outcome().can_retry());
    let reason = move |capability: Capability| {
        Signal::derive(move || {
            if !session.offers(capability) {
                Some(capability.missing().to_owned())
            } else if !session.may_write() {
                Some(text::detail::VIEW_ONLY_ASK.to_owned())
            } else {
                None
            }
        })
    };
    let retry_reason = reason(Capability::JobsRetry);
    let edit = Memo::new(move |_| {
        // Only the contract's jobs carry their recipe.
        rerun(&job.read(), !session.is_shipped(Capability::JobsGet))
    });
    let rerun_reason = reason(Capability::ContentGenerate);
    let rerun_reason = Signal::derive(move || {
        rerun_reason.get().or_else(|| {
            edit.read()
                .is_none()
                .then(|| text::detail::NO_RECIPE.to_owned())
        })
    });
    view! {
        <div class="job-actions">
            <Show when=move || active.get()>
                <Button
                    icon=Some(IconName::Stop)
                    reason=reason(Capability::JobsCancel)
                    on_click=move |()| {
                        cancel.forget();
                        asking.set(true);
                    }
                >
                    {text::detail::CANCEL}
                </Button>
            </Show>
            <Show when=move || again.get()>
                <RetryButton retry forbidden=retry_reason />
            </Show>
            {move || {
                if rerun_reason.read().is_some() {
                    view! {
                        <Button icon=Some(IconName::Edit) reason=rerun_reason>
                            {text::detail::EDIT}
                        </Button>
                    }
                    .into_any()
                } else {
                    view! {
                        <LinkButton
                            href=Signal::derive(move || edit.get().unwrap_or_default())
                            icon=IconName::Edit
                        >
                            {text::detail::EDIT}
                        </LinkButton>
                    }
                    .into_any()
                }
            }}
        </div>
        <RetryParts retry />
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title=text::detail::CANCEL_TITLE
            dismissible=Signal::derive(move || !cancel.pending().get())
            size=DialogSize::Small
            actions=move || {
                view! {
                    <Button on_click=move |()| asking.set(false)>{text::detail::KEEP}</Button>
                    <Button
                        tone=ButtonTone::Danger
                        pending=cancel.pending()
                        disabled=Signal::derive(move || !active.get())
                        on_click=move |()| cancel.run(id.get_untracked())
                    >
                        {text::detail::CANCEL}
                    </Button>
                }
            }
        >
            <ErrorNotice
                error=cancel.error()
                title=text::detail::CANCEL_FAILED
                kept=text::detail::STILL_RUNNING
            />
            <ul class="job-consequences">
                {move || {
                    consequences(&job.read())
                        .into_iter()
                        .map(|line| view! { <li>{line}</li> })
                        .collect_view()
                }}
            </ul>
        </Dialog>
    }
}

/// What cancelling does to each channel, and what it cannot take back.
fn consequences(job: &Job) -> Vec<String> {
    if !job.status.is_active() {
        return vec![text::detail::HAS_ENDED.to_owned()];
    }
    let lanes = job.lanes();
    if lanes.is_empty() {
        return vec![text::detail::UNPUBLISHED_STOPS.to_owned()];
    }
    lanes
        .iter()
        .map(|channel| {
            let label = channel.label();
            let publishing = job
                .result(channel)
                .is_some_and(|result| result.status == Some(PartStatus::Publishing));
            match lane_of(job, channel).state {
                LaneState::Done => text::detail::is_published(&label),
                LaneState::Failed => text::detail::has_failed(&label),
                LaneState::Running if publishing => text::detail::may_arrive(&label),
                LaneState::Running => text::detail::will_stop(&label),
                _ => text::detail::not_begun(&label),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_what_a_cancel_stops_and_what_it_does_not() {
        let job: Job = serde_json::from_value(serde_json::json!({
            "job_id": "j", "status": "in_progress", "created_at": "2026-11-23T00:00:00Z",
            "channels": ["email", "social", "web"],
            "results": {"email": {"status": "completed"}, "social": {"status": "writing"}},
        }))
        .unwrap();
        assert_eq!(
            consequences(&job),
            [
                "Email is already published.",
                "Social will stop and won't publish.",
                "Web hasn't started.",
            ]
        );
    }
}
