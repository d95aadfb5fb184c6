//! What came of emptying caches.

use leptos::prelude::*;
use wire::cache::{Invalidation, InvalidationStatus};

use crate::{
    features::marks::ServerWords,
    ui::{Badge, CopyId, Notice, State, format_count, format_duration},
};

/// The last answer, and what was asked.
#[derive(Clone, Copy)]
pub struct Last(RwSignal<Option<(&'static str, Invalidation)>>);

impl Last {
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
pub fn Outcome(last: Last) -> impl IntoView {
    move || {
        let (what, answer) = last.0.get()?;
        let outcome = answer.outcome();
        let title = format!("{what}: {}", outcome.label().to_lowercase());
        let count = answer
            .keys_invalidated
            .and_then(|n| usize::try_from(n).ok());
        let words = [
            count.map(|count| {
                let entries = format_count(count, "entry", "entries");
                format!("{entries}, the server says")
            }),
            answer
                .duration_ms
                .map(|millis| format!("took {}", format_duration(millis))),
        ];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join("; ");
        Some(view! {
            <Notice state=Signal::stored(state(&outcome)) title>
                <Targets answer=answer.clone() />
                <p>{words}</p>
                {answer
                    .errors
                    .into_iter()
                    .map(|text| view! { <ServerWords text /> })
                    .collect_view()}
                {answer.warning.map(|text| view! { <p>{text}</p> })}
                {answer
                    .request_id
                    .map(|id| view! { <p class="error-request">"Request " <CopyId text=id /></p> })}
            </Notice>
        })
    }
}

/// Each target, and whether it was emptied.
#[component]
pub fn Targets(
    /// The answer.
    answer: Invalidation,
) -> impl IntoView {
    let targets: Vec<_> = answer
        .targets()
        .map(|(target, went)| {
            let (state, word) = match went {
                Some(true) => (State::Good, "emptied"),
                Some(false) => (State::Bad, "failed"),
                None => (State::Off, "not said"),
            };
            view! {
                <li>
                    <Badge state=Signal::stored(state) bare=true>
                        {format!("{} {word}", target.label())}
                    </Badge>
                </li>
            }
        })
        .collect();
    if targets.is_empty() {
        return view! { <p class="cache-none">"No cache was touched"</p> }.into_any();
    }
    view! { <ul class="cache-went" role="list">{targets}</ul> }.into_any()
}
