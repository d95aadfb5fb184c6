//! What the page of one job says.

pub use crate::features::shared::text::VIEW_ONLY_ASK;

// The page.
pub const JOBS: &str = "Jobs";

pub fn title(subject: &str, outcome: &str) -> String {
    format!("{subject} · {outcome}")
}

pub const LOADING: &str = "Loading job";
pub const FAILED: &str = "Couldn't load the job";
pub const RAW: &str = "Raw JSON";
pub const ERRORS: &str = "Errors";
pub const SLASH_TITLE: &str = "This job's id contains a slash";
pub const GONE_TITLE: &str = "Job not found";
pub const SLASH_HINT: &str = "This server can't open it. Find its status in the list of jobs, or use a document id without a slash in its first eight characters.";
pub const LOST_HINT: &str =
    "This server loses its jobs when it restarts. Anything already published stays published.";
pub const GONE_HINT: &str = "It may have been removed, or the address is wrong. Anything already published stays published.";
pub const VIEW_JOBS: &str = "View jobs";

// The top of the page.
pub fn attempt(number: u32) -> String {
    format!("Attempt {number}")
}

pub const RETRY_OF: &str = "Retry of ";
pub const STUCK_TITLE: &str = "This job won't start";
pub const STUCK_HINT: &str = "This server doesn't run scheduled jobs: a job with a future start time stays queued. Generate it again without a start time.";
pub const NEXT: &str = "Next in queue";

pub fn ahead(before: u64) -> String {
    format!("{before} ahead in queue")
}

pub const NOT_STARTED: &str = "Not started";

pub fn starts(when: &str) -> String {
    format!("Starts {when}")
}

pub const NO_WORKER: &str = "Waiting for a worker";

pub fn so_far(share: &str, time: &str) -> String {
    format!("{share} · {time}")
}

pub fn took(time: &str) -> String {
    format!("Took {time}")
}

pub fn ended_after(time: &str) -> String {
    format!("Ended {time} after it was created")
}

pub fn stale_since(time: &str) -> String {
    format!("Showing data from {time}. ")
}

pub const CUT_TITLE: &str = "Connection lost";
pub const CUT_HINT: &str = "The job may still be running.";

// Cancelling, and running it again with edits.
pub const CANCELLED: &str = "Job cancelled";
pub const NO_RECIPE: &str = "This server doesn't say what the job was made from.";
pub const CANCEL: &str = "Cancel job";
pub const EDIT: &str = "Re-run with edits";
pub const CANCEL_TITLE: &str = "Cancel this job?";
pub const KEEP: &str = "Keep job";
pub const CANCEL_FAILED: &str = "Couldn't cancel the job";
pub const STILL_RUNNING: &str = "The job is still running.";
pub const HAS_ENDED: &str = "It has already ended.";
pub const UNPUBLISHED_STOPS: &str = "Anything not yet published won't be.";

pub fn is_published(channel: &str) -> String {
    format!("{channel} is already published.")
}

pub fn has_failed(channel: &str) -> String {
    format!("{channel} has already failed.")
}

pub fn may_arrive(channel: &str) -> String {
    format!("{channel} is being published and may still arrive.")
}

pub fn will_stop(channel: &str) -> String {
    format!("{channel} will stop and won't publish.")
}

pub fn not_begun(channel: &str) -> String {
    format!("{channel} hasn't started.")
}

// The channels.
pub const CHANNELS: &str = "Channels";
pub const CHANNELS_LATER: &str = "Channels appear here once they have results.";
pub const NO_CHANNELS: &str = "The server didn't report any channels.";
pub const QUEUED: &str = "Queued";
pub const WRITING: &str = "Writing";
pub const WRITTEN: &str = "Written";
pub const PUBLISHED: &str = "Published";

pub fn live_text(channel: &str) -> String {
    format!("{channel}: live text")
}

pub fn open_content(channel: &str) -> String {
    format!("Open content: {channel}")
}

pub fn view_live(channel: &str) -> String {
    format!("View {channel} live")
}

pub const VIEW: &str = "View";
pub const NO_REASON: &str = "No reason given.";

// What the job was asked for.
pub const SETTINGS: &str = "Settings";
pub const REQUEST_KEY: &str = "Request key";
pub const DETAILS: &str = "Details";
pub const AS_STARTED_HERE: &str =
    "As started in this browser. The server doesn't return job settings.";

pub fn document_starts(start: &str) -> String {
    format!("The server doesn't name the document. Its id starts with {start}.")
}

pub const NO_DOCUMENT: &str = "The server doesn't name the document.";
pub const DOCUMENT_OF_ID: &str =
    "The server doesn't return job settings. The document comes from the job's id.";
pub const DOCUMENT: &str = "Document";
pub const DOCUMENT_ID: &str = "Document id";
pub const PLATFORMS: &str = "Platforms";
pub const TEMPLATE: &str = "Template";
pub const TONE: &str = "Tone";
pub const CONTENT_TYPE: &str = "Content type";
pub const SEO: &str = "SEO title and description";
pub const HASHTAGS: &str = "Hashtags";
pub const CREATED_BY: &str = "Created by";

pub fn variable(name: &str) -> String {
    format!("Variable {name}")
}

// What has happened, and what is held back.
pub const TIMELINE: &str = "Timeline";
pub const VIEW_ONLY: &str = "You have view-only access.";
pub const SERVER_HOLDS: &str = "The server publishes even if you leave this page.";
pub const UNDO_FAILED: &str = "Couldn't undo publishing";
pub const RELEASE_FAILED: &str = "Couldn't publish now";
pub const UNDONE: &str = "Publishing undone. Nothing was published.";
pub const UNDONE_LATE: &str = "Stopped too late to undo everything";

pub fn already_published(channels: &str) -> String {
    format!("Already published: {channels}")
}

// What a channel reports.
pub const COPY_TEXT: &str = "Copy text";

pub fn fact(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

// Retrying.
pub const RETRY_STARTED: &str = "Retry started";
pub const RETRIES_FAILED_ONLY: &str = "This server only retries failed and partial jobs.";
pub const RETRY: &str = "Retry job";
pub const PAGE_HOLDS: &str = "Nothing is published yet. Leaving this page cancels it.";
pub const RETRY_FAILED: &str = "Couldn't retry the job";
pub const NOT_CHANGED: &str = "The job wasn't changed.";
pub const RETRY_TITLE: &str = "Retry this job?";
pub const LEAVE: &str = "Cancel";
