//! Sessions that are to be ended on their servers, repeated until they are.
//!
//! Kept in the browser's storage, so that a reload or another tab goes on with them; where
//! storage fails, in memory. Each goes to its own server, with its own token, and nowhere else.

use std::{cell::RefCell, time::Duration};

use gloo_timers::future::sleep;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use wire::{ApiError, Secret, auth};

use super::{Session, stored::Stored};
use crate::{
    api::transport::unabortable,
    state::{
        clock,
        storage::{self, StorageScope},
    },
};

/// Where they are kept; other tabs hear of changes under this name.
pub const KEY: &str = "toombos.logouts";

/// How many are kept; the oldest goes first.
const MOST: usize = 20;

/// How long an undelivered one is kept, in milliseconds. No refresh token that is known of lives
/// longer.
const TOKEN_LIFE: f64 = 30.0 * 24.0 * 3_600_000.0;

/// How long a delivered one is remembered, so that nothing restores its session.
const REMEMBERED: f64 = 24.0 * 3_600_000.0;

/// How long duplicates of a tab have to say that they go on with its session.
const CLAIM: f64 = 600.0;

/// How long a request may take before another tab repeats it.
const UNDER_WAY: f64 = 45_000.0;

const FIRST_WAIT: f64 = 2_000.0;
const LONGEST_WAIT: f64 = 300_000.0;

/// The longest nap: another tab may have done it, or the clock may have changed.
const LONGEST_NAP: f64 = 60_000.0;

/// A session that is over here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logout {
    session: String,
    base: String,
    /// `None` once the server knows.
    token: Option<Secret>,
    /// Whether it was kept in a tab, and so may go on in a duplicate of it.
    in_tab: bool,
    until: f64,
    tries: u32,
    /// When it is sent next, in milliseconds since 1970.
    next_at: f64,
}

/// All of them, with their rules; no I/O.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Logouts(Vec<Logout>);

impl Logouts {
    /// Adds a session that is over here. Newer tokens of it take the place of older ones.
    pub fn add(&mut self, stored: &Stored, scope: StorageScope, now: f64) {
        let Some(token) = stored.refresh_token() else {
            return;
        };
        self.0.retain(|it| it.session != stored.id);
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        let in_tab = scope == StorageScope::Session;
        self.0.push(Logout {
            session: stored.id.clone(),
            base: stored.base.clone(),
            token: Some(token.clone()),
            in_tab,
            until: now + TOKEN_LIFE,
            tries: 0,
            next_at: if in_tab { now + CLAIM } else { now },
        });
    }

    /// Drops those whose time is over.
    pub fn prune(&mut self, now: f64) {
        self.0.retain(|it| it.until > now);
    }

    /// The next one to send.
    pub fn next(&self) -> Option<&Logout> {
        let pending = self.0.iter().filter(|it| it.token.is_some());
        pending.min_by(|a, b| a.next_at.total_cmp(&b.next_at))
    }

    /// Keeps other tabs from sending one while it is under way.
    pub fn begin(&mut self, logout: &Logout, now: f64) {
        self.change(logout, |it| it.next_at = now + UNDER_WAY);
    }

    /// Takes note of how it went.
    pub fn finish(&mut self, logout: &Logout, is_delivered: bool, now: f64) {
        self.change(logout, |it| {
            if is_delivered {
                it.token = None;
                it.until = now + REMEMBERED;
            } else {
                let doublings = it.tries.min(10);
                it.tries = it.tries.saturating_add(1);
                let wait = FIRST_WAIT * f64::from(1_u32 << doublings);
                it.next_at = now + wait.min(LONGEST_WAIT);
            }
        });
    }

    /// Makes all of them due, e.g. because the network is back.
    pub fn hurry(&mut self, now: f64) {
        for it in &mut self.0 {
            it.next_at = it.next_at.min(now);
        }
    }

    /// Whether a session is over, so that nothing may restore it.
    pub fn is_over(&self, session: &str) -> bool {
        let mut own = self.0.iter().filter(|it| it.session == session);
        own.any(|it| !it.in_tab || it.token.is_none())
    }

    /// Says that a tab goes on with a session of its own; whether one was to be ended.
    pub fn claim(&mut self, session: &str) -> bool {
        let before = self.0.len();
        self.0
            .retain(|it| it.session != session || !it.in_tab || it.token.is_none());
        self.0.len() < before
    }

    /// Changes one, unless it has newer tokens by now.
    fn change(&mut self, logout: &Logout, change: impl FnOnce(&mut Logout)) {
        let mut own = self.0.iter_mut();
        if let Some(it) = own.find(|it| it.session == logout.session && it.token == logout.token) {
            change(it);
        }
    }
}

thread_local! {
    /// What the browser would not store.
    static UNSTORED: RefCell<Logouts> = RefCell::default();
}

/// All of them, as they stand now.
pub fn load() -> Logouts {
    let unstored = UNSTORED.with_borrow(Clone::clone);
    if unstored.0.is_empty() {
        storage::load(StorageScope::Local, KEY).unwrap_or_default()
    } else {
        unstored
    }
}

/// Changes the list, in storage or else in memory.
fn change(change: impl FnOnce(&mut Logouts)) {
    let mut logouts = load();
    change(&mut logouts);
    logouts.prune(clock::now());
    let is_stored = if logouts.0.is_empty() {
        storage::remove(StorageScope::Local, KEY);
        true
    } else {
        storage::save_or_keep_older(StorageScope::Local, KEY, &logouts)
    };
    UNSTORED.set(if is_stored {
        Logouts::default()
    } else {
        logouts
    });
}

impl Session {
    /// Ends a session on its server, for as long as it takes.
    pub(super) fn end_on_server(self, stored: &Stored, scope: StorageScope) {
        if stored.refresh_token().is_some() {
            change(|logouts| logouts.add(stored, scope, clock::now()));
            self.deliver_logouts();
        }
    }

    /// Keeps this tab's own session from being ended by a tab that was duplicated from it.
    pub(super) fn claim_own(self) {
        let own = self
            .inner
            .try_with_value(|inner| match inner.machine.held() {
                Some((StorageScope::Session, held)) => Some(held.id.clone()),
                _ => None,
            });
        if let Some(own) = own.flatten()
            && load().claim(&own)
        {
            change(|logouts| {
                logouts.claim(&own);
            });
        }
    }

    /// Sends what is due at once.
    pub(super) fn hurry_logouts(self) {
        if load().next().is_some() {
            change(|logouts| logouts.hurry(clock::now()));
            self.deliver_logouts();
        }
    }

    /// Delivers all that is pending, now and later.
    pub(super) fn deliver_logouts(self) {
        let wake = self.inner.try_update_value(|inner| inner.delivery.take());
        // A loop that sleeps is replaced by one that looks at once.
        drop(wake);
        if load().next().is_none() {
            return;
        }
        let (stop, stopped) = futures_channel::oneshot::channel::<()>();
        let _ = self
            .inner
            .try_update_value(|inner| inner.delivery = Some(stop));
        spawn_local(async move {
            futures_util::future::select(Box::pin(self.delivering()), stopped).await;
        });
    }

    async fn delivering(self) {
        while let Some(next) = load().next().cloned() {
            let now = clock::now();
            if next.next_at > now {
                let nap = (next.next_at - now).min(LONGEST_NAP);
                sleep(Duration::from_secs_f64(nap / 1_000.0)).await;
                continue;
            }
            self.claim_own();
            change(|logouts| logouts.begin(&next, now));
            self.send_logout(next);
        }
    }

    /// Sends one, whatever becomes of the loop meanwhile.
    fn send_logout(self, logout: Logout) {
        let (Some(token), Some(client)) = (
            logout.token.clone(),
            self.try_client_for(logout.base.clone()),
        ) else {
            return;
        };
        spawn_local(async move {
            let outcome = client.send(&auth::logout(&token), &unabortable()).await;
            change(|logouts| logouts.finish(&logout, is_settled(&outcome), clock::now()));
            // The loop sleeps for as long as the request might have taken.
            self.deliver_logouts();
        });
    }
}

/// Whether repeating it is of no use: the server knows, or will never take it.
fn is_settled(outcome: &Result<(), ApiError>) -> bool {
    match outcome {
        Ok(()) => true,
        Err(error) => match error.status() {
            Some(status) => (400..500).contains(&status) && ![408, 429].contains(&status),
            None => matches!(error, ApiError::NotOffered(_) | ApiError::NoKey(_)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(id: &str, base: &str, renewal: u32) -> Stored {
        let grant = serde_json::json!({
            "access_token": "a", "token_type": "bearer", "expires_in": 900,
            "refresh_token": format!("{id}-{renewal}"), "user": {
                "id": "u", "email": "e@toombos.test", "name": "E", "role": "editor",
                "created_at": "2026-11-23T00:00:00Z",
            },
        });
        let grant = serde_json::from_value(grant).unwrap();
        Stored::token(id.into(), base.into(), grant, 0.0)
    }

    #[test]
    fn an_undelivered_logout_is_repeated_with_growing_waits_until_its_token_has_expired() {
        let mut logouts = Logouts::default();
        logouts.add(&stored("s", "http://one.test", 0), StorageScope::Local, 0.0);
        let (mut now, mut waits) = (0.0, Vec::new());
        for _ in 0..12 {
            let next = logouts.next().unwrap().clone();
            assert_eq!(next.base, "http://one.test");
            waits.push(next.next_at - now);
            now = next.next_at;
            logouts.begin(&next, now);
            assert!(
                logouts.next().unwrap().next_at > now,
                "no other tab sends it"
            );
            logouts.finish(&next, false, now);
        }
        assert!(waits.is_sorted());
        assert_eq!(waits.last(), Some(&LONGEST_WAIT));
        logouts.prune(TOKEN_LIFE - 1.0);
        assert!(logouts.next().is_some());
        logouts.prune(TOKEN_LIFE);
        assert!(logouts.next().is_none());
    }

    #[test]
    fn a_delivered_logout_is_not_repeated_and_its_session_stays_over() {
        let mut logouts = Logouts::default();
        let first = stored("s", "http://one.test", 0);
        logouts.add(&first, StorageScope::Local, 0.0);
        let sent = logouts.next().unwrap().clone();
        logouts.finish(&sent, true, 1.0);
        assert!(logouts.next().is_none());
        assert!(logouts.is_over("s"));
        // A renewal that was answered late brings tokens that work again.
        logouts.add(&stored("s", "http://one.test", 1), StorageScope::Local, 2.0);
        let late = logouts.next().unwrap().clone();
        assert_eq!(late.token, Some(Secret::new("s-1")));
        logouts.finish(&sent, true, 3.0);
        assert!(
            logouts.next().is_some(),
            "the older answer is not for the newer tokens"
        );
    }

    #[test]
    fn a_duplicated_tab_keeps_its_session_when_the_other_logs_out() {
        let mut logouts = Logouts::default();
        logouts.add(
            &stored("s", "http://one.test", 0),
            StorageScope::Session,
            0.0,
        );
        assert!(
            logouts.next().unwrap().next_at > 0.0,
            "there is time to claim it"
        );
        assert!(!logouts.is_over("s"));
        assert!(!logouts.claim("another"));
        assert!(logouts.claim("s"));
        assert!(logouts.next().is_none());
        logouts.add(&stored("b", "http://one.test", 0), StorageScope::Local, 0.0);
        assert!(!logouts.claim("b"));
        assert!(logouts.is_over("b"));
    }

    #[test]
    fn many_undelivered_logouts_stay_few() {
        let mut logouts = Logouts::default();
        for number in 0..50 {
            logouts.add(
                &stored(&number.to_string(), "", 0),
                StorageScope::Local,
                0.0,
            );
        }
        assert_eq!(logouts.0.len(), MOST);
    }

    #[test]
    fn whatever_a_server_says_for_good_ends_the_repeating() {
        let refused = |status| {
            Err(ApiError::Refused(wire::Refusal {
                status,
                ..Default::default()
            }))
        };
        for over in [400, 401, 403, 404, 422] {
            assert!(is_settled(&refused(over)));
        }
        for again in [408, 429, 500, 503] {
            assert!(!is_settled(&refused(again)));
        }
        let route = String::new();
        assert!(!is_settled(&Err(ApiError::Unreachable { route })));
        assert!(is_settled(&Ok(())));
    }
}
