//! Typed work that survives a reload, a crash and an expired session.
//!
//! It belongs to one person on one server: another who signs in at the same browser finds
//! nothing of it, and the first finds it again.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    session,
    storage::{self, StorageScope},
};
use crate::effect::effect;

/// Often enough to lose no more than a word, rarely enough not to be felt.
const SAVE_AFTER: Duration = Duration::from_millis(250);

/// What a draft is called, whoever's it is.
#[derive(Clone, Copy, Debug)]
pub struct DraftName(&'static str);

/// A draft of whoever was signed in when it was opened, whoever is signed in when it is saved.
#[derive(Clone, Debug)]
pub struct Draft {
    key: Arc<str>,
}

/// Lets the browser ask before the page is left while something would be lost by that.
pub fn ask_before_leaving(is_lost: impl Fn() -> bool + 'static) {
    let listener = window_event_listener_untyped("beforeunload", move |event| {
        if is_lost() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// The same for fields that no draft keeps, such as a password.
pub fn ask_while_typed<const COUNT: usize>(fields: [RwSignal<String>; COUNT]) {
    ask_before_leaving(move || {
        let is_typed = |field: RwSignal<String>| {
            let typed = field.try_with_untracked(|text| !text.is_empty());
            typed == Some(true)
        };
        fields.into_iter().any(is_typed)
    });
}

impl DraftName {
    /// A draft of this name.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The draft of whoever is signed in now.
    pub fn own(self) -> Draft {
        // An earlier version kept one for all; nobody knows whose it was.
        storage::remove(StorageScope::Local, self.0);
        Draft {
            key: session::own_key(self.0).into(),
        }
    }
}

impl Draft {
    /// What was kept.
    pub fn load<T: DeserializeOwned>(&self) -> Option<T> {
        storage::load(StorageScope::Local, &self.key)
    }

    /// Keeps a value now.
    pub fn save<T: Serialize>(&self, value: &T) -> bool {
        storage::save(StorageScope::Local, &self.key, value)
    }

    /// Forgets what was kept.
    pub fn discard(&self) {
        storage::remove(StorageScope::Local, &self.key);
    }

    /// Keeps `value` whenever it has changed and rested for a moment, and before the page goes.
    ///
    /// The signal tells whether the browser keeps it; it may be full or blocked. While it does
    /// not, the browser asks before the page is left.
    pub fn follow<T>(&self, value: Signal<T>) -> Signal<bool>
    where
        T: Serialize + Send + Sync + 'static,
    {
        let text = Signal::derive(move || {
            let text = value.try_with(|value| serde_json::to_string(value).ok());
            text.flatten()
        });
        let key = self.key.clone();
        follow_text(text, move |text| {
            storage::save_text(StorageScope::Local, &key, text)
        })
    }
}

/// Calls `save` whenever `text` has changed and rested for a moment, and before the page goes;
/// the signal tells what it last returned.
pub fn follow_text(
    text: Signal<Option<String>>,
    save: impl Fn(&str) -> bool + Send + Sync + 'static,
) -> Signal<bool> {
    let save_now = StoredValue::new(save);
    let is_kept = RwSignal::new(true);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let now = move || text.try_get_untracked().flatten();
    // What the form began with, nobody has typed.
    let begun = StoredValue::new(now());
    let save = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        let saved = now().and_then(|text| save_now.try_with_value(|save| save(&text)));
        if let Some(saved) = saved {
            let _ = is_kept.try_set(saved);
        }
    };
    effect(move |before: Option<()>| {
        text.track();
        if before.is_none() {
            return;
        }
        waiting.update_value(|waiting| {
            if let Some(handle) = waiting.take() {
                handle.clear();
            }
            *waiting = set_timeout_with_handle(save, SAVE_AFTER).ok();
        });
    });
    let save_pending = move || {
        if waiting
            .try_with_value(|waiting| waiting.is_some())
            .unwrap_or(false)
        {
            save();
        }
    };
    // A page that goes away runs no more timers.
    let listeners = [
        window_event_listener_untyped("pagehide", move |_| save_pending()),
        window_event_listener_untyped("visibilitychange", move |_| save_pending()),
    ];
    ask_before_leaving(move || {
        save_pending();
        !is_kept.get_untracked() && begun.with_value(|begun| *begun != now())
    });
    on_cleanup(move || {
        listeners.into_iter().for_each(|listener| listener.remove());
        save_pending();
    });
    is_kept.into()
}
