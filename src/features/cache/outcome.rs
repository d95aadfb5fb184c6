//! What came of emptying caches.

use leptos::prelude::*;
use wire::cache::{CacheTarget, Invalidation, InvalidationStatus};

use crate::{
    features::{cache::text, shared::ServerWords},
    ui::{Badge, CopyId, Notice, State, format_count, format_duration},
};

use super::csv::went_words;

/// The last answer, and what was asked.
#[derive(Clone, Copy)]
pub struct LastInvalidation(RwSignal<Option<(&'static str, Invalidation)>>);

impl LastInvalidation {
    /// Nothing was asked yet.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Takes an answer.
    pub fn set(self, what: &'static str, answer: Invalidation) {
        self.0.set(Some((what, answer)));
    }
}

/// The state of an outcome.
pub fn state(outcome: &InvalidationStatus) -> State {
    match outcome {
        InvalidationStatus::Success => State::Good,
        InvalidationStatus::Partial => State::Warn,
        InvalidationStatus::Failed => State::Bad,
        InvalidationStatus::Other(_) => State::Off,
    }
}

/// The last answer, target by target.
#[component]
pub fn Outcome(last: LastInvalidation) -> impl IntoView {
    move || {
        let (what, answer) = last.0.get()?;
        let outcome = answer.outcome();
        let missed = is_missed(&answer);
        let title = if missed {
            text::nothing_matched(what)
        } else {
            text::outcome(what, &outcome.label().to_lowercase())
        };
        let shade = if missed { State::Off } else { state(&outcome) };
        let counted = !answer.entries_by_target.is_empty();
        let count = answer
            .keys_invalidated
            .and_then(|n| usize::try_from(n).ok());
        let words = [
            count.map(|count| {
                let entries = format_count(count, text::ENTRY, text::ENTRIES_INSIDE);
                // Without a count by target it is a guess of the server's.
                if counted {
                    text::removed(&entries)
                } else {
                    text::as_reported(&entries)
                }
            }),
            answer.duration_ms.map(|millis| text::took(&took(millis))),
        ];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join("; ");
        Some(view! {
            <Notice state=Signal::stored(shade) title>
                <Targets answer=answer.clone() />
                <p>{words}</p>
                {failures(&answer)
                    .into_iter()
                    .map(|text| view! { <ServerWords text /> })
                    .collect_view()}
                {answer.warning.map(|text| view! { <p>{text}</p> })}
                {answer
                    .request_id
                    .map(|id| view! { <p class="error-request">{text::REQUEST_ID_BEFORE} <CopyId text=id /></p> })}
            </Notice>
        })
    }
}

/// How long it took; what is done at once did not take no time.
pub fn took(millis: f64) -> String {
    if millis > 0.0 && millis < 1.0 {
        text::AT_ONCE.to_owned()
    } else {
        format_duration(millis)
    }
}

/// Whether it went well and hit nothing, as far as that is counted.
pub fn is_missed(answer: &Invalidation) -> bool {
    answer.outcome() == InvalidationStatus::Success
        && !answer.entries_by_target.is_empty()
        && answer.entries_by_target.values().all(|count| *count == 0)
}

/// What went wrong, in the server's words; by target where it only says so there.
pub fn failures(answer: &Invalidation) -> Vec<String> {
    if !answer.errors.is_empty() {
        return answer.errors.clone();
    }
    let by_target = answer.errors_by_target.iter();
    by_target
        .map(|(name, why)| text::failure(CacheTarget::from(name.as_str()).label(), why))
        .collect()
}

/// Each target, and what became of it.
#[component]
pub fn Targets(
    /// The answer.
    answer: Invalidation,
) -> impl IntoView {
    let targets: Vec<_> = answer
        .targets()
        .map(|(target, went)| {
            let state = match went {
                Some(true) => State::Good,
                Some(false) => State::Bad,
                None => State::Off,
            };
            let word = went_words(&answer, &target, went);
            view! {
                <li>
                    <Badge state=Signal::stored(state) bare=true>
                        {text::cache_went(target.label(), &word)}
                    </Badge>
                </li>
            }
        })
        .collect();
    if targets.is_empty() {
        return view! { <p class="cache-none">{text::NONE_AFFECTED}</p> }.into_any();
    }
    view! { <ul class="cache-went" role="list">{targets}</ul> }.into_any()
}
