//! Hearing the shortcuts of the registry of actions.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    state::{
        actions::{Action, ActionKind, Keystroke, ShortcutMatcher, use_actions},
        clock,
    },
    ui::pressed_key,
};

/// Where letters are text, or choose something by its first letter.
const TYPING: &str = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), \
                      textarea, select, [contenteditable], [role=menu], [role=listbox], \
                      [role=combobox], [role=textbox]";

/// What counts as covering the page.
const COVERED: &str = "dialog[open]:not(.palette)";

/// Runs the action of each shortcut that is pressed, until the frame goes.
///
/// While the search is open, letters are typed into it.
pub fn listen_for_shortcuts(search: RwSignal<bool>, run: Callback<Action>) {
    let actions = use_actions();
    let matcher = StoredValue::new(ShortcutMatcher::default());
    let heard = window_event_listener(ev::keydown, move |event| {
        let is_taken = event.default_prevented() || event.repeat();
        let Some(key) = pressed_key(&event).filter(|key| !is_taken && !is_modifier(key)) else {
            return;
        };
        let stroke = Keystroke {
            key,
            code: event.code(),
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key() || event.get_modifier_state("AltGraph"),
        };
        let is_covered = finds(COVERED);
        let plain = actions.plain_keys.get_untracked()
            && !search.get_untracked()
            && !is_covered
            && !is_typing(&event);
        let now = clock::now();
        let found = matcher
            .try_update_value(|matcher| matcher.press(&stroke, plain, now))
            .flatten();
        let Some(action) = found else {
            return;
        };
        // Under a dialog nothing may happen: it may hold a key that is shown once.
        let is_absent = action.kind() == ActionKind::OnGenerate
            && (search.get_untracked() || !untrack(|| actions.is_registered(action)));
        if is_absent {
            return;
        }
        event.prevent_default();
        if !is_covered {
            run.run(action);
        }
    });
    on_cleanup(move || heard.remove());
}

/// Whether it is a key that only changes what others mean: it ends no sequence.
fn is_modifier(key: &str) -> bool {
    ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"].contains(&key)
}

fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(TYPING).ok().flatten().is_some())
}

fn finds(selector: &str) -> bool {
    document().query_selector(selector).ok().flatten().is_some()
}

/// Whether the keyboard has ⌘ where others have Ctrl.
pub fn is_apple() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    ["Mac", "iPhone", "iPad"]
        .iter()
        .any(|name| platform.starts_with(name))
}
