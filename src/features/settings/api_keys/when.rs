//! Between a moment and a date field's local text, by the browser's own zone.

use wasm_bindgen::JsValue;
use wire::Stamp;

/// The moment that a local text such as `2026-11-23T08:00` means here.
pub fn to_stamp(local: &str) -> Option<Stamp> {
    if local.is_empty() {
        return None;
    }
    // A date with a time and without a zone is local by the standard.
    let at = js_sys::Date::new(&JsValue::from_str(local)).get_time();
    if !at.is_finite() {
        return None;
    }
    chrono::DateTime::from_timestamp_millis(at as i64).map(Stamp::from_utc)
}
