//! What the form would hit, counted before it is done.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    ApiError,
    cache::{self, CacheTarget, InvalidateRequest, Invalidation},
};

use crate::{
    features::cache::text,
    state::{
        debounce::debounced_unless,
        query::{Options, Query, use_query_with},
    },
    ui::{ErrorNotice, LONG_LINE, format_count, shorten_text},
};

use super::{
    form::joined,
    loads::{BEAT, Loads},
};

/// Long enough not to ask for every letter.
const AFTER: Duration = Duration::from_millis(250);

/// The count of what the form would hit.
#[derive(Clone, Copy)]
pub struct Trial {
    query: Query<Invalidation>,
    request: Memo<Option<InvalidateRequest>>,
    asked: Signal<Option<InvalidateRequest>>,
}

impl Trial {
    /// Counts what `request` would hit, whenever that has rested for a moment.
    pub fn new(request: Memo<Option<InvalidateRequest>>) -> Self {
        let asked = debounced_unless(request, AFTER, Option::is_none);
        let query = use_query_with(
            move || {
                asked.with(|request: &Option<InvalidateRequest>| {
                    request.as_ref().map(cache::try_invalidate)
                })
            },
            Options {
                poll: Signal::stored(Some(BEAT)),
                ..Options::default()
            },
        );
        Self {
            query,
            request,
            asked,
        }
    }

    /// Whether the count of what stands in the form is on its way for the first time.
    pub fn is_counting(self) -> bool {
        self.request.with(Option::is_some)
            && (self.request.get() != self.asked.get()
                || self
                    .query
                    .remote()
                    .with(|it| it.data.is_none() && it.error.is_none()))
    }

    /// Why it could not be counted.
    pub fn error(self) -> Option<ApiError> {
        self.query.remote().with(|it| it.error.clone())
    }

    /// Counts again.
    pub fn again(self) {
        self.query.refetch();
    }
}

/// The count, with some of the keys it is about.
#[component]
pub fn Counted(trial: Trial, loads: Loads) -> impl IntoView {
    let found = Memo::new(move |_| {
        let counts = trial.request.with(Option::is_some) && !trial.is_counting();
        let data = trial.query.remote().with(|it| it.data.clone());
        data.filter(|_| counts)
    });
    let error = Signal::derive(move || trial.error().filter(|_| !trial.is_counting()));
    view! {
        {move || {
            trial.is_counting().then(|| view! { <p>{text::COUNTING}</p> })
        }}
        {move || found.get().map(|found| view! { <Found found /> })}
        <ErrorNotice
            error
            title=text::COUNT_FAILED
            kept=text::CAN_STILL_INVALIDATE
            on_retry=move |()| {
                trial.again();
                loads.again();
            }
        />
    }
}

#[component]
fn Found(found: Invalidation) -> impl IntoView {
    let more = found
        .keys_invalidated
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or_default()
        .saturating_sub(found.keys_sample.len());
    let keys = found
        .keys_sample
        .iter()
        .map(|key| view! { <li><code>{shorten_text(key, LONG_LINE)}</code></li> })
        .collect_view();
    view! {
        <p class="cache-count">{count_words(&found)}</p>
        <ul class="cache-keys" role="list">
            {keys}
            {(more > 0 && !found.keys_sample.is_empty())
                .then(|| view! { <li>{text::and_more(more)}</li> })}
        </ul>
    }
}

/// How many entries would go, and from where.
fn count_words(found: &Invalidation) -> String {
    let by_target: Vec<_> = found
        .entries_by_target
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(name, count)| text::count_from(*count, CacheTarget::from(name.as_str()).label()))
        .collect();
    let total = found
        .keys_invalidated
        .unwrap_or_else(|| found.entries_by_target.values().sum());
    match usize::try_from(total).unwrap_or(usize::MAX) {
        0 => text::NO_MATCHING.to_owned(),
        total if by_target.len() > 1 => text::removed_by_cache(
            &format_count(total, text::ENTRY, text::ENTRIES_INSIDE),
            &joined(&by_target),
        ),
        total => {
            let place = by_target.first().and_then(|words| words.split_once(' '));
            text::removed_from(
                &format_count(total, text::ENTRY, text::ENTRIES_INSIDE),
                &place.map_or_else(String::new, |(_, place)| format!(" {place}")),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(json: &str) -> String {
        count_words(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn the_count_says_how_many_and_where() {
        assert_eq!(
            words(
                r#"{"status":"success","keys_invalidated":1,"entries_by_target":{"api":1,"cdn":0}}"#
            ),
            "1 entry will be removed from API"
        );
        assert_eq!(
            words(r#"{"status":"success","entries_by_target":{"api":1,"local":3}}"#),
            "4 entries will be removed: 1 from API and 3 from Local"
        );
        assert_eq!(
            words(r#"{"status":"success","keys_invalidated":0}"#),
            "No matching entries"
        );
    }
}
