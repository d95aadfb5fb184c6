//! Whether the system is up, in one line.

use leptos::prelude::*;
use wire::health::Health;

use crate::{
    features::overview::text,
    state::{
        clock::use_clock,
        condition::{SystemCondition, SystemStatus},
    },
    ui::{RemoteView, Skeleton, State, StateMark, Time, format_duration},
};

/// Whether the system is up.
#[component]
pub fn HealthLine() -> impl IntoView {
    let status = SystemStatus::find();
    let query = status.show_health();
    view! {
        <div class="overview-status">
            <RemoteView
                remote=query.remote()
                failed=text::HEALTH_FAILED
                skeleton=|| view! { <Skeleton count=1 /> }
                on_retry=move |()| query.refetch()
                let:health
            >
                <Line
                    health
                    condition=status.condition()
                    at=Signal::derive(move || query.remote().with(|remote| remote.at))
                />
            </RemoteView>
        </div>
    }
}

#[component]
fn Line(
    health: Signal<Health>,
    condition: Memo<SystemCondition>,
    /// When the health was asked for.
    at: Signal<Option<f64>>,
) -> impl IntoView {
    let now = use_clock().now();
    let state = Signal::derive(move || state_of(condition.get()));
    let about = move || {
        health.with(|health| {
            let version = health
                .version
                .as_ref()
                .map(|version| text::and_version(version));
            let uptime = health
                .uptime_seconds
                .map(|seconds| text::and_up(&format_duration(seconds * 1000.0)));
            format!(
                "{}{}",
                version.unwrap_or_default(),
                uptime.unwrap_or_default()
            )
        })
    };
    view! {
        <p class="overview-health">
            <StateMark state />
            <strong>{move || condition.get().label()}</strong>
            <span class="overview-about">{text::CHECKED} <Time at now /> {about}</span>
        </p>
    }
}

fn state_of(condition: SystemCondition) -> State {
    match condition {
        SystemCondition::Operational => State::Good,
        SystemCondition::Degraded => State::Warn,
        SystemCondition::ComponentsFailing | SystemCondition::RequestsFailing => State::Bad,
        SystemCondition::Unknown | SystemCondition::Unreachable | SystemCondition::SignedOut => {
            State::Off
        }
    }
}
