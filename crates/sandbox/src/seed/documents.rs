//! The documents that a fresh server holds.

use crate::engine::SourceDocument;

/// Every seeded document, newest first.
pub fn all() -> Vec<SourceDocument> {
    Vec::new()
}
