//! What the findings mean, in sentences. Pure.

use super::facts::words_of;
use crate::features::health::text;
use wire::{
    health::{Component, HealthReport, HealthStatus, Readiness},
    shipped::leak::is_environment_dump,
};

/// How the server says it is, in a sentence.
pub fn sentence(status: &HealthStatus) -> String {
    match status {
        HealthStatus::Healthy => text::HEALTHY.to_owned(),
        HealthStatus::Degraded => text::DEGRADED.to_owned(),
        HealthStatus::Unhealthy => text::UNHEALTHY.to_owned(),
        HealthStatus::Unknown => text::UNCHECKED.to_owned(),
        HealthStatus::Other(word) => text::unknown_status(word),
    }
}

/// Why the whole is as it is: the components that are not well, the worst first.
///
/// `None` where nothing is wrong, or nothing is told by component.
pub fn reason(report: &HealthReport) -> Option<String> {
    let named = |wanted: fn(&HealthStatus) -> bool| -> Vec<_> {
        let of = report.components.iter();
        of.filter(|(_, component)| wanted(&component.status))
            .map(|(name, component)| words_of(component.name.as_deref().unwrap_or(name)))
            .collect()
    };
    let down = named(|status| *status == HealthStatus::Unhealthy);
    let weak = named(|status| *status == HealthStatus::Degraded);
    let odd = named(|status| matches!(status, HealthStatus::Unknown | HealthStatus::Other(_)));
    let parts: Vec<_> = [
        (text::NAMED_FAILING, down),
        (text::NAMED_DEGRADED, weak),
        (text::UNKNOWN, odd),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(words, names)| text::named(words, &names.join(", ")))
    .collect();
    let mut text = parts.join("; ");
    if text.is_empty() {
        return None;
    }
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Some(format!("{text}."))
}

/// How long something has been up: `3 d 4 h 12 min`.
pub fn uptime(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return text::UNKNOWN.to_owned();
    }
    // Longer than any process lives.
    if seconds > 1e11 {
        return crate::ui::format_duration(seconds * 1_000.0);
    }
    if seconds < 60.0 {
        return text::seconds(seconds.floor());
    }
    let minutes = (seconds / 60.0).floor();
    let (days, hours, minutes) = (
        (minutes / 1_440.0).floor(),
        (minutes % 1_440.0 / 60.0).floor(),
        minutes % 60.0,
    );
    let parts = [
        (days, text::DAYS),
        (hours, text::HOURS),
        (minutes, text::MINUTES),
    ];
    let parts: Vec<_> = parts
        .iter()
        .skip_while(|(count, _)| *count == 0.0)
        .map(|(count, unit)| format!("{count:.0} {unit}"))
        .collect();
    parts.join(" ")
}

/// The components, the ones that need a look first.
pub fn in_order(report: &HealthReport) -> Vec<String> {
    let mut names: Vec<_> = report
        .components
        .iter()
        .map(|(name, component)| (rank(&component.status), name.clone()))
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

fn rank(status: &HealthStatus) -> u8 {
    match status {
        HealthStatus::Unhealthy => 0,
        HealthStatus::Degraded => 1,
        HealthStatus::Other(_) => 2,
        HealthStatus::Unknown => 3,
        HealthStatus::Healthy => 4,
    }
}

/// What the reader should know where a check fails by itself, and not by what it checks.
///
/// The backend as shipped hands its whole environment to settings that refuse unknown
/// names, so its check of external services never gets to any service.
pub fn caveat(report: &HealthReport) -> Option<String> {
    if report.health.status == HealthStatus::Healthy {
        return None;
    }
    let broken: Vec<_> = report
        .components
        .iter()
        .filter(|(name, component)| fails_by_itself(name, component, &report.errors))
        .map(|(name, _)| name.as_str())
        .collect();
    if broken.is_empty() {
        return None;
    }
    let others: Vec<_> = report
        .components
        .iter()
        .filter(|(name, component)| {
            !broken.contains(&name.as_str()) && component.status != HealthStatus::Healthy
        })
        .map(|(name, component)| format!("{name} ({})", component.status))
        .collect();
    let rest = if others.is_empty() {
        text::OTHERS_HEALTHY.to_owned()
    } else {
        text::also_check(&others.join(", "))
    };
    Some(text::caveat(&broken.join(text::AND), &rest))
}

fn fails_by_itself(name: &str, component: &Component, errors: &[String]) -> bool {
    let dumped = |text: &str| is_environment_dump(text);
    let own = component.message.as_deref().is_some_and(dumped);
    let told = errors
        .iter()
        .any(|error| error.starts_with(&format!("{name}:")) && dumped(error));
    component.status == HealthStatus::Unhealthy && (own || told)
}

/// Whether the server is ready, in a sentence that hides no failed check.
pub fn readiness(readiness: &Readiness) -> String {
    let failed = readiness.failed().count();
    let told = readiness
        .failed_checks
        .and_then(|count| usize::try_from(count).ok());
    // A server may count failures that it does not list.
    let failed = failed.max(told.unwrap_or_default());
    let failing = |kind: &str| {
        let checks = if failed == 1 {
            text::CHECK
        } else {
            text::CHECKS
        };
        text::failing(failed, kind, checks)
    };
    let is_required = readiness.failed().any(|check| check.required == Some(true));
    let is_optional = readiness.failed().count() == failed
        && readiness
            .failed()
            .all(|check| check.required == Some(false));
    match (readiness.ready, failed) {
        (true, 0) if readiness.checks.is_empty() => text::READY_NO_CHECKS.to_owned(),
        (true, 0) => text::ALL_PASSED.to_owned(),
        (true, _) if is_required => text::ready_required(&failing("")),
        (true, _) if is_optional => text::ready_but(&failing(text::OPTIONAL_KIND)),
        (true, _) => text::ready_but(&failing("")),
        (false, 0) => text::NOT_READY_NO_REASON.to_owned(),
        (false, _) => text::not_ready(&failing("")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn report(status: &str, components: serde_json::Value, errors: &[&str]) -> HealthReport {
        serde_json::from_value(json!({
            "status": status, "timestamp": "2026-11-23T00:00:00",
            "components": components, "errors": errors,
        }))
        .unwrap()
    }

    const DUMP: &str = "external_services: 16 validation errors for ProductionSettings\nPATH\n \
                        [type=extra_forbidden, input_value='/bin']";

    #[test]
    fn unknown_is_a_status() {
        assert_eq!(
            sentence(&HealthStatus::Unknown),
            "No checks since the server started."
        );
        assert!(sentence(&"melting".into()).contains("melting"));
        let report = report(
            "unknown",
            json!({"a": {"status": "healthy"}, "b": {"status": "melting"}, "c": {"status": "unknown"},
                "d": {"status": "unhealthy"}}),
            &[],
        );
        assert_eq!(in_order(&report), ["d", "b", "c", "a"]);
        assert_eq!(caveat(&report), None);
    }

    #[test]
    fn a_check_that_fails_by_itself_is_told_from_what_it_checks() {
        let broken = report(
            "unhealthy",
            json!({"external_services": {"status": "unhealthy", "message": "failed"},
                "cpu": {"status": "unhealthy"}, "memory": {"status": "healthy"}}),
            &[DUMP],
        );
        let words = caveat(&broken).unwrap();
        assert!(words.contains("The external_services check"));
        assert!(words.contains("Also check cpu (unhealthy)"));
        assert!(!words.contains("input_value"));
        let honest = report(
            "unhealthy",
            json!({"external_services": {"status": "unhealthy", "message": "crm is down"}}),
            &["external_services: crm is down"],
        );
        assert_eq!(caveat(&honest), None);
    }

    #[test]
    fn the_reason_names_what_is_not_well() {
        let why = |components| reason(&report("unhealthy", components, &[]));
        assert_eq!(why(json!({"a": {"status": "healthy"}})), None);
        assert_eq!(
            why(
                json!({"disk_space": {"status": "unhealthy"}, "cpu": {"status": "degraded"},
                "gpu": {"status": "melting"}, "memory": {"status": "unhealthy"}})
            )
            .unwrap(),
            "Failing: Disk space, Memory; degraded: Cpu; unknown: Gpu."
        );
        assert_eq!(
            why(json!({"cpu": {"status": "degraded"}})).unwrap(),
            "Degraded: Cpu."
        );
    }

    #[test]
    fn uptime_is_told_in_days_hours_and_minutes() {
        assert_eq!(uptime(42.7), "42 s");
        assert_eq!(uptime(3_600.0), "1 h 0 min");
        assert_eq!(uptime(274_320.0), "3 d 4 h 12 min");
        assert_eq!(uptime(f64::NAN), "unknown");
    }

    fn ready(value: serde_json::Value) -> String {
        let mut whole = json!({"timestamp": "2026-11-23T00:00:00"});
        let map = whole.as_object_mut().unwrap();
        map.extend(value.as_object().unwrap().clone());
        readiness(&serde_json::from_value(whole).unwrap())
    }

    #[test]
    fn ready_although_checks_failed_is_said_plainly() {
        let check = |ready: bool, required: bool| json!({"name": "c", "ready": ready, "required": required});
        assert_eq!(
            ready(json!({"ready": true, "checks": [check(true, true)]})),
            "All checks passed"
        );
        assert_eq!(
            ready(
                json!({"ready": true, "checks": [check(true, true), check(false, false)],
                "total_checks": 3, "failed_checks": 1})
            ),
            "Ready · 1 optional check failing"
        );
        assert_eq!(
            ready(json!({"ready": true, "checks": [check(false, true)]})),
            "Ready · 1 check failing, one or more required"
        );
        assert_eq!(
            ready(json!({"ready": true, "failed_checks": 2, "total_checks": 2})),
            "Ready · 2 checks failing"
        );
        assert_eq!(
            ready(json!({"ready": false, "checks": [check(false, true)]})),
            "Not ready · 1 check failing"
        );
    }
}
