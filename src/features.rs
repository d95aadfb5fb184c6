//! The pages, one module each. None knows another; what they share is in [`shared`].

pub mod analytics;
pub mod cache;
pub mod content;
pub mod generate;
pub mod health;
pub mod jobs;
pub mod monitoring;
pub mod overview;
pub mod plan;
pub mod settings;
pub mod shared;
pub mod sign_in;
pub mod templates;
