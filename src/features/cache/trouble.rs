//! What keeps the whole page from working.

use crate::features::cache::text;
use wire::ApiError;

/// What keeps everything from being known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The server fails whatever it is asked about its caches.
    Failing,
    /// The server does not take the key; its words.
    KeyRefused(String),
}

impl Trouble {
    /// Why a button cannot be used, in a sentence.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Failing => text::API_UNAVAILABLE,
            Self::KeyRefused(_) => text::KEY_REFUSED,
        }
    }
}

/// The trouble that all failures share, if they do.
pub fn trouble(failures: &[ApiError]) -> Option<Trouble> {
    let first = failures.first()?;
    let fails = |error: &ApiError| {
        matches!(error, ApiError::Hidden { .. }) || error.status().is_some_and(|it| it >= 500)
    };
    if failures.iter().all(fails) {
        return Some(Trouble::Failing);
    }
    let refuses = |error: &ApiError| error.is_auth() || error.is_forbidden();
    failures
        .iter()
        .all(refuses)
        .then(|| Trouble::KeyRefused(first.detail()))
}

#[cfg(test)]
mod tests {
    use wire::Refusal;

    use super::*;

    #[test]
    fn a_plain_500_on_all_routes_is_said_once_and_a_refused_key_is_another_matter() {
        let hidden = ApiError::Hidden {
            route: "GET /x".into(),
        };
        let refused = |status| {
            ApiError::Refused(Refusal {
                status,
                detail: "no".into(),
                ..Default::default()
            })
        };
        assert_eq!(trouble(&[]), None);
        assert_eq!(
            trouble(&[hidden.clone(), refused(500)]),
            Some(Trouble::Failing)
        );
        assert_eq!(
            trouble(&[refused(401)]),
            Some(Trouble::KeyRefused("no".into()))
        );
        assert_eq!(trouble(&[hidden, refused(401)]), None);
        assert_eq!(trouble(&[refused(422)]), None);
    }
}
