//! Generating as the backend as shipped does it: always from its one document, into no store.

mod outcome;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Call, Method, Path, Query, Stamp,
    call::{ReadError, json},
    channel::{Channel, Platform},
    content::ContentId,
    generate::{EmailPart, GenerateRequest, Part, Parts, Preview, SocialPart, SocialPost, WebPart},
    jobs::{ChannelResult, JobStatus, Verdict},
    templates::TemplateId,
};

/// Why this backend cannot generate what is asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotGenerate {
    /// Nothing would be generated, and the server would call it a success.
    #[error("Choose at least one channel.")]
    NoChannel,
    /// The server has no such channel.
    #[error("This backend cannot generate for {}.", .0.label())]
    UnknownChannel(Channel),
    /// The server writes no posts for it, and does not say so.
    #[error("This backend writes no posts for {}.", .0.label())]
    UnknownPlatform(Platform),
    /// The server ignores a time, and publishes at once.
    #[error("This backend cannot wait: it publishes at once.")]
    Schedule,
}

/// What to generate, known to be acceptable.
///
/// There is no document, since the server takes no other than its own. There is
/// no tone: any tone makes the server fail. There is no `dry_run`: the server
/// ignores it, and publishes; only `preview_only` holds it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    email: bool,
    web: bool,
    social: bool,
    platforms: Vec<Platform>,
    template: Option<TemplateId>,
    seo: bool,
}

impl Recipe {
    /// A recipe for these channels. Without platforms the server chooses its own.
    pub fn new(channels: &[Channel], platforms: &[Platform]) -> Result<Self, CannotGenerate> {
        let mut recipe = Self {
            email: false,
            web: false,
            social: false,
            platforms: Vec::new(),
            template: None,
            seo: true,
        };
        for channel in channels {
            match channel.family() {
                Channel::Email => recipe.email = true,
                Channel::Web => recipe.web = true,
                Channel::Social => recipe.social = true,
                Channel::Other(_) => return Err(CannotGenerate::UnknownChannel(channel.clone())),
            }
        }
        if !(recipe.email || recipe.web || recipe.social) {
            return Err(CannotGenerate::NoChannel);
        }
        for platform in platforms.iter().filter(|_| recipe.social) {
            if matches!(platform, Platform::Other(_)) {
                return Err(CannotGenerate::UnknownPlatform(platform.clone()));
            }
            if !recipe.platforms.contains(platform) {
                recipe.platforms.push(platform.clone());
            }
        }
        Ok(recipe)
    }

    /// Takes what this server can honour of the contract's request.
    ///
    /// Document, tone and variables have no meaning here and are left out; a time would be
    /// overheard, so it is refused.
    pub fn from_request(request: &GenerateRequest) -> Result<Self, CannotGenerate> {
        if request.schedule_time.is_some() {
            return Err(CannotGenerate::Schedule);
        }
        let recipe = Self::new(&request.channels, &request.social_platforms)?;
        Ok(recipe
            .template(request.template_id.clone())
            .seo(request.options.seo))
    }

    /// Chooses the newsletter's template; `None` for the server's standard one.
    #[must_use]
    pub fn template(mut self, template: Option<TemplateId>) -> Self {
        // An empty name is one that the server does not know, and it fails.
        self.template = template.filter(|id| !id.as_str().trim().is_empty());
        self
    }

    /// Whether to write fields for search engines.
    #[must_use]
    pub fn seo(mut self, seo: bool) -> Self {
        self.seo = seo;
        self
    }

    fn call<T>(&self, preview_only: bool, reader: crate::call::Reader<T>) -> Call<T> {
        // Platforms are repeated: joined by commas they are one that the server does not know.
        let query = self.platforms.iter().fold(
            Query::new()
                .maybe("template_style", self.template.as_ref())
                .with("seo_optimize", self.seo),
            |query, platform| query.with("social_platforms", platform),
        );
        Call::read_by(
            Method::Post,
            Path::fixed("/api/v2/generate-content"),
            reader,
        )
        .public()
        .query(query)
        .json(&Body {
            send_email: self.email,
            publish_web: self.web,
            generate_social: self.social,
            preview_only,
            include_preview: true,
        })
    }
}

#[derive(Serialize)]
struct Body {
    send_email: bool,
    publish_web: bool,
    generate_social: bool,
    preview_only: bool,
    // Nothing is stored there, so what is not in the answer is lost.
    include_preview: bool,
}

/// What came of generating.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// The server's word; says `success` whatever happened. [`Generated::outcome`] is what to show.
    pub status: String,
    /// An id under which nothing can be found later.
    pub content_id: Option<ContentId>,
    /// The text, as far as the server sent it.
    pub parts: Parts,
    /// What became of each channel.
    pub results: BTreeMap<String, ChannelResult>,
    /// What else the server reports, e.g. `tone_system` or `cache_invalidation`.
    pub notes: Map<String, Value>,
    /// What went wrong, in the server's words.
    pub errors: Vec<String>,
    /// When, in UTC.
    pub generated_at: Option<Stamp>,
}

impl Generated {
    /// How it went, told from the channels alone.
    pub fn outcome(&self) -> JobStatus {
        let verdicts: Vec<_> = self.results.values().map(ChannelResult::verdict).collect();
        let bad = verdicts.iter().filter(|verdict| verdict.is_bad()).count();
        let good = verdicts
            .iter()
            .filter(|verdict| matches!(verdict, Verdict::Good | Verdict::Written))
            .count();
        match (bad, good) {
            (0, 0) if verdicts.is_empty() && !self.errors.is_empty() => JobStatus::Failed,
            (0, good) if good > 0 && good == verdicts.len() => JobStatus::Completed,
            (0, _) => JobStatus::Other("unknown".to_owned()),
            (bad, _) if bad == verdicts.len() => JobStatus::Failed,
            _ => JobStatus::Partial,
        }
    }
}

#[derive(Deserialize)]
struct Travelling {
    status: String,
    #[serde(default)]
    content_id: Option<ContentId>,
    #[serde(default)]
    published_to: Vec<Channel>,
    #[serde(default)]
    results: Option<Map<String, Value>>,
    #[serde(default)]
    newsletter: Option<EmailPart>,
    #[serde(default)]
    web_update: Option<WebPart>,
    #[serde(default)]
    social_posts: Option<Vec<SocialPost>>,
    #[serde(default)]
    errors: Vec<String>,
    #[serde(default)]
    generated_at: Option<Stamp>,
}

/// Renders without publishing.
pub fn preview(recipe: &Recipe) -> Call<Preview> {
    recipe.call(true, |body| {
        let generated = read(body)?;
        if generated.status != "preview" {
            return Err(ReadError(format!(
                "a preview was asked for, and the server says `{}`",
                generated.status
            )));
        }
        let generated_at = generated
            .generated_at
            .ok_or_else(|| ReadError("`generated_at` is missing".to_owned()))?;
        Ok(Preview {
            parts: generated.parts,
            findings: Vec::new(),
            generated_at,
        })
    })
}

/// Renders and publishes, at once. It may take a quarter of a minute.
pub fn publish(recipe: &Recipe) -> Call<Generated> {
    recipe.call(false, read)
}

fn read(body: &str) -> Result<Generated, ReadError> {
    let from: Travelling = json(body)?;
    let outcome::Sorted {
        channels: mut results,
        notes,
    } = outcome::sort(from.results.unwrap_or_default())?;
    // A channel that is only said to be out is one of which nothing is known.
    for channel in from.published_to {
        results.entry(channel.as_str().to_owned()).or_default();
    }
    let mut parts = Vec::new();
    if let Some(part) = from.newsletter {
        parts.push((Channel::Email, Part::Email(part)));
    }
    if let Some(posts) = from.social_posts.filter(|posts| !posts.is_empty()) {
        parts.push((Channel::Social, Part::Social(SocialPart { posts })));
    }
    if let Some(part) = from.web_update {
        parts.push((Channel::Web, Part::Web(part)));
    }
    Ok(Generated {
        status: from.status,
        content_id: from.content_id,
        parts: Parts(parts),
        results,
        notes,
        errors: from.errors,
        generated_at: from.generated_at.as_ref().map(super::in_utc),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_asked_for_in_the_only_word_that_works() {
        let request = GenerateRequest {
            channels: vec![Channel::Email, Channel::Social],
            social_platforms: vec![Platform::Twitter, Platform::LinkedIn],
            template_id: Some("modern".into()),
            tone: Some(crate::generate::Tone::Friendly),
            ..GenerateRequest::default()
        };
        let recipe = Recipe::from_request(&request).unwrap();
        let call = preview(&recipe);
        assert_eq!(
            call.target(),
            "/api/v2/generate-content?template_style=modern&seo_optimize=true\
             &social_platforms=twitter&social_platforms=linkedin"
        );
        assert_eq!(
            call.body.unwrap(),
            r#"{"send_email":true,"publish_web":false,"generate_social":true,"preview_only":true,"include_preview":true}"#
        );
    }

    #[test]
    fn what_the_server_would_overhear_is_refused() {
        let refused = |request: GenerateRequest| Recipe::from_request(&request).unwrap_err();
        assert_eq!(
            refused(GenerateRequest::default()),
            CannotGenerate::NoChannel
        );
        assert_eq!(
            refused(GenerateRequest {
                channels: vec![Channel::Social],
                social_platforms: vec!["myspace".into()],
                ..GenerateRequest::default()
            }),
            CannotGenerate::UnknownPlatform("myspace".into())
        );
        assert_eq!(
            refused(GenerateRequest {
                channels: vec![Channel::Web],
                schedule_time: Stamp::parse("2030-01-01T00:00:00Z").ok(),
                ..GenerateRequest::default()
            }),
            CannotGenerate::Schedule
        );
    }

    #[test]
    fn a_preview_that_was_published_is_no_preview() {
        let body = r#"{"status":"success","generated_at":"2026-11-23T00:03:34"}"#;
        let recipe = Recipe::new(&[Channel::Web], &[]).unwrap();
        assert!(
            preview(&recipe)
                .read(&crate::Answer::new(200, body))
                .is_err()
        );
    }

    #[test]
    fn a_claim_without_a_result_is_unknown() {
        let generated = read(r#"{"status":"success","published_to":["email"]}"#).unwrap();
        assert_eq!(generated.results["email"].verdict(), Verdict::Unknown);
        assert_eq!(generated.outcome(), JobStatus::Other("unknown".into()));
    }
}
