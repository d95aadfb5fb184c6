//! A thread: a long article in a few posts that follow each other.

use wire::{channel::Platform, generate::ContentType};

use super::post::{self, Slot};
use crate::engine::{EngineError, scene::Scene, shorten};

const MOST: usize = 4;

/// What each post of a thread says; `None` where one post is enough.
pub fn parts(scene: &Scene<'_>, platform: &Platform) -> Option<Vec<(String, String)>> {
    let wanted = scene.request.options.content_type == ContentType::Blog
        || scene
            .template
            .features
            .iter()
            .any(|feature| feature == "Threads");
    if *platform != Platform::Twitter || !wanted {
        return None;
    }
    let title = scene.voice.headline(&scene.outline.title, 120);
    let mut parts = vec![(title, scene.outline.summary())];
    // The first section is the summary itself where nothing stands before it.
    let skip = usize::from(scene.outline.lead_text().is_empty());
    for section in scene.outline.sections.iter().skip(skip) {
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
    scene: &Scene<'_>,
    platform: &Platform,
    hashtags: &[String],
    parts: &[(String, String)],
) -> Result<Vec<String>, EngineError> {
    parts
        .iter()
        .enumerate()
        .map(|(position, (hook, text))| {
            let slot = Slot {
                hook,
                paragraphs: std::slice::from_ref(text),
                number: position + 1,
                count: parts.len(),
            };
            post::fill(scene, platform, hashtags, &slot)
        })
        .collect()
}
