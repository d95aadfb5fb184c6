//! The table of jobs and its cells.

use std::{collections::HashSet, sync::Arc};

use leptos::prelude::*;
use wire::{
    Stamp,
    jobs::{Job, JobSort, JobStatus, SortKey},
};

use crate::{
    features::{
        jobs::{
            board::RowId,
            cause::errors_of,
            document::{Document, document_of},
            text,
            words::{lane_of, summary},
        },
        shared::{JobBadge, StampTime, channel_tone},
    },
    routes::Route,
    state::clock::use_clock,
    ui::{
        Align, CardPlace, ChannelMark, Column, DataTable, ForEach, HideBelow, IdText, LONG_LINE,
        Lane, RowHeight, RowLink, RowTotal, SortBy, Time, format_duration, shorten_text,
    },
};

use super::{NothingHere, feed::Feed, search::Search};

/// The head's key of each order.
const ORDERS: [(&str, SortKey); 4] = [
    ("status", SortKey::Status),
    ("document", SortKey::Document),
    ("duration", SortKey::Duration),
    ("created", SortKey::Created),
];

/// With more lanes than this, a row has no room for their words beside their marks.
const ROOM_FOR_WORDS: usize = 3;

/// The table.
#[component]
pub fn JobTable(feed: Feed, search: Search, selected: RwSignal<HashSet<RowId>>) -> impl IntoView {
    // Two jobs of one document differ by their ids.
    let name = move |row_id: &RowId| {
        let name = feed.with_board(|board| {
            let job = board.job(*row_id)?;
            Some(text::list::row_label(
                &document_name(job),
                job.job_id.as_str(),
            ))
        });
        name.flatten().unwrap_or_default()
    };
    let total = Signal::derive(move || {
        let counts = feed.counts.get();
        match counts.total.and_then(|total| usize::try_from(total).ok()) {
            Some(total) => RowTotal::Known(total),
            None if counts.more => RowTotal::Unknown,
            None => RowTotal::Loaded,
        }
    });
    let sort = Signal::derive(move || {
        let sort = search.params.read().sort;
        let column = ORDERS.iter().find(|(_, key)| *key == sort.key)?.0;
        Some(SortBy {
            column: column.to_owned(),
            descending: sort.descending,
        })
    });
    let on_sort = move |by: SortBy| {
        let known = ORDERS.iter().find(|(column, _)| *column == by.column);
        if let Some((_, key)) = known {
            let sort = JobSort {
                key: *key,
                descending: by.descending,
            };
            search.push(|params| params.sort = sort);
        }
    };
    let busy =
        Signal::derive(move || feed.head.is_fetching() && feed.counts.read().total.is_none());
    view! {
        <DataTable
            label=text::list::TITLE
            noun=text::list::JOBS
            columns=columns()
            rows=feed.rows
            key_id=name
            cell=move |row_id, column| cell(feed, row_id, column)
            row_height=RowHeight::Double
            total
            grid=true
            sort
            on_sort
            selected
            on_end=move |()| feed.load_more()
            busy
            empty=move || view! { <NothingHere feed search /> }
        />
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("status", text::list::STATUS)
            .width("7.5rem")
            .sortable()
            .card(CardPlace::Side),
        Column::new("document", text::list::DOCUMENT)
            .width("minmax(11.25rem, 2fr)")
            .sortable()
            .card(CardPlace::Lead),
        Column::new("error", text::list::ERROR)
            .width("minmax(6.875rem, 1.6fr)")
            .card(CardPlace::Body),
        Column::new("channels", text::list::CHANNELS)
            .width("minmax(7rem, 1.2fr)")
            .card(CardPlace::Body)
            .hide_below(HideBelow::Medium),
        Column::new("duration", text::list::DURATION)
            .width("6.5rem")
            .align(Align::End)
            .sortable_descending()
            .hide_below(HideBelow::Wide),
        Column::new("created", text::list::CREATED)
            .width("8.75rem")
            .align(Align::End)
            .sortable_descending(),
    ]
}

fn cell(feed: Feed, row_id: RowId, column: &'static str) -> AnyView {
    let Some(job) = feed.job(row_id) else {
        return ().into_any();
    };
    match column {
        "status" => view! { <StatusCell feed row=row_id job /> }.into_any(),
        "document" => view! { <DocumentCell job /> }.into_any(),
        "error" => view! { <ErrorCell job /> }.into_any(),
        "channels" => view! { <ChannelsCell job /> }.into_any(),
        "duration" => view! { <DurationCell job /> }.into_any(),
        _ => view! { <CreatedCell job /> }.into_any(),
    }
}

#[component]
fn StatusCell(feed: Feed, row: RowId, job: Signal<Arc<Job>>) -> impl IntoView {
    let status = Memo::new(move |_| job.read().outcome());
    let left = Memo::new(move |_| feed.has_left(row));
    view! {
        <JobBadge status bare=true />
        <Show when=move || left.get()>
            <span class="job-left visually-hidden">
                {move || {
                    if feed.lost.get() { text::list::LEFT_SERVER } else { text::list::LEFT_FILTERS }
                }}
            </span>
        </Show>
    }
}

/// The document, which leads to the job, above the job's id.
#[component]
fn DocumentCell(job: Signal<Arc<Job>>) -> impl IntoView {
    let id = job.read_untracked().job_id.clone();
    let document = Memo::new(move |_| document_of(&job.read()));
    let title = Signal::derive(move || Some(document.read().explanation()));
    view! {
        <div
            class="job-document"
            data-hint=move || document.read().is_hint().then_some("")
        >
            <RowLink href=Route::Job(id.clone()).path() title in_grid=true>
                {move || document_name(&job.read())}
            </RowLink>
        </div>
        <span class="job-id" title=id.to_string()>
            <IdText text=id.to_string() />
        </span>
    }
}

/// What names a row.
fn document_name(job: &Job) -> String {
    match document_of(job) {
        Document::Unknown => text::UNKNOWN_DOCUMENT.to_owned(),
        known => known.words(),
    }
}

/// Why it failed; empty for a job that did not.
#[component]
fn ErrorCell(job: Signal<Arc<Job>>) -> impl IntoView {
    let errors = Memo::new(move |_| errors_of(&job.read()).join("\n"));
    move || {
        let errors = errors.get();
        let first = shorten_text(errors.lines().next().unwrap_or_default(), LONG_LINE);
        (!first.is_empty()).then(|| {
            view! {
                <span class="job-cause" title=errors dir="auto">
                    {first}
                </span>
            }
        })
    }
}

#[component]
fn ChannelsCell(job: Signal<Arc<Job>>) -> impl IntoView {
    let lanes = Memo::new(move |_| job.read().lanes());
    let words = Memo::new(move |_| summary(&job.read()));
    view! {
        <div
            class="job-lanes"
            data-crowded=move || (lanes.read().len() > ROOM_FOR_WORDS).then_some("")
            title=move || words.get()
        >
            <ForEach
                each=move || lanes.get()
                key=Clone::clone
                children=move |channel| {
                    let tone = channel_tone(&channel);
                    let label = channel.label();
                    let lane = Memo::new(move |_| lane_of(&job.read(), &channel));
                    view! {
                        <div class="job-lane">
                            <ChannelMark channel=tone label=label.clone() bare=true />
                            <Lane
                                channel=tone
                                label
                                compact=true
                                state=Signal::derive(move || lane.read().state)
                                progress=Signal::derive(move || lane.read().progress)
                                words=Signal::derive(move || lane.read().words.clone())
                            />
                        </div>
                    }
                }
            />
        </div>
    }
}

/// How long it took, takes so far, or when its turn comes.
#[component]
fn DurationCell(job: Signal<Arc<Job>>) -> impl IntoView {
    let now = use_clock().now();
    let words = Memo::new(move |_| {
        let job = job.read();
        duration_words(&job, || now.get())
    });
    view! { <span class="job-duration">{move || words.get()}</span> }
}

/// `now` is read only for what still goes on, so that the rest stands still.
fn duration_words(job: &Job, now: impl Fn() -> f64) -> String {
    let millis = |stamp: &Option<Stamp>| stamp.as_ref().and_then(Stamp::epoch_millis);
    match (&job.status, job.queue_position) {
        (JobStatus::Pending, Some(0)) => text::list::NEXT.to_owned(),
        (JobStatus::Pending, Some(before)) => text::list::ahead(before),
        (JobStatus::Pending, None) => match millis(&job.scheduled_for) {
            Some(at) => crate::ui::format_relative(at, now()),
            None => text::list::DURATION_WAITING.to_owned(),
        },
        (JobStatus::InProgress, _) => match millis(&job.started_at) {
            Some(at) => format_duration((now() - at).max(0.0)),
            None => text::UNKNOWN.to_owned(),
        },
        _ => match job.duration_millis() {
            Some(took) => format_duration(took as f64),
            None => text::UNKNOWN.to_owned(),
        },
    }
}

#[component]
fn CreatedCell(job: Signal<Arc<Job>>) -> impl IntoView {
    let now = use_clock().now();
    let created = job.read_untracked().created_at.clone();
    match created.epoch_millis() {
        Some(at) => view! { <Time at=Some(at) now /> }.into_any(),
        None => view! { <StampTime stamp=created brief=true /> }.into_any(),
    }
}
