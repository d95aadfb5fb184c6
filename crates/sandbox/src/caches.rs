//! The caches: previews that were made, lists that were answered, pages that were read.
//!
//! They really hold what they report, in memory, and are empty after a start;
//! what is counted of their use is kept in the database.

pub mod layer;
pub mod select;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    body::Bytes,
    http::{HeaderName, HeaderValue},
};
use wire::{
    cache::{CacheTarget, TargetStats},
    generate::{Finding, GenerateRequest, Parts},
};

use crate::{
    auth::fingerprint,
    clock::from_millis,
    state::App,
    store::caches::{self, Counters},
};
use select::Selection;

/// How a cache behaves.
struct Rules {
    target: CacheTarget,
    /// How many entries there is room for.
    most: usize,
    /// How long an entry is kept.
    ttl: Duration,
}

/// Every cache that this server has.
const RULES: [Rules; 3] = [
    Rules {
        target: CacheTarget::Local,
        most: 200,
        ttl: Duration::from_secs(600),
    },
    Rules {
        target: CacheTarget::Api,
        most: 200,
        ttl: Duration::from_secs(300),
    },
    Rules {
        target: CacheTarget::Cdn,
        most: 500,
        ttl: Duration::from_secs(3_600),
    },
];

/// The names of the caches that this server has.
pub fn targets() -> impl Iterator<Item = CacheTarget> {
    RULES.iter().map(|rules| rules.target.clone())
}

/// What a cache keeps under a key.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What was asked for.
    pub body: Bytes,
    /// The headers that belong to it.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// What it can also be found by.
    pub tags: Vec<String>,
}

struct Entry {
    kept: Kept,
    /// In milliseconds since 1970, as the server's clock had it.
    made_at: i64,
    made: Instant,
    used: Instant,
}

/// What the caches hold.
#[derive(Default)]
pub struct Caches(Mutex<Held>);

#[derive(Default)]
struct Held {
    entries: BTreeMap<CacheTarget, BTreeMap<String, Entry>>,
    /// Grows whenever something is dropped, so that nothing older is kept after it.
    generation: u64,
}

/// What a selection hits in one cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// How many entries.
    pub count: u64,
    /// The first of their keys.
    pub keys: Vec<String>,
}

/// How many keys are told of what would be dropped.
const SAMPLE: usize = 8;

impl Caches {
    fn with<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// To be asked for before something is made that is to be kept.
    pub fn generation(&self) -> u64 {
        self.with(|held| held.generation)
    }

    fn get(&self, target: &CacheTarget, key: &str) -> Option<Kept> {
        self.with(|held| {
            held.sweep();
            let entry = held.entries.get_mut(target)?.get_mut(key)?;
            entry.used = Instant::now();
            Some(entry.kept.clone())
        })
    }

    /// Keeps something, unless anything was dropped since `generation`; how many had to go for it.
    fn put(
        &self,
        target: &CacheTarget,
        key: String,
        kept: Kept,
        made_at: i64,
        generation: u64,
    ) -> u64 {
        let Some(rules) = RULES.iter().find(|rules| rules.target == *target) else {
            return 0;
        };
        self.with(|held| {
            if held.generation != generation {
                return 0;
            }
            let entries = held.entries.entry(target.clone()).or_default();
            let now = Instant::now();
            let entry = Entry {
                kept,
                made_at,
                made: now,
                used: now,
            };
            entries.insert(key, entry);
            let mut evicted = 0;
            while entries.len() > rules.most {
                let oldest = entries.iter().min_by_key(|(_, entry)| entry.used);
                let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                    break;
                };
                entries.remove(&key);
                evicted += 1;
            }
            evicted
        })
    }

    /// What a selection would drop from a cache.
    pub fn find(&self, target: &CacheTarget, selection: &Selection) -> Hit {
        self.with(|held| {
            held.sweep();
            let entries = held.entries.get(target).into_iter().flatten();
            let mut hit = Hit::default();
            for (key, _) in entries.filter(|(key, entry)| selection.matches(key, &entry.kept.tags))
            {
                hit.count += 1;
                if hit.keys.len() < SAMPLE {
                    hit.keys.push(key.clone());
                }
            }
            hit
        })
    }

    /// Drops what is selected from a cache; how many entries went.
    pub fn drop_from(&self, target: &CacheTarget, selection: &Selection) -> u64 {
        self.with(|held| {
            held.sweep();
            held.generation = held.generation.wrapping_add(1);
            let Some(entries) = held.entries.get_mut(target) else {
                return 0;
            };
            let before = entries.len();
            entries.retain(|key, entry| !selection.matches(key, &entry.kept.tags));
            u64::try_from(before - entries.len()).unwrap_or_default()
        })
    }

    /// What each cache holds now, without what was counted.
    pub fn stats(&self) -> BTreeMap<CacheTarget, TargetStats> {
        self.with(|held| {
            held.sweep();
            let stats = RULES.iter().map(|rules| {
                let entries = held.entries.get(&rules.target);
                let values = || entries.into_iter().flat_map(BTreeMap::values);
                let bytes: usize = values().map(|entry| entry.kept.body.len()).sum();
                let stats = TargetStats {
                    enabled: Some(true),
                    entries: u64::try_from(values().count()).ok(),
                    bytes: u64::try_from(bytes).ok(),
                    oldest_at: values().map(|entry| entry.made_at).min().map(from_millis),
                    ttl_seconds: Some(rules.ttl.as_secs_f64()),
                    ..TargetStats::default()
                };
                (rules.target.clone(), stats)
            });
            stats.collect()
        })
    }
}

impl Held {
    /// Drops what has been kept for long enough.
    fn sweep(&mut self) {
        for rules in &RULES {
            if let Some(entries) = self.entries.get_mut(&rules.target) {
                entries.retain(|_, entry| entry.made.elapsed() < rules.ttl);
            }
        }
    }
}

/// What a cache has under a key; counts a hit or a miss.
pub async fn look_up(app: &App, target: CacheTarget, key: &str) -> Option<Kept> {
    let found = app.caches.get(&target, key);
    let more = Counters {
        hits: u64::from(found.is_some()),
        misses: u64::from(found.is_none()),
        ..Counters::default()
    };
    count(app, target, more).await;
    found
}

/// Keeps what was made for a key, unless something was dropped meanwhile.
pub async fn keep(app: &App, target: CacheTarget, key: String, kept: Kept, generation: u64) {
    let evictions = app
        .caches
        .put(&target, key, kept, app.clock.millis(), generation);
    if evictions > 0 {
        let more = Counters {
            evictions,
            ..Counters::default()
        };
        count(app, target, more).await;
    }
}

async fn count(app: &App, target: CacheTarget, more: Counters) {
    // What cannot be counted was answered all the same; the error is in the log.
    let _ = app
        .store
        .write(move |change| caches::count(&change.connection, &target, more))
        .await;
}

/// A preview's key and tags: the same recipe has the same.
pub fn preview_key(request: &GenerateRequest, recipe: &str) -> (String, Vec<String>) {
    let channels: Vec<_> = request.channels.iter().map(|it| it.as_str()).collect();
    let print = fingerprint(recipe, 5);
    let document = request.document_id.as_str();
    let key = format!("preview/{document}/{}/{print}", channels.join("+"));
    let mut tags = vec!["previews".to_owned(), format!("document:{document}")];
    tags.extend(channels.iter().map(|channel| format!("channel:{channel}")));
    tags.extend(
        request
            .template_id
            .as_ref()
            .map(|id| format!("template:{id}")),
    );
    (key, tags)
}

/// A preview as it is kept; it gets its time when it is answered.
pub type KeptPreview = (Parts, Vec<Finding>);
