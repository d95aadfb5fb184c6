//! The pages, one module each. None knows another; what they share is in [`marks`].

pub mod content;
pub mod generate;
pub mod jobs;
pub mod marks;
pub mod overview;
pub mod sign_in;
