//! Stored content: one channel's part of a job.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Call, Method, Page, Path, Query, Stamp,
    channel::Channel,
    documents::DocumentId,
    generate::Part,
    jobs::JobId,
    routes,
    text::{open_enum, string_id},
};

string_id! {
    /// A piece of stored content's id.
    ContentId
}

open_enum! {
    /// Whether content is out.
    ContentStatus {
        /// Not yet.
        Draft = "draft",
        /// Yes.
        Published = "published",
        /// No longer.
        Archived = "archived",
    }
}

impl ContentStatus {
    /// The status in words.
    pub fn label(&self) -> &str {
        match self {
            Self::Draft => "Draft",
            Self::Published => "Published",
            Self::Archived => "Archived",
            Self::Other(word) => word,
        }
    }
}

/// One channel's part of a job, as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Travelling", into = "Travelling")]
pub struct Content {
    /// Its id.
    pub content_id: ContentId,
    /// The job it came from.
    pub job_id: Option<JobId>,
    /// The document it was made from.
    pub document_id: Option<DocumentId>,
    /// Where it goes.
    pub channel: Channel,
    /// What to call it.
    pub title: String,
    /// Whether it is out.
    pub status: ContentStatus,
    /// What it says.
    pub body: Part,
    /// Grows with every change.
    pub version: u64,
    /// Where it can be seen.
    pub url: Option<String>,
    /// When it was made.
    pub created_at: Stamp,
    /// When it was last changed.
    pub updated_at: Stamp,
    /// Who changed it last.
    pub updated_by: Option<String>,
}

/// [`Content`] as it travels, before the channel says how to read the body.
#[derive(Clone, Serialize, Deserialize)]
struct Travelling {
    content_id: ContentId,
    #[serde(default)]
    job_id: Option<JobId>,
    #[serde(default)]
    document_id: Option<DocumentId>,
    channel: Channel,
    #[serde(deserialize_with = "crate::one_line::read")]
    title: String,
    status: ContentStatus,
    body: Value,
    version: u64,
    #[serde(default)]
    url: Option<String>,
    created_at: Stamp,
    updated_at: Stamp,
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    updated_by: Option<String>,
}

impl TryFrom<Travelling> for Content {
    type Error = crate::call::ReadError;

    fn try_from(from: Travelling) -> Result<Self, Self::Error> {
        Ok(Self {
            body: Part::read(&from.channel, from.body)?,
            content_id: from.content_id,
            job_id: from.job_id,
            document_id: from.document_id,
            channel: from.channel,
            title: from.title,
            status: from.status,
            version: from.version,
            url: from.url,
            created_at: from.created_at,
            updated_at: from.updated_at,
            updated_by: from.updated_by,
        })
    }
}

impl From<Content> for Travelling {
    fn from(from: Content) -> Self {
        Self {
            body: from.body.to_json(),
            content_id: from.content_id,
            job_id: from.job_id,
            document_id: from.document_id,
            channel: from.channel,
            title: from.title,
            status: from.status,
            version: from.version,
            url: from.url,
            created_at: from.created_at,
            updated_at: from.updated_at,
            updated_by: from.updated_by,
        }
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Content {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::Type};
        let text = || ObjectBuilder::new().schema_type(Type::String);
        ObjectBuilder::new()
            .property("content_id", text())
            .property("job_id", text())
            .property("document_id", text())
            .property("channel", Channel::schema())
            .property("title", text())
            .property("status", ContentStatus::schema())
            .property("body", ObjectBuilder::new())
            .property("version", ObjectBuilder::new().schema_type(Type::Integer))
            .property("url", text())
            .property("created_at", Stamp::schema())
            .property("updated_at", Stamp::schema())
            .property("updated_by", text())
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Content {}

/// The content whose title or text holds `q`, newest first.
pub fn list(q: Option<&str>, cursor: Option<&str>) -> Call<Page<Content>> {
    find(q, None, cursor)
}

/// [`list`], of one channel only where one is given.
pub fn find(
    q: Option<&str>,
    channel: Option<&Channel>,
    cursor: Option<&str>,
) -> Call<Page<Content>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::CONTENTS.template),
        |body| Page::read("content", body),
    )
    .query(
        Query::new()
            .maybe("q", q)
            .maybe("channel", channel)
            .maybe("cursor", cursor),
    )
}

/// One piece of content.
pub fn get(id: &ContentId) -> Call<Content> {
    Call::new(
        Method::Get,
        Path::filled(routes::CONTENT.template, &[id.as_str()]),
    )
}
