//! Templates and platforms: what content is poured into.

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// `/templates`.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    use_heading("Templates".to_owned(), None);
}

/// `/templates/:id`.
#[component]
pub fn TemplatePage() -> impl IntoView {
    use_heading("Template".to_owned(), None);
}
