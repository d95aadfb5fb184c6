//! How the backend writes times: mostly without a zone, as Python's `isoformat` does.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Utc};

/// Now, in microseconds as Python has it.
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// A time without a zone.
pub fn naive(time: DateTime<Utc>) -> String {
    // Python leaves the fraction out when it is nothing.
    let form = match time.timestamp_subsec_micros() {
        0 => "%Y-%m-%dT%H:%M:%S",
        _ => "%Y-%m-%dT%H:%M:%S%.6f",
    };
    time.format(form).to_string()
}

/// A time that says its zone.
pub fn aware(time: DateTime<Utc>) -> String {
    format!("{}+00:00", naive(time))
}

/// The second as ids carry it, e.g. `20261123000422`.
pub fn digits(time: DateTime<Utc>) -> String {
    time.format("%Y%m%d%H%M%S").to_string()
}

/// So many milliseconds at a pace.
pub fn paced(millis: i32, pace: f64) -> TimeDelta {
    // A pace is at most 100, so it cannot be cut off.
    TimeDelta::milliseconds((f64::from(millis) * pace) as i64)
}

/// When a job is to be published, as the request says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduledTime {
    /// In the server's own zone, whichever that is.
    Naive(NaiveDateTime),
    /// With a zone, which the backend cannot compare.
    Aware,
}

/// Reads a time as pydantic does; `None` for what is none.
pub fn read_scheduled_time(text: &str) -> Option<ScheduledTime> {
    let text = text.trim().replace(' ', "T");
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let naive = |text: &str| {
        let mut read = forms
            .iter()
            .map(|form| NaiveDateTime::parse_from_str(text, form));
        read.find_map(Result::ok)
    };
    if let Some(time) = naive(&text) {
        return Some(ScheduledTime::Naive(time));
    }
    if let Ok(day) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        return day.and_hms_opt(0, 0, 0).map(ScheduledTime::Naive);
    }
    let zoned = [format!("{text}Z"), text].map(|text| DateTime::parse_from_rfc3339(&text));
    zoned
        .iter()
        .any(Result::is_ok)
        .then_some(ScheduledTime::Aware)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_python_writes_them() {
        let time = |micros| DateTime::from_timestamp_micros(micros).unwrap();
        assert_eq!(naive(time(1_795_392_262_000_000)), "2026-11-23T00:04:22");
        assert_eq!(
            naive(time(1_795_392_262_000_040)),
            "2026-11-23T00:04:22.000040"
        );
        assert_eq!(
            aware(time(1_795_392_262_000_000)),
            "2026-11-23T00:04:22+00:00"
        );
        assert_eq!(digits(time(1_795_392_262_000_000)), "20261123000422");
    }

    #[test]
    fn a_zone_is_told_from_none() {
        for text in [
            "2027-01-01T00:00:00",
            "2027-01-01 00:00",
            "2027-01-01",
            "2027-01-01T00:00:00.5",
        ] {
            assert!(
                matches!(read_scheduled_time(text), Some(ScheduledTime::Naive(_))),
                "{text}"
            );
        }
        for text in ["2027-01-01T00:00:00Z", "2027-01-01T00:00:00.5+02:00"] {
            assert_eq!(
                read_scheduled_time(text),
                Some(ScheduledTime::Aware),
                "{text}"
            );
        }
        for text in ["tomorrow", "", "2027-13-01T00:00:00"] {
            assert_eq!(read_scheduled_time(text), None, "{text}");
        }
    }
}
