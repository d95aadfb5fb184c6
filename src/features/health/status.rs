//! What the backend works with: its services, its database.
//!
//! The answer is 200 whatever was found, so only its body tells.

use leptos::prelude::*;
use wire::shipped::status::{ReportStatus, Service, StatusReport};

use crate::{
    features::{
        health::text,
        shared::{QueryPanel, ServerWords},
    },
    state::query::Query,
    ui::{Badge, Skeleton, State},
};

use super::{
    fact_list::FactList,
    facts::{Fact, facts, words_of},
};

/// The services, or the database.
#[component]
pub fn Status(
    /// What the panel is called.
    heading: &'static str,
    /// What to say where nothing could be asked.
    failed: &'static str,
    /// The answer.
    query: Query<StatusReport>,
) -> impl IntoView {
    view! {
        <QueryPanel
            heading
            actions=|| ()
            remote=query.remote()
            failed
            skeleton=|| view! { <Skeleton count=2 /> }
            on_refetch=move |()| query.refetch()
            let:report
        >
            {move || report.with(answer)}
        </QueryPanel>
    }
}

fn answer(report: &StatusReport) -> AnyView {
    let (state, word) = overall(report);
    let message = report.message.clone();
    let error = report.error.clone();
    let services = report
        .services
        .iter()
        .map(|(name, it)| service(name, it))
        .collect_view();
    let listed = !report.services.is_empty();
    view! {
        <div class="health-verdict">
            <Badge state=Signal::stored(state)>{word}</Badge>
            {message.map(|text| view! { <p class="health-sentence">{text}</p> })}
        </div>
        {error.map(|text| view! { <ServerWords text /> })}
        {listed.then(|| view! { <ul class="health-checks" role="list">{services}</ul> })}
        <FactList facts=Signal::stored(facts(&report.facts)) />
    }
    .into_any()
}

/// How a report stands. A failure is one, whatever HTTP said.
fn overall(report: &StatusReport) -> (State, String) {
    match &report.status {
        _ if report.is_failure() => (State::Bad, text::NOT_CHECKED.to_owned()),
        ReportStatus::Success => (State::Good, text::CONNECTED.to_owned()),
        other => (State::Off, other.to_string()),
    }
}

/// `configured` says no more than that there is a setting, so it is neither good nor bad.
fn service_state(status: Option<&str>) -> State {
    match status {
        Some("connected" | "healthy" | "ok" | "success" | "operational") => State::Good,
        Some("degraded" | "partial") => State::Warn,
        Some("error" | "failed" | "unhealthy" | "disconnected" | "unavailable") => State::Bad,
        _ => State::Off,
    }
}

fn service(name: &str, service: &Service) -> AnyView {
    let state = service_state(service.status.as_deref());
    let word = service
        .status
        .clone()
        .unwrap_or_else(|| text::UNKNOWN.to_owned());
    let facts: Vec<Fact> = facts(&service.facts);
    view! {
        <li class="health-service">
            <div class="component-head">
                <strong>{words_of(name)}</strong>
                <Badge state=Signal::stored(state)>{word}</Badge>
            </div>
            <FactList facts=Signal::stored(facts) />
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(status: &str, error: Option<&str>) -> StatusReport {
        StatusReport {
            status: status.into(),
            error: error.map(str::to_owned),
            message: None,
            services: Default::default(),
            facts: Default::default(),
        }
    }

    #[test]
    fn a_status_of_200_that_tells_of_an_error_is_bad() {
        assert_eq!(overall(&report("error", Some("x"))).0, State::Bad);
        assert_eq!(overall(&report("success", Some("x"))).0, State::Bad);
        assert_eq!(overall(&report("success", None)).0, State::Good);
        assert_eq!(
            overall(&report("warming", None)),
            (State::Off, "warming".to_owned())
        );
    }

    #[test]
    fn configured_is_not_connected() {
        assert_eq!(service_state(Some("connected")), State::Good);
        assert_eq!(service_state(Some("configured")), State::Off);
        assert_eq!(service_state(Some("error")), State::Bad);
        assert_eq!(service_state(None), State::Off);
    }
}
