//! Everything a channel's writer needs, prepared once.

use minijinja::{Value, context};
use wire::{
    Stamp,
    channel::{Channel, Platform},
    generate::{Finding, GenerateRequest},
    templates::Template,
};

use super::{
    EngineError, Recipe, brand, check,
    findings::{self, FindingExt as _},
    keywords,
    outline::{About, Inline, Look, Outline, Remark, Section, Shape, lines},
    slug,
    tone::ToneWriter,
    variables::Values,
};

/// Everything a channel's writer needs.
pub struct RenderContext<'a> {
    /// Where to.
    pub channel: &'a Channel,
    /// What was asked for.
    pub request: &'a GenerateRequest,
    /// When the document was last changed.
    pub updated_at: &'a Stamp,
    /// The template.
    pub template: &'a Template,
    /// The document, with the tone applied.
    pub outline: Outline,
    /// Phrases of the tone, in the language of the document.
    pub tone: ToneWriter,
    /// The template's variables.
    pub values: Values,
    /// The last part of the page's address.
    pub slug: String,
    /// The page's address.
    pub link: String,
    /// The platforms, of the social channel.
    pub platforms: Vec<Platform>,
}

impl<'a> RenderContext<'a> {
    /// Prepares a channel, and looks at what every channel suffers from.
    pub fn set(
        recipe: &Recipe<'a>,
        channel: &'a Channel,
        found: &mut Vec<Finding>,
    ) -> Result<Self, EngineError> {
        let request = recipe.request;
        let mut outline = Outline::read(recipe.document);
        if outline.is_empty() {
            return Err(EngineError::NoText);
        }
        let template = recipe.template(channel)?;
        let values = Values::fill(template, &request.options.variables, channel, found);
        inspect(&outline, channel, found);
        let tone = ToneWriter::new(
            request.tone.as_ref(),
            &request.options.content_type,
            outline.language,
        );
        if let Some(first) = tone.apply_to(&mut outline) {
            let message = format!(
                "The Urgent tone shortens paragraphs to two sentences, such as \"{}\".",
                super::shorten::graphemes(&first, 60),
            );
            found.push(findings::warning(channel, "text_shortened", message).at("tone"));
        }
        let slug = slug::of_page(&outline.title, recipe.document.id.as_str());
        Ok(Self {
            channel,
            request,
            updated_at: &recipe.document.updated_at,
            template,
            link: brand::update_url(&slug),
            slug,
            outline,
            tone,
            values,
            platforms: check::platforms(recipe, channel),
        })
    }

    /// What the reader is asked to do.
    pub fn call_to_action(&self) -> &str {
        let given = self.values.text("call_to_action");
        given.unwrap_or_else(|| self.tone.call_to_action())
    }

    /// Where that leads.
    pub fn call_to_action_url(&self) -> &str {
        let given = self.values.text("call_to_action_url");
        given.unwrap_or(&self.link)
    }

    /// What every template is given.
    pub fn values(&self) -> Value {
        let outline = &self.outline;
        let pictures = outline.pictures();
        let sections: Vec<Value> = outline.sections.iter().map(section).collect();
        let language = outline.language;
        let date = self.updated_at.utc().map(|time| {
            let date = time.format(language.date_format()).to_string();
            (date, time.format("%Y").to_string())
        });
        let (date, year) = date.unwrap_or_default();
        context! {
            document => context! {
                title => &outline.title,
                lead => Value::from_safe_string(outline.lead_html()),
                lead_text => outline.lead_text(),
                summary => outline.summary(),
                sections => sections,
                pictures => pictures
                    .iter()
                    .map(|picture| context! { url => &picture.url, alt => &picture.alt })
                    .collect::<Vec<_>>(),
                date => date,
                updated_at => self.updated_at.as_str(),
                keywords => keywords::of(outline, 6),
            },
            language => language.tag(),
            direction => language.direction(),
            tone => self.tone.requested().as_str(),
            content_type => self.request.options.content_type.as_str(),
            greeting => self.tone.greeting(),
            opening => self.tone.opening(),
            closing => self.tone.closing(),
            call_to_action => self.call_to_action(),
            call_to_action_url => self.call_to_action_url(),
            link => &self.link,
            sender => context! { name => brand::NAME, site => brand::SITE, address => brand::ADDRESS },
            unsubscribe_url => format!("{}/newsletter/unsubscribe", brand::SITE),
            year => year,
            variables => self.values.to_value(),
        }
    }
}

fn section(section: &Section) -> Value {
    let title = section.title_text();
    context! {
        title => title.trim(),
        heading => Value::from_safe_string(section.heading_html()),
        anchor => &section.anchor,
        html => Value::from_safe_string(section.html()),
        text => section.text(),
        summary => super::shorten::first_sentences(&section.prose(), 2),
    }
}

/// Looks at what the author should know, whatever the channel.
fn inspect(outline: &Outline, channel: &Channel, found: &mut Vec<Finding>) {
    let mut warn = |code: &str, message: String| {
        found.push(findings::warning(channel, code, message).at("document_id"));
    };
    for (code, message) in remarks(outline, channel) {
        warn(code, message);
    }
    for section in &outline.sections {
        if section.blocks.iter().all(super::outline::Block::is_empty) {
            let title = super::shorten::graphemes(&section.title_text(), 60);
            warn("empty_section", format!("Section \"{title}\" has no text."));
        }
    }
    if outline.title_is_cut {
        let message = "The title is too long and is cut. Use a shorter first heading.";
        warn("title_cut", message.to_owned());
    }
    let is_more = |inline: &Inline| {
        matches!(
            inline,
            Inline::Image { .. } | Inline::Link { .. } | Inline::Note(_)
        )
    };
    let mut says_more = false;
    super::outline::each(&outline.title_marks, &mut |inline| {
        says_more |= is_more(inline)
    });
    if says_more {
        let message = "The title is plain text: its links, images and footnotes are removed.";
        warn("title_is_plain", message.to_owned());
    }
}

/// What cannot be shown as it is written, each kind once with its lines.
fn remarks(outline: &Outline, channel: &Channel) -> Vec<(&'static str, String)> {
    let family = channel.family();
    let mut grouped: Vec<(&'static str, String, Vec<usize>)> = Vec::new();
    let remarks = outline.remarks.iter();
    let remarks = remarks.filter_map(|Remark { line, about }| {
        let (code, message) = message(about, &family)?;
        Some((code, message, vec![*line]))
    });
    for (code, message, lines) in remarks.chain(attributes(outline)) {
        let is_full = grouped.len() >= MOST_REMARKS;
        match grouped.iter_mut().find(|(_, known, _)| *known == message) {
            Some((_, _, known)) => known.extend(lines),
            // A document full of mistakes needs no list of all of them.
            None if is_full => {}
            None => grouped.push((code, message, lines)),
        }
    }
    grouped
        .into_iter()
        .map(|(code, message, at)| {
            let place = lines(&at);
            let mut letters = place.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            let place: String = first.into_iter().chain(letters).collect();
            (code, format!("{place}: {message}"))
        })
        .collect()
}

/// The attributes that are left out, those of one element in one finding.
fn attributes(outline: &Outline) -> Vec<(&'static str, String, Vec<usize>)> {
    let mut found: Vec<(&str, Vec<&str>, Vec<usize>)> = Vec::new();
    for Remark { line, about } in &outline.remarks {
        let About::Attribute { element, name } = about else {
            continue;
        };
        let position = found.iter().position(|(known, ..)| known == element);
        let position = position.unwrap_or_else(|| {
            found.push((element, Vec::new(), Vec::new()));
            found.len().saturating_sub(1)
        });
        if let Some((_, names, lines)) = found.get_mut(position) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
            lines.push(*line);
        }
    }
    found
        .into_iter()
        .map(|(element, names, lines)| {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            let message = match names.as_slice() {
                [one] => format!("the attribute {one} of <{element}> is left out."),
                [start @ .., last] => format!(
                    "the attributes {} and {last} of <{element}> are left out.",
                    start.join(", ")
                ),
                [] => String::new(),
            };
            ("attribute_removed", message, lines)
        })
        .collect()
}

/// A name that the author wrote, of any length.
fn quoted(name: &str) -> String {
    format!("\"{}\"", super::shorten::graphemes(name, 40))
}

/// More kinds of findings than this help no author.
const MOST_REMARKS: usize = 30;

fn message(about: &About, family: &Channel) -> Option<(&'static str, String)> {
    let is_social = *family == Channel::Social;
    let short = |text: &str, most| super::shorten::graphemes(text, most);
    Some(match about {
        About::Tag(name) => (
            "html_removed",
            format!("the HTML tag <{name}> is left out; its text is kept."),
        ),
        About::Element(name) => (
            "html_removed",
            format!("the HTML element <{name}> is left out with all that it holds."),
        ),
        About::Attribute { .. } => return None,
        About::Look(look) => look_lost(*look, family)?,
        About::FrontMatter => (
            "front_matter",
            "the values before the text are not shown.".to_owned(),
        ),
        About::LostFootnote(name) => (
            "unused_footnote",
            format!(
                "nothing refers to the footnote \"{}\", so it is shown as text.",
                short(name, 40)
            ),
        ),
        About::Shape(Shape::Math) if !is_social => (
            "math_as_text",
            "the formula is shown as it is written.".to_owned(),
        ),
        About::Shape(Shape::Picture) => return None,
        About::Shape(shape) if is_social => (
            "not_in_posts",
            format!("{} are not shown in posts.", shape.plural()),
        ),
        About::Shape(_) => return None,
        About::BrokenImage(url) if url.is_empty() => (
            "broken_image",
            "an image has no address and is left out.".to_owned(),
        ),
        About::BrokenImage(url) => (
            "broken_image",
            format!(
                "the image \"{}\" has no complete address and is left out.",
                short(url, 80)
            ),
        ),
        _ if is_social => return None,
        About::NoAltText(url) => (
            "no_alt_text",
            format!("the image {} has no alternative text.", short(url, 80)),
        ),
        About::BrokenLink { url, text } => (
            "broken_link",
            format!(
                "the link \"{}\" leads to \"{}\", which is no complete address; only its text is kept.",
                short(text, 40),
                short(url, 80)
            ),
        ),
    })
}

/// What the forms of a channel do not show of how text is set.
fn look_lost(look: Look, family: &Channel) -> Option<(&'static str, String)> {
    let form = match family {
        Channel::Email => "plain text of the mail",
        Channel::Web => "Markdown of the page",
        _ if look == Look::Aligned => {
            let message = "text is not set to a side in posts.";
            return Some(("not_in_posts", message.to_owned()));
        }
        // Tables are not shown there at all.
        _ => return None,
    };
    let (code, message) = match look {
        Look::Aligned => (
            "alignment_lost",
            format!("the alignment of text is left out of the {form}."),
        ),
        Look::Spans => (
            "cells_split",
            format!("cells across several columns or rows are split in the {form}."),
        ),
    };
    Some((code, message))
}

/// Says which values a template put where a link leads, that lead nowhere.
pub fn refused_links(context: &RenderContext<'_>, refused: &[String], found: &mut Vec<Finding>) {
    for link in refused {
        let message = format!(
            "The template puts \"{}\" where a link leads. Links lead to the web, to mail or to a telephone, so it is left out.",
            super::shorten::graphemes(link, 60),
        );
        let finding = findings::warning(context.channel, "unsafe_link", message).at("template_id");
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
}

/// Says what of a document its template never asks for.
pub fn unasked(context: &RenderContext<'_>, found: &mut Vec<Finding>) {
    let source = context.template.source.as_deref().unwrap_or_default();
    let count = context.outline.sections.len();
    let mut parts = Vec::new();
    if !context.outline.lead.is_empty() && !source.contains("lead") {
        parts.push("the text before the first section".to_owned());
    }
    if count > 0 && !source.contains("sections") {
        let words = if count == 1 { "section" } else { "sections" };
        parts.push(format!("the document's {count} {words}"));
    }
    if !parts.is_empty() {
        let message = format!(
            "Template {} leaves out {}.",
            context.template.name,
            parts.join(" and ")
        );
        found
            .push(findings::warning(context.channel, "not_in_template", message).at("template_id"));
    }
}
