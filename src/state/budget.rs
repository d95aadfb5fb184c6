//! How often a server lets itself be asked, learned from its refusals.
//!
//! Pure: time is handed in.

use std::time::Duration;

/// Servers count by the minute; after so long without a refusal the pace may quicken.
const FORGETS_AFTER: f64 = 60_000.0;

/// More than this many times slower would look as if nothing happened any more.
const SLOWEST: u32 = 12;

/// What is known of a server's patience.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    factor: u32,
    since: f64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            factor: 1,
            since: 0.0,
        }
    }
}

impl Budget {
    /// Takes note of an answer at `now`, in milliseconds: whether it said "too many requests".
    ///
    /// Several refusals within one second are the same one.
    pub fn take(&mut self, is_refused: bool, now: f64) {
        if is_refused {
            if self.factor == 1 || now - self.since > 1_000.0 {
                self.factor = self.factor.saturating_mul(2).min(SLOWEST);
                self.since = now;
            }
        } else if self.factor > 1 && now - self.since > FORGETS_AFTER {
            self.factor /= 2;
            self.since = now;
        }
    }

    /// The wait instead of `every`.
    pub fn stretch(&self, every: Duration) -> Duration {
        every.saturating_mul(self.factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_slow_the_pace_and_quiet_minutes_quicken_it_again() {
        let mut budget = Budget::default();
        let every = Duration::from_secs(5);
        let pace = |budget: &Budget| budget.stretch(every).as_secs();
        budget.take(false, 0.0);
        assert_eq!(pace(&budget), 5);
        budget.take(true, 1_000.0);
        budget.take(true, 1_200.0);
        assert_eq!(pace(&budget), 10);
        budget.take(true, 9_000.0);
        budget.take(true, 19_000.0);
        budget.take(true, 29_000.0);
        assert_eq!(pace(&budget), 60);
        budget.take(false, 50_000.0);
        assert_eq!(pace(&budget), 60);
        for minute in 2..6 {
            budget.take(false, f64::from(minute) * 61_000.0);
        }
        assert_eq!(pace(&budget), 5);
    }
}
