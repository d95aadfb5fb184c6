//! Which part of the history is shown, as the page's address says it.

use wire::{
    Query,
    cache::{CacheTarget, Invalidation, InvalidationStatus},
    unicode::search_key,
};

use crate::{features::cache::text, state::address::UrlState};

/// What the history is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheParams {
    /// Words that it holds.
    pub words: String,
    /// How it went; `None` for any way.
    pub outcome: Option<InvalidationStatus>,
    /// A cache that it was about; `None` for all.
    pub target: Option<CacheTarget>,
    /// The one that is shown in full, by its id.
    pub open: Option<String>,
}

const WORDS: &str = "q";
const OUTCOME: &str = "outcome";
const TARGET: &str = "cache";
const OPEN: &str = "open";

impl UrlState for CacheParams {
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let word = |name| parameter(name).filter(|word| !word.is_empty());
        Self {
            words: parameter(WORDS).unwrap_or_default(),
            outcome: word(OUTCOME).map(InvalidationStatus::from),
            target: word(TARGET).map(CacheTarget::from),
            open: word(OPEN),
        }
    }

    fn query(&self) -> Query {
        let words = Some(self.words.as_str()).filter(|words| !words.trim().is_empty());
        Query::new()
            .maybe(WORDS, words)
            .maybe(OUTCOME, self.outcome.as_ref())
            .maybe(TARGET, self.target.as_ref())
            .maybe(OPEN, self.open.as_ref())
    }
}

impl CacheParams {
    /// Whether the history is not narrowed.
    pub fn is_all(&self) -> bool {
        self.words.trim().is_empty() && self.outcome.is_none() && self.target.is_none()
    }

    /// Whether an entry is shown.
    pub fn takes(&self, entry: &Invalidation) -> bool {
        let outcome = self.outcome.as_ref();
        let target = self.target.as_ref();
        outcome.is_none_or(|it| *it == entry.outcome())
            && target.is_none_or(|it| entry.targets().any(|(target, _)| target == *it))
            && holds(entry, &self.words)
    }
}

/// Whether an entry holds every one of the words.
fn holds(entry: &Invalidation, words: &str) -> bool {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push_str(&search_key(part));
        text.push('\n');
    };
    let said = [&entry.request_id, &entry.reason, &entry.requested_by];
    said.into_iter().flatten().for_each(|part| add(part));
    entry.errors.iter().for_each(|part| add(part));
    entry.errors_by_target.values().for_each(|part| add(part));
    entry.targets().for_each(|(target, _)| add(target.label()));
    if let Some(request) = &entry.request {
        let lists = [&request.keys, &request.patterns, &request.tags];
        lists.into_iter().flatten().for_each(|part| add(part));
        if request.force {
            add(text::EVERYTHING);
        }
    }
    search_key(words)
        .split_whitespace()
        .all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Invalidation {
        serde_json::from_str(
            r#"{"status":"success","success":false,"request_id":"inv_1",
                "targets_processed":{"local":false,"api":true},"errors":["Local: no answer"],
                "reason":"New brand","requested_by":"Edda",
                "request":{"targets":["local","api"],"patterns":["preview/*"]}}"#,
        )
        .unwrap()
    }

    #[test]
    fn the_parameters_survive_the_address() {
        let params = CacheParams::read(|name| match name {
            "q" => Some("new brand".to_owned()),
            "outcome" => Some("partial".to_owned()),
            "cache" => Some("moon".to_owned()),
            _ => None,
        });
        assert_eq!(params.outcome, Some(InvalidationStatus::Partial));
        assert_eq!(
            params.query().encoded(),
            "q=new%20brand&outcome=partial&cache=moon"
        );
        assert!(!params.is_all());
        assert!(CacheParams::read(|_| Some(String::new())).is_all());
    }

    #[test]
    fn an_entry_is_found_by_what_is_said_of_it_and_by_how_it_really_went() {
        let takes = |change: fn(&mut CacheParams)| {
            let mut params = CacheParams::default();
            change(&mut params);
            params.takes(&entry())
        };
        assert!(takes(|_| {}));
        assert!(takes(|it| it.words = " edda BRAND preview/ ".into()));
        assert!(!takes(|it| it.words = "edda fax".into()));
        assert!(takes(|it| it.outcome = Some(InvalidationStatus::Partial)));
        assert!(!takes(|it| it.outcome = Some(InvalidationStatus::Success)));
        assert!(takes(|it| it.target = Some(CacheTarget::Api)));
        assert!(!takes(|it| it.target = Some(CacheTarget::Cdn)));
    }
}
