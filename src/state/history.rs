//! The one way into the browser's history: never throws, and writes no faster than browsers allow.
//!
//! Browsers limit how often an address may change, and throw beyond it; the router unwraps. So
//! `history.pushState` and `replaceState` are replaced at start by functions that queue what
//! cannot be written yet. The router does not wait for the address bar: links go on working.

use std::{cell::RefCell, collections::VecDeque, time::Duration};

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::clock;
use crate::effect::effect;

/// So many updates in a row are written at once.
const BURST: f64 = 20.0;

/// After that, one per so many milliseconds: Safari takes 100 in 30 s.
const EVERY: f64 = 400.0;

/// How long to wait after the browser has refused an update, in milliseconds.
const REFUSED: f64 = 1_000.0;

/// After so long the router has written what it shows, if it does.
const SETTLED: Duration = Duration::from_millis(100);

/// What was refused so often is refused for another reason than its frequency: Safari counts for
/// half a minute.
const MOST_REFUSALS: u32 = 60;

/// Browsers take no longer addresses; such a one is left out.
const LONGEST: usize = 100_000;

/// More steps than these nobody wants to go back through.
const MOST: usize = 20;

/// A change of the address bar.
#[derive(Clone, Debug, PartialEq)]
struct HistoryUpdate<S> {
    /// A step to go back from; otherwise in place of the current one.
    is_push: bool,
    /// The address; `None` keeps it.
    url: Option<String>,
    /// What the browser keeps with it.
    state: S,
}

/// What is to be done next.
#[derive(Debug, PartialEq)]
enum HistoryCommand<S> {
    /// Write this, and tell how that went.
    Write(HistoryUpdate<S>),
    /// Look again in so many milliseconds.
    Wait(f64),
    /// Nothing waits.
    Rest,
}

/// Updates on their way to the address bar, without I/O.
#[derive(Debug)]
struct HistoryQueue<S> {
    waiting: VecDeque<HistoryUpdate<S>>,
    allowance: f64,
    counted_at: f64,
    refused_until: f64,
    refusals: u32,
}

impl<S: Clone> HistoryQueue<S> {
    const fn new() -> Self {
        Self {
            waiting: VecDeque::new(),
            allowance: BURST,
            counted_at: 0.0,
            refused_until: 0.0,
            refusals: 0,
        }
    }

    /// Takes an update in; those that follow one another in one place become one.
    fn add(&mut self, update: HistoryUpdate<S>) {
        if update.url.as_ref().is_some_and(|url| url.len() > LONGEST) {
            return;
        }
        let is_full = self.waiting.len() >= MOST;
        match self.waiting.back_mut() {
            Some(last) if !update.is_push || is_full => {
                last.url = update.url.or(last.url.take());
                last.state = update.state;
            }
            _ => self.waiting.push_back(update),
        }
    }

    /// What to do at this time.
    fn next(&mut self, now: f64) -> HistoryCommand<S> {
        let Some(first) = self.waiting.front() else {
            return HistoryCommand::Rest;
        };
        // A clock that was set back starts anew.
        let passed = (now - self.counted_at).max(0.0);
        self.counted_at = now;
        self.allowance = (self.allowance + passed / EVERY).min(BURST);
        let refused = (self.refused_until - now).min(REFUSED);
        if refused > 0.0 {
            return HistoryCommand::Wait(refused.ceil());
        }
        if self.allowance < 1.0 {
            return HistoryCommand::Wait(((1.0 - self.allowance) * EVERY).ceil().max(1.0));
        }
        self.allowance -= 1.0;
        HistoryCommand::Write(first.clone())
    }

    /// Takes note of how the first update went.
    fn done(&mut self, is_written: bool, now: f64) {
        self.refusals = if is_written { 0 } else { self.refusals + 1 };
        if is_written || self.refusals > MOST_REFUSALS {
            self.waiting.pop_front();
            self.refusals = 0;
        }
        self.refused_until = if is_written { 0.0 } else { now + REFUSED };
    }

    /// The last update leads to what is shown by now.
    fn lead_to(&mut self, shown: &str) {
        if let Some(last) = self.waiting.back_mut()
            && shown.len() <= LONGEST
        {
            last.url = Some(shown.to_owned());
        }
    }
}

/// The queue, and what it needs of the page.
struct AddressBar {
    queue: HistoryQueue<JsValue>,
    is_scheduled: bool,
    /// Something was written late: the router's own notes of the address no longer hold.
    was_late: bool,
    /// The address of what the router shows.
    shown: Option<String>,
    /// What somebody else has put in the place of the browser's function, since.
    replaced: [Option<Function>; 2],
}

thread_local! {
    static BAR: RefCell<AddressBar> = const {
        RefCell::new(AddressBar {
            queue: HistoryQueue::new(),
            is_scheduled: false,
            was_late: false,
            shown: None,
            replaced: [None, None],
        })
    };
}

/// The guarded functions, as `AddressBar::replaced` counts them.
const NAMES: [&str; 2] = ["replaceState", "pushState"];

/// Stands between the page and its history; once, before the router starts.
pub fn guard_history() {
    thread_local!(static IS_GUARDED: RefCell<bool> = const { RefCell::new(false) });
    if IS_GUARDED.replace(true) {
        return;
    }
    let Ok(history) = window().history() else {
        return;
    };
    for (at, name) in NAMES.into_iter().enumerate() {
        let own = Reflect::get_own_property_descriptor(&history, &name.into()).ok();
        let own = own.and_then(|own| Reflect::get(&own, &"value".into()).ok());
        if let Some(own) = own.and_then(|own| own.dyn_into::<Function>().ok()) {
            replace(at, own);
        }
        let write = Closure::<dyn Fn(JsValue, JsValue, JsValue)>::new(
            move |state, _title: JsValue, url: JsValue| {
                let url = (!url.is_null() && !url.is_undefined())
                    .then(|| String::from(&Object::from(url).to_string()));
                BAR.with_borrow_mut(|bar| {
                    bar.queue.add(HistoryUpdate {
                        is_push: at == 1,
                        url,
                        state,
                    });
                });
                write_waiting();
            },
        )
        .into_js_value();
        let get = Closure::<dyn Fn() -> JsValue>::new(move || write.clone()).into_js_value();
        // Whoever replaces the function later is called through the guard, too.
        let set = Closure::<dyn Fn(JsValue)>::new(move |other: JsValue| {
            if let Ok(other) = other.dyn_into() {
                replace(at, other);
            }
        })
        .into_js_value();
        let descriptor = Object::new();
        for (name, value) in [("get", get), ("set", set), ("configurable", true.into())] {
            let _ = Reflect::set(&descriptor, &name.into(), &value);
        }
        let _ = Reflect::define_property(&history, &name.into(), &descriptor);
    }
    // Somebody went back or forward: what waits would lead elsewhere.
    window_event_listener_untyped("popstate", |_| {
        BAR.with_borrow_mut(|bar| bar.queue.waiting.clear());
    });
}

/// Follows what the router shows, so that what is written late is what is shown by then.
pub fn follow_location() {
    let location = use_location();
    effect(move |_| {
        let (path, search, hash) = (
            location.pathname.get(),
            location.search.get(),
            location.hash.get(),
        );
        let mark = if search.is_empty() { "" } else { "?" };
        let shown = format!("{path}{mark}{search}{hash}");
        let was_late = BAR.with_borrow_mut(|bar| {
            bar.shown = Some(shown);
            bar.was_late
        });
        if was_late {
            set_timeout(catch_up, SETTLED);
        }
    });
    on_cleanup(|| {
        BAR.with_borrow_mut(|bar| {
            bar.shown = None;
            bar.was_late = false;
        });
    });
}

/// Writes what the router shows where it has left that out, for it took the address bar to be
/// there already.
fn catch_up() {
    let location = window().location();
    let parts = [location.pathname(), location.search(), location.hash()];
    let there: String = parts.into_iter().flatten().collect();
    BAR.with_borrow_mut(|bar| {
        let last = bar.queue.waiting.back().and_then(|last| last.url.clone());
        let there = last.unwrap_or(there);
        if let Some(shown) = bar.shown.clone().filter(|shown| *shown != there) {
            bar.queue.add(HistoryUpdate {
                is_push: true,
                url: Some(shown),
                state: JsValue::NULL,
            });
        }
    });
    write_waiting();
}

fn replace(at: usize, function: Function) {
    BAR.with_borrow_mut(|bar| {
        if let Some(place) = bar.replaced.get_mut(at) {
            *place = Some(function);
        }
    });
}

/// Writes what may be written now, and comes back for the rest.
fn write_waiting() {
    loop {
        let now = clock::now();
        match BAR.with_borrow_mut(|bar| bar.queue.next(now)) {
            HistoryCommand::Write(update) => {
                let is_written = write(&update).is_some();
                BAR.with_borrow_mut(|bar| bar.queue.done(is_written, now));
            }
            HistoryCommand::Wait(millis) => {
                let is_scheduled = BAR.with_borrow_mut(|bar| {
                    bar.was_late = true;
                    std::mem::replace(&mut bar.is_scheduled, true)
                });
                if !is_scheduled {
                    set_timeout(write_late, Duration::from_millis(millis as u64));
                }
                return;
            }
            HistoryCommand::Rest => return,
        }
    }
}

fn write_late() {
    BAR.with_borrow_mut(|bar| {
        bar.is_scheduled = false;
        if let Some(shown) = bar.shown.clone() {
            bar.queue.lead_to(&shown);
        }
    });
    write_waiting();
}

/// Writes an update, unless the browser refuses.
fn write(update: &HistoryUpdate<JsValue>) -> Option<()> {
    let history = window().history().ok()?;
    let at = usize::from(update.is_push);
    let replaced = BAR.with_borrow(|bar| bar.replaced.get(at).cloned().flatten());
    let function = match replaced {
        Some(function) => function,
        None => {
            let prototype = Reflect::get_prototype_of(&history).ok()?;
            let function = Reflect::get(&prototype, &(*NAMES.get(at)?).into()).ok()?;
            function.dyn_into::<Function>().ok()?
        }
    };
    let url = update
        .url
        .as_deref()
        .map_or(JsValue::UNDEFINED, JsValue::from);
    function
        .call3(&history, &update.state, &"".into(), &url)
        .ok()
        .map(drop)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn update(is_push: bool, url: &str) -> HistoryUpdate<()> {
        HistoryUpdate {
            is_push,
            url: Some(url.to_owned()),
            state: (),
        }
    }

    /// Writes all that may be written, into a history that refuses or not.
    fn write_all(
        queue: &mut HistoryQueue<()>,
        history: &mut Vec<String>,
        now: f64,
        is_open: bool,
    ) -> usize {
        let mut written = 0;
        loop {
            match queue.next(now) {
                HistoryCommand::Write(update) => {
                    if is_open {
                        written += 1;
                        if update.is_push {
                            history.push(update.url.unwrap());
                        } else {
                            *history.last_mut().unwrap() = update.url.unwrap();
                        }
                    }
                    queue.done(is_open, now);
                }
                HistoryCommand::Wait(millis) => {
                    assert!(millis >= 1.0, "no busy waiting");
                    return written;
                }
                HistoryCommand::Rest => return written,
            }
        }
    }

    #[test]
    fn rapid_typing_becomes_few_updates_and_ends_at_the_last_address() {
        let mut queue = HistoryQueue::new();
        let mut history = vec!["/".to_owned()];
        let (mut now, mut written) = (1_000_000.0, 0);
        for key in 0..600 {
            queue.add(update(false, &format!("/?q={key}")));
            written += write_all(&mut queue, &mut history, now, true);
            now += 50.0;
        }
        written += write_all(&mut queue, &mut history, now + EVERY, true);
        assert!(written < 100, "{written} in 30 s");
        assert_eq!(history, ["/?q=599"]);
        assert_eq!(queue.next(now), HistoryCommand::Rest);
    }

    #[test]
    fn a_step_to_another_page_keeps_the_step_before_it() {
        let mut queue = HistoryQueue::new();
        let mut history = vec!["/".to_owned()];
        queue.add(update(true, "/jobs"));
        assert_eq!(write_all(&mut queue, &mut history, 0.0, false), 0);
        queue.add(update(false, "/jobs?q=a"));
        queue.add(update(true, "/cache"));
        queue.add(update(false, "/cache?x"));
        write_all(&mut queue, &mut history, REFUSED, true);
        assert_eq!(history, ["/", "/jobs?q=a", "/cache?x"]);
    }

    #[test]
    fn an_update_that_is_never_taken_does_not_hold_up_those_after_it() {
        let mut queue = HistoryQueue::new();
        let mut history = vec!["/".to_owned()];
        queue.add(update(true, &"a".repeat(LONGEST + 1)));
        assert_eq!(
            queue.next(0.0),
            HistoryCommand::Rest,
            "too long for any browser"
        );
        queue.add(update(true, "/bad"));
        queue.add(update(true, "/good"));
        let mut now = 0.0;
        for _ in 0..=MOST_REFUSALS {
            now += REFUSED;
            write_all(&mut queue, &mut history, now, false);
        }
        write_all(&mut queue, &mut history, now + REFUSED, true);
        assert_eq!(history, ["/", "/good"]);
    }

    proptest! {
        /// However often the browser refuses, what is last wanted is written in the end, and
        /// never more than browsers allow.
        #[test]
        fn the_last_address_is_written_in_the_end(
            steps in prop::collection::vec((any::<bool>(), 0.0..300.0_f64, any::<bool>()), 1..200),
        ) {
            let mut queue = HistoryQueue::new();
            let mut history = vec!["/".to_owned()];
            let mut now = 1_000.0;
            let mut times = Vec::new();
            for (at, (is_push, wait, is_open)) in steps.iter().enumerate() {
                queue.add(update(*is_push, &at.to_string()));
                for _ in 0..write_all(&mut queue, &mut history, now, *is_open) {
                    times.push(now);
                }
                now += wait;
                prop_assert!(queue.waiting.len() <= MOST);
            }
            for _ in 0..MOST * 3 {
                now += REFUSED;
                write_all(&mut queue, &mut history, now, true);
            }
            prop_assert_eq!(history.last().unwrap(), &(steps.len() - 1).to_string());
            for from in &times {
                let near = times.iter().filter(|at| **at >= *from && **at < from + 30_000.0);
                prop_assert!(near.count() <= 100);
            }
        }
    }
}
