//! When a query asks again.

use std::time::Duration;

use leptos::prelude::*;

/// The first wait after a failure; it doubles with each one that follows.
const FIRST_RETRY: Duration = Duration::from_secs(2);

/// The longest wait after failures.
const LONGEST_RETRY: Duration = Duration::from_secs(30);

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
            Again::Polling(every) => every,
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
}
