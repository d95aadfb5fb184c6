//! Keys as they are pressed: the one place that asks a keyboard event which key it was.

use js_sys::Reflect;
use leptos::ev::KeyboardEvent;

/// What browsers give as the code of a key that an input method has taken.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// The name of the key; `None` while somebody composes a character.
///
/// Enter, Escape and the arrows then belong to the input method. Safari ends the composition before
/// it tells of the key that ended it, so the flag alone is not enough.
pub fn pressed_key(event: &KeyboardEvent) -> Option<String> {
    if event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD {
        return None;
    }
    // Filling a form in, Chrome sends a `keydown` that has no key.
    Reflect::get(event, &"key".into()).ok()?.as_string()
}
