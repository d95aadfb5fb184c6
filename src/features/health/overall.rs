//! The head of the page: how the system is as a whole, and the button that checks.

use leptos::prelude::*;
use wire::health::{Health, HealthReport, HealthStatus};

use crate::{
    features::{
        health::text,
        shared::{StampTime, health_state},
    },
    state::{clock::use_clock, condition::SystemStatus, remote::Remote},
    ui::{
        Badge, Button, Description, DescriptionLayout, DescriptionList, ErrorNotice, IconName,
        Notice, RemoteView, Skeleton, SkeletonShape, State, Time,
    },
};

use super::{
    verdict::{caveat, reason, sentence, uptime},
    watch::{CheckScope, Watch},
};

/// How the system is as a whole.
#[component]
pub fn Overall(
    /// The component checks, whose answers tell the overall health too.
    watch: Watch,
    /// Called when the reader wants a check.
    #[prop(into)]
    on_check: Callback<()>,
) -> impl IntoView {
    let system = SystemStatus::find();
    let query = system.show_health();
    let report = watch.remote();
    let remote = Signal::derive(move || {
        query
            .remote()
            .with(|overall| report.with(|report| newest(overall, report)))
    });
    let checks = Memo::new(move |_| watch.is_offered());
    let check = move |()| {
        if untrack(|| watch.is_offered() && watch.runs_by_itself()) {
            watch.request(CheckScope::All);
        }
        query.refetch();
        on_check.run(());
    };
    let caution = Memo::new(move |_| report.with(|report| caveat(report.data.as_ref()?)));
    view! {
        <section class="health-head" aria-label=text::OVERALL>
            <RemoteView
                remote
                failed=text::OVERALL_FAILED
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Figure count=1 /> }
                on_retry=move |()| query.refetch()
                let:health
            >
                <Verdict
                    health
                    is_known=Signal::derive(move || system.is_connected())
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
                    reason=Signal::derive(move || {
                        watch.rests().get().filter(|_| watch.runs_by_itself())
                    })
                    on_click=check
                >
                    // Where checks cost something, this asks for what is known already.
                    {move || if watch.runs_by_itself() { text::CHECK_NOW } else { text::REFRESH }}
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
                            title=text::ALWAYS_FAILS
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
    /// Whether what was found still says anything of now.
    is_known: Signal<bool>,
    /// Which components make it so.
    why: Signal<Option<String>>,
) -> impl IntoView {
    let why = Memo::new(move |_| why.get());
    let status = Memo::new(move |_| health.with(|health| health.status.clone()));
    let state = Signal::derive(move || match is_known.get() {
        true => status.with(health_state),
        false => State::Off,
    });
    let word = move || match is_known.get() {
        true => status.with(|status| status.label().to_owned()),
        false => text::STATUS_UNKNOWN.to_owned(),
    };
    let words = move || match is_known.get() {
        true => status.with(sentence),
        false => status.with(|status| text::last_known(&status.label().to_lowercase())),
    };
    view! {
        <div class="health-verdict">
            <Badge state>{word}</Badge>
            <p class="health-sentence">
                {words}
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
        let value = move || value.get().unwrap_or_else(|| text::NOT_REPORTED.to_owned());
        Description::new(name, value)
    };
    let found = Memo::new(move |_| health.with(Health::found_at));
    let items = vec![
        fact(text::UPTIME, |health| health.uptime_seconds.map(uptime)),
        fact(text::VERSION, |health| health.version.clone()),
        fact(text::ENVIRONMENT, |health| health.environment.clone()),
        fact(text::SERVICE, |health| health.service.clone()),
        Description::new(
            text::SERVER_TIME,
            move || view! { <StampTime stamp=found.get() /> },
        ),
        Description::new(text::LAST_CHECKED, view! { <Time at now /> }),
    ];
    view! {
        <div class="health-figures">
            <DescriptionList items layout=DescriptionLayout::Columns />
        </div>
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
            title=text::CHECKS_FAILED
            kept=text::PREVIOUS_RESULTS
            stale=true
            passive=true
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
