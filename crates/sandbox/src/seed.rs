//! What a fresh server holds.

pub mod accounts;
pub mod documents;
pub mod health;
pub mod jobs;
pub mod templates;
