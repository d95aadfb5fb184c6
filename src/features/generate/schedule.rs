//! What the schedule's field says of the browser's clock.

use chrono::DateTime;
use wire::Stamp;

use crate::ui::{FieldValue, typed_moment};

/// The local text of a moment in epoch milliseconds, as a date field writes it to the minute.
pub fn local_text(at: f64) -> String {
    let minute = (at / 60_000.0).floor() * 60_000.0;
    DateTime::from_timestamp_millis(minute as i64)
        .map(|at| typed_moment(&FieldValue::Value(Stamp::from_utc(at))).text)
        .unwrap_or_default()
}

/// The name of the browser's zone, such as `Europe/Berlin`.
pub fn zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()?
        .as_string()
}
