//! How much time a key has left. Pure.

use wire::{Stamp, api_keys::ApiKey};

/// An end this close is near for any key, in milliseconds.
const NEAR: f64 = 7.0 * 24.0 * 60.0 * 60.0 * 1_000.0;

/// How much time a key has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It has no end.
    Endless,
    /// Enough.
    Long,
    /// Little: within a week, and within the last third of its time.
    Short,
    /// None.
    Over,
    /// It ends at a time without a zone, so nobody can tell.
    Unknown,
}

/// How much time a key has left at `now`, in milliseconds since 1970.
pub fn life(key: &ApiKey, now: f64) -> Life {
    let Some(end) = &key.expires_at else {
        return Life::Endless;
    };
    let Some(end) = end.epoch_millis() else {
        return Life::Unknown;
    };
    let left = end - now;
    // A key of a week is not about to end on the day that it is made.
    let whole = key.created_at.epoch_millis().map(|begin| end - begin);
    let is_late = whole.is_none_or(|whole| left < whole / 3.0);
    if left <= 0.0 {
        Life::Over
    } else if left < NEAR && is_late {
        Life::Short
    } else {
        Life::Long
    }
}

/// The time that sorts keys by their end; endless ones come last.
pub fn end_key(key: &ApiKey) -> i64 {
    key.expires_at.as_ref().map_or(i64::MAX, Stamp::sort_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: f64 = 24.0 * 60.0 * 60.0 * 1_000.0;

    fn key(end: Option<&str>) -> ApiKey {
        serde_json::from_value(serde_json::json!({
            "id": "k", "name": "CI", "prefix": "p", "created_at": "2026-11-01T00:00:00Z",
            "expires_at": end, "last_used_at": null, "revoked_at": null,
        }))
        .unwrap()
    }

    fn after(days: f64) -> f64 {
        let begin = key(None).created_at.epoch_millis().unwrap();
        begin + days * DAY
    }

    #[test]
    fn soon_depends_on_how_long_a_key_was_meant_to_live() {
        let month = key(Some("2026-12-01T00:00:00Z"));
        assert_eq!(life(&month, after(10.0)), Life::Long);
        assert_eq!(life(&month, after(24.0)), Life::Short);
        assert_eq!(life(&month, after(30.0)), Life::Over);
        let week = key(Some("2026-11-08T00:00:00Z"));
        assert_eq!(life(&week, after(0.0)), Life::Long);
        assert_eq!(life(&week, after(5.0)), Life::Short);
    }

    #[test]
    fn no_end_and_an_end_without_a_zone_are_told_apart() {
        assert_eq!(life(&key(None), after(1e4)), Life::Endless);
        assert_eq!(
            life(&key(Some("2026-11-02T00:00:00")), after(9.0)),
            Life::Unknown
        );
        assert_eq!(end_key(&key(None)), i64::MAX);
    }
}
