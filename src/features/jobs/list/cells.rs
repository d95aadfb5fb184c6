//! The table of jobs and its cells.

use std::{collections::HashSet, sync::Arc};

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};
use wire::{
    Stamp,
    jobs::{Job, JobSort, JobStatus, SortKey},
};

use crate::{
    features::{
        jobs::{
            board::Slot,
            document::document_of,
            words::{lane_of, summary},
        },
        marks::{JobBadge, StampTime, channel_tone},
    },
    routes::Route,
    state::clock::use_clock,
    ui::{
        Align, CardPlace, ChannelMark, Column, DataTable, HideBelow, IdText, Lane, RowHeight,
        SortBy, Time, format_duration,
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
pub fn JobTable(feed: Feed, search: Search, selected: RwSignal<HashSet<Slot>>) -> impl IntoView {
    let navigate = use_navigate();
    let name = move |slot: &Slot| {
        let job = feed.with_board(|board| board.job(*slot).map(|job| job.job_id.to_string()));
        job.flatten().unwrap_or_default()
    };
    let open = move |slot: Slot| {
        let id = feed.with_board(|board| board.job(slot).map(|job| job.job_id.clone()));
        if let Some(id) = id.flatten() {
            navigate(&Route::Job(id).path(), NavigateOptions::default());
        }
    };
    let sort = Signal::derive(move || {
        let sort = search.wanted.read().sort;
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
            search.push(|wanted| wanted.sort = sort);
        }
    };
    let busy = Signal::derive(move || feed.head.is_fetching() && feed.tally.read().total.is_none());
    view! {
        <DataTable
            label="Jobs"
            noun="jobs"
            columns=columns()
            rows=feed.rows
            key_id=name
            cell=move |slot, column| cell(feed, slot, column)
            row_height=RowHeight::Roomy
            sort
            on_sort
            selected
            on_open=open
            on_end=move |()| feed.load_more()
            busy
            empty=move || view! { <NothingHere feed search /> }
        />
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("status", "Status")
            .width("128px")
            .sortable()
            .card(CardPlace::Side),
        Column::new("document", "Document")
            .width("minmax(120px, 2fr)")
            .sortable()
            .card(CardPlace::Lead),
        Column::new("id", "Job")
            .width("minmax(80px, 172px)")
            .card(CardPlace::Foot),
        Column::new("channels", "Channels")
            .width("minmax(200px, 1.4fr)")
            .card(CardPlace::Body)
            .hide_below(HideBelow::Medium),
        Column::new("duration", "Duration")
            .width("104px")
            .align(Align::End)
            .sortable_descending()
            .hide_below(HideBelow::Wide),
        Column::new("created", "Created")
            .width("152px")
            .align(Align::End)
            .sortable_descending(),
    ]
}

fn cell(feed: Feed, slot: Slot, column: &'static str) -> AnyView {
    let Some(job) = feed.job(slot) else {
        return ().into_any();
    };
    match column {
        "id" => view! { <IdCell job /> }.into_any(),
        "status" => view! { <StatusCell feed row=slot job /> }.into_any(),
        "document" => view! { <DocumentCell job /> }.into_any(),
        "channels" => view! { <ChannelsCell job /> }.into_any(),
        "duration" => view! { <DurationCell job /> }.into_any(),
        _ => view! { <CreatedCell job /> }.into_any(),
    }
}

/// The whole id: its middle is hidden from sight only.
#[component]
fn IdCell(job: Signal<Arc<Job>>) -> impl IntoView {
    let id = job.read_untracked().job_id.clone();
    let (text, title) = (id.to_string(), id.to_string());
    view! {
        <A href=Route::Job(id).path() attr:class="job-id" attr:title=title>
            <IdText text />
        </A>
    }
}

#[component]
fn StatusCell(feed: Feed, row: Slot, job: Signal<Arc<Job>>) -> impl IntoView {
    let status = Memo::new(move |_| job.read().outcome());
    let left = Memo::new(move |_| feed.has_left(row));
    view! {
        <JobBadge status bare=true />
        <Show when=move || left.get()>
            <span class="job-left visually-hidden">
                {move || {
                    if feed.lost.get() { "No longer on the server" } else { "No longer matches the filter" }
                }}
            </span>
        </Show>
    }
}

#[component]
fn DocumentCell(job: Signal<Arc<Job>>) -> impl IntoView {
    let document = Memo::new(move |_| document_of(&job.read()));
    view! {
        <span
            class="job-document"
            data-hint=move || document.read().is_hint().then_some("")
            title=move || document.read().explanation()
        >
            {move || document.read().words()}
        </span>
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
            <For
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
        (JobStatus::Pending, Some(0)) => "next".to_owned(),
        (JobStatus::Pending, Some(before)) => format!("{before} before it"),
        (JobStatus::Pending, None) => match millis(&job.scheduled_for) {
            Some(at) => crate::ui::format_relative(at, now()),
            None => "waiting".to_owned(),
        },
        (JobStatus::InProgress, _) => match millis(&job.started_at) {
            Some(at) => format_duration((now() - at).max(0.0)),
            None => "–".to_owned(),
        },
        _ => match job.duration_millis() {
            Some(took) => format_duration(took as f64),
            None => "–".to_owned(),
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
