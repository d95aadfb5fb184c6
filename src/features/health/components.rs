//! The list of components, as the last check found them.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    health::{Component, HealthReport, HealthStatus},
};

use crate::{
    features::{
        health::text,
        shared::{ServerWords, health_state},
    },
    state::{clock::use_clock, session::use_session},
    ui::{
        Badge, Button, ButtonSize, Empty, ErrorNotice, ForEach, IconName, LONG_LINE, Panel,
        RemoteView, Skeleton, SkeletonShape, Time, format_duration, shorten_text,
    },
};

use super::{
    disclosure::Folded,
    fact_list::FactList,
    facts::{facts, words_of},
    history::{CheckOne, Past, PastSource, UptimeBars, WindowSwitch},
    verdict::in_order,
    watch::{CheckScope, Watch},
};

/// The components.
#[component]
pub fn Components(
    watch: Watch,
    past: Past,
    /// Asks for the readiness checks again, which stand in for checks that cost something.
    #[prop(into)]
    on_probe: Callback<()>,
) -> impl IntoView {
    let on_retry = move |()| match untrack(|| watch.is_probed()) {
        true => on_probe.run(()),
        false => watch.request(CheckScope::All),
    };
    let remote = watch.components();
    // The head of the page says why a later check failed.
    let shown = Signal::derive(move || {
        let mut remote = remote.get();
        if remote.data.is_some() {
            remote.error = None;
        }
        remote
    });
    let checks_passed =
        Signal::derive(move || remote.with(|remote| checks_passed(remote.data.as_ref()?)));
    let offered = Memo::new(move |_| watch.is_offered());
    let none = |report: HealthReport| report.components.is_empty();
    view! {
        <Panel
            heading=text::COMPONENTS
            intro=checks_passed
            flush=true
            actions=move || {
                view! {
                    <RunAll watch />
                    <WindowSwitch past />
                }
            }
        >
            {move || {
                if !offered.get() {
                    return view! {
                        <Empty
                            icon=IconName::Health
                            title=Capability::HealthDetailed
                                .missing()
                                .trim_end_matches('.')
                                .to_owned()
                        >
                            {text::ONLY_OVERALL}
                        </Empty>
                    }
                    .into_any();
                }
                view! {
                    <RemoteView
                        remote=shown
                        failed=text::COMPONENTS_FAILED
                        skeleton=|| {
                            view! { <Skeleton shape=SkeletonShape::Rows count=6 label=text::COMPONENTS_LOADING /> }
                        }
                        is_empty=none
                        empty=|| {
                            view! {
                                <Empty icon=IconName::Health title=text::NO_COMPONENTS>
                                    {text::SKIPPED_NOT_LISTED}
                                </Empty>
                            }
                        }
                        on_retry=on_retry
                        let:report
                    >
                        <List report watch past />
                        <Show when=move || watch.is_probed()>
                            <p class="health-source">
                                {text::FROM_READINESS}
                            </p>
                        </Show>
                        <PastSource past />
                        <Said
                            title=text::WARNINGS
                            lines=Signal::derive(move || report.with(|it| it.warnings.clone()))
                        />
                        <Said
                            title=text::ERRORS
                            lines=Signal::derive(move || report.with(|it| it.errors.clone()))
                        />
                    </RemoteView>
                }
                .into_any()
            }}
        </Panel>
    }
}

/// The button for checks that do not run unasked.
#[component]
fn RunAll(watch: Watch) -> impl IntoView {
    let session = use_session();
    let shown = Memo::new(move |_| {
        let is_known = session.capabilities().is_some();
        is_known && watch.is_offered() && !watch.runs_by_itself()
    });
    view! {
        <Show when=move || shown.get()>
            <Button
                size=ButtonSize::Small
                pending=watch.pending()
                reason=watch.rests()
                on_click=move |()| watch.request(CheckScope::All)
            >
                {text::RUN_ALL}
            </Button>
        </Show>
    }
}

/// How many checks went well, and how long all took.
fn checks_passed(report: &HealthReport) -> Option<String> {
    let mut words = Vec::new();
    match (report.checks_passed, report.checks_total) {
        (Some(passed), Some(total)) => words.push(text::checks_passed(passed, total)),
        _ => {
            let healthy = report
                .components
                .values()
                .filter(|component| component.status == HealthStatus::Healthy)
                .count();
            words.push(text::healthy_of(healthy, report.components.len()));
        }
    }
    if let Some(millis) = report.response_time_ms {
        words.push(text::took(&format_duration(millis)));
    }
    Some(words.join(", "))
}

#[component]
fn List(report: Signal<HealthReport>, watch: Watch, past: Past) -> impl IntoView {
    let names = Memo::new(move |_| report.with(in_order));
    view! {
        <ul class="components" aria-label=text::COMPONENTS role="list">
            <ForEach
                each=move || names.get()
                key=Clone::clone
                children=move |name| view! { <Row name report watch past /> }
            />
        </ul>
    }
}

#[component]
fn Row(name: String, report: Signal<HealthReport>, watch: Watch, past: Past) -> impl IntoView {
    let session = use_session();
    let checkable = Memo::new(move |_| {
        let offered = session.capabilities().is_some() && session.offers(Capability::HealthCheck);
        // Readiness checks have names of their own.
        offered && !watch.is_probed()
    });
    let now = use_clock().now();
    let key = name.clone();
    let component = Memo::new(move |_| report.with(|report| report.components.get(&key).cloned()));
    fn of<T: PartialEq + Send + Sync + 'static>(
        component: Memo<Option<Component>>,
        read: fn(&Component) -> Option<T>,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| component.with(|component| read(component.as_ref()?)))
    }
    let status = of(component, |it| Some(it.status.clone()));
    let state = Signal::derive(move || {
        let status = status.get();
        health_state(status.as_ref().unwrap_or(&HealthStatus::Unknown))
    });
    let word = move || status.with(|status| Some(status.as_ref()?.label().to_owned()));
    let message = of(component, |it| {
        it.message.clone().filter(|text| !text.trim().is_empty())
    });
    let checked = of(component, Component::checked_at);
    let took = of(component, |it| it.response_time_ms);
    let more = Memo::new(move |_| {
        component.with(|it| {
            let metadata = it.as_ref().and_then(|it| it.metadata.as_ref());
            metadata.map(facts).unwrap_or_default()
        })
    });
    let own = of(component, |it| it.name.clone());
    let shown = {
        let name = name.clone();
        Signal::derive(move || words_of(&own.get().unwrap_or_else(|| name.clone())))
    };
    let (asked, failed, barred) = (StoredValue::new(name.clone()), name.clone(), name.clone());
    view! {
        <li class="component" data-state=move || state.get().as_str()>
            <div class="component-head">
                <span class="component-name">
                    <strong>{shown}</strong>
                    {move || {
                        let key = asked.get_value();
                        // A key that says the same as the name says nothing.
                        (words_of(&key) != shown.get() || key.contains('_'))
                            .then(|| view! { <code>{shorten_text(&key, LONG_LINE)}</code> })
                    }}
                </span>
                <Badge state>{word}</Badge>
                <Show when=move || checkable.get()>
                    <CheckOne watch name=asked.get_value() shown />
                </Show>
            </div>
            <ErrorNotice
                error=Signal::derive(move || watch.error_of(&failed))
                title=text::CHECK_FAILED
                kept=text::PREVIOUS_RESULT
                stale=true
            />
            <div class="component-words">
                {move || message.get().map(|text| view! { <ServerWords text /> })}
            </div>
            <UptimeBars past name=barred shown status />
            <div class="component-foot">
            <p class="component-meta">
                {move || match checked.get().map(|stamp| stamp.epoch_millis()) {
                    Some(at) => view! { {text::CHECKED} <Time at now /> }.into_any(),
                    None => text::LAST_UNKNOWN.into_any(),
                }}
                {move || took.get().map(|millis| text::and_took(&format_duration(millis)))}
            </p>
            <Show when=move || !more.read().is_empty()>
                <Folded summary=text::DETAILS>
                    <FactList facts=more />
                </Folded>
            </Show>
            </div>
        </li>
    }
    .into_any()
}

/// What the report says besides.
#[component]
fn Said(title: &'static str, lines: Signal<Vec<String>>) -> impl IntoView {
    let lines = Memo::new(move |_| lines.get());
    view! {
        <Show when=move || !lines.read().is_empty()>
            <div class="health-said">
                <h3 class="health-said-title">{title}</h3>
                <ul role="list">
                    {move || {
                        lines
                            .get()
                            .into_iter()
                            .map(|text| view! { <li><ServerWords text /></li> })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_summed_up_from_what_there_is() {
        let report = |value: serde_json::Value| -> HealthReport {
            let mut whole =
                serde_json::json!({"status": "healthy", "timestamp": "2026-11-23T00:00:00"});
            whole
                .as_object_mut()
                .unwrap()
                .extend(value.as_object().unwrap().clone());
            serde_json::from_value(whole).unwrap()
        };
        let full = report(serde_json::json!({
            "checks_passed": 4, "checks_total": 6, "response_time_ms": 1003.2,
        }));
        assert_eq!(
            checks_passed(&full).unwrap(),
            "4 of 6 checks passed, took 1.0 s"
        );
        let bare = report(serde_json::json!({"components": {"a": {"status": "healthy"}}}));
        assert_eq!(checks_passed(&bare).unwrap(), "1 of 1 healthy");
    }
}
