//! The one clock that the screen goes by: the server's, as far as its answers tell it.

use std::time::Duration;

use leptos::prelude::*;

use crate::api::server_time;

pub use server_time::{observe_made, observe_past, server_now, since_opened};

/// Durations are shown in seconds, so the screen follows once a second.
const TICK: Duration = Duration::from_secs(1);

/// The present, as the screen shows it.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<f64>);

impl Clock {
    /// Starts the clock and makes it known to everything below.
    pub fn provide() -> Self {
        let clock = Self(RwSignal::new(server_now()));
        provide_context(clock);
        if let Ok(ticking) = set_interval_with_handle(move || clock.0.set(server_now()), TICK) {
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
    use_context().unwrap_or_else(|| Clock(RwSignal::new(server_now())))
}

/// Milliseconds since 1970, by this device's clock, which may be wrong: for how long something
/// takes. What is shown or compared with what a server tells goes by [`server_now`].
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// A moment by this device's clock, as the screen's clock has it.
pub fn shown(device_millis: f64) -> f64 {
    // Two clocks that are read one after the other differ a little; the screen shows seconds.
    let offset = ((server_now() - now()) / 100.0).round() * 100.0;
    device_millis + offset
}
