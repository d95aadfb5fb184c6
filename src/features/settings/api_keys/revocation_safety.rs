//! Whether a key that is being replaced can be revoked without breaking anything. Pure.
//!
//! It goes by what the server knows of the last uses, and never promises more than that.

use wire::{Stamp, api_keys::ApiKey};

use crate::{features::settings::text::api_keys::revocation_safety as text, ui::State};

/// A use within this time after a key was made may be the check that the dashboard itself did
/// with it, in milliseconds.
const SELF_TEST_TIME: i64 = 10 * 60 * 1_000;

/// A key that has been quiet for this long is very likely used no more, in milliseconds. Longer
/// than a day, so that what runs nightly has had its turn.
const QUIET_TIME: i64 = 26 * 60 * 60 * 1_000;

/// What can be said of the old key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevocationSafety {
    /// It was never used at all.
    NeverUsed,
    /// The new one is in use, and the old one was not used since.
    Moved,
    /// It was used after it was replaced, but not for more than a day, while the new one is.
    Quiet,
    /// It was used after it was replaced.
    StillUsed,
    /// Neither was used since, so whoever uses the old one may not have come by yet.
    Undecided,
}

/// What can be said of `old`, which `new` replaces, at `now` in milliseconds since 1970.
pub fn revocation_safety(old: &ApiKey, new: &ApiKey, now: f64) -> RevocationSafety {
    let millis = |stamp: &Stamp| stamp.sort_key() / 1_000;
    let replaced = millis(&new.created_at);
    let Some(old_used) = old.last_used_at.as_ref().map(millis) else {
        return RevocationSafety::NeverUsed;
    };
    let new_used = new.last_used_at.as_ref().map(millis);
    let is_taken_up = new_used.is_some_and(|at| at > replaced.saturating_add(SELF_TEST_TIME));
    let is_used_since = old_used > replaced;
    // Whole milliseconds are exact in 53 bits.
    let is_quiet = (now as i64).saturating_sub(old_used) > QUIET_TIME;
    match (is_used_since, is_taken_up) {
        (false, true) => RevocationSafety::Moved,
        (false, false) => RevocationSafety::Undecided,
        (true, true) if is_quiet && new_used > Some(old_used) => RevocationSafety::Quiet,
        (true, _) => RevocationSafety::StillUsed,
    }
}

impl RevocationSafety {
    /// How good the news is.
    pub fn state(self) -> State {
        match self {
            Self::NeverUsed | Self::Moved | Self::Quiet => State::Good,
            Self::StillUsed => State::Warn,
            Self::Undecided => State::Off,
        }
    }

    /// In a few words.
    pub fn title(self) -> &'static str {
        match self {
            Self::NeverUsed | Self::Moved => text::SAFE,
            Self::Quiet => text::QUIET,
            Self::StillUsed => text::STILL_USED,
            Self::Undecided => text::UNDECIDED,
        }
    }

    /// Why.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NeverUsed => text::NEVER_USED_REASON,
            Self::Moved => text::MOVED_REASON,
            Self::Quiet => text::QUIET_REASON,
            Self::StillUsed => text::STILL_USED_REASON,
            Self::Undecided => text::UNDECIDED_REASON,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BASE: i64 = 1_780_000_000_000;
    const MINUTE: i64 = 60 * 1_000;
    const HOUR: i64 = 60 * MINUTE;

    fn stamp(millis: i64) -> Stamp {
        Stamp::from_utc(chrono::DateTime::from_timestamp_millis(millis).unwrap())
    }

    fn key(created: i64, used: Option<i64>) -> ApiKey {
        ApiKey {
            id: "k".into(),
            name: "CI".into(),
            prefix: "p".into(),
            scopes: Vec::new(),
            created_at: stamp(created),
            expires_at: None,
            last_used_at: used.map(stamp),
            revoked_at: None,
            disabled_at: None,
            replaced_by: None,
        }
    }

    /// The old key was made long before; times count from the moment it was replaced.
    #[track_caller]
    fn check(old: Option<i64>, new: Option<i64>, now: i64, expected: RevocationSafety) {
        let old = key(BASE - 1_000 * HOUR, old.map(|at| BASE + at));
        let new = key(BASE, new.map(|at| BASE + at));
        assert_eq!(revocation_safety(&old, &new, (BASE + now) as f64), expected);
    }

    #[test]
    fn the_last_uses_decide() {
        check(None, None, HOUR, RevocationSafety::NeverUsed);
        check(Some(-HOUR), None, HOUR, RevocationSafety::Undecided);
        check(Some(-HOUR), Some(HOUR), 2 * HOUR, RevocationSafety::Moved);
        check(
            Some(HOUR),
            Some(2 * HOUR),
            3 * HOUR,
            RevocationSafety::StillUsed,
        );
        check(Some(HOUR), None, 100 * HOUR, RevocationSafety::StillUsed);
        check(
            Some(HOUR),
            Some(40 * HOUR),
            41 * HOUR,
            RevocationSafety::Quiet,
        );
    }

    #[test]
    fn the_check_of_a_new_key_is_no_use_of_it() {
        check(Some(-HOUR), Some(MINUTE), HOUR, RevocationSafety::Undecided);
        check(
            Some(-HOUR),
            Some(11 * MINUTE),
            HOUR,
            RevocationSafety::Moved,
        );
    }

    #[test]
    fn a_new_key_that_fell_silent_before_the_old_one_proves_nothing() {
        check(
            Some(30 * HOUR),
            Some(HOUR),
            90 * HOUR,
            RevocationSafety::StillUsed,
        );
    }

    proptest! {
        #[test]
        fn what_was_used_lately_is_never_safe(old in 1_i64..QUIET_TIME, new in any::<i32>()) {
            let safety = revocation_safety(
                &key(BASE - HOUR, Some(BASE + old)),
                &key(BASE, Some(BASE + i64::from(new))),
                (BASE + QUIET_TIME) as f64,
            );
            prop_assert_eq!(safety, RevocationSafety::StillUsed);
        }
    }
}
