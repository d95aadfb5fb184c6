//! A plausible past: how the components were, and the alerts there have been.

use chrono::TimeDelta;
use wire::{
    Stamp,
    alerts::{Alert, Severity},
    health::HealthStatus,
    uptime::Window,
};

use crate::{checks::COMPONENTS, error::Result, ids, state::App, store::health};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Something that was wrong once.
struct Incident {
    component: &'static str,
    status: HealthStatus,
    /// How many minutes before now it began.
    before: i64,
    /// How many minutes it lasted.
    lasted: i64,
    message: &'static str,
    seen_by: Option<&'static str>,
}

const INCIDENTS: [Incident; 5] = [
    Incident {
        component: "queue",
        status: HealthStatus::Degraded,
        before: 7 * 60 + 20,
        lasted: 36,
        message: "More than 1000 jobs queued",
        seen_by: None,
    },
    Incident {
        component: "database",
        status: HealthStatus::Unhealthy,
        before: 3 * 24 * 60 + 95,
        lasted: 14,
        message: "Not responding",
        seen_by: Some("Olga Owens"),
    },
    Incident {
        component: "workers",
        status: HealthStatus::Unhealthy,
        before: 19 * 24 * 60 + 410,
        lasted: 52,
        message: "No workers running",
        seen_by: Some("Edwin Moreau"),
    },
    Incident {
        component: "memory",
        status: HealthStatus::Degraded,
        before: 34 * 24 * 60 + 180,
        lasted: 125,
        message: "101 MB free",
        seen_by: None,
    },
    Incident {
        component: "disk",
        status: HealthStatus::Unhealthy,
        before: 61 * 24 * 60 + 700,
        lasted: 205,
        message: "43.0 MB free",
        seen_by: Some("Olga Owens"),
    },
];

/// Gaps in the monitoring, in minutes before now: since when, and for how long.
const UNWATCHED: (i64, i64) = (47 * 24 * 60, 2 * 24 * 60);

/// Fills in the past where nothing is known yet.
pub fn fill(app: &App) -> Result<()> {
    let now = app.clock.now();
    app.store.write_now(|change| {
        if !health::is_empty(&change.connection)? {
            return Ok(());
        }
        let millis = now.timestamp_millis();
        for (from, to) in spans(millis) {
            for component in COMPONENTS {
                let span = span(component, from, to, millis);
                if span != health::Span::default() {
                    health::add(&change.connection, component, from, span)?;
                }
            }
        }
        for (number, incident) in (1_u64..).zip(&INCIDENTS) {
            let raised = now - TimeDelta::minutes(incident.before);
            let resolved = raised + TimeDelta::minutes(incident.lasted);
            let alert = Alert {
                id: ids::timed("alr", raised.timestamp_millis(), number).into(),
                severity: health::severity(&incident.status).unwrap_or(Severity::Info),
                component: incident.component.to_owned(),
                message: Some(incident.message.to_owned()),
                raised_at: Stamp::from_utc(raised),
                resolved_at: Some(Stamp::from_utc(resolved)),
                acknowledged_by: incident.seen_by.map(str::to_owned),
            };
            health::put_alert(&change.connection, &alert)?;
        }
        Ok(())
    })
}

/// The spans that the past is kept in, as coarse as the windows can bear: the nearer, the finer.
fn spans(now: i64) -> Vec<(i64, i64)> {
    let mut spans = Vec::new();
    let mut at = Window::Quarter.start(now);
    let (week, day) = (Window::Week.start(now), Window::Day.start(now));
    while at < now {
        let step = if at + DAY <= week {
            DAY
        } else if at + 4 * HOUR <= day && at.rem_euclid(4 * HOUR) == 0 {
            4 * HOUR
        } else {
            30 * MINUTE
        };
        spans.push((at, (at + step).min(now)));
        at += step;
    }
    spans
}

/// How a component was between two moments.
fn span(component: &str, from: i64, to: i64, now: i64) -> health::Span {
    let (away, long) = UNWATCHED;
    let unwatched = overlap(from, to, now - away * MINUTE, long * MINUTE);
    let mut span = health::Span::default();
    for incident in &INCIDENTS {
        if incident.component == component {
            let began = now - incident.before * MINUTE;
            let lasted = overlap(from, to, began, incident.lasted * MINUTE);
            let part = health::Span::of(&incident.status, lasted);
            span.degraded += part.degraded;
            span.bad += part.bad;
        }
    }
    span.good = (to - from - unwatched - span.degraded - span.bad).max(0);
    span
}

/// For how much of the time from `from` to `to` something was the case.
fn overlap(from: i64, to: i64, began: i64, lasted: i64) -> i64 {
    (to.min(began + lasted) - from.max(began)).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_has_no_gaps_and_no_overlaps() {
        for now in [1_795_000_123_456, 1_795_000_000_000, 1_794_960_000_001] {
            let spans = spans(now);
            assert_eq!(
                spans.first().map(|it| it.0),
                Some(Window::Quarter.start(now))
            );
            assert_eq!(spans.last().map(|it| it.1), Some(now));
            assert!(spans.windows(2).all(|pair| pair[0].1 == pair[1].0));
            assert!(spans.len() < 400, "{}", spans.len());
            for window in Window::ALL {
                let begins = window.start(now);
                assert!(spans.iter().any(|it| it.0 == begins), "{window:?}");
            }
        }
    }
}
