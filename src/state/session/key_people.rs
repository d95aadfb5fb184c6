//! Whose work goes with an API key, where the server does not say who owns it.
//!
//! A key that replaces another under the session goes on with that one's work: it was the same
//! person who gave it. A key that this browser knows already has work of its own, and keeps it.

use std::collections::{BTreeMap, btree_map::Entry};

use serde::{Deserialize, Serialize};

use crate::state::storage::{self, StorageScope};

const KEY: &str = "toombos.key-people";

/// Keys by their short names and servers, each with the first key of whoever uses it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct KeyPeople(BTreeMap<String, String>);

impl KeyPeople {
    /// Under which name a key's work is kept.
    fn first_of<'a>(&'a self, owner: &'a str) -> &'a str {
        self.0.get(owner).map_or(owner, String::as_str)
    }

    /// Takes note of a key in use; whether it was new.
    fn note(&mut self, owner: &str) -> bool {
        self.hand_on(owner, owner)
    }

    /// Lets a new key go on with the work of the one it replaces; whether it does.
    fn hand_on(&mut self, from: &str, to: &str) -> bool {
        let first = self.first_of(from).to_owned();
        match self.0.entry(to.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(first);
                true
            }
            Entry::Occupied(_) => false,
        }
    }
}

/// Takes note of a key in use, and says under which name its work is kept.
pub(super) fn owner_of(owner: &str) -> String {
    let mut people = load();
    if people.note(owner) {
        storage::save(StorageScope::Local, KEY, &people);
    }
    people.first_of(owner).to_owned()
}

/// Lets a key go on with the work of the one it replaces; `false` for one with work of its own.
pub(super) fn hand_on(from: &str, to: &str) -> bool {
    let mut people = load();
    let is_handed_on = people.hand_on(from, to);
    if is_handed_on {
        storage::save(StorageScope::Local, KEY, &people);
    }
    is_handed_on
}

/// Forgets a key that came into no use.
pub(super) fn forget(owner: &str) {
    let mut people = load();
    if people.0.remove(owner).is_some() {
        storage::save(StorageScope::Local, KEY, &people);
    }
}

fn load() -> KeyPeople {
    storage::load(StorageScope::Local, KEY).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_goes_on_with_the_work_of_the_one_it_replaces() {
        let mut people = KeyPeople::default();
        assert_eq!(people.first_of("a"), "a");
        assert!(people.note("a") && !people.note("a"));
        assert!(people.hand_on("a", "b"));
        assert!(people.hand_on("b", "c"));
        assert_eq!((people.first_of("b"), people.first_of("c")), ("a", "a"));
        // Coming back to the first one changes nothing.
        assert!(!people.hand_on("c", "a"));
        assert_eq!(people.first_of("a"), "a");
    }

    #[test]
    fn a_key_that_is_known_here_keeps_its_own_work() {
        let mut people = KeyPeople::default();
        people.note("a");
        people.note("somebody");
        assert!(!people.hand_on("a", "somebody"));
        assert_eq!(people.first_of("somebody"), "somebody");
    }
}
