//! The filtered jobs as a file.

use leptos::prelude::*;
use wire::{
    ApiError,
    jobs::{self, Job, JobFilter},
};

use super::feed::{Feed, LARGEST_PAGE};
use crate::{
    features::{
        jobs::{csv, text},
        shared::download,
    },
    state::{mutation::detach, notices::use_notices, query::send_once},
    ui::{Button, ButtonSize, ButtonTone, IconName, format_count},
};

/// Saves exactly what the filter lets through, loaded or not.
#[component]
pub fn ExportButton(feed: Feed) -> impl IntoView {
    let notices = use_notices();
    let pending = RwSignal::new(false);
    let export = move |()| {
        pending.set(true);
        detach(async move {
            let outcome = collect(feed).await;
            let _ = pending.try_set(false);
            match outcome {
                Ok(jobs) => {
                    if download(notices, "jobs.csv", "text/csv", &csv::write(&jobs)) {
                        notices.good(text::list::saved(&format_count(
                            jobs.len(),
                            text::list::JOB,
                            text::list::JOBS,
                        )));
                    }
                }
                Err(error) => notices.failed(text::list::EXPORT_FAILED, &error),
            }
        });
    };
    view! {
        <Button
            tone=ButtonTone::Quiet
            size=ButtonSize::Small
            icon=Some(IconName::Download)
            pending
            on_click=export
        >
            {text::list::EXPORT}
        </Button>
    }
}

async fn collect(feed: Feed) -> Result<Vec<Job>, ApiError> {
    let Some((filter, whole)) = feed.with_board(|board| {
        let rows = board
            .rows()
            .iter()
            .filter(|row_id| !board.has_left(**row_id));
        let jobs: Vec<Job> = rows
            .filter_map(|row_id| board.job(*row_id).map(|job| Job::clone(job)))
            .collect();
        (board.filter().clone(), board.is_whole().then_some(jobs))
    }) else {
        return Err(ApiError::Aborted);
    };
    if let Some(jobs) = whole {
        return Ok(jobs);
    }
    let mut jobs = Vec::new();
    let mut cursor = None;
    loop {
        let call = jobs::list(&JobFilter {
            limit: Some(LARGEST_PAGE),
            cursor,
            ..filter.clone()
        });
        let page = send_once(feed.session, &call).await?;
        jobs.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(jobs);
        }
    }
}
