//! All caches together. Pure.

use wire::cache::{CacheStats, TargetStats};

/// What the caches come to together, as far as they are counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CacheTotals {
    /// How many entries, of those that say.
    pub entries: Option<u64>,
    /// How large, of those that say.
    pub bytes: Option<u64>,
    /// How many were given up for want of room.
    pub evictions: Option<u64>,
    /// Hits and misses of those that count both.
    pub uses: Option<(u64, u64)>,
    /// How long entries are kept, in seconds: the shortest and the longest.
    pub kept: Option<(f64, f64)>,
}

impl CacheTotals {
    /// Adds up what the caches say.
    pub fn of(stats: &CacheStats) -> Self {
        let targets = || stats.targets.values();
        let sum = |read: fn(&TargetStats) -> Option<u64>| {
            targets().filter_map(read).reduce(u64::saturating_add)
        };
        let uses = targets()
            .filter_map(|it| it.hits.zip(it.misses))
            .reduce(|one, other| (one.0.saturating_add(other.0), one.1.saturating_add(other.1)));
        let ttls = || targets().filter_map(|it| it.ttl_seconds);
        Self {
            entries: sum(|it| it.entries),
            bytes: sum(|it| it.bytes),
            evictions: sum(|it| it.evictions),
            uses,
            kept: ttls().reduce(f64::min).zip(ttls().reduce(f64::max)),
        }
    }

    /// Whether anything is counted at all.
    pub fn is_counted(&self) -> bool {
        self.entries.is_some() || self.bytes.is_some() || self.uses.is_some()
    }

    /// The share of hits; `None` while nothing was asked for.
    pub fn hit_rate(&self) -> Option<f64> {
        let (hits, misses) = self.uses?;
        let all = hits.saturating_add(misses);
        (all > 0).then(|| hits as f64 / all as f64)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_nobody_counts_is_not_zero() {
        let none = CacheStats {
            targets: BTreeMap::from([("local".to_owned(), TargetStats::default())]),
            ..CacheStats::default()
        };
        assert!(!CacheTotals::of(&none).is_counted());
        let some = TargetStats {
            entries: Some(3),
            hits: Some(1),
            misses: Some(3),
            ttl_seconds: Some(60.0),
            ..TargetStats::default()
        };
        // Its misses are not known, so its hits say nothing of a rate.
        let half = TargetStats {
            entries: Some(u64::MAX),
            hits: Some(100),
            ttl_seconds: Some(5.0),
            ..TargetStats::default()
        };
        let stats = CacheStats {
            targets: BTreeMap::from([("api".to_owned(), some), ("cdn".to_owned(), half)]),
            ..none
        };
        let cache_totals = CacheTotals::of(&stats);
        assert_eq!(cache_totals.uses, Some((1, 3)));
        assert_eq!(cache_totals.hit_rate(), Some(0.25));
        assert_eq!(cache_totals.entries, Some(u64::MAX));
        assert_eq!(cache_totals.kept, Some((5.0, 60.0)));
        assert_eq!(cache_totals.bytes, None);
    }
}
