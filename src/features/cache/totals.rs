//! All caches together, as figures at the head of the page.

use leptos::prelude::*;
use wire::capabilities::Capability;

use crate::{
    state::session::use_session,
    ui::{format_bytes, format_count, format_duration, format_number, format_percent},
};

use super::{loads::Loads, tally::Tally};

/// The figures; nothing where nothing is counted.
#[component]
pub fn Totals(loads: Loads) -> impl IntoView {
    let session = use_session();
    let remote = loads.stats.remote();
    let tally = Memo::new(move |_| {
        remote.with(|remote| {
            let tally = remote.data.as_ref().map(Tally::of);
            tally.filter(Tally::is_counted)
        })
    });
    // Takes the room of what comes, so that nothing below moves.
    let is_awaited = Memo::new(move |_| {
        session.offers(Capability::CacheStats)
            && loads.trouble.with(Option::is_none)
            && remote.with(|remote| remote.data.is_none() && remote.error.is_none())
    });
    move || {
        let Some(tally) = tally.get() else {
            let awaited = is_awaited.get();
            return awaited.then(|| view! { <div class="cache-tiles-awaited"></div> }.into_any());
        };
        let tiles = tiles(&tally)
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
                <section aria-label="All caches">
                    <dl class="cache-tiles">{tiles}</dl>
                </section>
            }
            .into_any(),
        )
    }
}

/// Name, figure, and what stands beside it.
fn tiles(tally: &Tally) -> Vec<(&'static str, String, String)> {
    let unknown = || "–".to_owned();
    let rate = tally.hit_rate();
    let count = |number: u64, one: &str, many: &str| {
        let noun = if number == 1 { one } else { many };
        format!("{} {noun}", format_number(number as f64))
    };
    let uses = |read: fn((u64, u64)) -> u64, one, many| {
        tally
            .uses
            .map_or_else(|| "not counted".to_owned(), |it| count(read(it), one, many))
    };
    let kept = tally.kept.map(|(low, high)| {
        let say = |seconds: f64| format_duration(seconds * 1_000.0);
        if low < high {
            format!("kept for {} to {}", say(low), say(high))
        } else {
            format!("kept for {}", say(low))
        }
    });
    vec![
        (
            "Hit rate",
            rate.map_or_else(unknown, format_percent),
            uses(|it| it.0, "hit", "hits"),
        ),
        (
            "Miss rate",
            rate.map_or_else(unknown, |rate| format_percent(1.0 - rate)),
            uses(|it| it.1, "miss", "misses"),
        ),
        (
            "Entries",
            tally
                .entries
                .map_or_else(unknown, |count| format_number(count as f64)),
            tally.evictions.map_or_else(String::new, |count| {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                format_count(count, "given up for room", "given up for room")
            }),
        ),
        (
            "Size",
            tally
                .bytes
                .map_or_else(unknown, |bytes| format_bytes(bytes as f64)),
            kept.unwrap_or_default(),
        ),
    ]
}
