//! A number as it is typed. The browser's own number field hides what it cannot read, so this is
//! a field of text.

use leptos::prelude::*;

use super::{
    FieldValue, TextField, Unreadable, UnreadableReason, error_after_leaving::ErrorAfterLeaving,
};

/// Longer numbers are sent with their exponent, as they are typed.
const MOST_DIGITS: i64 = 40;

/// The parts of a number that is typed: an optional sign, digits, a point, an exponent.
struct NumberParts<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

/// Reads a number such as `1200`, `-2.5` or `12e5`, as the same number in plain digits.
pub fn read_number(typed: &str) -> FieldValue<String> {
    let text = typed.trim();
    if text.is_empty() {
        return FieldValue::Empty;
    }
    let refuse = |reason| FieldValue::Unreadable(Unreadable::new(typed, reason));
    let Some(parts) = parts(text) else {
        let is_number_with_commas = parts(&text.replace(',', "")).is_some();
        return refuse(if is_number_with_commas {
            UnreadableReason::Comma
        } else {
            UnreadableReason::NotANumber
        });
    };
    let value = text.parse::<f64>().unwrap_or(f64::NAN);
    let is_zero = !parts
        .whole
        .bytes()
        .chain(parts.fraction.bytes())
        .any(|it| it != b'0');
    if !value.is_finite() {
        return refuse(UnreadableReason::TooLarge);
    }
    if value == 0.0 && !is_zero {
        return refuse(UnreadableReason::TooSmall);
    }
    FieldValue::Value(if is_zero {
        "0".to_owned()
    } else {
        plain(&parts).unwrap_or_else(|| text.to_owned())
    })
}

/// Reads a whole number from `least` to `most`.
pub fn read_whole(typed: &str, least: u32, most: u32) -> FieldValue<u32> {
    let refuse = |reason| FieldValue::Unreadable(Unreadable::new(typed, reason));
    match read_number(typed) {
        FieldValue::Empty => FieldValue::Empty,
        FieldValue::Unreadable(unreadable) => FieldValue::Unreadable(unreadable),
        FieldValue::Value(number) => {
            let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
            if fraction.bytes().any(|digit| digit != b'0') {
                return refuse(UnreadableReason::NotWhole);
            }
            match whole.parse::<u32>() {
                Ok(count) if (least..=most).contains(&count) => FieldValue::Value(count),
                _ => refuse(UnreadableReason::Outside(least, most)),
            }
        }
    }
}

fn parts(text: &str) -> Option<NumberParts<'_>> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    let exponent = match exponent {
        None => 0,
        Some(text) => {
            let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
            if unsigned.is_empty() || !are_digits(unsigned) {
                return None;
            }
            // Far outside of any number, where the exact figure does not matter.
            let limit = if text.starts_with('-') {
                i64::MIN
            } else {
                i64::MAX
            };
            text.parse().unwrap_or(limit)
        }
    };
    Some(NumberParts {
        is_negative,
        whole,
        fraction,
        exponent,
    })
}

/// The same number without an exponent, digit by digit, so that none is rounded; `None` where
/// that is too long to be read.
fn plain(parts: &NumberParts) -> Option<String> {
    let digits = format!("{}{}", parts.whole, parts.fraction);
    let point = i64::try_from(parts.whole.len())
        .ok()?
        .checked_add(parts.exponent)?;
    let count = i64::try_from(digits.len()).ok()?;
    if parts.exponent != 0 && !(-MOST_DIGITS..=MOST_DIGITS).contains(&point) {
        return None;
    }
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    let (whole, fraction) = if point <= 0 {
        (String::new(), format!("{}{digits}", zeros(-point)))
    } else if point >= count {
        (format!("{digits}{}", zeros(point - count)), String::new())
    } else {
        let (whole, fraction) = digits.split_at_checked(usize::try_from(point).ok()?)?;
        (whole.to_owned(), fraction.to_owned())
    };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let sign = if parts.is_negative { "-" } else { "" };
    Some(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    })
}

/// A labelled field for a number. Whoever sends it reads it with [`read_number`] or
/// [`read_whole`]; what is typed stays as it is.
#[component]
pub fn NumberField(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// Whether only whole numbers are meant, which phones have a keyboard for.
    #[prop(optional)]
    whole: bool,
    /// A sentence below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It must be filled in.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// An example, while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Called when the reader leaves the field.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let own = ErrorAfterLeaving::new(!value.read_untracked().is_empty(), on_blur);
    let unreadable = own.error(
        move || read_number(&value.read()).unreadable().cloned(),
        |_| true,
    );
    let error = Signal::derive(move || error.get().or_else(|| unreadable.get()));
    view! {
        <TextField
            label
            value
            inputmode=if whole { "numeric" } else { "decimal" }
            autocomplete="off"
            hint
            error
            required
            placeholder
            on_blur=move |()| own.leave()
        />
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Result<&str, UnreadableReason>) {
        let found = read_number(typed);
        match expected {
            Ok(number) => assert_eq!(found, FieldValue::Value(number.to_owned()), "{typed}"),
            Err(reason) => {
                let unreadable = found.unreadable().unwrap();
                assert_eq!(
                    (unreadable.typed.as_str(), &unreadable.reason),
                    (typed, &reason)
                );
            }
        }
    }

    #[test]
    fn a_number_is_sent_as_the_number_that_was_typed() {
        check("1e3", Ok("1000"));
        check("12e5", Ok("1200000"));
        check(" 7 ", Ok("7"));
        check("+2.50", Ok("2.50"));
        check("-.5", Ok("-0.5"));
        check("3.", Ok("3"));
        check("1.25E+1", Ok("12.5"));
        check("25e-3", Ok("0.025"));
        check("007", Ok("7"));
        check("-0", Ok("0"));
        check("0e999", Ok("0"));
        // No digit is lost to a fraction in binary.
        check("12345678901234567890.123", Ok("12345678901234567890.123"));
        check("1e300", Ok("1e300"));
        assert!(read_number(" ").is_empty());
    }

    #[test]
    fn what_is_no_number_is_not_read_as_another_one() {
        for typed in [
            "12e", "e5", "-", ".", "1 000", "0x10", "NaN", "inf", "1e+", "--1", "five",
        ] {
            check(typed, Err(UnreadableReason::NotANumber));
        }
        check("1,5", Err(UnreadableReason::Comma));
        check("1,234.5", Err(UnreadableReason::Comma));
        check("1e999", Err(UnreadableReason::TooLarge));
        check("1e99999999999999999999", Err(UnreadableReason::TooLarge));
        check("1e-999", Err(UnreadableReason::TooSmall));
    }

    #[test]
    fn a_count_is_never_cut_or_wrapped() {
        assert_eq!(read_whole("1e1", 1, 50), FieldValue::Value(10));
        assert_eq!(read_whole("7.0", 1, 50), FieldValue::Value(7));
        assert_eq!(read_whole(" ", 1, 50), FieldValue::Empty);
        let reason = |typed| {
            read_whole(typed, 1, 50)
                .unreadable()
                .unwrap()
                .reason
                .clone()
        };
        for typed in ["0", "51", "-3", "4294967297", "1e300"] {
            assert_eq!(reason(typed), UnreadableReason::Outside(1, 50), "{typed}");
        }
        assert_eq!(reason("1.5"), UnreadableReason::NotWhole);
        assert_eq!(reason("many"), UnreadableReason::NotANumber);
    }

    proptest! {
        #[test]
        fn a_number_keeps_its_value(typed in "[+-]?[0-9]{0,6}(\\.[0-9]{0,6})?([eE][+-]?[0-9]{1,2})?") {
            if let FieldValue::Value(number) = read_number(&typed) {
                let (sent, meant): (f64, f64) = (number.parse().unwrap(), typed.parse().unwrap());
                prop_assert_eq!(sent, meant);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(typed in ".{0,30}") {
            let is_empty = read_number(&typed).is_empty();
            prop_assert_eq!(is_empty, typed.trim().is_empty());
        }
    }
}
