//! What is typed into the form, and what it asks for. Pure.

use crate::features::cache::text;
use serde::{Deserialize, Serialize};
use wire::{
    cache::{CacheTarget, InvalidateRequest},
    typed::visible,
};

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The chosen caches.
    pub targets: Vec<CacheTarget>,
    /// Keys, one a line or separated by commas.
    pub keys: String,
    /// Patterns, likewise.
    pub patterns: String,
    /// Tags, likewise.
    pub tags: String,
    /// Everything in the targets.
    pub force: bool,
    /// Why.
    pub reason: String,
}

impl Typed {
    /// The request; otherwise what is still missing. Tags count where the server knows them.
    pub fn request(&self, has_tags: bool) -> Result<InvalidateRequest, &'static str> {
        let (keys, patterns) = (list(&self.keys), list(&self.patterns));
        let tags = if has_tags {
            list(&self.tags)
        } else {
            Vec::new()
        };
        if self.targets.is_empty() {
            return Err(text::NO_CACHE);
        }
        if keys.is_empty() && patterns.is_empty() && tags.is_empty() && !self.force {
            return Err(if has_tags {
                text::NOTHING_CHOSEN_OF_TAGS
            } else {
                text::NOTHING_CHOSEN
            });
        }
        let reason = self.reason.trim();
        Ok(InvalidateRequest {
            targets: self.targets.clone(),
            keys,
            patterns,
            tags,
            force: self.force,
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
        })
    }
}

/// What a request is to drop, such as `2 keys and 1 pattern`.
pub fn what(request: &InvalidateRequest) -> String {
    let count = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(text::one(one)),
        _ => Some(text::many(count, many)),
    };
    let what: Vec<_> = [
        request.force.then(|| text::EVERYTHING.to_owned()),
        count(request.keys.len(), text::KEY, text::KEYS_COUNT),
        count(request.patterns.len(), text::PATTERN, text::PATTERNS_COUNT),
        count(request.tags.len(), text::TAG, text::TAGS_COUNT),
    ]
    .into_iter()
    .flatten()
    .collect();
    joined(&what)
}

/// `a, b and c`.
pub fn joined<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<_> = init.iter().map(AsRef::as_ref).collect();
            text::and(&init.join(", "), last.as_ref())
        }
    }
}

fn list(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(['\n', ',']).map(visible) {
        if !word.is_empty() && !found.iter().any(|known| *known == word) {
            found.push(word.into_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_chosen_cannot_be_sent() {
        let mut typed = Typed::default();
        assert_eq!(typed.request(true), Err("Select at least one cache."));
        typed.targets = vec![CacheTarget::Local];
        typed.keys = " ,\n".into();
        assert!(typed.request(true).is_err());
        typed.force = true;
        assert_eq!(what(&typed.request(true).unwrap()), "everything");
    }

    #[test]
    fn keys_are_lines_or_words_between_commas() {
        let typed = Typed {
            targets: vec![CacheTarget::Local, CacheTarget::Api, "moon".into()],
            keys: "user:1, content:2\n\u{feff}us\u{ad}er:1\u{200b}\n".into(),
            patterns: "api/*".into(),
            reason: "  ".into(),
            ..Typed::default()
        };
        let request = typed.request(false).unwrap();
        assert_eq!(request.keys, ["user:1", "content:2"]);
        assert_eq!(request.reason, None);
        assert_eq!(what(&request), "2 keys and 1 pattern");
        let targets: Vec<_> = request.targets.iter().map(CacheTarget::label).collect();
        assert_eq!(joined(&targets), "Local, API and moon");
    }

    #[test]
    fn a_tag_is_asked_for_only_where_it_is_known() {
        let typed = Typed {
            targets: vec![CacheTarget::Api],
            tags: "documents, templates".into(),
            ..Typed::default()
        };
        assert!(typed.request(false).is_err());
        let request = typed.request(true).unwrap();
        assert_eq!(what(&request), "2 tags");
    }
}
