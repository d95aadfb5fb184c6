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
    findings::{self, Place as _},
    keywords,
    outline::{Inline, Outline, Section, plain},
    slug,
    variables::Values,
    voice::Voice,
};

/// Everything a channel's writer needs.
pub struct Scene<'a> {
    /// Where to.
    pub channel: &'a Channel,
    /// What was asked for.
    pub request: &'a GenerateRequest,
    /// When the document was last changed.
    pub updated_at: &'a Stamp,
    /// The template.
    pub template: &'a Template,
    /// The document, bent to the tone.
    pub outline: Outline,
    /// How it sounds.
    pub voice: Voice,
    /// The template's variables.
    pub values: Values,
    /// The last part of the page's address.
    pub slug: String,
    /// The page's address.
    pub link: String,
    /// The platforms, of the social channel.
    pub platforms: Vec<Platform>,
}

impl<'a> Scene<'a> {
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
        let voice = Voice::new(
            request.tone.as_ref(),
            &request.options.content_type,
            outline.language,
        );
        voice.speak(&mut outline);
        let slug = slug::of(&outline.title, recipe.document.id.as_str());
        Ok(Self {
            channel,
            request,
            updated_at: &recipe.document.updated_at,
            template,
            link: brand::update_url(&slug),
            slug,
            outline,
            voice,
            values,
            platforms: check::platforms(recipe, channel),
        })
    }

    /// What the reader is asked to do.
    pub fn call_to_action(&self) -> &str {
        let given = self.values.text("call_to_action");
        given.unwrap_or_else(|| self.voice.call_to_action())
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
            tone => self.voice.tone().as_str(),
            content_type => self.request.options.content_type.as_str(),
            greeting => self.voice.greeting(),
            opening => self.voice.opening(),
            closing => self.voice.closing(),
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
        anchor => slug::of(&title, "section"),
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
    if outline.tags_removed > 0 {
        let count = outline.tags_removed;
        let tags = if count == 1 { "tag was" } else { "tags were" };
        warn(
            "html_removed",
            format!("{count} raw HTML {tags} left out; their text is kept."),
        );
    }
    for section in &outline.sections {
        if section.blocks.iter().all(super::outline::Block::is_empty) {
            let title = super::shorten::graphemes(&section.title_text(), 60);
            warn("empty_section", format!("Section \"{title}\" has no text."));
        }
    }
    if *channel == Channel::Social {
        return;
    }
    outline.each_inline(&mut |inline| match inline {
        Inline::Image { url, .. } if !super::address::is_web(url) => {
            let url = super::shorten::graphemes(url, 80);
            warn("broken_image", format!("The image \"{url}\" has no complete address and is left out."));
        }
        Inline::Image { url, alt } if alt.is_empty() => {
            let url = super::shorten::graphemes(url, 80);
            warn("no_alt_text", format!("The image {url} has no description for people who cannot see it."));
        }
        Inline::Link { url, text } if !super::address::is_link(url) => {
            let url = super::shorten::graphemes(url, 80);
            let text = super::shorten::graphemes(&plain(text), 40);
            warn("broken_link", format!("The link \"{text}\" leads to \"{url}\", which is no complete address; only its text is kept."));
        }
        _ => {}
    });
}
