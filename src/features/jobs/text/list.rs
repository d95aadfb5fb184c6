//! What the list of jobs says.

pub use crate::features::shared::text::{GENERATE_CONTENT as GENERATE, VIEW_ONLY_ASK};

// The page.
pub const POISON: &str = "One broken job can fail the whole list until the server restarts. You can still open single jobs by their address.";
pub const TITLE: &str = "Jobs";
pub const SHOWING_EARLIER: &str = "Showing earlier data.";

pub fn showing_from(time: &str) -> String {
    format!("Showing data from {time}.")
}

pub const FAILED: &str = "Couldn't load jobs";
pub const LOADING: &str = "Loading jobs";
pub const PUBLICATION: &str = "publication";
pub const PUBLICATIONS: &str = "publications";
pub const PUBLICATIONS_HERE: &str = " from Generate, stored in this browser. ";
pub const VIEW_CONTENT: &str = "View content";
pub const CONTRADICTS_TITLE: &str = "This server's job lists differ";
pub const CONTRADICTS_HINT: &str =
    "It seems to run several workers, each with its own jobs. Some jobs may be missing here.";

// Where there is no row.
pub const NEW_TITLE: &str = "New jobs available";
pub const NEW_SHOW: &str = "Show new jobs";
pub const NO_MATCH: &str = "No jobs match your filters";
pub const CLEAR_FILTERS: &str = "Clear filters";
pub const NONE_SINCE: &str = "No jobs since the last restart";
pub const NONE_YET: &str = "No jobs yet";
pub const NO_HISTORY: &str = "This server doesn't keep job history.";
pub const WHAT_A_JOB_IS: &str = "A job generates and publishes one document.";

// The end of the rows.
pub fn loaded(shown: &str, total: &str) -> String {
    format!("{shown} of {total} loaded")
}

pub const LOADING_MORE: &str = "Loading more…";
pub const SCROLL: &str = "Scroll down for more";
pub const MORE_FAILED: &str = "Couldn't load more jobs";

// New jobs, and a pause.
pub const NOT_ON_SERVER: &str = "no longer on the server";
pub const NOT_IN_LIST: &str = "no longer in the list";
pub const MATCHES_NOT: &str = "no longer matches";
pub const MATCH_NOT: &str = "no longer match";
pub const PAUSED: &str = "Paused";
pub const UPDATE: &str = "update";
pub const UPDATES: &str = "updates";
pub const JOB: &str = "job";
pub const JOBS: &str = "jobs";
pub const NEW_JOB: &str = "new job";
pub const NEW_JOBS: &str = "new jobs";
pub const UPDATE_LIST: &str = "Update list";
pub const SHOW: &str = "Show";

pub fn paused_with(updates: &str) -> String {
    format!("Paused · {updates}")
}

pub fn left(jobs: &str, no_longer: &str) -> String {
    format!("{jobs} {no_longer}")
}

pub fn new_and_left(new: &str, left: usize, no_longer: &str) -> String {
    format!("{new}, {left} {no_longer}")
}

// Selected jobs.
pub const SELECTED: &str = "Selected jobs";

pub fn selected(jobs: &str) -> String {
    format!("{jobs} selected")
}

pub const CLEAR_SELECTION: &str = "Clear selection";

pub fn show_refused(count: usize) -> String {
    format!("Show {count} refused")
}

pub fn select_all_of(total: &str) -> String {
    format!("Select all {total}")
}

pub const SELECT_ALL: &str = "Select all";

pub fn loading_of(shown: &str, total: &str) -> String {
    format!("Loading {shown} of {total}")
}

pub fn loading(shown: &str) -> String {
    format!("Loading {shown}")
}

pub const NO_DEED: &str = "No selected jobs can be cancelled or retried";
pub const CLOSE: &str = "Close";
pub const SKIP: &str = "Skip remaining jobs";
pub const KEEP: &str = "Keep jobs";
pub const LEAVE: &str = "Cancel";
pub const PAGE_HOLDS: &str = "Nothing is published yet. Closing this cancels it.";
pub const SERVER_HOLDS: &str = "The server publishes even if you leave this page.";
pub const WAITING: &str = "Waiting";
pub const RETRYING: &str = "Retrying";
pub const CANCELLING: &str = "Cancelling";
pub const RETRIED: &str = "Retried";
pub const CANCELLED: &str = "Cancelled";

pub fn and_more(jobs: &str) -> String {
    format!("and {jobs} more")
}

pub fn reason(detail: &str, hint: &str) -> String {
    format!("{detail} {hint}")
}

pub const RETRIED_AS: &str = "Retried as ";
pub const CHANGE_FAILED: &str = "Couldn't change a retry";

pub fn done(done: &str, all: &str) -> String {
    format!("{done} of {all} done")
}

pub fn refused(count: &str) -> String {
    format!(", {count} refused")
}

pub const DEED_CANCELLED: &str = "cancelled";
pub const DEED_RETRIED: &str = "retried";

pub fn result(jobs: &str, verb: &str) -> String {
    format!("{jobs} {verb}")
}

pub fn result_refused(jobs: &str, verb: &str, refused: usize) -> String {
    format!("{jobs} {verb}, {refused} refused")
}

// Jobs by their errors.
pub const BY_ERROR: &str = "Group by error";

pub fn loading_jobs_of(shown: &str, total: &str) -> String {
    format!("Loading jobs: {shown} of {total}")
}

pub const LOADING_JOBS: &str = "Loading jobs…";
pub const NONE_FAILED: &str = "No failed jobs";
pub const ERRORS: &str = "Errors";

pub fn view_jobs_with(error: &str) -> String {
    format!("View jobs: {error}")
}

pub fn select_with(jobs: &str, error: &str) -> String {
    format!("Select {jobs}: {error}")
}

pub fn select(jobs: &str) -> String {
    format!("Select {jobs}")
}

pub const VIEW_JOBS: &str = "View jobs";

// The table.
pub fn row_label(document: &str, id: &str) -> String {
    format!("{document}, {id}")
}

pub const STATUS: &str = "Status";
pub const DOCUMENT: &str = "Document";
pub const ERROR: &str = "Error";
pub const CHANNELS: &str = "Channels";
pub const DURATION: &str = "Duration";
pub const CREATED: &str = "Created";
pub const LEFT_SERVER: &str = "No longer on the server";
pub const LEFT_FILTERS: &str = "No longer matches your filters";
pub const NEXT: &str = "next";
pub const DURATION_WAITING: &str = "waiting";

pub fn ahead(before: u64) -> String {
    format!("{before} ahead")
}

// Saving the list as a file.
pub fn saved(jobs: &str) -> String {
    format!("{jobs} saved as CSV")
}

pub const EXPORT_FAILED: &str = "Couldn't export jobs";
pub const EXPORT: &str = "Export CSV";

// Filters.
pub const SEARCH_ID: &str = "Id or error";
pub const SEARCH_DOCUMENT: &str = "Id, document or error";
pub const SEARCH: &str = "Search jobs";
pub const CHANNEL: &str = "Channel";
pub const ANY_TIME: &str = "Any time";
pub const BETWEEN: &str = "Between…";
pub const PERIOD: &str = "Period";
pub const FROM: &str = "From";
pub const TO: &str = "To";

// How many there are, and how new that is.
pub fn last_updated(time: &str) -> String {
    format!("Last updated {time}")
}

pub fn updated(time: &str) -> String {
    format!("Updated {time}")
}

pub const RESUME: &str = "Resume";
pub const PAUSE: &str = "Pause";
pub const NO_ZONE_LAST: &str =
    "Times have no time zone. Jobs that may fall in the period are included.";
pub const NO_ZONE_BETWEEN: &str = "Times have no time zone. The period uses the server's clock.";
pub const ONE_HIDDEN: &str = "1 job without channels is hidden.";

pub fn hidden(count: &str) -> String {
    format!("{count} jobs without channels are hidden.")
}

pub fn slowed(seconds: u64) -> String {
    format!("Rate limited · refreshing every {seconds} s")
}

pub fn newest(newest: &str) -> String {
    format!("The newest {newest} jobs")
}

pub fn of_newest(total: &str, newest: &str) -> String {
    format!("{total} of the newest {newest} jobs")
}

pub const ONE: &str = "1 job";

pub fn count(total: &str) -> String {
    format!("{total} jobs")
}

pub fn count_of(total: &str, all: &str) -> String {
    format!("{total} of {all} jobs")
}
