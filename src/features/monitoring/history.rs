//! What this page has seen of each metric since it was opened. In memory only, and bounded.

use wire::metrics::{Kind, Scrape, SeriesKey, SeriesMap};

use crate::state::readings::{MOST_READINGS, Readings, growth};

/// How many readings are kept of all series together: the more series, the fewer of each.
const ALL_READINGS: usize = 96_000;

/// A value, and when it was read, in milliseconds since 1970.
pub type Reading = (f64, f64);

/// The readings so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// When the first reading was taken.
    pub since: Option<f64>,
    series: SeriesMap<Readings<Reading>>,
}

impl History {
    /// Takes in what was read at `now`.
    pub fn take(&mut self, scrape: &Scrape, now: f64) {
        self.since.get_or_insert(now);
        let most = (ALL_READINGS / scrape.count().max(1)).clamp(2, MOST_READINGS);
        for series in scrape.series() {
            let readings = self.series.entry(series.key).or_default();
            readings.push((now, series.value), most);
        }
        // What comes and goes, as the series of short processes do, is not kept for ever.
        if self.series.len() > scrape.count().saturating_mul(2) {
            self.series.retain(|key, _| scrape.find(*key).is_some());
        }
    }

    /// The readings of a series that can be drawn, oldest first.
    pub fn of(&self, key: SeriesKey) -> Vec<Reading> {
        let readings = self.series.get(&key).into_iter();
        readings
            .flat_map(Readings::iter)
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
        let grown = growth(values());
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
    use std::sync::Arc;

    use super::*;

    fn scrape(value: &str) -> Arc<Scrape> {
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
        for at in 0..MOST_READINGS + 10 {
            history.take(&scrape("1"), at as f64);
        }
        history.take(&scrape("NaN"), 1e6);
        let series = &scrape("1").families[0].series[0];
        assert_eq!(history.of(series.key).len(), MOST_READINGS - 1);
        assert_eq!(history.since, Some(0.0));
        let other = Scrape::read("a{x=\"2\"} 1").unwrap();
        assert!(history.of(other.families[0].series[0].key).is_empty());
    }

    #[test]
    fn the_readings_of_all_series_together_are_bounded() {
        let mut history = History::default();
        let of = |first: usize| {
            let lines = (first..first + 1_000).map(|number| format!("b{number} 1\n"));
            Scrape::read(&lines.collect::<String>()).unwrap()
        };
        for at in 0..120 {
            history.take(&of(0), f64::from(at));
        }
        let kept: usize = {
            let all = history.series.values();
            all.map(|readings| readings.iter().count()).sum()
        };
        assert_eq!(kept, ALL_READINGS);
        // Every series has its course, also where there are very many.
        assert_eq!(history.of(of(0).families[999].series[0].key).len(), 96);
        for first in (1_000..9_000).step_by(1_000) {
            history.take(&of(first), 200.0);
        }
        assert!(history.series.len() <= 2_000);
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
