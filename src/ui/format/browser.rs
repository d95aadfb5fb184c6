//! What the browser's `Intl` says, with plain fallbacks where there is none.

#[cfg(target_arch = "wasm32")]
mod intl {
    //! Formatters are slow to make and quick to use, so each is made once.

    use std::{cell::RefCell, collections::HashMap};

    use wasm_bindgen::{JsCast, JsValue};

    /// The largest distance from 1970 that a `Date` can hold, in ms.
    const LAST_DATE: f64 = 8.64e15;

    thread_local! {
        static ZONE: RefCell<Option<String>> = const { RefCell::new(None) };
        static FORMATS: RefCell<HashMap<&'static str, js_sys::Function>> =
            RefCell::new(HashMap::new());
    }

    pub fn set_time_zone(zone: Option<String>) {
        ZONE.with_borrow_mut(|current| *current = zone);
        FORMATS.with_borrow_mut(HashMap::clear);
    }

    pub fn date(name: &'static str, options: &[(&str, &str)], ms: f64) -> Option<String> {
        if ms.is_nan() || ms.abs() > LAST_DATE {
            return None;
        }
        let date = js_sys::Date::new(&JsValue::from_f64(ms));
        let format = formatter(name, || {
            let zone = ZONE.with_borrow(Clone::clone);
            let make = |zone: Option<&str>| {
                let mut all = options.to_vec();
                all.extend(zone.map(|zone| ("timeZone", zone)));
                construct("DateTimeFormat", &all)
            };
            // A zone that the browser does not know falls back to its own.
            make(zone.as_deref()).or_else(|| make(None))
        })?;
        format.call1(&JsValue::NULL, &date).ok()?.as_string()
    }

    pub fn number(value: f64) -> Option<String> {
        let format = if value.abs() < 0.001 {
            let digits = [("maximumSignificantDigits", "3")];
            formatter("small", || construct("NumberFormat", &digits))?
        } else {
            formatter("number", || construct("NumberFormat", &[]))?
        };
        format
            .call1(&JsValue::NULL, &JsValue::from_f64(value))
            .ok()?
            .as_string()
    }

    fn formatter(
        name: &'static str,
        make: impl FnOnce() -> Option<js_sys::Function>,
    ) -> Option<js_sys::Function> {
        if let Some(known) = FORMATS.with_borrow(|formats| formats.get(name).cloned()) {
            return Some(known);
        }
        let made = make()?;
        FORMATS.with_borrow_mut(|formats| formats.insert(name, made.clone()));
        Some(made)
    }

    /// Makes a formatter and takes its bound `format` function.
    fn construct(class: &str, options: &[(&str, &str)]) -> Option<js_sys::Function> {
        let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: js_sys::Function = js_sys::Reflect::get(&intl, &class.into())
            .ok()?
            .dyn_into()
            .ok()?;
        let object = js_sys::Object::new();
        for (key, value) in options {
            js_sys::Reflect::set(&object, &(*key).into(), &(*value).into()).ok()?;
        }
        let arguments = js_sys::Array::of2(&JsValue::UNDEFINED, &object);
        let made = js_sys::Reflect::construct(&class, &arguments).ok()?;
        js_sys::Reflect::get(&made, &"format".into())
            .ok()?
            .dyn_into()
            .ok()
    }
}

/// Sets the time zone that every time is shown in, such as `Europe/Berlin`;
/// `None` means the browser's own.
pub fn set_time_zone(zone: Option<String>) {
    #[cfg(target_arch = "wasm32")]
    intl::set_time_zone(zone);
    #[cfg(not(target_arch = "wasm32"))]
    drop(zone);
}

/// Says a date and a time of day, such as `Nov 26, 1:33 PM`, from epoch milliseconds; with its year
/// where that is not this one.
pub fn format_absolute(ms: f64) -> String {
    const TIME: [(&str, &str); 4] = [
        ("month", "short"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "2-digit"),
    ];
    if is_this_year(ms) {
        date("absolute", &TIME, ms)
    } else {
        let [month, day, hour, minute] = TIME;
        let year = ("year", "numeric");
        date("absolute-year", &[year, month, day, hour, minute], ms)
    }
}

/// Says a date and a time of day to the second and with the year, from epoch milliseconds.
pub fn format_full(ms: f64) -> String {
    date(
        "full",
        &[("dateStyle", "medium"), ("timeStyle", "medium")],
        ms,
    )
}

/// Says a date, such as `Nov 26`, from epoch milliseconds; with its year where that is not this one.
pub fn format_date(ms: f64) -> String {
    if is_this_year(ms) {
        date("date", &[("month", "short"), ("day", "numeric")], ms)
    } else {
        date("date-year", &[("dateStyle", "medium")], ms)
    }
}

fn is_this_year(ms: f64) -> bool {
    #[cfg(target_arch = "wasm32")]
    let now = js_sys::Date::now();
    #[cfg(not(target_arch = "wasm32"))]
    let now = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .map_or(0.0, |since| since.as_secs_f64() * 1_000.0);
    let year = |ms| date("year", &[("year", "numeric")], ms);
    year(ms) == year(now)
}

/// Says a time of day, such as `14:02`, from epoch milliseconds.
pub fn format_clock(ms: f64) -> String {
    date("clock", &[("timeStyle", "short")], ms)
}

/// Says a time of day to the second, such as `14:02:11`, from epoch milliseconds.
pub fn format_time(ms: f64) -> String {
    date("time", &[("timeStyle", "medium")], ms)
}

/// From here on a number is said in its short form.
const LARGE: f64 = 1e15;

/// Below this, too.
const SMALL: f64 = 1e-6;

/// Says a number with the reader's separators: `1,234.5`; `1.8e308` and `1e-9` where that is too long.
pub fn format_number(value: f64) -> String {
    if !value.is_finite() {
        return super::text::UNKNOWN.to_owned();
    }
    if value == 0.0 {
        // Browsers write a negative zero as "-0".
        return "0".to_owned();
    }
    if !(SMALL..LARGE).contains(&value.abs()) {
        return super::scientific(value);
    }
    #[cfg(target_arch = "wasm32")]
    let text = intl::number(value).unwrap_or_else(|| value.to_string());
    #[cfg(not(target_arch = "wasm32"))]
    let text = super::group_digits(value);
    text
}

fn date(name: &'static str, options: &[(&str, &str)], ms: f64) -> String {
    #[cfg(target_arch = "wasm32")]
    let text = intl::date(name, options, ms);
    #[cfg(not(target_arch = "wasm32"))]
    let text = {
        let _ = (name, options);
        chrono::DateTime::from_timestamp_millis(ms as i64)
            .map(|date| date.format("%Y-%m-%d %H:%M:%S").to_string())
    };
    text.unwrap_or_else(|| super::text::UNKNOWN.to_owned())
}
