//! What a fresh server holds.

pub mod accounts;
pub mod documents;
pub mod jobs;
pub mod templates;
