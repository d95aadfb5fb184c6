//! Writes the page on the website.

use minijinja::context;
use wire::generate::{ContentType, Finding, Seo, WebPart};

use super::{
    EngineError, brand,
    findings::{self, FindingExt as _},
    keywords,
    render::{Form, Rendered, render},
    render_context::{RenderContext, refused_links, unasked},
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
pub fn write(
    context: &RenderContext<'_>,
    found: &mut Vec<Finding>,
) -> Result<WebPart, EngineError> {
    let outline = &context.outline;
    let options = &context.request.options;
    let summary = outline.summary();
    let excerpt = shorten::sentences(&summary, &|text| text.chars().count() <= EXCERPT);
    let description = shorten::sentences(&summary, &|text| text.chars().count() <= SEO_DESCRIPTION);
    let tags = keywords::of(outline, 5);
    let seo = options.seo.then(|| Seo {
        title: shorten::graphemes(&outline.title, SEO_TITLE),
        description: description.clone(),
        keywords: keywords::of(outline, 8),
        url: Some(context.link.clone()),
    });
    let summary = Summary {
        description: &description,
        excerpt: &excerpt,
        tags: &tags,
        seo: options.seo,
    };
    let rendered = html(context, &summary)?;
    refused_links(context, &rendered.refused_links, found);
    unasked(context, found);
    inspect(context, &excerpt, found);
    Ok(WebPart {
        title: outline.title.clone(),
        markdown: markdown(context),
        html: Some(rendered.text),
        excerpt,
        slug: context.slug.clone(),
        tags,
        seo,
        published_at: None,
    })
}

/// The HTML of a page that was edited by hand: its own title, text, summary, tags and address.
pub fn rewrite(mut context: RenderContext<'_>, page: &WebPart) -> Result<String, EngineError> {
    page.title.clone_into(&mut context.outline.title);
    page.slug.clone_into(&mut context.slug);
    context.link = brand::update_url(&page.slug);
    let seo = page.seo.as_ref();
    let summary = Summary {
        description: seo.map_or(page.excerpt.as_str(), |seo| seo.description.as_str()),
        excerpt: &page.excerpt,
        tags: &page.tags,
        seo: seo.is_some(),
    };
    html(&context, &summary).map(|rendered| rendered.text)
}

/// What a page says about itself.
struct Summary<'a> {
    description: &'a str,
    excerpt: &'a str,
    tags: &'a [String],
    seo: bool,
}

fn html(context: &RenderContext<'_>, summary: &Summary<'_>) -> Result<Rendered, EngineError> {
    let outline = &context.outline;
    let blog = context.request.options.content_type == ContentType::Blog;
    render(
        context.template,
        Form::Html,
        context! {
            description => summary.description,
            excerpt => summary.excerpt,
            tags => summary.tags.to_vec(),
            seo => summary.seo,
            contents => blog && outline.sections.len() >= CONTENTS,
            minutes => outline.words().split_whitespace().count().div_ceil(220).max(1),
            ..context.values()
        },
    )
}

fn markdown(context: &RenderContext<'_>) -> String {
    let mut parts = vec![
        context.tone.opening().to_owned(),
        context.outline.markdown(),
    ];
    // Without a call of its own the page has nothing to lead to: it is where the others lead.
    if let Some(call) = context.values.text("call_to_action") {
        let mut escaped = String::new();
        for character in call.chars() {
            if "\\`*_[]<~&#".contains(character) {
                escaped.push('\\');
            }
            escaped.push(if character == '\n' { ' ' } else { character });
        }
        parts.push(match context.values.text("call_to_action_url") {
            Some(url) => format!("[{escaped}](<{}>)", url.replace(['<', '>'], "")),
            None => format!("**{}**", escaped.trim()),
        });
    }
    parts.push(context.tone.closing().to_owned());
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

fn inspect(context: &RenderContext<'_>, excerpt: &str, found: &mut Vec<Finding>) {
    let length = context.outline.title.chars().count();
    if context.request.options.seo && length > SEO_TITLE {
        let message =
            format!("The title has {length} characters; search results cut it at {SEO_TITLE}.");
        found.push(findings::warning(context.channel, "title_too_long", message).at("document_id"));
    }
    if excerpt.is_empty() {
        let message = "There's no text to summarize.";
        found.push(findings::warning(context.channel, "no_excerpt", message).at("document_id"));
    }
}
