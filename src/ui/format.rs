//! Figures and times in words.
//!
//! The pure parts are tested natively; the rest asks the browser's `Intl`,
//! which knows the reader's locale and every time zone.

mod browser;

pub use browser::{
    format_absolute, format_clock, format_date, format_number, format_time, set_time_zone,
};

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// Says how long something took, from milliseconds: `0.8 s`, `3 min 20 s`.
pub fn format_duration(ms: f64) -> String {
    if !ms.is_finite() || ms < 0.0 {
        return "–".to_owned();
    }
    if ms < 1.0 {
        return "0 ms".to_owned();
    }
    if ms < 100.0 {
        return format!("{ms:.0} ms");
    }
    if ms < 9_950.0 {
        return format!("{:.1} s", ms / SECOND);
    }
    let seconds = (ms / SECOND).round();
    if seconds < 60.0 {
        return format!("{seconds:.0} s");
    }
    let (large, small, unit, sub) = if seconds < 3_600.0 {
        (seconds / 60.0, seconds % 60.0, "min", "s")
    } else if seconds < 86_400.0 {
        let minutes = (seconds / 60.0).floor();
        (minutes / 60.0, minutes % 60.0, "h", "min")
    } else {
        let hours = (seconds / 3_600.0).floor();
        (hours / 24.0, hours % 24.0, "d", "h")
    };
    let large = large.floor();
    if small < 1.0 {
        format!("{large:.0} {unit}")
    } else {
        format!("{large:.0} {unit} {small:.0} {sub}")
    }
}

/// Says when something was or will be, seen from `now`, both in epoch
/// milliseconds: `3 min ago`, `in 2 h`.
pub fn format_relative(at: f64, now: f64) -> String {
    let distance = (now - at).abs();
    if !distance.is_finite() {
        return "–".to_owned();
    }
    if distance < 5.0 * SECOND {
        return "just now".to_owned();
    }
    let (count, unit) = if distance < MINUTE {
        (distance / SECOND, "s")
    } else if distance < HOUR {
        (distance / MINUTE, "min")
    } else if distance < DAY {
        (distance / HOUR, "h")
    } else if distance < 45.0 * DAY {
        (distance / DAY, "d")
    } else if distance < 365.0 * DAY {
        (distance / (30.44 * DAY), "mo")
    } else {
        (distance / (365.25 * DAY), "y")
    };
    let count = count.floor().max(1.0);
    if at > now {
        format!("in {count:.0} {unit}")
    } else {
        format!("{count:.0} {unit} ago")
    }
}

/// Says a share of one in per cent: `98.2 %`.
pub fn format_percent(share: f64) -> String {
    if !share.is_finite() {
        return "–".to_owned();
    }
    let percent = share * 100.0;
    let rounded = (percent * 10.0).round() / 10.0;
    if rounded.fract().abs() < f64::EPSILON {
        format!("{rounded:.0} %")
    } else {
        format!("{rounded:.1} %")
    }
}

/// Says a size in bytes: `4.2 MB`.
pub fn format_bytes(bytes: f64) -> String {
    if !bytes.is_finite() || bytes < 0.0 {
        return "–".to_owned();
    }
    let mut size = bytes;
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB"] {
        if size < 999.5 {
            break;
        }
        size /= 1_000.0;
        unit = larger;
    }
    if unit == "B" || size >= 99.5 {
        format!("{size:.0} {unit}")
    } else {
        format!("{size:.1} {unit}")
    }
}

/// Says how many there are of something: `1 job`, `12 jobs`.
pub fn format_count(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", format_number(count as f64))
    }
}

/// Puts a gap between each three digits, for where there is no browser.
#[cfg(any(test, not(target_arch = "wasm32")))]
fn group_digits(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if number < 0.0 {
        format!("-{grouped}")
    } else {
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: String, expected: &str) {
        assert_eq!(found, expected);
    }

    #[test]
    fn durations_name_two_units_at_most() {
        check(format_duration(0.2), "0 ms");
        check(format_duration(42.0), "42 ms");
        check(format_duration(820.0), "0.8 s");
        check(format_duration(9_960.0), "10 s");
        check(format_duration(59_600.0), "1 min");
        check(format_duration(200_000.0), "3 min 20 s");
        check(format_duration(3_900_000.0), "1 h 5 min");
        check(format_duration(190_000_000.0), "2 d 4 h");
        check(format_duration(f64::NAN), "–");
    }

    #[test]
    fn relative_times_look_back_and_ahead() {
        let now = 1_700_000_000_000.0;
        check(format_relative(now - 2_000.0, now), "just now");
        check(format_relative(now - 12_000.0, now), "12 s ago");
        check(format_relative(now - 3.9 * MINUTE, now), "3 min ago");
        check(format_relative(now + 2.5 * HOUR, now), "in 2 h");
        check(format_relative(now - 44.0 * DAY, now), "44 d ago");
        check(format_relative(now - 60.0 * DAY, now), "1 mo ago");
        check(format_relative(now - 800.0 * DAY, now), "2 y ago");
    }

    #[test]
    fn shares_sizes_and_counts_are_short() {
        check(format_percent(0.982_4), "98.2 %");
        check(format_percent(1.0), "100 %");
        check(format_bytes(512.0), "512 B");
        check(format_bytes(4_200_000.0), "4.2 MB");
        check(format_bytes(999_700.0), "1.0 MB");
        check(format_count(1, "job", "jobs"), "1 job");
        check(format_count(12_400, "job", "jobs"), "12,400 jobs");
        check(group_digits(-1_234_567.0), "-1,234,567");
    }
}
