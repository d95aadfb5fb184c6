//! Typed work that survives a reload, a crash and an expired session.

use std::time::Duration;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::storage::{self, Keep};

/// Often enough to lose no more than a word, rarely enough not to be felt.
const SAVE_AFTER: Duration = Duration::from_millis(250);

/// A draft's place in the browser's storage.
#[derive(Clone, Copy, Debug)]
pub struct Draft(&'static str);

/// Lets the browser ask before the page is left while something would be lost by that.
pub fn ask_before_leaving(is_lost: impl Fn() -> bool + 'static) {
    let listener = window_event_listener_untyped("beforeunload", move |event| {
        if is_lost() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

impl Draft {
    /// The draft of this name.
    pub const fn named(key: &'static str) -> Self {
        Self(key)
    }

    /// What was kept.
    pub fn load<T: DeserializeOwned>(self) -> Option<T> {
        storage::load(Keep::Browser, self.0)
    }

    /// Keeps a value now.
    pub fn save<T: Serialize>(self, value: &T) -> bool {
        storage::save(Keep::Browser, self.0, value)
    }

    /// Forgets what was kept.
    pub fn discard(self) {
        storage::remove(Keep::Browser, self.0);
    }

    /// Keeps `value` whenever it has changed and rested for a moment, and before the page goes.
    ///
    /// The signal tells whether the browser keeps it; it may be full or blocked. While it does
    /// not, the browser asks before the page is left.
    pub fn follow<T>(self, value: Signal<T>) -> Signal<bool>
    where
        T: Serialize + Send + Sync + 'static,
    {
        let text = Signal::derive(move || {
            let text = value.try_with(|value| serde_json::to_string(value).ok());
            text.flatten()
        });
        self.follow_text(text)
    }

    fn follow_text(self, text: Signal<Option<String>>) -> Signal<bool> {
        let is_kept = RwSignal::new(true);
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let now = move || text.try_get_untracked().flatten();
        // What the form began with, nobody has typed.
        let begun = StoredValue::new(now());
        let save = move || {
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
            if let Some(text) = now() {
                let _ = is_kept.try_set(storage::save_text(Keep::Browser, self.0, &text));
            }
        };
        Effect::new(move |before: Option<()>| {
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
}
