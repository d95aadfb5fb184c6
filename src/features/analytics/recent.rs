//! What the newest jobs tell by themselves, channel by channel.

use leptos::prelude::*;
use wire::{
    Page,
    channel::Channel,
    jobs::{self, Job, JobFilter},
};

use crate::{
    features::{
        analytics::text,
        shared::{QueryPanel, channel_tone},
    },
    state::query::use_query,
    ui::{
        ChannelMark, Empty, IconName, Skeleton, SkeletonShape, State, StateMark, format_duration,
        format_number, format_percent,
    },
};

use super::channel_counts::{self, ChannelCounts};

/// How many of the newest jobs are looked at.
const NEWEST: u32 = 200;

/// What a person has still to post.
const WRITTEN: &str = text::WRITTEN;

/// The newest jobs.
#[component]
pub fn Recent() -> impl IntoView {
    let query = use_query(|| {
        Some(jobs::list(&JobFilter {
            limit: Some(NEWEST),
            ..Default::default()
        }))
    });
    let intro = Signal::derive(move || {
        query.remote().with(|remote| {
            let page = remote.data.as_ref()?;
            let count = page.items.len();
            let all = page.total.is_some_and(|total| total <= count as u64);
            Some(match (count, all) {
                (1, _) => text::ONE_JOB.to_owned(),
                (count, true) => text::all_of(count),
                (count, false) => text::last_of(count),
            })
        })
    });
    let nothing = |page: Page<Job>| page.items.is_empty();
    view! {
        <QueryPanel
            heading=text::CHANNELS
            intro
            remote=query.remote()
            failed=text::JOBS_FAILED
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Rows count=4 /> }
            is_empty=nothing
            empty=|| {
                view! {
                    <Empty icon=IconName::Jobs title=text::NO_DATA>
                        {text::NO_DATA_HINT}
                    </Empty>
                }
            }
            on_refetch=move |()| query.refetch()
            let:page
        >
            <Channels page />
        </QueryPanel>
    }
}

#[component]
fn Channels(page: Signal<Page<Job>>) -> impl IntoView {
    let rows = move || {
        let all_counts = page.with(|page| channel_counts::by_channel(&page.items));
        all_counts
            .into_iter()
            .map(|(channel, counts)| view! { <ChannelRow channel counts /> })
            .collect_view()
    };
    let duration = move || {
        let median = page.with(|page| channel_counts::median_duration(&page.items));
        median.map(|millis| text::median(&format_duration(millis)))
    };
    view! {
        <table class="outcomes" aria-label=text::RESULTS_BY_CHANNEL>
            <thead>
                <tr>
                    <th scope="col">{text::CHANNEL}</th>
                    <th scope="col">{text::RESULTS}</th>
                    <th scope="col" class="outcomes-share">{text::SUCCESS_RATE}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="figure-note">
            {text::RATE_HINT} {duration}
        </p>
    }
}

/// What became of one channel, as a row of a table.
#[component]
pub fn ChannelRow(
    /// The channel.
    channel: Channel,
    /// What became of it.
    counts: ChannelCounts,
) -> impl IntoView {
    let parts = [
        (State::Good, counts.good, text::COMPLETED),
        (State::Good, counts.written, WRITTEN),
        (State::Bad, counts.bad, text::FAILED),
        (State::Busy, counts.open, text::OPEN),
        (State::Off, counts.dry, text::DRY),
        (State::Off, counts.nobody, text::NOBODY),
        (State::Off, counts.unknown, text::UNKNOWN),
    ];
    let parts = parts.into_iter().filter(|(_, count, _)| *count > 0);
    let bar = parts
        .clone()
        .map(|(state, count, word)| {
            let share = count as f64 / counts.all().max(1) as f64 * 100.0;
            view! {
                <span
                    class="outcomes-part"
                    data-state=state.as_str()
                    data-half=(word == WRITTEN).then_some("")
                    style:width=format!("{share:.2}%")
                ></span>
            }
        })
        .collect_view();
    let words = parts
        .map(|(state, count, word)| {
            view! {
                <li>
                    <StateMark state />
                    {text::count(&format_number(count as f64), word)}
                </li>
            }
        })
        .collect_view();
    let share = counts
        .share()
        .map_or_else(|| text::NO_FIGURE.to_owned(), format_percent);
    view! {
        <tr>
            <th scope="row">
                <ChannelMark channel=channel_tone(&channel) label=channel.label() bare=true />
            </th>
            <td>
                <span class="outcomes-bar" aria-hidden="true">
                    {bar}
                </span>
                <ul class="outcomes-words" role="list">
                    {words}
                </ul>
            </td>
            <td class="outcomes-share">{share}</td>
        </tr>
    }
}
