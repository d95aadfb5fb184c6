//! What is said of a recipe: its problems, its modes, and what was found in a preview.

// What a mode cannot do.
pub const NO_TONES: &str = "Tones aren't available on this server.";
pub const PUBLISHES_IMMEDIATELY: &str = "This server publishes immediately.";
pub const NO_SCHEDULING: &str = "Scheduling isn't available on this server.";
pub const NO_VALUES: &str = "This server's templates don't take values.";
pub const NO_TEMPLATES: &str = "Templates aren't available for a document id.";
pub const NO_OPTIONS: &str = "Content type and hashtags aren't available on this server.";
pub const NO_PREVIEW: &str =
    "This server only previews its living document. See the result on the job's page.";
pub const NO_DRY_RUN: &str = "A document id starts a job right away. Turn off Dry run to start it.";
pub const CANNOT_SCHEDULE: &str = "This server can't schedule. Clear the time to publish now";

// What a click on Generate will do.
pub const DRY_RUN: &str = "Dry run: renders every channel without publishing.";

pub fn set_schedule(places: &str) -> String {
    format!("Set the schedule to publish to {places}")
}

pub fn publishes_at(time: &str, places: &str) -> String {
    format!("Publishes {time} to {places}")
}

pub fn publishes_now(places: &str) -> String {
    format!("Publishes now to {places}")
}

pub fn publishes_living(places: &str) -> String {
    format!("Publishes the living document now to {places}. Takes up to 15 s.")
}

pub fn publishes_document(document: &str, places: &str) -> String {
    format!("Publishes {document} now to {places}")
}

pub fn social(platforms: &str) -> String {
    format!("Social ({platforms})")
}

// What keeps a recipe from being sent.
pub const TEMPLATE_GONE: &str = "Template not found. Select another";

pub fn template_is_for(channel: &str) -> String {
    format!("This template is for {channel}, which isn't selected")
}

pub const DATE_INCOMPLETE: &str = "Complete the date or clear it";
pub const TIME_OVER: &str = "Choose a future time";

pub fn fill_in(variable: &str) -> String {
    format!("Fill in {variable}")
}

pub const ENTER_URL: &str = "Enter a URL, such as https://example.com";
pub const SELECT_YES_NO: &str = "Select yes or no";

// What was found in a preview.
pub const OVER_LIMIT: &str = "A post is over its limit";
pub const FIX_ONE: &str = "Fix 1 problem in the preview first";

pub fn fix(count: usize) -> String {
    format!("Fix {count} problems in the preview first")
}

pub fn not_filled_in(name: &str) -> String {
    format!("“{name}” isn't filled in")
}

pub fn characters(platform: &str, length: u32, limit: u32) -> String {
    format!("{platform}: {length} of {limit} characters")
}

pub fn bytes(platform: &str, count: usize) -> String {
    format!("{platform}: {count} bytes, over the limit")
}

pub const NO_ADDRESS: &str = "A link has no address";

pub fn unreachable(scheme: &str, host: &str) -> String {
    format!("Readers can't open {scheme}{host}")
}

pub fn not_encrypted(host: &str) -> String {
    format!("The link to {host} isn't encrypted")
}

// How long a post may be.
pub fn limits(characters: &str, elsewhere: &str) -> String {
    format!("up to {characters} characters ({elsewhere} elsewhere on this server)")
}

pub fn limit(characters: &str) -> String {
    format!("up to {characters} characters")
}
