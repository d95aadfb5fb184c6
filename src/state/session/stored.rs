//! The session as the browser keeps it.

use serde::{Deserialize, Serialize};
use wire::{
    Secret,
    auth::{Grant, User},
};

use crate::{
    api::{Credential, Keys},
    state::storage::{self, Keep},
};

/// Where the session is kept; other tabs hear of changes under this name.
pub const KEY: &str = "toombos.session";

/// Where the last choice of "keep me signed in" is kept.
pub const KEEP_KEY: &str = "toombos.keep-signed-in";

/// The keys that somebody connects with instead of a password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyRing {
    /// For everything but what has a key of its own.
    pub api: Option<Secret>,
    /// For the caches, where the backend keeps a key apart for them.
    pub cache: Option<Secret>,
}

/// A session as the browser keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// The backend's address.
    pub base: String,
    /// Who it is; `None` where the backend cannot say.
    pub user: Option<User>,
    proof: Proof,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Proof {
    Token {
        access: Secret,
        refresh: Secret,
        expires_at: f64,
    },
    /// Keys instead of a person; a backend may work with some of them, or with none.
    ApiKey {
        key: Option<Secret>,
        #[serde(default)]
        cache: Option<Secret>,
    },
}

impl Stored {
    /// A session by password, granted at `now` in milliseconds since 1970.
    pub fn token(base: String, grant: Grant, now: f64) -> Self {
        // Any number of seconds that a server may name is exact enough.
        let lifetime = grant.expires_in as f64 * 1000.0;
        Self {
            base,
            user: Some(grant.user),
            proof: Proof::Token {
                access: grant.access_token,
                refresh: grant.refresh_token,
                expires_at: now + lifetime,
            },
        }
    }

    /// A session by keys instead of a password.
    pub fn by_keys(base: String, keys: KeyRing, user: Option<User>) -> Self {
        let KeyRing { api: key, cache } = keys;
        Self {
            base,
            user,
            proof: Proof::ApiKey { key, cache },
        }
    }

    /// The session that this tab or this browser keeps.
    pub fn load() -> Option<(Keep, Self)> {
        [Keep::Tab, Keep::Browser]
            .into_iter()
            .find_map(|keep| storage::load(keep, KEY).map(|stored| (keep, stored)))
    }

    /// Keeps the session there, and only there.
    pub fn save(&self, keep: Keep) {
        if keep == Keep::Browser {
            storage::remove(Keep::Tab, KEY);
        }
        storage::save(keep, KEY, self);
    }

    /// Keeps no session any more.
    pub fn forget() {
        storage::remove(Keep::Tab, KEY);
        storage::remove(Keep::Browser, KEY);
    }

    /// What to prove oneself with.
    pub fn keys(&self) -> Keys {
        match &self.proof {
            Proof::Token { access, .. } => Credential::Token(access.clone()).into(),
            Proof::ApiKey { key, cache } => Keys {
                main: key.clone().map(Credential::ApiKey),
                cache: cache.clone(),
            },
        }
    }

    /// The keys that the session began with; `None` for one by password.
    pub fn key_ring(&self) -> Option<KeyRing> {
        match &self.proof {
            Proof::Token { .. } => None,
            Proof::ApiKey { key, cache } => Some(KeyRing {
                api: key.clone(),
                cache: cache.clone(),
            }),
        }
    }

    /// The token that gets the next one; an API key has none.
    pub fn refresh_token(&self) -> Option<&Secret> {
        match &self.proof {
            Proof::Token { refresh, .. } => Some(refresh),
            Proof::ApiKey { .. } => None,
        }
    }

    /// When the token expires, in milliseconds since 1970.
    pub fn expires_at(&self) -> Option<f64> {
        match &self.proof {
            Proof::Token { expires_at, .. } => Some(*expires_at),
            Proof::ApiKey { .. } => None,
        }
    }

    /// Whether `other` is the same person's session with newer tokens.
    pub fn is_renewed_by(&self, other: &Self) -> bool {
        let same = self.base == other.base
            && self.user.as_ref().map(|user| &user.id) == other.user.as_ref().map(|user| &user.id);
        same && self.expires_at().is_some()
            && self.keys() != other.keys()
            && other.expires_at() > self.expires_at()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(access: &str, at: f64) -> Stored {
        let grant = serde_json::json!({
            "access_token": access, "token_type": "bearer", "expires_in": 900,
            "refresh_token": "r", "user": {
                "id": "u", "email": "e@toombos.test", "name": "E", "role": "editor",
                "created_at": "2026-11-23T00:00:00Z",
            },
        });
        Stored::token(
            "http://api.test".into(),
            serde_json::from_value(grant).unwrap(),
            at,
        )
    }

    #[test]
    fn a_later_token_of_the_same_person_renews() {
        assert!(granted("a", 0.0).is_renewed_by(&granted("b", 1.0)));
        assert!(!granted("a", 0.0).is_renewed_by(&granted("a", 0.0)));
        assert!(!granted("b", 1.0).is_renewed_by(&granted("a", 0.0)));
        let ring = KeyRing {
            api: Some(Secret::new("k")),
            cache: None,
        };
        let key = Stored::by_keys("http://api.test".into(), ring, None);
        assert!(!granted("a", 0.0).is_renewed_by(&key));
    }

    #[test]
    fn a_session_that_was_kept_before_there_were_cache_keys_is_read() {
        let text = r#"{"base":"http://api.test","user":null,
            "proof":{"kind":"api_key","key":"a-key"}}"#;
        let stored: Stored = serde_json::from_str(text).unwrap();
        assert_eq!(stored.key_ring().unwrap().api, Some(Secret::new("a-key")));
    }

    #[test]
    fn a_session_survives_storage_and_hides_its_secrets() {
        let stored = granted("a-very-secret-token", 5.0);
        let text = serde_json::to_string(&stored).unwrap();
        assert_eq!(serde_json::from_str::<Stored>(&text).unwrap(), stored);
        assert!(!format!("{stored:?}").contains("very-secret"));
    }
}
