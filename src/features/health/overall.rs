//! The head of the page: how the system is as a whole, and the button that checks.

use std::time::Duration;

use leptos::prelude::*;
use wire::health::{self, Health, HealthReport, HealthStatus};

use crate::{
    features::marks::{StampTime, health_state},
    state::{
        clock::use_clock,
        query::{Options, use_query_with},
        remote::Remote,
    },
    ui::{
        Badge, Button, ErrorNotice, IconName, Notice, RemoteView, Skeleton, SkeletonShape, State,
        Time,
    },
};

use super::{
    verdict::{caveat, reason, sentence, uptime},
    watch::Watch,
};

/// The answer is what the server last found; asking more often tells no more.
const ASK_EVERY: Duration = Duration::from_secs(30);

/// How the system is as a whole.
#[component]
pub fn Overall(
    /// The component checks, whose answers tell the overall health too.
    watch: Watch,
    /// Called when the reader wants a check.
    #[prop(into)]
    on_check: Callback<()>,
) -> impl IntoView {
    let query = use_query_with(
        || Some(health::overall()),
        Options {
            poll: Signal::stored(Some(ASK_EVERY)),
            ..Default::default()
        },
    );
    let report = watch.remote();
    let remote = Signal::derive(move || {
        query
            .remote()
            .with(|overall| report.with(|report| newest(overall, report)))
    });
    let checks = Memo::new(move |_| watch.is_offered());
    let check = move |()| {
        if checks.get_untracked() {
            watch.ask();
        }
        query.refetch();
        on_check.run(());
    };
    let caution = Memo::new(move |_| report.with(|report| caveat(report.data.as_ref()?)));
    view! {
        <section class="health-head" aria-label="Overall">
            <RemoteView
                remote
                failed="The system's health could not be asked for"
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Figure count=1 /> }
                on_retry=move |()| query.refetch()
                let:health
            >
                <Verdict
                    health
                    why=Signal::derive(move || report.with(|report| {
                        reason(report.data.as_ref()?)
                    }))
                />
                <Facts health at=Signal::derive(move || remote.with(|remote| remote.at)) />
            </RemoteView>
            <div class="health-check">
                <Button
                    icon=Some(IconName::Retry)
                    pending=watch.pending()
                    reason=watch.rests()
                    on_click=check
                >
                    "Check now"
                </Button>
            </div>
        </section>
        <Show when=move || checks.get()>
            <Failure watch />
        </Show>
        {move || {
            caution
                .get()
                .map(|words| {
                    view! {
                        <Notice
                            state=State::Warn
                            title="One check fails by itself, whatever the system does"
                        >
                            <p>{words}</p>
                        </Notice>
                    }
                })
        }}
    }
}

/// What is known of the whole, from whichever answer is newer.
fn newest(overall: &Remote<Health>, report: &Remote<HealthReport>) -> Remote<Health> {
    let told = report.data.as_ref().map(|report| report.health.clone());
    if told.is_none() || overall.at > report.at {
        return overall.clone();
    }
    Remote {
        data: told,
        at: report.at,
        ..overall.clone()
    }
}

#[component]
fn Verdict(
    health: Signal<Health>,
    /// Which components make it so.
    why: Signal<Option<String>>,
) -> impl IntoView {
    let why = Memo::new(move |_| why.get());
    let status = Memo::new(move |_| health.with(|health| health.status.clone()));
    let state = Signal::derive(move || status.with(health_state));
    view! {
        <div class="health-verdict">
            <Badge state>{move || status.with(|status| status.label().to_owned())}</Badge>
            <p class="health-sentence">
                {move || status.with(sentence)}
                {move || {
                    let well = status.with(|status| *status == HealthStatus::Healthy);
                    why.get().filter(|_| !well).map(|why| format!(" {why}"))
                }}
            </p>
        </div>
    }
}

#[component]
fn Facts(health: Signal<Health>, at: Signal<Option<f64>>) -> impl IntoView {
    let now = use_clock().now();
    let fact = move |name: &'static str, read: fn(&Health) -> Option<String>| {
        let value = Memo::new(move |_| health.with(read));
        view! {
            <div class="health-figure">
                <dt>{name}</dt>
                <dd>{move || value.get().unwrap_or_else(|| "not reported".to_owned())}</dd>
            </div>
        }
    };
    let found = Memo::new(move |_| health.with(Health::found_at));
    view! {
        <dl class="health-figures">
            {fact("Uptime", |health| health.uptime_seconds.map(uptime))}
            {fact("Version", |health| health.version.clone())}
            {fact("Environment", |health| health.environment.clone())}
            {fact("Service", |health| health.service.clone())}
            <div class="health-figure">
                <dt>"Found by the server"</dt>
                <dd>{move || view! { <StampTime stamp=found.get() /> }}</dd>
            </div>
            <div class="health-figure">
                <dt>"Asked from here"</dt>
                <dd>
                    <Time at now />
                </dd>
            </div>
        </dl>
    }
}

/// Why the last check failed, while an older one is still shown.
#[component]
fn Failure(watch: Watch) -> impl IntoView {
    let remote = watch.remote();
    let error = Signal::derive(move || {
        remote.with(|remote| remote.error.clone().filter(|_| remote.data.is_some()))
    });
    view! {
        <ErrorNotice
            error
            title="The components could not be checked again"
            kept="What you see below is from before."
            stale=true
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newer_answer_tells_the_overall_health() {
        let health = |status: &str| -> Health {
            serde_json::from_value(serde_json::json!({
                "status": status, "timestamp": "2026-11-23T00:00:00",
            }))
            .unwrap()
        };
        let mut overall = Remote::default();
        let mut report = Remote::<HealthReport>::default();
        assert_eq!(newest(&overall, &report).data, None);
        overall.settle(Ok(health("unknown")), 10.0);
        assert_eq!(newest(&overall, &report).data, Some(health("unknown")));
        let checked = serde_json::from_value(serde_json::json!({
            "status": "unhealthy", "timestamp": "2026-11-23T00:00:01",
        }));
        report.settle(Ok(checked.unwrap()), 20.0);
        let shown = newest(&overall, &report);
        assert_eq!(shown.at, Some(20.0));
        assert_eq!(shown.data.unwrap().status.as_str(), "unhealthy");
        overall.settle(Ok(health("healthy")), 30.0);
        assert_eq!(newest(&overall, &report).data, Some(health("healthy")));
    }
}
