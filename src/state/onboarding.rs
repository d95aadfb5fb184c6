//! What somebody has done for the first time, as far as this browser knows.
//!
//! The server keeps no trace of a preview, nor of a person who has hidden the list of first steps.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    session::{self, Session},
    storage::{self, StorageScope},
};

/// Where it is kept.
const KEY: &str = "toombos.first-steps";

/// What is known of one person on one backend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Onboarding {
    /// A preview has come, in this browser.
    pub previewed: bool,
    /// A job was started by them; kept, because the list of jobs grows past it.
    pub started: bool,
    /// They want to see no list of first steps.
    pub hidden: bool,
    /// All steps were done once, so nothing has to be asked any more.
    pub done: bool,
}

impl Onboarding {
    /// What is known of whoever is signed in.
    pub fn load(session: Session) -> Self {
        known(session, &all()).unwrap_or_default()
    }

    /// Keeps what is different about whoever is signed in; returns what is known then.
    pub fn note(session: Session, change: impl FnOnce(&mut Self)) -> Self {
        let mut all = all();
        let before = known(session, &all).unwrap_or_default();
        let onboarding = all.entry(session::owner()).or_default();
        *onboarding = before;
        change(onboarding);
        let after = *onboarding;
        if after != before {
            storage::save(StorageScope::Local, KEY, &all);
        }
        after
    }
}

/// Takes note that a preview has come.
pub fn previewed(session: Session) {
    Onboarding::note(session, |onboarding| onboarding.previewed = true);
}

/// Takes note that something was published: that is a first job as well.
pub fn published(session: Session) {
    Onboarding::note(session, |onboarding| onboarding.started = true);
}

fn all() -> BTreeMap<String, Onboarding> {
    storage::load(StorageScope::Local, KEY).unwrap_or_default()
}

/// What is stored for whoever is signed in, by person and server: several may share a browser.
///
/// An earlier version had one name for everybody without an account, and another one for the page's
/// own server; what it stored for an account is still theirs.
pub(super) fn known<T: Clone>(session: Session, all: &BTreeMap<String, T>) -> Option<T> {
    let own = all.get(&session::owner());
    let earlier = || {
        let user = untrack(|| session.user())?;
        all.get(&format!("{} {}", user.id, session.base().get_untracked()))
    };
    own.or_else(earlier).cloned()
}
