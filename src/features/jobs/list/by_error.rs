//! The failed jobs, grouped by their error.

use leptos::prelude::*;
use wire::jobs::JobStatus;

use crate::{
    features::jobs::{
        board::RowId,
        cause::{CauseGroup, group_by_error},
        params::JobsParams,
    },
    routes::Route,
    state::address::UrlState,
    ui::{
        Button, ButtonSize, ButtonTone, Empty, ForEach, IconName, LinkButton, Skeleton,
        SkeletonShape, format_count, format_number,
    },
};

use super::{feed::Feed, search::Search};

/// Switches between the jobs one by one and their errors.
#[component]
pub fn ByErrorButton(search: Search) -> impl IntoView {
    let pressed = move || search.params.read().by_error;
    let switch = move |_| {
        search.push(|params| {
            params.by_error = !params.by_error;
            let fails =
                |status: &JobStatus| matches!(status, JobStatus::Failed | JobStatus::Partial);
            if params.by_error && !params.status.iter().any(fails) {
                params.status = vec![JobStatus::Failed, JobStatus::Partial];
            }
        });
    };
    view! {
        <button
            class="button"
            type="button"
            data-tone="quiet"
            data-size="small"
            aria-pressed=move || pressed().to_string()
            on:click=switch
        >
            "Group by error"
        </button>
    }
}

/// The errors of the list's jobs, each with its jobs.
#[component]
pub fn JobsByError(feed: Feed, search: Search) -> impl IntoView {
    let groups = Memo::new(move |_| group_by_error(&feed.listed()));
    let is_whole = Memo::new(move |_| {
        let counts = feed.counts.get();
        counts.total.is_some() && !counts.more
    });
    let progress = move || {
        let counts = feed.counts.get();
        let number = |count: usize| format_number(count as f64);
        (!is_whole.get()).then(|| match counts.total {
            Some(total) => format!(
                "Loading jobs: {} of {}",
                number(counts.shown),
                format_number(total as f64)
            ),
            None => "Loading jobs…".to_owned(),
        })
    };
    let row = move |group: CauseGroup<RowId>| view! { <ErrorGroup feed search group /> };
    view! {
        <p class="job-group-progress" role="status">
            {progress}
        </p>
        <Show
            when=move || !groups.read().is_empty()
            fallback=move || {
                if is_whole.get() {
                    view! { <Empty icon=IconName::Check title="No failed jobs" /> }.into_any()
                } else {
                    view! { <Skeleton shape=SkeletonShape::Rows count=3 label="Loading jobs" /> }
                        .into_any()
                }
            }
        >
            <ul class="job-groups" role="list" aria-label="Errors">
                <ForEach
                    each=move || groups.get()
                    key=|group| (group.error.clone(), group.keys.clone())
                    children=row
                />
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn ErrorGroup(feed: Feed, search: Search, group: CauseGroup<RowId>) -> impl IntoView {
    let CauseGroup { error, keys } = group;
    let count = format_count(keys.len(), "job", "jobs");
    let own = JobsParams {
        q: error.clone(),
        by_error: false,
        ..search.current()
    };
    let href = Route::Jobs.with(&own.query());
    let view_label = format!("View jobs: {error}");
    let select_label = format!("Select {count}: {error}");
    let select = move |()| feed.selected.set(keys.iter().copied().collect());
    view! {
        <li class="job-group">
            <p class="job-group-error" dir="auto" title=error.clone()>
                {error.clone()}
            </p>
            <span class="job-group-count">{count.clone()}</span>
            <div class="job-group-actions">
                <Button size=ButtonSize::Small label=Some(select_label) on_click=select>
                    {format!("Select {count}")}
                </Button>
                <LinkButton
                    href
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    label=Some(view_label)
                >
                    "View jobs"
                </LinkButton>
            </div>
        </li>
    }
}
