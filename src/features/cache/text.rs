//! What the page of the caches says, and the file of their history.

use crate::ui::format_count;

pub use crate::features::shared::text::VIEW_ONLY_ASK;

// The page.
pub const TITLE: &str = "Cache";
pub const VIEW_HEALTH: &str = "View system health";

// Why something cannot be done.
pub const ADD_KEY: &str = "Add the cache key in Settings, Connection.";
pub const API_UNAVAILABLE: &str = "The cache API is unavailable.";
pub const KEY_REFUSED: &str = "The cache key was refused.";
pub const TRY_AGAIN: &str = "Try again";
pub const KEY_UNCHECKED: &str =
    "The released server does this with any key, so your key can't be checked.";
pub const API_UNAVAILABLE_TITLE: &str = "Cache API unavailable";
pub const ALL_FAILED: &str = "Every cache request failed. Check the server log.";
pub const KEY_REFUSED_TITLE: &str = "The cache key was refused";
pub const REPLACE_KEY: &str = "Replace key";

// All caches together.
pub const ALL_CACHES: &str = "All caches";
pub const UNKNOWN_FIGURE: &str = "–";

pub fn count(count: &str, noun: &str) -> String {
    format!("{count} {noun}")
}

pub const NOT_REPORTED: &str = "Not reported";

pub fn ttl_range(low: &str, high: &str) -> String {
    format!("TTL {low} to {high}")
}

pub fn ttl(time: &str) -> String {
    format!("TTL {time}")
}

pub const HIT_RATE: &str = "Hit rate";
pub const HIT: &str = "hit";
pub const HITS: &str = "hits";
pub const MISS_RATE: &str = "Miss rate";
pub const MISS: &str = "miss";
pub const MISSES: &str = "misses";
pub const ENTRIES: &str = "Entries";
pub const EVICTION: &str = "eviction";
pub const EVICTIONS: &str = "evictions";
pub const SIZE: &str = "Size";

// Each cache.
pub const UNAVAILABLE: &str = "Unavailable";
pub const LOADING: &str = "Loading…";

pub fn updated(time: &str) -> String {
    format!("Updated {time}")
}

pub const CACHES: &str = "Caches";
pub const STATS_FAILED: &str = "Couldn't load cache statistics";
pub const NO_CACHES: &str = "No caches";
pub const NO_CACHES_HINT: &str = "This server has no caches configured.";
pub const DISABLED: &str = "Disabled";
pub const HEALTHY: &str = "Healthy";
pub const UNHEALTHY: &str = "Unhealthy";
pub const UNKNOWN: &str = "Unknown";
pub const OLDEST: &str = "Oldest entry";

pub fn not_reported(names: &str) -> String {
    format!("Not reported: {names}")
}

pub fn since_with(time: &str, words: &str) -> String {
    format!("Since {time}: {words}")
}

pub fn since(time: &str) -> String {
    format!("Since {time}")
}

pub const HITS_HEAD: &str = "Hits";
pub const MISSES_HEAD: &str = "Misses";
pub const EVICTIONS_HEAD: &str = "Evictions";
pub const TTL: &str = "TTL";
pub const ENTRIES_INSIDE: &str = "entries";
pub const SIZE_INSIDE: &str = "size";
pub const HITS_AND_MISSES: &str = "hits and misses";
pub const AGE_INSIDE: &str = "age";

pub fn invalidations(count: u64, when: &str) -> String {
    let count = format_count(count as usize, "invalidation", "invalidations");
    format!("{count} {when}")
}

pub const RECENTLY: &str = "recently";
pub const SINCE_START: &str = "since the server started";
pub const CONFIGURED: &str = "configured";
pub const NOT_CONFIGURED: &str = "not configured";

pub fn webhook(state: &str) -> String {
    format!("webhook {state}")
}

pub fn keys_configured(count: u64) -> String {
    let count = format_count(count as usize, "cache key", "cache keys");
    format!("{count} configured")
}

// What this tab has seen of a cache.
pub fn entries_between(low: u64, high: u64) -> String {
    format!("{low} to {high} entries")
}

pub const UNCHANGED: &str = "unchanged";

pub fn uses(count: u64, noun: &str) -> String {
    format!("{count} {noun}")
}

// Invalidating.
pub const INVALIDATE: &str = "Invalidate";
pub const WAIT_FOR_COUNT: &str = "Wait for the count to finish.";
pub const INVALIDATE_TITLE: &str = "Invalidate entries";
pub const VIEW_ONLY: &str = "View only";
pub const KEYS: &str = "Keys";
pub const KEYS_HINT: &str = "One per line or comma-separated.";
pub const PATTERNS: &str = "Patterns";
pub const PATTERNS_HINT: &str = "One per line or comma-separated. * matches anything.";
pub const TAGS: &str = "Tags";
pub const TAGS_HINT: &str = "Matches any of these tags.";
pub const ALL: &str = "Invalidate everything";
pub const ALL_DETAIL: &str = "Ignores the fields above.";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Optional. Shown in the history.";
pub const INVALIDATE_FAILED: &str = "Couldn't invalidate";
pub const NO_CACHE: &str = "Select at least one cache.";
pub const NOTHING_CHOSEN_OF_TAGS: &str =
    "Enter a key, pattern or tag, or select Invalidate everything.";
pub const NOTHING_CHOSEN: &str = "Enter a key or pattern, or select Invalidate everything.";

pub fn one(noun: &str) -> String {
    format!("1 {noun}")
}

pub fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}")
}

pub const EVERYTHING: &str = "everything";
pub const KEY: &str = "key";
pub const KEYS_COUNT: &str = "keys";
pub const PATTERN: &str = "pattern";
pub const PATTERNS_COUNT: &str = "patterns";
pub const TAG: &str = "tag";
pub const TAGS_COUNT: &str = "tags";

pub fn and(words: &str, last: &str) -> String {
    format!("{words} and {last}")
}

// Counting what would go.
pub const COUNTING: &str = "Counting matching entries…";
pub const COUNT_FAILED: &str = "Couldn't count matching entries";
pub const CAN_STILL_INVALIDATE: &str = "You can still invalidate.";

pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

pub fn count_from(count: u64, cache: &str) -> String {
    format!("{count} from {cache}")
}

pub const NO_MATCHING: &str = "No matching entries";
pub const ENTRY: &str = "entry";

pub fn removed_by_cache(entries: &str, caches: &str) -> String {
    format!("{entries} will be removed: {caches}")
}

pub fn removed_from(entries: &str, place: &str) -> String {
    format!("{entries} will be removed{place}")
}

// What became of it.
pub fn nothing_matched(what: &str) -> String {
    format!("{what}: no matching entries")
}

pub fn outcome(what: &str, outcome: &str) -> String {
    format!("{what}: {outcome}")
}

pub fn removed(entries: &str) -> String {
    format!("{entries} removed")
}

pub fn as_reported(entries: &str) -> String {
    format!("{entries} (as reported)")
}

pub fn took(time: &str) -> String {
    format!("took {time}")
}

pub const REQUEST_ID_BEFORE: &str = "Request ID ";
pub const AT_ONCE: &str = "<1 ms";

pub fn failure(cache: &str, why: &str) -> String {
    format!("{cache}: {why}")
}

pub fn cache_went(cache: &str, word: &str) -> String {
    format!("{cache} {word}")
}

pub const NONE_AFFECTED: &str = "No caches affected";
pub const WENT_FAILED: &str = "failed";
pub const ONE_ENTRY: &str = "1 entry";

pub fn entries(count: u64) -> String {
    format!("{count} entries")
}

pub const WENT: &str = "invalidated";
pub const WENT_UNKNOWN: &str = "unknown";

// The file for a spreadsheet.
pub const CSV_HEADS: [&str; 13] = [
    "Time",
    "Outcome",
    "Caches",
    "Entries",
    "Keys",
    "Patterns",
    "Tags",
    "Everything",
    "Reason",
    "User",
    "Duration (ms)",
    "Errors",
    "Request ID",
];

pub fn csv_went(cache: &str, words: &str) -> String {
    format!("{cache}: {words}")
}

pub const YES: &str = "yes";
pub const NO: &str = "no";

// Clearing all caches.
pub const CLEAR_WORD: &str = "clear";
pub const CLEAR: &str = "Clear all caches";

pub fn and_size(size: &str) -> String {
    format!(" ({size})")
}

pub fn removes(entries: &str, size: &str) -> String {
    format!("Removes {entries}{size}.")
}

pub fn type_word(word: &str) -> String {
    format!("Type “{word}” to confirm.")
}

pub const CLEAR_TITLE: &str = "Clear all caches?";
pub const CANCEL: &str = "Cancel";
pub const CLEAR_HINT: &str = "This can't be undone. Pages load slower until caches refill.";

pub fn word_label(word: &str) -> String {
    format!("Type “{word}” to confirm")
}

pub const CLEAR_FAILED: &str = "Couldn't clear the caches";

// The history.
pub const ALL_OUTCOMES: &str = "All outcomes";
pub const SEARCH: &str = "Search history";
pub const SEARCH_HINT: &str = "User, reason, key or error";
pub const OUTCOME: &str = "Outcome";
pub const CACHE: &str = "Cache";

pub fn newest(known: &str, total: &str) -> String {
    format!("Newest {known} of {total}")
}

pub const SINCE_START_ONLY: &str = "Since the server started. Users and reasons aren't recorded.";
pub const HISTORY_LOADING: &str = "Loading history…";
pub const HISTORY_UNAVAILABLE: &str = "History unavailable";
pub const NONE_YET: &str = "No invalidations yet";
pub const NO_MATCH: &str = "No invalidations match your filters";
pub const CLEAR_FILTERS: &str = "Clear filters";
pub const HISTORY: &str = "History";
pub const HISTORY_FAILED: &str = "Couldn't load the history";
pub const HISTORY_LABEL: &str = "Invalidation history";

pub fn row_name(number: usize) -> String {
    format!("invalidation {number}")
}

pub const INVALIDATION: &str = "invalidation";
pub const INVALIDATIONS: &str = "invalidations";

pub fn saved(invalidations: &str) -> String {
    format!("{invalidations} saved as CSV")
}

pub const EXPORT: &str = "Export CSV";
pub const TIME: &str = "Time";
pub const SCOPE: &str = "Scope";
pub const USER_AND_REASON: &str = "User and reason";
pub const DURATION: &str = "Duration";

// One invalidation.
pub const RECORD: &str = "Invalidation";
pub const USER: &str = "User";
pub const REQUEST_ID: &str = "Request ID";
