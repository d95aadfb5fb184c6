//! The browser's storage, which may be full, blocked or written by another version.

use serde::{Serialize, de::DeserializeOwned};
use web_sys::Storage;

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// In this browser, for every tab.
    Browser,
    /// In this tab, until it is closed.
    Tab,
}

impl Keep {
    fn storage(self) -> Option<Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Browser => window.local_storage().ok()?,
            Self::Tab => window.session_storage().ok()?,
        }
    }
}

/// Reads a value. What cannot be read counts as absent.
pub fn load<T: DeserializeOwned>(keep: Keep, key: &str) -> Option<T> {
    serde_json::from_str(&load_text(keep, key)?).ok()
}

/// Reads a text.
pub fn load_text(keep: Keep, key: &str) -> Option<String> {
    keep.storage()?.get_item(key).ok()?
}

/// Stores a value; `false` where the browser would not.
pub fn save<T: Serialize>(keep: Keep, key: &str, value: &T) -> bool {
    serde_json::to_string(value).is_ok_and(|text| save_text(keep, key, &text))
}

/// Stores a text; `false` where the browser would not.
pub fn save_text(keep: Keep, key: &str, text: &str) -> bool {
    keep.storage()
        .is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Removes a value.
pub fn remove(keep: Keep, key: &str) {
    if let Some(storage) = keep.storage() {
        let _ = storage.remove_item(key);
    }
}
