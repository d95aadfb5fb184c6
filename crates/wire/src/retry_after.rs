//! `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeZone as _, Utc};

/// For how many seconds a server asks to be left alone; `None` for what is neither a number of
/// seconds nor a date.
///
/// A date is taken by the server's own clock, where its `Date` header may be read: the browser's
/// may be wrong. `now` is the browser's, in epoch milliseconds.
pub fn read(value: &str, date: Option<&str>, now: f64) -> Option<u64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit()) {
        // A number that is too large for us is a long time all the same.
        return Some(value.parse().unwrap_or(u64::MAX));
    }
    let now_seconds = (now / 1_000.0) as i64;
    let year = Utc
        .timestamp_opt(now_seconds, 0)
        .single()
        .map_or(2000, |it| it.year());
    let until = http_date(value, year)?;
    let from = date
        .and_then(|date| http_date(date.trim(), year))
        .unwrap_or(now_seconds);
    u64::try_from(until.saturating_sub(from)).ok().or(Some(0))
}

/// An HTTP date in epoch seconds, in any of its three forms.
fn http_date(text: &str, this_year: i32) -> Option<i64> {
    let text = text.strip_suffix("GMT").unwrap_or(text);
    let parts: Vec<&str> = text
        .split([' ', ',', '-'])
        .filter(|part| !part.is_empty())
        .collect();
    let (day, month, year, time) = match *parts.as_slice() {
        // Sun Nov  6 08:49:37 1994
        [_, month, day, time, year] if month.starts_with(|it: char| it.is_ascii_alphabetic()) => {
            (day, month, year, time)
        }
        // Sun, 06 Nov 1994 08:49:37 GMT and Sunday, 06-Nov-94 08:49:37 GMT
        [_, day, month, year, time] => (day, month, year, time),
        _ => return None,
    };
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let month = MONTHS
        .find(&month.to_ascii_lowercase())
        .filter(|at| at % 3 == 0 && month.len() == 3)?;
    let month = u32::try_from(month / 3 + 1).ok()?;
    let mut full_year: i32 = year.parse().ok()?;
    if year.len() == 2 {
        full_year += this_year - this_year.rem_euclid(100);
        // More than 50 years ahead is the past with the same last digits.
        if full_year > this_year + 50 {
            full_year -= 100;
        }
    }
    let mut time = time.split(':').map(|part| part.parse::<u32>().ok());
    let mut next = || time.next().flatten();
    let (hour, minute, second) = (next()?, next()?, next()?);
    let date = NaiveDate::from_ymd_opt(full_year, month, day.parse().ok()?)?;
    // A leap second is the one before it.
    let moment: NaiveDateTime = date.and_hms_opt(hour, minute, second.min(59))?;
    Some(moment.and_utc().timestamp())
}

/// A wait in words, such as "20 seconds" or "3 hours".
pub fn wait_words(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..=90 => (seconds, "second"),
        91..=5_400 => (seconds.div_ceil(60), "minute"),
        5_401..=129_600 => (seconds.div_ceil(3_600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    };
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT.
    const MOMENT: i64 = 784_111_777;

    #[test]
    fn seconds_and_the_three_forms_of_a_date_are_read() {
        let now = (MOMENT - 90) as f64 * 1_000.0;
        for (value, expected) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(90)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(90)),
            ("Sun Nov  6 08:49:37 1994", Some(90)),
            ("sun, 06 nov 1994 08:49:37 GMT", Some(90)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("Sun, 06 Nov 2044 08:49:37 GMT", Some(1_577_923_290)),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("Sun, 31 Feb 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 28:49:37 GMT", None),
            ("Sun, 06 Nov 1994", None),
            ("1994-11-06T08:49:37Z", None),
        ] {
            assert_eq!(read(value, None, now), expected, "{value}");
        }
        // The browser's clock is an hour behind the server's.
        let date = Some("Sun, 06 Nov 1994 08:49:00 GMT");
        let read = read("Sun, 06 Nov 1994 08:49:37 GMT", date, now - 3_600_000.0);
        assert_eq!(read, Some(37));
    }

    #[test]
    fn two_digits_of_a_year_are_the_nearest_that_fit() {
        let year = |text: &str| http_date(text, 2026).map(|it| it / 31_556_952 + 1970);
        assert_eq!(year("Sunday, 06-Nov-94 08:49:37 GMT"), Some(1994));
        assert_eq!(year("Sunday, 06-Nov-27 08:49:37 GMT"), Some(2027));
    }

    #[test]
    fn a_wait_is_told_in_a_unit_that_people_use() {
        for (seconds, words) in [
            (1, "1 second"),
            (45, "45 seconds"),
            (120, "2 minutes"),
            (121, "3 minutes"),
            (7_200, "2 hours"),
            (172_800, "2 days"),
        ] {
            assert_eq!(wait_words(seconds), words);
        }
        assert!(wait_words(u64::MAX).ends_with("days"));
    }

    proptest::proptest! {
        #[test]
        fn no_header_breaks_it(value in "\\PC{0,40}", date in "\\PC{0,40}", now in proptest::num::f64::ANY) {
            let _ = read(&value, Some(&date), now);
        }
    }
}
