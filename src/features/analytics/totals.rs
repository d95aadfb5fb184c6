//! The backend's own totals of its jobs.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    capabilities::Capability,
    shipped::totals::{self, Totals},
};

use crate::{
    features::shared::{StampTime, channel_tone, job_state},
    routes::Route,
    state::{
        query::{Options, use_query_with},
        session::use_session,
    },
    ui::{
        Align, Button, ButtonSize, ButtonTone, CardPlace, Column, DataTable, Empty, IconName,
        LinkButton, Meter, Panel, RemoteView, Skeleton, SkeletonShape, format_clock, format_number,
        format_percent,
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
            return Some("Loading…".to_owned());
        };
        let at = format_clock(at);
        Some(if session.is_shipped(Capability::JobsMetrics) {
            format!("Since last restart · Updated {at}")
        } else {
            format!("Updated {at}")
        })
    });
    let actions = move || {
        view! {
            <Button
                tone=ButtonTone::Quiet
                size=ButtonSize::Small
                icon=Some(IconName::Retry)
                pending=Signal::derive(move || query.is_fetching())
                on_click=move |()| query.refetch()
            >
                "Refresh"
            </Button>
        }
    };
    let nothing = |totals: Totals| totals.total_jobs == 0;
    let empty = || {
        view! {
            <Empty
                icon=IconName::Analytics
                title="No data yet"
                action=|| {
                    view! {
                        <LinkButton href=Route::Generate.path() tone=ButtonTone::Primary>
                            "Generate content"
                        </LinkButton>
                    }
                }
            >
                "Run a job to see results."
            </Empty>
        }
    };
    view! {
        <Panel heading="All jobs" intro actions>
            <RemoteView
                remote
                failed="Couldn't load totals"
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Figure count=3 /> }
                is_empty=nothing
                empty
                on_retry=move |()| query.refetch()
                let:totals
            >
                <Figures totals />
            </RemoteView>
        </Panel>
    }
}

#[component]
fn Figures(totals: Signal<Totals>) -> impl IntoView {
    let total = move || totals.with(|totals| format_number(totals.total_jobs as f64));
    let share = Memo::new(move |_| totals.with(Totals::success_share));
    let rate = move || {
        share
            .get()
            .map_or_else(|| "Not reported".to_owned(), format_percent)
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
                label="Jobs by status"
                heads=["Status", "Jobs", "Share of all jobs"]
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
                label="Jobs by channel"
                heads=["Channel", "Jobs", "Share of all jobs"]
                bars
                whole=totals.total_jobs
            />
        }
    };
    let has_syncs = Memo::new(move |_| totals.with(|totals| !totals.last_sync_times.is_empty()));
    view! {
        <div class="analytics-figures">
            <div class="figure">
                <p class="figure-label">"Jobs"</p>
                <p class="figure-value">{total}</p>
                <p class="figure-note">
                    <A href=Route::Jobs.path()>"View jobs"</A>
                </p>
            </div>
            <div class="figure" data-wide="">
                <p class="figure-label">"Success rate"</p>
                <p class="figure-value">{rate}</p>
                <Show when=move || share.get().is_some()>
                    <Meter
                        value=share
                        label="Success rate"
                        words=Signal::derive(move || share.get().map(format_percent))
                    />
                </Show>
                <p class="figure-note">
                    "Completed ÷ all jobs. Partial, queued and running jobs count as not completed."
                </p>
            </div>
        </div>
        <div class="analytics-pair">
            <div class="analytics-part">
                <h3 class="analytics-heading">"By status"</h3>
                {statuses}
            </div>
            <div class="analytics-part">
                <h3 class="analytics-heading">"By channel"</h3>
                {channels}
                <p class="figure-note">"A job with several channels counts once per channel."</p>
            </div>
        </div>
        <Show when=move || has_syncs.get()>
            <h3 class="analytics-heading">"Last sync by document"</h3>
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
        Column::new("document", "Document").card(CardPlace::Lead),
        Column::new("time", "Last sync (server time)")
            .width("minmax(0, 1fr)")
            .align(Align::End)
            .card(CardPlace::Body),
    ];
    let cell = move |document: String, column: &'static str| match column {
        // The backend takes an empty id, too.
        "document" if document.is_empty() => {
            view! { <span class="figure-note">"No ID"</span> }.into_any()
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
            label="Last sync by document"
            columns
            rows
            key_id=String::clone
            cell
            noun="documents"
        />
    }
}
