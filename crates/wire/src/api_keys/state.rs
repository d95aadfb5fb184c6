//! Whether a key works.

use super::ApiKey;

/// Whether a key works, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyState {
    /// It works.
    Working,
    /// It is refused until it is enabled again.
    Disabled,
    /// Its time is over.
    Expired,
    /// It was replaced, and its grace is over.
    Replaced,
    /// It is over for good.
    Revoked,
}

impl KeyState {
    /// The state in a word, for a screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Working => "Active",
            Self::Disabled => "Disabled",
            Self::Expired => "Expired",
            Self::Replaced => "Rotated",
            Self::Revoked => "Revoked",
        }
    }

    /// Why it is refused, in a sentence; `None` for one that works.
    pub fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Working => None,
            Self::Disabled => Some("The API key is disabled"),
            Self::Expired => Some("The API key has expired"),
            Self::Replaced => Some("The API key was rotated, and its grace period is over"),
            Self::Revoked => Some("The API key has been revoked"),
        }
    }
}

impl ApiKey {
    /// Whether it works at `now`, in milliseconds since 1970.
    ///
    /// An end without a zone is never taken to be over: nobody knows when it is.
    pub fn state_at(&self, now: f64) -> KeyState {
        let is_over = self
            .expires_at
            .as_ref()
            .and_then(crate::Stamp::epoch_millis)
            .is_some_and(|at| at <= now);
        if self.revoked_at.is_some() {
            KeyState::Revoked
        } else if is_over && self.replaced_by.is_some() {
            KeyState::Replaced
        } else if is_over {
            KeyState::Expired
        } else if self.disabled_at.is_some() {
            KeyState::Disabled
        } else {
            KeyState::Working
        }
    }

    /// Whether it may do everything that its account may.
    pub fn is_unlimited(&self) -> bool {
        self.scopes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(fields: serde_json::Value) -> ApiKey {
        let mut key = serde_json::json!({
            "id": "k", "name": "CI", "prefix": "toombos_abc", "created_at": "2026-11-01T00:00:00Z",
            "expires_at": null, "last_used_at": null, "revoked_at": null,
        });
        for (name, value) in fields.as_object().unwrap() {
            key[name] = value.clone();
        }
        serde_json::from_value(key).unwrap()
    }

    #[test]
    fn the_weightiest_reason_is_told() {
        let end = "2026-11-20T00:00:00Z";
        let over = crate::Stamp::parse(end).unwrap().epoch_millis().unwrap();
        let check = |fields, expected| assert_eq!(key(fields).state_at(over), expected);
        check(serde_json::json!({}), KeyState::Working);
        check(serde_json::json!({"expires_at": end}), KeyState::Expired);
        check(
            serde_json::json!({"expires_at": end, "replaced_by": "n"}),
            KeyState::Replaced,
        );
        check(serde_json::json!({"disabled_at": end}), KeyState::Disabled);
        check(
            serde_json::json!({"disabled_at": end, "revoked_at": end}),
            KeyState::Revoked,
        );
        let later = serde_json::json!({"expires_at": "2026-11-20T00:00:01Z", "replaced_by": "n"});
        check(later, KeyState::Working);
        let naive = serde_json::json!({"expires_at": "2026-01-01T00:00:00"});
        check(naive, KeyState::Working);
    }
}
