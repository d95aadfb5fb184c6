//! What this tab has seen of each cache. Bounded, and kept while the tab is open.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::cache::CacheStats;

use crate::{
    features::cache::text,
    state::readings::{MOST_READINGS, Readings, growth},
};

/// How many caches are remembered.
const TARGETS: usize = 24;

/// The figures of a cache at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In milliseconds since 1970.
    pub at: f64,
    /// How many entries it held.
    #[serde(default)]
    pub entries: Option<u64>,
    /// How often it had what was asked for.
    #[serde(default)]
    pub hits: Option<u64>,
    /// How often it had not.
    #[serde(default)]
    pub misses: Option<u64>,
}

/// The readings so far, of one backend.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// The backend's address.
    pub base: String,
    targets: BTreeMap<String, Readings<Reading>>,
}

impl Log {
    /// An empty log.
    pub fn of_backend(base: String) -> Self {
        Self {
            base,
            ..Self::default()
        }
    }

    /// Takes in what was read at `at`.
    pub fn take(&mut self, stats: &CacheStats, at: f64) {
        for (name, target) in &stats.targets {
            let counted =
                target.entries.is_some() || target.hits.is_some() || target.misses.is_some();
            if !counted || (!self.targets.contains_key(name) && self.targets.len() >= TARGETS) {
                continue;
            }
            let readings = self.targets.entry(name.clone()).or_default();
            // What this browser has kept may be anything, and clocks go wrong.
            readings.retain(|reading| reading.at < at);
            let reading = Reading {
                at,
                entries: target.entries,
                hits: target.hits,
                misses: target.misses,
            };
            readings.push(reading, MOST_READINGS);
        }
    }

    /// The readings of a cache, oldest first.
    pub fn of(&self, name: &str) -> Vec<Reading> {
        let readings = self.targets.get(name).into_iter();
        readings.flat_map(Readings::iter).collect()
    }
}

/// What happened between the first and the last reading, in words; `None` with fewer than two.
pub fn course(readings: &[Reading]) -> Option<String> {
    if readings.len() < 2 {
        return None;
    }
    // Beyond what a counter can hold, the conversions keep to its largest value.
    let counter = |read: fn(&Reading) -> Option<u64>| {
        growth(readings.iter().filter_map(read).map(|value| value as f64)) as u64
    };
    let (hits, misses) = (counter(|it| it.hits), counter(|it| it.misses));
    let entries = || readings.iter().filter_map(|it| it.entries);
    let range = entries().min().zip(entries().max());
    let mut words = Vec::new();
    if let Some((low, high)) = range.filter(|(low, high)| low != high) {
        words.push(text::entries_between(low, high));
    }
    if hits > 0 {
        words.push(text::uses(
            hits,
            if hits == 1 { text::HIT } else { text::HITS },
        ));
    }
    if misses > 0 {
        words.push(text::uses(
            misses,
            if misses == 1 {
                text::MISS
            } else {
                text::MISSES
            },
        ));
    }
    if words.is_empty() {
        words.push(text::UNCHANGED.to_owned());
    }
    Some(words.join(", "))
}

#[cfg(test)]
mod tests {
    use wire::cache::TargetStats;

    use super::*;

    fn stats(entries: u64, hits: u64) -> CacheStats {
        let target = TargetStats {
            entries: Some(entries),
            hits: Some(hits),
            misses: Some(1),
            ..TargetStats::default()
        };
        CacheStats {
            targets: BTreeMap::from([
                ("local".to_owned(), target),
                ("cdn".to_owned(), TargetStats::default()),
            ]),
            ..CacheStats::default()
        }
    }

    #[test]
    fn the_log_is_bounded_and_has_only_what_is_counted() {
        let mut log = Log::of_backend("a".into());
        for at in 0..MOST_READINGS + 9 {
            log.take(&stats(1, 1), at as f64);
        }
        assert_eq!(log.of("local").len(), MOST_READINGS);
        assert!(log.of("cdn").is_empty());
        // A clock that was put back does not draw a line backwards.
        log.take(&stats(1, 1), 20.0);
        assert!(log.of("local").windows(2).all(|two| two[0].at < two[1].at));
    }

    #[test]
    fn a_course_tells_growth_and_a_restart_is_no_loss() {
        let mut log = Log::default();
        for (at, (entries, hits)) in [(2, 5), (9, 7), (4, 1)].into_iter().enumerate() {
            log.take(&stats(entries, hits), at as f64);
        }
        let words = course(&log.of("local")).unwrap();
        assert_eq!(words, "2 to 9 entries, 3 hits");
        assert_eq!(course(&[Reading::default()]), None);
        let same = [Reading::default(), Reading::default()];
        assert_eq!(course(&same).unwrap(), "unchanged");
    }
}
