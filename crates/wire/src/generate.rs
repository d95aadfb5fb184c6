//! Generating: the recipe, the preview, and the parts that come out.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
    Call, Method, Path, Stamp,
    call::{ReadError, json},
    channel::{Channel, Platform},
    documents::DocumentId,
    jobs::Job,
    routes,
    templates::TemplateId,
    text::open_enum,
};

open_enum! {
    /// How the text sounds.
    Tone {
        /// As the document has it.
        Neutral = "neutral",
        /// Clear and reserved.
        Professional = "professional",
        /// Warm and personal.
        Friendly = "friendly",
        /// Cheering on.
        Encouraging = "encouraging",
        /// Short and pressing.
        Urgent = "urgent",
    }
}

impl Tone {
    /// The tone's name on a screen.
    pub fn label(&self) -> String {
        let mut characters = self.as_str().chars();
        match characters.next() {
            Some(first) => first.to_uppercase().chain(characters).collect(),
            None => String::new(),
        }
    }
}

open_enum! {
    /// What kind of content it is.
    ContentType {
        /// News about something that exists.
        Update = "update",
        /// An article.
        Blog = "blog",
        /// Something new, in a few words.
        Announcement = "announcement",
    }
}

/// What else shapes the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Options {
    /// Writes titles, descriptions and slugs for search engines.
    pub seo: bool,
    /// Adds hashtags to posts.
    pub hashtags: bool,
    /// What kind of content it is.
    pub content_type: ContentType,
    /// Values for the template's variables.
    pub variables: BTreeMap<String, String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seo: true,
            hashtags: true,
            content_type: ContentType::Update,
            variables: BTreeMap::new(),
        }
    }
}

/// Serde would read a list as an object's fields in order, and an empty one as all defaults.
fn only_an_object<'de, D: Deserializer<'de>>(from: D) -> Result<Options, D::Error> {
    let map = serde_json::Map::<String, Value>::deserialize(from)?;
    serde_json::from_value(Value::Object(map)).map_err(serde::de::Error::custom)
}

/// What to generate, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GenerateRequest {
    /// What to generate from.
    pub document_id: DocumentId,
    /// Where to; never empty.
    pub channels: Vec<Channel>,
    /// Which platforms, when `channels` has the social one.
    #[serde(default)]
    pub social_platforms: Vec<Platform>,
    /// The template for its channel; the others take their standard one.
    #[serde(default)]
    pub template_id: Option<TemplateId>,
    /// How it sounds; `None` for as the document has it.
    #[serde(default)]
    pub tone: Option<Tone>,
    /// What else shapes it.
    #[serde(default, deserialize_with = "only_an_object")]
    pub options: Options,
    /// Only renders; nothing is stored or published.
    #[serde(default)]
    pub dry_run: bool,
    /// When to start; `None` for at once.
    #[serde(default)]
    pub schedule_time: Option<Stamp>,
    /// The same key never starts two jobs.
    #[serde(default)]
    pub idempotency_key: Option<String>,
    /// For how many seconds the job waits before it starts, so that it can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_seconds: Option<u32>,
}

/// A newsletter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EmailPart {
    /// The subject line.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub subject: String,
    /// The line that mail programs show after the subject.
    #[serde(default, alias = "preview_text")]
    #[serde(deserialize_with = "crate::one_line::read_some")]
    pub preheader: Option<String>,
    /// A complete HTML document.
    pub html: String,
    /// The same as plain text.
    #[serde(default)]
    pub text: Option<String>,
    /// How many people it goes to; `None` where the server does not say.
    #[serde(default)]
    pub recipient_count: Option<u64>,
    /// Whom it is from; `None` where the server does not say.
    #[serde(default)]
    #[serde(deserialize_with = "crate::one_line::read_some")]
    pub from_name: Option<String>,
}

/// What a search engine shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Seo {
    /// The result's title.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub title: String,
    /// The text below it.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub description: String,
    /// The words it is about.
    #[serde(default, deserialize_with = "crate::one_line::read_list")]
    pub keywords: Vec<String>,
    /// The page's address.
    #[serde(default)]
    pub url: Option<String>,
}

/// A page on the website.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WebPart {
    /// Its title.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub title: String,
    /// The text as Markdown.
    #[serde(alias = "content")]
    pub markdown: String,
    /// The same as a complete HTML document; `None` where the server renders none.
    #[serde(default)]
    pub html: Option<String>,
    /// The summary that lists show.
    #[serde(default, deserialize_with = "crate::one_line::read")]
    pub excerpt: String,
    /// The last part of its address.
    #[serde(default, deserialize_with = "crate::one_line::read")]
    pub slug: String,
    /// What it is filed under.
    #[serde(default, deserialize_with = "crate::one_line::read_list")]
    pub tags: Vec<String>,
    /// What a search engine shows; `None` without search-engine fields.
    #[serde(default)]
    pub seo: Option<Seo>,
    /// When it went out.
    #[serde(default)]
    pub published_at: Option<Stamp>,
}

/// One post on one platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SocialPost {
    /// Where.
    pub platform: Platform,
    /// The whole text, hashtags and link included.
    pub content: String,
    /// Its hashtags.
    #[serde(default, deserialize_with = "crate::one_line::read_list")]
    pub hashtags: Vec<String>,
    /// Its pictures.
    #[serde(default)]
    pub media_urls: Vec<String>,
    /// When it goes out; `None` for with the job.
    #[serde(default)]
    pub scheduled_for: Option<Stamp>,
    /// Its limit, where the server knows better than [`Platform::limit`].
    #[serde(default)]
    pub limit: Option<u32>,
    /// Whose account posts it; `None` where the server does not say.
    #[serde(default)]
    #[serde(deserialize_with = "crate::one_line::read_some")]
    pub author: Option<String>,
}

impl SocialPost {
    /// The limit that holds for this post.
    pub fn limit(&self) -> Option<u32> {
        self.limit.or_else(|| self.platform.limit())
    }

    /// How long the platform takes it to be.
    pub fn length(&self) -> u32 {
        self.platform.length(&self.content)
    }

    /// Whether the platform would refuse it or cut it off.
    pub fn is_over_limit(&self) -> bool {
        let limit = self.limit();
        limit.is_some_and(|limit| !self.platform.fits(&self.content, limit))
    }
}

/// The posts of the social channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SocialPart {
    /// The posts, by platform.
    pub posts: Vec<SocialPost>,
}

/// What one channel gets.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A newsletter.
    Email(EmailPart),
    /// Posts.
    Social(SocialPart),
    /// A page.
    Web(WebPart),
    /// Something for a channel that this version does not know.
    Other(Value),
}

impl Part {
    /// Reads what a channel gets.
    pub fn read(channel: &Channel, body: Value) -> Result<Self, ReadError> {
        Ok(match channel.family() {
            Channel::Email => Self::Email(serde_json::from_value(body)?),
            Channel::Social => Self::Social(serde_json::from_value(body)?),
            Channel::Web => Self::Web(serde_json::from_value(body)?),
            Channel::Other(_) => Self::Other(body),
        })
    }

    /// The part as it travels.
    pub fn to_json(&self) -> Value {
        let value = match self {
            Self::Email(part) => serde_json::to_value(part),
            Self::Social(part) => serde_json::to_value(part),
            Self::Web(part) => serde_json::to_value(part),
            Self::Other(value) => Ok(value.clone()),
        };
        // The parts have string keys only, so they always serialise.
        value.unwrap_or_default()
    }

    /// What to call it in a list.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Email(part) => Some(&part.subject),
            Self::Web(part) => Some(&part.title),
            Self::Social(part) => part.posts.first().map(|post| post.content.as_str()),
            Self::Other(_) => None,
        }
    }
}

/// The parts that came out, one entry per channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts(pub Vec<(Channel, Part)>);

impl Parts {
    /// The part for a channel.
    pub fn get(&self, channel: &Channel) -> Option<&Part> {
        self.0
            .iter()
            .find(|(of, _)| of == channel)
            .map(|(_, part)| part)
    }
}

impl Serialize for Parts {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(
            self.0
                .iter()
                .map(|(channel, part)| (channel.as_str(), part.to_json())),
        )
    }
}

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let map = serde_json::Map::<String, Value>::deserialize(from)?;
        map.into_iter()
            .filter(|(_, body)| !body.is_null())
            .map(|(channel, body)| {
                let channel = Channel::from(channel);
                let part = Part::read(&channel, body).map_err(serde::de::Error::custom)?;
                Ok((channel, part))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Parts {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .property("email", EmailPart::schema())
            .property("social", SocialPart::schema())
            .property("web", WebPart::schema())
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Parts {
    fn schemas(
        schemas: &mut Vec<(
            String,
            utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>,
        )>,
    ) {
        EmailPart::schemas(schemas);
        SocialPart::schemas(schemas);
        WebPart::schemas(schemas);
    }
}

open_enum! {
    /// How bad a finding is.
    Severity {
        /// Blocks generating.
        Error = "error",
        /// Worth a look.
        Warning = "warning",
    }
}

/// Something that a check found in a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Where, as a channel.
    pub channel: Channel,
    /// Where, as a platform of the social channel.
    #[serde(default)]
    pub platform: Option<Platform>,
    /// What kind: `over_limit`, `missing_variable`, `no_text`, `no_alt_text`, …
    pub code: String,
    /// What is wrong and what to do, for people.
    #[serde(deserialize_with = "crate::terminal::text")]
    pub message: String,
    /// The field of the request it comes from, e.g. `options.variables.call_to_action`.
    #[serde(default)]
    pub field: Option<String>,
}

/// What would be generated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The rendered parts.
    pub parts: Parts,
    /// What the checks found.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// When it was rendered.
    pub generated_at: Stamp,
}

impl Preview {
    /// Whether a finding or a post over its limit forbids to generate this.
    pub fn is_blocked(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
            || self.parts.0.iter().any(|(_, part)| match part {
                Part::Social(social) => social.posts.iter().any(SocialPost::is_over_limit),
                _ => false,
            })
    }
}

/// The answer to a request that started a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Accepted {
    /// The new job.
    pub job: Job,
}

/// Renders without storing or publishing, whatever the request's own `dry_run` says.
pub fn preview(request: &GenerateRequest) -> Call<Preview> {
    let request = GenerateRequest {
        dry_run: true,
        idempotency_key: None,
        hold_seconds: None,
        ..request.clone()
    };
    Call::new(Method::Post, Path::fixed(routes::GENERATE.template)).json(&request)
}

/// Starts a job, whatever the request's own `dry_run` says.
pub fn start(request: &GenerateRequest) -> Call<Job> {
    let request = GenerateRequest {
        dry_run: false,
        ..request.clone()
    };
    Call::read_by(
        Method::Post,
        Path::fixed(routes::GENERATE.template),
        |body| json::<Accepted>(body).map(|accepted| accepted.job),
    )
    .json(&request)
}

/// A newsletter that was sent to one person only, to look at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TestEmail {
    /// The address that it was sent to.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub to: String,
    /// Its subject line.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub subject: String,
    /// When it was sent.
    pub sent_at: Stamp,
}

/// Sends the newsletter of a request to whoever asks, and to nobody else.
pub fn send_test_email(request: &GenerateRequest) -> Call<TestEmail> {
    let request = GenerateRequest {
        dry_run: true,
        idempotency_key: None,
        hold_seconds: None,
        ..request.clone()
    };
    Call::new(Method::Post, Path::fixed(routes::TEST_EMAIL.template))
        .json(&request)
        .contract_only()
}
