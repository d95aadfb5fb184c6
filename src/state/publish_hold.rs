//! The time in which publishing can be undone: each person's own choice, and the hold itself
//! where a server knows none.
//!
//! A server that holds jobs is told for how long; it then waits whatever becomes of this page.
//! Any other is not asked before the time is over, and not at all once the page is left.

use std::{cell::Cell, collections::BTreeMap, sync::Arc, time::Duration};

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{
    clock,
    notices::{Notices, use_notices},
    onboarding::known,
    session::{self, Session, own_key, use_session},
    storage::{self, StorageScope},
    text::publishing as text,
};
use crate::effect::effect;

/// Where the choices are kept, by person.
const PREFERENCE_KEY: &str = "toombos.publish-hold";

/// Where a page that is left notes what it held; found by the next page, it was never sent. Not
/// noted before: a duplicate of the tab has a copy of what the tab had stored.
const PENDING_KEY: &str = "toombos.publish-hold.pending";

/// The seconds to choose from; 0 is "off".
pub const CHOICES: [u32; 4] = [0, 5, 10, 30];

/// The seconds unless somebody chose otherwise.
const DEFAULT_SECONDS: u32 = 10;

/// A timer that rings later than this slept meanwhile, and so did whoever set it.
const MAX_LATENESS_MILLIS: f64 = 5_000.0;

/// For how many seconds whoever is signed in wants to be able to undo publishing.
pub fn hold_preference(session: Session) -> u32 {
    known(session, &load()).map_or(DEFAULT_SECONDS, |it| it.min(60))
}

/// Keeps that choice; `false` where the browser would not.
pub fn set_hold_preference(seconds: u32) -> bool {
    let mut all = load();
    all.insert(session::owner(), seconds);
    storage::save(StorageScope::Local, PREFERENCE_KEY, &all)
}

/// For how many seconds the server is asked to hold; `None` for not at all, or where it cannot.
pub fn server_hold(session: Session) -> Option<u32> {
    let seconds = hold_preference(session);
    (seconds > 0 && holds(session)).then_some(seconds)
}

/// For how many seconds this page has to hold before it asks; 0 for not at all.
pub fn browser_hold(session: Session) -> u32 {
    if holds(session) {
        0
    } else {
        hold_preference(session)
    }
}

/// A server that only seems to hold jobs would publish at once.
fn holds(session: Session) -> bool {
    untrack(|| session.surely_offers(Capability::JobsHold))
}

fn load() -> BTreeMap<String, u32> {
    storage::load(StorageScope::Local, PREFERENCE_KEY).unwrap_or_default()
}

thread_local! {
    /// Whether something is being held since the program was started.
    static IS_HOLDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a hold whose timer rings now is still meant.
fn is_punctual(until: f64, now: f64) -> bool {
    (until - 100.0..=until + MAX_LATENESS_MILLIS).contains(&now)
}

/// What is done when a hold is over. Not a `Callback`: that ends with the part of the page that
/// made it, such as a dialog, and the hold ends later.
type HeldAction = Arc<dyn Fn() + Send + Sync>;

/// A hold of this page: nothing is sent before it is over.
#[derive(Clone, Copy)]
pub struct BrowserHold {
    /// By the clock of the screen.
    until: RwSignal<Option<f64>>,
    /// The same by the device's, which goes on while it sleeps.
    deadline: StoredValue<Option<f64>>,
    action: StoredValue<Option<HeldAction>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    session: Session,
    notices: Notices,
}

impl BrowserHold {
    /// Until when it holds, in epoch milliseconds; `None` while it holds nothing.
    pub fn until(self) -> Signal<Option<f64>> {
        self.until.into()
    }

    /// Does `action` once the person's time is over, at once where there is none.
    pub fn begin(self, action: impl Fn() + Send + Sync + 'static) {
        if self.until.with_untracked(Option::is_some) {
            return;
        }
        let seconds = browser_hold(self.session);
        if seconds == 0 {
            action();
            return;
        }
        let wait = Duration::from_secs(u64::from(seconds));
        self.action.set_value(Some(Arc::new(action)));
        let deadline = clock::now() + wait.as_secs_f64() * 1000.0;
        self.deadline.set_value(Some(deadline));
        self.until.set(Some(clock::shown(deadline)));
        IS_HOLDING.set(true);
        // Without a timer nothing would ever be sent, which is the safe side.
        let timer = set_timeout_with_handle(move || self.ring(), wait).ok();
        self.timer.set_value(timer);
    }

    /// Does now what would be done when the time is over.
    pub fn finish(self) {
        if let Some(action) = self.clear() {
            action();
        }
    }

    /// Forgets what would have been done; tells whether there was anything.
    pub fn undo(self) -> bool {
        self.clear().is_some()
    }

    fn ring(self) {
        let deadline = self.deadline.try_get_value().flatten();
        if deadline.is_some_and(|until| is_punctual(until, clock::now())) {
            self.finish();
        } else if self.undo() {
            self.notices.plain(text::NOTHING_PUBLISHED, text::SLEPT);
        }
    }

    fn leave(self) {
        if self.undo() {
            self.notices.plain(text::NOTHING_PUBLISHED, text::LEFT);
        }
    }

    fn clear(self) -> Option<HeldAction> {
        storage::remove(StorageScope::Session, &own_key(PENDING_KEY));
        IS_HOLDING.set(false);
        let _ = self.until.try_set(None);
        let _ = self.deadline.try_update_value(Option::take);
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = timer {
            timer.clear();
        }
        self.action.try_update_value(Option::take).flatten()
    }
}

/// The hold of a page; it ends with the page, and then nothing is sent.
pub fn use_browser_hold() -> BrowserHold {
    let hold = BrowserHold {
        until: RwSignal::new(None),
        deadline: StoredValue::new(None),
        action: StoredValue::new(None),
        timer: StoredValue::new(None),
        session: use_session(),
        notices: use_notices(),
    };
    // The next page of the app is made before the one that is left is taken away.
    let is_of_an_earlier_page = !IS_HOLDING.get();
    if is_of_an_earlier_page
        && storage::load(StorageScope::Session, &own_key(PENDING_KEY)) == Some(true)
    {
        storage::remove(StorageScope::Session, &own_key(PENDING_KEY));
        hold.notices.plain(text::NOTHING_PUBLISHED, text::CLOSED);
    }
    let (session, base) = (hold.session, hold.session.base());
    effect(move |before: Option<_>| {
        let now = (session.user().map(|user| user.id), base.get());
        // What one person held is not sent in the name of another.
        if before.is_some_and(|before| before != now) {
            hold.leave();
        }
        now
    });
    let listener = window_event_listener_untyped("pagehide", move |_| {
        if hold.undo() {
            // Only a page that comes back can say it itself; the next one reads this.
            storage::save(StorageScope::Session, &own_key(PENDING_KEY), &true);
        }
    });
    on_cleanup(move || {
        listener.remove();
        hold.leave();
    });
    hold
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_hold_never_ends_before_its_time_nor_long_after_it(late in -60_000_f64..3_600_000.0) {
            let until = 1_763_856_000_000.0;
            let fires = is_punctual(until, until + late);
            prop_assert!(!fires || (-100.0..=MAX_LATENESS_MILLIS).contains(&late));
            prop_assert!(fires || !(0.0..=MAX_LATENESS_MILLIS).contains(&late));
        }
    }
}
