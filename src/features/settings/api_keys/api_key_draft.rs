//! What is typed of a new key, and what it asks for. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wire::{Stamp, api_keys::NewApiKey};

use crate::{
    features::settings::text,
    ui::{FieldValue, TypedMoment},
};

/// A time of one's own choice.
pub const CUSTOM: &str = "custom";

/// No end at all.
pub const NEVER: &str = "never";

/// How long a key may live, by name: the word, the label, and the days.
pub const EXPIRIES: [(&str, &str, i64); 4] = [
    ("7d", text::api_keys::create::WEEK, 7),
    ("30d", text::api_keys::create::MONTH, 30),
    ("90d", text::api_keys::create::QUARTER, 90),
    ("1y", text::api_keys::create::YEAR, 365),
];

/// What is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiKeyDraft {
    /// What people will call it.
    pub name: String,
    /// Only some scopes, and not everything that the account may.
    pub limited: bool,
    /// Which ones.
    pub scopes: BTreeSet<String>,
    /// How long it lives: a word of [`EXPIRIES`], [`NEVER`] or [`CUSTOM`].
    #[serde(alias = "life")]
    pub expiry: String,
    /// The end of one's own choice.
    pub end: TypedMoment,
}

impl Default for ApiKeyDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            limited: false,
            scopes: BTreeSet::new(),
            expiry: "90d".to_owned(),
            end: TypedMoment::default(),
        }
    }
}

/// What is still missing, and at which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The field, as the server names it.
    pub field: &'static str,
    /// What to do.
    pub words: String,
}

impl ApiKeyDraft {
    /// When the key ends, where that is typed. `local` reads what the field holds, and `now` is
    /// in milliseconds since 1970.
    pub fn ends_at(
        &self,
        now: f64,
        local: impl Fn(&TypedMoment) -> FieldValue<Stamp>,
    ) -> FieldValue<Stamp> {
        if self.expiry == CUSTOM {
            return local(&self.end);
        }
        self.named_end(now)
            .map_or(FieldValue::Empty, FieldValue::Value)
    }

    fn named_end(&self, now: f64) -> Option<Stamp> {
        let (.., days) = EXPIRIES.iter().find(|(word, ..)| *word == self.expiry)?;
        let now = chrono::DateTime::from_timestamp_millis(now as i64)?;
        let end = now.checked_add_signed(chrono::TimeDelta::try_days(*days)?)?;
        Some(Stamp::from_utc(end))
    }

    /// The request; otherwise what is still missing, from the top.
    pub fn request(
        &self,
        now: f64,
        local: impl Fn(&TypedMoment) -> FieldValue<Stamp>,
    ) -> Result<NewApiKey, Vec<Missing>> {
        let mut missing = Vec::new();
        let mut need = |is_missing: bool, field, words: &str| {
            if is_missing {
                let words = words.to_owned();
                missing.push(Missing { field, words });
            }
        };
        need(
            self.name.trim().is_empty(),
            "name",
            text::api_keys::create::NAME_MISSING,
        );
        let is_empty = self.limited && self.scopes.is_empty();
        need(is_empty, "scopes", text::api_keys::create::SCOPE_MISSING);
        let end = self.ends_at(now, local);
        let is_missing = self.expiry == CUSTOM && end.is_empty();
        need(
            is_missing,
            "expires_at",
            text::api_keys::create::END_MISSING,
        );
        let end = match end.to_option() {
            Ok(end) => end.cloned(),
            Err(unreadable) => {
                need(true, "expires_at", &unreadable.to_string());
                None
            }
        };
        let is_past = end
            .as_ref()
            .and_then(Stamp::epoch_millis)
            .is_some_and(|at| at <= now);
        need(is_past, "expires_at", text::api_keys::create::END_PAST);
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(NewApiKey {
            name: self.name.trim().to_owned(),
            scopes: if self.limited {
                self.scopes.iter().cloned().collect()
            } else {
                Vec::new()
            },
            expires_at: end,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utc(typed: &TypedMoment) -> FieldValue<Stamp> {
        typed.read(|_| 0)
    }

    fn local(text: &str) -> TypedMoment {
        TypedMoment {
            text: text.to_owned(),
            ..TypedMoment::default()
        }
    }

    fn fields(typed: &ApiKeyDraft, now: f64) -> Vec<&'static str> {
        let missing = typed.request(now, utc).unwrap_err();
        missing.iter().map(|it| it.field).collect()
    }

    #[test]
    fn what_is_missing_is_told_at_its_field() {
        let mut typed = ApiKeyDraft {
            limited: true,
            expiry: CUSTOM.into(),
            ..ApiKeyDraft::default()
        };
        assert_eq!(fields(&typed, 0.0), ["name", "scopes", "expires_at"]);
        typed.name = " CI ".into();
        typed.scopes.insert("jobs:read".into());
        for unreadable in ["12345-01-01T00:00", "soon"] {
            typed.end = local(unreadable);
            assert_eq!(fields(&typed, 0.0), ["expires_at"]);
        }
        typed.end.is_incomplete = true;
        assert_eq!(fields(&typed, 0.0), ["expires_at"]);
        typed.end = local("1970-01-02T00:00");
        let request = typed.request(0.0, utc).unwrap();
        assert_eq!((request.name.as_str(), request.scopes.len()), ("CI", 1));
        assert_eq!(
            request.expires_at.unwrap().as_str(),
            "1970-01-02T00:00:00.000Z"
        );
        assert_eq!(fields(&typed, 1e9), ["expires_at"]);
    }

    #[test]
    fn without_a_limit_no_scope_is_sent_whatever_was_chosen_before() {
        let mut typed = ApiKeyDraft {
            name: "CI".into(),
            expiry: NEVER.into(),
            ..ApiKeyDraft::default()
        };
        typed.scopes.insert("jobs:read".into());
        let request = typed.request(0.0, utc).unwrap();
        assert!(request.scopes.is_empty() && request.expires_at.is_none());
        typed.expiry = "30d".into();
        let end = typed.request(0.0, utc).unwrap().expires_at.unwrap();
        assert_eq!(end.as_str(), "1970-01-31T00:00:00.000Z");
    }

    proptest! {
        #[test]
        fn whatever_a_browser_kept_is_read_or_refused(text in ".{0,60}", now in any::<f64>()) {
            let typed = ApiKeyDraft { name: text.clone(), expiry: text.clone(), end: local(&text), ..ApiKeyDraft::default() };
            let _ = typed.request(now, utc);
        }
    }
}
