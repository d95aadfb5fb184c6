//! What this browser has observed itself, in as few words as storage can bear. Pure.
//!
//! A check speaks for the time until the next one, unless that comes late:
//! what was in between nobody knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::{
    Stamp,
    alerts::{Alert, Severity},
    health::HealthStatus,
    shipped::leak::is_environment_dump,
    uptime::Window,
};

use super::Bar;

/// Checks are made once a minute while somebody looks; after this long the thread is lost.
const THREAD: i64 = 3 * 60_000;
/// The longest window that is shown.
const KEPT: i64 = 90 * 24 * 60 * 60_000;
/// More of one component would fill the storage, and nobody could read it.
const STRETCHES: usize = 200;
/// More components than this are not told apart.
const COMPONENTS: usize = 24;
/// So many past alerts are kept.
const ALERTS: usize = 40;
/// Longer words are cut.
const WORDS: usize = 300;

/// For how long a component was how: from, until, how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Stretch(i64, i64, HealthStatus);

/// What this browser has observed of one backend.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Log {
    #[serde(default)]
    components: BTreeMap<String, Vec<Stretch>>,
    #[serde(default)]
    alerts: Vec<Alert>,
}

impl Log {
    /// Takes note of what a check has found at `now`, in milliseconds since 1970.
    pub fn observe(&mut self, component: &str, status: &HealthStatus, now: i64) {
        if !is_known(status) || component.len() > WORDS {
            return;
        }
        let is_new = !self.components.contains_key(component);
        if is_new && self.components.len() >= COMPONENTS {
            return;
        }
        let stretches = self.components.entry(component.to_owned()).or_default();
        // A clock that was set back makes the future of before unknown.
        stretches.retain(|it| it.1 <= now && it.0 <= it.1 && it.1 >= now.saturating_sub(KEPT));
        if let Some(last) = stretches.last_mut()
            && now.saturating_sub(last.1) <= THREAD
        {
            last.1 = now;
            if last.2 == *status {
                return;
            }
        }
        stretches.push(Stretch(now, now, status.clone()));
        let surplus = stretches.len().saturating_sub(STRETCHES);
        stretches.drain(..surplus);
    }

    /// How a component was, in the bars of a window. The last bar ends now.
    pub fn bars(&self, component: &str, window: Window, now: i64) -> Vec<Bar> {
        let none = Vec::new();
        let stretches = self.components.get(component).unwrap_or(&none);
        let (start, step) = (window.start(now), window.step_millis());
        (0..window.buckets())
            .map(|number| {
                let from = start.saturating_add(number.saturating_mul(step));
                bar(stretches, from, from.saturating_add(step).min(now))
            })
            .collect()
    }

    /// The alerts: those that stand first, then the newest.
    pub fn alerts(&self) -> Vec<Alert> {
        let mut alerts: Vec<_> = self.alerts.iter().rev().cloned().collect();
        alerts.sort_by_key(|alert| !alert.is_active());
        alerts
    }

    /// Whether a component is known to be down.
    pub fn is_down(&self, component: &str) -> bool {
        self.alerts
            .iter()
            .any(|alert| alert.component == component && alert.is_active())
    }

    /// Raises an alert, unless one about the component stands already.
    pub fn raise(
        &mut self,
        component: &str,
        status: &HealthStatus,
        message: Option<&str>,
        now: i64,
    ) -> Option<Alert> {
        if self.is_down(component) {
            return None;
        }
        // A list of the server's environment is not to be kept anywhere.
        let message = message
            .filter(|text| !is_environment_dump(text) && !text.trim().is_empty())
            .map(|text| text.chars().take(WORDS).collect());
        let alert = Alert {
            id: format!("{component}-{now}").into(),
            severity: match status {
                HealthStatus::Degraded => Severity::Warning,
                _ => Severity::Critical,
            },
            component: component.to_owned(),
            message,
            raised_at: stamp(now)?,
            resolved_at: None,
            acknowledged_by: None,
        };
        self.alerts.push(alert.clone());
        let surplus = self.alerts.len().saturating_sub(ALERTS);
        self.alerts.drain(..surplus);
        Some(alert)
    }

    /// Resolves the alert about a component, where one stands.
    pub fn resolve(&mut self, component: &str, now: i64) -> Option<Alert> {
        let alert = self
            .alerts
            .iter_mut()
            .find(|alert| alert.component == component && alert.is_active())?;
        alert.resolved_at = Some(stamp(now)?);
        Some(alert.clone())
    }
}

fn stamp(millis: i64) -> Option<Stamp> {
    chrono::DateTime::from_timestamp_millis(millis).map(Stamp::from_utc)
}

fn is_known(status: &HealthStatus) -> bool {
    !matches!(status, HealthStatus::Unknown | HealthStatus::Other(_))
}

fn rank(status: &HealthStatus) -> u8 {
    match status {
        HealthStatus::Healthy => 1,
        HealthStatus::Degraded => 2,
        HealthStatus::Unhealthy => 3,
        HealthStatus::Unknown | HealthStatus::Other(_) => 0,
    }
}

fn bar(stretches: &[Stretch], from: i64, to: i64) -> Bar {
    let (mut known, mut up) = (0_i64, 0_i64);
    let mut status = HealthStatus::Unknown;
    for Stretch(began, ended, how) in stretches {
        // A single look has no length, and was made all the same.
        if !is_known(how) || *began > to || *ended < from || (*ended == from && began != ended) {
            continue;
        }
        let length = to.min(*ended).saturating_sub(from.max(*began)).max(0);
        known = known.saturating_add(length);
        if *how != HealthStatus::Unhealthy {
            up = up.saturating_add(length);
        }
        if rank(how) > rank(&status) {
            status = how.clone();
        }
    }
    let whole = to.saturating_sub(from);
    let share = |part: i64, whole: i64| (part as f64 / whole as f64).clamp(0.0, 1.0);
    Bar {
        from: from as f64,
        to: to as f64,
        status,
        up: (known > 0).then(|| share(up, known)),
        known: if whole > 0 { share(known, whole) } else { 0.0 },
    }
}

#[cfg(test)]
mod tests;
