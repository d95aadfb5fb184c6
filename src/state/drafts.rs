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

    /// Keeps `value` whenever it has changed and rested for a moment.
    ///
    /// The signal tells whether the browser keeps it; it may be full or blocked.
    pub fn follow<T>(self, value: Signal<T>) -> Signal<bool>
    where
        T: Serialize + Send + Sync + 'static,
    {
        let kept = RwSignal::new(true);
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let save = move || {
            if let Some(done) = value.try_with_untracked(|value| self.save(value)) {
                let _ = kept.try_set(done);
            }
        };
        Effect::new(move |before: Option<()>| {
            value.track();
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
        let pending = move || {
            waiting
                .try_update_value(Option::take)
                .flatten()
                .map(|handle| handle.clear())
                .is_some()
        };
        on_cleanup(move || {
            if pending() {
                save();
            }
        });
        kept.into()
    }
}
