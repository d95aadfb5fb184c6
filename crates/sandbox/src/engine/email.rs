//! Writes the newsletter.

use minijinja::{Value, context};
use wire::{
    generate::{ContentType, EmailPart, Finding},
    one_line,
};

use super::{
    EngineError, brand,
    findings::{self, FindingExt as _},
    outline::{Section, escape},
    render::{Form, render},
    render_context::{RenderContext, refused_links, unasked},
    shorten,
};

/// Longer subjects are cut off on a phone.
const SUBJECT: usize = 60;
/// A line of a mail's head has 998 characters (RFC 5322), which may be bytes of their own.
const LONGEST_SUBJECT: usize = 200;
/// Longer lines are cut off in every inbox.
const PREHEADER: usize = 110;
/// Gmail shows no more of a message (support.google.com, "Message clipped").
const CLIPPED: usize = 102 * 1024;
/// A document up to this many words goes out as a whole, whatever kind of content it is.
const SHORT: usize = 160;

/// A section as the newsletter shows it.
struct Shown {
    title: String,
    anchor: String,
    heading: String,
    html: String,
    text: String,
    link: Option<String>,
}

/// Writes the newsletter.
pub fn write(
    context: &RenderContext<'_>,
    found: &mut Vec<Finding>,
) -> Result<EmailPart, EngineError> {
    let given = context.values.text("subject").map(one_line);
    let subject = match given.filter(|given| !given.is_empty()) {
        Some(given) => shorten::graphemes(&given, LONGEST_SUBJECT),
        None => context.tone.headline(&context.outline.title, SUBJECT),
    };
    let preheader = shorten::sentences(&context.outline.summary(), &|text| {
        text.chars().count() <= PREHEADER
    });
    let sections = shown(context);
    let rendered = render(
        context.template,
        Form::Html,
        context! {
            subject => &subject,
            preheader => &preheader,
            sections => sections.iter().map(|section| context! {
                title => &section.title,
                anchor => &section.anchor,
                heading => Value::from_safe_string(section.heading.clone()),
                html => Value::from_safe_string(section.html.clone()),
                text => &section.text,
                link => section.link.as_deref(),
            }).collect::<Vec<_>>(),
            ..context.values()
        },
    )?;
    let part = EmailPart {
        text: Some(text(context, &sections)),
        preheader: (!preheader.is_empty()).then_some(preheader),
        recipient_count: Some(brand::SUBSCRIBERS),
        from_name: Some(brand::NAME.to_owned()),
        subject,
        html: rendered.text,
    };
    refused_links(context, &rendered.refused_links, found);
    unasked(context, found);
    left_out(context, &sections, found);
    inspect(context, &part, found);
    Ok(part)
}

fn shown(context: &RenderContext<'_>) -> Vec<Shown> {
    let sections = &context.outline.sections;
    let words = context.outline.words().split_whitespace().count();
    let whole = |section: &Section| Shown {
        title: section.title_text(),
        anchor: section.anchor.clone(),
        heading: section.heading_html(),
        html: section.html(),
        text: section.text(),
        link: None,
    };
    match context.request.options.content_type {
        _ if words <= SHORT => sections.iter().map(whole).collect(),
        ContentType::Blog => sections
            .iter()
            .map(|section| teaser(context, section, 3))
            .collect(),
        ContentType::Announcement => sections
            .iter()
            .take(2)
            .map(|section| teaser(context, section, 2))
            .collect(),
        _ => sections.iter().map(whole).collect(),
    }
}

/// A section's first sentences, and where it goes on.
fn teaser(context: &RenderContext<'_>, section: &Section, sentences: usize) -> Shown {
    let text = shorten::first_sentences(&section.prose(), sentences);
    Shown {
        html: match text.as_str() {
            "" => String::new(),
            text => format!("<p>{}</p>\n", escape(text)),
        },
        link: Some(format!("{}#{}", context.link, section.anchor)),
        title: section.title_text(),
        anchor: section.anchor.clone(),
        heading: section.heading_html(),
        text,
    }
}

/// Says which sections are shortened, and which do not come at all.
fn left_out(context: &RenderContext<'_>, shown: &[Shown], found: &mut Vec<Finding>) {
    let name = |title: &str| format!("\"{}\"", shorten::graphemes(title, 40));
    let list = |titles: &[String]| {
        let more = titles.len().saturating_sub(5);
        let first = titles.iter().take(5).map(|title| name(title));
        let mut words = first.collect::<Vec<_>>().join(", ");
        if more > 0 {
            words.push_str(&format!(" and {more} more"));
        }
        words
    };
    let sections = &context.outline.sections;
    let shortened: Vec<String> = sections
        .iter()
        .zip(shown)
        .filter(|(section, shown)| shown.link.is_some() && shown.text != section.text())
        .map(|(_, shown)| shown.title.clone())
        .collect();
    let missing: Vec<String> = sections
        .iter()
        .skip(shown.len())
        .map(Section::title_text)
        .collect();
    let mut parts = Vec::new();
    if !shortened.is_empty() {
        parts.push(format!("shortens {}", list(&shortened)));
    }
    if !missing.is_empty() {
        parts.push(format!("leaves out {}", list(&missing)));
    }
    if !parts.is_empty() {
        let kind = context.request.options.content_type.as_str();
        let message = format!(
            "A \"{kind}\" newsletter {}. The page includes everything.",
            parts.join(" and ")
        );
        let finding = findings::warning(context.channel, "sections_shortened", message);
        found.push(finding.at("options.content_type"));
    }
}

fn text(context: &RenderContext<'_>, sections: &[Shown]) -> String {
    let title = &context.outline.title;
    let mut parts = vec![
        title.clone(),
        context.tone.greeting().to_owned(),
        context.tone.opening().to_owned(),
        context.outline.lead_text(),
    ];
    for section in sections {
        let underline = "-".repeat(section.title.chars().count().min(60));
        parts.push(format!("{}\n{underline}", section.title));
        parts.push(section.text.clone());
        parts.extend(section.link.clone());
    }
    parts.push(format!(
        "{}: {}",
        context.call_to_action(),
        context.call_to_action_url()
    ));
    parts.push(context.tone.closing().to_owned());
    parts.push(format!(
        "--\n{}\n{}/newsletter/unsubscribe",
        brand::ADDRESS,
        brand::SITE
    ));
    parts.retain(|part| !part.trim().is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

fn inspect(context: &RenderContext<'_>, part: &EmailPart, found: &mut Vec<Finding>) {
    let length = part.subject.chars().count();
    if length > SUBJECT {
        found.push(
            findings::warning(
                context.channel,
                "subject_too_long",
                format!("The subject has {length} characters; many inboxes show {SUBJECT}."),
            )
            .at("options.variables.subject"),
        );
    } else if part.subject.ends_with('…') {
        let message = "The title is too long for a subject and is cut. Set a subject.";
        found.push(
            findings::warning(context.channel, "subject_shortened", message).at("document_id"),
        );
    }
    if part.preheader.is_none() {
        let message = "There's no text for the inbox preview line.";
        found.push(findings::warning(context.channel, "no_preheader", message).at("document_id"));
    }
    if part.html.len() > CLIPPED {
        let message = format!(
            "The email is {} KB; Gmail clips it after {} KB. Shorten the document.",
            part.html.len() / 1024,
            CLIPPED / 1024,
        );
        found
            .push(findings::warning(context.channel, "email_too_large", message).at("document_id"));
    }
}
