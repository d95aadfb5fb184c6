//! Which entries are meant. Pure.

use wire::cache::InvalidateRequest;

use crate::faults::rule::glob;

/// Which entries of a cache are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// All of them.
    pub all: bool,
    /// Those with one of these keys.
    pub keys: Vec<String>,
    /// Those whose key has one of these forms, in which `*` stands for anything.
    pub patterns: Vec<String>,
    /// Those with one of these tags.
    pub tags: Vec<String>,
}

impl Selection {
    /// Everything.
    pub fn all() -> Self {
        Self {
            all: true,
            ..Self::default()
        }
    }

    /// What is tagged so.
    pub fn tagged(tag: &str) -> Self {
        Self {
            tags: vec![tag.to_owned()],
            ..Self::default()
        }
    }

    /// What a request means, in each of its targets.
    pub fn of(request: &InvalidateRequest) -> Self {
        Self {
            all: request.force,
            keys: request.keys.clone(),
            patterns: request.patterns.clone(),
            tags: request.tags.clone(),
        }
    }

    /// Whether an entry is meant.
    pub fn matches(&self, key: &str, tags: &[String]) -> bool {
        self.all
            || self.keys.iter().any(|it| it == key)
            || self.patterns.iter().any(|pattern| glob(pattern, key))
            || self.tags.iter().any(|tag| tags.contains(tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_meant_by_its_key_a_form_or_a_tag() {
        let tags = ["channel:web".to_owned()];
        let matches = |selection: Selection| selection.matches("preview/a/web/1", &tags);
        assert!(!matches(Selection::default()));
        assert!(matches(Selection::all()));
        assert!(matches(Selection::tagged("channel:web")));
        assert!(!matches(Selection::tagged("channel:email")));
        for (pattern, meant) in [("preview/*", true), ("*/web/*", true), ("preview", false)] {
            let selection = Selection {
                patterns: vec![pattern.to_owned()],
                ..Selection::default()
            };
            assert_eq!(matches(selection), meant, "{pattern}");
        }
        let keys = Selection {
            keys: vec!["x".to_owned(), "preview/a/web/1".to_owned()],
            ..Selection::default()
        };
        assert!(matches(keys));
    }
}
