//! When a query asks again.

use std::time::Duration;

use leptos::prelude::*;
use wire::{ApiError, Method};

use crate::state::clock;

/// The first wait after a failure; it doubles with each one that follows.
const FIRST_RETRY: Duration = Duration::from_secs(2);

/// The longest wait after failures.
const LONGEST_RETRY: Duration = Duration::from_secs(30);

/// The longest wait that a server is granted: what it asks for beyond that may be a mistake, and a
/// browser's timer takes no more than 24 days.
const LONGEST_ASKED: Duration = Duration::from_secs(3_600);

/// Refreshing takes no more of somebody's line than this.
const BYTES_PER_SECOND: f64 = 35_000.0;

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

impl Again {
    /// What follows an attempt that ended with `error` (`None`: well), where an answer is
    /// wanted anew every `poll`.
    ///
    /// Whatever is shown and not known to be current is asked for until it is.
    pub fn after(error: Option<&ApiError>, method: Method, poll: Option<Duration>) -> Option<Self> {
        let Some(error) = error else {
            return poll.map(Self::Polling);
        };
        match error {
            // Nothing was asked.
            ApiError::Aborted | ApiError::NotOffered(_) | ApiError::NoKey(_) => None,
            // A cut answer looks like this as well as a fault of the route.
            ApiError::Hidden { .. } | ApiError::Unreadable { .. } if !method.is_safe() => None,
            ApiError::Unreadable { .. } => Some(Self::Retrying(None)),
            error if error.is_retryable() => {
                let asked = error.retry_after().map(Duration::from_secs);
                Some(Self::Retrying(asked))
            }
            // The session has ended; signing in asks anew.
            error if error.is_auth() => None,
            // A refusal is final for what is shown once, and may be taken back under what polls.
            _ => poll.map(|_| Self::Retrying(None)),
        }
    }
}

/// How long to wait after failures, where the server may have asked for a time.
fn retry_wait(asked: Option<Duration>, failures: u32) -> Duration {
    match asked {
        Some(asked) => asked.clamp(FIRST_RETRY, LONGEST_ASKED),
        None => backoff(failures),
    }
}

/// Asks; an answer that somebody else got for the same may be as old as this.
type Ask = Box<dyn Fn(Option<Duration>) + Send + Sync>;

/// The timer of one query.
#[derive(Clone, Copy)]
pub struct Pace {
    ask: StoredValue<Ask>,
    timer: StoredValue<Option<TimeoutHandle>>,
    failures: StoredValue<u32>,
    /// Whether a wait was cut short since an attempt last went well.
    hurried: StoredValue<bool>,
    /// Why an attempt is due, also while nobody looks.
    due: StoredValue<Option<Again>>,
    /// When the last attempt failed with a time named by the server, by [`clock::now`].
    told_at: StoredValue<f64>,
}

impl Pace {
    /// A timer that calls `ask`.
    pub fn new(ask: impl Fn(Option<Duration>) + Send + Sync + 'static) -> Self {
        Self {
            ask: StoredValue::new(Box::new(ask)),
            timer: StoredValue::new(None),
            failures: StoredValue::new(0),
            hurried: StoredValue::new(false),
            due: StoredValue::new(None),
            told_at: StoredValue::new(0.0),
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
        if !failed {
            self.hurried.set_value(false);
        }
        let Some(again) = again else { return };
        self.due.set_value(Some(again));
        if matches!(again, Again::Retrying(Some(_))) {
            self.told_at.set_value(clock::now());
        }
        if !visible {
            return;
        }
        let wait = match again {
            Again::Polling(every) => to_beat(every, clock::now(), phase()),
            Again::Retrying(asked) => retry_wait(asked, failures),
        };
        // Whoever polls for the same has an answer that is new enough, if not the very same beat.
        let max_age = matches!(again, Again::Polling(_)).then(|| wait / 2);
        self.plan(wait, max_age);
    }

    fn plan(self, wait: Duration, max_age: Option<Duration>) {
        let timer = set_timeout_with_handle(move || self.fire(max_age), wait).ok();
        self.timer.set_value(timer);
    }

    /// Whether the server has named a time that has not come yet; an attempt follows then.
    pub fn keeps_off(self) -> bool {
        let Some(Again::Retrying(Some(asked))) = self.due.try_get_value().flatten() else {
            return false;
        };
        let told_at = self.told_at.try_get_value().unwrap_or_default();
        let left = left_of_asked(asked, told_at, clock::now());
        if let Some(left) = left {
            // Nothing was planned while the page was hidden.
            self.stop_timer();
            self.plan(left, None);
        }
        left.is_some()
    }

    /// Asks, unless what the timer was for is no longer due: a browser that slept may have it ring
    /// with all that came meanwhile.
    fn fire(self, max_age: Option<Duration>) {
        if self.is_due() {
            let _ = self.ask.try_with_value(|ask| ask(max_age));
        }
    }

    /// Plans nothing.
    pub fn rest(self) {
        self.stop_timer();
        let _ = self.due.try_update_value(|due| *due = None);
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Whether an attempt is planned or was put off while nobody looked.
    pub fn is_due(self) -> bool {
        self.due.try_get_value().flatten().is_some()
    }

    /// Whether to make up for a failure at once, as the server has returned.
    ///
    /// Once only until an attempt goes well: where one route gives no answer and others do, each
    /// of their answers looks like a return.
    pub fn hurries(self) -> bool {
        self.is_retrying()
            && self
                .hurried
                .try_update_value(|one| !std::mem::replace(one, true))
                == Some(true)
    }

    /// Whether that attempt is to make up for one that failed.
    pub fn is_retrying(self) -> bool {
        matches!(self.due.try_get_value().flatten(), Some(Again::Retrying(_)))
    }
}

/// How much is left at `now` of the time that the server asked for at `told_at`.
fn left_of_asked(asked: Duration, told_at: f64, now: f64) -> Option<Duration> {
    // A device's clock that is set back makes no wait longer.
    let passed = Duration::try_from_secs_f64((now - told_at).max(0.0) / 1_000.0).ok()?;
    let left = retry_wait(Some(asked), 1).saturating_sub(passed);
    (!left.is_zero()).then_some(left)
}

/// How long to wait when `every` is asked for and the last answer took this long and was this large.
pub fn throttled(every: Duration, took: Duration, bytes: usize) -> Duration {
    let for_line = Duration::try_from_secs_f64(bytes as f64 / BYTES_PER_SECOND);
    let rest = took
        .saturating_mul(REST_PER_ANSWER)
        .max(for_line.unwrap_or(LONGEST_REST))
        .min(LONGEST_REST);
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
    fn a_return_of_the_server_cuts_a_wait_short_once() {
        let owner = Owner::new();
        owner.set();
        let pace = Pace::new(|_| {});
        let fail = |pace: Pace| pace.next(true, Some(Again::Retrying(None)), false);
        assert!(!pace.hurries(), "nothing has failed");
        fail(pace);
        assert!(pace.hurries());
        fail(pace);
        assert!(!pace.hurries(), "the last hurry was in vain");
        pace.next(false, None, false);
        fail(pace);
        assert!(pace.hurries());
    }

    #[test]
    fn a_firing_that_is_no_longer_due_asks_nothing() {
        let owner = Owner::new();
        owner.set();
        let asked = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
        let count = asked.clone();
        let pace = Pace::new(move |_| {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        });
        let asked = || asked.load(std::sync::atomic::Ordering::Relaxed);
        pace.fire(None);
        assert_eq!(asked(), 0, "nothing was planned");
        for again in [
            Again::Polling(Duration::from_secs(5)),
            Again::Retrying(None),
        ] {
            let before = asked();
            pace.next(true, Some(again), false);
            pace.fire(None);
            assert_eq!(asked(), before + 1, "{again:?} is due");
            pace.rest();
            pace.fire(None);
            assert_eq!(asked(), before + 1, "{again:?} was put off");
        }
    }

    #[test]
    fn a_time_that_the_server_has_named_holds_whatever_else_happens() {
        let left = |seconds, now| {
            let left = left_of_asked(Duration::from_secs(seconds), 1_000.0, now);
            left.map(|left| left.as_millis())
        };
        assert_eq!(left(5, 1_500.0), Some(4_500));
        assert_eq!(left(5, 6_000.0), None, "it has come");
        assert_eq!(left(5, -86_400_000.0), Some(5_000));
        assert_eq!(left(u64::MAX, 1_000.0), Some(3_600_000));
    }

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
        let wait = |millis| throttled(every, Duration::from_millis(millis), 0).as_secs();
        assert_eq!(
            [wait(0), wait(900), wait(1_300), wait(3_000)],
            [5, 5, 10, 15]
        );
        assert_eq!(wait(100_000), 60);
    }

    #[test]
    fn a_large_answer_is_asked_for_less_often() {
        let every = Duration::from_secs(5);
        let wait = |bytes| throttled(every, Duration::ZERO, bytes).as_secs();
        assert_eq!([wait(0), wait(15_000), wait(170_000)], [5, 5, 5]);
        // 400 jobs of the backend as shipped: less than 2 MB a minute.
        assert_eq!(wait(740_000), 25);
        assert_eq!(wait(usize::MAX), 60);
    }

    #[test]
    fn a_server_gets_the_time_that_it_asks_for_within_reason() {
        let wait = |seconds| retry_wait(Some(Duration::from_secs(seconds)), 1).as_secs();
        assert_eq!([wait(0), wait(30), wait(600)], [2, 30, 600]);
        // A timer of more than 24 days would fire at once.
        assert_eq!([wait(10_000_000), wait(u64::MAX)], [3_600, 3_600]);
    }

    #[test]
    fn whatever_is_not_known_to_be_current_is_asked_for_again() {
        let route = || "GET /x".to_owned();
        let refused = |status, retry_after| {
            ApiError::Refused(wire::Refusal {
                status,
                retry_after,
                ..wire::Refusal::default()
            })
        };
        let unreadable = ApiError::Unreadable {
            route: route(),
            problem: String::new(),
            request_id: None,
        };
        let hidden = ApiError::Hidden { route: route() };
        let retried = Some(Again::Retrying(None));
        let polled = Some(Duration::from_secs(5));
        for error in [
            &ApiError::Unreachable { route: route() },
            &ApiError::TimedOut { route: route() },
            &hidden,
            &unreadable,
            &refused(500, None),
        ] {
            for poll in [None, polled] {
                assert_eq!(
                    Again::after(Some(error), Method::Get, poll),
                    retried,
                    "{error:?}"
                );
            }
        }
        let told = Again::Retrying(Some(Duration::from_secs(3)));
        assert_eq!(
            Again::after(Some(&refused(429, Some(3))), Method::Get, None),
            Some(told)
        );
        // A refusal of what is shown once is final; under a page that polls it may be taken back.
        for status in [403, 404] {
            let error = refused(status, None);
            assert_eq!(Again::after(Some(&error), Method::Get, None), None);
            assert_eq!(Again::after(Some(&error), Method::Get, polled), retried);
        }
        assert_eq!(
            Again::after(Some(&refused(401, None)), Method::Get, polled),
            None
        );
        assert_eq!(
            Again::after(Some(&ApiError::Aborted), Method::Get, polled),
            None
        );
        // What may have done something is not repeated by itself.
        for error in [&hidden, &unreadable] {
            assert_eq!(Again::after(Some(error), Method::Post, polled), None);
        }
        assert_eq!(Again::after(None, Method::Get, None), None);
        assert_eq!(
            Again::after(None, Method::Get, polled),
            polled.map(Again::Polling)
        );
    }
}
