//! Waits until somebody has stopped typing.

use std::time::Duration;

use leptos::prelude::*;

/// Does the last thing that was asked of it, once nothing more has been for a while.
#[derive(Clone, Copy)]
pub struct Pause {
    waiting: StoredValue<Option<TimeoutHandle>>,
    length: Duration,
}

impl Pause {
    /// A pause of this length; its owner's end ends it too.
    pub fn new(length: Duration) -> Self {
        let pause = Self {
            waiting: StoredValue::new(None),
            length,
        };
        on_cleanup(move || pause.stop());
        pause
    }

    /// Does this afterwards, instead of what was asked before.
    pub fn then(self, work: impl FnOnce() + 'static) {
        self.stop();
        let handle = set_timeout_with_handle(work, self.length).ok();
        self.waiting.set_value(handle);
    }

    /// Does nothing of what was asked.
    pub fn stop(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}
