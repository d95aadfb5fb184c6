//! What the pages of content say, and what its files are called.

pub use crate::features::shared::text::GENERATE_CONTENT as GENERATE;

// One piece of content.
pub const TITLE: &str = "Content";
pub const LOAD_FAILED: &str = "Couldn't load content";
pub const MISSING_HINT: &str = "It may have been deleted, or the address is wrong.";
pub const MISSING_NOT_STORED: &str =
    "This server doesn't store content. Another browser may have it.";
pub const MISSING_TITLE: &str = "Content not found";
pub const VIEW_ALL: &str = "View all content";

// What a server stores.
pub fn by(name: &str) -> String {
    format!(" by {name}")
}

pub const RERUN: &str = "Re-run with edits";
pub const VIEW_LIVE: &str = "View live";
pub const STATUS: &str = "Status";
pub const CHANNEL: &str = "Channel";
pub const UPDATED: &str = "Updated";
pub const VERSION: &str = "Version";
pub const JOB: &str = "Job";
pub const ID: &str = "ID";

pub fn no_zone(time: impl std::fmt::Display) -> String {
    format!("{time} (no time zone)")
}

// What this browser keeps.
pub const MORE: &str = "More from the server";
pub const RESULTS: &str = "Results";
pub const DRY_RUN: &str = "Dry run: nothing was published";
pub const DRY_RUN_HINT: &str =
    "This server runs in dry-run mode: it reports success without publishing.";

pub fn retry(channels: &str) -> String {
    format!("Retry {channels}")
}

pub const STORED: &str = "Stored";
pub const IN_BROWSER: &str = "In this browser";
pub const CREATED: &str = "Created";
pub const SERVER: &str = "Server";
pub const AND: &str = " and ";
pub const DELETE: &str = "Delete";

pub fn deleted(title: &str) -> String {
    format!("Deleted “{title}” from this browser")
}

pub fn deleted_many(count: usize) -> String {
    format!("Deleted {count} publications from this browser")
}

pub const UNDO: &str = "Undo";
pub const EXPORT: &str = "Export";
pub const POST_YOURSELF: &str = "Copy the posts below and post them yourself.";
pub const NO_REASON: &str = "No reason given.";
pub const NO_RESULT: &str = "The server didn't report a result.";
pub const NO_CONTENT: &str = "No content available";
pub const NO_TEXT: &str = "The server didn't return any text.";
pub const NO_CONTENT_FOR_CHANNEL: &str = "No content for this channel";
pub const BY_CHANNEL: &str = "Content by channel";

// Files.
pub const JSON: &str = "JSON";
pub const EMAIL_HTML: &str = "Email as HTML";
pub const EMAIL_TEXT: &str = "Email as text";
pub const PAGE_MARKDOWN: &str = "Page as Markdown";
pub const POSTS_TEXT: &str = "Posts as text";

// The list.
pub const ALL_CHANNELS: &str = "All channels";
pub const SEARCH: &str = "Search content";
pub const SEARCH_HINT: &str = "Search titles and text";
pub const SHOW_MORE: &str = "Show more";
pub const MORE_FAILED: &str = "Couldn't load more content";
pub const NONE_YET: &str = "No content yet";
pub const NONE_YET_HINT: &str = "Published content appears here.";
pub const NO_RESULTS: &str = "No results";
pub const CLEAR_FILTERS: &str = "Clear filters";

pub fn not_stored(most: usize) -> String {
    format!("This server doesn't store content. This browser stores the last {most} publications.")
}

pub const CANNOT_KEEP: &str = "Can't store content in this browser";
pub const CANNOT_KEEP_HINT: &str =
    "Browser storage is full or blocked. Export what you need before closing this tab.";
pub const STORED_HERE: &str = "Stored in this browser";
pub const PUBLICATION: &str = "publication";
pub const PUBLICATIONS: &str = "publications";

pub fn saved(publications: &str) -> String {
    format!("{publications} saved as JSON")
}

pub fn delete_many(count: usize) -> String {
    format!("Delete {count}")
}

pub const EXPORT_JSON: &str = "Export JSON";

pub fn select(title: &str) -> String {
    format!("Select {title}")
}

pub fn job(id: impl std::fmt::Display) -> String {
    format!("Job {id}")
}
