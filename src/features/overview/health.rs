//! Whether the system is up, in one line.

use std::time::Duration;

use leptos::prelude::*;
use wire::health::{self, Health, HealthStatus};

use crate::{
    features::marks::health_state,
    state::query::{Options, use_query_with},
    ui::{RemoteView, Skeleton, StateMark, format_duration},
};

/// The answer is what the server last found; asking more often tells no more.
const ASK_EVERY: Duration = Duration::from_secs(30);

/// Whether the system is up.
#[component]
pub fn HealthLine() -> impl IntoView {
    let poll = Signal::stored(Some(ASK_EVERY));
    let query = use_query_with(
        || Some(health::overall()),
        Options {
            poll,
            ..Default::default()
        },
    );
    view! {
        <RemoteView
            remote=query.remote()
            failed="The system's health could not be asked for"
            skeleton=|| view! { <Skeleton count=1 /> }
            on_retry=move |()| query.refetch()
            let:health
        >
            <Line health />
        </RemoteView>
    }
}

#[component]
fn Line(health: Signal<Health>) -> impl IntoView {
    let state = Signal::derive(move || health.with(|health| health_state(&health.status)));
    let sentence = move || {
        health.with(|health| match &health.status {
            HealthStatus::Healthy => "All systems work".to_owned(),
            HealthStatus::Degraded => "The system works, not at its best".to_owned(),
            HealthStatus::Unhealthy => "Part of the system does not work".to_owned(),
            HealthStatus::Unknown => "The system has not been checked yet".to_owned(),
            HealthStatus::Other(word) => format!("The system says: {word}"),
        })
    };
    let about = move || {
        health.with(|health| {
            let version = health
                .version
                .as_ref()
                .map(|version| format!("version {version}"));
            let uptime = health
                .uptime_seconds
                .map(|seconds| format!("up for {}", format_duration(seconds * 1000.0)));
            [version, uptime]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        })
    };
    view! {
        <p class="overview-health">
            <StateMark state />
            <strong>{sentence}</strong>
            <span class="overview-about">{about}</span>
        </p>
    }
}
