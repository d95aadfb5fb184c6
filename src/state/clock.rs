//! The one clock that the screen goes by.

use std::time::Duration;

use leptos::prelude::*;

/// Durations are shown in seconds, so the screen follows once a second.
const TICK: Duration = Duration::from_secs(1);

/// The present, as the screen shows it.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<f64>);

impl Clock {
    /// Starts the clock and makes it known to everything below.
    pub fn provide() -> Self {
        let clock = Self(RwSignal::new(now()));
        provide_context(clock);
        if let Ok(ticking) = set_interval_with_handle(move || clock.0.set(now()), TICK) {
            on_cleanup(move || ticking.clear());
        }
        clock
    }

    /// Milliseconds since 1970; changes once a second.
    pub fn now(self) -> Signal<f64> {
        self.0.into()
    }
}

/// The clock of this app.
pub fn use_clock() -> Clock {
    use_context().unwrap_or_else(|| Clock(RwSignal::new(now())))
}

/// Milliseconds since 1970, by this machine's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}
