//! What the history is narrowed to.

use leptos::prelude::*;
use wire::cache::{CacheTarget, InvalidationStatus};

use crate::{
    effect::effect,
    features::cache::text,
    state::address::Address,
    ui::{InputKind, Select, SelectOption, TextField},
};

use super::params::CacheParams;

/// The fields above the history.
#[component]
pub fn Filters(
    /// The page's parameters.
    search: Address<CacheParams>,
    /// The caches that the history knows.
    targets: Memo<Vec<CacheTarget>>,
) -> impl IntoView {
    let now = search.current();
    let words = RwSignal::new(now.words.clone());
    let outcome = RwSignal::new(word(now.outcome.as_ref().map(InvalidationStatus::as_str)));
    let target = RwSignal::new(word(now.target.as_ref().map(CacheTarget::as_str)));
    effect(move |before: Option<()>| {
        let said = |word: String| Some(word).filter(|word| !word.is_empty());
        let (words, outcome, target) = (words.get(), said(outcome.get()), said(target.get()));
        if before.is_some() {
            search.replace(|params| {
                params.words = words;
                params.outcome = outcome.map(InvalidationStatus::from);
                params.target = target.map(CacheTarget::from);
            });
        }
    });
    effect(move |_| {
        let now = search.params.get();
        let pairs = [
            (words, now.words),
            (
                outcome,
                word(now.outcome.as_ref().map(InvalidationStatus::as_str)),
            ),
            (target, word(now.target.as_ref().map(CacheTarget::as_str))),
        ];
        for (field, there) in pairs {
            if field.with_untracked(|here| *here != there) {
                field.set(there);
            }
        }
    });
    let outcomes = Signal::derive(move || {
        let mut options = vec![SelectOption::new("", text::ALL_OUTCOMES)];
        let known = InvalidationStatus::KNOWN.iter();
        options.extend(known.map(|it| SelectOption::new(it.as_str(), it.label())));
        options
    });
    let caches = Signal::derive(move || {
        let mut options = vec![SelectOption::new("", text::ALL_CACHES)];
        // One that is chosen stays there to be seen, though nothing is known of it.
        let mut found = targets.get();
        found.extend(search.params.with(|search| search.target.clone()));
        found.sort();
        found.dedup();
        options.extend(
            found
                .iter()
                .map(|it| SelectOption::new(it.as_str(), it.label())),
        );
        options
    });
    view! {
        <div class="cache-filters" role="search">
            <TextField
                label=text::SEARCH
                kind=InputKind::Search
                value=words
                placeholder=text::SEARCH_HINT
            />
            <Select label=text::OUTCOME value=outcome options=outcomes />
            <Select label=text::CACHE value=target options=caches />
        </div>
    }
}

fn word(word: Option<&str>) -> String {
    word.unwrap_or_default().to_owned()
}
