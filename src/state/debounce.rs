//! Waits until a value, such as what is being typed, has come to rest.

use std::time::Duration;

use leptos::prelude::*;

use crate::effect::effect;

/// Does the last thing that was asked of it, once nothing more has been for a while.
#[derive(Clone, Copy)]
pub struct Debounce {
    waiting: StoredValue<Option<TimeoutHandle>>,
    length: Duration,
}

impl Debounce {
    /// A debounce by this long; its owner's end ends it too.
    pub fn new(length: Duration) -> Self {
        let debounce = Self {
            waiting: StoredValue::new(None),
            length,
        };
        on_cleanup(move || debounce.cancel());
        debounce
    }

    /// Does this afterwards, instead of what was asked before.
    pub fn call(self, work: impl FnOnce() + 'static) {
        self.cancel();
        let handle = set_timeout_with_handle(work, self.length).ok();
        self.waiting.set_value(handle);
    }

    /// Does nothing of what was asked.
    pub fn cancel(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}

/// Follows `value`, once it has not changed for `length`.
pub fn debounced<T>(value: impl Into<Signal<T>>, length: Duration) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    debounced_unless(value, length, |_: &T| false)
}

/// The same, but what `is_at_once` says so of is followed at once.
pub fn debounced_unless<T>(
    value: impl Into<Signal<T>>,
    length: Duration,
    is_at_once: impl Fn(&T) -> bool + Send + Sync + 'static,
) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let value = value.into();
    let debounced = RwSignal::new(value.get_untracked());
    let debounce = Debounce::new(length);
    effect(move |before: Option<()>| {
        let now = value.get();
        if before.is_none() || is_at_once(&now) {
            debounce.cancel();
            debounced.set(now);
        } else {
            debounce.call(move || _ = debounced.try_set(now));
        }
    });
    debounced.into()
}
