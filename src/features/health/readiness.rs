//! Whether the server takes work.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    health::{Check, Readiness},
};

use crate::{
    features::{
        health::text,
        shared::{QueryPanel, ServerWords, StampTime},
    },
    state::query::Query,
    ui::{Badge, Skeleton, State, StateMark},
};

use super::{facts::words_of, verdict::readiness};

/// Whether the server takes work, and by which checks.
#[component]
pub fn Ready(query: Query<Readiness>) -> impl IntoView {
    view! {
        <QueryPanel
            heading=text::READINESS
            capability=Capability::Ready
            actions=|| ()
            remote=query.remote()
            failed=text::READINESS_FAILED
            skeleton=|| view! { <Skeleton count=3 /> }
            on_refetch=move |()| query.refetch()
            let:answer
        >
            <Answer answer />
        </QueryPanel>
    }
}

#[component]
fn Answer(answer: Signal<Readiness>) -> impl IntoView {
    let ready = Memo::new(move |_| answer.read().ready);
    let state = Signal::derive(move || match ready.get() {
        true if answer.with(|answer| answer.failed().next().is_some()) => State::Warn,
        true => State::Good,
        false => State::Bad,
    });
    let checks = Memo::new(move |_| answer.read().checks.clone());
    let found = Memo::new(move |_| answer.read().found_at());
    view! {
        <div class="health-verdict">
            <Badge state>{move || if ready.get() { text::READY } else { text::NOT_READY }}</Badge>
            <p class="health-sentence">{move || answer.with(readiness)}</p>
        </div>
        <ul class="health-checks" aria-label=text::READINESS_CHECKS role="list">
            {move || checks.get().into_iter().map(line).collect_view()}
        </ul>
        <p class="component-meta">{text::READINESS_CHECKED} {move || view! { <StampTime stamp=found.get() /> }}</p>
    }
}

fn line(check: Check) -> AnyView {
    let state = match (check.ready, check.required) {
        (true, _) => State::Good,
        (false, Some(false)) => State::Warn,
        (false, _) => State::Bad,
    };
    let word = if check.ready {
        text::PASSED
    } else {
        text::FAILED
    };
    let kind = match check.required {
        Some(true) => text::REQUIRED,
        Some(false) => text::OPTIONAL,
        None => text::REQUIREMENT_UNKNOWN,
    };
    let message = check.message.filter(|text| !text.trim().is_empty());
    view! {
        <li class="health-line">
            <StateMark state=Signal::stored(state) />
            <div class="health-line-words">
                <p class="health-line-name">
                    <strong>{words_of(&check.name)}</strong>
                    <span class="health-line-kind">{text::check_line(word, kind)}</span>
                </p>
                {message.map(|text| view! { <ServerWords text /> })}
            </div>
        </li>
    }
    .into_any()
}
