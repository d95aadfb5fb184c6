//! Turns one Markdown document into email, social and web content.
//!
//! Everything here is pure: the same recipe gives the same content, and no
//! clock is read; where content needs a date it is the document's.

mod document;
mod error;

pub use document::SourceDocument;
pub use error::EngineError;

use wire::{
    channel::Channel,
    generate::{Finding, GenerateRequest, Part, Parts},
    templates::Template,
};

/// What to render: a document, how, and the templates there are.
#[derive(Clone, Copy, Debug)]
pub struct Recipe<'a> {
    /// What to render from.
    pub document: &'a SourceDocument,
    /// How.
    pub request: &'a GenerateRequest,
    /// Every template that may be named or taken as a channel's standard one.
    pub templates: &'a [Template],
}

/// What is wrong with the recipe itself, before anything is rendered.
pub fn check(_recipe: &Recipe<'_>) -> Vec<Finding> {
    Vec::new()
}

/// Renders one channel; the findings are about what came out.
pub fn render(
    _recipe: &Recipe<'_>,
    channel: &Channel,
) -> Result<(Part, Vec<Finding>), EngineError> {
    Err(EngineError::UnknownChannel(channel.as_str().to_owned()))
}

/// The text of a part, as it is shown while it is written.
pub fn draft_text(_part: &Part) -> String {
    String::new()
}

/// Renders every channel that can be rendered, and all that the checks found.
///
/// A channel that fails has an error finding in place of its part.
pub fn preview(recipe: &Recipe<'_>) -> (Parts, Vec<Finding>) {
    (Parts::default(), check(recipe))
}
