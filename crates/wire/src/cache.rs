//! Caches: what they hold, emptying them, and what was emptied.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Call, Method, Page, Path, Query, Stamp, routes, shipped, text::open_enum};

/// How much of the history to ask for; no server gives more than this.
pub const HISTORY_LIMIT: u32 = 200;

open_enum! {
    /// A cache that can be emptied.
    CacheTarget {
        /// The network that delivers pages.
        Cdn = "cdn",
        /// The server's own.
        Local = "local",
        /// Answers of the API.
        Api = "api",
        /// Redis.
        Redis = "redis",
        /// The memory of the process.
        Memory = "memory",
        /// Results of the database.
        Database = "database",
    }
}

impl CacheTarget {
    /// The target in words.
    pub fn label(&self) -> &str {
        match self {
            Self::Cdn => "CDN",
            Self::Local => "Local",
            Self::Api => "API",
            Self::Redis => "Redis",
            Self::Memory => "Memory",
            Self::Database => "Database",
            Self::Other(word) => word,
        }
    }
}

open_enum! {
    /// How emptying a cache went.
    InvalidationStatus {
        /// Well.
        Success = "success",
        /// Well for some targets only.
        Partial = "partial",
        /// Badly.
        Failed = "failed",
    }
}

impl InvalidationStatus {
    /// The status in words.
    pub fn label(&self) -> &str {
        match self {
            Self::Success => "Completed",
            Self::Partial => "Partly completed",
            Self::Failed => "Failed",
            Self::Other(word) => word,
        }
    }
}

/// What is known of one cache. A server reports of this what it counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TargetStats {
    /// Whether it works.
    #[serde(default)]
    pub healthy: Option<bool>,
    /// How it works, in the server's word.
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    pub status: Option<String>,
    /// Whether it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// How many entries it holds.
    #[serde(default)]
    pub entries: Option<u64>,
    /// How large they are together.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// How often it had what was asked for.
    #[serde(default)]
    pub hits: Option<u64>,
    /// How often it had not.
    #[serde(default)]
    pub misses: Option<u64>,
    /// The share of hits from 0 to 1.
    #[serde(default)]
    pub hit_ratio: Option<f64>,
    /// When its oldest entry was made.
    #[serde(default)]
    pub oldest_at: Option<Stamp>,
    /// How many entries it has given up for want of room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evictions: Option<u64>,
    /// How long it keeps an entry, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl_seconds: Option<f64>,
    /// Whatever else the server says of it.
    #[serde(flatten)]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub rest: Map<String, Value>,
}

/// What is known of all caches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CacheStats {
    /// By target.
    pub targets: BTreeMap<String, TargetStats>,
    /// How often something was invalidated lately.
    #[serde(default)]
    pub recent_requests: Option<u64>,
    /// How often since the server started.
    #[serde(default)]
    pub total_requests: Option<u64>,
    /// Whether others may invalidate by a webhook.
    #[serde(default)]
    pub webhook_configured: Option<bool>,
    /// How many keys open the cache routes.
    #[serde(default)]
    pub api_keys_configured: Option<u64>,
}

/// What to invalidate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InvalidateRequest {
    /// In which caches; never empty, for that is a failure.
    pub targets: Vec<CacheTarget>,
    /// Which keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// Which patterns of keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<String>,
    /// Which tags of entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Everything in the targets.
    #[serde(default)]
    pub force: bool,
    /// Why.
    #[serde(
        default,
        deserialize_with = "crate::one_line::read_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub reason: Option<String>,
}

/// What came of emptying caches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Invalidation {
    /// Whether it went well, as the server sums it up.
    #[serde(default)]
    pub success: Option<bool>,
    /// Its id.
    #[serde(default)]
    pub request_id: Option<String>,
    /// How it went, as the server sums it up; [`Self::outcome`] looks closer.
    pub status: InvalidationStatus,
    /// By target: whether it was emptied.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = BTreeMap<String, bool>))]
    pub targets_processed: BTreeMap<String, Value>,
    /// By target: how many entries went.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub entries_by_target: BTreeMap<String, u64>,
    /// By target: why it was not emptied.
    #[serde(
        default,
        deserialize_with = "crate::terminal::map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub errors_by_target: BTreeMap<String, String>,
    /// How many entries went; the shipped backend makes this figure up.
    #[serde(default)]
    pub keys_invalidated: Option<u64>,
    /// How long it took, in milliseconds.
    #[serde(default)]
    pub duration_ms: Option<f64>,
    /// What went wrong.
    #[serde(default, deserialize_with = "crate::terminal::list")]
    pub errors: Vec<String>,
    /// What to mind.
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    pub warning: Option<String>,
    /// When.
    #[serde(default)]
    pub timestamp: Option<Stamp>,
    /// Why, as whoever asked for it said.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub reason: Option<String>,
    /// Who asked for it.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub requested_by: Option<String>,
    /// What was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<InvalidateRequest>,
    /// Whether nothing was done, and all of this is what would have been.
    #[serde(default)]
    pub dry_run: bool,
    /// Some of the keys that were found, so that one sees what is meant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys_sample: Vec<String>,
}

/// What clearing everything may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClearRequest {
    /// Why.
    #[serde(
        default,
        deserialize_with = "crate::one_line::read_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub reason: Option<String>,
}

impl Invalidation {
    /// How it really went: an answer of 200 may tell of a failure.
    pub fn outcome(&self) -> InvalidationStatus {
        let good = self.targets().any(|(_, went)| went == Some(true));
        let bad = self.targets().any(|(_, went)| went == Some(false));
        let denied = self.success == Some(false) || self.status == InvalidationStatus::Failed;
        match (&self.status, good) {
            (_, true) if denied || bad => InvalidationStatus::Partial,
            (_, false) if denied || bad => InvalidationStatus::Failed,
            (InvalidationStatus::Success, _) if !self.errors.is_empty() => {
                InvalidationStatus::Partial
            }
            (status, _) => (*status).clone(),
        }
    }

    /// The targets, and whether each was emptied; `None` where the server says neither.
    pub fn targets(&self) -> impl Iterator<Item = (CacheTarget, Option<bool>)> {
        self.targets_processed
            .iter()
            .map(|(name, went)| (CacheTarget::from(name.as_str()), went.as_bool()))
    }
}

/// What the caches hold.
pub fn stats() -> Call<CacheStats> {
    Call::new(Method::Get, Path::fixed(routes::CACHE_STATS.template))
        .or_shipped(shipped::cache::stats())
}

/// What was emptied, the newest first.
pub fn history() -> Call<Page<Invalidation>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::CACHE_HISTORY.template),
        |body| Page::read("history", body),
    )
    .query(Query::new().with("limit", HISTORY_LIMIT))
    .or_shipped(shipped::cache::history(HISTORY_LIMIT))
}

/// Invalidates entries.
pub fn invalidate(request: &InvalidateRequest) -> Call<Invalidation> {
    Call::new(Method::Post, Path::fixed(routes::INVALIDATE_CACHE.template))
        .json(request)
        .or_shipped(shipped::cache::invalidate(request))
}

/// Says what invalidating would do, and does nothing.
///
/// The shipped backend does not know the question and would invalidate, so it is never asked.
pub fn try_invalidate(request: &InvalidateRequest) -> Call<Invalidation> {
    Call::new(Method::Post, Path::fixed(routes::INVALIDATE_CACHE.template))
        .query(Query::new().with("dry_run", true))
        .json(request)
        .contract_only()
}

/// Empties all caches. The shipped backend takes no reason.
pub fn clear(request: &ClearRequest) -> Call<Invalidation> {
    Call::new(Method::Post, Path::fixed(routes::CLEAR_CACHES.template))
        .json(request)
        .or_shipped(shipped::cache::clear())
}
