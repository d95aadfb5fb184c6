//! What to generate, in the few words that the backend as shipped understands.

use serde::Serialize;

use crate::{
    Call, Method, Path, Query,
    call::ReadError,
    channel::{Channel, Platform},
    generate::GenerateRequest,
    templates::TemplateId,
};

/// Why this backend cannot generate what is asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotGenerate {
    /// Nothing would be generated, and the server would call it a success.
    #[error("Select at least one channel.")]
    NoChannel,
    /// The server has no such channel.
    #[error("This server can't generate for {}.", .0.label())]
    UnknownChannel(Channel),
    /// The server writes no posts for it, and does not say so.
    #[error("This server doesn't write posts for {}.", .0.label())]
    UnknownPlatform(Platform),
    /// The server ignores a time, and publishes at once.
    #[error("This server can't schedule. It publishes immediately.")]
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

    /// The request; `preview_only` is all that holds it back from publishing.
    pub(super) fn call<T: Send + 'static>(
        &self,
        preview_only: bool,
        reader: fn(&str) -> Result<T, ReadError>,
    ) -> Call<T> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stamp;

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
        let call = crate::shipped::generate::preview(&recipe);
        assert_eq!(
            call.target(),
            "/api/v2/generate-content?template_style=modern&seo_optimize=true\
             &social_platforms=twitter&social_platforms=linkedin"
        );
        assert_eq!(
            call.body.clone().unwrap(),
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
}
