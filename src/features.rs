//! The pages, one module each. None knows another.

pub mod content;
pub mod generate;
pub mod jobs;
pub mod overview;
pub mod sign_in;
