//! Writes the posts.

mod post;
mod thread;

use wire::{
    channel::Platform,
    generate::{Finding, SocialPart, SocialPost},
};

use super::{
    EngineError, brand,
    findings::{self, FindingExt as _},
    keywords,
    render_context::RenderContext,
};

/// Writes the posts, platform by platform.
pub fn write(
    context: &RenderContext<'_>,
    found: &mut Vec<Finding>,
) -> Result<SocialPart, EngineError> {
    if context.platforms.is_empty() {
        return Err(EngineError::NoPlatform);
    }
    let mut posts = Vec::new();
    for platform in &context.platforms {
        let hashtags = if context.request.options.hashtags {
            keywords::hashtags(&context.outline, hashtag_count(platform))
        } else {
            Vec::new()
        };
        let contents = match thread::parts(context, platform) {
            Some(parts) => thread::write(context, platform, &hashtags, &parts)?,
            None => vec![post::write(context, platform, &hashtags)?],
        };
        let media_urls = media(context, platform);
        if *platform == Platform::Instagram && media_urls.is_empty() {
            let message = "Instagram needs an image. The document has none that it can use.";
            found.push(
                findings::warning(context.channel, "no_image", message)
                    .on(platform)
                    .at("document_id"),
            );
        }
        for (position, content) in contents.into_iter().enumerate() {
            let post = SocialPost {
                platform: platform.clone(),
                hashtags: hashtags
                    .iter()
                    .filter(|tag| content.contains(tag.as_str()))
                    .cloned()
                    .collect(),
                media_urls: if position == 0 {
                    media_urls.clone()
                } else {
                    Vec::new()
                },
                scheduled_for: context.request.schedule_time.clone(),
                limit: None,
                author: Some(brand::NAME.to_owned()),
                content,
            };
            found.extend(over_limit(context, &post));
            posts.push(post);
        }
    }
    Ok(SocialPart { posts })
}

fn over_limit(context: &RenderContext<'_>, post: &SocialPost) -> Option<Finding> {
    let limit = post.limit().filter(|_| post.is_over_limit())?;
    let length = post.length();
    let message = format!(
        "The post for {} has {length} characters, {} over the limit. Shorten the call to action.",
        post.platform.label(),
        length.saturating_sub(limit),
    );
    let finding = findings::error(context.channel, "over_limit", message).on(&post.platform);
    // The text gives way by itself; only what is put in verbatim can be too long.
    let longest = context
        .template
        .variables
        .iter()
        .max_by_key(|variable| context.values.text(&variable.name).map_or(0, str::len));
    Some(match longest {
        Some(variable) => finding.at(format!("options.variables.{}", variable.name)),
        None => finding.at("template_id"),
    })
}

/// How many hashtags are usual.
fn hashtag_count(platform: &Platform) -> usize {
    match platform {
        Platform::Twitter | Platform::Facebook => 2,
        Platform::LinkedIn => 4,
        Platform::Instagram => 8,
        Platform::Other(_) => 3,
    }
}

fn media(context: &RenderContext<'_>, platform: &Platform) -> Vec<String> {
    let most = match platform {
        Platform::Twitter => 4,
        Platform::LinkedIn => 1,
        Platform::Facebook | Platform::Instagram => 10,
        Platform::Other(_) => 1,
    };
    let mut urls: Vec<String> = Vec::new();
    for picture in context.outline.pictures() {
        if urls.len() < most && !urls.contains(&picture.url) {
            urls.push(picture.url);
        }
    }
    urls
}
