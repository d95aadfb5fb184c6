//! How often a server lets itself be asked, learned from its refusals.
//!
//! Pure: time is handed in.

use std::time::Duration;

/// After so long without a refusal the pace is the usual one, in milliseconds. Servers count by
/// the minute: whatever they refused is forgiven by then.
const FORGIVEN_AFTER: f64 = 60_000.0;

/// More than this many times slower would look as if nothing happened any more.
const SLOWEST: u32 = 12;

/// What is known of a server's patience.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimit {
    factor: u32,
    since: f64,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            factor: 1,
            since: 0.0,
        }
    }
}

impl RateLimit {
    /// Takes note at `now`, in milliseconds, that the server said "too many requests".
    ///
    /// Several refusals within one second are the same one.
    pub fn refuse(&mut self, now: f64) {
        let factor = self.factor_at(now);
        if factor == 1 || now - self.since > 1_000.0 {
            self.factor = factor.saturating_mul(2).min(SLOWEST);
            self.since = now;
        }
    }

    /// The wait instead of `every`, for whoever waits from `now` on.
    pub fn stretch(&self, every: Duration, now: f64) -> Duration {
        every.saturating_mul(self.factor_at(now))
    }

    /// By time alone: a slow pace would hear late that it may quicken.
    fn factor_at(&self, now: f64) -> u32 {
        if now - self.since > FORGIVEN_AFTER {
            1
        } else {
            self.factor
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_slow_the_pace_and_a_quiet_minute_makes_it_normal_again() {
        let mut rate_limit = RateLimit::default();
        let every = Duration::from_secs(5);
        let pace = |rate_limit: &RateLimit, now: f64| rate_limit.stretch(every, now).as_secs();
        assert_eq!(pace(&rate_limit, 0.0), 5);
        rate_limit.refuse(1_000.0);
        rate_limit.refuse(1_200.0);
        assert_eq!(pace(&rate_limit, 1_200.0), 10);
        rate_limit.refuse(9_000.0);
        rate_limit.refuse(19_000.0);
        rate_limit.refuse(29_000.0);
        assert_eq!(pace(&rate_limit, 29_000.0), 60);
        assert_eq!(pace(&rate_limit, 50_000.0), 60);
        // Nobody had to answer meanwhile.
        assert_eq!(pace(&rate_limit, 90_000.0), 5);
        rate_limit.refuse(90_000.0);
        assert_eq!(pace(&rate_limit, 90_000.0), 10);
        // A clock that was set back slows nothing for ever, and a far one overflows nothing.
        assert_eq!(pace(&rate_limit, 0.0), 10);
        assert_eq!(pace(&rate_limit, f64::MAX), 5);
    }
}
