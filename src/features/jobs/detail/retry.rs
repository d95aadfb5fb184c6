//! Running a job again: which channels are published again is said before it happens.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use wire::{
    capabilities::Capability,
    jobs::{self, Job, JobId, RetryRequest},
};

use crate::{
    features::{
        jobs::{retry_scope::RetryScope, text},
        shared::HoldNotice,
    },
    routes::Route,
    state::{
        job_metadata,
        mutation::{Mutation, use_mutation},
        navigation::use_navigate,
        notices::use_notices,
        publish_hold::{BrowserHold, server_hold, use_browser_hold},
        session::{Session, use_session},
    },
    ui::{Button, ButtonTone, Dialog, DialogSize, ErrorNotice, IconName},
};

/// Running a job again.
#[derive(Clone, Copy)]
pub struct Retry {
    job: Signal<Job>,
    scope: Memo<RetryScope>,
    asking: RwSignal<bool>,
    hold: BrowserHold,
    run: Mutation<(JobId, RetryRequest)>,
    session: Session,
}

/// Running `job` again; what comes of it is shown on the new job's page.
pub fn use_retry(job: Signal<Job>) -> Retry {
    let session = use_session();
    let notices = use_notices();
    let navigate = use_navigate();
    let run = use_mutation(
        |(id, request): &(JobId, RetryRequest)| jobs::retry_with(id, request),
        move |(old, _), job: Job| {
            job_metadata::remember_retry(&job.job_id, &old);
            // The job's page shows how to undo it while it is held.
            if job.hold_end().is_none() {
                notices.good(text::detail::RETRY_STARTED);
            }
            navigate(&Route::Job(job.job_id).path(), NavigateOptions::default());
        },
    );
    Retry {
        job,
        scope: Memo::new(move |_| {
            RetryScope::of(&job.read(), session.is_shipped(Capability::JobsRetry))
        }),
        asking: RwSignal::new(false),
        hold: use_browser_hold(),
        run,
        session,
    }
}

impl Retry {
    /// Asks first where something is published twice, or where the server holds nothing.
    fn begin(self) {
        if self.scope.with_untracked(RetryScope::needs_question) {
            self.asking.set(true);
        } else {
            self.confirm();
        }
    }

    fn confirm(self) {
        self.asking.set(false);
        self.hold.begin(move || self.send());
    }

    fn send(self) {
        let id = self.job.with_untracked(|job| job.job_id.clone());
        let hold_seconds = server_hold(self.session);
        let request = RetryRequest {
            // A server that knows no hold may know no choice of channels either.
            channels: hold_seconds
                .and_then(|_| self.scope.with_untracked(RetryScope::named_channels)),
            hold_seconds,
        };
        self.run.run((id, request));
    }
}

/// The button; what it publishes is its description.
#[component]
pub fn RetryButton(
    /// Running the job again.
    retry: Retry,
    /// Why nobody here may.
    forbidden: Signal<Option<String>>,
) -> impl IntoView {
    let job = retry.job;
    // This server goes by its own word for the job, whatever its channels say.
    let refused = Memo::new(move |_| {
        retry.session.is_shipped(Capability::JobsRetry) && !job.read().status.can_retry()
    });
    let reason = Signal::derive(move || {
        forbidden.get().or_else(|| {
            let words = text::detail::RETRIES_FAILED_ONLY;
            refused.get().then(|| words.to_owned())
        })
    });
    let pending =
        Signal::derive(move || retry.run.pending().get() || retry.hold.until().read().is_some());
    view! {
        <Button
            tone=ButtonTone::Primary
            icon=Some(IconName::Retry)
            reason
            pending
            on_click=move |()| retry.begin()
        >
            {text::detail::RETRY}
        </Button>
    }
}

/// What belongs to the button: what it will do, the question, the hold, what went wrong.
#[component]
pub fn RetryParts(
    /// Running the job again.
    retry: Retry,
) -> impl IntoView {
    let can_retry = Memo::new(move |_| retry.job.read().outcome().can_retry());
    let lines = move || {
        let lines = retry.scope.read().lines();
        lines
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
    };
    view! {
        <Show when=move || can_retry.get()>
            <p class="job-retry-scope">{move || retry.scope.read().summary()}</p>
        </Show>
        <HoldNotice
            until=retry.hold.until()
            note=text::detail::PAGE_HOLDS
            on_undo=move |()| {
                retry.hold.undo();
            }
            on_now=move |()| retry.hold.finish()
        />
        <div class="job-action-error">
            <ErrorNotice
                error=retry.run.error()
                title=text::detail::RETRY_FAILED
                kept=text::detail::NOT_CHANGED
                on_retry=move |()| retry.begin()
            />
        </div>
        <Dialog
            open=retry.asking
            on_close=move |()| retry.asking.set(false)
            title=text::detail::RETRY_TITLE
            size=DialogSize::Small
            actions=move || {
                view! {
                    <Button on_click=move |()| retry.asking.set(false)>{text::detail::LEAVE}</Button>
                    <Button tone=ButtonTone::Primary on_click=move |()| retry.confirm()>
                        {text::detail::RETRY}
                    </Button>
                }
            }
        >
            <ul class="job-consequences">{lines}</ul>
        </Dialog>
    }
    .into_any()
}
