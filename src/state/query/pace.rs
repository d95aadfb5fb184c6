//! When a query asks again.

use std::time::Duration;

use leptos::prelude::*;

use crate::state::clock;

/// The first wait after a failure; it doubles with each one that follows.
const FIRST_RETRY: Duration = Duration::from_secs(2);

/// The longest wait after failures.
const LONGEST_RETRY: Duration = Duration::from_secs(30);

/// A server that takes long to answer is left alone for so many times as long.
const REST_PER_ANSWER: u32 = 4;

/// However long an answer took, somebody who looks wants a newer one after this long.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Why to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The answer grows old.
    Polling(Duration),
    /// The attempt failed in a way that may pass; the server may have named a time.
    Retrying(Option<Duration>),
}

/// The timer of one query.
#[derive(Clone, Copy)]
pub struct Pace {
    ask: StoredValue<Box<dyn Fn() + Send + Sync>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    failures: StoredValue<u32>,
    /// Set while an attempt is due, though nobody looks.
    due: StoredValue<bool>,
}

impl Pace {
    /// A timer that calls `ask`.
    pub fn new(ask: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            ask: StoredValue::new(Box::new(ask)),
            timer: StoredValue::new(None),
            failures: StoredValue::new(0),
            due: StoredValue::new(false),
        }
    }

    /// Plans the next attempt, after one that has ended.
    pub fn next(self, failed: bool, again: Option<Again>, visible: bool) {
        self.rest();
        let failures = if failed {
            self.failures.get_value().saturating_add(1)
        } else {
            0
        };
        self.failures.set_value(failures);
        let Some(again) = again else { return };
        self.due.set_value(true);
        if !visible {
            return;
        }
        let wait = match again {
            Again::Polling(every) => to_beat(every, clock::now(), phase()),
            Again::Retrying(Some(asked)) => asked.max(FIRST_RETRY),
            Again::Retrying(None) => backoff(failures),
        };
        let ask = move || {
            let _ = self.ask.try_with_value(|ask| ask());
        };
        self.timer
            .set_value(set_timeout_with_handle(ask, wait).ok());
    }

    /// Plans nothing.
    pub fn rest(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let _ = self.due.try_update_value(|due| *due = false);
    }

    /// Whether an attempt is planned or was put off while nobody looked.
    pub fn is_due(self) -> bool {
        self.due.try_get_value().unwrap_or(false)
    }
}

/// How long to wait when `every` is the wish and the last answer took this long.
pub fn rested(every: Duration, took: Duration) -> Duration {
    let rest = took.saturating_mul(REST_PER_ANSWER).min(LONGEST_REST);
    let beats = rest.as_secs_f64() / every.as_secs_f64().max(0.1);
    // Whole beats, so that whoever asks for the same still asks at the same moment.
    every.saturating_mul((beats.ceil() as u32).max(1))
}

/// How long it is to the beat that is nearest to `every` from `now`.
///
/// Whatever polls at one pace keeps to one beat, so that parts of a page that
/// look at the same list ask at the same moment, and one request serves them all.
fn to_beat(every: Duration, now: f64, phase: f64) -> Duration {
    let every = every.as_secs_f64() * 1_000.0;
    if every <= 0.0 {
        return Duration::ZERO;
    }
    let beat = ((now + every - phase) / every).round() * every + phase;
    Duration::from_secs_f64((beat - now).max(every / 2.0) / 1_000.0)
}

/// Where in the second this tab's beat is: not all the tabs of the world ask at once.
fn phase() -> f64 {
    thread_local! {
        static PHASE: f64 = js_sys::Math::random() * 1_000.0;
    }
    PHASE.with(|phase| *phase)
}

fn backoff(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(10);
    FIRST_RETRY
        .saturating_mul(1 << doublings)
        .min(LONGEST_RETRY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit() {
        let waits: Vec<_> = (1..7).map(|failures| backoff(failures).as_secs()).collect();
        assert_eq!(waits, [2, 4, 8, 16, 30, 30]);
        assert_eq!(backoff(u32::MAX).as_secs(), 30);
    }

    #[test]
    fn equal_paces_meet_and_stay_together() {
        let every = Duration::from_secs(5);
        let next = |now: f64| now + to_beat(every, now, 300.0).as_secs_f64() * 1_000.0;
        // Three that begin apart, each with an answer that takes a moment.
        for start in [10_000.0, 11_400.0, 12_799.0] {
            let mut now = start;
            for _ in 0..12 {
                let beat = next(now);
                assert!(beat - now >= 2_500.0, "never in a hurry");
                assert!((beat - 300.0).rem_euclid(5_000.0) < 1e-6);
                now = beat + 40.0;
            }
            // Twelve in a minute, however it began.
            assert!((now - start - 60_000.0).abs() < 2_600.0);
        }
    }

    #[test]
    fn a_slow_server_is_asked_less_often() {
        let every = Duration::from_secs(5);
        let wait = |millis| rested(every, Duration::from_millis(millis)).as_secs();
        assert_eq!(
            [wait(0), wait(900), wait(1_300), wait(3_000)],
            [5, 5, 10, 15]
        );
        assert_eq!(wait(100_000), 60);
    }
}
