//! The server's clock, which a fault may put wrong.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use wire::Stamp;

/// The server's clock. Copies share their skew.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    skew_millis: Arc<AtomicI64>,
}

impl Clock {
    /// What the server takes for now, to the millisecond, as times travel.
    pub fn now(&self) -> DateTime<Utc> {
        let skew = TimeDelta::milliseconds(self.skew_millis.load(Ordering::Relaxed));
        let now = Utc::now().trunc_subsecs(3);
        now.checked_add_signed(skew).unwrap_or(now)
    }

    /// What the server takes for now, as it travels.
    pub fn stamp(&self) -> Stamp {
        Stamp::from_utc(self.now())
    }

    /// Milliseconds since 1970.
    pub fn millis(&self) -> i64 {
        self.now().timestamp_millis()
    }

    /// What it really is, in milliseconds since 1970. Sessions go by this, so that a wrong
    /// clock shows wrong times and ends no session.
    pub fn true_millis(&self) -> i64 {
        Utc::now().timestamp_millis()
    }

    /// Puts the clock wrong by so many milliseconds; 0 puts it right.
    pub fn set_skew(&self, millis: i64) {
        self.skew_millis.store(millis, Ordering::Relaxed);
    }

    /// Whether the clock is wrong.
    pub fn is_skewed(&self) -> bool {
        self.skew_millis.load(Ordering::Relaxed) != 0
    }
}

/// A time as HTTP's headers have it.
pub fn http_date(time: DateTime<Utc>) -> String {
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// A time from the database as it travels; what no calendar holds becomes 1970.
pub fn from_millis(millis: i64) -> Stamp {
    Stamp::from_utc(DateTime::from_timestamp_millis(millis).unwrap_or_default())
}
