//! The session as the browser keeps it.

use serde::{Deserialize, Serialize};
use wire::{
    Secret,
    auth::{Grant, User},
};

use super::TokenId;
use crate::{
    api::{Credential, Keys},
    state::storage::{self, StorageScope},
};

/// Where the session is kept; other tabs hear of changes under this name.
pub const KEY: &str = "toombos.session";

/// A token that expires within this, in milliseconds, is renewed before it is used.
const RENEW_BEFORE: f64 = 60_000.0;

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
    /// Tells the session from others, for as long as it goes on.
    #[serde(default)]
    pub id: String,
    /// How often its tokens have been renewed.
    #[serde(default)]
    pub renewal: u32,
    /// The server's address.
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
        /// How long it was granted for; `None` in what was stored before this was kept.
        #[serde(default)]
        lifetime: Option<f64>,
    },
    /// Keys instead of a person; a backend may work with some of them, or with none.
    ApiKey {
        key: Option<Secret>,
        #[serde(default)]
        cache: Option<Secret>,
    },
}

impl Stored {
    /// A session by password with a new `id`, granted at `now` in milliseconds since 1970.
    pub fn token(id: String, base: String, grant: Grant, now: f64) -> Self {
        Self {
            id,
            renewal: 0,
            base,
            user: Some(grant.user.clone()),
            proof: Proof::granted(grant, now),
        }
    }

    /// The session with its next tokens.
    pub fn renewed(&self, grant: Grant, now: f64) -> Self {
        Self {
            id: self.id.clone(),
            renewal: self.renewal.saturating_add(1),
            base: self.base.clone(),
            user: Some(grant.user.clone()),
            proof: Proof::granted(grant, now),
        }
    }

    /// A session by keys instead of a password, with a new `id`.
    pub fn by_keys(id: String, base: String, keys: KeyRing, user: Option<User>) -> Self {
        let KeyRing { api: key, cache } = keys;
        Self {
            id,
            renewal: 0,
            base,
            user,
            proof: Proof::ApiKey { key, cache },
        }
    }

    /// The session that this tab keeps, or this browser.
    pub fn load(scope: StorageScope) -> Option<Self> {
        let mut stored: Self = storage::load(scope, KEY)?;
        if stored.id.is_empty() {
            // From before sessions had ids. Every tab that reads it must come to the same one.
            stored.id = format!("unnamed-{:016x}", stored.fingerprint());
        }
        Some(stored)
    }

    /// Stores the session; `false` where the browser would not.
    pub fn save(&self, scope: StorageScope) -> bool {
        // An older one goes on in the other tabs, until they hear of this one.
        storage::save_or_keep_older(scope, KEY, self)
    }

    /// Stores no session any more.
    pub fn forget(scope: StorageScope) {
        storage::remove(scope, KEY);
    }

    /// A hash of what the session proves itself with.
    fn fingerprint(&self) -> u64 {
        let (first, second) = match &self.proof {
            Proof::Token { refresh, .. } => (Some(refresh), None),
            Proof::ApiKey { key, cache } => (key.as_ref(), cache.as_ref()),
        };
        let texts = [first, second].into_iter().flatten().map(Secret::expose);
        let bytes = texts.chain([self.base.as_str()]).flat_map(str::bytes);
        fnv(bytes)
    }

    /// Which tokens of which session these are.
    pub fn token_id(&self) -> TokenId {
        TokenId {
            session: self.id.clone(),
            renewal: self.renewal,
        }
    }

    /// Whether both are the same person's, on the same server. Where it cannot say who somebody
    /// is, another API key may be somebody else's.
    pub fn is_same_person(&self, other: &Self) -> bool {
        let is_same = match (&self.user, &other.user) {
            (Some(user), Some(other)) => user.id == other.id,
            (None, None) => match (self.keys().main, other.keys().main) {
                (Some(key), Some(other)) => key == other,
                _ => true,
            },
            _ => false,
        };
        is_same && self.base == other.base
    }

    /// Tells the person from others of the same server. An API key whose owner the server does
    /// not say is told by a few bits, from which nobody can guess it.
    pub fn person(&self) -> String {
        match &self.user {
            Some(user) => user.id.to_string(),
            None => self.key_person().unwrap_or_default(),
        }
    }

    /// The person, where only their API key tells them from others.
    pub fn key_person(&self) -> Option<String> {
        let key = match (&self.user, &self.proof) {
            (None, Proof::ApiKey { key, .. }) => key.as_ref()?,
            _ => return None,
        };
        Some(format!("key-{:03x}", fnv(key.expose().bytes()) & 0xfff))
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

    /// From when on the token is to be renewed before it is used, in milliseconds since 1970:
    /// a minute before it expires, or in the last quarter of a shorter life. A token that is
    /// granted for less than a minute would be renewed before every request else.
    pub fn renews_at(&self) -> Option<f64> {
        let Proof::Token {
            expires_at,
            lifetime,
            ..
        } = &self.proof
        else {
            return None;
        };
        let before = lifetime.map_or(RENEW_BEFORE, |life| RENEW_BEFORE.min(life / 4.0));
        // One that was never good is used all the same: the server says what it thinks of it.
        (lifetime.is_none_or(|life| life > 0.0)).then_some(expires_at - before)
    }

    /// Whether `other` is the same session with newer tokens.
    pub fn is_renewed_by(&self, other: &Self) -> bool {
        self.id == other.id && self.is_same_person(other) && self.renewal < other.renewal
    }
}

impl Proof {
    fn granted(grant: Grant, now: f64) -> Self {
        // Any number of seconds that a server may name is exact enough.
        let lifetime = grant.expires_in as f64 * 1000.0;
        Self::Token {
            access: grant.access_token,
            refresh: grant.refresh_token,
            expires_at: now + lifetime,
            lifetime: Some(lifetime),
        }
    }
}

/// FNV-1a.
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
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
        let grant = serde_json::from_value(grant).unwrap();
        Stored::token("s".into(), "http://api.test".into(), grant, at)
    }

    #[test]
    fn another_key_is_another_person_unless_the_server_says_who_it_is() {
        let with = |base: &str, api: Option<&str>, cache: Option<&str>| {
            let ring = KeyRing {
                api: api.map(Secret::new),
                cache: cache.map(Secret::new),
            };
            Stored::by_keys("s".into(), base.into(), ring, None)
        };
        let one = with("http://api.test", Some("a"), None);
        assert!(one.is_same_person(&with("http://api.test", Some("a"), Some("c"))));
        assert!(one.is_same_person(&with("http://api.test", None, None)));
        assert!(!one.is_same_person(&with("http://api.test", Some("b"), None)));
        assert!(!one.is_same_person(&with("http://other.test", Some("a"), None)));
        assert!(!one.is_same_person(&granted("a", 0.0)));
    }

    #[test]
    fn a_session_that_was_kept_before_there_were_cache_keys_is_read() {
        let text = r#"{"base":"http://api.test","user":null,
            "proof":{"kind":"api_key","key":"a-key"}}"#;
        let stored: Stored = serde_json::from_str(text).unwrap();
        assert_eq!(stored.key_ring().unwrap().api, Some(Secret::new("a-key")));
    }

    #[test]
    fn a_token_is_renewed_late_in_its_life_however_short_that_is() {
        let renews = |seconds: i64| {
            let grant = serde_json::json!({
                "access_token": "a", "token_type": "bearer", "expires_in": seconds,
                "refresh_token": "r", "user": {
                    "id": "u", "email": "e@toombos.test", "name": "E", "role": "editor",
                    "created_at": "2026-11-23T00:00:00Z",
                },
            });
            let grant = serde_json::from_value(grant).unwrap();
            Stored::token("s".into(), "http://api.test".into(), grant, 1_000.0).renews_at()
        };
        assert_eq!(renews(900), Some(841_000.0));
        assert_eq!(renews(20), Some(16_000.0));
        assert_eq!(renews(0), None);
        let old = r#"{"base":"b","user":null,"proof":{"kind":"token","access":"a","refresh":"r",
            "expires_at":100000.0}}"#;
        let old: Stored = serde_json::from_str(old).unwrap();
        assert_eq!(old.renews_at(), Some(40_000.0));
    }

    #[test]
    fn each_person_has_a_name_of_their_own_and_a_key_is_not_in_it() {
        let by = |key: &str| {
            let ring = KeyRing {
                api: Some(Secret::new(key)),
                cache: None,
            };
            Stored::by_keys("s".into(), "http://api.test".into(), ring, None).person()
        };
        assert_eq!(granted("a", 0.0).person(), "u");
        assert_eq!(by("one"), by("one"));
        assert_ne!(by("one"), by("two"));
        assert!(!by("one").contains("one") && by("one").len() == 7);
        let none = Stored::by_keys("s".into(), "http://a".into(), KeyRing::default(), None);
        assert_eq!(none.person(), "");
    }

    #[test]
    fn only_newer_tokens_of_the_same_session_renew_it() {
        let first = granted("a", 0.0);
        let grant = |person: &str| {
            serde_json::from_value(serde_json::json!({
                "access_token": "b", "token_type": "bearer", "expires_in": 20,
                "refresh_token": "r2", "user": {
                    "id": person, "email": "e@toombos.test", "name": "E", "role": "editor",
                    "created_at": "2026-11-23T00:00:00Z",
                },
            }))
            .unwrap()
        };
        let next = first.renewed(grant("u"), 1.0);
        assert!(first.is_renewed_by(&next));
        assert!(!next.is_renewed_by(&first));
        assert!(!first.is_renewed_by(&first));
        assert!(!first.is_renewed_by(&first.renewed(grant("other"), 1.0)));
        let mut another = next.clone();
        another.id = "another".into();
        assert!(!first.is_renewed_by(&another));
    }

    #[test]
    fn a_session_survives_storage_and_hides_its_secrets() {
        let stored = granted("a-very-secret-token", 5.0);
        let text = serde_json::to_string(&stored).unwrap();
        assert_eq!(serde_json::from_str::<Stored>(&text).unwrap(), stored);
        assert!(!format!("{stored:?}").contains("very-secret"));
    }
}
