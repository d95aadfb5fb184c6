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
            Self::Versions(tags) => names(tags, tag),
            Self::Absence => false,
        }
    }
}

/// Whether a list of tags has this one among them.
///
/// A proxy that compresses an answer makes its tag weak (`W/"…"`). It means the same version here,
/// and a save must not fail for it.
pub fn names(tags: &str, tag: &str) -> bool {
    let mut tags = tags.split(',').map(str::trim);
    tags.any(|it| it.strip_prefix("W/").unwrap_or(it) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_any_list_of_them() {
        for (tags, is_met) in [
            ("\"c-1\"", true),
            ("W/\"c-1\"", true),
            ("\"c-2\", \"c-1\"", true),
            ("*", true),
            (" * ", true),
            ("\"c-11\"", false),
            ("c-1", false),
            ("", false),
        ] {
            assert_eq!(Seen::of_tags(tags).is_met_by("\"c-1\""), is_met, "{tags}");
        }
        assert!(!Seen::Absence.is_met_by("\"c-1\""));
    }
}
