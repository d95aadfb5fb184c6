//! Templates and platforms: what content is poured into.

mod card;
mod detail;
mod list;
mod platforms;
mod wanted;

pub use detail::TemplatePage;
pub use list::TemplatesPage;

use wire::{Query, templates::TemplateId};

use crate::routes::Route;

/// The page that makes content, with this template chosen.
fn use_address(id: &TemplateId) -> String {
    Route::Generate.with(&Query::new().with("template", id))
}
