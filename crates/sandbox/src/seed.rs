//! What a fresh server holds.

pub mod documents;
pub mod templates;
