//! When a key expires. Pure.

use wire::{Stamp, api_keys::ApiKey};

/// An end this close is near for any key, in milliseconds.
const EXPIRES_SOON: f64 = 7.0 * 24.0 * 60.0 * 60.0 * 1_000.0;

/// When a key expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyExpiry {
    /// It has no end.
    Never,
    /// In good time.
    Later,
    /// Within a week, and within the last third of its time.
    Soon,
    /// It has ended.
    Expired,
    /// It ends at a time without a zone, so nobody can tell.
    Unknown,
}

/// When a key expires, seen at `now`, in milliseconds since 1970.
pub fn key_expiry(key: &ApiKey, now: f64) -> KeyExpiry {
    let Some(end) = &key.expires_at else {
        return KeyExpiry::Never;
    };
    let Some(end) = end.epoch_millis() else {
        return KeyExpiry::Unknown;
    };
    let left = end - now;
    // A key of a week is not about to end on the day that it is made.
    let whole = key.created_at.epoch_millis().map(|begin| end - begin);
    let is_late = whole.is_none_or(|whole| left < whole / 3.0);
    if left <= 0.0 {
        KeyExpiry::Expired
    } else if left < EXPIRES_SOON && is_late {
        KeyExpiry::Soon
    } else {
        KeyExpiry::Later
    }
}

/// The time that sorts keys by their end; endless ones come last.
pub fn expiry_sort_key(key: &ApiKey) -> i64 {
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
        assert_eq!(key_expiry(&month, after(10.0)), KeyExpiry::Later);
        assert_eq!(key_expiry(&month, after(24.0)), KeyExpiry::Soon);
        assert_eq!(key_expiry(&month, after(30.0)), KeyExpiry::Expired);
        let week = key(Some("2026-11-08T00:00:00Z"));
        assert_eq!(key_expiry(&week, after(0.0)), KeyExpiry::Later);
        assert_eq!(key_expiry(&week, after(5.0)), KeyExpiry::Soon);
    }

    #[test]
    fn no_end_and_an_end_without_a_zone_are_told_apart() {
        assert_eq!(key_expiry(&key(None), after(1e4)), KeyExpiry::Never);
        assert_eq!(
            key_expiry(&key(Some("2026-11-02T00:00:00")), after(9.0)),
            KeyExpiry::Unknown
        );
        assert_eq!(expiry_sort_key(&key(None)), i64::MAX);
    }
}
