//! Turns one Markdown document into email, social and web content.
//!
//! Everything here is pure: the same recipe gives the same content, and no
//! clock is read; where content needs a date it is the document's.

mod address;
mod brand;
mod check;
#[cfg(test)]
mod constructs;
mod document;
mod edited;
mod email;
mod error;
mod escaping;
mod filters;
mod findings;
mod keywords;
mod language;
mod outline;
#[cfg(test)]
mod properties;
mod render;
mod render_context;
mod shorten;
mod slug;
mod social;
#[cfg(test)]
mod testing;
mod tone;
mod variables;
mod web;

pub use check::check;
pub use document::SourceDocument;
pub use edited::{email_text, page_html};
pub use error::EngineError;
pub use render::check_source;

use wire::{
    channel::Channel,
    generate::{Finding, GenerateRequest, Part, Parts},
    templates::Template,
};

use render_context::RenderContext;

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

impl<'a> Recipe<'a> {
    /// The template for a channel: the one named, else the first of the channel.
    pub fn template(&self, channel: &Channel) -> Result<&'a Template, EngineError> {
        let family = channel.family();
        if let Some(id) = &self.request.template_id {
            match self.templates.iter().find(|template| template.id == *id) {
                None => return Err(EngineError::UnknownTemplate(id.to_string())),
                Some(named) if named.channel.family() == family => return Ok(named),
                Some(_) => {}
            }
        }
        self.templates
            .iter()
            .find(|template| template.channel.family() == family)
            .ok_or_else(|| EngineError::NoTemplate(channel.label()))
    }
}

/// Renders one channel.
///
/// The findings are about what came out; with one that is an error the part must not go out.
pub fn render(recipe: &Recipe<'_>, channel: &Channel) -> Result<(Part, Vec<Finding>), EngineError> {
    let mut found = Vec::new();
    let part = match channel.family() {
        Channel::Email => {
            let context = RenderContext::set(recipe, channel, &mut found)?;
            Part::Email(email::write(&context, &mut found)?)
        }
        Channel::Social => {
            let context = RenderContext::set(recipe, channel, &mut found)?;
            Part::Social(social::write(&context, &mut found)?)
        }
        Channel::Web => {
            let context = RenderContext::set(recipe, channel, &mut found)?;
            Part::Web(web::write(&context, &mut found)?)
        }
        Channel::Other(name) => return Err(EngineError::UnknownChannel(name)),
    };
    Ok((part, found))
}

/// The text of a part, as it is shown while it is written.
pub fn draft_text(part: &Part) -> String {
    match part {
        Part::Email(email) => {
            let mut paragraphs = vec![email.subject.as_str()];
            paragraphs.extend(email.preheader.as_deref());
            paragraphs.extend(email.text.as_deref());
            paragraphs.join("\n\n")
        }
        Part::Web(page) => format!("{}\n\n{}", page.title, page.markdown),
        Part::Social(social) => social
            .posts
            .iter()
            .map(|post| format!("{}\n{}", post.platform.label(), post.content))
            .collect::<Vec<_>>()
            .join("\n\n"),
        Part::Other(body) => body.to_string(),
    }
}

/// Renders every channel that can be rendered, with all that the checks found.
///
/// A channel that fails has an error finding in place of its part.
pub fn preview(recipe: &Recipe<'_>) -> (Parts, Vec<Finding>) {
    let mut parts = Parts::default();
    let mut findings = check(recipe);
    for channel in &recipe.request.channels {
        let found = match render(recipe, channel) {
            Ok((part, found)) => {
                if parts.get(channel).is_none() {
                    parts.0.push((channel.clone(), part));
                }
                found
            }
            Err(error) => vec![error.to_finding(channel)],
        };
        for finding in found {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    (parts, findings)
}
