//! What the caches hold, as far as the server counts it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{
    cache::{CacheStats, CacheTarget, TargetStats},
    capabilities::Capability,
    shipped::cache::TargetHealth,
};

use crate::{
    features::{
        cache::text,
        shared::{RefreshButton, ServerWords, StampTime},
    },
    state::session::use_session,
    ui::{
        Badge, Description, DescriptionLayout, DescriptionList, Empty, IconName, Meter, Panel,
        RemoteView, Skeleton, SkeletonShape, Sparkline, State, format_bytes, format_clock,
        format_duration, format_number, format_percent,
    },
};

use super::{
    loads::Loads,
    seen::{Log, course},
};

type Healths = BTreeMap<String, TargetHealth>;

/// The caches.
#[component]
pub fn Stats(loads: Loads) -> impl IntoView {
    let session = use_session();
    let offered = Memo::new(move |_| session.offers(Capability::CacheStats));
    let healths = Memo::new(move |_| {
        let remote = loads.health.remote();
        remote.with(|it| {
            it.data
                .as_ref()
                .map(|it| it.targets.clone())
                .unwrap_or_default()
        })
    });
    let intro = Signal::derive(move || {
        let at = loads.stats.remote().with(|remote| remote.at);
        Some(at.map_or_else(
            || text::LOADING.to_owned(),
            |at| text::updated(&format_clock(at)),
        ))
    });
    let none = |stats: CacheStats| stats.targets.is_empty();
    let refresh = move || view! { <RefreshButton on_click=move |()| loads.again() /> };
    view! {
        <Panel heading=text::CACHES intro actions=refresh>
            {move || {
                if !offered.get() {
                    return view! { <p class="cache-none">{Capability::CacheStats.missing()}</p> }
                        .into_any();
                }
                if loads.trouble.with(Option::is_some) {
                    return view! { <p class="cache-none">{text::UNAVAILABLE}</p> }.into_any();
                }
                view! {
                    <RemoteView
                        remote=loads.stats.remote()
                        failed=text::STATS_FAILED
                        skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=2 /> }
                        is_empty=none
                        empty=|| {
                            view! {
                                <Empty icon=IconName::Cache title=text::NO_CACHES>
                                    {text::NO_CACHES_HINT}
                                </Empty>
                            }
                        }
                        on_retry=move |()| loads.stats.refetch()
                        let:stats
                    >
                        <ul class="cache-targets" aria-label=text::CACHES role="list">
                            {move || {
                                let healths = healths.get();
                                stats
                                    .with(|stats| {
                                        stats
                                            .targets
                                            .iter()
                                            .map(|(name, it)| card(name, it, &healths, loads.seen))
                                            .collect_view()
                                    })
                            }}
                        </ul>
                        <p class="cache-meta">{move || stats.with(totals)}</p>
                    </RemoteView>
                }
                .into_any()
            }}
        </Panel>
    }
}

/// The longest word for a state that fits into its badge.
const LONGEST_WORD: usize = 24;

fn card(name: &str, stats: &TargetStats, healths: &Healths, seen: RwSignal<Log>) -> AnyView {
    let other = healths.get(name);
    let healthy = stats.healthy.or(other.and_then(|it| it.healthy));
    let word = stats
        .status
        .clone()
        .or_else(|| other.and_then(|it| it.status.clone()));
    let (state, usual) = match (stats.enabled, healthy) {
        (Some(false), _) => (State::Off, text::DISABLED),
        (_, Some(true)) => (State::Good, text::HEALTHY),
        (_, Some(false)) => (State::Bad, text::UNHEALTHY),
        (_, None) => (State::Off, text::UNKNOWN),
    };
    // A sentence is no word for a badge.
    let (word, sentence) = match word {
        Some(word) if word.chars().count() <= LONGEST_WORD && !word.ends_with('.') => (word, None),
        other => (usual.to_owned(), other),
    };
    let ratio = stats.hit_ratio;
    let facts = reported(stats).into_iter().map(Description::from);
    let oldest = stats.oldest_at.clone();
    let oldest = oldest.map(|stamp| Description::new(text::OLDEST, view! { <StampTime stamp /> }));
    let facts = facts.chain(oldest).collect();
    let missing = unreported(stats);
    view! {
        <li class="cache-target">
            <div class="cache-target-head">
                <strong>{CacheTarget::from(name).label().to_owned()}</strong>
                <Badge state=Signal::stored(state)>{word}</Badge>
            </div>
            {ratio
                .map(|ratio| {
                    view! {
                        <Meter value=Some(ratio) label=text::HIT_RATE words=Some(format_percent(ratio)) />
                    }
                })}
            <DescriptionList items=facts layout=DescriptionLayout::Columns />
            {sentence.map(|text| view! { <ServerWords text /> })}
            <Course name=name.to_owned() seen />
            {(!missing.is_empty())
                .then(|| {
                    view! {
                        <p class="cache-meta">{text::not_reported(&missing.join(", "))}</p>
                    }
                })}
        </li>
    }
    .into_any()
}

/// What this tab has seen of one cache: a line of its entries, and what happened, in words.
#[component]
fn Course(name: String, seen: RwSignal<Log>) -> impl IntoView {
    let readings = Memo::new(move |_| seen.with(|log| log.of(&name)));
    let entries = Signal::derive(move || {
        readings.with(|readings| {
            let drawn = readings.iter();
            drawn
                .filter_map(|it| Some((it.at, it.entries? as f64)))
                .collect::<Vec<_>>()
        })
    });
    let words = move || {
        readings.with(|readings| {
            let since = format_clock(readings.first()?.at);
            Some(match course(readings) {
                Some(words) => text::since_with(&since, &words),
                None => text::since(&since),
            })
        })
    };
    view! {
        <Show when=move || readings.with(|readings| !readings.is_empty())>
            <div class="cache-course">
                <Show when=move || entries.with(|entries| entries.len() > 1)>
                    <Sparkline readings=entries />
                </Show>
                <p class="cache-meta">{words}</p>
            </div>
        </Show>
    }
}

/// The figures that the server counts.
fn reported(stats: &TargetStats) -> Vec<(String, String)> {
    let number = |count: Option<u64>| count.map(|count| format_number(count as f64));
    let known = [
        (text::HIT_RATE, stats.hit_ratio.map(format_percent)),
        (text::ENTRIES, number(stats.entries)),
        (
            text::SIZE,
            stats.bytes.map(|bytes| format_bytes(bytes as f64)),
        ),
        (text::HITS_HEAD, number(stats.hits)),
        (text::MISSES_HEAD, number(stats.misses)),
        (text::EVICTIONS_HEAD, number(stats.evictions)),
        (
            text::TTL,
            stats
                .ttl_seconds
                .map(|seconds| format_duration(seconds * 1_000.0)),
        ),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let rest = stats
        .rest
        .iter()
        .map(|(name, value)| (name.replace('_', " "), value.to_string()));
    known.chain(rest).collect()
}

/// What it does not count.
fn unreported(stats: &TargetStats) -> Vec<&'static str> {
    [
        (text::ENTRIES_INSIDE, stats.entries.is_none()),
        (text::SIZE_INSIDE, stats.bytes.is_none()),
        (
            text::HITS_AND_MISSES,
            stats.hit_ratio.is_none() && (stats.hits.is_none() || stats.misses.is_none()),
        ),
        (
            text::AGE_INSIDE,
            stats.oldest_at.is_none() && stats.entries != Some(0),
        ),
    ]
    .into_iter()
    .filter_map(|(name, is_missing)| is_missing.then_some(name))
    .collect()
}

/// What is known of all caches together.
fn totals(stats: &CacheStats) -> String {
    let requests =
        |count: Option<u64>, when: &str| count.map(|count| text::invalidations(count, when));
    [
        requests(stats.recent_requests, text::RECENTLY),
        requests(stats.total_requests, text::SINCE_START),
        stats.webhook_configured.map(|it| {
            text::webhook(if it {
                text::CONFIGURED
            } else {
                text::NOT_CONFIGURED
            })
        }),
        stats.api_keys_configured.map(text::keys_configured),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_does_not_count_is_said_and_not_made_up() {
        let nothing = TargetStats::default();
        assert!(reported(&nothing).is_empty());
        assert_eq!(
            unreported(&nothing),
            ["entries", "size", "hits and misses", "age"]
        );
        let zero = TargetStats {
            entries: Some(0),
            hit_ratio: Some(0.5),
            ..TargetStats::default()
        };
        // Nothing has no age.
        assert_eq!(unreported(&zero), ["size"]);
    }
}
