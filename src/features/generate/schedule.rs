//! Between a moment and the date field's local text, by the browser's own zone.

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

/// The local text of a moment, to the minute.
pub fn to_local(stamp: &Stamp) -> String {
    let Some(at) = stamp.epoch_millis() else {
        return String::new();
    };
    local_text(at)
}

/// The local text of a moment in epoch milliseconds.
pub fn local_text(at: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at));
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
    )
}

/// The name of the browser's zone, such as `Europe/Berlin`.
pub fn zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()?
        .as_string()
}
