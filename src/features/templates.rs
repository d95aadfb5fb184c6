//! Templates and platforms: what content is poured into.

mod card;
mod detail;
mod filters;
mod glance;
mod list;
mod params;
mod platforms;
mod remove;
mod rights;
mod text;
mod thumb;
mod trial;
mod variables;
mod write;

pub use detail::TemplatePage;
pub use list::TemplatesPage;
pub use write::{EditTemplatePage, NewTemplatePage};
