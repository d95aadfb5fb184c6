//! One entry of the history in full.

use leptos::prelude::*;
use wire::cache::Invalidation;

use crate::{
    features::{
        cache::text,
        shared::{ServerWords, StampTime},
    },
    state::address::Address,
    ui::{Badge, CopyId, Description, DescriptionList, Drawer, format_number},
};

use super::{
    form::what,
    outcome::{Targets, failures, state, took},
    params::CacheParams,
};

/// The entry that the address names, if the history has it.
#[component]
pub fn Record(
    /// What is known.
    entries: Memo<Vec<Invalidation>>,
    /// The page's parameters; their `open` is shown.
    search: Address<CacheParams>,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let id = search.params.with(|search| search.open.clone())?;
        entries.with(|entries| {
            let mut entries = entries.iter();
            entries
                .find(|entry| entry.request_id.as_deref() == Some(&id))
                .cloned()
        })
    });
    view! {
        <Drawer
            open=Signal::derive(move || shown.with(Option::is_some))
            on_close=move |()| search.push(|params| params.open = None)
            title=text::RECORD
        >
            {move || shown.get().map(|entry| view! { <Whole entry /> })}
        </Drawer>
    }
}

#[component]
fn Whole(entry: Invalidation) -> impl IntoView {
    let outcome = entry.outcome();
    let request = entry.request.clone().unwrap_or_default();
    let lists = [
        (text::KEYS, request.keys),
        (text::PATTERNS, request.patterns),
        (text::TAGS, request.tags),
    ];
    let lists = lists
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(name, words)| {
            let words = words
                .into_iter()
                .map(|word| view! { <li><code>{word}</code></li> })
                .collect_view();
            let keys = view! {
                <ul class="cache-keys" role="list">
                    {words}
                </ul>
            };
            Description::new(name, keys)
        });
    let facts = [
        (text::SCOPE, entry.request.as_ref().map(what)),
        (text::REASON, entry.reason.clone()),
        (text::USER, entry.requested_by.clone()),
        (
            text::ENTRIES,
            entry
                .keys_invalidated
                .map(|count| format_number(count as f64)),
        ),
        (text::DURATION, entry.duration_ms.map(took)),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| Description::text(name, value?));
    let time = entry.timestamp.clone();
    let time = time.map(|stamp| Description::new(text::TIME, view! { <StampTime stamp /> }));
    let request = entry.request_id.clone();
    let request =
        request.map(|id| Description::new(text::REQUEST_ID, view! { <CopyId text=id /> }));
    let items = time.into_iter().chain(facts).chain(lists).chain(request);
    let items = items.collect();
    let errors = failures(&entry)
        .into_iter()
        .map(|text| view! { <ServerWords text /> })
        .collect_view();
    view! {
        <div class="cache-record">
            <Badge state=Signal::stored(state(&outcome))>{outcome.label().to_owned()}</Badge>
            <Targets answer=entry.clone() />
            {errors}
            <DescriptionList items />
        </div>
    }
}
