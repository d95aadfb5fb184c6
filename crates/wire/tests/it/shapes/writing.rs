//! Documents, templates, and what is made of them.

use crate::shape::{
    Shape::{self, Bool, Count, Loose, Small, Text, Time, Word},
    default, list, map, may, need, object,
};

pub fn document() -> Shape {
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

pub fn content(channel: &'static str, body: Shape) -> Shape {
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
        may("deleted_at", Time),
        may("deleted_by", Text),
        may("purge_at", Time),
    ])
}

pub fn content_summary() -> Shape {
    object([
        need("content_id", Text),
        may("job_id", Text),
        may("document_id", Text),
        need("channel", Text),
        need("title", Text),
        need("status", Text),
        need("version", Count),
        may("url", Text),
        need("created_at", Time),
        need("updated_at", Time),
        may("updated_by", Text),
        may("deleted_at", Time),
        may("deleted_by", Text),
        may("purge_at", Time),
    ])
}

pub fn content_change() -> Shape {
    object([
        may("title", Text),
        may("body", Loose),
        may("status", Text),
        may("reason", Text),
    ])
}

pub fn content_version() -> Shape {
    object([
        need("version", Count),
        need("created_at", Time),
        may("created_by", Text),
        need("reason", Text),
        may("restored_from", Count),
        need("title", Text),
        need("status", Text),
        default("words_added", Count),
        default("words_removed", Count),
    ])
}

pub fn bulk_content_request() -> Shape {
    let item = object([need("content_id", Text), may("etag", Text)]);
    object([need("action", Text), need("items", list(item))])
}

pub fn bulk_content_outcome() -> Shape {
    let result = object([
        need("content_id", Text),
        need("status", Small),
        may("detail", Text),
        may("content", content_summary()),
    ]);
    object([need("results", list(result))])
}

pub fn email() -> Shape {
    object([
        need("subject", Text),
        may("preheader", Text),
        need("html", Text),
        may("text", Text),
        may("recipient_count", Count),
        may("from_name", Text),
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
        may("author", Text),
    ])
}

pub fn social() -> Shape {
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

pub fn seo() -> Shape {
    object([
        need("title", Text),
        need("description", Text),
        default("keywords", list(Text)),
        may("url", Text),
    ])
}

pub fn request() -> Shape {
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
        may("hold_seconds", Small),
    ])
}

pub fn parts() -> Shape {
    object([
        may("email", email()),
        may("social", social()),
        may("web", web()),
        may("fax", Loose),
    ])
}

pub fn preview() -> Shape {
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

pub fn template() -> Shape {
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
