//! What the pages share: fields of a recipe, previews, and the way from page to page.

pub(super) mod address_sync;
pub(super) mod document_search;
pub(super) mod fields;
pub(super) mod options;
pub(super) mod previews;
pub(super) mod publish_step;
pub(super) mod subnavigation;
pub(super) mod variable_field;
pub(super) mod view_only;
