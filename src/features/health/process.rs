//! The process that answers: whether it lives, and whether it has finished to start.

use leptos::prelude::*;
use wire::{capabilities::Capability, health::Liveness, shipped::status::Startup};

use crate::{
    features::{health::text, shared::ServerWords},
    state::{query::Query, session::use_session},
    ui::{Badge, Panel, RemoteView, Skeleton, State, format_bytes, format_percent},
};

use super::{
    fact_list::FactList,
    facts::{Fact, FactValue},
    verdict::uptime,
};

/// One of the units that the server counts memory in.
const MIB: f64 = 1_048_576.0;

/// The process.
#[component]
pub fn Process(live: Query<Liveness>, startup: Query<Startup>) -> impl IntoView {
    let session = use_session();
    let lives = Memo::new(move |_| session.offers(Capability::Live));
    let starts =
        Memo::new(move |_| session.capabilities().is_some() && session.offers(Capability::Startup));
    view! {
        <Panel heading=text::PROCESS>
            <Show
                when=move || lives.get()
                fallback=|| view! { <p class="health-none">{Capability::Live.missing()}</p> }
            >
                <RemoteView
                    remote=live.remote()
                    failed=text::PROCESS_FAILED
                    skeleton=|| view! { <Skeleton count=2 /> }
                    on_retry=move |()| live.refetch()
                    let:answer
                >
                    <Life answer />
                </RemoteView>
            </Show>
            <Show when=move || starts.get()>
                <RemoteView
                    remote=startup.remote()
                    failed=text::STARTUP_FAILED
                    skeleton=|| view! { <Skeleton count=1 /> }
                    on_retry=move |()| startup.refetch()
                    let:answer
                >
                    <Start answer />
                </RemoteView>
            </Show>
        </Panel>
    }
}

#[component]
fn Life(answer: Signal<Liveness>) -> impl IntoView {
    let alive = Memo::new(move |_| answer.read().alive);
    let state = Signal::derive(move || if alive.get() { State::Good } else { State::Bad });
    let found = Memo::new(move |_| answer.with(about));
    view! {
        <div class="health-verdict">
            <Badge state>{move || if alive.get() { text::RUNNING } else { text::NOT_RESPONDING }}</Badge>
        </div>
        <FactList facts=found />
    }
}

/// What the process says of itself.
fn about(life: &Liveness) -> Vec<Fact> {
    let fact = |name: &str, value: Option<String>| Fact {
        name: name.to_owned(),
        value: FactValue::Words(value.unwrap_or_else(|| text::NOT_REPORTED.to_owned())),
    };
    vec![
        fact(
            text::MEMORY,
            life.memory_usage_mb.map(|size| format_bytes(size * MIB)),
        ),
        fact(
            text::PROCESSOR,
            life.cpu_percent
                .map(|percent| format_percent(percent / 100.0)),
        ),
        fact(
            text::THREADS,
            life.thread_count.map(|count| count.to_string()),
        ),
    ]
}

#[component]
fn Start(answer: Signal<Startup>) -> impl IntoView {
    let started = Memo::new(move |_| answer.read().started);
    let state = Signal::derive(move || {
        if started.get() {
            State::Good
        } else {
            State::Warn
        }
    });
    let message = Memo::new(move |_| {
        answer
            .read()
            .message
            .clone()
            .filter(|text| !text.trim().is_empty())
    });
    let since = Memo::new(move |_| {
        let answer = answer.read();
        let up = answer.uptime_seconds.map(uptime)?;
        (!answer.started).then(|| text::still_starting(&up))
    });
    view! {
        <div class="health-start">
            <div class="health-verdict">
                <Badge state>{move || if started.get() { text::STARTED } else { text::NOT_STARTED }}</Badge>
                {move || since.get().map(|words| view! { <p class="health-sentence">{words}</p> })}
            </div>
            {move || message.get().map(|text| view! { <ServerWords text /> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_does_not_say_is_not_made_up() {
        let life: Liveness = serde_json::from_value(serde_json::json!({
            "alive": true, "timestamp": "2026-11-23T00:00:00", "cpu_percent": 0.0,
        }))
        .unwrap();
        let values: Vec<_> = about(&life).into_iter().map(|fact| fact.value).collect();
        let words = |text: &str| FactValue::Words(text.to_owned());
        assert_eq!(
            values,
            [words("not reported"), words("0%"), words("not reported")]
        );
    }
}
