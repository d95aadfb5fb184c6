//! The detail pages that somebody visited last, per account and server.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    program::use_program,
    session::{self, Session, use_session},
    storage::{self, StorageScope},
};
use crate::effect::effect;

/// Where they are kept.
const KEY: &str = "toombos.recent-places";

/// More are not kept of one account.
const MOST_PLACES: usize = 8;

/// More accounts are not kept.
const MOST_ACCOUNTS: usize = 12;

/// A detail page, without its address: what is stored must not lead anywhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum PlaceTarget {
    /// A job.
    Job(String),
    /// A piece of content.
    Content(String),
    /// A template.
    Template(String),
}

/// A page that was visited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentPlace {
    /// Which page.
    #[serde(flatten)]
    pub target: PlaceTarget,
    /// What it was called.
    pub title: String,
}

type Places = BTreeMap<String, Vec<RecentPlace>>;

/// The places of everybody who uses this browser.
#[derive(Clone, Copy)]
pub struct RecentPlaces {
    session: Session,
    all: RwSignal<Places>,
    /// Whether the browser does not hold what is here, so that this is what counts.
    unsaved: StoredValue<bool>,
}

impl RecentPlaces {
    /// Makes them known to everything below.
    pub fn provide() -> Self {
        let places = Self {
            session: use_session(),
            all: RwSignal::new(Places::new()),
            unsaved: StoredValue::new(false),
        };
        let is_complete = use_program().is_complete();
        effect(move |_| {
            if is_complete.get() {
                places.all.set(load().unwrap_or_default());
            }
        });
        provide_context(places);
        places
    }

    /// Those of whoever is signed in, the last one first.
    pub fn list(self) -> Vec<RecentPlace> {
        let who = self.own_key();
        self.all
            .with(|all| all.get(&who).cloned().unwrap_or_default())
    }

    fn own_key(self) -> String {
        // Follows whoever signs in.
        self.session.epoch().track();
        session::own_key("")
    }

    fn note(self, place: RecentPlace) {
        let who = self.own_key();
        // Another tab may have been elsewhere meanwhile.
        let stored = load().filter(|_| !self.unsaved.get_value());
        let mut all = stored.unwrap_or_else(|| self.all.get_untracked());
        visit(&mut all, who, place);
        self.unsaved
            .set_value(!storage::save(StorageScope::Local, KEY, &all));
        self.all.set(all);
    }
}

/// Remembers the page at hand, once it is known what it is called.
pub fn use_recent_place(place: impl Fn() -> Option<RecentPlace> + Send + Sync + 'static) {
    let Some(places) = use_context::<RecentPlaces>() else {
        return;
    };
    let place = Memo::new(move |_| place());
    let is_complete = use_program().is_complete();
    effect(move |_| {
        if let Some(place) = place.get().filter(|_| is_complete.get()) {
            places.note(place);
        }
    });
}

fn load() -> Option<Places> {
    storage::load(StorageScope::Local, KEY)
}

fn visit(all: &mut Places, who: String, place: RecentPlace) {
    if !all.contains_key(&who) && all.len() >= MOST_ACCOUNTS {
        all.pop_first();
    }
    let places = all.entry(who).or_default();
    places.retain(|known| known.target != place.target);
    places.insert(0, place);
    places.truncate(MOST_PLACES);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, title: &str) -> RecentPlace {
        RecentPlace {
            target: PlaceTarget::Job(id.to_owned()),
            title: title.to_owned(),
        }
    }

    #[test]
    fn a_place_visited_again_comes_first_under_its_newest_title() {
        let mut all = Places::new();
        for (id, title) in [("1", "One"), ("2", "Two"), ("1", "One, renamed")] {
            visit(&mut all, "me".to_owned(), place(id, title));
        }
        visit(&mut all, "you".to_owned(), place("3", "Three"));
        assert_eq!(
            all["me"],
            [place("1", "One, renamed"), place("2", "Two")],
            "and nobody sees another's"
        );
    }

    #[test]
    fn places_and_accounts_are_bounded() {
        let mut all = Places::new();
        for number in 0..40 {
            visit(&mut all, "me".to_owned(), place(&number.to_string(), ""));
            visit(&mut all, format!("{number}"), place("1", ""));
        }
        assert!(all.len() <= MOST_ACCOUNTS);
        assert!(all.values().all(|places| places.len() <= MOST_PLACES));
    }

    #[test]
    fn a_stored_place_is_read_again_and_any_other_text_is_not() {
        let text = serde_json::to_string(&place("j", "Spring")).unwrap();
        assert_eq!(text, r#"{"kind":"job","id":"j","title":"Spring"}"#);
        assert_eq!(
            serde_json::from_str::<RecentPlace>(&text).unwrap(),
            place("j", "Spring")
        );
        assert!(serde_json::from_str::<RecentPlace>(r#"{"path":"//evil"}"#).is_err());
    }
}
