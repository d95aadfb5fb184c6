//! Which jobs are wanted, as the list's address says it.

use wire::{
    Query, Stamp,
    channel::Channel,
    jobs::{JobFilter, JobSort, JobStatus},
};

use crate::state::address::Wish;

/// When the wanted jobs were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// At any time.
    #[default]
    Any,
    /// In the last so many hours.
    Last(u32),
    /// Between two local times, either of which may be empty.
    Between {
        /// At or after, as a date field writes it.
        from: String,
        /// Before.
        to: String,
    },
}

/// The periods that are offered by name: hours, word in the address, label.
pub const PERIODS: [(u32, &str, &str); 3] = [
    (24, "24h", "Last 24 hours"),
    (24 * 7, "7d", "Last 7 days"),
    (24 * 30, "30d", "Last 30 days"),
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
            Self::Between { from, to } => format!("{from}{BETWEEN}{to}"),
        }
    }

    /// Reads what an address has; anything else is any time.
    pub fn from_word(word: &str) -> Self {
        if let Some((hours, ..)) = PERIODS.iter().find(|(_, known, _)| *known == word) {
            return Self::Last(*hours);
        }
        match word.split_once(BETWEEN) {
            Some((from, to)) => Self::Between {
                from: from.to_owned(),
                to: to.to_owned(),
            },
            None => Self::Any,
        }
    }
}

/// Which jobs are wanted, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
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

impl Wish for Wanted {
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

impl Wanted {
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

    /// The filter, seen from `now` in epoch milliseconds; `moment` reads a local time.
    pub fn filter(&self, now: f64, moment: impl Fn(&str) -> Option<Stamp>) -> JobFilter {
        let (from, to) = match &self.period {
            Period::Any => (None, None),
            Period::Last(hours) => (hours_before(now, *hours), None),
            Period::Between { from, to } => (moment(from), moment(to)),
        };
        JobFilter {
            status: self.status.clone(),
            channel: self.channel.clone(),
            q: self.q.trim().to_owned(),
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
pub fn stamp_at(millis: f64) -> Option<Stamp> {
    // Outside of the calendar, the cast saturates and chrono refuses.
    chrono::DateTime::from_timestamp_millis(millis as i64).map(Stamp::from_utc)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(query: &Query) -> Wanted {
        Wanted::read(|name| {
            let pair = query.pairs().iter().find(|(known, _)| known == name);
            pair.map(|(_, value)| value.clone())
        })
    }

    fn period() -> impl Strategy<Value = Period> {
        prop_oneof![
            Just(Period::Any),
            Just(Period::Last(24)),
            Just(Period::Last(720)),
            ("[0-9T:-]{0,16}", "[0-9T:-]{0,16}")
                .prop_map(|(from, to)| Period::Between { from, to }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_wanted_survives_the_address(
            q in ".{0,20}",
            status in proptest::collection::vec("[a-z_]{1,9}", 0..4),
            channel in proptest::collection::vec("[a-z_]{1,9}", 0..3),
            period in period(),
            descending: bool,
            by_error: bool,
        ) {
            let wanted = Wanted {
                q,
                status: status.into_iter().map(JobStatus::from).collect(),
                channel: channel.into_iter().map(Channel::from).collect(),
                period,
                sort: JobSort { key: wire::jobs::SortKey::Duration, descending },
                by_error,
            };
            prop_assert_eq!(read(&wanted.query()), wanted);
        }
    }

    #[test]
    fn the_usual_list_has_a_bare_address() {
        assert_eq!(Wanted::default().query().encoded(), "");
        assert!(!Wanted::default().is_narrow());
    }

    #[test]
    fn a_period_becomes_times() {
        let wanted = Wanted {
            period: Period::Last(24),
            ..Wanted::default()
        };
        let filter = wanted.filter(86_400_000.0 * 2.0, |_| None);
        assert_eq!(
            filter.from.map(|at| at.to_string()).as_deref(),
            Some("1970-01-02T00:00:00.000Z")
        );
        assert_eq!(filter.to, None);
    }
}
