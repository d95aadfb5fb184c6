//! What is said of jobs, on the pages and in files.

use crate::ui::{format_count, format_number};

pub mod detail;
pub mod list;

// One thing done to many jobs.
pub const CANCEL: &str = "Cancel";
pub const RETRY: &str = "Retry";
pub const CANCELLED: &str = "cancelled";
pub const RETRIED: &str = "retried";
pub const JOB: &str = "job";
pub const JOBS: &str = "jobs";

pub fn verb_count(verb: &str, count: usize, noun: &str) -> String {
    format!("{verb} {count} {noun}")
}

pub fn all_selected(verb: &str, hit: usize) -> String {
    if hit == 1 {
        return format!("{verb} the selected job.");
    }
    format!("{verb} all {hit} selected.")
}

pub fn some_selected(hit: usize, chosen: usize, participle: &str) -> String {
    format!("{hit} of {chosen} can be {participle}.")
}

pub const PUBLISHES_AGAIN: &str = " 1 job will publish channels again.";

pub fn publish_again(count: usize) -> String {
    format!(" {count} jobs will publish channels again.")
}

pub fn none_selected(participle: &str) -> String {
    format!("No selected jobs can be {participle}")
}

// The heads of the file for a spreadsheet.
pub const CSV_HEADS: [&str; 11] = [
    "Job",
    "Status",
    "Document",
    "Document id",
    "Channels",
    "Results",
    "Created",
    "Started",
    "Completed",
    "Duration (s)",
    "Errors",
];

// What a job was made from.
pub fn from_job_id(id: &str) -> String {
    format!("{id} (from the job's id)")
}

pub const START_OF_ID: &str = "Only the start of the document's id is known";
pub const UNKNOWN_DOCUMENT: &str = "Unknown document";
pub const UNKNOWN: &str = "–";

// Periods.
pub const LAST_DAY: &str = "Last 24 hours";
pub const LAST_WEEK: &str = "Last 7 days";
pub const LAST_MONTH: &str = "Last 30 days";

// What a channel reports.
pub const RECIPIENT: &str = "recipient";
pub const RECIPIENTS: &str = "recipients";
pub const SENT_TO: &str = "Sent to";

pub fn sent_of(sent: u64, recipients: u64, noun: &str) -> String {
    format!("{sent} of {recipients} {noun}")
}

pub const MAILING: &str = "Mailing";
pub const CONTENT_ID: &str = "Content id";
pub const ADDRESS: &str = "Address";
pub const NOT_REPORTED: &str = "Not reported";
pub const POSTS_WRITTEN: &str = "Posts written";

pub fn posts_shown(count: u64, shown: u64) -> String {
    format!("{count} ({shown} shown)")
}

pub const TYPE: &str = "Type";
pub const SUGGESTED_IMAGES: &str = "Suggested images";
pub const YES: &str = "Yes";
pub const NO: &str = "No";

// What a retry publishes.
pub fn published_again(channel: &str) -> String {
    format!("{channel} is already published and will be published again.")
}

pub fn published_once(channel: &str) -> String {
    format!("{channel} is already published and won't be repeated.")
}

pub fn will_be_published(channel: &str) -> String {
    format!("{channel} will be published.")
}

pub const ALL_WILL_BE_PUBLISHED: &str = "All channels of the job will be published.";
pub const RETRY_ALL: &str = "Retry publishes all channels.";

pub fn retry_open(open: &str) -> String {
    format!("Retry publishes {open}.")
}

pub fn retry_out(out: &str) -> String {
    format!("Retry publishes {out} again.")
}

pub fn retry_both(out: &str, open: &str) -> String {
    format!("Retry publishes {out} again, and {open}.")
}

pub fn retry_nothing(out: &str) -> String {
    format!("{out} won't be repeated.")
}

pub fn retry_rest(open: &str, out: &str) -> String {
    format!("Retry publishes {open}. {out} won't be repeated.")
}

// What has happened to a job.
pub const SCHEDULED: &str = "Scheduled to start";
pub const STARTED: &str = "Started";

pub fn started_after(queued: &str) -> String {
    format!("Started (queued {queued})")
}

pub fn channel_did(channel: &str, what: &str) -> String {
    format!("{channel} {what}")
}

pub const CHANNEL_STARTED: &str = "started";
pub const ENDED: &str = "Ended";

pub fn retried_by(by: &str) -> String {
    format!("Retry created by {by}")
}

pub const RETRY_CREATED: &str = "Retry created";

pub fn created_by(by: &str) -> String {
    format!("Created by {by}")
}

pub const CREATED: &str = "Created";

// How far a job is on a channel.
pub fn outcome(label: &str) -> String {
    format!("{label}.")
}

pub fn channel_outcome(channel: &str, words: &str) -> String {
    format!(" {channel}: {words}.")
}

pub fn sent(sent: u64, recipients: u64) -> String {
    let sent = format_number(sent as f64);
    let recipients = format_count(recipients as usize, "recipient", "recipients");
    format!("Sent to {sent} of {recipients}")
}

pub const LANE_CANCELLED: &str = "Cancelled";
pub const NOT_STARTED: &str = "Not started";
pub const NOT_FINISHED: &str = "Not finished";
pub const QUEUED: &str = "Queued";
pub const COMPLETED: &str = "Completed";
pub const FAILED: &str = "Failed";
