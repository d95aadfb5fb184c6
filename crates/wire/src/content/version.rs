//! What a piece of content was before.

use serde::{Deserialize, Serialize};

use super::ContentStatus;
use crate::{Stamp, text::open_enum};

open_enum! {
    /// Why there is a version.
    VersionReason {
        /// The content was made.
        Created = "created",
        /// Somebody has changed it.
        Edit = "edit",
        /// An older version was taken up again.
        Restore = "restore",
        /// Its text was generated anew.
        Regeneration = "regeneration",
        /// It was published or archived.
        Status = "status",
    }
}

impl VersionReason {
    /// The reason in words.
    pub fn label(&self) -> &str {
        match self {
            Self::Created => "Created",
            Self::Edit => "Edited",
            Self::Restore => "Restored",
            Self::Regeneration => "Regenerated",
            Self::Status => "Status changed",
            Self::Other(word) => word,
        }
    }
}

/// A version as a list shows it; [`super::version()`] gives what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContentVersion {
    /// Its number, from 1.
    pub version: u64,
    /// When it was made.
    pub created_at: Stamp,
    /// Who has made it; `None` where the server does not say.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub created_by: Option<String>,
    /// Why.
    pub reason: VersionReason,
    /// The version that it took up again.
    #[serde(default)]
    pub restored_from: Option<u64>,
    /// The title of then.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub title: String,
    /// The status of then.
    pub status: ContentStatus,
    /// How many words there are that were not in the version before.
    ///
    /// A word that has only moved counts for nothing, here and in `words_removed`.
    #[serde(default)]
    pub words_added: u64,
    /// How many words of the version before are gone.
    #[serde(default)]
    pub words_removed: u64,
}
