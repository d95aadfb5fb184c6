//! Writes the page on the website.

use minijinja::context;
use wire::generate::{ContentType, Finding, Seo, WebPart};

use super::{
    EngineError,
    findings::{self, Place as _},
    keywords,
    pour::{Form, pour},
    scene::{Scene, refused_links, unasked},
    shorten,
};

/// Longer titles are cut off in search results.
const SEO_TITLE: usize = 60;
/// Longer descriptions are cut off in search results.
const SEO_DESCRIPTION: usize = 155;
const EXCERPT: usize = 200;
/// From how many sections on an article has a list of them.
const CONTENTS: usize = 4;

/// Writes the page.
pub fn write(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Result<WebPart, EngineError> {
    let outline = &scene.outline;
    let options = &scene.request.options;
    let summary = outline.summary();
    let excerpt = shorten::sentences(&summary, &|text| text.chars().count() <= EXCERPT);
    let description = shorten::sentences(&summary, &|text| text.chars().count() <= SEO_DESCRIPTION);
    let tags = keywords::of(outline, 5);
    let seo = options.seo.then(|| Seo {
        title: shorten::graphemes(&outline.title, SEO_TITLE),
        description: description.clone(),
        keywords: keywords::of(outline, 8),
        url: Some(scene.link.clone()),
    });
    let blog = options.content_type == ContentType::Blog;
    let poured = pour(
        scene.template,
        Form::Html,
        context! {
            description => &description,
            excerpt => &excerpt,
            tags => &tags,
            seo => options.seo,
            contents => blog && outline.sections.len() >= CONTENTS,
            minutes => outline.words().split_whitespace().count().div_ceil(220).max(1),
            ..scene.values()
        },
    )?;
    refused_links(scene, &poured.refused_links, found);
    unasked(scene, found);
    inspect(scene, &excerpt, found);
    Ok(WebPart {
        title: outline.title.clone(),
        markdown: markdown(scene),
        html: Some(poured.text),
        excerpt,
        slug: scene.slug.clone(),
        tags,
        seo,
        published_at: None,
    })
}

fn markdown(scene: &Scene<'_>) -> String {
    let mut parts = vec![scene.voice.opening().to_owned(), scene.outline.markdown()];
    // Without a call of its own the page has nothing to lead to: it is where the others lead.
    if let Some(call) = scene.values.text("call_to_action") {
        let mut escaped = String::new();
        for character in call.chars() {
            if "\\`*_[]<~&#".contains(character) {
                escaped.push('\\');
            }
            escaped.push(if character == '\n' { ' ' } else { character });
        }
        parts.push(match scene.values.text("call_to_action_url") {
            Some(url) => format!("[{escaped}](<{}>)", url.replace(['<', '>'], "")),
            None => format!("**{}**", escaped.trim()),
        });
    }
    parts.push(scene.voice.closing().to_owned());
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

fn inspect(scene: &Scene<'_>, excerpt: &str, found: &mut Vec<Finding>) {
    let length = scene.outline.title.chars().count();
    if scene.request.options.seo && length > SEO_TITLE {
        let message =
            format!("The title has {length} characters; search results cut it at {SEO_TITLE}.");
        found.push(findings::warning(scene.channel, "title_too_long", message).at("document_id"));
    }
    if excerpt.is_empty() {
        let message = "There's no text to summarize.";
        found.push(findings::warning(scene.channel, "no_excerpt", message).at("document_id"));
    }
}
