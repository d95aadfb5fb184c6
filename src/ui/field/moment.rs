//! A local date and time as it is typed, and the moment that it means in the browser's zone.
//!
//! The browser knows the zone's rules; this finds out from them which local times are skipped and
//! which come twice.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use wire::Stamp;

use super::{FieldValue, Unreadable, UnreadableReason};

const DAY_MILLIS: i64 = 86_400_000;

/// A local date and time as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedMoment {
    /// What the browser tells of it, such as `2026-11-23T08:00`.
    pub text: String,
    /// Whether more is typed than the browser tells: some parts of it are missing.
    pub is_incomplete: bool,
    /// Which of two moments is meant: how far that clock is ahead of UTC, in milliseconds.
    pub offset: Option<i64>,
}

/// One of the moments that a local time may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentChoice {
    /// How far the clock is ahead of UTC then, in milliseconds.
    pub offset: i64,
    at: i64,
}

impl TypedMoment {
    /// What a field shows for a value.
    pub fn of(value: &FieldValue<Stamp>, offset_at: impl Fn(i64) -> i64) -> Self {
        match value {
            FieldValue::Empty => Self::default(),
            FieldValue::Unreadable(unreadable) => Self {
                is_incomplete: unreadable.is_incomplete(),
                text: unreadable.typed.clone(),
                offset: None,
            },
            FieldValue::Value(stamp) => Self::of_stamp(stamp, offset_at),
        }
    }

    fn of_stamp(stamp: &Stamp, offset_at: impl Fn(i64) -> i64) -> Self {
        let at = stamp.utc().map(|utc| utc.timestamp_millis());
        let offset = at.map(offset_at);
        let local = at.zip(offset).and_then(|(at, offset)| local(at, offset));
        Self {
            // A time without a zone is by the clock of whoever wrote it.
            text: local.map_or_else(|| stamp.as_str().to_owned(), local_text),
            is_incomplete: false,
            offset,
        }
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.is_incomplete
    }

    /// The moment that is meant, where `offset_at` tells how far the clock is ahead of UTC at a
    /// moment, both in milliseconds.
    pub fn read(&self, offset_at: impl Fn(i64) -> i64) -> FieldValue<Stamp> {
        let refuse = |reason| FieldValue::Unreadable(Unreadable::new(self.text.clone(), reason));
        if self.is_empty() {
            return FieldValue::Empty;
        }
        if self.is_incomplete {
            return refuse(UnreadableReason::Incomplete);
        }
        let naive = match read_local(&self.text) {
            Ok(naive) => naive,
            Err(reason) => return refuse(reason),
        };
        let choices = choices(naive, &offset_at);
        let chosen = match choices.as_slice() {
            [] => return refuse(UnreadableReason::Skipped(after_the_gap(naive, &offset_at))),
            [only] => Some(only),
            several => several.iter().find(|it| Some(it.offset) == self.offset),
        };
        let Some(chosen) = chosen else {
            return refuse(UnreadableReason::Twice);
        };
        match DateTime::from_timestamp_millis(chosen.at) {
            Some(at) => FieldValue::Value(Stamp::from_utc(at)),
            None => refuse(UnreadableReason::NotATime),
        }
    }

    /// The moments that may be meant, the first one first, where there are several.
    pub fn choices(&self, offset_at: impl Fn(i64) -> i64) -> Vec<MomentChoice> {
        let naive = read_local(&self.text).ok().filter(|_| !self.is_incomplete);
        let mut choices = naive.map_or_else(Vec::new, |naive| choices(naive, &offset_at));
        if choices.len() < 2 {
            choices.clear();
        }
        choices
    }
}

impl MomentChoice {
    /// How far the clock is ahead of UTC, such as `UTC+02:00`.
    pub fn label(&self) -> String {
        let minutes = self.offset.unsigned_abs() / 60_000;
        let sign = if self.offset < 0 { '−' } else { '+' };
        format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Reads a date such as `2026-11-23`.
pub fn read_date(typed: &str) -> FieldValue<NaiveDate> {
    let text = typed.trim();
    if text.is_empty() {
        return FieldValue::Empty;
    }
    let reason = match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) if has_four_digits(text) => return FieldValue::Value(date),
        _ if text == INCOMPLETE_DATE => UnreadableReason::Incomplete,
        _ if !has_four_digits(text) && has_year(text) => UnreadableReason::Year,
        _ => UnreadableReason::NotATime,
    };
    FieldValue::Unreadable(Unreadable::new(typed, reason))
}

/// What stands for a date of which only some parts are typed.
pub const INCOMPLETE_DATE: &str = "incomplete date";

fn read_local(text: &str) -> Result<NaiveDateTime, UnreadableReason> {
    if !has_four_digits(text) {
        return Err(if has_year(text) {
            UnreadableReason::Year
        } else {
            UnreadableReason::NotATime
        });
    }
    [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
    ]
    .iter()
    .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
    .ok_or(UnreadableReason::NotATime)
}

/// Whether a text begins with a year.
fn has_year(text: &str) -> bool {
    text.split_once('-')
        .is_some_and(|(year, _)| !year.is_empty() && year.bytes().all(|it| it.is_ascii_digit()))
}

fn has_four_digits(text: &str) -> bool {
    has_year(text) && text.find('-') == Some(4)
}

/// Every moment at which the clock shows a local time, in order.
fn choices(naive: NaiveDateTime, offset_at: &impl Fn(i64) -> i64) -> Vec<MomentChoice> {
    let local = naive.and_utc().timestamp_millis();
    let mut found: Vec<MomentChoice> = Vec::new();
    // No clock is a day away from UTC, so the first is before every such moment and the last
    // after it.
    for around in [local - DAY_MILLIS, local + DAY_MILLIS] {
        let offset = offset_at(around);
        let at = local - offset;
        if offset_at(at) == offset && !found.iter().any(|known| known.at == at) {
            found.push(MomentChoice { offset, at });
        }
    }
    found.sort_by_key(|it| it.at);
    found
}

/// What the clock shows when it would have shown a skipped time.
fn after_the_gap(naive: NaiveDateTime, offset_at: &impl Fn(i64) -> i64) -> String {
    let utc = naive.and_utc().timestamp_millis();
    let at = utc - offset_at(utc - DAY_MILLIS);
    let Some(shown) = local(at, offset_at(at)) else {
        return String::new();
    };
    if shown.date() == naive.date() {
        shown.format("%H:%M").to_string()
    } else {
        shown.format("%Y-%m-%d %H:%M").to_string()
    }
}

fn local(at: i64, offset: i64) -> Option<NaiveDateTime> {
    let shown = at.checked_add(offset)?;
    Some(DateTime::from_timestamp_millis(shown)?.naive_utc())
}

fn local_text(local: NaiveDateTime) -> String {
    use chrono::Timelike;
    let format = if local.second() == 0 {
        "%Y-%m-%dT%H:%M"
    } else {
        "%Y-%m-%dT%H:%M:%S"
    };
    local.format(format).to_string()
}

/// How far the browser's clock is ahead of UTC at a moment, both in milliseconds.
pub fn browser_offset(at: i64) -> i64 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    // Not a number outside of the browser's calendar, which the cast makes nought.
    -((date.get_timezone_offset() * 60_000.0) as i64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3_600_000;

    fn utc(text: &str) -> i64 {
        Stamp::parse(text)
            .unwrap()
            .utc()
            .unwrap()
            .timestamp_millis()
    }

    /// A zone whose clock is changed once.
    fn zone(changed: &'static str, before: i64, after: i64) -> impl Fn(i64) -> i64 + Copy {
        let changed = utc(changed);
        move |at| if at < changed { before } else { after }
    }

    fn typed(text: &str) -> TypedMoment {
        TypedMoment {
            text: text.to_owned(),
            ..TypedMoment::default()
        }
    }

    fn shown(value: &FieldValue<Stamp>) -> &str {
        value.shown().map_or("", Stamp::as_str)
    }

    fn reason(value: FieldValue<Stamp>) -> UnreadableReason {
        value.unreadable().unwrap().reason.clone()
    }

    #[test]
    fn a_time_that_the_clocks_skip_is_refused_with_the_next_one() {
        let skipped = |text: &str| UnreadableReason::Skipped(text.to_owned());
        let berlin = zone("2027-03-28T01:00:00Z", HOUR, 2 * HOUR);
        assert_eq!(
            reason(typed("2027-03-28T02:30").read(berlin)),
            skipped("03:30")
        );
        assert_eq!(
            shown(&typed("2027-03-28T03:00").read(berlin)),
            "2027-03-28T01:00:00.000Z"
        );
        assert_eq!(
            shown(&typed("2027-03-28T01:59").read(berlin)),
            "2027-03-28T00:59:00.000Z"
        );
        let lord_howe = zone("2026-10-03T15:30:00Z", 21 * HOUR / 2, 11 * HOUR);
        assert_eq!(
            reason(typed("2026-10-04T02:15").read(lord_howe)),
            skipped("02:45")
        );
        assert_eq!(
            shown(&typed("2026-10-04T02:30").read(lord_howe)),
            "2026-10-03T15:30:00.000Z"
        );
        let apia = zone("2011-12-30T10:00:00Z", -10 * HOUR, 14 * HOUR);
        assert_eq!(
            reason(typed("2011-12-30T12:00").read(apia)),
            skipped("2011-12-31 12:00")
        );
        assert_eq!(
            shown(&typed("2011-12-31T05:00").read(apia)),
            "2011-12-30T15:00:00.000Z"
        );
    }

    #[test]
    fn a_time_that_comes_twice_is_asked_about() {
        let new_york = zone("2026-11-01T06:00:00Z", -4 * HOUR, -5 * HOUR);
        let twice = typed("2026-11-01T01:30");
        assert_eq!(reason(twice.read(new_york)), UnreadableReason::Twice);
        let labels: Vec<_> = twice
            .choices(new_york)
            .iter()
            .map(MomentChoice::label)
            .collect();
        assert_eq!(labels, ["UTC−04:00", "UTC−05:00"]);
        for (offset, at) in [
            (-4, "2026-11-01T05:30:00.000Z"),
            (-5, "2026-11-01T06:30:00.000Z"),
        ] {
            let chosen = TypedMoment {
                offset: Some(offset * HOUR),
                ..twice.clone()
            };
            let value = chosen.read(new_york);
            assert_eq!(shown(&value), at);
            assert_eq!(TypedMoment::of(&value, new_york), chosen);
        }
        let lord_howe = zone("2027-04-03T15:00:00Z", 11 * HOUR, 21 * HOUR / 2);
        let labels = |text| -> Vec<_> {
            let choices = typed(text).choices(lord_howe);
            choices.iter().map(MomentChoice::label).collect()
        };
        assert_eq!(labels("2027-04-04T01:45"), ["UTC+11:00", "UTC+10:30"]);
        assert!(labels("2027-04-04T02:00").is_empty());
        assert!(labels("2027-04-04T01:29").is_empty());
    }

    #[test]
    fn what_is_typed_in_part_or_no_time_is_not_empty() {
        let zone = |_| 0;
        assert!(TypedMoment::default().read(zone).is_empty());
        let incomplete = TypedMoment {
            is_incomplete: true,
            ..TypedMoment::default()
        };
        assert_eq!(reason(incomplete.read(zone)), UnreadableReason::Incomplete);
        assert_eq!(TypedMoment::of(&incomplete.read(zone), zone), incomplete);
        for (text, expected) in [
            ("12026-11-23T08:00", UnreadableReason::Year),
            ("123456-11-23T08:00", UnreadableReason::Year),
            ("2026-11-23", UnreadableReason::NotATime),
            ("2026-02-30T08:00", UnreadableReason::NotATime),
            ("soon", UnreadableReason::NotATime),
        ] {
            let value = typed(text).read(zone);
            assert_eq!(reason(value.clone()), expected, "{text}");
            assert_eq!(TypedMoment::of(&value, zone), typed(text));
        }
        // As an old link has it: by the clock of whoever opens it.
        let naive = FieldValue::Value(Stamp::parse("2026-11-23T08:00").unwrap());
        let shown_as = TypedMoment::of(&naive, zone);
        assert_eq!(shown(&shown_as.read(zone)), "2026-11-23T08:00:00.000Z");
    }

    #[test]
    fn dates_have_years_of_four_digits() {
        assert!(read_date(" ").is_empty());
        assert!(read_date("2026-02-28").shown().is_some());
        let reason = |text| read_date(text).unreadable().unwrap().reason.clone();
        assert_eq!(reason("2026-02-30"), UnreadableReason::NotATime);
        assert_eq!(reason("12026-02-28"), UnreadableReason::Year);
        assert_eq!(reason(INCOMPLETE_DATE), UnreadableReason::Incomplete);
        assert_eq!(reason("tomorrow"), UnreadableReason::NotATime);
    }

    proptest! {
        #[test]
        fn a_moment_is_read_from_what_the_field_shows_for_it(
            at in 0_i64..4_000_000_000,
            before in -48_i64..56,
            after in -48_i64..56,
            near in -100_000_i64..100_000,
        ) {
            let quarter = 900_000;
            let changed = (at + near) * 1_000;
            let zone = move |it: i64| if it < changed { before * quarter } else { after * quarter };
            let stamp = Stamp::from_utc(DateTime::from_timestamp(at, 0).unwrap());
            let value = FieldValue::Value(stamp);
            prop_assert_eq!(TypedMoment::of(&value, zone).read(zone), value);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,24}", offset in any::<Option<i64>>()) {
            let moment = TypedMoment { text: text.clone(), is_incomplete: false, offset };
            prop_assert_eq!(moment.read(|_| HOUR).is_empty(), text.is_empty());
        }
    }
}
