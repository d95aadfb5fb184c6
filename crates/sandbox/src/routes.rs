//! The handlers, one file per noun.

pub mod account;
pub mod alerts;
pub mod api_keys;
pub mod auth;
pub mod batch;
pub mod cache;
pub mod condition;
pub mod content;
pub mod documents;
pub mod faults;
pub mod generate;
pub mod health;
pub mod jobs;
pub mod media;
pub mod metrics;
pub mod published;
pub mod sockets;
pub mod stir;
pub mod template_preview;
pub mod templates;
pub mod test_email;
