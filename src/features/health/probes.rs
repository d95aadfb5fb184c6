//! Components as the readiness checks tell them, for servers whose own checks have a price.
//! Pure.

use std::collections::BTreeMap;

use wire::health::{Check, Component, Health, HealthReport, HealthStatus, Readiness};

/// The readiness checks as a report by component.
pub fn components_of(readiness: &Readiness) -> HealthReport {
    let count = |ready| {
        let checks = readiness.checks.iter();
        u64::try_from(checks.filter(|check| check.ready == ready).count()).ok()
    };
    let components = readiness
        .checks
        .iter()
        .map(|check| (check.name.clone(), component(check, readiness)))
        .collect::<BTreeMap<_, _>>();
    HealthReport {
        health: Health {
            status: if readiness.ready {
                HealthStatus::Healthy
            } else {
                HealthStatus::Unhealthy
            },
            timestamp: readiness.timestamp.clone(),
            service: None,
            version: None,
            environment: None,
            uptime_seconds: None,
        },
        components,
        checks_passed: count(true),
        checks_failed: count(false),
        checks_total: u64::try_from(readiness.checks.len()).ok(),
        response_time_ms: None,
        warnings: Vec::new(),
        errors: Vec::new(),
    }
}

fn component(check: &Check, readiness: &Readiness) -> Component {
    let status = match (check.ready, check.required) {
        (true, _) => HealthStatus::Healthy,
        (false, Some(false)) => HealthStatus::Degraded,
        (false, _) => HealthStatus::Unhealthy,
    };
    Component {
        name: None,
        status,
        message: check.message.clone(),
        response_time_ms: None,
        last_check: Some(readiness.timestamp.clone()),
        metadata: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readiness_checks_are_components() {
        let readiness = serde_json::from_value(serde_json::json!({
            "ready": true, "timestamp": "2026-11-23T00:00:00", "checks": [
                {"name": "configuration", "ready": true, "required": true},
                {"name": "services", "ready": false, "message": "no", "required": false},
                {"name": "other", "ready": false},
            ],
        }))
        .unwrap();
        let report = components_of(&readiness);
        let status = |name| report.components[name].status.clone();
        assert_eq!(status("configuration"), HealthStatus::Healthy);
        assert_eq!(status("services"), HealthStatus::Degraded);
        assert_eq!(status("other"), HealthStatus::Unhealthy);
        assert_eq!(
            (report.checks_passed, report.checks_total),
            (Some(1), Some(3))
        );
    }
}
