//! What is kept of the components' health: spans of time, and alerts.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use wire::{
    Stamp,
    alerts::{Alert, AlertId, Severity},
    health::HealthStatus,
    uptime::{Bucket, Window},
};

use crate::{clock::from_millis, error::Result};

/// How many alerts are listed: those that stand, then the newest.
const LISTED: u32 = 100;
/// How long spans are kept, in milliseconds: a little more than the longest window.
const KEPT: i64 = 100 * 24 * 60 * 60 * 1000;

/// How long a component was how, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// It worked.
    pub good: i64,
    /// It worked, not well.
    pub degraded: i64,
    /// It did not work.
    pub bad: i64,
}

impl Span {
    /// So many milliseconds with one status; nothing is known of an unknown one.
    pub fn of(status: &HealthStatus, millis: i64) -> Self {
        let mut span = Self::default();
        match status {
            HealthStatus::Healthy => span.good = millis,
            HealthStatus::Degraded => span.degraded = millis,
            HealthStatus::Unhealthy => span.bad = millis,
            HealthStatus::Unknown | HealthStatus::Other(_) => {}
        }
        span
    }

    fn known(self) -> i64 {
        self.good + self.degraded + self.bad
    }

    fn status(self) -> HealthStatus {
        match self {
            Self { bad: 1.., .. } => HealthStatus::Unhealthy,
            Self { degraded: 1.., .. } => HealthStatus::Degraded,
            Self { good: 1.., .. } => HealthStatus::Healthy,
            _ => HealthStatus::Unknown,
        }
    }

    /// The span as it travels.
    pub fn bucket(self, from: i64, to: i64) -> Bucket {
        let known = self.known();
        let share = |part: i64, whole: i64| (part as f64 / whole as f64).clamp(0.0, 1.0);
        Bucket {
            from: from_millis(from),
            to: from_millis(to),
            status: self.status(),
            uptime_ratio: (known > 0).then(|| share(self.good + self.degraded, known)),
            known_ratio: Some(if to > from {
                share(known, to - from)
            } else {
                0.0
            }),
        }
    }
}

/// Adds to what is known of a component from `from` on.
pub fn add(connection: &Connection, component: &str, from: i64, span: Span) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO health_spans VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET good_ms = good_ms + excluded.good_ms,
                 degraded_ms = degraded_ms + excluded.degraded_ms,
                 bad_ms = bad_ms + excluded.bad_ms",
        )?
        .execute(params![component, from, span.good, span.degraded, span.bad])?;
    Ok(())
}

/// Whether nothing is known yet.
pub fn is_empty(connection: &Connection) -> Result<bool> {
    let any = connection
        .query_row("SELECT 1 FROM health_spans LIMIT 1", [], |_| Ok(()))
        .optional()?;
    Ok(any.is_none())
}

/// Forgets what is older than any window.
pub fn prune(connection: &Connection, now: i64) -> Result<()> {
    connection.execute(
        "DELETE FROM health_spans WHERE from_ms < ?1",
        [now.saturating_sub(KEPT)],
    )?;
    Ok(())
}

/// How the components were, in the buckets of a window. The last bucket ends now.
pub fn history(
    connection: &Connection,
    window: Window,
    now: i64,
) -> Result<BTreeMap<String, Vec<Bucket>>> {
    let (start, step) = (window.start(now), window.step_millis());
    let found = connection
        .prepare_cached(
            "SELECT component, (from_ms - ?1) / ?2, sum(good_ms), sum(degraded_ms), sum(bad_ms)
             FROM health_spans WHERE from_ms >= ?1 AND from_ms <= ?3 GROUP BY 1, 2",
        )?
        .query_map([start, step, now], |row| {
            let span = Span {
                good: row.get(2)?,
                degraded: row.get(3)?,
                bad: row.get(4)?,
            };
            Ok(((row.get::<_, String>(0)?, row.get::<_, i64>(1)?), span))
        })?
        .collect::<rusqlite::Result<BTreeMap<_, _>>>()?;
    let mut components = BTreeMap::new();
    for (name, _) in found.keys() {
        components.entry(name.clone()).or_insert_with(|| {
            (0..window.buckets())
                .map(|number| {
                    let from = start + number * step;
                    let span = found.get(&(name.clone(), number)).copied();
                    span.unwrap_or_default()
                        .bucket(from, (from + step).min(now))
                })
                .collect()
        });
    }
    Ok(components)
}

fn alert(row: &Row<'_>) -> rusqlite::Result<Alert> {
    Ok(Alert {
        id: row.get::<_, String>(0)?.into(),
        severity: row.get::<_, String>(1)?.into(),
        component: row.get(2)?,
        message: row.get(3)?,
        raised_at: from_millis(row.get(4)?),
        resolved_at: row.get::<_, Option<i64>>(5)?.map(from_millis),
        acknowledged_by: row.get(6)?,
    })
}

const ALERT: &str =
    "SELECT id, severity, component, message, raised_at, resolved_at, acknowledged_by
     FROM health_alerts";

/// The alerts: those that stand first, then the newest.
pub fn alerts(connection: &Connection) -> Result<Vec<Alert>> {
    let found = connection
        .prepare_cached(&format!(
            "{ALERT} ORDER BY resolved_at IS NOT NULL, raised_at DESC, id LIMIT ?1"
        ))?
        .query_map([LISTED], alert)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// How many alerts there are.
pub fn count_alerts(connection: &Connection) -> Result<u64> {
    let count: i64 =
        connection.query_row("SELECT count(*) FROM health_alerts", [], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// One alert.
pub fn find_alert(connection: &Connection, id: &AlertId) -> Result<Option<Alert>> {
    let found = connection
        .prepare_cached(&format!("{ALERT} WHERE id = ?1"))?
        .query_row([id.as_str()], alert)
        .optional()?;
    Ok(found)
}

/// The alert that stands for a component.
pub fn active(connection: &Connection, component: &str) -> Result<Option<Alert>> {
    let found = connection
        .prepare_cached(&format!(
            "{ALERT} WHERE component = ?1 AND resolved_at IS NULL"
        ))?
        .query_row([component], alert)
        .optional()?;
    Ok(found)
}

/// Keeps an alert, new or changed.
pub fn put_alert(connection: &Connection, alert: &Alert) -> Result<()> {
    let millis = |stamp: &Stamp| stamp.sort_key() / 1000;
    connection
        .prepare_cached("INSERT OR REPLACE INTO health_alerts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            alert.id.as_str(),
            alert.severity.as_str(),
            alert.component,
            alert.message,
            millis(&alert.raised_at),
            alert.resolved_at.as_ref().map(millis),
            alert.acknowledged_by,
        ])?;
    Ok(())
}

/// How serious an alert about a component in this state is; `None` where it works.
pub fn severity(status: &HealthStatus) -> Option<Severity> {
    match status {
        HealthStatus::Unhealthy => Some(Severity::Critical),
        HealthStatus::Degraded => Some(Severity::Warning),
        HealthStatus::Healthy | HealthStatus::Unknown | HealthStatus::Other(_) => None,
    }
}
