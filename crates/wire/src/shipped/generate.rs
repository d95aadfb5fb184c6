//! Generating as the backend as shipped does it: always from its one document, into no store.

mod outcome;
mod recipe;

pub use recipe::{CannotGenerate, Recipe};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Call, Stamp,
    call::{ReadError, json},
    channel::Channel,
    content::ContentId,
    generate::{EmailPart, Part, Parts, Preview, SocialPart, SocialPost, WebPart},
    jobs::{ChannelResult, JobStatus, Verdict},
};

/// What came of generating.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    /// Whether the server ran it as a dry run: nothing of it was published.
    pub fn is_dry_run(&self) -> bool {
        let mut results = self.results.values();
        results.any(|result| result.verdict() == Verdict::DryRun)
    }

    /// How it went, told from the channels alone.
    pub fn outcome(&self) -> JobStatus {
        let verdicts: Vec<_> = self.results.values().map(ChannelResult::verdict).collect();
        let bad = verdicts.iter().filter(|verdict| verdict.is_bad()).count();
        let is_dry_run = verdicts.contains(&Verdict::DryRun);
        let good = verdicts
            .iter()
            .filter(|verdict| matches!(verdict, Verdict::Good | Verdict::Written))
            .count();
        match (bad, good) {
            (0, 0) if verdicts.is_empty() && !self.errors.is_empty() => JobStatus::Failed,
            (0, good) if good > 0 && good == verdicts.len() => JobStatus::Completed,
            // A server in a dry run publishes nothing, also where it says less of a channel.
            (0, _) if is_dry_run => JobStatus::Other("dry_run".to_owned()),
            (0, _) => JobStatus::Other("unknown".to_owned()),
            (bad, _) if bad == verdicts.len() => JobStatus::Failed,
            (_, 0) if is_dry_run => JobStatus::Failed,
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
    #[serde(default, deserialize_with = "crate::terminal::list")]
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
        let posts = super::thread::told_apart(posts);
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
