//! The failed jobs, grouped by their error.

use leptos::prelude::*;
use wire::jobs::JobStatus;

use crate::{
    features::jobs::{
        board::RowId,
        cause::{CauseGroup, group_by_error},
        params::JobsParams,
        text,
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
            {text::list::BY_ERROR}
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
            Some(total) => {
                text::list::loading_jobs_of(&number(counts.shown), &format_number(total as f64))
            }
            None => text::list::LOADING_JOBS.to_owned(),
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
                    view! { <Empty icon=IconName::Check title=text::list::NONE_FAILED /> }.into_any()
                } else {
                    view! { <Skeleton shape=SkeletonShape::Rows count=3 label=text::list::LOADING /> }
                        .into_any()
                }
            }
        >
            <ul class="job-groups" role="list" aria-label=text::list::ERRORS>
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
    let count = format_count(keys.len(), text::list::JOB, text::list::JOBS);
    let own = JobsParams {
        q: error.clone(),
        by_error: false,
        ..search.current()
    };
    let href = Route::Jobs.with(&own.query());
    let view_label = text::list::view_jobs_with(&error);
    let select_label = text::list::select_with(&count, &error);
    let select = move |()| feed.selected.set(keys.iter().copied().collect());
    view! {
        <li class="job-group">
            <p class="job-group-error" dir="auto" title=error.clone()>
                {error.clone()}
            </p>
            <span class="job-group-count">{count.clone()}</span>
            <div class="job-group-actions">
                <Button size=ButtonSize::Small label=Some(select_label) on_click=select>
                    {text::list::select(&count)}
                </Button>
                <LinkButton
                    href
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    label=Some(view_label)
                >
                    {text::list::VIEW_JOBS}
                </LinkButton>
            </div>
        </li>
    }
}
