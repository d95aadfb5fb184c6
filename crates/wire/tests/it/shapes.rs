//! The shapes of everything that travels, and how each is read.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wire::{
    Page, api_keys, auth, content, documents, events::Frame, generate, health, jobs,
    shipped::live::LiveFrame, templates,
};

use crate::shape::{
    Shape::{self, Bool, Count, Loose, LooseMap, Number, Small, Text, Time, Word},
    default, list, map, may, need, object, slack,
};

/// Reads a text, writes it, reads that, and finds both equal; answers with what was written.
pub type Reader = fn(&str) -> Result<Value, String>;

/// Something that travels.
pub struct Type {
    pub name: &'static str,
    pub shape: Shape,
    pub read: Reader,
}

/// Everything that travels.
pub fn types() -> Vec<Type> {
    let of = |name, shape, read| Type { name, shape, read };
    vec![
        of("Registration", registration(), plain::<auth::Registration>),
        of("Login", login(), plain::<auth::Login>),
        of(
            "Refresh",
            object([need("refresh_token", Text)]),
            plain::<auth::Refresh>,
        ),
        of("Grant", grant(), plain::<auth::Grant>),
        of("User", user(), plain::<auth::User>),
        of("Ticket", ticket(), plain::<auth::Ticket>),
        of("ApiKey", api_key(), plain::<api_keys::ApiKey>),
        of("NewApiKey", new_api_key(), plain::<api_keys::NewApiKey>),
        of(
            "CreatedApiKey",
            api_key().with([need("secret", Text)]),
            plain::<api_keys::CreatedApiKey>,
        ),
        of("Document", document(), plain::<documents::Document>),
        of(
            "DocumentText",
            document().with([need("content", Text)]),
            plain::<documents::DocumentText>,
        ),
        of(
            "Content of an email",
            content("email", email()),
            plain::<content::Content>,
        ),
        of(
            "Content of posts",
            content("social", social()),
            plain::<content::Content>,
        ),
        of(
            "Content of a page",
            content("web", web()),
            plain::<content::Content>,
        ),
        of(
            "Content of a fax",
            content("fax", Loose),
            plain::<content::Content>,
        ),
        of(
            "GenerateRequest",
            request(),
            plain::<generate::GenerateRequest>,
        ),
        of("Parts", parts(), plain::<generate::Parts>),
        of("Preview", preview(), plain::<generate::Preview>),
        of(
            "Accepted",
            object([need("job", job())]),
            plain::<generate::Accepted>,
        ),
        of("Template", template(), plain::<templates::Template>),
        of("Job", job(), plain::<jobs::Job>),
        of("ChannelResult", result(), plain::<jobs::ChannelResult>),
        of("Health", health(), plain::<health::Health>),
        of("HealthReport", report(), plain::<health::HealthReport>),
        of("Readiness", readiness(), plain::<health::Readiness>),
        of("Liveness", liveness(), plain::<health::Liveness>),
        of("a page of jobs", page("jobs", job()), job_page),
        of(
            "a page of documents",
            page("documents", document()),
            document_page,
        ),
        of("a hello", frame("hello", [need("seq", Count)]), frames),
        of("a resync", frame("resync", []), frames),
        of("a pong", frame("pong", []), frames),
        of(
            "a complaint",
            frame("error", [need("message", Text)]),
            frames,
        ),
        of(
            "a job's frame",
            event("job_updated", [need("job", job())]),
            frames,
        ),
        of(
            "a content's frame",
            event("content_created", [need("content", content("web", web()))]),
            frames,
        ),
        of("a delta", event("generation_delta", delta()), frames),
        of("an unknown frame", event("job_archived", []), frames),
        of("a live session's frame", LooseMap, live_frames),
    ]
}

fn plain<T>(text: &str) -> Result<Value, String>
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let first: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let written = serde_json::to_string(&first).unwrap();
    let second: T = serde_json::from_str(&written).unwrap();
    assert_eq!(first, second);
    Ok(serde_json::from_str(&written).unwrap())
}

fn paged<T>(noun: &str, text: &str) -> Result<Value, String>
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let first = Page::<T>::read(noun, text).map_err(|error| error.0)?;
    let written = first.to_json(noun);
    assert_eq!(Page::<T>::read(noun, &written.to_string()).unwrap(), first);
    Ok(written)
}

fn job_page(text: &str) -> Result<Value, String> {
    paged::<jobs::Job>("jobs", text)
}

fn document_page(text: &str) -> Result<Value, String> {
    paged::<documents::Document>("documents", text)
}

fn frames(text: &str) -> Result<Value, String> {
    let first = Frame::read(text).map_err(|error| error.0)?;
    let written = first.to_json();
    assert_eq!(Frame::read(&written.to_string()).unwrap(), first);
    Ok(written)
}

fn live_frames(text: &str) -> Result<Value, String> {
    let first = LiveFrame::read(text).map_err(|error| error.0)?;
    let written = first.to_json();
    assert_eq!(LiveFrame::read(&written.to_string()).unwrap(), first);
    Ok(written)
}

fn page(noun: &'static str, of: Shape) -> Shape {
    object([
        need(noun, list(of)),
        may("total", Count),
        may("next_cursor", Text),
    ])
}

fn frame(kind: &'static str, fields: impl IntoIterator<Item = crate::shape::Field>) -> Shape {
    object([need("type", Word(kind))]).with(fields)
}

fn event(kind: &'static str, fields: impl IntoIterator<Item = crate::shape::Field>) -> Shape {
    frame(kind, [need("seq", Count), may("timestamp", Time)]).with(fields)
}

fn delta() -> [crate::shape::Field; 4] {
    [
        need("job_id", Text),
        need("channel", Text),
        need("offset", Count),
        need("text", Text),
    ]
}

fn registration() -> Shape {
    login().with([need("name", Text)])
}

fn login() -> Shape {
    object([need("email", Text), need("password", Text)])
}

fn user() -> Shape {
    object([
        need("id", Text),
        need("email", Text),
        need("name", Text),
        need("role", Text),
        need("created_at", Time),
    ])
}

fn grant() -> Shape {
    object([
        need("access_token", Text),
        need("token_type", Text),
        need("expires_in", Count),
        need("refresh_token", Text),
        need("user", user()),
    ])
}

fn ticket() -> Shape {
    object([need("ticket", Text), need("expires_in", Count)])
}

fn api_key() -> Shape {
    object([
        need("id", Text),
        need("name", Text),
        need("prefix", Text),
        default("scopes", list(Text)),
        need("created_at", Time),
        may("expires_at", Time),
        may("last_used_at", Time),
        may("revoked_at", Time),
    ])
}

fn new_api_key() -> Shape {
    object([
        need("name", Text),
        default("scopes", list(Text)),
        may("expires_at", Time),
    ])
}

fn document() -> Shape {
    object([
        need("id", Text),
        need("source", Text),
        need("title", Text),
        default("excerpt", Text),
        need("updated_at", Time),
        need("word_count", Count),
        may("url", Text),
    ])
}

fn content(channel: &'static str, body: Shape) -> Shape {
    object([
        need("content_id", Text),
        may("job_id", Text),
        may("document_id", Text),
        need("channel", Word(channel)),
        need("title", Text),
        need("status", Text),
        need("body", body),
        need("version", Count),
        may("url", Text),
        need("created_at", Time),
        need("updated_at", Time),
        may("updated_by", Text),
    ])
}

pub fn email() -> Shape {
    object([
        need("subject", Text),
        may("preheader", Text),
        need("html", Text),
        may("text", Text),
        may("recipient_count", Count),
    ])
}

pub fn post() -> Shape {
    object([
        need("platform", Text),
        need("content", Text),
        default("hashtags", list(Text)),
        default("media_urls", list(Text)),
        may("scheduled_for", Time),
        may("limit", Small),
    ])
}

fn social() -> Shape {
    object([need("posts", list(post()))])
}

pub fn web() -> Shape {
    object([
        need("title", Text),
        need("markdown", Text),
        may("html", Text),
        default("excerpt", Text),
        default("slug", Text),
        default("tags", list(Text)),
        may("seo", seo()),
        may("published_at", Time),
    ])
}

fn seo() -> Shape {
    object([
        need("title", Text),
        need("description", Text),
        default("keywords", list(Text)),
        may("url", Text),
    ])
}

fn request() -> Shape {
    let options = object([
        default("seo", Bool),
        default("hashtags", Bool),
        default("content_type", Text),
        default("variables", map(Text)),
    ]);
    object([
        need("document_id", Text),
        need("channels", list(Text)),
        default("social_platforms", list(Text)),
        may("template_id", Text),
        may("tone", Text),
        default("options", options),
        default("dry_run", Bool),
        may("schedule_time", Time),
        may("idempotency_key", Text),
    ])
}

fn parts() -> Shape {
    object([
        may("email", email()),
        may("social", social()),
        may("web", web()),
        may("fax", Loose),
    ])
}

fn preview() -> Shape {
    let finding = object([
        need("severity", Text),
        need("channel", Text),
        may("platform", Text),
        need("code", Text),
        need("message", Text),
        may("field", Text),
    ]);
    object([
        need("parts", parts()),
        default("findings", list(finding)),
        need("generated_at", Time),
    ])
}

fn template() -> Shape {
    let variable = object([
        need("name", Text),
        need("type", Text),
        need("required", Bool),
        may("default", Text),
        default("description", Text),
    ]);
    object([
        need("id", Text),
        need("name", Text),
        default("description", Text),
        need("channel", Text),
        default("style", Text),
        default("features", list(Text)),
        default("best_for", Text),
        may("source", Text),
        default("variables", list(variable)),
        default("builtin", Bool),
        may("updated_at", Time),
    ])
}

/// Differs by server and channel, so a field of another type is kept as it came.
fn result() -> Shape {
    slack(object([
        may("status", Text),
        may("content_id", Text),
        may("url", Text),
        may("error", Text),
        may("progress", Number),
        may("started_at", Time),
        may("completed_at", Time),
        may("draft", Text),
        may("recipients", Count),
        may("posts", list(LooseMap)),
    ]))
}

pub fn job() -> Shape {
    object([
        need("job_id", Text),
        need("status", Text),
        may("document_id", Text),
        may("document_title", Text),
        default("channels", list(Text)),
        may("template_id", Text),
        may("tone", Text),
        may("progress", Number),
        may("queue_position", Count),
        need("created_at", Time),
        may("started_at", Time),
        may("completed_at", Time),
        may("scheduled_for", Time),
        may("results", map(result())),
        default("errors", list(Text)),
        may("attempt", Small),
        may("retry_of", Text),
        may("created_by", Text),
        may("request", request()),
    ])
}

pub fn health() -> Shape {
    object([
        need("status", Text),
        need("timestamp", Time),
        may("service", Text),
        may("version", Text),
        may("environment", Text),
        may("uptime_seconds", Number),
    ])
}

pub fn report() -> Shape {
    let component = object([
        may("name", Text),
        need("status", Text),
        may("message", Text),
        may("response_time_ms", Number),
        may("last_check", Time),
        may("metadata", LooseMap),
    ]);
    health().with([
        default("components", map(component)),
        may("checks_passed", Count),
        may("checks_failed", Count),
        may("checks_total", Count),
        may("response_time_ms", Number),
        default("warnings", list(Text)),
        default("errors", list(Text)),
    ])
}

pub fn readiness() -> Shape {
    let check = object([
        need("name", Text),
        need("ready", Bool),
        may("message", Text),
        may("required", Bool),
    ]);
    object([
        need("ready", Bool),
        need("timestamp", Time),
        default("checks", list(check)),
        may("total_checks", Count),
        may("passed_checks", Count),
        may("failed_checks", Count),
        may("required_checks_passed", Bool),
    ])
}

pub fn liveness() -> Shape {
    object([
        need("alive", Bool),
        need("timestamp", Time),
        may("memory_usage_mb", Number),
        may("cpu_percent", Number),
        may("thread_count", Count),
    ])
}
