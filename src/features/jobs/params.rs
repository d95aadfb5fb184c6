//! Which jobs the list shows, as its address says it.

use wire::{
    Query, Stamp,
    channel::Channel,
    jobs::{JobFilter, JobSort, JobStatus},
    typed::visible,
};

use crate::{
    features::jobs::text,
    state::address::UrlState,
    ui::{FieldValue, Unreadable, UnreadableReason},
};

/// When the jobs were created.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// At any time.
    #[default]
    Any,
    /// In the last so many hours.
    Last(u32),
    /// Between two times, either of which may be empty. They are moments, the same for whoever
    /// opens the address; a time without a zone is by the clock of a server that tells none, or,
    /// in an old link, by the reader's.
    Between {
        /// At or after.
        from: FieldValue<Stamp>,
        /// Before.
        to: FieldValue<Stamp>,
    },
}

/// The periods that are offered by name: hours, word in the address, label.
pub const PERIODS: [(u32, &str, &str); 3] = [
    (24, "24h", text::LAST_DAY),
    (24 * 7, "7d", text::LAST_WEEK),
    (24 * 30, "30d", text::LAST_MONTH),
];

/// Parts the two times of a period in the address.
const BETWEEN: char = '~';

impl Period {
    /// The period as the address has it; empty for any time.
    pub fn to_word(&self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Last(hours) => PERIODS
                .iter()
                .find(|(known, ..)| known == hours)
                .map(|(_, word, _)| (*word).to_owned())
                .unwrap_or_default(),
            Self::Between { from, to } => {
                format!("{}{BETWEEN}{}", bound_word(from), bound_word(to))
            }
        }
    }

    /// Reads what an address has; anything else is any time.
    pub fn from_word(word: &str) -> Self {
        if let Some((hours, ..)) = PERIODS.iter().find(|(_, known, _)| *known == word) {
            return Self::Last(*hours);
        }
        match word.split_once(BETWEEN) {
            Some((from, to)) => Self::Between {
                from: read_bound(from),
                to: read_bound(to),
            },
            None => Self::Any,
        }
    }
}

fn bound_word(bound: &FieldValue<Stamp>) -> String {
    match bound {
        FieldValue::Empty => String::new(),
        FieldValue::Unreadable(unreadable) => unreadable.typed.clone(),
        FieldValue::Value(stamp) => match stamp.utc() {
            Some(utc) => utc.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
            None => stamp.to_string(),
        },
    }
}

fn read_bound(word: &str) -> FieldValue<Stamp> {
    if word.is_empty() {
        return FieldValue::Empty;
    }
    match Stamp::parse(word) {
        Ok(stamp) => FieldValue::Value(stamp),
        Err(_) => FieldValue::Unreadable(Unreadable::new(word, UnreadableReason::NotATime)),
    }
}

/// Which jobs the list shows, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobsParams {
    /// Text to search for.
    pub q: String,
    /// Any of these statuses.
    pub status: Vec<JobStatus>,
    /// Any of these channels.
    pub channel: Vec<Channel>,
    /// When they were asked for.
    pub period: Period,
    /// The order.
    pub sort: JobSort,
    /// The failed jobs are grouped by their error.
    pub by_error: bool,
}

/// The word for a list that is grouped by error.
const BY_ERROR: &str = "error";

impl UrlState for JobsParams {
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let words = |name: &str| {
            let text = parameter(name).unwrap_or_default();
            text.split(',')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        Self {
            q: parameter("q").unwrap_or_default(),
            status: words("status").into_iter().map(JobStatus::from).collect(),
            channel: words("channel").into_iter().map(Channel::from).collect(),
            period: Period::from_word(&parameter("period").unwrap_or_default()),
            sort: parameter("sort")
                .and_then(|text| text.parse().ok())
                .unwrap_or_default(),
            by_error: parameter("group").as_deref() == Some(BY_ERROR),
        }
    }

    fn query(&self) -> Query {
        let words = |words: Vec<&str>| Some(words.join(",")).filter(|words| !words.is_empty());
        let usual = self.sort == JobSort::default();
        Query::new()
            .maybe("q", Some(&self.q).filter(|q| !q.is_empty()))
            .maybe(
                "status",
                words(self.status.iter().map(JobStatus::as_str).collect()),
            )
            .maybe(
                "channel",
                words(self.channel.iter().map(Channel::as_str).collect()),
            )
            .maybe(
                "period",
                Some(self.period.to_word()).filter(|word| !word.is_empty()),
            )
            .maybe("sort", (!usual).then_some(self.sort))
            .maybe("group", self.by_error.then_some(BY_ERROR))
    }
}

impl JobsParams {
    /// Whether anything is filtered out.
    pub fn is_narrow(&self) -> bool {
        *self
            != Self {
                sort: self.sort,
                by_error: self.by_error,
                ..Self::default()
            }
    }

    /// Wants everything, in the same order.
    pub fn widen(&mut self) {
        *self = Self {
            sort: self.sort,
            ..Self::default()
        };
    }

    /// The filter, seen from `now` in epoch milliseconds; `moment` reads a time without a zone.
    pub fn filter(&self, now: f64, moment: impl Fn(&Stamp) -> Option<Stamp>) -> JobFilter {
        let bound = |bound: &FieldValue<Stamp>| {
            // What cannot be read stands in its field, which says why.
            let stamp = bound.shown()?;
            if stamp.is_zoned() {
                Some(stamp.clone())
            } else {
                moment(stamp)
            }
        };
        let (from, to) = match &self.period {
            Period::Any => (None, None),
            Period::Last(hours) => (hours_before(now, *hours), None),
            Period::Between { from, to } => (bound(from), bound(to)),
        };
        JobFilter {
            status: self.status.clone(),
            channel: self.channel.clone(),
            q: visible(&self.q).into_owned(),
            from,
            to,
            sort: self.sort,
            limit: None,
            cursor: None,
        }
    }
}

fn hours_before(now: f64, hours: u32) -> Option<Stamp> {
    stamp_at(now - f64::from(hours) * 3_600_000.0)
}

/// A time in UTC, from epoch milliseconds.
fn stamp_at(millis: f64) -> Option<Stamp> {
    // Outside of the calendar, the cast saturates and chrono refuses.
    chrono::DateTime::from_timestamp_millis(millis as i64).map(Stamp::from_utc)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(query: &Query) -> JobsParams {
        JobsParams::read(|name| {
            let pair = query.pairs().iter().find(|(known, _)| known == name);
            pair.map(|(_, value)| value.clone())
        })
    }

    fn period() -> impl Strategy<Value = Period> {
        prop_oneof![
            Just(Period::Any),
            Just(Period::Last(24)),
            Just(Period::Last(720)),
            ("[0-9T:-]{0,16}", "[0-9T:-]{0,16}").prop_map(|(from, to)| Period::Between {
                from: read_bound(&from),
                to: read_bound(&to)
            }),
            (0_i64..4_000_000_000_000, 0_i64..4_000_000_000_000).prop_map(|(from, to)| {
                let bound = |at| stamp_at(at as f64).map_or(FieldValue::Empty, FieldValue::Value);
                Period::Between {
                    from: bound(from),
                    to: bound(to),
                }
            }),
        ]
    }

    proptest! {
        #[test]
        fn the_parameters_survive_the_address(
            q in ".{0,20}",
            status in proptest::collection::vec("[a-z_]{1,9}", 0..4),
            channel in proptest::collection::vec("[a-z_]{1,9}", 0..3),
            period in period(),
            descending: bool,
            by_error: bool,
        ) {
            let params = JobsParams {
                q,
                status: status.into_iter().map(JobStatus::from).collect(),
                channel: channel.into_iter().map(Channel::from).collect(),
                period,
                sort: JobSort { key: wire::jobs::SortKey::Duration, descending },
                by_error,
            };
            let again = read(&params.query());
            prop_assert_eq!(again.query(), params.query());
            let moment = |_: &Stamp| None;
            prop_assert_eq!(again.filter(0.0, moment).from.map(|it| it.sort_key()),
                params.filter(0.0, moment).from.map(|it| it.sort_key()));
            prop_assert_eq!(JobsParams { period: Period::Any, ..again }, JobsParams { period: Period::Any, ..params });
        }
    }

    #[test]
    fn the_times_in_an_address_are_moments_and_old_ones_are_still_read() {
        let filter = |word: &str| {
            let params = JobsParams {
                period: Period::from_word(word),
                ..JobsParams::default()
            };
            // A reader an hour ahead of UTC.
            let filter =
                params.filter(0.0, |naive| Stamp::parse(&format!("{naive}:00+01:00")).ok());
            [filter.from, filter.to].map(|at| at.and_then(|at| at.utc()).map(|at| at.timestamp()))
        };
        let eight = Stamp::parse("2026-11-23T08:00:00Z")
            .unwrap()
            .utc()
            .unwrap()
            .timestamp();
        assert_eq!(
            filter("2026-11-23T08:00:00Z~2026-11-23T11:00:00+02:00"),
            [Some(eight), Some(eight + 3_600)]
        );
        assert_eq!(filter("2026-11-23T09:00~"), [Some(eight), None]);
        let period = Period::from_word("2026-11-23T08:00:00Z~");
        assert_eq!(period.to_word(), "2026-11-23T08:00:00Z~");
        let Period::Between { from, .. } = Period::from_word("yesterday~") else {
            panic!("a period between two times");
        };
        assert!(from.unreadable().is_some());
    }

    #[test]
    fn the_usual_list_has_a_bare_address() {
        assert_eq!(JobsParams::default().query().encoded(), "");
        assert!(!JobsParams::default().is_narrow());
    }

    #[test]
    fn a_period_becomes_times() {
        let params = JobsParams {
            period: Period::Last(24),
            ..JobsParams::default()
        };
        let filter = params.filter(86_400_000.0 * 2.0, |_| None);
        assert_eq!(
            filter.from.map(|at| at.to_string()).as_deref(),
            Some("1970-01-02T00:00:00.000Z")
        );
        assert_eq!(filter.to, None);
    }
}
