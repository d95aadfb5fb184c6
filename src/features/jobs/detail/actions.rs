//! What can be done about a job.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wire::{
    capabilities::Capability,
    jobs::{self, Job, JobId, PartStatus},
};

use super::{rerun, track::Track};
use crate::{
    features::jobs::words::lane_of,
    routes::Route,
    state::{mutation::use_mutation, notices::use_notices, session::use_session, started},
    ui::{Button, ButtonTone, Dialog, DialogSize, ErrorNotice, IconName, LaneState, LinkButton},
};

/// Cancel, retry, run again with edits.
#[component]
pub fn Actions(track: Track, job: Signal<Job>) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let navigate = use_navigate();
    let asking = RwSignal::new(false);
    let cancel = use_mutation(
        |id: &JobId| jobs::cancel(id),
        move |_, job: Job| {
            asking.set(false);
            notices.good("Job cancelled");
            track.take(job);
        },
    );
    let retry = use_mutation(
        |id: &JobId| jobs::retry(id),
        move |old: JobId, job: Job| {
            started::remember_retry(&job.job_id, &old);
            notices.good("Running again as a new job");
            navigate(&Route::Job(job.job_id).path(), NavigateOptions::default());
        },
    );
    let id = Memo::new(move |_| job.read().job_id.clone());
    let active = Memo::new(move |_| job.read().status.is_active());
    let again = Memo::new(move |_| job.read().outcome().can_retry());
    // This backend goes by its own word for the job, whatever its channels say.
    let refused = Memo::new(move |_| {
        session.is_shipped(Capability::JobsRetry) && !job.read().status.can_retry()
    });
    let reason = move |capability: Capability| {
        Signal::derive(move || {
            if !session.offers(capability) {
                Some(capability.missing().to_owned())
            } else if !session.may_write() {
                Some("Your role may only look. Ask an owner for the editor role.".to_owned())
            } else {
                None
            }
        })
    };
    let retry_reason = reason(Capability::JobsRetry);
    let retry_reason = Signal::derive(move || {
        retry_reason.get().or_else(|| {
            let words =
                "This backend calls the job completed, and retries only failed and partial ones.";
            refused.get().then(|| words.to_owned())
        })
    });
    let edit = Memo::new(move |_| {
        // Only the contract's jobs carry their recipe.
        rerun(&job.read(), !session.is_shipped(Capability::JobsGet))
    });
    let rerun_reason = reason(Capability::ContentGenerate);
    let rerun_reason = Signal::derive(move || {
        rerun_reason.get().or_else(|| {
            edit.read().is_none().then(|| {
                "This backend does not say what the job was made from, so there is no recipe to edit.".to_owned()
            })
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
                    "Cancel job"
                </Button>
            </Show>
            <Show when=move || again.get()>
                <Button
                    tone=ButtonTone::Primary
                    icon=Some(IconName::Retry)
                    reason=retry_reason
                    pending=retry.pending()
                    on_click=move |()| retry.run(id.get_untracked())
                >
                    "Retry job"
                </Button>
            </Show>
            {move || {
                if rerun_reason.read().is_some() {
                    view! {
                        <Button icon=Some(IconName::Edit) reason=rerun_reason>
                            "Re-run with edits"
                        </Button>
                    }
                    .into_any()
                } else {
                    view! {
                        <LinkButton
                            href=Signal::derive(move || edit.get().unwrap_or_default())
                            icon=IconName::Edit
                        >
                            "Re-run with edits"
                        </LinkButton>
                    }
                    .into_any()
                }
            }}
        </div>
        <div class="job-action-error">
            <ErrorNotice
                error=retry.error()
                title="The job could not be retried"
                kept="The job is as it was."
                on_retry=move |()| retry.run(id.get_untracked())
            />
        </div>
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title="Cancel this job?"
            dismissible=Signal::derive(move || !cancel.pending().get())
            size=DialogSize::Small
            actions=move || {
                view! {
                    <Button on_click=move |()| asking.set(false)>"Keep it running"</Button>
                    <Button
                        tone=ButtonTone::Danger
                        pending=cancel.pending()
                        disabled=Signal::derive(move || !active.get())
                        on_click=move |()| cancel.run(id.get_untracked())
                    >
                        "Stop the job"
                    </Button>
                }
            }
        >
            <ErrorNotice
                error=cancel.error()
                title="The job could not be cancelled"
                kept="It goes on as it was."
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
        return vec!["It has ended in the meantime; there is nothing left to stop.".to_owned()];
    }
    let lanes = job.lanes();
    if lanes.is_empty() {
        return vec!["What is not yet published will not be.".to_owned()];
    }
    lanes
        .iter()
        .map(|channel| {
            let label = channel.label();
            let publishing = job
                .result(channel)
                .is_some_and(|result| result.status == Some(PartStatus::Publishing));
            match lane_of(job, channel).state {
                LaneState::Done => format!("{label} is already published and stays so."),
                LaneState::Failed => format!("{label} has failed already."),
                LaneState::Running if publishing => {
                    format!("{label} is on its way out; it may still arrive.")
                }
                LaneState::Running => format!("{label} stops where it is; nothing of it goes out."),
                _ => format!("{label} is not begun."),
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
                "Email is already published and stays so.",
                "Social stops where it is; nothing of it goes out.",
                "Web is not begun.",
            ]
        );
    }
}
