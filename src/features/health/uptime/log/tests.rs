//! What the log keeps, what it makes of it, and that nothing can break it.

use proptest::prelude::*;

use super::*;
use crate::features::health::uptime::Uptime;

const NOW: i64 = 1_795_000_000_000;
const MINUTE: i64 = 60_000;

#[test]
fn a_check_speaks_until_the_next_and_no_longer() {
    let mut log = Log::default();
    let begin = NOW - 20 * MINUTE;
    for minute in 0..=4 {
        log.observe("cpu", &HealthStatus::Healthy, begin + minute * MINUTE);
    }
    log.observe("cpu", &HealthStatus::Unhealthy, begin + 5 * MINUTE);
    log.observe("cpu", &HealthStatus::Unhealthy, begin + 6 * MINUTE);
    // Nobody looked for ten minutes.
    log.observe("cpu", &HealthStatus::Healthy, begin + 16 * MINUTE);
    let bars = log.bars("cpu", Window::Day, NOW);
    assert_eq!(bars.len(), 48);
    assert_eq!(bars.last().unwrap().to, NOW as f64);
    let known: f64 = bars.iter().map(|bar| (bar.to - bar.from) * bar.known).sum();
    assert!((known - (6 * MINUTE) as f64).abs() < 1.0, "{known}");
    let uptime = Uptime::of(&bars);
    assert!((uptime.up.unwrap() - 5.0 / 6.0).abs() < 1e-9);
}

#[test]
fn a_single_look_is_seen_and_proves_no_time() {
    let mut log = Log::default();
    log.observe("cpu", &HealthStatus::Unhealthy, NOW - MINUTE);
    let bars = log.bars("cpu", Window::Week, NOW);
    let last = bars.last().unwrap();
    assert_eq!(last.status, HealthStatus::Unhealthy);
    assert_eq!((last.up, last.known), (None, 0.0));
    assert!(
        bars[..41]
            .iter()
            .all(|bar| bar.status == HealthStatus::Unknown)
    );
}

#[test]
fn what_is_not_known_is_not_kept() {
    let mut log = Log::default();
    for status in [HealthStatus::Unknown, "melting".into()] {
        log.observe("cpu", &status, NOW);
    }
    assert_eq!(log, Log::default());
}

#[test]
fn alerts_stand_once_and_hold_no_secrets() {
    let dump = "16 validation errors for ProductionSettings\nPATH\n [type=extra_forbidden, \
                input_value='/bin']";
    assert!(is_environment_dump(dump));
    let mut log = Log::default();
    let first = log.raise("cpu", &HealthStatus::Degraded, Some(dump), NOW);
    assert_eq!(first.unwrap().message, None);
    assert!(
        log.raise("cpu", &HealthStatus::Unhealthy, None, NOW)
            .is_none()
    );
    assert!(log.is_down("cpu"));
    let ended = log.resolve("cpu", NOW + MINUTE).unwrap();
    assert!(!ended.is_active() && !log.is_down("cpu"));
    assert!(log.resolve("cpu", NOW).is_none());
    log.raise(
        "disk",
        &HealthStatus::Unhealthy,
        Some("full"),
        NOW + 2 * MINUTE,
    );
    log.raise("cpu", &HealthStatus::Unhealthy, None, NOW + 3 * MINUTE);
    log.resolve("cpu", NOW + 4 * MINUTE);
    let told: Vec<_> = log
        .alerts()
        .iter()
        .map(|alert| (alert.component.clone(), alert.is_active()))
        .collect();
    assert_eq!(
        told,
        [
            ("disk".to_owned(), true),
            ("cpu".to_owned(), false),
            ("cpu".to_owned(), false)
        ]
    );
    for round in 0..100 {
        log.raise("cpu", &HealthStatus::Unhealthy, None, NOW + round);
        log.resolve("cpu", NOW + round);
    }
    assert!(log.alerts.len() <= ALERTS);
}

fn status() -> impl Strategy<Value = HealthStatus> {
    prop_oneof![
        Just(HealthStatus::Healthy),
        Just(HealthStatus::Degraded),
        Just(HealthStatus::Unhealthy),
        Just(HealthStatus::Unknown),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// Whatever is observed in whatever order, the log stays small, reads again and adds up.
    #[test]
    fn the_log_is_bounded_and_its_shares_are_shares(
        seen in proptest::collection::vec((0_usize..40, status(), any::<i32>()), 0..400),
    ) {
        let mut log = Log::default();
        for (which, status, at) in seen {
            log.observe(&format!("c{which}"), &status, NOW + i64::from(at));
        }
        prop_assert!(log.components.len() <= COMPONENTS);
        prop_assert!(log.components.values().all(|it| it.len() <= STRETCHES));
        let text = serde_json::to_string(&log).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Log>(&text).unwrap(), &log);
        for name in log.components.keys() {
            for window in Window::ALL {
                for bar in log.bars(name, window, NOW) {
                    prop_assert!((0.0..=1.0).contains(&bar.known));
                    prop_assert!(bar.up.is_none_or(|up| (0.0..=1.0).contains(&up)));
                }
            }
        }
    }

    /// A log that somebody else has written is read or refused, and breaks nothing.
    #[test]
    fn a_foreign_log_breaks_nothing(from in any::<i64>(), to in any::<i64>(), now in any::<i64>()) {
        let text = format!(r#"{{"components":{{"c":[[{from},{to},"odd"],[{from},{to},"healthy"]]}}}}"#);
        let mut log: Log = serde_json::from_str(&text).unwrap();
        for window in Window::ALL {
            prop_assert!(!log.bars("c", window, now).is_empty());
        }
        log.observe("c", &HealthStatus::Healthy, now);
        log.raise("c", &HealthStatus::Unhealthy, None, now);
        log.resolve("c", now);
    }
}
