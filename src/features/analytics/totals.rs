//! The backend's own totals of its jobs.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    capabilities::Capability,
    shipped::totals::{self, Totals},
};

use crate::{
    features::{
        analytics::text,
        shared::{QueryPanel, StampTime, channel_tone, job_state},
    },
    routes::Route,
    state::{
        query::{Options, use_query_with},
        session::use_session,
    },
    ui::{
        Align, ButtonTone, CardPlace, Column, DataTable, Empty, IconName, LinkButton, Meter,
        Skeleton, SkeletonShape, format_clock, format_number, format_percent,
    },
};

use super::bars::{Bar, Bars, Hue};

/// Each question counts towards what the key may ask in a minute.
const ASK_EVERY: Duration = Duration::from_secs(60);

/// The totals.
#[component]
pub fn TotalsView() -> impl IntoView {
    let session = use_session();
    let query = use_query_with(
        || Some(totals::totals()),
        Options {
            poll: Signal::stored(Some(ASK_EVERY)),
            ..Default::default()
        },
    );
    let remote = query.remote();
    let intro = Signal::derive(move || {
        let Some(at) = remote.with(|remote| remote.at) else {
            return Some(text::LOADING.to_owned());
        };
        let at = format_clock(at);
        Some(if session.is_shipped(Capability::JobsMetrics) {
            text::since_restart(&at)
        } else {
            text::updated(&at)
        })
    });
    let nothing = |totals: Totals| totals.total_jobs == 0;
    let empty = || {
        view! {
            <Empty
                icon=IconName::Analytics
                title=text::NO_DATA
                action=|| {
                    view! {
                        <LinkButton href=Route::Generate.path() tone=ButtonTone::Primary>
                            {text::GENERATE}
                        </LinkButton>
                    }
                }
            >
                {text::NO_DATA_HINT}
            </Empty>
        }
    };
    view! {
        <QueryPanel
            heading=text::ALL_JOBS
            intro
            remote
            failed=text::TOTALS_FAILED
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Figure count=3 /> }
            is_empty=nothing
            empty
            on_refetch=move |()| query.refetch()
            let:totals
        >
            <Figures totals />
        </QueryPanel>
    }
}

#[component]
fn Figures(totals: Signal<Totals>) -> impl IntoView {
    let total = move || totals.with(|totals| format_number(totals.total_jobs as f64));
    let share = Memo::new(move |_| totals.with(Totals::success_share));
    let rate = move || {
        share
            .get()
            .map_or_else(|| text::NOT_REPORTED.to_owned(), format_percent)
    };
    let statuses = move || {
        let totals = totals.get();
        let counts = totals.status_breakdown.into_iter();
        let bars = counts
            .map(|(status, count)| Bar {
                label: status.label(),
                count,
                hue: Hue::State(job_state(&status)),
            })
            .collect();
        view! {
            <Bars
                label=text::BY_STATUS_LABEL
                heads=[text::STATUS, text::JOBS, text::SHARE_OF_ALL]
                bars
                whole=totals.total_jobs
            />
        }
    };
    let channels = move || {
        let totals = totals.get();
        let counts = totals.channel_breakdown.into_iter();
        let bars = counts
            .map(|(channel, count)| Bar {
                label: channel.label(),
                count,
                hue: Hue::Channel(channel_tone(&channel)),
            })
            .collect::<Vec<_>>();
        view! {
            <Bars
                label=text::BY_CHANNEL_LABEL
                heads=[text::CHANNEL, text::JOBS, text::SHARE_OF_ALL]
                bars
                whole=totals.total_jobs
            />
        }
    };
    let has_syncs = Memo::new(move |_| totals.with(|totals| !totals.last_sync_times.is_empty()));
    view! {
        <div class="analytics-figures">
            <div class="figure">
                <p class="figure-label">{text::JOBS}</p>
                <p class="figure-value">{total}</p>
                <p class="figure-note">
                    <A href=Route::Jobs.path()>{text::VIEW_JOBS}</A>
                </p>
            </div>
            <div class="figure" data-wide="">
                <p class="figure-label">{text::SUCCESS_RATE}</p>
                <p class="figure-value">{rate}</p>
                <Show when=move || share.get().is_some()>
                    <Meter
                        value=share
                        label=text::SUCCESS_RATE
                        words=Signal::derive(move || share.get().map(format_percent))
                    />
                </Show>
                <p class="figure-note">
                    {text::SUCCESS_RATE_HINT}
                </p>
            </div>
        </div>
        <div class="analytics-pair">
            <div class="analytics-part">
                <h3 class="analytics-heading">{text::BY_STATUS}</h3>
                {statuses}
            </div>
            <div class="analytics-part">
                <h3 class="analytics-heading">{text::BY_CHANNEL}</h3>
                {channels}
                <p class="figure-note">{text::BY_CHANNEL_HINT}</p>
            </div>
        </div>
        <Show when=move || has_syncs.get()>
            <h3 class="analytics-heading">{text::LAST_SYNC}</h3>
            <Syncs totals />
        </Show>
    }
}

/// When each document was last synced, the newest first.
#[component]
fn Syncs(totals: Signal<Totals>) -> impl IntoView {
    let syncs = Memo::new(move |_| totals.with(|totals| totals.last_sync_times.clone()));
    let rows = Signal::derive(move || {
        let mut rows: Vec<_> = syncs.get().into_iter().collect();
        // All of one clock, so their texts stand in its order.
        rows.sort_by(|a, b| b.1.as_str().cmp(a.1.as_str()).then(a.0.cmp(&b.0)));
        rows.into_iter()
            .map(|(document, _)| document)
            .collect::<Vec<_>>()
    });
    let columns = vec![
        Column::new("document", text::DOCUMENT).card(CardPlace::Lead),
        Column::new("time", text::LAST_SYNC_TIME)
            .width("minmax(0, 1fr)")
            .align(Align::End)
            .card(CardPlace::Body),
    ];
    let cell = move |document: String, column: &'static str| match column {
        // The backend takes an empty id, too.
        "document" if document.is_empty() => {
            view! { <span class="figure-note">{text::NO_ID}</span> }.into_any()
        }
        "document" => {
            view! { <span class="analytics-document" dir="auto">{document}</span> }.into_any()
        }
        _ => {
            let time = move || {
                let time = syncs.with(|syncs| syncs.get(&document).cloned());
                time.map(|stamp| view! { <StampTime stamp /> })
            };
            view! { <span>{time}</span> }.into_any()
        }
    };
    view! {
        <DataTable
            label=text::LAST_SYNC
            columns
            rows
            key_id=String::clone
            cell
            noun=text::DOCUMENTS
        />
    }
}
