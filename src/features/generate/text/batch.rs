//! What the page for many documents says.

use crate::ui::format_count;

pub use crate::features::shared::text::VIEW_ONLY_ASK;

// Counted things.
pub const JOB: &str = "job";
pub const JOBS: &str = "jobs";
pub const ITEM: &str = "item";
pub const ITEMS: &str = "items";
pub const DOCUMENT: &str = "document";
pub const DOCUMENTS: &str = "documents";
pub const NEWSLETTER: &str = "newsletter";
pub const NEWSLETTERS: &str = "newsletters";

// The page.
pub const TITLE: &str = "Batch";
pub const ONE_AT_A_TIME: &str = "You can generate one document at a time.";
pub const NOT_HERE: &str = "Batches aren't available on this server";
pub const NOT_HERE_HINT: &str = "You can plan a period or generate one document at a time.";
pub const VIEW_LAST: &str = "View last batch";

// What to add.
pub const SELECT_DOCUMENT: &str = "Select at least one document";
pub const PICKER: &str = "Documents";
pub const SETTINGS: &str = "Settings";

pub fn creates(jobs: &str) -> String {
    format!("Creates {jobs}")
}

pub const ADD: &str = "Add to batch";

pub fn added(items: &str) -> String {
    format!("{items} added")
}

pub fn known(count: usize) -> String {
    format!("{count} already in the batch")
}

pub fn surplus(count: usize, most: usize) -> String {
    format!("{count} not added (maximum {most})")
}

pub fn template_for(channel: &str) -> String {
    format!("Template for {channel}")
}

pub const DEFAULT: &str = "Default";
pub const SEARCH: &str = "Search documents";
pub const LOADING: &str = "Loading documents";

pub fn selected(documents: &str) -> String {
    format!("{documents} selected")
}

pub const CLEAR_SELECTION: &str = "Clear selection";
pub const NOT_IN_RESULTS: &str = "Not in these results";
pub const SELECT_ALL: &str = "Select all";

pub fn source_and_length(source: &str, length: &str) -> String {
    format!("{source} · {length}")
}

// What will be sent.
pub fn times(count: usize, channel: &str) -> String {
    format!("{count} × {channel}")
}

pub fn intro(jobs: &str, channels: &str) -> String {
    format!("{jobs}: {channels}")
}

pub const CLEAR: &str = "Clear";
pub const EMPTY: &str = "Your batch is empty";
pub const EMPTY_HINT: &str = "Select documents and channels, then add them. Nothing is published.";

pub fn removed(what: &str) -> String {
    format!("Removed {what}")
}

pub const HEAD_DOCUMENT: &str = "Document";
pub const HEAD_OUTPUT: &str = "Output";
pub const HEAD_CHECK: &str = "Check";
pub const HEAD_ACTIONS: &str = "Actions";
pub const FULL: &str = "The batch is full";
pub const EDIT: &str = "Edit";
pub const DUPLICATE: &str = "Duplicate";

pub fn named(verb: &str, title: &str) -> String {
    format!("{verb}: {title}")
}

pub fn social(channel: &str, platforms: &str) -> String {
    format!("{channel}: {platforms}")
}

pub const DEFAULT_TEMPLATES: &str = "Default templates";

pub fn template_and_tone(template: &str, tone: &str) -> String {
    format!("{template} · {tone}")
}

pub const NOT_READY: &str = "Not ready";
pub const REFUSED: &str = "Refused";
pub const NOT_CHECKED: &str = "Not checked";
pub const CHECKING: &str = "Checking";
pub const TRY_AGAIN: &str = "Try again";
pub const REMOVE: &str = "Remove";

pub fn found_at(place: &str, message: &str) -> String {
    format!("{place}: {message}")
}

// Editing an item.
pub fn edit(title: &str) -> String {
    format!("Edit: {title}")
}

pub const DONE: &str = "Done";

// Why something cannot be done now.
pub const ADD_FIRST: &str = "Add documents to the batch first";
pub const FIX_ONE: &str = "Fix 1 item first";

pub fn fix(count: usize) -> String {
    format!("Fix {count} items first")
}

// The bar with the buttons.
pub fn renders(jobs: &str) -> String {
    format!("Renders {jobs} without publishing.")
}

pub fn publishes_until_failure(jobs: &str) -> String {
    format!("Publishes {jobs}. Stops on first failure.")
}

pub fn publishes(jobs: &str) -> String {
    format!("Publishes {jobs}.")
}

pub const DRY_RUN: &str = "Dry run";
pub const DRY_RUN_DETAIL: &str = "Renders without publishing.";
pub const STOP: &str = "Stop on first failure";
pub const STOP_DETAIL: &str = "Cancels the remaining jobs.";
pub const SAVED: &str = "Batch saved in this browser";
pub const NOT_SAVED: &str = "Batch not saved: browser storage is full or blocked";
pub const CHECK_ALL: &str = "Check all";
pub const PUBLISH: &str = "Publish batch";
pub const START_FAILED: &str = "Couldn't start the batch";
pub const START_FAILED_KEPT: &str = "No jobs were started. Your batch is saved";
pub const RETRY: &str = "Retry";
pub const START_UNCONFIRMED: &str = "Couldn't confirm that the batch started";

pub fn may_have_started(jobs: &str) -> String {
    format!("{jobs} may have started. Retrying won't create duplicates.")
}

// Before publishing.
pub fn recipients(count: u64) -> String {
    let count = format_count(count as usize, "recipient", "recipients");
    format!("{count} in total")
}

pub fn recipients_partly(known: &str, unknown: &str) -> String {
    format!("{known}, unknown for {unknown}")
}

pub fn publish(jobs: &str) -> String {
    format!("Publish {jobs}?")
}

pub const STILL_RUNNING: &str = "Checks are still running";

pub fn some_later(when: &str, later: &str) -> String {
    format!("{when} {later} scheduled for later.")
}

pub fn checking(jobs: &str) -> String {
    format!("Checking {jobs}…")
}

pub fn not_checked(jobs: &str) -> String {
    format!("{jobs} not checked")
}

pub fn partly_checked(warnings: &str, jobs: &str) -> String {
    format!("{warnings}, {jobs} not checked")
}

pub fn found_in(title: &str, words: &str) -> String {
    format!("{title}. {words}")
}

pub fn could_not_check(title: &str) -> String {
    format!("{title}. Couldn't be checked")
}

pub const JOB_IS: &str = "job is";
pub const JOBS_ARE: &str = "jobs are";

// The jobs that were started.
pub fn finished(ended: usize, all: usize) -> String {
    format!("{ended} of {all} finished")
}

pub const READ_ONLY: &str = "You have view-only access.";

pub fn heading(jobs: &str) -> String {
    format!("Batch · {jobs}")
}

pub const PROGRESS: &str = "Batch progress";
pub const SERVER_PUBLISHES: &str = "The server publishes even if you leave this page.";
pub const STATUS_FAILED: &str = "Couldn't refresh status";
pub const STATUS_KEPT: &str = "Showing the last known status";

// What is done to the jobs.
pub const NONE_ACTIVE: &str = "No queued or running jobs";
pub const NONE_TO_RETRY: &str = "No failed or cancelled jobs selected";
pub const NO_SETTINGS: &str = "This server doesn't return job settings";
pub const CANCEL: &str = "Cancel batch";
pub const DUPLICATE_BATCH: &str = "Duplicate batch";
pub const NEW: &str = "New batch";
pub const RETRY_FAILED: &str = "Retry failed";

pub fn retry(jobs: &str) -> String {
    format!("Retry {jobs}")
}

pub fn retry_on(jobs: &str, channels: &str) -> String {
    format!("Retry {jobs} on {channels}")
}

pub fn cancels(count: usize, all: usize) -> String {
    let all = format_count(all, "job", "jobs");
    format!("Cancels {count} of {all}. Anything already published stays published.")
}

pub const CANCEL_TITLE: &str = "Cancel this batch?";
pub const KEEP: &str = "Keep batch";

// How the jobs stand together.
pub fn count(count: usize, word: &str) -> String {
    format!("{count} {word}")
}

pub const COMPLETED: &str = "completed";
pub const PARTIAL: &str = "partial";
pub const FAILED: &str = "failed";
pub const CANCELLED: &str = "cancelled";
pub const REMAINING: &str = "remaining";
pub const UNKNOWN: &str = "unknown";

// What could not be done to a job.
pub const PUBLISH_FAILED: &str = "Couldn't publish now";
pub const CANCEL_FAILED: &str = "Couldn't cancel";
pub const RETRY_FAILED_TO_START: &str = "Couldn't retry";

// The table of jobs.
pub const JOBS_TABLE: &str = "Batch jobs";
pub const HEAD_SELECTED: &str = "Selected";
pub const HEAD_CHANNELS: &str = "Channels";
pub const HEAD_STATUS: &str = "Status";

pub fn attempt(attempt: u32) -> String {
    format!("Attempt {attempt}")
}

pub fn select(subject: &str) -> String {
    format!("Select {subject}")
}

pub const NOT_FOUND: &str = "Job not found";
pub const STATUS_UNKNOWN: &str = "Status unknown";
pub const QUEUED: &str = "Queued";

pub fn open_content_of(channel: &str, subject: &str) -> String {
    format!("Open content: {channel}, {subject}")
}

pub const OPEN_CONTENT: &str = "Open content";
pub const NEXT: &str = "Next in queue";

pub fn ahead(count: u64) -> String {
    format!("{count} ahead in queue")
}

pub const UPDATING: &str = "Updating";
pub const TOO_LATE: &str = "Already finished";

pub fn refused(what: &str, headline: &str, hint: &str) -> String {
    format!("{what}: {headline}. {hint}")
}
