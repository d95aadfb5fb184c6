//! What became of proving a key, in words.

use crate::features::shared::text;
use wire::{Access, ApiError};

/// Why a key was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproved {
    /// What happened.
    pub title: String,
    /// What that means, in a sentence or two.
    pub detail: String,
    /// What to say at the key's field; `None` where it is not the key's fault.
    pub at_field: Option<String>,
    /// Whether nobody can tell if the key is right, so that one may as well go on without it.
    pub is_undecided: bool,
}

/// The name of a key's field.
pub fn key_label(access: Access) -> &'static str {
    match access {
        Access::CacheKey => text::CACHE_KEY,
        Access::Session | Access::Public => text::API_KEY,
    }
}

/// The name of a key within a sentence.
pub fn key_name(access: Access) -> &'static str {
    match access {
        Access::CacheKey => text::CACHE_KEY_INSIDE,
        Access::Session | Access::Public => text::API_KEY,
    }
}

/// Says why a key was not taken.
pub fn unproved(access: Access, error: &ApiError) -> Unproved {
    let (key, other) = match access {
        Access::CacheKey => (text::CACHE_KEY_INSIDE, text::API_KEY_DIFFERS),
        Access::Session | Access::Public => (text::KEY_INSIDE, text::CACHE_KEY_DIFFERS),
    };
    let full = key_name(access);
    let words = |title: String, detail: String, at_field: Option<&str>| Unproved {
        title,
        detail,
        at_field: at_field.map(str::to_owned),
        is_undecided: false,
    };
    let undecided = |why: &str| Unproved {
        title: text::not_checked(full),
        detail: text::not_saved(why),
        at_field: Some(text::NOT_CHECKED_FIELD.to_owned()),
        is_undecided: true,
    };
    match (error, error.status()) {
        (_, Some(401)) => words(
            text::not_recognized(key),
            text::pasted_whole(other),
            Some(text::NOT_RECOGNIZED_FIELD),
        ),
        (_, Some(403)) => words(
            text::no_access(key),
            error.detail(),
            Some(text::NO_ACCESS_FIELD),
        ),
        (_, Some(422)) => words(
            text::not_read(key),
            error.detail(),
            Some(text::NOT_READ_FIELD),
        ),
        (_, Some(429)) => words(
            text::TOO_MANY.to_owned(),
            text::too_many_hint(&error.hint()),
            None,
        ),
        (ApiError::Hidden { .. }, _) => undecided(text::FAILED_SILENTLY),
        (_, Some(500..)) => undecided(&text::failed(&sentence(&error.detail()))),
        (ApiError::NotOffered(_), _) => words(
            text::not_used(key),
            text::LEAVE_EMPTY.to_owned(),
            Some(text::NOT_USED_FIELD),
        ),
        _ => words(
            error.headline(),
            text::detail(&sentence(&error.detail()), &error.hint())
                .trim()
                .to_owned(),
            None,
        ),
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with('.') {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Answer, Refusal};

    fn refused(status: u16, detail: &str) -> ApiError {
        let body = format!(r#"{{"detail":"{detail}"}}"#);
        ApiError::Refused(Refusal::read(&Answer::new(status, body)))
    }

    fn hidden() -> ApiError {
        ApiError::Hidden {
            route: "GET /api/v1/cache/stats".into(),
        }
    }

    #[test]
    fn a_wrong_key_is_the_keys_fault_and_a_failing_backend_is_not() {
        let wrong = unproved(Access::Session, &refused(401, "Invalid API key"));
        assert_eq!(wrong.title, "This server doesn't recognize the key");
        assert!(wrong.at_field.is_some() && !wrong.is_undecided);

        let failing = unproved(Access::CacheKey, &hidden());
        assert_eq!(failing.title, "Couldn't check the cache key");
        assert!(failing.is_undecided);
        assert!(!failing.detail.contains("refused"));
        let plain = unproved(Access::CacheKey, &refused(500, "boom"));
        assert!(plain.is_undecided && plain.detail.contains("boom."));
    }

    #[test]
    fn each_refusal_has_its_own_words() {
        let errors = [
            refused(401, "no"),
            refused(403, "blocked"),
            refused(422, "Field required"),
            refused(429, "Rate limit exceeded"),
            refused(500, "boom"),
            ApiError::Unreachable {
                route: "GET /x".into(),
            },
            ApiError::TimedOut {
                route: "GET /x".into(),
            },
        ];
        let mut titles: Vec<_> = errors
            .iter()
            .map(|error| unproved(Access::Session, error).title)
            .collect();
        titles.dedup();
        assert_eq!(titles.len(), errors.len());
        assert_eq!(titles[4], "Couldn't check the API key");
    }

    #[test]
    fn trap_2_a_hidden_failure_of_the_cache_is_neither_offline_nor_a_wrong_key() {
        let words = unproved(Access::CacheKey, &hidden());
        let text = format!("{} {}", words.title, words.detail);
        assert!(!text.contains("reached") && !text.contains("recognize"));
    }
}
