//! What a metric's value is measured in, told from its name and its help.

use crate::{
    features::monitoring::text,
    ui::{format_absolute, format_bytes, format_duration, format_number, format_percent},
};

/// What a value is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
    /// Bytes.
    Bytes,
    /// A share of one.
    Share,
    /// A share of a hundred.
    Percent,
    /// A moment, as seconds since 1970.
    Moment,
    /// Nothing that is known.
    Plain,
}

/// The endings of names that are moments.
const MOMENTS: [&str; 5] = [
    "_start_time_seconds",
    "_boot_time_seconds",
    "_timestamp_seconds",
    "_timestamp",
    "_created",
];

/// Moments before this, in seconds, are none: `jobs_created 5` counts jobs.
const FIRST_MOMENT: f64 = 1e8;

/// So are those that no calendar has.
const LAST_MOMENT: f64 = 8.64e12;

impl Unit {
    /// The unit of a metric: the one that the server tells, else the one in its name, as
    /// Prometheus advises to put it there, else the one in its help.
    pub fn of(name: &str, help: Option<&str>, told: Option<&str>) -> Self {
        let name = ["_total", "_sum", "_gsum"]
            .iter()
            .find_map(|suffix| name.strip_suffix(suffix))
            .unwrap_or(name);
        let help = help.unwrap_or_default().to_ascii_lowercase();
        let named = |suffixes: &[&str]| suffixes.iter().any(|suffix| name.ends_with(suffix));
        let said = |words: &[&str]| words.iter().any(|word| help.contains(word));
        if named(&MOMENTS) || said(&["unix epoch", "unixtime", "unix time", "unix timestamp"]) {
            return Self::Moment;
        }
        // A bucket counts observations, and so does the count.
        if named(&["_count", "_gcount", "_bucket", "_info"]) {
            return Self::Plain;
        }
        match told {
            Some("seconds") => return Self::Seconds,
            Some("milliseconds") => return Self::Millis,
            Some("bytes") => return Self::Bytes,
            Some("ratio") => return Self::Share,
            Some("percent") => return Self::Percent,
            _ => {}
        }
        if named(&["_seconds"]) {
            Self::Seconds
        } else if named(&["_milliseconds", "_ms"]) {
            Self::Millis
        } else if named(&["_bytes"]) {
            Self::Bytes
        } else if named(&["_ratio"]) {
            Self::Share
        } else if named(&["_percent", "_percentage"]) {
            Self::Percent
        } else if said(&["in ms", "in milliseconds"]) {
            Self::Millis
        } else if said(&["in seconds"]) {
            Self::Seconds
        } else if said(&["in bytes"]) {
            Self::Bytes
        } else if said(&["percentage", "in percent"]) {
            Self::Percent
        } else {
            Self::Plain
        }
    }

    /// A value in words.
    pub fn say(self, value: f64) -> String {
        if value.is_nan() {
            return text::NOT_A_NUMBER.to_owned();
        }
        if value.is_infinite() {
            return if value > 0.0 {
                text::INFINITE
            } else {
                text::MINUS_INFINITE
            }
            .to_owned();
        }
        match self {
            Self::Seconds | Self::Millis if value < 0.0 => format!("-{}", self.say(-value)),
            Self::Seconds if value * 1_000.0 < f64::INFINITY => format_duration(value * 1_000.0),
            Self::Seconds => text::seconds(&format_number(value)),
            Self::Millis => format_duration(value),
            Self::Bytes => format_bytes(value),
            Self::Share => format_percent(value),
            Self::Percent => format_percent(value / 100.0),
            Self::Moment if (FIRST_MOMENT..LAST_MOMENT).contains(&value) => {
                format_absolute(value * 1_000.0)
            }
            Self::Moment | Self::Plain => format_number(value),
        }
    }

    /// The unit of a difference between two values.
    pub fn of_difference(self) -> Self {
        match self {
            Self::Moment => Self::Seconds,
            other => other,
        }
    }

    /// The bounds that a chart of it always has; `None` where it is drawn between its extremes.
    pub fn bounds(self) -> Option<(f64, f64)> {
        match self {
            Self::Share => Some((0.0, 1.0)),
            Self::Percent => Some((0.0, 100.0)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, help: &str, value: f64, words: &str) {
        assert_eq!(Unit::of(name, Some(help), None).say(value), words, "{name}");
    }

    #[test]
    fn a_value_is_said_in_its_unit() {
        check("app_uptime_seconds", "", 200.0, "3 min 20 s");
        check("app_memory_usage_percent", "", 11.6, "11.6%");
        check("process_resident_memory_bytes", "", 4_200_000.0, "4.2 MB");
        check("cache_hit_ratio", "", 0.982, "98.2%");
        check("app_http_request_seconds_total", "", 0.05, "50 ms");
        check(
            "content_generator_avg_duration",
            "Average duration in ms",
            0.237_205,
            "0.237 ms",
        );
        check(
            "content_generator_error_rate",
            "Error rate percentage",
            0.0,
            "0%",
        );
        check(
            "content_generator_total_calls",
            "Total number of API calls",
            2.0,
            "2",
        );
        check("request_seconds_count", "", 3.0, "3");
    }

    #[test]
    fn what_is_no_finite_number_is_said_in_words() {
        check("a_bytes", "", f64::INFINITY, "infinite");
        check("a_bytes", "", f64::NAN, "not a number");
        check("a_seconds", "", -1.0, "-1.0 s");
        check("a_seconds", "", -0.0, "0 ms");
        check("a_seconds", "", f64::MAX, "1.8e308 s");
        check("a_bytes", "", f64::MAX, "1.8e290 EB");
        check("app", "", 1e296, "1e296");
        check("app", "", 1e-9, "1e-9");
    }

    #[test]
    fn shares_are_all_or_nothing_only_where_they_are() {
        check("app_ratio", "", 0.999_96, "99.996%");
        check("app_percent", "", 99.97, "99.97%");
        check("app_ratio", "", 0.000_04, "0.004%");
        check("app_ratio", "", -0.0, "0%");
    }

    #[test]
    fn moments_are_said_as_such() {
        for (name, help) in [
            ("process_start_time_seconds", ""),
            ("node_boot_time_seconds", ""),
            ("http_requests_created", ""),
            ("reload_success_timestamp_seconds", ""),
            ("certificate_expiry", "When it ends, as a Unix timestamp."),
        ] {
            assert_eq!(Unit::of(name, Some(help), Some("seconds")), Unit::Moment);
        }
        check(
            "process_start_time_seconds",
            "",
            1.795e9,
            "2026-11-18 11:06:40",
        );
        check("reload_timestamp_seconds", "", 0.0, "0");
        check("jobs_created", "", 5.0, "5");
        check("process_start_time_seconds", "", 1e300, "1e300");
        assert_eq!(Unit::Moment.of_difference(), Unit::Seconds);
    }

    #[test]
    fn the_unit_that_a_server_tells_counts_more_than_the_name() {
        assert_eq!(Unit::of("size", None, Some("bytes")), Unit::Bytes);
        assert_eq!(Unit::of("took_ms", None, Some("seconds")), Unit::Seconds);
        assert_eq!(
            Unit::of("took_seconds_count", None, Some("seconds")),
            Unit::Plain
        );
        assert_eq!(
            Unit::of("took_seconds_bucket", None, Some("seconds")),
            Unit::Plain
        );
    }
}
