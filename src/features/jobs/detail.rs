//! `/jobs/:id`: one job, as it runs and as it ended.

mod actions;
mod channels;
mod facts;
mod head;
mod history;
mod track;
mod writing;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wire::jobs::{Job, JobId};

use crate::{
    features::marks::ServerWords,
    routes::Route,
    state::heading::use_heading,
    ui::{Empty, Fold, IconName, LinkButton, Panel, RemoteView, Skeleton, SkeletonShape},
};

use channels::Channels;
use facts::Recipe;
use head::Head;
use history::History;
use track::{Track, use_track};

use super::list::last_list;

/// `/jobs/:id`.
#[component]
pub fn JobDetailPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    use_heading(id, Some((last_list(), "Jobs".to_owned())));
    // Another job starts from nothing: no text and no dialog of the last one stays.
    move || view! { <OneJob id=id.get().into() /> }
}

#[component]
fn OneJob(id: JobId) -> impl IntoView {
    let track = use_track(id);
    let missing = Memo::new(move |_| {
        track.query.remote().with(|remote| {
            let error = remote.error.as_ref();
            error.is_some_and(wire::ApiError::is_not_found)
        })
    });
    view! {
        <div class="job">
            <Show when=move || !missing.get() fallback=|| view! { <Gone /> }>
                <RemoteView
                    remote=track.query.remote()
                    skeleton=|| {
                        view! {
                            <Skeleton shape=SkeletonShape::Card count=2 label="Loading the job" />
                        }
                    }
                    on_retry=move |()| track.query.refetch()
                    failed="The job could not be loaded"
                    children=move |job| view! { <Body track job /> }
                />
            </Show>
        </div>
    }
}

#[component]
fn Body(track: Track, job: Signal<Job>) -> impl IntoView {
    let raw = Signal::derive(move || {
        // The contract's types have string keys only, so they always serialise.
        serde_json::to_string_pretty(&*job.read()).unwrap_or_default()
    });
    view! {
        <Head track job />
        <div class="job-columns">
            <div class="job-main">
                <Channels track job />
                <Errors job />
                <Recipe job />
            </div>
            <div class="job-aside">
                <History job />
            </div>
        </div>
        <Fold summary="The job as JSON" text=raw />
    }
    .into_any()
}

/// What went wrong with the job as a whole, in full.
#[component]
fn Errors(job: Signal<Job>) -> impl IntoView {
    let errors = Memo::new(move |_| errors_beside_channels(&job.read()));
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            let lines = errors
                .into_iter()
                .map(|error| view! { <li><ServerWords text=error /></li> })
                .collect_view();
            view! {
                <Panel heading="Errors">
                    <ul class="job-errors" role="list">
                        {lines}
                    </ul>
                </Panel>
            }
        })
    }
}

/// The errors that no channel tells already.
fn errors_beside_channels(job: &Job) -> Vec<String> {
    let told: Vec<_> = job
        .results
        .values()
        .filter_map(|result| result.error.as_deref())
        .collect();
    let is_new = |error: &&String| !told.iter().any(|known| error.ends_with(known));
    job.errors.iter().filter(is_new).cloned().collect()
}

/// The job is not there.
#[component]
fn Gone() -> impl IntoView {
    view! {
        <Empty
            icon=IconName::Jobs
            title="This job is not on the server any more"
            action=|| view! { <LinkButton href=last_list()>"Go to the jobs"</LinkButton> }
        >
            "It may have been removed, or the address is mistyped. What it published stays published."
        </Empty>
    }
}

/// The address that runs a job's recipe again, with edits.
fn rerun(id: &JobId) -> String {
    Route::Generate.with(&wire::Query::new().with("job", id))
}
