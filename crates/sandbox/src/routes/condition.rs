//! On which version a change insists: `If-Match` and `If-None-Match`.

use axum::http::{HeaderMap, StatusCode, header};

use crate::error::{Error, Result};

/// What whoever asks for a change has seen before.
#[derive(Clone, Debug)]
pub enum Seen {
    /// Whatever there is.
    Anything,
    /// These versions.
    Versions(String),
    /// Nothing: there must be none yet.
    Absence,
}

impl Seen {
    /// Reads the headers; without any, whatever there is may be changed.
    pub fn read(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|it| it.to_str().ok());
        match (text(header::IF_NONE_MATCH), text(header::IF_MATCH)) {
            (Some("*"), _) => Self::Absence,
            (_, Some(tags)) => Self::of_tags(tags),
            _ => Self::Anything,
        }
    }

    /// Reads a header that must be there (428).
    pub fn insist(headers: &HeaderMap) -> Result<Self> {
        let tags = headers.get(header::IF_MATCH);
        let tags = tags.and_then(|tags| tags.to_str().ok());
        tags.map(Self::of_tags).ok_or_else(|| {
            Error::new(
                StatusCode::PRECONDITION_REQUIRED,
                "Name the version that you have seen in If-Match",
            )
        })
    }

    /// Reads a list of versions, or `*` for whatever there is.
    pub fn of_tags(tags: &str) -> Self {
        match tags.trim() {
            "*" => Self::Anything,
            tags => Self::Versions(tags.to_owned()),
        }
    }

    /// Whether something with this tag is what was seen.
    pub fn is_met_by(&self, tag: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Versions(tags) => tags.split(',').any(|it| it.trim() == tag),
            Self::Absence => false,
        }
    }
}
