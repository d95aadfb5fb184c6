//! Breaks things on purpose, so that the app can be tried against a bad day.
//!
//! Off unless the server was started with `--faults`, which it accepts on
//! loopback only. A fault comes with one request, in the header
//! `x-sandbox-fault`, or as a rule posted to `/__sandbox/faults`; see
//! `docs/sandbox.md` for both.

pub mod header;
pub mod layer;
pub mod rule;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::Method;
use tokio::sync::watch;
use wire::{
    cache::CacheTarget, channel::Channel, events::Feed, health::HealthStatus, jobs::PartStatus,
};

pub use rule::{ActiveRule, Fault, RetryAfter, Rule};

/// The rules in force. Copies share them.
#[derive(Clone)]
pub struct Faults(Option<Arc<Inner>>);

struct Inner {
    rules: Mutex<Rules>,
    changes: watch::Sender<u64>,
}

#[derive(Default)]
struct Rules {
    last_id: u64,
    active: Vec<Active>,
}

struct Active {
    id: u64,
    rule: Rule,
    since: Instant,
    seen: u32,
    hits: u32,
}

impl Active {
    fn is_over(&self) -> bool {
        let spent = self.rule.times.is_some_and(|times| self.hits >= times);
        let late = self
            .rule
            .for_ms
            .is_some_and(|millis| self.since.elapsed() >= Duration::from_millis(millis));
        spent || late
    }

    fn cache_message(&self, target: &CacheTarget) -> Option<String> {
        match &self.rule.fault {
            Fault::FailCache {
                target: of,
                message,
            } if of.as_ref().is_none_or(|of| of == target) => Some(message.clone()),
            _ => None,
        }
    }

    /// Counts one occasion; whether the rule applies to it.
    fn strike(&mut self) -> bool {
        if self.is_over() {
            return false;
        }
        self.seen += 1;
        if self.seen <= self.rule.after.unwrap_or_default() {
            return false;
        }
        self.hits += 1;
        true
    }
}

impl Faults {
    /// Rules that may be set, or never.
    pub fn new(enabled: bool) -> Self {
        Self(enabled.then(|| {
            Arc::new(Inner {
                rules: Mutex::default(),
                changes: watch::Sender::new(0),
            })
        }))
    }

    /// Whether faults may be set at all.
    pub fn is_enabled(&self) -> bool {
        self.0.is_some()
    }

    fn with<T>(&self, work: impl FnOnce(&mut Rules) -> T) -> Option<T> {
        let inner = self.0.as_ref()?;
        let mut rules = inner.rules.lock().unwrap_or_else(PoisonError::into_inner);
        Some(work(&mut rules))
    }

    fn tell(&self) {
        if let Some(inner) = &self.0 {
            inner.changes.send_modify(|count| *count += 1);
        }
    }

    /// Wakes whenever the rules change. Without `--faults` it waits for ever.
    pub fn changes(&self) -> Changes {
        Changes(self.0.as_ref().map(|inner| inner.changes.subscribe()))
    }

    /// Sets a rule.
    pub fn add(&self, rule: Rule) -> Option<u64> {
        let id = self.with(|rules| {
            rules.last_id += 1;
            let id = rules.last_id;
            rules.active.push(Active {
                id,
                rule,
                since: Instant::now(),
                seen: 0,
                hits: 0,
            });
            id
        });
        self.tell();
        id
    }

    /// Ends a rule, or all of them; how many were there.
    pub fn remove(&self, id: Option<u64>) -> usize {
        let removed = self.with(|rules| {
            let before = rules.active.len();
            rules
                .active
                .retain(|active| id.is_some_and(|id| active.id != id));
            before - rules.active.len()
        });
        self.tell();
        removed.unwrap_or_default()
    }

    /// Drops the rules that are over.
    pub fn sweep(&self) {
        self.with(|rules| rules.active.retain(|active| !active.is_over()));
        self.tell();
    }

    /// The rules in force.
    pub fn list(&self) -> Vec<ActiveRule> {
        self.with(|rules| {
            rules
                .active
                .iter()
                .filter(|active| !active.is_over())
                .map(|active| ActiveRule {
                    id: active.id,
                    rule: active.rule.clone(),
                    hits: active.hits,
                })
                .collect()
        })
        .unwrap_or_default()
    }

    /// The faults that the rules have for a request.
    pub fn for_request(&self, method: &Method, target: &str) -> Vec<Fault> {
        self.with(|rules| {
            rules
                .active
                .iter_mut()
                .filter(|active| active.rule.fault.is_for_requests())
                .filter(|active| active.rule.matches(method, target))
                .filter_map(|active| active.strike().then(|| active.rule.fault.clone()))
                .collect()
        })
        .unwrap_or_default()
    }

    /// How often the next frame of a feed is sent: none, once or twice.
    pub fn frame_copies(&self, feed: Feed) -> u8 {
        self.first(|active| {
            let copies = match active.rule.fault {
                Fault::SkipFrames => 0,
                Fault::RepeatFrames => 2,
                _ => return None,
            };
            (active.rule.matches_feed(feed) && active.strike()).then_some(copies)
        })
        .unwrap_or(1)
    }

    /// Whether the sockets of a feed are to say nothing.
    pub fn is_silent(&self, feed: Feed) -> bool {
        self.first(|active| {
            let silent = matches!(active.rule.fault, Fault::SilentWebsocket)
                && active.rule.matches_feed(feed)
                && !active.is_over();
            silent.then_some(())
        })
        .is_some()
    }

    /// Why a channel is to fail, if it is.
    pub fn channel_failure(&self, channel: &Channel) -> Option<String> {
        self.first(|active| match &active.rule.fault {
            Fault::FailChannel {
                channel: of,
                message,
            } if of.as_ref().is_none_or(|of| of == channel) => {
                let message = message.clone();
                active.strike().then_some(message)
            }
            _ => None,
        })
    }

    /// Why a cache is not to be emptied, if it is not.
    pub fn cache_failure(&self, target: &CacheTarget) -> Option<String> {
        self.first(|active| {
            let message = active.cache_message(target)?;
            active.strike().then_some(message)
        })
    }

    /// What is wrong with a cache. To look is no occasion.
    pub fn cache_trouble(&self, target: &CacheTarget) -> Option<String> {
        self.first(|active| active.cache_message(target).filter(|_| !active.is_over()))
    }

    /// Whether a channel is to stay at a step.
    pub fn holds(&self, channel: &Channel, step: &PartStatus) -> bool {
        self.first(|active| match &active.rule.fault {
            Fault::HoldChannel {
                channel: of,
                step: at,
            } => {
                let meant = of.as_ref().is_none_or(|of| of == channel)
                    && at.as_ref().is_none_or(|at| at == step)
                    && !active.is_over();
                meant.then_some(())
            }
            _ => None,
        })
        .is_some()
    }

    /// How a component is to be found, and in which words.
    pub fn broken_component(&self, name: &str) -> Option<(HealthStatus, String)> {
        self.first(|active| match &active.rule.fault {
            Fault::BreakComponent {
                component,
                status,
                message,
            } if component == name && !active.is_over() => Some((status.clone(), message.clone())),
            _ => None,
        })
    }

    /// By how many milliseconds the clock is to be wrong.
    pub fn skew_millis(&self) -> i64 {
        self.first(|active| match active.rule.fault {
            Fault::ClockSkew { seconds } if !active.is_over() => Some(seconds.saturating_mul(1000)),
            _ => None,
        })
        .unwrap_or_default()
    }

    /// How many seconds new access tokens are to work.
    pub fn token_ttl(&self) -> Option<u64> {
        self.first(|active| match active.rule.fault {
            Fault::TokenTtl { seconds } if !active.is_over() => Some(seconds),
            _ => None,
        })
    }

    fn first<T>(&self, find: impl FnMut(&mut Active) -> Option<T>) -> Option<T> {
        self.with(|rules| rules.active.iter_mut().find_map(find))?
    }
}

/// Wakes whenever the rules change.
pub struct Changes(Option<watch::Receiver<u64>>);

impl Changes {
    /// Waits for the next change.
    pub async fn changed(&mut self) {
        match &mut self.0 {
            // The sender lives as long as the server, which outlives every waiter.
            Some(changes) => {
                if changes.changed().await.is_err() {
                    std::future::pending().await
                }
            }
            None => std::future::pending().await,
        }
    }
}
