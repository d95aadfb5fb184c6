//! Watches the components: keeps how they were, raises alerts and resolves them; empties the trash
//! of what has been there for long enough.
//!
//! One failed check is no alert and one that went well is no repair, or a
//! component on the edge would cry all day.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use wire::{
    alerts::Alert,
    health::{Component, HealthStatus},
    uptime::Window,
};

use crate::{
    checks,
    clock::from_millis,
    error::Result,
    ids,
    state::App,
    store::{Change, contents, health},
};

/// How long it is from one look to the next, at a lifelike pace.
const EVERY: Duration = Duration::from_secs(10);
/// However fast the pace is, looking must not become the load.
const SOONEST: Duration = Duration::from_millis(400);
/// So many checks in a row that failed raise an alert.
pub const FAILURES: u32 = 3;
/// So many in a row that went well resolve it.
pub const SUCCESSES: u32 = 3;

/// How many checks in a row found the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Streak {
    failed: u32,
    passed: u32,
}

impl Streak {
    /// Counts one more check. What could not be found out counts for neither.
    fn count(&mut self, status: &HealthStatus) {
        match status {
            HealthStatus::Healthy => {
                self.passed = self.passed.saturating_add(1);
                self.failed = 0;
            }
            HealthStatus::Degraded | HealthStatus::Unhealthy => {
                self.failed = self.failed.saturating_add(1);
                self.passed = 0;
            }
            HealthStatus::Unknown | HealthStatus::Other(_) => {}
        }
    }
}

/// What the watcher remembers from one look to the next.
#[derive(Default)]
struct Watcher {
    streaks: BTreeMap<String, Streak>,
    last: Option<Instant>,
}

/// Starts to watch, until the server stops.
pub fn start(app: &App) -> Result<()> {
    let now = app.clock.millis();
    app.store
        .write_now(|change| health::prune(&change.connection, now))?;
    purge(app)?;
    let app = app.clone();
    tokio::spawn(async move {
        let every = EVERY.mul_f64(app.args.pace).max(SOONEST);
        let mut watcher = Watcher::default();
        loop {
            if let Err(error) = watcher.probe(&app, every).await {
                eprintln!("watcher: {error:?}");
            }
            tokio::select! {
                () = app.runner.stopped() => return,
                () = tokio::time::sleep(every) => {}
            }
        }
    });
    Ok(())
}

/// Lets go of what has been in the trash for long enough.
pub fn purge(app: &App) -> Result<()> {
    let now = app.clock.stamp();
    app.store
        .write_now(|change| contents::purge(&change.connection, &now).map(|_| ()))
}

impl Watcher {
    async fn probe(&mut self, app: &App, every: Duration) -> Result<()> {
        let found = checks::all(app).await;
        // A probe covers the time since the one before, unless that was long ago.
        let since = self
            .last
            .replace(Instant::now())
            .map_or(every, |last| last.elapsed().min(every.saturating_mul(3)));
        let covered = i64::try_from(since.as_millis()).unwrap_or_default();
        for (name, component) in &found {
            let streak = self.streaks.entry(name.clone()).or_default();
            streak.count(&component.status);
        }
        let streaks = self.streaks.clone();
        let (now, stamp) = (app.clock.millis(), app.clock.stamp());
        app.store
            .write(move |change| {
                contents::purge(&change.connection, &stamp)?;
                let step = Window::Day.step_millis();
                let from = now - now.rem_euclid(step);
                for (name, component) in &found {
                    let span = health::Span::of(&component.status, covered);
                    if span != health::Span::default() {
                        health::add(&change.connection, name, from, span)?;
                    }
                    let streak = streaks.get(name).copied().unwrap_or_default();
                    settle(change, name, component, streak, now)?;
                }
                Ok(())
            })
            .await
    }
}

/// Raises, worsens or resolves a component's alert, as its streak says.
fn settle(
    change: &mut Change<'_>,
    name: &str,
    component: &Component,
    streak: Streak,
    now: i64,
) -> Result<()> {
    let connection = &change.connection;
    let severity = health::severity(&component.status).filter(|_| streak.failed >= FAILURES);
    match (health::active(connection, name)?, severity) {
        (None, Some(severity)) => {
            let alert = Alert {
                id: ids::other("alr", now)?.into(),
                severity,
                component: name.to_owned(),
                message: component.message.clone(),
                raised_at: from_millis(now),
                resolved_at: None,
                acknowledged_by: None,
            };
            health::put_alert(connection, &alert)
        }
        // What was known to be not well, and now does not work at all, is news.
        (Some(alert), Some(severity)) if severity < alert.severity => health::put_alert(
            connection,
            &Alert {
                severity,
                message: component.message.clone(),
                acknowledged_by: None,
                ..alert
            },
        ),
        (Some(alert), _) if streak.passed >= SUCCESSES => health::put_alert(
            connection,
            &Alert {
                resolved_at: Some(from_millis(now)),
                ..alert
            },
        ),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_breaks_no_streak() {
        let mut streak = Streak::default();
        for status in ["unhealthy", "unknown", "degraded", "melting"] {
            streak.count(&status.into());
        }
        assert_eq!((streak.failed, streak.passed), (2, 0));
        streak.count(&HealthStatus::Healthy);
        assert_eq!((streak.failed, streak.passed), (0, 1));
    }
}
