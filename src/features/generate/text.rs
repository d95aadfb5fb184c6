//! What is said on the pages for generating content.

pub mod batch;
pub mod compare;
pub mod compose;
mod labels;
pub mod recipe;
pub mod shared;
