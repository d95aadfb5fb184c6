//! One post: the text gives way until it fits around what is fixed.

use minijinja::{Value, context};
use wire::{channel::Platform, counting::is_refused, generate::Tone};

use crate::engine::{
    EngineError,
    outline::Outline,
    render::{Form, render},
    render_context::RenderContext,
    shorten,
};

/// Which post of how many it is, and what it is to say.
pub struct PostContent<'a> {
    /// Its hook, which the text follows.
    pub hook: &'a str,
    /// What it says, in paragraphs; cut to what fits.
    pub paragraphs: &'a [String],
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
}

/// Writes a platform's only post.
pub fn write(
    context: &RenderContext<'_>,
    platform: &Platform,
    hashtags: &[String],
) -> Result<String, EngineError> {
    let hook = context.tone.headline(&context.outline.title, 120);
    let content = PostContent {
        hook: &hook,
        paragraphs: &paragraphs(&context.outline, platform),
        number: 1,
        count: 1,
    };
    fill(context, platform, hashtags, &content)
}

/// Fills a post: first the hook, then as much text as the limit leaves.
pub fn fill(
    context: &RenderContext<'_>,
    platform: &Platform,
    hashtags: &[String],
    content: &PostContent<'_>,
) -> Result<String, EngineError> {
    let limit = platform.limit().unwrap_or(u32::MAX).min(aim(platform));
    let hard = platform.limit().unwrap_or(u32::MAX);
    let base = base(context, platform, hashtags, content);
    let render_post = |hook: &str, text: &str| {
        let values = context! { hook => hook, text => text, ..base.clone() };
        render(context.template, Form::Text, values).map(|post| tidy(&post.text))
    };
    let room = |post: &str, limit: u32| limit.saturating_sub(platform.length(post));

    let bare = render_post("", "")?;
    // The blank line between two paragraphs is fixed too.
    let left = room(&bare, hard).saturating_sub(2);
    let hook = shorten::by(content.hook, &|text| platform.length(text) <= left);
    let hooked = render_post(&hook, "")?;
    let mut left = room(&hooked, limit).saturating_sub(2);
    for _ in 0..4 {
        let text = fitting(content.paragraphs, platform, left);
        if text.is_empty() {
            break;
        }
        let post = render_post(&hook, &text)?;
        let length = platform.length(&post);
        if length <= hard {
            return Ok(post);
        }
        // A template may show the text twice, or in other words.
        left = left.saturating_sub((length - hard).max(left / 2));
    }
    Ok(if platform.length(&hooked) <= hard {
        hooked
    } else {
        bare
    })
}

/// How long a post reads well.
fn aim(platform: &Platform) -> u32 {
    match platform {
        Platform::Twitter => 280,
        Platform::LinkedIn => 1_300,
        Platform::Facebook => 700,
        Platform::Instagram => 1_000,
        Platform::Other(_) => 500,
    }
}

fn base(
    context: &RenderContext<'_>,
    platform: &Platform,
    hashtags: &[String],
    content: &PostContent<'_>,
) -> Value {
    let shows_links = *platform != Platform::Instagram;
    let given = context.values.text("call_to_action_url");
    let link = match given {
        Some(url) => url.to_owned(),
        None if !shows_links => context.tone.link_in_bio().to_owned(),
        None if *context.tone.requested() == Tone::Neutral => context.link.clone(),
        None => format!("{}: {}", context.tone.call_to_action(), context.link),
    };
    context! {
        platform => platform.as_str(),
        link => link,
        hashtags => hashtags.join(" "),
        question => context.tone.question(),
        call_to_action => context.values.text("call_to_action").unwrap_or_default(),
        number => content.number,
        count => content.count,
        first => content.number == 1,
        last => content.number == content.count,
        ..context.values()
    }
}

/// What a platform's readers get to read, in paragraphs.
fn paragraphs(outline: &Outline, platform: &Platform) -> Vec<String> {
    let mut paragraphs = vec![outline.summary()];
    if *platform == Platform::Twitter {
        return paragraphs;
    }
    for section in &outline.sections {
        let title = section.title_text();
        let prose = shorten::first_sentences(&section.prose(), 2);
        let title = title.trim().trim_end_matches(':');
        paragraphs.push(match (title, prose.as_str()) {
            ("", prose) => prose.to_owned(),
            (title, "") => title.to_owned(),
            (title, prose) if title.ends_with(['?', '!', '.']) => format!("{title} {prose}"),
            (title, prose) => format!("{title}: {prose}"),
        });
    }
    let first = paragraphs.first().cloned().unwrap_or_default();
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    // Without a lead the summary is the first section's text, which then comes twice.
    if outline.lead_text().is_empty() && paragraphs.len() > 1 && paragraphs.first() == Some(&first)
    {
        paragraphs.remove(0);
    }
    paragraphs
}

/// Whole paragraphs as long as they fit, the first at least in part.
fn fitting(paragraphs: &[String], platform: &Platform, room: u32) -> String {
    let fits = |text: &str| platform.length(text) <= room;
    let mut text = String::new();
    for paragraph in paragraphs {
        let longer = match text.as_str() {
            "" => paragraph.clone(),
            text => format!("{text}\n\n{paragraph}"),
        };
        if fits(&longer) {
            text = longer;
        } else if text.is_empty() {
            return shorten::sentences(paragraph, &fits);
        } else {
            break;
        }
    }
    text
}

/// No line ends in blanks, and no two empty lines follow each other.
fn tidy(post: &str) -> String {
    let mut out = String::with_capacity(post.len());
    let mut empty = 0;
    for line in post.trim().lines() {
        // X refuses a post for a byte-order mark, which is invisible.
        let line = line.replace(is_refused, "");
        let line = line.trim_end();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(line);
    }
    out
}
