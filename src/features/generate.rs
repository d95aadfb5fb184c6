//! Generating content: from one document, from many at once, or in several tones to compare.
//!
//! A page each, which know the recipe and what is shared, and not one another.

mod batch;
mod compare;
mod compose;
mod recipe;
mod shared;
mod text;

pub use batch::BatchPage;
pub use compare::ComparePage;
pub use compose::GeneratePage;
