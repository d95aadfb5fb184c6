//! What the engine's tests share.

use wire::{Stamp, channel::Channel, documents::Source, generate::GenerateRequest};

use super::SourceDocument;

/// A document with this text.
pub fn document(markdown: &str) -> SourceDocument {
    SourceDocument {
        id: "md:test".into(),
        source: Source::Markdown,
        title: "A document".to_owned(),
        markdown: markdown.to_owned(),
        updated_at: Stamp::parse("2026-11-20T09:30:00Z").unwrap(),
        url: None,
    }
}

/// A request for one channel, with everything else as it is by default.
pub fn request(channel: Channel) -> GenerateRequest {
    GenerateRequest {
        document_id: "md:test".into(),
        channels: vec![channel],
        ..GenerateRequest::default()
    }
}
