//! The traps of metrics, totals and live sessions.

use wire::{
    Answer, Method,
    capabilities::{Capabilities, Capability},
    metrics,
    shipped::{
        live::{LiveFrame, LiveKind},
        sessions, totals,
    },
};

use crate::sample::{Sample, Socket};

fn answer(name: &str) -> Answer {
    Sample::named(name).answer()
}

#[test]
fn a_prometheus_text_in_a_json_string_is_read() {
    let recorded = answer("metrics-prometheus-api-after-jobs");
    assert!(recorded.body.starts_with('"'));
    let scrape = metrics::of_calls().read(&recorded).unwrap();
    assert_eq!(scrape.families.len(), 7);
    assert!(
        scrape
            .text
            .starts_with("# HELP content_generator_total_calls Total number")
    );
    // Neither is taken for the other.
    assert!(metrics::of_process().read(&recorded).is_err());
    assert!(metrics::of_calls().read(&answer("metrics")).is_err());
}

#[test]
fn a_text_without_a_newline_at_its_end_keeps_its_last_line() {
    let recorded = answer("metrics");
    assert!(!recorded.body.ends_with('\n'));
    let scrape = metrics::of_process().read(&recorded).unwrap();
    let health = scrape.families.last().unwrap();
    // Its HELP and TYPE stand before each series, and make one family all the same.
    assert_eq!(health.name, "app_component_health");
    let components: Vec<_> = health
        .series
        .iter()
        .map(|series| series.label("component").unwrap())
        .collect();
    assert_eq!(components.last(), Some(&"cpu"));
    assert_eq!(components.len(), 6);
}

#[test]
fn a_server_without_process_metrics_is_asked_for_those_of_its_calls() {
    let read = |paths: &str| Capabilities::read(&format!(r#"{{"paths":{paths}}}"#)).unwrap();
    let call = metrics::of_process();
    let target =
        |capabilities: &Capabilities| call.spoken(capabilities).map(|call| call.target()).ok();
    let shipped = Capabilities::call().read(&answer("openapi")).unwrap();
    assert_eq!(target(&shipped).as_deref(), Some("/metrics"));
    assert_eq!(
        target(&Capabilities::contract()).as_deref(),
        Some("/metrics")
    );
    let calls_only = read(r#"{"/api/metrics/prometheus":{"get":{}}}"#);
    assert_eq!(
        target(&calls_only).as_deref(),
        Some("/api/metrics/prometheus")
    );
    assert_eq!(target(&read("{}")), None);
    assert!(metrics::of_calls().spoken(&shipped).is_ok());
}

#[test]
fn active_jobs_is_never_claimed() {
    let recorded = answer("nomock-v2-metrics");
    assert!(recorded.body.contains("\"active_jobs\":0"));
    let totals = totals::totals().read(&recorded).unwrap();
    let kept = serde_json::to_string(&totals).unwrap();
    assert!(!kept.contains("active"), "{kept}");
    // A status that is not there was not counted; that is no zero.
    let statuses: Vec<_> = totals
        .status_breakdown
        .keys()
        .map(|it| it.as_str())
        .collect();
    assert_eq!(statuses, ["partial", "failed"]);
}

#[test]
fn a_job_that_was_partly_successful_counts_as_unsuccessful() {
    let totals = totals::totals().read(&answer("nomock-v2-metrics")).unwrap();
    assert_eq!(totals.success_share(), Some(0.0));
    assert!(totals.last_sync_times.values().all(|time| !time.is_zoned()));
}

#[test]
fn live_session_frames_are_flat() {
    let socket = Socket::named("ws-two-clients-and-http");
    let frames: Vec<_> = socket
        .frames
        .iter()
        .filter(|frame| frame.dir == "received")
        .map(|frame| LiveFrame::read(&frame.data).unwrap())
        .collect();
    let welcome = &frames[0];
    assert_eq!(welcome.kind, Some(LiveKind::Welcome));
    assert!(!welcome.fields.contains_key("data"));
    assert_eq!(welcome.participants(), Some(1));
    assert_eq!(welcome.text("role"), Some("participant"));
    // Whatever somebody posts is kept as it came.
    let posted = frames
        .iter()
        .find(|frame| matches!(&frame.kind, Some(LiveKind::Other(word)) if word == "job_update"));
    assert_eq!(posted.unwrap().text("job_id"), Some("j1"));
}

#[test]
fn a_session_that_never_was_is_not_active_and_looking_joins_nobody() {
    let call = sessions::content("nope");
    assert_eq!(call.method, Method::Get);
    let content = call.read(&answer("session-content-unknown")).unwrap();
    assert!(!content.active && content.messages.is_empty());
    let shipped = Capabilities::call().read(&answer("openapi")).unwrap();
    assert!(shipped.offers(Capability::LiveSessions));
    assert!(!Capabilities::contract().offers(Capability::LiveSessions));
    assert!(call.spoken(&shipped).is_ok());
}

#[test]
fn what_was_said_in_a_session_is_kept_in_any_shape() {
    let body = r#"{"active":true,"replay":{"messages":[
        {"type":"chat_message","client_id":"a","message":"hi"},{"x":1},"words",null]}}"#;
    let content = sessions::content("a")
        .read(&Answer::new(200, body))
        .unwrap();
    assert_eq!(content.messages.len(), 4);
    assert_eq!(content.messages[0].text("message"), Some("hi"));
    assert_eq!(content.messages[2].text("value"), Some("words"));
}
