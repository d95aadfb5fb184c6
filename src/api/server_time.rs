//! The server's clock, as its answers tell: a device's own may be wrong by minutes or a day.
//!
//! Between two answers it goes by the time since the page was opened, which does not jump when
//! somebody sets the device's clock.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;

/// What is known of a server's clock.
#[derive(Clone, Debug, Default, PartialEq)]
struct ServerClock {
    /// The server's address.
    origin: String,
    /// The server's time when the page was opened, in milliseconds since 1970.
    opened: Option<f64>,
}

impl ServerClock {
    /// Takes in that the server's time when the page was opened was between the two.
    ///
    /// Once it is known it is only moved ahead: the time since the page was opened may stand
    /// still while a device sleeps, but never runs ahead.
    fn take(&mut self, origin: &str, by_device: f64, least: f64, most: f64) {
        if !least.is_finite() || !most.is_finite() || least > most {
            return;
        }
        if self.origin != origin {
            *self = Self {
                origin: origin.to_owned(),
                opened: None,
            };
        }
        let known = self.opened.unwrap_or(by_device);
        let is_outside = known < least || (known > most && self.opened.is_none());
        self.opened = Some(if is_outside {
            f64::midpoint(least, most)
        } else {
            known
        });
    }

    /// Takes in that the server's time is not before something that has happened.
    fn take_past(&mut self, by_device: f64, least: f64) {
        let known = self.opened.unwrap_or(by_device);
        if least.is_finite() && known < least {
            self.opened = Some(least);
        }
    }
}

thread_local! {
    static CLOCK: RefCell<ServerClock> = RefCell::default();
}

/// The server's time, in milliseconds since 1970; by this device's clock until an answer tells.
pub fn server_now() -> f64 {
    let opened = CLOCK.with_borrow(|clock| clock.opened);
    match opened {
        Some(opened) => opened + since_opened(),
        None => js_sys::Date::now(),
    }
}

/// When something is sent or comes, in milliseconds since the page was opened.
pub fn since_opened() -> f64 {
    // By name: the type would cost a feature of its own.
    let passed = || {
        let performance = Reflect::get(&js_sys::global(), &"performance".into()).ok()?;
        let now: Function = Reflect::get(&performance, &"now".into())
            .ok()?
            .dyn_into()
            .ok()?;
        now.call0(&performance).ok()?.as_f64()
    };
    passed().unwrap_or_else(js_sys::Date::now)
}

/// Takes in an answer's `Date`; `sent` and `came` are by [`since_opened`].
pub fn observe_date(url: &str, date: &str, sent: f64, came: f64) {
    // It is cut to the second.
    observe(url, js_sys::Date::parse(date), 1_000.0, sent, came);
}

/// Takes in when something was made that a request asked for, where no answer tells a `Date`.
pub fn observe_made(at: f64, sent: f64, came: f64) {
    if CLOCK.with_borrow(|clock| clock.opened.is_none()) {
        observe("", at, 0.0, sent, came);
    }
}

/// Takes in when something has happened on the server: its clock is not before that.
pub fn observe_past(at: f64) {
    let by_device = js_sys::Date::now() - since_opened();
    CLOCK.with_borrow_mut(|clock| clock.take_past(by_device, at - since_opened()));
}

fn observe(url: &str, at: f64, resolution: f64, sent: f64, came: f64) {
    let by_device = js_sys::Date::now() - since_opened();
    let origin = origin_of(url);
    CLOCK.with_borrow_mut(|clock| {
        clock.take(origin, by_device, at - came, at + resolution - sent);
    });
}

/// The address up to its path.
fn origin_of(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url
        .get(host..)
        .and_then(|rest| rest.find(['/', '?']))
        .map_or(url.len(), |at| host + at);
    url.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OPENED: f64 = 1_800_000_000_000.0;

    /// What an answer tells that was sent and came so many milliseconds after the page was opened.
    fn answer(clock: &mut ServerClock, device: f64, sent: f64, came: f64) {
        let server = OPENED + f64::midpoint(sent, came);
        let date = (server / 1_000.0).floor() * 1_000.0;
        clock.take("http://a", device, date - came, date + 1_000.0 - sent);
    }

    proptest! {
        #[test]
        fn a_wrong_clock_is_put_right_by_the_first_answer(
            wrong in -200_000_000.0_f64..200_000_000.0,
            sent in 0.0_f64..60_000.0,
            took in 1.0_f64..10_000.0,
        ) {
            let mut clock = ServerClock::default();
            answer(&mut clock, OPENED + wrong, sent, sent + took);
            let found = clock.opened.unwrap();
            prop_assert!((found - OPENED).abs() <= 1_000.0 + took, "{}", found - OPENED);
            // A clock that is right is left as it is.
            let mut clock = ServerClock::default();
            answer(&mut clock, OPENED, sent, sent + took);
            prop_assert_eq!(clock.opened, Some(OPENED));
        }
    }

    #[test]
    fn time_that_passed_while_the_device_slept_is_made_up_for_and_none_is_taken_back() {
        let mut clock = ServerClock::default();
        answer(&mut clock, OPENED, 0.0, 20.0);
        // An hour of sleep that the time since the page was opened does not have.
        clock.take(
            "http://a",
            OPENED,
            OPENED + 3_600_000.0,
            OPENED + 3_601_000.0,
        );
        assert_eq!(clock.opened, Some(OPENED + 3_600_500.0));
        clock.take("http://a", OPENED, OPENED, OPENED + 1_000.0);
        assert_eq!(clock.opened, Some(OPENED + 3_600_500.0));
        // Another server has another clock.
        clock.take("http://b", OPENED, OPENED - 9.0, OPENED + 1_000.0);
        assert_eq!(clock.opened, Some(OPENED));
    }

    #[test]
    fn what_has_happened_is_not_ahead() {
        let mut clock = ServerClock::default();
        clock.take_past(OPENED, OPENED - 5.0);
        assert_eq!(clock.opened, None);
        clock.take_past(OPENED, OPENED + 540_000.0);
        assert_eq!(clock.opened, Some(OPENED + 540_000.0));
        clock.take_past(OPENED, f64::NAN);
        assert_eq!(clock.opened, Some(OPENED + 540_000.0));
    }

    #[test]
    fn an_address_is_cut_to_its_origin() {
        assert_eq!(origin_of("http://a:1/api?x=/"), "http://a:1");
        assert_eq!(origin_of("http://a?x"), "http://a");
        assert_eq!(origin_of("/api/v1"), "");
        assert_eq!(origin_of(""), "");
    }
}
