//! The jobs that matter now: running, in need of attention, just finished.

use std::collections::BTreeSet;

use leptos::prelude::*;
use wire::{
    Page, Query as Search,
    capabilities::Capability,
    jobs::{self, Job, JobFilter, JobId, JobSort, JobStatus, SortKey},
};

use crate::{
    effect::effect,
    features::{
        overview::text,
        shared::{ChannelMarks, JobBadge, Restarted, StampTime},
    },
    routes::Route,
    state::{
        clock::use_clock,
        job_metadata,
        live_query::{LiveRules, Relation, use_live_query},
        query::Query,
        remote::Remote,
        restart_detection,
        session::use_session,
    },
    ui::{
        ButtonTone, Empty, ErrorNotice, ForEach, IconName, IdText, LONG_LINE, LinkButton, Meter,
        Panel, RemoteView, RowLink, Skeleton, SkeletonShape, Time, format_number, shorten_text,
    },
};

use super::publications::{PublicationLine, PublicationLines, use_publications};

/// What is said where the jobs cannot be loaded.
const FAILED: &str = text::JOBS_FAILED;

/// More would be the jobs page.
const MOST: u32 = 5;

/// Of the failed ones, those that were retried are left out, so more are asked for.
const MOST_FAILED: u32 = 25;

/// The jobs of these statuses, kept up to date.
fn recent(statuses: &'static [JobStatus], key: SortKey, most: u32) -> Query<Page<Job>> {
    let filter = JobFilter {
        status: statuses.to_vec(),
        sort: JobSort {
            key,
            descending: true,
        },
        limit: Some(most),
        ..Default::default()
    };
    use_live_query(
        move || Some(jobs::list(&filter)),
        LiveRules {
            relation: Box::new(|page, job| relation(statuses, page, job)),
            update: Box::new(|page: &mut Page<Job>, job| {
                if let Some(one) = page.items.iter_mut().find(|one| one.job_id == job.job_id) {
                    one.clone_from(job);
                }
            }),
            is_polled: Signal::stored(true),
        },
    )
}

/// What the event of a job means for a list of the jobs with these statuses.
fn relation(statuses: &[JobStatus], page: Option<&Page<Job>>, job: &Job) -> Relation {
    let lists = |id: &JobId| {
        let mut jobs = page.iter().flat_map(|page| &page.items);
        jobs.any(|one| one.job_id == *id)
    };
    let belongs = statuses.contains(&job.status);
    let is_listed = lists(&job.job_id);
    if is_listed && belongs {
        Relation::Update
    } else if is_listed || belongs || job.retry_of.as_ref().is_some_and(lists) {
        // Where it stands among the others, or what takes its place, the server knows.
        Relation::Refetch
    } else {
        Relation::Unrelated
    }
}

/// The jobs that matter now.
#[component]
pub fn Recent() -> impl IntoView {
    let session = use_session();
    let publications = use_publications();
    let publishing = Memo::new(move |_| publications.running());
    let unpublished = Memo::new(move |_| publications.attention());
    let published = Memo::new(move |_| publications.finished());
    let running = recent(
        &[JobStatus::InProgress, JobStatus::Pending],
        SortKey::Created,
        MOST,
    );
    let failed = recent(
        &[JobStatus::Failed, JobStatus::Partial],
        SortKey::Created,
        MOST_FAILED,
    );
    let finished = recent(&[JobStatus::Completed], SortKey::Completed, MOST);
    let forgets = Memo::new(move |_| session.is_shipped(Capability::JobsList));
    let lost = RwSignal::new(false);
    effect(move |_| {
        let all = [running, failed, finished];
        let pages: Option<Vec<_>> = all.into_iter().map(Query::data).collect();
        // The server must have said of each that there is none.
        if let (true, Some(pages)) = (forgets.get(), pages) {
            let jobs = pages.iter().flat_map(|page| &page.items);
            let is_lost = restart_detection::has_lost(&session.base().get(), jobs);
            // A few jobs of each kind do not show whether the others are still there.
            if is_lost && pages.iter().all(|page| page.items.is_empty()) {
                lost.set(true);
            }
        }
    });
    let known = move |()| {
        restart_detection::forget();
        lost.set(false);
    };
    view! {
        {move || lost.get().then(|| view! { <Restarted on_known=known /> })}
        <SaidOnce queries=[failed, running, finished]>
            <Attention query=failed kept=unpublished retries=[running, finished] />
            <Running query=running kept=publishing />
            <Finished query=finished kept=published forgets />
        </SaidOnce>
    }
}

/// The panels; while none of them has anything to show, one notice of why in their stead.
#[component]
fn SaidOnce(queries: [Query<Page<Job>>; 3], children: ChildrenFn) -> impl IntoView {
    let remotes = queries.map(Query::remote);
    let failed = Memo::new(move |_| {
        remotes
            .iter()
            .all(|remote| remote.with(|remote| remote.data.is_none() && remote.error.is_some()))
    });
    let [first, ..] = remotes;
    let error = Signal::derive(move || first.with(|remote| remote.error.clone()));
    let pending = Signal::derive(move || {
        remotes
            .iter()
            .any(|remote| remote.with(|remote| remote.fetching))
    });
    let retry = move |()| queries.iter().for_each(|query| query.refetch());
    view! {
        <Show when=move || !failed.get() fallback=move || {
            view! { <ErrorNotice error title=FAILED passive=true on_retry=retry pending /> }
        }>{children()}</Show>
    }
}

/// What waits and runs.
#[component]
fn Running(query: Query<Page<Job>>, kept: Memo<Vec<PublicationLine>>) -> impl IntoView {
    view! {
        <JobPanel
            heading=text::RUNNING
            query
            remote=query.remote()
            kept
            statuses="in_progress,pending"
        >
            <Empty icon=IconName::Jobs title=text::NONE_RUNNING>
                {text::NONE_RUNNING_HINT}
            </Empty>
        </JobPanel>
    }
}

/// What failed, wholly or in part.
#[component]
fn Attention(
    query: Query<Page<Job>>,
    kept: Memo<Vec<PublicationLine>>,
    retries: [Query<Page<Job>>; 2],
) -> impl IntoView {
    // A job that is being retried tells of it by the retry, before the list is asked again.
    let retried = Memo::new(move |_| {
        let [running, finished] = retries;
        let mut retried = BTreeSet::new();
        for query in [query, running, finished] {
            query.remote().with(|remote| {
                let jobs = remote.data.iter().flat_map(|page| &page.items);
                retried
                    .extend(jobs.filter_map(|job| job_metadata::completed(job.clone()).retry_of));
            });
        }
        retried
    });
    let remote = Signal::derive(move || {
        let mut remote = query.remote().get();
        if let Some(page) = &mut remote.data {
            page.items
                .retain(|job| needs_attention(job, &retried.read()));
            page.items.truncate(MOST as usize);
        }
        remote
    });
    view! {
        <JobPanel heading=text::ATTENTION query remote kept statuses="failed,partial">
            <Empty icon=IconName::Check title=text::NONE_FAILED>
                {text::NONE_FAILED_HINT}
            </Empty>
        </JobPanel>
    }
}

/// Whether nobody has run a failed job again; `retried` are those of which a retry is known.
fn needs_attention(job: &Job, retried: &BTreeSet<JobId>) -> bool {
    job.retried_as.is_none() && !retried.contains(&job.job_id)
}

/// What ended well.
#[component]
fn Finished(
    query: Query<Page<Job>>,
    kept: Memo<Vec<PublicationLine>>,
    forgets: Memo<bool>,
) -> impl IntoView {
    let action = move || {
        view! {
            <LinkButton href=Route::Generate.path() tone=ButtonTone::Primary>
                {text::GENERATE}
            </LinkButton>
        }
    };
    view! {
        <JobPanel heading=text::FINISHED query remote=query.remote() kept statuses="completed">
            {move || {
                if forgets.get() {
                    view! {
                        <Empty
                            icon=IconName::Content
                            title=text::NONE_SINCE
                            action
                        >
                            {text::NO_HISTORY}
                        </Empty>
                    }
                    .into_any()
                } else {
                    view! {
                        <Empty icon=IconName::Content title=text::NONE_PUBLISHED action>
                            {text::NONE_PUBLISHED_HINT}
                        </Empty>
                    }
                    .into_any()
                }
            }}
        </JobPanel>
    }
}

#[component]
fn JobPanel(
    heading: &'static str,
    query: Query<Page<Job>>,
    remote: Signal<Remote<Page<Job>>>,
    /// What this browser knows besides.
    kept: Memo<Vec<PublicationLine>>,
    statuses: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let all = Route::Jobs.with(&Search::new().with("status", statuses));
    let count = move || {
        let total = query
            .remote()
            .with(|remote| remote.data.as_ref().and_then(|page| page.total));
        match total {
            Some(total) if total > 0 => text::view_all(&format_number(total as f64)),
            _ => text::VIEW_ALL_JOBS.to_owned(),
        }
    };
    let actions = move || {
        let all = all.clone();
        view! { <LinkButton href=all tone=ButtonTone::Quiet>{count}</LinkButton> }
    };
    let nothing = |page: Page<Job>| page.items.is_empty();
    let is_any_kept = Memo::new(move |_| !kept.read().is_empty());
    let empty = move || {
        let is_empty = !is_any_kept.get();
        is_empty.then(|| children())
    };
    view! {
        <Panel heading actions flush=true>
            <PublicationLines lines=kept />
            <RemoteView
                remote
                failed=FAILED
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Rows count=3 /> }
                is_empty=nothing
                empty
                on_retry=move |()| query.refetch()
                let:page
            >
                <JobLines page />
            </RemoteView>
        </Panel>
    }
}

#[component]
fn JobLines(page: Signal<Page<Job>>) -> impl IntoView {
    let ids = Memo::new(move |_| {
        page.with(|page| {
            page.items
                .iter()
                .map(|job| job.job_id.clone())
                .collect::<Vec<_>>()
        })
    });
    let line = move |id: jobs::JobId| {
        let first =
            page.with_untracked(|page| page.items.iter().find(|job| job.job_id == id).cloned());
        let job = Memo::new(move |before: Option<&Option<Job>>| {
            page.with(|page| page.items.iter().find(|job| job.job_id == id).cloned())
                .or_else(|| before.cloned().flatten())
                .or_else(|| first.clone())
        });
        move || {
            job.with(Option::is_some).then(|| {
                let job = Signal::derive(move || job.get());
                view! { <JobLine job /> }
            })
        }
    };
    view! {
        <ul class="job-lines" role="list">
            <ForEach each=move || ids.get() key=Clone::clone children=line />
        </ul>
    }
}

#[component]
fn JobLine(job: Signal<Option<Job>>) -> impl IntoView {
    let now = use_clock().now();
    let Some(first) = job.get_untracked() else {
        return ().into_any();
    };
    let job =
        Memo::new(move |_| job_metadata::completed(job.get().unwrap_or_else(|| first.clone())));
    let moment = Memo::new(move |_| {
        job.with(|job| job.completed_at.as_ref().unwrap_or(&job.created_at).clone())
    });
    let running = Signal::derive(move || job.with(|job| job.status == JobStatus::InProgress));
    let progress = Signal::derive(move || job.with(|job| job.progress));
    view! {
        <li class="job-line has-row-link">
            <span class="job-line-state">
                <JobBadge status=Signal::derive(move || job.with(Job::outcome)) bare=true />
            </span>
            <span class="job-line-subject">
                <RowLink href=Signal::derive(move || {
                    job.with(|job| Route::Job(job.job_id.clone()).path())
                })>
                    <span dir="auto"><IdText text=Signal::derive(move || job.with(|job| shorten_text(job.subject(), LONG_LINE))) /></span>
                </RowLink>
                <Show when=move || running.get()>
                    <Meter value=progress label=text::PROGRESS />
                </Show>
                {move || {
                    job.with(|job| Some(shorten_text(job.errors.first()?, LONG_LINE)))
                        .map(|error| view! { <span class="job-line-error">{error}</span> })
                }}
            </span>
            <span class="job-line-channels">
                <ChannelMarks job />
            </span>
            <span class="job-line-time">
                {move || {
                    let stamp = moment.get();
                    match stamp.epoch_millis() {
                        Some(at) => view! { <Time at=Some(at) now /> }.into_any(),
                        None => view! { <StampTime stamp brief=true /> }.into_any(),
                    }
                }}
            </span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(id: &str, status: &str) -> Job {
        let json = serde_json::json!({
            "job_id": id, "status": status, "created_at": "2026-11-23T00:00:00Z",
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn an_event_changes_a_list_only_where_its_order_stays() {
        let statuses = [JobStatus::Failed, JobStatus::Partial];
        let page = Page {
            items: vec![job("a", "failed")],
            total: None,
            next_cursor: None,
        };
        let of = |job: &Job| relation(&statuses, Some(&page), job);
        assert_eq!(of(&job("a", "partial")), Relation::Update);
        assert_eq!(of(&job("a", "completed")), Relation::Refetch);
        assert_eq!(of(&job("b", "failed")), Relation::Refetch);
        assert_eq!(of(&job("b", "completed")), Relation::Unrelated);
        let retry = Job {
            retry_of: Some("a".into()),
            ..job("b", "pending")
        };
        assert_eq!(of(&retry), Relation::Refetch);
        let first = relation(&statuses, None, &job("b", "failed"));
        assert_eq!(first, Relation::Refetch);
    }

    #[test]
    fn a_failed_job_needs_no_attention_once_it_was_retried() {
        let failed = |id: &str| job(id, "failed");
        let retried = BTreeSet::from([JobId::from("a")]);
        assert!(!needs_attention(&failed("a"), &retried));
        assert!(needs_attention(&failed("b"), &retried));
        let told = Job {
            retried_as: Some("c".into()),
            ..failed("b")
        };
        assert!(!needs_attention(&told, &retried));
    }
}
