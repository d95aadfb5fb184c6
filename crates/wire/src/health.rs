//! How the server is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Call, Method, Path, Stamp, routes, shipped::in_utc, text::open_enum};

open_enum! {
    /// How the server or a component is.
    HealthStatus {
        /// Well.
        Healthy = "healthy",
        /// Working, not well.
        Degraded = "degraded",
        /// Not working.
        Unhealthy = "unhealthy",
        /// Not checked.
        Unknown = "unknown",
    }
}

impl HealthStatus {
    /// The status in words.
    pub fn label(&self) -> &str {
        match self {
            Self::Healthy => "Healthy",
            Self::Degraded => "Degraded",
            Self::Unhealthy => "Unhealthy",
            Self::Unknown => "Unknown",
            Self::Other(word) => word,
        }
    }
}

/// Overall health.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Health {
    /// How it is.
    pub status: HealthStatus,
    /// When this was found.
    pub timestamp: Stamp,
    /// The service's name.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub service: Option<String>,
    /// Its version.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub version: Option<String>,
    /// E.g. `production`.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub environment: Option<String>,
    /// Seconds since it started.
    #[serde(default)]
    pub uptime_seconds: Option<f64>,
}

impl Health {
    /// When this was found. Every known server means UTC, also where it does not say so.
    pub fn found_at(&self) -> Stamp {
        in_utc(&self.timestamp)
    }
}

/// One component's health.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Component {
    /// Its name; the map's key where it is missing.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub name: Option<String>,
    /// How it is.
    pub status: HealthStatus,
    /// Why.
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    pub message: Option<String>,
    /// How long its check took, in milliseconds.
    #[serde(default)]
    pub response_time_ms: Option<f64>,
    /// When it was checked.
    #[serde(default)]
    pub last_check: Option<Stamp>,
    /// Whatever else is known of it.
    #[serde(default)]
    pub metadata: Option<BTreeMap<String, Value>>,
}

impl Component {
    /// When it was checked, in UTC as [`Health::found_at`].
    pub fn checked_at(&self) -> Option<Stamp> {
        self.last_check.as_ref().map(in_utc)
    }
}

/// Health by component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HealthReport {
    /// Overall.
    #[serde(flatten)]
    pub health: Health,
    /// By component; a skipped one is absent.
    #[serde(default)]
    pub components: BTreeMap<String, Component>,
    /// Checks that went well.
    #[serde(default)]
    pub checks_passed: Option<u64>,
    /// Checks that did not.
    #[serde(default)]
    pub checks_failed: Option<u64>,
    /// All checks.
    #[serde(default)]
    pub checks_total: Option<u64>,
    /// How long all took, in milliseconds.
    #[serde(default)]
    pub response_time_ms: Option<f64>,
    /// What to look at.
    #[serde(default, deserialize_with = "crate::terminal::list")]
    pub warnings: Vec<String>,
    /// What is broken.
    #[serde(default, deserialize_with = "crate::terminal::list")]
    pub errors: Vec<String>,
}

/// One readiness check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Check {
    /// What is checked.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// Whether it is ready.
    pub ready: bool,
    /// Why, if it says so.
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    pub message: Option<String>,
    /// Whether the server cannot work without it.
    #[serde(default)]
    pub required: Option<bool>,
}

/// Whether the server is ready to work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Readiness {
    /// Whether it is.
    pub ready: bool,
    /// When this was found.
    pub timestamp: Stamp,
    /// What was checked.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// How many checks there are.
    #[serde(default)]
    pub total_checks: Option<u64>,
    /// How many went well.
    #[serde(default)]
    pub passed_checks: Option<u64>,
    /// How many did not.
    #[serde(default)]
    pub failed_checks: Option<u64>,
    /// Whether every required check went well.
    #[serde(default)]
    pub required_checks_passed: Option<bool>,
}

impl Readiness {
    /// When this was found, in UTC as [`Health::found_at`].
    pub fn found_at(&self) -> Stamp {
        in_utc(&self.timestamp)
    }

    /// The checks that failed.
    pub fn failed(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| !check.ready)
    }
}

/// Whether the process answers at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Liveness {
    /// Whether it does.
    pub alive: bool,
    /// When this was found.
    pub timestamp: Stamp,
    /// How much memory it uses, in MiB.
    #[serde(default)]
    pub memory_usage_mb: Option<f64>,
    /// How busy it is, in percent of a core.
    #[serde(default)]
    pub cpu_percent: Option<f64>,
    /// How many threads it has.
    #[serde(default)]
    pub thread_count: Option<u64>,
}

/// A 503 from these routes carries the same report, so it is an answer.
const ALSO_GOOD: &[u16] = &[503];

/// Overall health, as last found.
pub fn overall() -> Call<Health> {
    Call::new(Method::Get, Path::fixed(routes::HEALTH.template))
        .public()
        .also_good(ALSO_GOOD)
}

/// Health by component; makes the server check, so ask rarely.
pub fn report() -> Call<HealthReport> {
    Call::new(Method::Get, Path::fixed(routes::HEALTH_DETAILED.template))
        .public()
        .also_good(ALSO_GOOD)
}

/// Readiness checks.
pub fn ready() -> Call<Readiness> {
    Call::new(Method::Get, Path::fixed(routes::READY.template))
        .public()
        .also_good(ALSO_GOOD)
}

/// Whether the process answers at all.
pub fn live() -> Call<Liveness> {
    Call::new(Method::Get, Path::fixed(routes::LIVE.template)).public()
}

/// Checks one component now, and says how it is.
pub fn check(component: &str) -> Call<Component> {
    Call::new(
        Method::Post,
        Path::filled(routes::CHECK_COMPONENT.template, &[component]),
    )
    .map(|checked: Checked| Component {
        name: checked.found.name.or(checked.component),
        last_check: checked.found.last_check.or(checked.timestamp),
        ..checked.found
    })
}

/// A component as the check of it alone answers: the shipped backend has other names there.
#[derive(Deserialize)]
struct Checked {
    #[serde(default)]
    component: Option<String>,
    #[serde(default)]
    timestamp: Option<Stamp>,
    #[serde(flatten)]
    found: Component,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn both_kinds_of_servers_tell_of_one_component() {
        // As recorded from the backend as shipped.
        let shipped = r#"{"component":"memory","status":"healthy",
            "message":"Memory usage healthy: 11.0% used","response_time_ms":null,
            "metadata":{"system_percent":11.0},"error":null,
            "timestamp":"2026-11-23T00:03:21.919457"}"#;
        let call = check("memory");
        assert_eq!(call.target(), "/health/check/memory");
        let found = call.read(&Answer::new(200, shipped)).unwrap();
        assert_eq!(found.name.as_deref(), Some("memory"));
        assert!(found.checked_at().is_some());
        let contract = serde_json::to_string(&found).unwrap();
        assert_eq!(call.read(&Answer::new(200, contract)).unwrap(), found);
        assert!(call.read(&Answer::new(200, "{}")).is_err());
    }
}
