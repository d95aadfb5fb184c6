//! The browser's storage, which may be full, blocked or written by another version.
//!
//! A read returns what this page last set, whether or not the browser could store it: what could
//! not be written is held in memory. So nothing that writes and then reads depends on the write.
//!
//! Nor does an older value come back after a reload: what cannot be written over is removed. An
//! old draft under a form that said "not saved" would be taken for what was typed last, and an
//! old token would end its session. Only a list of things still to be done is better old than
//! gone: [`save_or_keep_older`].

use std::{cell::RefCell, collections::BTreeMap};

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use leptos::{
    ev,
    prelude::{on_cleanup, window_event_listener},
};
use serde::{Serialize, de::DeserializeOwned};

/// Where something is stored, and so for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StorageScope {
    /// In this browser, for every tab.
    Local,
    /// In this tab, until it is closed.
    Session,
}

thread_local! {
    static UNWRITTEN: RefCell<Unwritten> = RefCell::default();
}

/// Reads a value. What cannot be read counts as absent.
pub fn load<T: DeserializeOwned>(scope: StorageScope, key: &str) -> Option<T> {
    serde_json::from_str(&load_text(scope, key)?).ok()
}

/// Reads a text.
pub fn load_text(scope: StorageScope, key: &str) -> Option<String> {
    UNWRITTEN.with_borrow(|unwritten| unwritten.read(&BrowserStorage, scope, key))
}

/// Stores a value; `false` where the browser would not, and the value lives as long as the page.
pub fn save<T: Serialize>(scope: StorageScope, key: &str, value: &T) -> bool {
    serde_json::to_string(value).is_ok_and(|text| save_text(scope, key, &text))
}

/// Stores a list of what is still to be done; where the browser would not, what it has stored of
/// it before stays.
pub fn save_or_keep_older<T: Serialize>(scope: StorageScope, key: &str, value: &T) -> bool {
    serde_json::to_string(value).is_ok_and(|text| {
        UNWRITTEN.with_borrow_mut(|unwritten| {
            unwritten.write(&BrowserStorage, scope, key, Some(&text), OlderValue::Stays)
        })
    })
}

/// Stores a text; `false` where the browser would not, and the text lives as long as the page.
pub fn save_text(scope: StorageScope, key: &str, text: &str) -> bool {
    UNWRITTEN.with_borrow_mut(|unwritten| {
        unwritten.write(&BrowserStorage, scope, key, Some(text), OlderValue::Goes)
    })
}

/// Removes a value.
pub fn remove(scope: StorageScope, key: &str) {
    UNWRITTEN.with_borrow_mut(|unwritten| {
        unwritten.write(&BrowserStorage, scope, key, None, OlderValue::Goes);
    });
}

/// Lets the values that other tabs store win over those that this one could not.
///
/// Has to listen before everything else that follows the storage.
pub fn follow_other_tabs() {
    let listener = window_event_listener(ev::storage, |event| {
        UNWRITTEN.with_borrow_mut(|unwritten| unwritten.forget(StorageScope::Local, event.key()));
    });
    on_cleanup(move || listener.remove());
}

/// Calls `changed` when another tab has stored or removed the value of `key`.
pub fn on_change_elsewhere(key: &'static str, changed: impl Fn() + 'static) {
    let listener = window_event_listener(ev::storage, move |event| {
        // No key: everything was removed.
        if event.key().is_none_or(|told| told == key) {
            changed();
        }
    });
    on_cleanup(move || listener.remove());
}

/// What becomes of the stored value when a newer one cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OlderValue {
    Goes,
    Stays,
}

/// A storage that may refuse.
trait RawStorage {
    fn get(&self, scope: StorageScope, key: &str) -> Option<String>;
    /// Stores or removes; whether that worked.
    fn set(&self, scope: StorageScope, key: &str, text: Option<&str>) -> bool;
}

/// The browser's own.
struct BrowserStorage;

impl BrowserStorage {
    /// Nothing where the browser blocks it: there gloo-storage panics.
    fn of(scope: StorageScope) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match scope {
            StorageScope::Local => window.local_storage().ok()?.map(|_| LocalStorage::raw()),
            StorageScope::Session => window
                .session_storage()
                .ok()?
                .map(|_| SessionStorage::raw()),
        }
    }
}

impl RawStorage for BrowserStorage {
    fn get(&self, scope: StorageScope, key: &str) -> Option<String> {
        Self::of(scope)?.get_item(key).ok()?
    }

    fn set(&self, scope: StorageScope, key: &str, text: Option<&str>) -> bool {
        Self::of(scope).is_some_and(|storage| match text {
            Some(text) => storage.set_item(key, text).is_ok(),
            None => storage.remove_item(key).is_ok(),
        })
    }
}

/// What was set and could not be stored; `None` is a value that could not be removed.
#[derive(Debug, Default)]
struct Unwritten(BTreeMap<(StorageScope, String), Option<String>>);

impl Unwritten {
    fn read(&self, storage: &impl RawStorage, scope: StorageScope, key: &str) -> Option<String> {
        // The usual case needs no key of its own.
        let held = (!self.0.is_empty())
            .then(|| self.0.get(&(scope, key.to_owned())))
            .flatten();
        match held {
            Some(held) => held.clone(),
            None => storage.get(scope, key),
        }
    }

    fn write(
        &mut self,
        storage: &impl RawStorage,
        scope: StorageScope,
        key: &str,
        text: Option<&str>,
        older: OlderValue,
    ) -> bool {
        let at = (scope, key.to_owned());
        let mut is_stored = storage.set(scope, key, text);
        if !is_stored && text.is_some() && older == OlderValue::Goes {
            // Without the older value there may be room.
            is_stored = storage.set(scope, key, None) && storage.set(scope, key, text);
        }
        if is_stored {
            self.0.remove(&at);
        } else {
            self.0.insert(at, text.map(str::to_owned));
        }
        is_stored
    }

    fn forget(&mut self, scope: StorageScope, key: Option<String>) {
        match key {
            Some(key) => drop(self.0.remove(&(scope, key))),
            None => self.0.retain(|(of, _), _| *of != scope),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    /// A storage that refuses when it is told to.
    #[derive(Default)]
    struct Fickle {
        values: RefCell<BTreeMap<(StorageScope, String), String>>,
        refuses: Cell<bool>,
    }

    impl RawStorage for Fickle {
        fn get(&self, scope: StorageScope, key: &str) -> Option<String> {
            if self.refuses.get() {
                return None;
            }
            self.values.borrow().get(&(scope, key.to_owned())).cloned()
        }

        fn set(&self, scope: StorageScope, key: &str, text: Option<&str>) -> bool {
            if self.refuses.get() {
                return false;
            }
            let at = (scope, key.to_owned());
            match text {
                Some(text) => drop(self.values.borrow_mut().insert(at, text.to_owned())),
                None => drop(self.values.borrow_mut().remove(&at)),
            }
            true
        }
    }

    #[derive(Clone, Debug)]
    enum Step {
        Write(StorageScope, u8, Option<u8>),
        Refuse(bool),
        /// Another tab writes.
        Elsewhere(u8, u8),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let scope = prop_oneof![Just(StorageScope::Local), Just(StorageScope::Session)];
        let step = prop_oneof![
            4 => (scope, 0..3_u8, prop::option::of(any::<u8>()))
                .prop_map(|(scope, key, value)| Step::Write(scope, key, value)),
            2 => any::<bool>().prop_map(Step::Refuse),
            1 => (0..3_u8, any::<u8>()).prop_map(|(key, value)| Step::Elsewhere(key, value)),
        ];
        prop::collection::vec(step, 0..40)
    }

    proptest! {
        /// While the storage can be read, a read returns what was last set, by whichever tab.
        #[test]
        fn a_read_returns_what_was_last_set_whether_or_not_it_was_stored(steps in steps()) {
            let storage = Fickle::default();
            let mut unwritten = Unwritten::default();
            let mut expected = BTreeMap::new();
            for step in steps {
                match step {
                    Step::Write(scope, key, value) => {
                        let (key, text) = (key.to_string(), value.map(|value| value.to_string()));
                        unwritten.write(&storage, scope, &key, text.as_deref(), OlderValue::Goes);
                        expected.insert((scope, key), text);
                    }
                    Step::Refuse(refuses) => storage.refuses.set(refuses),
                    Step::Elsewhere(key, value) => {
                        let (key, text) = (key.to_string(), value.to_string());
                        storage
                            .values
                            .borrow_mut()
                            .insert((StorageScope::Local, key.clone()), text.clone());
                        unwritten.forget(StorageScope::Local, Some(key.clone()));
                        expected.insert((StorageScope::Local, key), Some(text));
                    }
                }
                for ((scope, key), text) in &expected {
                    let is_held = unwritten.0.contains_key(&(*scope, key.clone()));
                    if is_held || !storage.refuses.get() {
                        prop_assert_eq!(&unwritten.read(&storage, *scope, key), text);
                    }
                }
            }
        }
    }

    /// A storage with room for so many characters.
    struct Small(RefCell<BTreeMap<String, String>>, usize);

    impl RawStorage for Small {
        fn get(&self, _: StorageScope, key: &str) -> Option<String> {
            self.0.borrow().get(key).cloned()
        }

        fn set(&self, _: StorageScope, key: &str, text: Option<&str>) -> bool {
            let mut values = self.0.borrow_mut();
            let Some(text) = text else {
                values.remove(key);
                return true;
            };
            // As browsers do: the old and the new value are not both counted.
            let others = values.iter().filter(|(other, _)| *other != key);
            let is_room = others.map(|(_, text)| text.len()).sum::<usize>() + text.len() <= self.1;
            if is_room {
                values.insert(key.to_owned(), text.to_owned());
            }
            is_room
        }
    }

    #[test]
    fn a_stale_value_does_not_come_back_after_a_reload() {
        let storage = Small(RefCell::default(), 8);
        let mut page = Unwritten::default();
        let mut save = |text: &str, older| {
            page.write(&storage, StorageScope::Local, "draft", Some(text), older)
        };
        assert!(save("first", OlderValue::Goes));
        assert!(!save("much too long", OlderValue::Stays));
        assert_eq!(
            storage.get(StorageScope::Local, "draft").as_deref(),
            Some("first")
        );
        assert!(!save("much too long", OlderValue::Goes));
        // The page has it, and the next page has nothing rather than the first draft.
        let read = |page: &Unwritten| page.read(&storage, StorageScope::Local, "draft");
        assert_eq!(read(&page).as_deref(), Some("much too long"));
        assert_eq!(read(&Unwritten::default()), None);
    }
}
