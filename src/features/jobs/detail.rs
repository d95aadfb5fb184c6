//! `/jobs/:id`: one job, as it runs and as it ended.

mod actions;
mod channels;
mod head;
mod history;
mod hold;
mod recipe;
mod report;
mod retry;
mod track;
mod writing;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wire::{
    capabilities::Capability,
    jobs::{Job, JobId},
};

use crate::{
    features::{
        jobs::text,
        shared::{Offered, ServerWords, use_copied_end},
    },
    routes::Route,
    state::{
        heading::{use_heading, use_tab_title},
        job_metadata,
        recent_places::{PlaceTarget, RecentPlace, use_recent_place},
        session::use_session,
    },
    ui::{Disclosure, Empty, IconName, LinkButton, Panel, RemoteView, Skeleton, SkeletonShape},
};

use channels::Channels;
use head::Head;
use history::History;
use recipe::Recipe;
use track::{Track, use_track};

use super::{document::document_of, list::last_list};

/// `/jobs/:id`.
#[component]
pub fn JobDetailPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    use_heading(id, Some((last_list(), text::detail::JOBS.to_owned())));
    // Another job starts from nothing: no text and no dialog of the last one stays.
    move || {
        let id = id.get();
        view! {
            <Offered capability=Capability::JobsGet icon=IconName::Jobs>
                <OneJob id=id.clone().into() />
            </Offered>
        }
    }
}

#[component]
fn OneJob(id: JobId) -> impl IntoView {
    let track = use_track(id.clone());
    let missing = Memo::new(move |_| {
        track.query.remote().with(|remote| {
            let error = remote.error.as_ref();
            error.is_some_and(wire::ApiError::is_not_found)
        })
    });
    let asked = id.to_string();
    use_copied_end(
        move || asked.clone(),
        move || missing.get(),
        |id| Route::Job(id.into()),
    );
    use_tab_title(move || {
        track.query.remote().with(|remote| {
            let job = job_metadata::completed(remote.data.clone()?);
            Some(text::detail::title(job.subject(), &job.outcome().label()))
        })
    });
    use_recent_place(move || {
        track.query.remote().with(|remote| {
            let job = remote.data.as_ref()?;
            Some(RecentPlace {
                target: PlaceTarget::Job(job.job_id.to_string()),
                title: job_metadata::completed(job.clone()).subject().to_owned(),
            })
        })
    });
    view! {
        <div class="job">
            <Show when=move || !missing.get() fallback=move || view! { <Gone id=id.clone() /> }>
                <RemoteView
                    remote=track.query.remote()
                    skeleton=|| {
                        view! {
                            <Skeleton shape=SkeletonShape::Card count=2 label=text::detail::LOADING />
                        }
                    }
                    on_retry=move |()| track.query.refetch()
                    failed=text::detail::FAILED
                    children=move |job| {
                        let job = Memo::new(move |_| job_metadata::completed(job.get()));
                        view! { <Body track job=job.into() /> }
                    }
                />
            </Show>
        </div>
    }
}

#[component]
fn Body(track: Track, job: Signal<Job>) -> impl IntoView {
    let raw = Signal::derive(move || {
        track
            .query
            .remote()
            .with(|remote| remote.data.as_ref().map(as_json).unwrap_or_default())
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
        <Disclosure summary=text::detail::RAW text=raw />
    }
    .into_any()
}

/// What the server says of the job; what it does not say is left out.
fn as_json(job: &Job) -> String {
    // The contract's types have string keys only, so they always serialise.
    let mut value = serde_json::to_value(job).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        let is_said = |name: &str, value: &serde_json::Value| {
            let is_empty = value.as_array().is_some_and(Vec::is_empty);
            !(value.is_null() || name == "channels" && is_empty)
        };
        fields.retain(|name, value| is_said(name, value));
    }
    serde_json::to_string_pretty(&value).unwrap_or_default()
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
                <Panel heading=text::detail::ERRORS>
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
fn Gone(id: JobId) -> impl IntoView {
    let session = use_session();
    // An id begins with the document's, and this server splits addresses at their slashes.
    let is_unreachable = id.as_str().contains('/');
    let is_split = move || is_unreachable && session.is_shipped(Capability::JobsGet);
    let title = Signal::derive(move || {
        if is_split() {
            text::detail::SLASH_TITLE
        } else {
            text::detail::GONE_TITLE
        }
    });
    let why = move || {
        if is_split() {
            text::detail::SLASH_HINT
        } else if session.is_shipped(Capability::JobsGet) {
            text::detail::LOST_HINT
        } else {
            text::detail::GONE_HINT
        }
    };
    view! {
        <Empty
            icon=IconName::Jobs
            title=title
            action=|| view! { <LinkButton href=last_list()>{text::detail::VIEW_JOBS}</LinkButton> }
        >
            {why}
        </Empty>
    }
}

/// The address that runs a job's recipe again, with edits; `None` where too little of it is known.
fn rerun(job: &Job, keeps_recipes: bool) -> Option<String> {
    let query = wire::Query::new();
    if keeps_recipes || job.request.is_some() {
        return Some(Route::Generate.with(&query.with("job", &job.job_id)));
    }
    // What was asked for from here, or stands in the id, begins the form at least.
    let document = document_of(job);
    let channels: Vec<_> = job
        .lanes()
        .iter()
        .map(|channel| channel.as_str().to_owned())
        .collect();
    let query = query
        .with("document", document.id()?)
        .list("channels", &channels);
    Some(Route::Generate.with(&query))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(json: serde_json::Value) -> Job {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_recipe_that_nobody_knows_is_not_opened() {
        let short = job(serde_json::json!({
            "job_id": "sync_20261123000426_doc-tw", "status": "completed",
            "created_at": "2026-11-23T00:00:00", "results": {"twitter": {}},
        }));
        assert_eq!(
            rerun(&short, false).as_deref(),
            Some("/generate?document=doc-tw&channels=twitter")
        );
        let long = job(serde_json::json!({
            "job_id": "sync_20261123000640_doc-part", "status": "partial",
            "created_at": "2026-11-23T00:00:00",
        }));
        assert_eq!(rerun(&long, false), None);
        assert_eq!(
            rerun(&long, true).as_deref(),
            Some("/generate?job=sync_20261123000640_doc-part")
        );
    }

    #[test]
    fn what_the_server_does_not_say_is_not_put_into_its_mouth() {
        let json = as_json(&job(serde_json::json!({
            "job_id": "j", "status": "pending", "created_at": "2026-11-23T00:00:00",
            "completed_at": null, "results": {}, "errors": [],
        })));
        assert!(!json.contains("document_id") && !json.contains("channels"));
        assert!(json.contains("errors"));
    }
}
