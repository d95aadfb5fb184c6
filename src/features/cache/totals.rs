//! All caches together, as figures at the head of the page.

use leptos::prelude::*;
use wire::capabilities::Capability;

use crate::{
    features::cache::text,
    state::session::use_session,
    ui::{format_bytes, format_count, format_duration, format_number, format_percent},
};

use super::{cache_totals::CacheTotals, loads::Loads};

/// The figures; nothing where nothing is counted.
#[component]
pub fn Totals(loads: Loads) -> impl IntoView {
    let session = use_session();
    let remote = loads.stats.remote();
    let cache_totals = Memo::new(move |_| {
        remote.with(|remote| {
            let cache_totals = remote.data.as_ref().map(CacheTotals::of);
            cache_totals.filter(CacheTotals::is_counted)
        })
    });
    // Takes the room of what comes, so that nothing below moves.
    let is_awaited = Memo::new(move |_| {
        session.offers(Capability::CacheStats)
            && loads.trouble.with(Option::is_none)
            && remote.with(|remote| remote.data.is_none() && remote.error.is_none())
    });
    move || {
        let Some(cache_totals) = cache_totals.get() else {
            let awaited = is_awaited.get();
            return awaited.then(|| view! { <div class="cache-tiles-awaited"></div> }.into_any());
        };
        let tiles = tiles(&cache_totals)
            .into_iter()
            .map(|(name, value, beside)| {
                view! {
                    <div class="cache-tile">
                        <dt>{name}</dt>
                        <dd class="cache-figure">{value}</dd>
                        <dd class="cache-beside">{beside}</dd>
                    </div>
                }
            })
            .collect_view();
        Some(
            view! {
                <section aria-label=text::ALL_CACHES>
                    <dl class="cache-tiles">{tiles}</dl>
                </section>
            }
            .into_any(),
        )
    }
}

/// Name, figure, and what stands beside it.
fn tiles(cache_totals: &CacheTotals) -> Vec<(&'static str, String, String)> {
    let unknown = || text::UNKNOWN_FIGURE.to_owned();
    let rate = cache_totals.hit_rate();
    let count = |number: u64, one: &str, many: &str| {
        let noun = if number == 1 { one } else { many };
        text::count(&format_number(number as f64), noun)
    };
    let uses = |read: fn((u64, u64)) -> u64, one, many| {
        cache_totals.uses.map_or_else(
            || text::NOT_REPORTED.to_owned(),
            |it| count(read(it), one, many),
        )
    };
    let kept = cache_totals.kept.map(|(low, high)| {
        let say = |seconds: f64| format_duration(seconds * 1_000.0);
        if low < high {
            text::ttl_range(&say(low), &say(high))
        } else {
            text::ttl(&say(low))
        }
    });
    vec![
        (
            text::HIT_RATE,
            rate.map_or_else(unknown, format_percent),
            uses(|it| it.0, text::HIT, text::HITS),
        ),
        (
            text::MISS_RATE,
            rate.map_or_else(unknown, |rate| format_percent(1.0 - rate)),
            uses(|it| it.1, text::MISS, text::MISSES),
        ),
        (
            text::ENTRIES,
            cache_totals
                .entries
                .map_or_else(unknown, |count| format_number(count as f64)),
            cache_totals.evictions.map_or_else(String::new, |count| {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                format_count(count, text::EVICTION, text::EVICTIONS)
            }),
        ),
        (
            text::SIZE,
            cache_totals
                .bytes
                .map_or_else(unknown, |bytes| format_bytes(bytes as f64)),
            kept.unwrap_or_default(),
        ),
    ]
}
