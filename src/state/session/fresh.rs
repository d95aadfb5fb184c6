//! A key that was just made: shown once to whoever made it, proved, and then forgotten.
//!
//! It is held in memory only, for as long as its dialog is open. Nothing here stores it, and
//! nothing but the screen and the clipboard of that person gets its text.

use leptos::prelude::*;
use wire::{
    ApiError, Secret,
    api_keys::{ApiKey, CreatedApiKey},
    auth::{self, Whoami},
};

use super::Session;
use crate::api::{Credential, transport::unabortable};

/// Stands for each character of a key that is not shown.
const DOT: &str = "•";

/// How many of them; a key's length is nobody's business.
const DOTS: usize = 12;

/// A key that was just made. Its secret is not to be had from the server again.
#[derive(Clone, Debug)]
pub struct FreshKey {
    facts: ApiKey,
    secret: Secret,
}

impl FreshKey {
    /// What stays known of the key.
    pub fn facts(&self) -> &ApiKey {
        &self.facts
    }

    /// The key as it may be seen over a shoulder, or all of it where that is asked for.
    pub fn text(&self, in_full: bool) -> String {
        if in_full {
            self.secret.expose().to_owned()
        } else {
            format!("{}{}", self.facts.prefix, DOT.repeat(DOTS))
        }
    }
}

impl From<CreatedApiKey> for FreshKey {
    fn from(created: CreatedApiKey) -> Self {
        Self {
            facts: created.key,
            secret: created.secret,
        }
    }
}

impl Session {
    /// Proves a new key with a real call to the session's backend, made with that key alone;
    /// says who it is there, and what it may do. The session goes on with its own.
    pub async fn prove_fresh(self, key: FreshKey) -> Result<Whoami, ApiError> {
        let base = self.base.try_get_untracked().ok_or(ApiError::Aborted)?;
        let known = self.capabilities.try_get_untracked().flatten();
        let mut client = self
            .client_for(base)
            .with_keys(Credential::ApiKey(key.secret));
        if let Some(known) = known {
            client = client.with_capabilities(known.capabilities);
        }
        match client.send(&auth::whoami(), &unabortable()).await {
            Ok(told) => Ok(told),
            Err(error) => Err(self.behind(&client, error).await),
        }
    }

    /// Whether the session itself goes by the key that begins so.
    pub fn goes_by_key(self, prefix: &str) -> bool {
        !prefix.is_empty()
            && self
                .key_ring()
                .and_then(|ring| ring.api)
                .is_some_and(|key| key.expose().starts_with(prefix))
    }

    /// Takes note of what the account is now, e.g. after its name was changed.
    pub fn take_user(self, user: wire::auth::User) {
        self.step(super::SessionInput::UserChanged(user));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_prefix_is_seen_unless_asked_for() {
        let created = serde_json::json!({
            "id": "k", "name": "CI", "prefix": "toombos_abcd", "scopes": [],
            "created_at": "2026-11-01T00:00:00Z", "expires_at": null, "last_used_at": null,
            "revoked_at": null, "secret": "toombos_abcdefghijklmnop",
        });
        let created: CreatedApiKey = serde_json::from_value(created).unwrap();
        let fresh = FreshKey::from(created);
        assert_eq!(fresh.text(true), "toombos_abcdefghijklmnop");
        assert_eq!(fresh.text(false), "toombos_abcd••••••••••••");
        assert!(!format!("{fresh:?}").contains("efghijklm"));
    }
}
