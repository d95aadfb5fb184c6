//! Keys on their way to being revoked, which can be undone until it is final.
//!
//! Revoking is final on the server, so it is not the first thing to be asked for: the key is
//! disabled, which already keeps everybody out, and revoked once the time to undo is over. A tab
//! that is closed in between leaves a disabled key, which the server shows as just that. Lives as
//! long as the app, so that leaving the page changes nothing.

use std::{collections::BTreeMap, time::Duration};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wire::{
    ApiError,
    api_keys::{self, ApiKey, ApiKeyChange, ApiKeyId},
    auth::UserId,
    capabilities::Capability,
};

use super::{
    clock,
    notices::{Mood, Notices, use_notices},
    query::send_once,
    scope::in_app_scope,
    session::{Session, use_session},
    text::revoking as text,
};

/// How long it can be undone: time to read what happened, and to think again.
const UNDO: Duration = Duration::from_secs(20);

/// How far a revocation is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stage {
    /// The key is about to be disabled.
    Disabling,
    /// It can be undone until then, in milliseconds since 1970.
    Waiting {
        /// The moment.
        until: f64,
        /// Whether the key is disabled already; some backends cannot do that.
        is_disabled: bool,
    },
    /// It is being undone.
    Undoing,
    /// It is being made final.
    Ending,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    stage: Stage,
    /// It was disabled before anybody wanted it revoked, so undoing leaves it so.
    was_disabled: bool,
    /// Whose key it is, and where.
    owner: Owner,
    notice: Option<u64>,
}

type Owner = (String, Option<UserId>);

/// The keys on their way to being revoked.
#[derive(Clone, Copy)]
pub struct Revoking {
    entries: RwSignal<BTreeMap<ApiKeyId, Entry>>,
    changed: RwSignal<u32>,
    session: Session,
    notices: Notices,
}

impl Revoking {
    /// Makes it known to everything below.
    pub fn provide() -> Self {
        let revoking = Self {
            entries: RwSignal::default(),
            changed: RwSignal::new(0),
            session: use_session(),
            notices: use_notices(),
        };
        provide_context(revoking);
        revoking
    }

    /// How far the revocation of a key is; `None` where nobody wants it.
    pub fn stage(self, id: &ApiKeyId) -> Option<Stage> {
        self.entries
            .with(|entries| entries.get(id).map(|entry| entry.stage))
    }

    /// Grows whenever the server did something to a key.
    pub fn changed(self) -> Signal<u32> {
        self.changed.into()
    }

    /// Begins to revoke a key.
    pub fn ask(self, key: &ApiKey) {
        let id = key.id.clone();
        if self.entries.with_untracked(|it| it.contains_key(&id)) {
            return;
        }
        let can_disable = untrack(|| self.session.offers(Capability::ApiKeysChange));
        let was_disabled = key.disabled_at.is_some();
        let entry = Entry {
            name: key.name.clone(),
            stage: Stage::Disabling,
            was_disabled,
            owner: self.owner(),
            notice: None,
        };
        self.entries.update(|entries| {
            entries.insert(id.clone(), entry);
        });
        if was_disabled || !can_disable {
            self.wait(&id, was_disabled);
            return;
        }
        spawn_local(async move {
            match self.disable(&id, true).await {
                Ok(()) => self.wait(&id, true),
                Err(error) => self.fail(&id, text::FAILED, &error),
            }
            self.tell();
        });
    }

    /// Makes it final at once.
    pub fn end_now(self, id: &ApiKeyId) {
        let waits = self.entry(id).is_some_and(|it| is_waiting(it.stage));
        if waits {
            self.end(id.clone());
        }
    }

    fn wait(self, id: &ApiKeyId, is_disabled: bool) {
        let Some(name) = self.entry(id).map(|entry| entry.name) else {
            return;
        };
        let until = clock::now() + UNDO.as_secs_f64() * 1_000.0;
        let title = if is_disabled {
            text::disabled(&name)
        } else {
            text::active(&name)
        };
        let undone = id.clone();
        let notice = self
            .notices
            .offer(Mood::Plain, title, text::UNDO, move || self.undo(&undone));
        self.put(id, Stage::Waiting { until, is_disabled }, Some(notice));
        let id = id.clone();
        set_timeout(
            move || {
                // Undone, and wanted once more: then another timer ends it.
                let is_due = self.entry(&id).is_some_and(
                    |entry| matches!(entry.stage, Stage::Waiting { until: at, .. } if at == until),
                );
                if is_due {
                    self.end(id);
                }
            },
            UNDO,
        );
    }

    /// Undoes it, as long as it is not final.
    pub fn undo(self, id: &ApiKeyId) {
        let Some(entry) = self.entry(id).filter(|entry| is_waiting(entry.stage)) else {
            return;
        };
        self.dismiss(&entry);
        let is_disabled = matches!(entry.stage, Stage::Waiting { is_disabled, .. } if is_disabled);
        if entry.was_disabled || !is_disabled {
            self.forget(id);
            return;
        }
        self.put(id, Stage::Undoing, None);
        let id = id.clone();
        spawn_local(async move {
            let outcome = self.disable(&id, false).await;
            self.forget(&id);
            match outcome {
                Ok(()) => self.notices.good(text::restored(&entry.name)),
                Err(error) => self.notices.failed(text::STILL_DISABLED, &error),
            }
            self.tell();
        });
    }

    fn end(self, id: ApiKeyId) {
        let Some(entry) = self.entry(&id) else {
            return;
        };
        self.dismiss(&entry);
        // Somebody else is signed in by now: the key stays disabled, and theirs to revoke.
        if entry.owner != self.owner() {
            self.forget(&id);
            return;
        }
        self.put(&id, Stage::Ending, None);
        spawn_local(async move {
            let outcome = send_once(self.session, &api_keys::revoke(&id)).await;
            self.forget(&id);
            match outcome {
                Ok(()) => self.notices.good(text::revoked(&entry.name)),
                Err(error) => self.notices.failed(text::END_FAILED, &error),
            }
            self.tell();
        });
    }

    async fn disable(self, id: &ApiKeyId, disabled: bool) -> Result<(), ApiError> {
        let change = ApiKeyChange {
            disabled: Some(disabled),
            ..ApiKeyChange::default()
        };
        send_once(self.session, &api_keys::change(id, &change))
            .await
            .map(|_| ())
    }

    fn fail(self, id: &ApiKeyId, what: &str, error: &ApiError) {
        self.forget(id);
        self.notices.failed(what, error);
    }

    fn owner(self) -> Owner {
        let user = untrack(|| self.session.user()).map(|user| user.id);
        (self.session.base().get_untracked(), user)
    }

    fn entry(self, id: &ApiKeyId) -> Option<Entry> {
        self.entries
            .with_untracked(|entries| entries.get(id).cloned())
    }

    fn put(self, id: &ApiKeyId, stage: Stage, notice: Option<u64>) {
        self.entries.update(|entries| {
            if let Some(entry) = entries.get_mut(id) {
                entry.stage = stage;
                entry.notice = notice;
            }
        });
    }

    fn dismiss(self, entry: &Entry) {
        if let Some(notice) = entry.notice {
            self.notices.dismiss(notice);
        }
    }

    fn forget(self, id: &ApiKeyId) {
        self.entries.update(|entries| {
            entries.remove(id);
        });
    }

    fn tell(self) {
        self.changed.update(|count| *count = count.wrapping_add(1));
    }
}

fn is_waiting(stage: Stage) -> bool {
    matches!(stage, Stage::Waiting { .. })
}

/// The keys on their way to being revoked.
pub fn use_revoking() -> Revoking {
    use_context().unwrap_or_else(|| in_app_scope(Revoking::provide))
}
