//! Which content to list, and in which order.

use std::cmp::Ordering;

use super::{Content, ContentStatus};
use crate::{
    Query, Stamp,
    channel::Channel,
    generate::Part,
    jobs::JobId,
    sort::{ListSort, SortWords},
    unicode::{search_key, sort_key},
};

/// What a list of content can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ContentSortKey {
    /// When it was made.
    #[default]
    Created,
    /// When it was last changed.
    Updated,
    /// When it went to the trash.
    Deleted,
    /// Its title.
    Title,
    /// Its channel.
    Channel,
    /// Whether it is out.
    Status,
    /// How often it was changed.
    Version,
}

impl SortWords for ContentSortKey {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Created, "created_at"),
        (Self::Updated, "updated_at"),
        (Self::Deleted, "deleted_at"),
        (Self::Title, "title"),
        (Self::Channel, "channel"),
        (Self::Status, "status"),
        (Self::Version, "version"),
    ];
}

/// An order of content.
pub type ContentSort = ListSort<ContentSortKey>;

/// Which content to list. Empty lists and `None` let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentFilter {
    /// Text in the title, in what it says, or in an id.
    pub q: String,
    /// Any of these channels.
    pub channel: Vec<Channel>,
    /// Any of these statuses.
    pub status: Vec<ContentStatus>,
    /// What this job has made.
    pub job_id: Option<JobId>,
    /// What is in the trash, instead of what is not.
    pub deleted: bool,
    /// The order.
    pub sort: ContentSort,
    /// How many at the most; `None` for the server's own number.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl ContentFilter {
    /// The filter as it travels.
    pub fn to_query(&self) -> Query {
        let text = self.q.trim();
        let channels: Vec<_> = self.channel.iter().map(Channel::as_str).collect();
        let statuses: Vec<_> = self.status.iter().map(ContentStatus::as_str).collect();
        Query::new()
            .maybe("q", Some(text).filter(|text| !text.is_empty()))
            .list("channel", &channels)
            .list("status", &statuses)
            .maybe("job_id", self.job_id.as_ref())
            .maybe("deleted", self.deleted.then_some(true))
            .with("sort", self.sort)
            .maybe("limit", self.limit)
            .maybe("cursor", self.cursor.as_ref())
    }

    /// Whether the filter lets content through; what the sandbox asks of its database.
    pub fn matches(&self, content: &Content) -> bool {
        let needle = search_key(self.q.trim());
        self.deleted == content.deleted_at.is_some()
            && (self.channel.is_empty() || self.channel.contains(&content.channel))
            && (self.status.is_empty() || self.status.contains(&content.status))
            && (self.job_id.is_none() || self.job_id == content.job_id)
            && (needle.is_empty() || content.search_text().contains(&needle))
    }

    /// The order of two pieces; ids break ties, as on the server.
    pub fn compare(&self, a: &Content, b: &Content) -> Ordering {
        let deleted = |content: &Content| content.deleted_at.as_ref().map(Stamp::sort_key);
        let order = match self.sort.key {
            ContentSortKey::Created => a.created_at.sort_key().cmp(&b.created_at.sort_key()),
            ContentSortKey::Updated => a.updated_at.sort_key().cmp(&b.updated_at.sort_key()),
            ContentSortKey::Deleted => deleted(a).cmp(&deleted(b)),
            ContentSortKey::Title => sort_key(&a.title).cmp(&sort_key(&b.title)),
            ContentSortKey::Channel => a.channel.as_str().cmp(b.channel.as_str()),
            ContentSortKey::Status => a.status.as_str().cmp(b.status.as_str()),
            ContentSortKey::Version => a.version.cmp(&b.version),
        };
        let order = order.then_with(|| a.content_id.cmp(&b.content_id));
        if self.sort.descending {
            order.reverse()
        } else {
            order
        }
    }
}

/// Separates the texts that are searched. No text that people write holds it.
const SEPARATOR: &str = "\u{1f}";

impl Content {
    /// What a search looks through, in the form in which it compares.
    pub fn search_text(&self) -> String {
        let ids = [
            Some(self.content_id.as_str()),
            self.job_id.as_ref().map(|id| id.as_str()),
            self.document_id.as_ref().map(|id| id.as_str()),
            Some(self.title.as_str()),
        ];
        let ids = ids.into_iter().flatten().map(search_key);
        let texts = self.body.texts();
        ids.chain(texts.iter().map(|text| search_key(text)))
            .collect::<Vec<_>>()
            .join(SEPARATOR)
    }
}

impl Part {
    /// Everything that people have written in it, field by field.
    pub fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = match self {
            Self::Email(email) => {
                let text = email.text.as_deref().unwrap_or(&email.html);
                let lines = [email.subject.as_str(), text];
                let lines = lines.into_iter().chain(email.preheader.as_deref());
                lines.map(str::to_owned).collect()
            }
            Self::Social(social) => social
                .posts
                .iter()
                .flat_map(|post| [post.platform.label(), post.content.clone()])
                .collect(),
            Self::Web(page) => {
                let lines = [&page.title, &page.markdown, &page.excerpt, &page.slug];
                let seo = page.seo.as_ref();
                let seo = seo.into_iter().flat_map(|seo| {
                    [&seo.title, &seo.description]
                        .into_iter()
                        .chain(&seo.keywords)
                });
                let lines = lines.into_iter().chain(&page.tags).chain(seo);
                lines.cloned().collect()
            }
            Self::Other(value) => vec![value.to_string()],
        };
        texts.retain(|text| !text.is_empty());
        texts
    }
}
