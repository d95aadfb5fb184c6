//! What the page for one document says.

// The page.
pub const LINK_REPLACED: &str = "The link replaced your draft";
pub const CLEARED: &str = "Form cleared";
pub const OPENING: &str = "Opening job settings";
pub const WHAT: &str = "What to generate";
pub const PLAN_AFTER: &str = " to get ideas for a day, week or month.";

pub fn scheduled_for(time: &str) -> String {
    format!("Scheduled for {time}")
}

pub fn started(subject: &str) -> String {
    format!("Started: {subject}")
}

// Opening a job's settings.
pub const JOB_REPLACED: &str = "Job settings replaced your draft";
pub const NO_SETTINGS: &str = "Job settings not available";
pub const NO_SETTINGS_HINT: &str = "The server doesn't have them. The form hasn't changed.";
pub const SETTINGS_FAILED: &str = "Couldn't open job settings";
pub const FORM_KEPT: &str = "The form hasn't changed";

// The bar with the buttons.
pub const SAVED: &str = "Draft saved";
pub const NOT_SAVED: &str = "Draft not saved: browser storage is full or blocked";
pub const START_OVER: &str = "Start over";
pub const PREVIEW: &str = "Preview";

// Why something cannot be done now.
pub const NEEDS_KEY: &str = "Jobs need an API key. Add it in Settings, Connection.";
pub const UNDER_WAY: &str = "Publishing. It can take 15 seconds.";
pub const OTHER_TAB: &str = "Another tab is publishing.";

pub fn and_more(first: &str, more: usize) -> String {
    format!("{first} (and {more} more)")
}

// The document.
pub const SOURCE: &str = "Source";
pub const ID_HINT: &str = "Enter its id, such as gdocs:1a2b3c or notion:4d5e6f.";
pub const DOCUMENT_FAILED: &str = "Couldn't open the document";

pub fn open_in(source: &str) -> String {
    format!("Open in {source}")
}

pub const ONE_HEADING: &str = "1 heading";

pub fn headings(count: usize) -> String {
    format!("{count} headings")
}

pub fn more(count: usize) -> String {
    format!("and {count} more")
}

pub const CHANGED: &str = "changed ";

// The server's own document.
pub const LIVING: &str = "The living document";
pub const ID_STARTS_JOB: &str = "A document id starts a job without a preview.";
pub const LIVING_OR_ID: &str =
    "The server's own document. For another, enter an id such as gdocs:1a2b3c or notion:4d5e6f.";
pub const LIVING_ONLY: &str = "This server only generates from its own document.";
pub const ENTER_ID: &str = "Enter a document id";
pub const IMMEDIATELY: &str = "Published immediately";

pub fn document(id: &str) -> String {
    format!("Document {id}")
}

pub const ID_DETAIL: &str = "Starts a job without a preview or template";

// What the check of the document says.
pub const CHECK_FAILED: &str = "Couldn't check the document";
pub const CHECK: &str = "Check document";
pub const EMAIL: &str = "Email";
pub const WEBSITE: &str = "Website";
pub const SET_UP: &str = "set up";
pub const NOT_SET_UP: &str = "not set up";

pub fn setup(name: &str, state: &str) -> String {
    format!("{name} {state}")
}

pub const AI_ON: &str = "AI on";
pub const AI_OFF: &str = "AI off";
pub const STORED: &str = "Stored on the server";
pub const GOOGLE_DOCS: &str = "Google Docs";
pub const NOTION: &str = "Notion";
pub const ITEM: &str = "item";
pub const ITEMS: &str = "items";
pub const NEWEST: &str = "newest ";
pub const INVALID: &str = "Invalid. No reason given";
pub const ISSUES: &str = "Document issues";

pub fn section(name: &str, count: u64) -> String {
    format!("{name} ({count})")
}

pub const SECTION: &str = "section";
pub const SECTIONS: &str = "sections";

// Channels.
pub const WHERE: &str = "Where to send it";
pub const NEWSLETTER: &str = "A newsletter";
pub const POSTS_ON_PLATFORMS: &str = "Posts on platforms";
pub const PAGE: &str = "A page on the site";

// Style.
pub const STYLE: &str = "Style";
pub const AT_END: &str = "At the end of posts";
pub const BEST_FOR: &str = "Best for";
pub const FEATURES: &str = "Features";

// Values of variables.
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

pub const UNUSED_VALUES: &str = "Values for the default templates";

// Timing.
pub const TIMING: &str = "Timing";
pub const SCHEDULE: &str = "Schedule";
pub const THIS_ZONE: &str = "this device's time zone";

pub fn leave_empty(zone: &str) -> String {
    format!("Leave empty to publish now. Times are in {zone}.")
}

pub fn moment(relative: &str, zone: &str, utc: &str) -> String {
    format!("{relative}, in {zone}; {utc} UTC.")
}

pub const CLEAR_TIME: &str = "Clear time";
pub const DRY_RUN: &str = "Dry run";
pub const DRY_RUN_DETAIL: &str = "Renders every channel without publishing.";

// What was found.
pub fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}")
}

pub const PROBLEM: &str = "Problem";
pub const WARNING: &str = "Warning";

pub fn go_to(field: &str) -> String {
    format!("Go to {field}")
}

pub fn show(channel: &str) -> String {
    format!("Show {channel}")
}

pub fn channel_of(channel: &str, platform: &str) -> String {
    format!("{channel}, {platform}")
}

// The preview.
pub const PREVIEW_FAILED: &str = "Couldn't render the preview";
pub const REWORDS: &str =
    "This server rewords text each time, so the result may differ from the preview.";
pub const BY_CHANNEL: &str = "Preview by channel";
pub const RENDERING: &str = "Rendering";
pub const UP_TO_DATE: &str = "Up to date";
pub const OUT_OF_DATE: &str = "Out of date";
pub const DRY_RUN_DONE: &str = "Dry run: nothing was published";
pub const DRY_RUN_HINT: &str = "Turn off Dry run to publish.";
pub const NOTHING_PUBLISHED: &str = "Nothing was published";
pub const FIX_PROBLEMS: &str = "Fix the problems listed here, then try again.";
pub const FORM_CHANGED: &str = "The form changed during the check. Try again.";
pub const SELECT_DOCUMENT: &str = "Select a document and channels";
pub const SELECT_CHANNELS: &str = "Select channels";
pub const NO_PREVIEW_FOR_ID: &str = "No preview for a document id";
pub const APPEARS_HERE: &str = "Your preview appears here.";
pub const PUBLISHING: &str = "Publishing";
pub const RESULTS_OPEN: &str = "Results open when it's done.";

pub fn cannot_preview(channel: &str) -> String {
    format!("Can't preview {channel}")
}

pub const NO_PREVIEW: &str = "No preview yet";
pub const PREVIEW_HINT: &str = "Select a document, then Preview. Nothing is published.";
pub const PREVIEW_ONLY_HINT: &str = "Select Preview. Nothing is published.";

pub fn render_failed(channel: &str) -> String {
    format!("Couldn't render {channel}")
}

pub const NO_PREVIEW_OF_CHANNEL: &str = "No preview available for this channel. ";
pub const OTHERS_FINE: &str = "Other channels aren't affected.";

// Before publishing.
pub const ONE_RECIPIENT: &str = "1 recipient";

pub fn recipients(count: &str) -> String {
    format!("{count} recipients")
}

pub const POSTS_UNCOUNTED: &str = "Posts";
pub const ONE_PAGE: &str = "1 page";

pub fn quoted(title: &str) -> String {
    format!("“{title}”")
}

pub fn publish_to(channels: &str) -> String {
    format!("Publish to {channels}?")
}

pub fn publishes(time: &str) -> String {
    format!("Publishes {time}")
}

pub const NO_CHECKS: &str = "No preview or checks available for this document.";

pub fn found_in(channels: &str, message: &str) -> String {
    format!("{channels}: {message}")
}

pub const NO_TEST_EMAIL: &str = "Test emails aren't available on this server.";
pub const SEND_TEST: &str = "Send a test to me";

pub fn test_sent(to: &str) -> String {
    format!("Test sent to {to}")
}

pub const TEST_FAILED: &str = "Couldn't send the test";
pub const POST: &str = "post";
pub const POSTS: &str = "posts";
pub const CHANNEL: &str = "channel";
pub const CHANNELS: &str = "channels";

// A publication.
pub fn publishing_to(channels: &str) -> String {
    format!("Publishing to {channels}")
}

pub fn started_elsewhere(ago: &str) -> String {
    format!("Started {ago} in another tab. This can take 15 seconds.")
}

pub fn started_here(ago: &str) -> String {
    format!("Started {ago}. This can take 15 seconds. You can leave this page.")
}

pub fn result(channel: &str, result: &str) -> String {
    format!("{channel}: {result}")
}

pub fn published_before(time: &str, results: &str) -> String {
    format!("{time}. {results}.")
}

pub const PUBLISHES_AGAIN: &str = "Generate publishes it again.";
pub const VIEW_RESULTS: &str = "View results";
pub const MAY_NOT_PUBLISH: &str = "This server may not publish";

pub fn last_was_dry_run(time: &str) -> String {
    format!("Its last publication ({time}) was a dry run.")
}

pub const SERVER_DRY_RUN: &str =
    "This server runs in dry-run mode: it reports success without publishing.";

// What went wrong with sending.
pub const START_FAILED: &str = "Couldn't start the job";
pub const START_UNCONFIRMED: &str = "Couldn't confirm that the job started";
pub const RETRY_IS_SAFE: &str = "Your changes are saved. Retrying won't create a duplicate.";
pub const CHECK_JOBS_AFTER: &str =
    ". Check the jobs first. Starting it again can publish everything twice.";
pub const SOME_CHANNELS: &str = "some channels";
pub const PUBLISH_ANYWAY: &str = "Publish anyway";
pub const PUBLICATION_UNCONFIRMED: &str = "Couldn't confirm publication";

pub fn may_be_published(started: &str, channels: &str) -> String {
    format!(
        "Started {started}. It may be published on {channels}: check there first. \
         Publishing again can publish everything twice.",
    )
}

pub const KEY_REQUIRED: &str = "API key required";
pub const ADD_KEY: &str = "Add API key";
pub const KEY_HINT: &str =
    "Starting a job by document id needs an API key. Your changes are saved.";
