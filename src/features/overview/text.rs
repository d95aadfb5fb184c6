//! What the overview says.

pub use crate::features::shared::text::GENERATE_CONTENT as GENERATE;

// The page.
pub const TITLE: &str = "Overview";

pub fn signed_in(name: &str, role: &str) -> String {
    format!("Signed in as {name}, {role}.")
}

pub const WITH: &str = "with";
pub const WITHOUT: &str = "without";

pub fn connected(address: impl std::fmt::Display, with: &str) -> String {
    format!("Connected to {address} {with} a key.")
}

// The health in one line.
pub const HEALTH_FAILED: &str = "Couldn't load system health";

pub fn and_version(version: &str) -> String {
    format!(" · version {version}")
}

pub fn and_up(time: &str) -> String {
    format!(" · up for {time}")
}

pub const CHECKED: &str = "Checked ";

// The first steps.
pub const LOADING: &str = "Loading…";
pub const GET_STARTED: &str = "Get started";
pub const HIDDEN: &str = "Setup guide hidden";
pub const UNDO: &str = "Undo";
pub const DISMISS: &str = "Dismiss";

pub fn complete(done: usize, all: usize) -> String {
    format!("{done} of {all} complete")
}

pub const DONE: &str = "Done: ";
pub const OPEN: &str = "To do: ";
pub const UNKNOWN_STEP: &str = "Unknown: ";
pub const NOT_CHECKED: &str = "Couldn't check this step";
pub const CONNECT: &str = "Connect to a server";
pub const CONNECT_WHY: &str = "You're connected.";
pub const KEY_WHY: &str = "Let scripts and services use the API.";
pub const KEY: &str = "Create an API key";
pub const PREVIEW_WHY: &str = "See it on every channel. Nothing is published.";
pub const PREVIEW: &str = "Preview a document";
pub const JOB_WHY: &str = "Generate content and watch it publish.";
pub const JOB: &str = "Run your first job";
pub const TEMPLATE_WHY: &str = "Duplicate one or start from scratch.";
pub const TEMPLATE: &str = "Create a template";

// Publications that this browser knows of.
pub const PUBLICATIONS: &str = "Publications";
pub const VIEW_ALL_CONTENT: &str = "View all content";
pub const PUBLISHING: &str = "Publishing the living document";
pub const UNKNOWN: &str = "Unknown";
pub const NOT_CONFIRMED: &str = "Couldn't confirm publication";
pub const NOT_CONFIRMED_HINT: &str = "It may be published on some channels.";

pub fn failed_why(channels: &str, reason: &str) -> String {
    format!("{channels}: {reason}")
}

pub fn failed(channels: &str) -> String {
    format!("{channels} failed")
}

// Jobs.
pub const JOBS_FAILED: &str = "Couldn't load jobs";
pub const RUNNING: &str = "Running now";
pub const NONE_RUNNING: &str = "No jobs running";
pub const NONE_RUNNING_HINT: &str = "Queued and running jobs appear here.";
pub const ATTENTION: &str = "Needs attention";
pub const NONE_FAILED: &str = "No failed jobs";
pub const NONE_FAILED_HINT: &str = "Failed jobs stay here until retried.";
pub const FINISHED: &str = "Recently finished";
pub const NONE_SINCE: &str = "No completed jobs since the last restart";
pub const NO_HISTORY: &str = "This server doesn't keep job history.";
pub const NONE_PUBLISHED: &str = "Nothing published yet";
pub const NONE_PUBLISHED_HINT: &str = "Select a document, preview it, and generate.";

pub fn view_all(count: &str) -> String {
    format!("View all {count}")
}

pub const VIEW_ALL_JOBS: &str = "View all jobs";
pub const PROGRESS: &str = "Progress";
