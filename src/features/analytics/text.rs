//! What the page of figures says.

pub use crate::features::shared::text::GENERATE_CONTENT as GENERATE;

// The page.
pub const TITLE: &str = "Analytics";
pub const NO_HISTORY: &str = "Trends and template figures aren't available on this server.";

// All jobs.
pub const LOADING: &str = "Loading…";

pub fn since_restart(time: &str) -> String {
    format!("Since last restart · Updated {time}")
}

pub fn updated(time: &str) -> String {
    format!("Updated {time}")
}

pub const NO_DATA: &str = "No data yet";
pub const NO_DATA_HINT: &str = "Run a job to see results.";
pub const ALL_JOBS: &str = "All jobs";
pub const TOTALS_FAILED: &str = "Couldn't load totals";
pub const NOT_REPORTED: &str = "Not reported";
pub const BY_STATUS_LABEL: &str = "Jobs by status";
pub const BY_CHANNEL_LABEL: &str = "Jobs by channel";
pub const STATUS: &str = "Status";
pub const JOBS: &str = "Jobs";
pub const SHARE_OF_ALL: &str = "Share of all jobs";
pub const CHANNEL: &str = "Channel";
pub const VIEW_JOBS: &str = "View jobs";
pub const SUCCESS_RATE: &str = "Success rate";
pub const SUCCESS_RATE_HINT: &str =
    "Completed ÷ all jobs. Partial, queued and running jobs count as not completed.";
pub const BY_STATUS: &str = "By status";
pub const BY_CHANNEL: &str = "By channel";
pub const BY_CHANNEL_HINT: &str = "A job with several channels counts once per channel.";
pub const LAST_SYNC: &str = "Last sync by document";
pub const DOCUMENT: &str = "Document";
pub const LAST_SYNC_TIME: &str = "Last sync (server time)";
pub const NO_ID: &str = "No ID";
pub const DOCUMENTS: &str = "documents";

// Channels.
pub const WRITTEN: &str = "ready to post";
pub const ONE_JOB: &str = "1 job";

pub fn all_of(count: usize) -> String {
    format!("All {count} jobs")
}

pub fn last_of(count: usize) -> String {
    format!("Last {count} jobs")
}

pub const CHANNELS: &str = "Channels";
pub const JOBS_FAILED: &str = "Couldn't load jobs";

pub fn median(time: &str) -> String {
    format!("Median duration {time}.")
}

pub const RESULTS_BY_CHANNEL: &str = "Results by channel";
pub const RESULTS: &str = "Results";
pub const RATE_HINT: &str = "Success rate is completed ÷ finished. ";
pub const COMPLETED: &str = "completed";
pub const FAILED: &str = "failed";
pub const OPEN: &str = "queued, running or cancelled";
pub const DRY: &str = "dry run, not published";
pub const NOBODY: &str = "sent to 0 recipients";
pub const UNKNOWN: &str = "unknown";

pub fn count(count: &str, word: &str) -> String {
    format!("{count} {word}")
}

pub const NO_FIGURE: &str = "–";

// Publications that this browser knows of.
pub const PUBLICATION: &str = "publication";
pub const PUBLICATIONS_COUNT: &str = "publications";

pub fn from_generate(publications: &str) -> String {
    format!("{publications} from Generate, stored in this browser.")
}

pub const PUBLICATIONS: &str = "Publications";
pub const PUBLICATIONS_BY_CHANNEL: &str = "Publications by channel";
