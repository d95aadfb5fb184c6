//! What this page has seen of each metric since it was opened. In memory only, and bounded.

use std::collections::{BTreeMap, VecDeque};

use wire::metrics::{Kind, Scrape, Series};

/// How many readings of a series are kept: an hour's, at four a minute.
const READINGS: usize = 240;

/// How many series are remembered; a server with more of them is not drawn in full.
const SERIES: usize = 400;

/// Tells a series from others.
pub fn key(series: &Series) -> String {
    format!("{}{:?}", series.name, series.labels)
}

/// A value, and when it was read, in milliseconds since 1970.
pub type Reading = (f64, f64);

/// The readings so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// When the first reading was taken.
    pub since: Option<f64>,
    series: BTreeMap<String, VecDeque<Reading>>,
}

impl History {
    /// Takes in what was read at `now`.
    pub fn take(&mut self, scrape: &Scrape, now: f64) {
        self.since.get_or_insert(now);
        for series in scrape.families.iter().flat_map(|family| &family.series) {
            let key = key(series);
            if !self.series.contains_key(&key) && self.series.len() >= SERIES {
                continue;
            }
            let readings = self.series.entry(key).or_default();
            if readings.len() >= READINGS {
                readings.pop_front();
            }
            readings.push_back((now, series.value));
        }
    }

    /// The readings of a series that can be drawn, oldest first.
    pub fn of(&self, series: &Series) -> Vec<Reading> {
        let readings = self.series.get(&key(series)).into_iter().flatten();
        readings
            .copied()
            .filter(|(_, value)| value.is_finite())
            .collect()
    }
}

/// What readings come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Course {
    /// It stayed the same; too few readings are the same, too.
    Still,
    /// A counter grew by so much, starts from zero included.
    Grew(f64),
    /// It was between these.
    Between(f64, f64),
}

/// What readings of such values come to.
pub fn course(kind: &Kind, readings: &[Reading]) -> Course {
    let values = || readings.iter().map(|(_, value)| *value);
    if *kind == Kind::Counter {
        // A counter that falls has started anew, from zero.
        let grown: f64 = values()
            .zip(values().skip(1))
            .map(|(before, after)| {
                if after < before {
                    after
                } else {
                    after - before
                }
            })
            .sum();
        return if grown > 0.0 {
            Course::Grew(grown)
        } else {
            Course::Still
        };
    }
    let (low, high) = extremes(readings);
    if high > low {
        Course::Between(low, high)
    } else {
        Course::Still
    }
}

fn extremes(readings: &[Reading]) -> (f64, f64) {
    let values = || readings.iter().map(|(_, value)| *value);
    (
        values().fold(f64::INFINITY, f64::min),
        values().fold(f64::NEG_INFINITY, f64::max),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrape(value: &str) -> Scrape {
        Scrape::read(&format!("# TYPE a counter\na{{x=\"1\"}} {value}")).unwrap()
    }

    fn readings(values: &[f64]) -> Vec<Reading> {
        values
            .iter()
            .zip(0_u32..)
            .map(|(value, at)| (f64::from(at), *value))
            .collect()
    }

    #[test]
    fn readings_are_kept_by_series_and_bounded() {
        let mut history = History::default();
        for at in 0..READINGS + 10 {
            history.take(&scrape("1"), at as f64);
        }
        history.take(&scrape("NaN"), 1e6);
        let series = &scrape("1").families[0].series[0];
        assert_eq!(history.of(series).len(), READINGS - 1);
        assert_eq!(history.since, Some(0.0));
        let other = Scrape::read("a{x=\"2\"} 1").unwrap();
        assert!(history.of(&other.families[0].series[0]).is_empty());
        for number in 0..SERIES * 2 {
            history.take(&Scrape::read(&format!("b{number} 1")).unwrap(), 0.0);
        }
        assert_eq!(history.series.len(), SERIES);
    }

    #[test]
    fn a_counter_that_starts_anew_has_not_shrunk() {
        let values = readings(&[5.0, 7.0, 1.0, 2.0]);
        assert_eq!(course(&Kind::Counter, &values), Course::Grew(4.0));
        assert_eq!(course(&Kind::Gauge, &values), Course::Between(1.0, 7.0));
        assert_eq!(course(&Kind::Gauge, &readings(&[3.0, 3.0])), Course::Still);
        assert_eq!(course(&Kind::Gauge, &[]), Course::Still);
        assert_eq!(course(&Kind::Counter, &readings(&[9.0])), Course::Still);
    }
}
