//! The shapes of everything that travels, and how each is read.

mod accounts;
mod caches;
mod work;
mod writing;

pub use accounts::*;
pub use caches::*;
pub use work::*;
pub use writing::*;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wire::{
    Page, alerts, api_keys, auth, batch, cache, content, documents, events::Frame, generate,
    health, jobs, shipped::live::LiveFrame, templates, uptime,
};

use crate::shape::{
    Shape::{self, Bool, Count, Loose, LooseMap, Number, Small, Text, Time, Word},
    default, list, may, need, object,
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
        of("Whoami", whoami(), plain::<auth::Whoami>),
        of(
            "PasswordChange",
            password_change(),
            plain::<auth::PasswordChange>,
        ),
        of("DeviceSession", session(), plain::<auth::DeviceSession>),
        of(
            "EndedSessions",
            ended_sessions(),
            plain::<auth::EndedSessions>,
        ),
        of("Rotation", rotation(), plain::<api_keys::Rotation>),
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
            "ContentSummary",
            content_summary(),
            plain::<content::ContentSummary>,
        ),
        of(
            "ContentChange",
            content_change(),
            plain::<content::ContentChange>,
        ),
        of(
            "ContentVersion",
            content_version(),
            plain::<content::ContentVersion>,
        ),
        of(
            "BulkContentRequest",
            bulk_content_request(),
            plain::<content::BulkContentRequest>,
        ),
        of(
            "BulkContentOutcome",
            bulk_content_outcome(),
            plain::<content::BulkContentOutcome>,
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
        of(
            "BatchRequest",
            object([
                need("requests", list(request())),
                default("stop_on_error", Bool),
                may("idempotency_key", Text),
                may("hold_seconds", Small),
            ]),
            plain::<batch::BatchRequest>,
        ),
        of(
            "Batch",
            object([need("batch_id", Text), need("jobs", list(job()))]),
            plain::<batch::Batch>,
        ),
        of(
            "RetryRequest",
            object([may("channels", list(Text)), may("hold_seconds", Small)]),
            plain::<jobs::RetryRequest>,
        ),
        of(
            "TestEmail",
            object([
                need("to", Text),
                need("subject", Text),
                need("sent_at", Time),
            ]),
            plain::<generate::TestEmail>,
        ),
        of("Template", template(), plain::<templates::Template>),
        of("Job", job(), plain::<jobs::Job>),
        of("ChannelResult", result(), plain::<jobs::ChannelResult>),
        of("Health", health(), plain::<health::Health>),
        of("HealthReport", report(), plain::<health::HealthReport>),
        of("Readiness", readiness(), plain::<health::Readiness>),
        of("Liveness", liveness(), plain::<health::Liveness>),
        of("Alert", alert(), plain::<alerts::Alert>),
        of("Bucket", bucket(), plain::<uptime::Bucket>),
        of("CacheStats", cache_stats(), plain::<cache::CacheStats>),
        of("Invalidation", invalidation(), plain::<cache::Invalidation>),
        of(
            "InvalidateRequest",
            invalidate_request(),
            plain::<cache::InvalidateRequest>,
        ),
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
        of(
            "the viewers' frame",
            frame(
                "content_viewers",
                [need("content_id", Text), need("viewers", list(viewer()))],
            ),
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

fn viewer() -> Shape {
    object([may("user_id", Text), need("name", Text)])
}

fn alert() -> Shape {
    object([
        need("id", Text),
        need("severity", Text),
        need("component", Text),
        may("message", Text),
        need("raised_at", Time),
        may("resolved_at", Time),
        may("acknowledged_by", Text),
    ])
}

fn bucket() -> Shape {
    object([
        need("from", Time),
        need("to", Time),
        need("status", Text),
        may("uptime_ratio", Number),
        may("known_ratio", Number),
    ])
}
