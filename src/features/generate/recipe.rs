//! What to make: the form's value, and the request it becomes.

pub(super) mod address;
pub(super) mod field;
pub(super) mod findings;
pub(super) mod form;
pub(super) mod generation_mode;
pub(super) mod idempotency_key;
pub(super) mod lint;
pub(super) mod problems;
pub(super) mod server_rules;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::{
    Stamp,
    channel::{Channel, Platform},
    documents::DocumentId,
    generate::{ContentType, GenerateRequest, Options, Tone},
    templates::{Template, TemplateId, VariableType},
};

use crate::{
    state::drafts::DraftName,
    ui::{FieldValue, Unreadable, read_number},
};

/// What is typed into the form of one document. A comparison begins with it, too.
pub const DRAFT: DraftName = DraftName::new("toombos.draft.generate");

/// What to make, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// What to make it from.
    pub document: Option<DocumentId>,
    /// Where to.
    pub channels: Vec<Channel>,
    /// Which platforms; kept while the social channel is off.
    pub platforms: Vec<Platform>,
    /// The template for its channel; `None` for the standard one of each.
    pub template: Option<TemplateId>,
    /// What is typed for variables; kept while a template without them is chosen.
    pub variables: BTreeMap<String, String>,
    /// How it sounds.
    pub tone: Tone,
    /// What kind of content it is.
    pub content_type: ContentType,
    /// Whether to write titles and descriptions for search engines.
    pub seo: bool,
    /// Whether to add hashtags.
    pub hashtags: bool,
    /// Whether to render only.
    pub dry_run: bool,
    /// When to start; empty for at once.
    pub schedule: FieldValue<Stamp>,
}

impl Default for Recipe {
    fn default() -> Self {
        let options = Options::default();
        Self {
            document: None,
            channels: Vec::new(),
            platforms: default_platforms(),
            template: None,
            variables: BTreeMap::new(),
            tone: Tone::Neutral,
            content_type: options.content_type,
            seo: options.seo,
            hashtags: options.hashtags,
            dry_run: false,
            schedule: FieldValue::Empty,
        }
    }
}

/// The platforms that the social channel starts with.
pub fn default_platforms() -> Vec<Platform> {
    vec![Platform::Twitter, Platform::LinkedIn]
}

impl Recipe {
    /// Whether it goes to a channel.
    pub fn has(&self, channel: &Channel) -> bool {
        self.channels.contains(channel)
    }

    /// The request, with the values that `template` asks for; none while the time that is typed
    /// cannot be read, for without it the request would mean "at once".
    ///
    /// Without a template at hand all values are sent: the server knows which it needs.
    pub fn to_request(&self, template: Option<&Template>) -> Result<GenerateRequest, Unreadable> {
        let schedule_time = self.schedule.to_option().map_err(Clone::clone)?.cloned();
        Ok(GenerateRequest {
            dry_run: self.dry_run,
            schedule_time,
            ..self.to_preview(template)
        })
    }

    /// The request for a preview: when it goes out changes nothing of how it looks.
    pub fn to_preview(&self, template: Option<&Template>) -> GenerateRequest {
        let kind_of = |name: &str| {
            let mut variables = template?.variables.iter();
            Some(&variables.find(|variable| variable.name == name)?.kind)
        };
        let variables = self
            .variables
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(name, value)| {
                let value = match kind_of(name) {
                    None if template.is_some() => return None,
                    // As the number that was typed, whichever way it was written.
                    Some(VariableType::Number) => {
                        read_number(value).shown().unwrap_or(value).clone()
                    }
                    _ => value.clone(),
                };
                Some((name.clone(), value))
            })
            .collect();
        let social = self.has(&Channel::Social);
        GenerateRequest {
            document_id: self.document.clone().unwrap_or_default(),
            channels: self.channels.clone(),
            social_platforms: if social {
                self.platforms.clone()
            } else {
                Vec::new()
            },
            template_id: self.template.clone(),
            tone: Some(self.tone.clone()),
            options: Options {
                seo: self.seo,
                hashtags: self.hashtags,
                content_type: self.content_type.clone(),
                variables,
            },
            dry_run: true,
            schedule_time: None,
            idempotency_key: None,
            hold_seconds: None,
        }
    }

    /// The recipe of a job, to run it again with edits; a time that is over is left out.
    pub fn of_job(request: &GenerateRequest, now_millis: f64) -> Self {
        let mut channels: Vec<Channel> = Vec::new();
        let mut platforms = request.social_platforms.clone();
        for channel in &request.channels {
            let family = channel.family();
            // The backend as shipped names platforms as if they were channels.
            if let (Channel::Other(word), Channel::Social) = (channel, &family) {
                let word = word.strip_prefix("social_").unwrap_or(word);
                let platform = Platform::from(word);
                if !platforms.contains(&platform) {
                    platforms.push(platform);
                }
            }
            if !matches!(family, Channel::Other(_)) && !channels.contains(&family) {
                channels.push(family);
            }
        }
        let recipe = Self {
            document: Some(request.document_id.clone()).filter(|id| !id.as_str().is_empty()),
            platforms: if platforms.is_empty() {
                default_platforms()
            } else {
                platforms
            },
            channels,
            template: request.template_id.clone(),
            variables: request.options.variables.clone(),
            tone: request.tone.clone().unwrap_or(Tone::Neutral),
            content_type: request.options.content_type.clone(),
            seo: request.options.seo,
            hashtags: request.options.hashtags,
            dry_run: request.dry_run,
            schedule: request
                .schedule_time
                .clone()
                .filter(|time| time.epoch_millis().is_some_and(|at| at > now_millis))
                .map_or(FieldValue::Empty, FieldValue::Value),
        };
        recipe.in_order()
    }

    /// The same with channels and platforms in the order people expect, each once.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.channels = in_order(&self.channels, Channel::KNOWN);
        self.platforms = in_order(&self.platforms, Platform::KNOWN);
        self
    }
}

/// The known ones in their order, then the others in theirs.
pub fn in_order<T: Clone + PartialEq>(chosen: &[T], known: &[T]) -> Vec<T> {
    let mut ordered: Vec<T> = known
        .iter()
        .filter(|item| chosen.contains(item))
        .cloned()
        .collect();
    for item in chosen {
        if !ordered.contains(item) {
            ordered.push(item.clone());
        }
    }
    ordered
}

#[cfg(test)]
pub mod tests {
    use proptest::{collection, option, prelude::*, sample};

    use super::*;

    /// Any recipe that the form can hold.
    pub fn recipe() -> impl Strategy<Value = Recipe> {
        let what = (
            option::of("[ -~äé]{1,12}"),
            sample::subsequence(Channel::KNOWN.to_vec(), 0..=3),
            sample::subsequence(Platform::KNOWN.to_vec(), 0..=4),
            option::of("[a-z&=%+-]{1,8}"),
            collection::btree_map("[a-z_.]{1,6}", ".{1,12}", 0..4),
        );
        let how = (
            sample::select(Tone::KNOWN.to_vec()),
            sample::select(ContentType::KNOWN.to_vec()),
            any::<[bool; 3]>(),
            option::of(1_800_000_000_i64..1_900_000_000),
        );
        (what, how).prop_map(|(what, how)| {
            let (document, channels, platforms, template, variables) = what;
            let (tone, content_type, [seo, hashtags, dry_run], at) = how;
            let at = at.and_then(|at| chrono::DateTime::from_timestamp(at, 0));
            Recipe {
                document: document.map(DocumentId),
                channels,
                platforms,
                template: template.map(TemplateId),
                variables,
                tone,
                content_type,
                seo,
                hashtags,
                dry_run,
                schedule: at.map_or(FieldValue::Empty, |at| {
                    FieldValue::Value(Stamp::from_utc(at))
                }),
            }
        })
    }

    proptest! {
        #[test]
        fn a_job_reopens_as_the_recipe_it_was(recipe in recipe()) {
            let request = recipe.to_request(None).unwrap();
            let again = Recipe::of_job(&request, 0.0);
            if recipe.has(&Channel::Social) && !recipe.platforms.is_empty() {
                prop_assert_eq!(&again.platforms, &recipe.platforms);
            }
            let expected = GenerateRequest {
                social_platforms: again.to_preview(None).social_platforms,
                ..request
            };
            prop_assert_eq!(again.to_request(None).unwrap(), expected);
        }

        #[test]
        fn a_draft_is_read_as_it_was_written(recipe in recipe()) {
            let text = serde_json::to_string(&recipe).unwrap();
            prop_assert_eq!(serde_json::from_str::<Recipe>(&text).unwrap(), recipe);
        }
    }

    #[test]
    fn platforms_are_kept_but_not_sent_without_the_social_channel() {
        let recipe = Recipe {
            channels: vec![Channel::Email],
            ..Recipe::default()
        };
        assert!(recipe.to_preview(None).social_platforms.is_empty());
        assert_eq!(recipe.platforms, default_platforms());
    }

    #[test]
    fn a_job_of_the_shipped_backend_reopens_too() {
        let request = GenerateRequest {
            channels: ["social_linkedin", "website", "email", "fax"]
                .map(Channel::from)
                .into(),
            schedule_time: Some(Stamp::parse("2026-11-23T08:00:00Z").unwrap()),
            ..GenerateRequest::default()
        };
        let recipe = Recipe::of_job(&request, 1_900_000_000_000.0);
        assert_eq!(recipe.channels, Channel::KNOWN);
        assert_eq!(recipe.platforms, [Platform::LinkedIn]);
        assert!(recipe.schedule.is_empty());
        assert_eq!(recipe.document, None);
    }

    #[test]
    fn a_time_that_cannot_be_read_is_never_sent_as_none() {
        let text = r#"{"schedule":{"typed":"","reason":"incomplete"}}"#;
        let recipe: Recipe = serde_json::from_str(text).unwrap();
        assert!(recipe.to_request(None).unwrap_err().is_incomplete());
        assert_eq!(recipe.to_preview(None).schedule_time, None);
        let old: Recipe = serde_json::from_str(r#"{"schedule":"2030-01-01T00:00:00Z"}"#).unwrap();
        assert!(old.to_request(None).unwrap().schedule_time.is_some());
        let none: Recipe = serde_json::from_str(r#"{"schedule":null}"#).unwrap();
        assert_eq!(none, Recipe::default());
    }

    #[test]
    fn a_number_is_sent_as_it_was_meant() {
        let template: Template = serde_json::from_str(
            r#"{"id":"t","name":"T","channel":"email","variables":[
                {"name":"count","type":"number","required":false},
                {"name":"text","type":"text","required":false}]}"#,
        )
        .unwrap();
        let recipe = Recipe {
            variables: [("count", "12e5"), ("text", "12e5")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            ..Recipe::default()
        };
        let sent = recipe.to_preview(Some(&template)).options.variables;
        let sent: Vec<_> = sent.values().map(String::as_str).collect();
        assert_eq!(sent, ["1200000", "12e5"]);
    }

    #[test]
    fn only_what_the_template_asks_for_is_sent() {
        let template: Template = serde_json::from_str(
            r#"{"id":"t","name":"T","channel":"email","variables":[
                {"name":"a","type":"text","required":false},
                {"name":"b","type":"text","required":false}]}"#,
        )
        .unwrap();
        let recipe = Recipe {
            variables: [("a", "1"), ("b", "  "), ("c", "3")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            ..Recipe::default()
        };
        let sent = recipe.to_preview(Some(&template)).options.variables;
        assert_eq!(sent.into_keys().collect::<Vec<_>>(), ["a"]);
    }
}
