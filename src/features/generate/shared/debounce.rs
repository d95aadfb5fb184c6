//! Waits until somebody has stopped typing.

use std::time::Duration;

use leptos::prelude::*;

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
