//! Figures and times in words.
//!
//! A figure that is not exactly nothing is never said to be, and a share is "0%" or "100%" only
//! where it is exactly that.
//!
//! The pure parts are tested natively; the rest asks the browser's `Intl`,
//! which knows the reader's locale and every time zone.

mod browser;

pub use browser::{
    format_absolute, format_clock, format_date, format_full, format_number, format_time,
    set_time_zone,
};

use super::text::figures as text;

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// Beside so many days an hour says nothing.
const MANY_DAYS: f64 = 1_000.0;

/// Says how long something took, from milliseconds: `0.8 s`, `3 min 20 s`.
pub fn format_duration(ms: f64) -> String {
    if !ms.is_finite() || ms < 0.0 {
        return text::UNKNOWN.to_owned();
    }
    if ms < 1.0 {
        return format!("{} {}", format_number(ms), text::MILLISECONDS);
    }
    if ms < 100.0 {
        return format!("{ms:.0} {}", text::MILLISECONDS);
    }
    if ms < 9_950.0 {
        return format!("{:.1} {}", ms / SECOND, text::SECONDS);
    }
    let seconds = (ms / SECOND).round();
    if seconds < 60.0 {
        return format!("{seconds:.0} {}", text::SECONDS);
    }
    let (large, small, unit, sub) = if seconds < 3_600.0 {
        (seconds / 60.0, seconds % 60.0, text::MINUTES, text::SECONDS)
    } else if seconds < 86_400.0 {
        let minutes = (seconds / 60.0).floor();
        (minutes / 60.0, minutes % 60.0, text::HOURS, text::MINUTES)
    } else {
        let hours = (seconds / 3_600.0).floor();
        (hours / 24.0, hours % 24.0, text::DAYS_SHORT, text::HOURS)
    };
    let large = large.floor();
    if small < 1.0 || large >= MANY_DAYS {
        format!("{} {unit}", format_number(large))
    } else {
        format!("{large:.0} {unit} {small:.0} {sub}")
    }
}

/// Says when something was or will be, seen from `now`, both in epoch
/// milliseconds: `3 min ago`, `in 2 h`, `in 90 days`.
pub fn format_relative(at: f64, now: f64) -> String {
    let distance = (now - at).abs();
    if !distance.is_finite() {
        return text::UNKNOWN.to_owned();
    }
    if distance < 5.0 * SECOND {
        return text::JUST_NOW.to_owned();
    }
    let is_ahead = at > now;
    let (count, unit) = if distance < MINUTE {
        ((distance / SECOND).floor(), text::SECONDS)
    } else if distance < HOUR {
        ((distance / MINUTE).floor(), text::MINUTES)
    } else if distance < DAY {
        ((distance / HOUR).floor(), text::HOURS)
    } else if distance < 366.0 * DAY {
        let days = distance / DAY;
        // What was set to 90 days a moment ago is not 89 days away.
        let days = if is_ahead { days.round() } else { days.floor() };
        (days, if days == 1.0 { text::DAY } else { text::DAYS })
    } else {
        ((distance / (365.25 * DAY)).floor(), text::YEARS)
    };
    let count = format_number(count.max(1.0));
    if is_ahead {
        text::ahead(&count, unit)
    } else {
        text::ago(&count, unit)
    }
}

/// Says when something happened, seen from `now`: never in the future, whatever the clocks say.
pub fn format_ago(at: f64, now: f64) -> String {
    format_relative(if at > now { now } else { at }, now)
}

/// Says a share of one in per cent: `73%`, `98.2%`.
///
/// It has as many digits, up to three, as it takes to tell it from 0% and from 100%.
pub fn format_percent(share: f64) -> String {
    let percent = share * 100.0;
    if !percent.is_finite() {
        return text::UNKNOWN.to_owned();
    }
    let (than, percent) = percent_figure(percent);
    format!("{than}{}%", plain(percent))
}

/// A share of one in per cent for machines, such as screen readers: `98.2`.
pub fn percent_value(share: f64) -> String {
    plain(percent_figure(share * 100.0).1)
}

/// Says a share of one in per cent that promises nothing: two digits, never rounded up. 99.996%
/// of uptime is not all.
pub fn format_percent_down(share: f64) -> String {
    let hundredths = (share.clamp(0.0, 1.0) * 10_000.0 + 1e-7).floor();
    if share > 0.0 && hundredths == 0.0 {
        return text::ALMOST_NONE.to_owned();
    }
    // What a share of nothing at all is, nobody can say.
    if hundredths.is_nan() {
        return text::UNKNOWN.to_owned();
    }
    let hundredths = if share < 1.0 {
        hundredths.min(9_999.0)
    } else {
        hundredths
    };
    format!("{}%", plain(hundredths / 100.0))
}

/// The figure to show, and whether the true one is beyond it.
fn percent_figure(percent: f64) -> (&'static str, f64) {
    // Sums of shares miss the whole by less than this.
    if (percent - 100.0).abs() < 1e-10 {
        return ("", 100.0);
    }
    if percent == 0.0 {
        return ("", 0.0);
    }
    for scale in [10.0, 100.0, 1_000.0] {
        let rounded = (percent * scale).round() / scale;
        if rounded != 0.0 && rounded != 100.0 {
            return ("", rounded);
        }
    }
    match percent {
        ..0.0 => (">", -0.001),
        ..50.0 => ("<", 0.001),
        ..100.0 => (">", 99.999),
        _ => ("<", 100.001),
    }
}

/// A figure of at most three digits behind the point; large ones have the reader's separators.
fn plain(figure: f64) -> String {
    if figure.abs() >= 10_000.0 || !figure.is_finite() {
        return format_number(figure);
    }
    trim_zeros(&format!("{figure:.3}")).to_owned()
}

/// Takes zeros from the end of a decimal fraction.
fn trim_zeros(text: &str) -> &str {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    }
}

/// The short form of what is too large or too small to be written out: `1.8e308`, `1e-9`.
fn scientific(value: f64) -> String {
    let text = format!("{value:.2e}");
    match text.split_once('e') {
        Some((figure, power)) => format!("{}e{power}", trim_zeros(figure)),
        None => text,
    }
}

/// Says a size in bytes: `4.2 MB`.
pub fn format_bytes(bytes: f64) -> String {
    if !bytes.is_finite() {
        return text::UNKNOWN.to_owned();
    }
    if bytes < 0.0 {
        return format!("-{}", format_bytes(-bytes));
    }
    let mut size = bytes;
    let mut unit = text::BYTES;
    for larger in text::LARGER_BYTES {
        if size < 999.5 {
            break;
        }
        size /= 1_000.0;
        unit = larger;
    }
    if unit == text::BYTES || size >= 999.5 {
        format!("{} {unit}", format_number(size))
    } else if size >= 99.5 {
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

/// A number as `Intl` writes it in English, for where there is no browser: separators between each
/// three digits, and at most three digits behind the point; three that count below one thousandth.
#[cfg(any(test, not(target_arch = "wasm32")))]
fn group_digits(number: f64) -> String {
    let size = number.abs();
    let digits = if size < 0.001 {
        (2.0 - size.log10().floor()).clamp(3.0, 12.0) as usize
    } else {
        3
    };
    let text = format!("{size:.digits$}");
    let text = trim_zeros(&text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped = format!("{grouped}.{fraction}");
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
        check(format_duration(0.0), "0 ms");
        check(format_duration(-0.0), "0 ms");
        check(format_duration(0.2), "0.2 ms");
        check(format_duration(0.000_001), "0.000001 ms");
        check(format_duration(42.0), "42 ms");
        check(format_duration(820.0), "0.8 s");
        check(format_duration(9_960.0), "10 s");
        check(format_duration(59_600.0), "1 min");
        check(format_duration(200_000.0), "3 min 20 s");
        check(format_duration(3_900_000.0), "1 h 5 min");
        check(format_duration(190_000_000.0), "2 d 4 h");
        check(format_duration(f64::NAN), "–");
        check(format_duration(f64::INFINITY), "–");
        check(format_duration(-1.0), "–");
        check(format_duration(5_000.0 * DAY + HOUR), "5,000 d");
        check(format_duration(1e300), "1.16e292 d");
    }

    #[test]
    fn relative_times_look_back_and_ahead() {
        let now = 1_700_000_000_000.0;
        check(format_relative(now - 2_000.0, now), "just now");
        check(format_relative(now - 12_000.0, now), "12 s ago");
        check(format_relative(now - 3.9 * MINUTE, now), "3 min ago");
        check(format_relative(now + 2.5 * HOUR, now), "in 2 h");
        check(format_relative(now - 44.0 * DAY, now), "44 days ago");
        check(format_relative(now - 1.5 * DAY, now), "1 day ago");
        check(
            format_relative(now + 90.0 * DAY - SECOND, now),
            "in 90 days",
        );
        check(format_relative(now - 60.0 * DAY, now), "60 days ago");
        check(format_relative(now - 800.0 * DAY, now), "2 y ago");
        check(format_relative(1e300, now), "in 3.17e289 y");
    }

    #[test]
    fn a_share_is_nothing_or_all_only_where_it_is_exactly_that() {
        for (share, words) in [
            (0.0, "0%"),
            (-0.0, "0%"),
            (1.0, "100%"),
            (0.1 + 0.2 + 0.3 + 0.4, "100%"),
            (0.73, "73%"),
            (0.982_4, "98.2%"),
            (0.999_7, "99.97%"),
            (0.999_96, "99.996%"),
            (0.999_996, ">99.999%"),
            (0.004, "0.4%"),
            (0.000_04, "0.004%"),
            (1e-300, "<0.001%"),
            (-1e-300, ">-0.001%"),
            (-0.25, "-25%"),
            (1.000_04, "100.004%"),
            (1.000_000_4, "<100.001%"),
            (1.5, "150%"),
            (123.456, "12,345.6%"),
            (1e300, "1e302%"),
            (f64::MAX, "–"),
            (f64::NAN, "–"),
            (f64::NEG_INFINITY, "–"),
        ] {
            check(format_percent(share), words);
        }
        check(percent_value(0.999_96), "99.996");
    }

    #[test]
    fn a_promised_share_is_never_rounded_up() {
        for (share, words) in [
            (1.0, "100%"),
            (0.999_99, "99.99%"),
            (1.0 - 1e-12, "99.99%"),
            (0.9, "90%"),
            (0.57, "57%"),
            (0.000_01, "less than 0.01%"),
            (0.0, "0%"),
            (f64::NAN, "–"),
        ] {
            check(format_percent_down(share), words);
        }
    }

    #[test]
    fn numbers_are_short_however_large_or_small() {
        for (number, words) in [
            (0.0, "0"),
            (-0.0, "0"),
            (2.0, "2"),
            (0.333_333, "0.333"),
            (0.000_1, "0.0001"),
            (-0.000_123_45, "-0.000123"),
            (1e-9, "1e-9"),
            (f64::MIN_POSITIVE, "2.23e-308"),
            (-1_234_567.0, "-1,234,567"),
            (1_795_000_000.25, "1,795,000,000.25"),
            (1e296, "1e296"),
            (f64::MAX, "1.8e308"),
            (-1e300, "-1e300"),
            (f64::NAN, "–"),
            (f64::INFINITY, "–"),
        ] {
            check(format_number(number), words);
        }
    }

    #[test]
    fn what_has_happened_is_never_ahead() {
        let now = 1_700_000_000_000.0;
        check(format_ago(now + 9.0 * MINUTE, now), "just now");
        check(format_ago(now - 9.0 * MINUTE, now), "9 min ago");
        check(format_ago(f64::NAN, now), "–");
    }

    #[test]
    fn sizes_and_counts_are_short() {
        check(format_bytes(512.0), "512 B");
        check(format_bytes(0.25), "0.25 B");
        check(format_bytes(-0.0), "0 B");
        check(format_bytes(-4_200_000.0), "-4.2 MB");
        check(format_bytes(4_200_000.0), "4.2 MB");
        check(format_bytes(71_400_000_000.0), "71.4 GB");
        check(format_bytes(999_700.0), "1.0 MB");
        check(format_bytes(2.5e18), "2.5 EB");
        check(format_bytes(1e300), "1e282 EB");
        check(format_bytes(f64::INFINITY), "–");
        check(format_count(1, "job", "jobs"), "1 job");
        check(format_count(12_400, "job", "jobs"), "12,400 jobs");
    }

    proptest::proptest! {
        /// No figure, whatever it is, makes a long text or one that claims what is not so.
        #[test]
        fn any_figure_is_short_and_true(bits in proptest::num::u64::ANY) {
            let figure = f64::from_bits(bits);
            for text in [
                format_percent(figure),
                format_percent_down(figure),
                format_number(figure),
                format_bytes(figure),
                format_duration(figure),
                format_relative(figure, 0.0),
            ] {
                proptest::prop_assert!(text.chars().count() < 28, "{figure:e}: {text}");
                proptest::prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
            }
            let percent = format_percent(figure);
            proptest::prop_assert!(percent != "0%" || figure == 0.0, "{figure:e}");
            proptest::prop_assert!(percent != "100%" || (figure - 1.0).abs() < 1e-11, "{figure:e}");
            proptest::prop_assert!(format_number(figure) != "0" || figure == 0.0, "{figure:e}");
        }

        #[test]
        fn a_share_below_all_is_not_all(share in 0.99_f64..1.0) {
            proptest::prop_assert!(share > 1.0 - 1e-12 || format_percent(share) != "100%");
            proptest::prop_assert!(format_percent_down(share) != "100%");
        }
    }
}
