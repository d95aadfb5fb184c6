//! Whether somebody is looking: the page's visibility and the browser's network.

use leptos::{ev, prelude::*};

/// What the browser says of the page.
#[derive(Clone, Copy)]
pub struct PageState {
    /// Whether the page can be seen.
    pub visible: RwSignal<bool>,
    /// Whether the browser has a network at all.
    pub online: RwSignal<bool>,
    /// Grows each time the page comes back to life: seen again, shown from the
    /// back/forward cache, or online again.
    pub woke: RwSignal<u32>,
}

impl PageState {
    /// Starts to listen and makes the state known to everything below.
    pub fn provide() -> Self {
        let state = Self {
            visible: RwSignal::new(is_visible()),
            online: RwSignal::new(window().navigator().on_line()),
            woke: RwSignal::new(0),
        };
        let wake = move || state.woke.update(|count| *count = count.wrapping_add(1));
        let handles = [
            window_event_listener_untyped("visibilitychange", move |_| {
                let visible = is_visible();
                state.visible.set(visible);
                if visible {
                    wake();
                }
            }),
            window_event_listener_untyped("pageshow", move |_| wake()),
            window_event_listener(ev::offline, move |_| state.online.set(false)),
            window_event_listener(ev::online, move |_| {
                state.online.set(true);
                wake();
            }),
        ];
        on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
        provide_context(state);
        state
    }
}

/// The page's state.
pub fn use_page_state() -> PageState {
    use_context().unwrap_or_else(|| PageState {
        visible: RwSignal::new(true),
        online: RwSignal::new(true),
        woke: RwSignal::new(0),
    })
}

/// Loads the page anew.
pub fn reload() {
    // A page that may not be reloaded stays as it is.
    let _ = window().location().reload();
}

fn is_visible() -> bool {
    document().visibility_state() != web_sys::VisibilityState::Hidden
}
