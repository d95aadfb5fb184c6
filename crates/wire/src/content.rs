//! Stored content: one channel's part of a job, and what can be done to it.

mod bulk;
mod change;
mod filter;
mod limits;
mod version;

pub use bulk::{
    BulkContentAction, BulkContentItem, BulkContentOutcome, BulkContentRequest, BulkContentResult,
    MOST_AT_ONCE,
};
pub use change::ContentChange;
pub use filter::{ContentFilter, ContentSort, ContentSortKey};
pub use limits::{ContentLimits, LIMITS};
pub use version::{ContentVersion, VersionReason};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Answer, Call, Method, Page, Path, Query, Stamp,
    call::{ReadError, json},
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
    /// When it went to the trash; `None` while it is not there.
    pub deleted_at: Option<Stamp>,
    /// Who has put it there.
    pub deleted_by: Option<String>,
    /// When the trash lets go of it for good.
    pub purge_at: Option<Stamp>,
}

/// Content as a list shows it: without what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContentSummary {
    /// Its id.
    pub content_id: ContentId,
    /// The job it came from.
    #[serde(default)]
    pub job_id: Option<JobId>,
    /// The document it was made from.
    #[serde(default)]
    pub document_id: Option<DocumentId>,
    /// Where it goes.
    pub channel: Channel,
    /// What to call it.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub title: String,
    /// Whether it is out.
    pub status: ContentStatus,
    /// Grows with every change.
    pub version: u64,
    /// Where it can be seen.
    #[serde(default)]
    pub url: Option<String>,
    /// When it was made.
    pub created_at: Stamp,
    /// When it was last changed.
    pub updated_at: Stamp,
    /// Who changed it last.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub updated_by: Option<String>,
    /// When it went to the trash; `None` while it is not there.
    #[serde(default)]
    pub deleted_at: Option<Stamp>,
    /// Who has put it there.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub deleted_by: Option<String>,
    /// When the trash lets go of it for good.
    #[serde(default)]
    pub purge_at: Option<Stamp>,
}

impl From<&Content> for ContentSummary {
    fn from(content: &Content) -> Self {
        let Content {
            content_id,
            job_id,
            document_id,
            channel,
            title,
            status,
            body: _,
            version,
            url,
            created_at,
            updated_at,
            updated_by,
            deleted_at,
            deleted_by,
            purge_at,
        } = content.clone();
        Self {
            content_id,
            job_id,
            document_id,
            channel,
            title,
            status,
            version,
            url,
            created_at,
            updated_at,
            updated_by,
            deleted_at,
            deleted_by,
            purge_at,
        }
    }
}

/// Content, and which version of it this is.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldContent {
    /// The content.
    pub content: Content,
    /// The version, to be named when it is changed; `None` where the server names none.
    pub etag: Option<String>,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Stamp>,
    #[serde(
        default,
        deserialize_with = "crate::one_line::read_some",
        skip_serializing_if = "Option::is_none"
    )]
    deleted_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purge_at: Option<Stamp>,
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
            deleted_at: from.deleted_at,
            deleted_by: from.deleted_by,
            purge_at: from.purge_at,
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
            deleted_at: from.deleted_at,
            deleted_by: from.deleted_by,
            purge_at: from.purge_at,
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
            .property("deleted_at", Stamp::schema())
            .property("deleted_by", text())
            .property("purge_at", Stamp::schema())
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

/// A page of the content that a filter lets through, with all that it says.
pub fn page(filter: &ContentFilter) -> Call<Page<Content>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::CONTENTS.template),
        |body| Page::read("content", body),
    )
    .query(filter.to_query())
}

/// A page of the content that a filter lets through, without what it says: the answer is small.
pub fn summaries(filter: &ContentFilter) -> Call<Page<ContentSummary>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::CONTENTS.template),
        |body| Page::read("content", body),
    )
    .query(filter.to_query().with("view", "summary"))
}

fn held(answer: &Answer) -> Result<HeldContent, ReadError> {
    Ok(HeldContent {
        content: json(&answer.body)?,
        etag: answer.etag.clone(),
    })
}

fn path_of(template: &'static str, id: &ContentId) -> Path {
    Path::filled(template, &[id.as_str()])
}

/// One piece of content.
pub fn get(id: &ContentId) -> Call<Content> {
    Call::new(Method::Get, path_of(routes::CONTENT.template, id))
}

/// One piece of content and its version.
pub fn hold(id: &ContentId) -> Call<HeldContent> {
    Call::read_whole(Method::Get, path_of(routes::CONTENT.template, id), held)
}

/// One piece of content that is in the trash.
pub fn hold_deleted(id: &ContentId) -> Call<HeldContent> {
    hold(id).query(Query::new().with("deleted", true))
}

/// Changes content, unless it is no longer the version that one has seen (412).
pub fn update(id: &ContentId, change: &ContentChange, etag: Option<&str>) -> Call<HeldContent> {
    let path = path_of(routes::UPDATE_CONTENT.template, id);
    Call::read_whole(Method::Put, path, held)
        .json(change)
        .if_match(etag)
}

/// Moves content to the trash, unless it is no longer the version that one has seen (412).
pub fn delete(id: &ContentId, etag: Option<&str>) -> Call<Content> {
    let path = path_of(routes::DELETE_CONTENT.template, id);
    Call::new(Method::Delete, path).if_match(etag)
}

/// Takes content out of the trash. What is not there stays as it is.
pub fn restore(id: &ContentId) -> Call<HeldContent> {
    let path = path_of(routes::RESTORE_CONTENT.template, id);
    Call::read_whole(Method::Post, path, held)
}

/// A page of the versions of content, newest first.
pub fn versions(
    id: &ContentId,
    limit: Option<u32>,
    cursor: Option<&str>,
) -> Call<Page<ContentVersion>> {
    let path = path_of(routes::CONTENT_VERSIONS.template, id);
    let query = Query::new().maybe("limit", limit).maybe("cursor", cursor);
    Call::read_by(Method::Get, path, |body| Page::read("versions", body)).query(query)
}

/// What content was in one of its versions.
pub fn version(id: &ContentId, number: u64) -> Call<Content> {
    let number = number.to_string();
    let path = Path::filled(routes::CONTENT_VERSION.template, &[id.as_str(), &number]);
    Call::new(Method::Get, path)
}

/// Makes a new version that says what an older one said; whether it is out stays as it is. Refused
/// (412) where content is no longer the version that one has seen.
pub fn restore_version(id: &ContentId, number: u64, etag: Option<&str>) -> Call<HeldContent> {
    let number = number.to_string();
    let template = routes::RESTORE_CONTENT_VERSION.template;
    let path = Path::filled(template, &[id.as_str(), &number]);
    Call::read_whole(Method::Post, path, held).if_match(etag)
}

/// Does the same to many pieces, each for itself; answers what became of each.
pub fn bulk(request: &BulkContentRequest) -> Call<Vec<BulkContentResult>> {
    let path = Path::fixed(routes::BULK_CONTENT.template);
    Call::read_by(Method::Post, path, |body| {
        json::<BulkContentOutcome>(body).map(|outcome| outcome.results)
    })
    .json(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_content() -> Content {
        json(
            r#"{"content_id":"c","channel":"web","title":"T","status":"draft","version":3,
                "body":{"title":"T","markdown":"Hi","slug":"t"},
                "created_at":"2026-11-20T09:30:00Z","updated_at":"2026-11-20T09:30:00Z"}"#,
        )
        .unwrap()
    }

    #[test]
    fn a_change_names_the_version_it_was_made_from() {
        let id = ContentId::from("c/1");
        let answer = Answer {
            etag: Some("\"c-3\"".into()),
            ..Answer::new(200, serde_json::to_string(&page_content()).unwrap())
        };
        let held = hold(&id).read(&answer).unwrap();
        assert_eq!(held.etag.as_deref(), Some("\"c-3\""));
        let etag = held.etag.as_deref();
        let condition = Some(("If-Match", "\"c-3\"".to_owned()));
        let change = ContentChange::default().title("New");
        assert_eq!(update(&id, &change, etag).condition, condition);
        assert_eq!(delete(&id, etag).condition, condition);
        let back = restore_version(&id, 2, etag);
        assert_eq!(back.condition, condition);
        assert_eq!(back.target(), "/api/v2/content/c%2F1/versions/2/restore");
        assert_eq!(restore(&id).target(), "/api/v2/content/c%2F1/restore");
        assert_eq!(
            hold_deleted(&id).target(),
            "/api/v2/content/c%2F1?deleted=true"
        );
        assert_eq!(
            versions(&id, Some(9), None).target(),
            "/api/v2/content/c%2F1/versions?limit=9"
        );
    }

    #[test]
    fn a_filter_is_the_query() {
        let filter = ContentFilter {
            q: " a b ".into(),
            channel: vec![Channel::Email, Channel::Web],
            status: vec![ContentStatus::Draft],
            deleted: true,
            sort: "title".parse().unwrap(),
            limit: Some(9),
            ..ContentFilter::default()
        };
        assert_eq!(
            summaries(&filter).target(),
            "/api/v2/content?q=a%20b&channel=email%2Cweb&status=draft&deleted=true&sort=title\
             &limit=9&view=summary"
        );
        assert_eq!(
            page(&ContentFilter::default()).target(),
            "/api/v2/content?sort=-created_at"
        );
    }

    #[test]
    fn what_is_the_same_is_no_change() {
        let now = page_content();
        let same = ContentChange::default()
            .title("T")
            .body(&now.body)
            .status(ContentStatus::Draft);
        assert!(same.without_unchanged(&now).is_empty());
        let Part::Web(mut page) = now.body.clone() else {
            panic!("no page")
        };
        page.slug = "Not a slug".into();
        let change = ContentChange::default().title("").body(&Part::Web(page));
        let problems = change.problems(&now);
        let paths: Vec<_> = problems.iter().map(|it| it.path.join(".")).collect();
        assert_eq!(paths, ["title", "body.slug"]);
        let unreadable = ContentChange {
            body: Some(serde_json::json!({"subject": 1})),
            ..ContentChange::default()
        };
        assert!(unreadable.problems(&now)[0].is_for("body"));
        assert!(!unreadable.without_unchanged(&now).is_empty());
    }

    #[test]
    fn what_became_of_each_is_told() {
        let request = BulkContentRequest::new(BulkContentAction::Archive, [&"a".into()]);
        let call = bulk(&request);
        assert_eq!(
            call.body.as_deref(),
            Some(r#"{"action":"archive","items":[{"content_id":"a"}]}"#)
        );
        let answer = Answer::new(
            200,
            r#"{"results":[{"content_id":"a","status":200},
                {"content_id":"b","status":404,"detail":"Content b not found"}]}"#,
        );
        let results = call.read(&answer).unwrap();
        let done: Vec<_> = results.iter().map(BulkContentResult::is_done).collect();
        assert_eq!(done, [true, false]);
        assert!(call.read(&Answer::new(200, "[]")).is_err());
    }
}
