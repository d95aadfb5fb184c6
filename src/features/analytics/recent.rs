//! What the newest jobs tell by themselves, channel by channel.

use leptos::prelude::*;
use wire::{
    Page,
    channel::Channel,
    jobs::{self, Job, JobFilter},
};

use crate::{
    features::marks::channel_tone,
    state::query::use_query,
    ui::{
        Button, ButtonSize, ButtonTone, ChannelMark, Empty, IconName, Panel, RemoteView, Skeleton,
        SkeletonShape, State, StateMark, format_duration, format_number, format_percent,
    },
};

use super::tally::{self, Tally};

/// How many of the newest jobs are looked at.
const NEWEST: u32 = 200;

/// What a person has still to post.
const WRITTEN: &str = "written, to be posted";

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
            let which = match (count, all) {
                (1, _) => "the only job".to_owned(),
                (count, true) => format!("all {count} jobs"),
                (count, false) => format!("the newest {count} jobs"),
            };
            Some(format!(
                "Told from {which} in the list, each channel by its own result, whatever the job says of itself."
            ))
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
                "Look again"
            </Button>
        }
    };
    let nothing = |page: Page<Job>| page.items.is_empty();
    view! {
        <Panel heading="Channels" intro actions>
            <RemoteView
                remote=query.remote()
                failed="The jobs could not be loaded"
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Rows count=4 /> }
                is_empty=nothing
                empty=|| {
                    view! {
                        <Empty icon=IconName::Jobs title="There is no job to tell from">
                            "Each channel shows here once a job has written for it."
                        </Empty>
                    }
                }
                on_retry=move |()| query.refetch()
                let:page
            >
                <Channels page />
            </RemoteView>
        </Panel>
    }
}

#[component]
fn Channels(page: Signal<Page<Job>>) -> impl IntoView {
    let rows = move || {
        let tallies = page.with(|page| tally::by_channel(&page.items));
        tallies
            .into_iter()
            .map(|(channel, tally)| view! { <ChannelRow channel tally /> })
            .collect_view()
    };
    let duration = move || {
        let median = page.with(|page| tally::median_duration(&page.items));
        median.map(|millis| {
            format!(
                "Half of the jobs that ended took {} or less.",
                format_duration(millis)
            )
        })
    };
    view! {
        <table class="outcomes" aria-label="What became of each channel">
            <thead>
                <tr>
                    <th scope="col">"Channel"</th>
                    <th scope="col">"Results"</th>
                    <th scope="col" class="outcomes-share">"Without failure"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="figure-note">
            "Without failure is what was completed or written, of what came to an end. Whether it \
             reached anybody, the backend does not say. " {duration}
        </p>
    }
}

/// What became of one channel, as a row of a table.
#[component]
pub fn ChannelRow(
    /// The channel.
    channel: Channel,
    /// What became of it.
    tally: Tally,
) -> impl IntoView {
    let parts = [
        (State::Good, tally.good, "completed"),
        (State::Good, tally.written, WRITTEN),
        (State::Bad, tally.bad, "failed"),
        (State::Busy, tally.open, "waiting, running or cancelled"),
        (State::Off, tally.dry, "dry run, not published"),
        (State::Off, tally.unknown, "unknown"),
    ];
    let parts = parts.into_iter().filter(|(_, count, _)| *count > 0);
    let bar = parts
        .clone()
        .map(|(state, count, word)| {
            let share = count as f64 / tally.all().max(1) as f64 * 100.0;
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
                    {format!("{} {word}", format_number(count as f64))}
                </li>
            }
        })
        .collect_view();
    let share = tally.share().map_or_else(|| "–".to_owned(), format_percent);
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
