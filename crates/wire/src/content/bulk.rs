//! The same done to many pieces of content at once, each for itself.

use serde::{Deserialize, Serialize};

use super::{ContentId, ContentSummary};
use crate::text::open_enum;

/// The most pieces that one request may name.
pub const MOST_AT_ONCE: usize = 500;

open_enum! {
    /// What is done to many pieces of content.
    BulkContentAction {
        /// They are no longer out.
        Archive = "archive",
        /// They are again what they were before they were archived.
        Unarchive = "unarchive",
        /// They go out.
        Publish = "publish",
        /// They go to the trash.
        Delete = "delete",
        /// They come back from the trash.
        Restore = "restore",
    }
}

/// One of the pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BulkContentItem {
    /// Which.
    pub content_id: ContentId,
    /// The version that one has seen: another one is left as it is (412).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

impl From<&ContentId> for BulkContentItem {
    /// The piece as it is, whatever its version.
    fn from(id: &ContentId) -> Self {
        Self {
            content_id: id.clone(),
            etag: None,
        }
    }
}

/// What to do, and to which pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BulkContentRequest {
    /// What to do.
    pub action: BulkContentAction,
    /// To which pieces, at most [`MOST_AT_ONCE`].
    pub items: Vec<BulkContentItem>,
}

impl BulkContentRequest {
    /// The action for these pieces, whatever their versions.
    pub fn new<'a>(
        action: BulkContentAction,
        ids: impl IntoIterator<Item = &'a ContentId>,
    ) -> Self {
        Self {
            action,
            items: ids.into_iter().map(BulkContentItem::from).collect(),
        }
    }
}

/// What became of one of the pieces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BulkContentResult {
    /// Which.
    pub content_id: ContentId,
    /// The HTTP status that the same would have had alone.
    pub status: u32,
    /// Why it was not done.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub detail: Option<String>,
    /// What it is now.
    #[serde(default)]
    pub content: Option<ContentSummary>,
}

impl BulkContentResult {
    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// What became of each of the pieces, in the order of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BulkContentOutcome {
    /// One for each.
    pub results: Vec<BulkContentResult>,
}
