//! A value that follows another one once that has come to rest.

use std::time::Duration;

use leptos::prelude::*;

use crate::effect::effect;

/// Follows `value`, once it has not changed for `length`.
pub fn debounced<T>(value: Memo<T>, length: Duration) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let debounced = RwSignal::new(value.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let take = move || {
        if let Some(now) = value.try_get_untracked() {
            let _ = debounced.try_set(now);
        }
    };
    effect(move |before: Option<()>| {
        value.track();
        if before.is_some() {
            stop();
            waiting.set_value(set_timeout_with_handle(take, length).ok());
        }
    });
    on_cleanup(stop);
    debounced.into()
}
