//! The alerts of this tab: the server's where it raises any, else what this browser observes.
//!
//! The server is asked while somebody looks at the alerts, or wants to be notified of them;
//! nobody else is made to pay for it.

mod alert_change;
mod flap;

pub use flap::{MOST, Thresholds};

use std::{collections::BTreeMap, time::Duration};

use leptos::prelude::*;
use wire::{
    Page,
    alerts::{self, Alert},
    capabilities::Capability,
    health::Component,
};

use crate::{
    effect::effect,
    features::health::text,
    state::{
        clock,
        desktop::Desktop,
        mutation::use_mutation,
        notices::{Notices, use_notices},
        page::use_page_state,
        query::{Options, Query, use_query_with},
        session::{Session, use_session},
        storage::{self, StorageScope},
    },
};

use super::{facts::words_of, uptime::log::Log};
use alert_change::{AlertChange, between};
use flap::{Flap, Turn};

/// Alerts are news, and the question is cheap.
const LOOKING: Duration = Duration::from_secs(15);
/// Where nobody looks, a minute late is early enough.
const ELSEWHERE: Duration = Duration::from_secs(60);
/// Where it is kept when a component counts as down.
const THRESHOLDS: &str = "toombos.health.flap";
/// Where it is kept what this browser has observed, by backend.
const LOG: &str = "toombos.health.log.";

/// The alerts of this tab.
#[derive(Clone, Copy)]
pub struct Alarm {
    session: Session,
    query: Query<Page<Alert>>,
    desktop: Desktop,
    notices: Notices,
    /// How many pages show the alerts.
    looking: RwSignal<u32>,
    /// The last thing that happened, in words.
    said: RwSignal<String>,
    /// What this browser has observed of the backend at hand.
    log: RwSignal<Log>,
    flaps: StoredValue<BTreeMap<String, Flap>>,
    thresholds: RwSignal<Thresholds>,
}

impl Alarm {
    /// Stands by; asks for nothing before somebody looks.
    pub fn new() -> Self {
        let session = use_session();
        let desktop = Desktop::new();
        let looking = RwSignal::new(0_u32);
        let is_served = Memo::new(move |_| is_served(session));
        let query = use_query_with(
            move || {
                let wanted = looking.get() > 0 || desktop.is_on();
                (is_served.get() && wanted).then(alerts::list)
            },
            Options {
                poll: Signal::derive(move || match looking.get() {
                    0 => Some(ELSEWHERE),
                    _ => Some(LOOKING),
                }),
                ..Default::default()
            },
        );
        let thresholds = storage::load(StorageScope::Local, THRESHOLDS).unwrap_or_default();
        let alarm = Self {
            session,
            query,
            desktop,
            notices: use_notices(),
            looking,
            said: RwSignal::new(String::new()),
            log: RwSignal::new(Log::default()),
            flaps: StoredValue::new(BTreeMap::new()),
            thresholds: RwSignal::new(Thresholds::sound(thresholds)),
        };
        alarm.follow();
        alarm.listen_while_hidden();
        alarm
    }

    /// Tells of what changes from one list to the next, and forgets the list of another backend.
    fn follow(self) {
        let remote = self.query.remote();
        let base = self.session.base();
        effect(move |before: Option<Option<(String, Vec<Alert>)>>| {
            let base = base.get();
            let data = remote.with(|remote| remote.data.as_ref().map(|page| page.items.clone()));
            let data = data.map(|data| (base, data));
            // The first list of a backend is no news: it is how things stand.
            if let (Some(Some((of, before))), Some((base, after))) = (before, &data)
                && of == *base
            {
                for change in between(&before, after) {
                    self.tell(&change);
                }
            }
            data
        });
        effect(move |_| {
            let key = self.log_key();
            self.log
                .set(storage::load(StorageScope::Local, &key).unwrap_or_default());
            self.flaps.set_value(BTreeMap::new());
        });
    }

    /// A page that is not seen asks for nothing, unless its reader wants to be notified.
    fn listen_while_hidden(self) {
        let visible = use_page_state().visible;
        let ask = use_mutation(
            |_: &()| alerts::list(),
            move |(), page| self.query.patch(|known| *known = page),
        );
        let beat = move || {
            if !visible.get_untracked()
                && untrack(|| self.desktop.is_on() && is_served(self.session))
            {
                ask.run(());
            }
        };
        if let Ok(beating) = set_interval_with_handle(beat, ELSEWHERE) {
            on_cleanup(move || beating.clear());
        }
    }

    /// Asks as often as somebody who looks wants it, as long as the page at hand lives.
    pub fn look(self) {
        self.looking
            .update(|count| *count = count.saturating_add(1));
        on_cleanup(move || {
            let _ = self
                .looking
                .try_update(|count| *count = count.saturating_sub(1));
        });
    }

    /// The server's alerts.
    pub fn query(self) -> Query<Page<Alert>> {
        self.query
    }

    /// Takes note of an alert that somebody now knows of.
    pub fn acknowledged(self, alert: Alert) {
        let name = words_of(&alert.component);
        self.said.set(text::acknowledged(&name));
        self.query.patch(|page| put(page, alert));
        self.query.refetch();
    }

    /// Notifications outside of the page.
    pub fn desktop(self) -> Desktop {
        self.desktop
    }

    /// The last thing that happened, in words, to be said once.
    pub fn said(self) -> Signal<String> {
        self.said.into()
    }

    /// What this browser has observed.
    pub fn log(self) -> Signal<Log> {
        self.log.into()
    }

    /// How many checks in a row it takes until a component counts as down, and as up again.
    pub fn thresholds(self) -> Signal<Thresholds> {
        self.thresholds.into()
    }

    /// Changes that.
    pub fn set_thresholds(self, thresholds: Thresholds) {
        let thresholds = thresholds.sound();
        self.thresholds.set(thresholds);
        storage::save(StorageScope::Local, THRESHOLDS, &thresholds);
    }

    /// Takes note of what a check has found.
    pub fn observe<'a>(self, found: impl IntoIterator<Item = (&'a String, &'a Component)>) {
        let key = untrack(|| self.log_key());
        let now = clock::server_now() as i64;
        let thresholds = self.thresholds.get_untracked();
        // Another tab may have written meanwhile.
        let mut log: Log = storage::load(StorageScope::Local, &key).unwrap_or_default();
        let mut changes = Vec::new();
        for (name, component) in found {
            log.observe(name, &component.status, now);
            let turn = self
                .flaps
                .try_update_value(|flaps| {
                    flaps
                        .entry(name.clone())
                        .or_insert_with(|| Flap::new(log.is_down(name)))
                        .count(&component.status, thresholds)
                })
                .flatten();
            let message = component.message.as_deref();
            changes.extend(match turn {
                Some(Turn::Down) => log
                    .raise(name, &component.status, message, now)
                    .map(AlertChange::Raised),
                Some(Turn::Up) => log.resolve(name, now).map(AlertChange::Resolved),
                None => None,
            });
        }
        storage::save(StorageScope::Local, &key, &log);
        self.log.set(log);
        // A server that raises alerts tells of them itself.
        if !untrack(|| self.session.offers(Capability::Alerts)) {
            changes.iter().for_each(|change| self.tell(change));
        }
    }

    fn log_key(self) -> String {
        format!("{LOG}{}", self.session.base().get())
    }

    fn tell(self, change: &AlertChange) {
        let (title, alert) = (change.title(), change.alert());
        let detail = match change {
            AlertChange::Raised(alert) => alert.message.clone().unwrap_or_default(),
            AlertChange::Resolved(_) => String::new(),
        };
        self.desktop.show(&title, &detail, alert.id.as_str());
        if self.looking.get_untracked() > 0 {
            self.said
                .set(text::spoken(&title, &detail).trim().to_owned());
        } else {
            match change {
                AlertChange::Raised(_) => self.notices.plain(title, text::see_health(&detail)),
                AlertChange::Resolved(_) => self.notices.good(title),
            }
        }
    }
}

/// Whether the backend is known to raise alerts, and there is a key for them.
fn is_served(session: Session) -> bool {
    session.capabilities().is_some()
        && session.offers(Capability::Alerts)
        && session.has_key_for(Capability::Alerts)
}

/// Puts an alert as it is now in the place of the one before.
fn put(page: &mut Page<Alert>, alert: Alert) {
    if let Some(known) = page.items.iter_mut().find(|known| known.id == alert.id) {
        *known = alert;
    }
}
