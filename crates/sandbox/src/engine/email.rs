//! Writes the newsletter.

use minijinja::{Value, context};
use wire::generate::{ContentType, EmailPart, Finding};

use super::{
    EngineError, brand,
    findings::{self, Place as _},
    outline::{Section, escape},
    pour::{Form, pour},
    scene::Scene,
    shorten, slug,
};

/// Longer subjects are cut off on a phone.
const SUBJECT: usize = 60;
/// Longer lines are cut off in every inbox.
const PREHEADER: usize = 110;
/// Gmail shows no more of a message (support.google.com, "Message clipped").
const CLIPPED: usize = 102 * 1024;
/// A document up to this many words goes out as a whole, whatever kind of content it is.
const SHORT: usize = 160;

/// A section as the newsletter shows it.
struct Shown {
    title: String,
    html: String,
    text: String,
    link: Option<String>,
}

/// Writes the newsletter.
pub fn write(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Result<EmailPart, EngineError> {
    let subject = match scene.values.text("subject") {
        Some(given) => given.to_owned(),
        None => scene.voice.headline(&scene.outline.title, SUBJECT),
    };
    let preheader = shorten::sentences(&scene.outline.summary(), &|text| {
        text.chars().count() <= PREHEADER
    });
    let sections = shown(scene);
    let html = pour(
        scene.template,
        Form::Html,
        context! {
            subject => &subject,
            preheader => &preheader,
            sections => sections.iter().map(|section| context! {
                title => &section.title,
                html => Value::from_safe_string(section.html.clone()),
                text => &section.text,
                link => section.link.as_deref(),
            }).collect::<Vec<_>>(),
            ..scene.values()
        },
    )?;
    let part = EmailPart {
        text: Some(text(scene, &sections)),
        preheader: (!preheader.is_empty()).then_some(preheader),
        recipient_count: Some(brand::SUBSCRIBERS),
        from_name: Some(brand::NAME.to_owned()),
        subject,
        html,
    };
    inspect(scene, &part, found);
    Ok(part)
}

fn shown(scene: &Scene<'_>) -> Vec<Shown> {
    let sections = &scene.outline.sections;
    let words = scene.outline.words().split_whitespace().count();
    let whole = |section: &Section| Shown {
        title: section.title_text(),
        html: section.html(),
        text: section.text(),
        link: None,
    };
    match scene.request.options.content_type {
        _ if words <= SHORT => sections.iter().map(whole).collect(),
        ContentType::Blog => sections
            .iter()
            .map(|section| teaser(scene, section, 3))
            .collect(),
        ContentType::Announcement => sections
            .iter()
            .take(2)
            .map(|section| teaser(scene, section, 2))
            .collect(),
        _ => sections.iter().map(whole).collect(),
    }
}

/// A section's first sentences, and where it goes on.
fn teaser(scene: &Scene<'_>, section: &Section, sentences: usize) -> Shown {
    let title = section.title_text();
    let text = shorten::first_sentences(&section.prose(), sentences);
    Shown {
        html: match text.as_str() {
            "" => String::new(),
            text => format!("<p>{}</p>\n", escape(text)),
        },
        link: Some(format!("{}#{}", scene.link, slug::of(&title, "section"))),
        title,
        text,
    }
}

fn text(scene: &Scene<'_>, sections: &[Shown]) -> String {
    let title = &scene.outline.title;
    let mut parts = vec![
        title.clone(),
        scene.voice.greeting().to_owned(),
        scene.voice.opening().to_owned(),
        scene.outline.lead_text(),
    ];
    for section in sections {
        let underline = "-".repeat(section.title.chars().count().min(60));
        parts.push(format!("{}\n{underline}", section.title));
        parts.push(section.text.clone());
        parts.extend(section.link.clone());
    }
    parts.push(format!(
        "{}: {}",
        scene.call_to_action(),
        scene.call_to_action_url()
    ));
    parts.push(scene.voice.closing().to_owned());
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

fn inspect(scene: &Scene<'_>, part: &EmailPart, found: &mut Vec<Finding>) {
    let length = part.subject.chars().count();
    if length > SUBJECT {
        found.push(
            findings::warning(
                scene.channel,
                "subject_too_long",
                format!("The subject has {length} characters; many inboxes show {SUBJECT}."),
            )
            .at("options.variables.subject"),
        );
    } else if part.subject.ends_with('…') {
        let message = "The title is too long for a subject and is cut; write a subject of its own.";
        found
            .push(findings::warning(scene.channel, "subject_shortened", message).at("document_id"));
    }
    if part.preheader.is_none() {
        let message = "There is no text for the line that inboxes show after the subject.";
        found.push(findings::warning(scene.channel, "no_preheader", message).at("document_id"));
    }
    if part.html.len() > CLIPPED {
        let message = format!(
            "The message has {} KB; Gmail cuts it off after {} KB. Shorten the document.",
            part.html.len() / 1024,
            CLIPPED / 1024,
        );
        found.push(findings::warning(scene.channel, "email_too_large", message).at("document_id"));
    }
}
