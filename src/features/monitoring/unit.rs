//! What a metric's value is measured in, told from its name and its help.

use crate::ui::{format_bytes, format_duration, format_number, format_percent};

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
    /// Nothing that is known.
    Plain,
}

impl Unit {
    /// The unit of a metric. Its name knows best, as Prometheus advises to put it there.
    pub fn of(name: &str, help: Option<&str>) -> Self {
        let name = ["_total", "_sum", "_bucket"]
            .iter()
            .find_map(|suffix| name.strip_suffix(suffix))
            .unwrap_or(name);
        let help = help.unwrap_or_default().to_ascii_lowercase();
        let named = |suffixes: &[&str]| suffixes.iter().any(|suffix| name.ends_with(suffix));
        let said = |words: &[&str]| words.iter().any(|word| help.contains(word));
        if named(&["_count", "_info"]) {
            Self::Plain
        } else if named(&["_seconds"]) {
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
            return "not a number".to_owned();
        }
        if value.is_infinite() {
            return if value > 0.0 {
                "infinite"
            } else {
                "minus infinite"
            }
            .to_owned();
        }
        match self {
            // Lengths and sizes below zero are none; they are shown as they came.
            Self::Seconds | Self::Millis | Self::Bytes if value < 0.0 => format_number(value),
            Self::Seconds => format_duration(value * 1_000.0),
            Self::Millis if value > 0.0 && value < 1.0 => format!("{} ms", rounded(value)),
            Self::Millis => format_duration(value),
            Self::Bytes => format_bytes(value),
            Self::Share => format_percent(value),
            Self::Percent => format_percent(value / 100.0),
            Self::Plain => format_number(rounded(value)),
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

/// Three digits behind the point say enough.
fn rounded(value: f64) -> f64 {
    let rounded = (value * 1_000.0).round() / 1_000.0;
    if rounded.is_finite() { rounded } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, help: &str, value: f64, words: &str) {
        assert_eq!(Unit::of(name, Some(help)).say(value), words, "{name}");
    }

    #[test]
    fn a_value_is_said_in_its_unit() {
        check("app_uptime_seconds", "", 200.0, "3 min 20 s");
        check("app_memory_usage_percent", "", 11.6, "11.6 %");
        check("process_resident_memory_bytes", "", 4_200_000.0, "4.2 MB");
        check("cache_hit_ratio", "", 0.982, "98.2 %");
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
            "0 %",
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
        check("a_seconds", "", -1.0, "-1");
    }
}
