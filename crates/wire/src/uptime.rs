//! How the components were over time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Call, Method, Path, Stamp, health::HealthStatus, routes};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How far back one looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Window {
    /// The last 24 hours.
    #[default]
    Day,
    /// The last 7 days.
    Week,
    /// The last 90 days.
    Quarter,
}

impl Window {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Quarter];

    /// The word as it travels.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Quarter => "90d",
        }
    }

    /// The window that a word means.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|window| window.as_str() == word.trim())
    }

    /// How long one of its buckets is, in milliseconds.
    pub fn step_millis(self) -> i64 {
        match self {
            Self::Day => 30 * MINUTE,
            Self::Week => 4 * HOUR,
            Self::Quarter => DAY,
        }
    }

    /// How many buckets it has.
    pub fn buckets(self) -> i64 {
        match self {
            Self::Day => 48,
            Self::Week => 42,
            Self::Quarter => 90,
        }
    }

    /// Where its first bucket begins, in milliseconds since 1970; the last one holds `now`.
    ///
    /// Buckets begin at round times in UTC, so that all who look see the same ones.
    pub fn start(self, now: i64) -> i64 {
        let step = self.step_millis();
        let last = now.saturating_sub(now.rem_euclid(step));
        last.saturating_sub(step.saturating_mul(self.buckets() - 1))
    }
}

/// How a component was for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Bucket {
    /// From when.
    pub from: Stamp,
    /// Until when.
    pub to: Stamp,
    /// The worst that was found.
    pub status: HealthStatus,
    /// The share of the known time in which it worked, from 0 to 1; `None` where nothing is known.
    #[serde(default)]
    pub uptime_ratio: Option<f64>,
    /// The share of the time about which something is known, from 0 to 1.
    #[serde(default)]
    pub known_ratio: Option<f64>,
}

impl Bucket {
    /// The share of the time about which something is known.
    ///
    /// A server that does not say is taken at its word for the whole.
    pub fn known(&self) -> f64 {
        match (self.known_ratio, self.uptime_ratio) {
            (_, None) => 0.0,
            (Some(share), _) if share.is_finite() => share.clamp(0.0, 1.0),
            _ => 1.0,
        }
    }
}

/// How the components were over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct History {
    /// How far back it looks, e.g. `24h`.
    #[serde(default)]
    pub window: String,
    /// By component, the oldest bucket first.
    #[serde(default)]
    pub components: BTreeMap<String, Vec<Bucket>>,
}

/// How the components were over time.
pub fn history(window: Window) -> Call<History> {
    Call::new(Method::Get, Path::fixed(routes::HEALTH_HISTORY.template))
        .public()
        .query(crate::Query::new().with("window", window.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_with_the_bucket_that_holds_now() {
        for window in Window::ALL {
            assert_eq!(Window::read(window.as_str()), Some(window));
            for now in [0, 1, 1_795_000_123_456, i64::MIN, i64::MAX] {
                let start = window.start(now);
                assert!(start <= now);
            }
            let now = 1_795_000_123_456;
            let end = window.start(now) + window.buckets() * window.step_millis();
            assert!(end > now && end - now <= window.step_millis());
        }
        assert_eq!(Window::read("30d"), None);
    }

    #[test]
    fn what_is_not_said_is_not_known() {
        let bucket = |value: serde_json::Value| -> Bucket {
            let mut whole = serde_json::json!({
                "from": "2026-11-23T00:00:00Z", "to": "2026-11-23T01:00:00Z", "status": "healthy",
            });
            whole
                .as_object_mut()
                .unwrap()
                .extend(value.as_object().unwrap().clone());
            serde_json::from_value(whole).unwrap()
        };
        let known = |value| bucket(value).known();
        assert_eq!(known(serde_json::json!({})), 0.0);
        assert_eq!(known(serde_json::json!({"uptime_ratio": 0.5})), 1.0);
        assert_eq!(
            known(serde_json::json!({"uptime_ratio": 1, "known_ratio": 0.25})),
            0.25
        );
        assert_eq!(known(serde_json::json!({"known_ratio": 1})), 0.0);
        let odd =
            bucket(serde_json::json!({"status": "melting", "known_ratio": 7, "uptime_ratio": 1}));
        assert_eq!((odd.status.as_str(), odd.known()), ("melting", 1.0));
    }
}
