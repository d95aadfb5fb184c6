//! Connecting with keys: looking at a backend, proving a key, taking and replacing keys.

use std::sync::Arc;

use leptos::prelude::*;
use wire::{
    Access, ApiError, Secret,
    auth::{self, User},
    capabilities::{Capabilities, Capability},
};

use super::{
    Asker, AuthStatus, KeyRing, Known, Session, Stored, key_people, new_session_id, owned,
};
use crate::{
    api::{Client, Credential, Keys, transport::unabortable},
    state::storage::StorageScope,
};

impl Session {
    /// Asks a backend what it offers, before anybody connects to it.
    pub async fn look_at(self, base: String) -> Result<Known, ApiError> {
        let client = self.client_for(base);
        if client.base() == self.base.get_untracked() {
            // The session asks that one anyway.
            let known = || {
                let known = self.capabilities.get_untracked();
                known.filter(Known::is_told)
            };
            if known().is_none() {
                self.learn().await?;
            }
            if let Some(known) = known() {
                return Ok(known);
            }
        }
        self.find_out(&client).await
    }

    /// Proves a key with a real call; says who it belongs to, where the backend knows.
    pub async fn prove(
        self,
        base: &str,
        capabilities: &Arc<Capabilities>,
        access: Access,
        key: Secret,
    ) -> Result<Option<User>, ApiError> {
        let keys = match access {
            Access::CacheKey => Keys {
                main: None,
                cache: Some(key),
            },
            Access::Session | Access::Public => Credential::ApiKey(key).into(),
        };
        let client = self
            .client_for(base.to_owned())
            .with_capabilities(capabilities.clone())
            .with_keys(keys);
        let signal = unabortable();
        let me = Capability::AuthMe;
        if access == Access::Session && capabilities.access(me) == Some(access) {
            return match client.send(&auth::me(), &signal).await {
                Ok(user) => Ok(Some(user)),
                Err(error) => Err(self.behind(&client, error).await),
            };
        }
        let mut outcome = Err(ApiError::NotOffered(me));
        for proof in capabilities.proofs(access) {
            outcome = match client.send(&proof, &signal).await {
                Ok(()) => Ok(None),
                Err(error) => Err(self.behind(&client, error).await),
            };
            let failed = outcome.as_ref().err().is_some_and(is_failure);
            if !failed {
                break;
            }
        }
        outcome
    }

    /// Goes on with keys that were proved, on this server, unless somebody else signed in since
    /// `asker` began to prove them.
    pub fn connect(
        self,
        asker: Asker,
        base: String,
        known: Known,
        keys: KeyRing,
        user: Option<User>,
        scope: StorageScope,
    ) -> Result<(), ApiError> {
        let client = self.try_client_for(base).ok_or(ApiError::Aborted)?;
        let base = client.base().to_owned();
        let stored = Stored::by_keys(new_session_id(), base.clone(), keys, user);
        self.sign_in(asker, scope, stored)?;
        self.learned(&base, known);
        Ok(())
    }

    /// Takes other keys, which `asker` had proved, for the same server.
    ///
    /// `user` is who the new API key belongs to, where that is known and may be
    /// another. Where it is not, and the session goes on, a new API key goes on with the work of
    /// the one it replaces. What failed without the keys is asked for again.
    pub fn replace_keys(
        self,
        asker: Asker,
        keys: KeyRing,
        user: Option<User>,
    ) -> Result<(), ApiError> {
        let held = self.inner.try_with_value(|inner| {
            let (scope, stored) = inner.machine.held()?;
            Some((*scope, stored.clone(), inner.machine.auth_status()))
        });
        let (scope, before, auth_status) = held.flatten().ok_or(ApiError::Aborted)?;
        let user = user.or(before.user.clone());
        let stored = Stored::by_keys(new_session_id(), before.base.clone(), keys, user);
        // Over a session that has ended, it may be somebody else who gives a key.
        let handed_on = match (auth_status, before.key_person(), stored.key_person()) {
            (AuthStatus::In(_), Some(from), Some(to)) if from != to => {
                let to = owned(&to, &stored.base);
                key_people::hand_on(&owned(&from, &before.base), &to).then_some(to)
            }
            _ => None,
        };
        let outcome = self.sign_in(asker, scope, stored);
        if let (Err(_), Some(to)) = (&outcome, handed_on) {
            key_people::forget(&to);
        }
        outcome
    }

    /// The keys that the session began with; `None` for one by password.
    pub fn key_ring(self) -> Option<KeyRing> {
        self.epoch.track();
        self.inner.with_value(|inner| inner.stored()?.key_ring())
    }

    /// A client without keys for any server.
    pub(super) fn client_for(self, base: String) -> Client {
        let transport = self.inner.with_value(|inner| inner.transport.clone());
        Client::new(base, transport)
    }

    /// [`Session::client_for`], where the app may be gone.
    pub(super) fn try_client_for(self, base: String) -> Option<Client> {
        let transport = self.inner.try_with_value(|inner| inner.transport.clone())?;
        Some(Client::new(base, transport))
    }

    /// What is behind a server that seems not to be there.
    pub(super) async fn behind(self, client: &Client, error: ApiError) -> ApiError {
        match error {
            ApiError::Unreachable { route } => self.look_behind(client, route).await,
            error => error,
        }
    }
}

/// Whether the server failed by itself, so that another request may tell more of the key.
fn is_failure(error: &ApiError) -> bool {
    matches!(error, ApiError::Hidden { .. }) || error.status() == Some(500)
}
