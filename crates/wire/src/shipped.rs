//! Everything peculiar to the backend as shipped.
//!
//! Other paths, other bodies, other answers, read into the contract's own
//! types where they fit. Which of its routes a server has, and where they take
//! their keys, is told by [`crate::capabilities`].

pub mod batch;
pub mod cache;
pub mod catalogue;
pub mod document;
pub mod generate;
pub mod jobs;
pub mod leak;
pub mod live;
pub mod sessions;
pub mod status;
pub mod sync;
pub mod templates;
pub mod thread;
pub mod totals;

use crate::Stamp;

/// A time that is known to be in UTC though it does not say so.
///
/// Only for fields whose meaning was checked on a server in another zone:
/// `generated_at` and the times of health are UTC there, the times of jobs are not.
pub(crate) fn in_utc(time: &Stamp) -> Stamp {
    if time.is_zoned() {
        return time.clone();
    }
    Stamp::parse(&format!("{time}Z")).unwrap_or_else(|_| time.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_added_only_where_none_is() {
        let time = |text| Stamp::parse(text).unwrap();
        let utc = in_utc(&time("2026-11-23T00:03:34.827987"));
        assert_eq!(utc.as_str(), "2026-11-23T00:03:34.827987Z");
        assert!(utc.is_zoned());
        let zoned = time("2026-11-23T00:03:34+05:00");
        assert_eq!(in_utc(&zoned), zoned);
    }
}
