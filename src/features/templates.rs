//! Templates and platforms: what content is poured into.

mod card;
mod delete;
mod detail;
mod filters;
mod list;
mod params;
mod permissions;
mod platforms;
mod preview;
mod preview_dialog;
mod style_thumbnail;
mod text;
mod variables;
mod write;

pub use detail::TemplatePage;
pub use list::TemplatesPage;
pub use write::{EditTemplatePage, NewTemplatePage};
