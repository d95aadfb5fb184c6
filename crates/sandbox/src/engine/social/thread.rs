//! A thread: a long article in a few posts that follow each other.

use wire::{channel::Platform, generate::ContentType};

use super::post::{self, PostContent};
use crate::engine::{EngineError, render_context::RenderContext, shorten};

const MOST: usize = 4;

/// What each post of a thread says; `None` where one post is enough.
pub fn parts(context: &RenderContext<'_>, platform: &Platform) -> Option<Vec<(String, String)>> {
    let is_thread = context.request.options.content_type == ContentType::Blog
        || context
            .template
            .features
            .iter()
            .any(|feature| feature == "Threads");
    if *platform != Platform::Twitter || !is_thread {
        return None;
    }
    let title = context.tone.headline(&context.outline.title, 120);
    let mut parts = vec![(title, context.outline.summary())];
    // The first section is the summary itself where nothing stands before it.
    let skip = usize::from(context.outline.lead_text().is_empty());
    for section in context.outline.sections.iter().skip(skip) {
        let prose = section.prose();
        if parts.len() < MOST && !prose.is_empty() {
            let title = shorten::graphemes(&section.title_text(), 80);
            parts.push((title, prose));
        }
    }
    (parts.len() > 1).then_some(parts)
}

/// Writes the thread's posts.
pub fn write(
    context: &RenderContext<'_>,
    platform: &Platform,
    hashtags: &[String],
    parts: &[(String, String)],
) -> Result<Vec<String>, EngineError> {
    parts
        .iter()
        .enumerate()
        .map(|(position, (hook, text))| {
            let content = PostContent {
                hook,
                paragraphs: std::slice::from_ref(text),
                number: position + 1,
                count: parts.len(),
            };
            post::fill(context, platform, hashtags, &content)
        })
        .collect()
}
