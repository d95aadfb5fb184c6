//! Which keys are shown, and in which order, as the address has it. Pure.

use wire::{
    Query, Stamp,
    api_keys::{ApiKey, ApiKeyId, KeyState},
    unicode::sort_key,
};

use super::key_expiry::expiry_sort_key;
use crate::state::address::UrlState;

/// By what keys are sorted; each is a column of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Their name.
    Name,
    /// When they were made.
    #[default]
    Created,
    /// When they were last used.
    Used,
    /// When they end.
    Expires,
}

impl By {
    const ALL: [Self; 4] = [Self::Name, Self::Created, Self::Used, Self::Expires];

    /// The column, and the word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Created => "created",
            Self::Used => "used",
            Self::Expires => "expires",
        }
    }

    /// The order of a column.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.word() == word)
    }
}

/// The list's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiKeysParams {
    /// Also those that work no more and never will again.
    pub ended: bool,
    /// By what.
    pub by: By,
    /// The newest, or the last in the alphabet, first.
    pub descending: bool,
}

impl Default for ApiKeysParams {
    fn default() -> Self {
        Self {
            ended: false,
            by: By::Created,
            descending: true,
        }
    }
}

impl UrlState for ApiKeysParams {
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let sort = parameter("sort").unwrap_or_default();
        let (descending, word) = match sort.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, sort.as_str()),
        };
        let order = By::from_word(word).map(|by| (by, descending));
        let usual = Self::default();
        let (by, descending) = order.unwrap_or((usual.by, usual.descending));
        Self {
            ended: parameter("ended").is_some_and(|text| text == "shown"),
            by,
            descending,
        }
    }

    fn query(&self) -> Query {
        let usual = Self::default();
        let is_usual = (self.by, self.descending) == (usual.by, usual.descending);
        let sign = if self.descending { "-" } else { "" };
        Query::new()
            .maybe("ended", self.ended.then_some("shown"))
            .maybe(
                "sort",
                (!is_usual).then(|| format!("{sign}{}", self.by.word())),
            )
    }
}

impl ApiKeysParams {
    /// The keys to show, in order.
    pub fn arrange(self, keys: &[ApiKey], now: f64) -> Vec<ApiKeyId> {
        let mut shown: Vec<_> = keys
            .iter()
            .filter(|key| self.ended || !is_ended(key, now))
            .collect();
        shown.sort_by(|one, other| {
            let order = match self.by {
                By::Name => sort_key(&one.name).cmp(&sort_key(&other.name)),
                By::Created => one.created_at.sort_key().cmp(&other.created_at.sort_key()),
                By::Used => used_key(one).cmp(&used_key(other)),
                By::Expires => expiry_sort_key(one).cmp(&expiry_sort_key(other)),
            };
            let order = if self.descending {
                order.reverse()
            } else {
                order
            };
            order.then_with(|| one.id.cmp(&other.id))
        });
        shown.into_iter().map(|key| key.id.clone()).collect()
    }
}

/// Whether a key is over for good. One that has expired is not put away: somebody may wait for it.
pub fn is_ended(key: &ApiKey, now: f64) -> bool {
    matches!(key.state_at(now), KeyState::Revoked | KeyState::Replaced)
}

/// Keys that were never used come before all that were.
fn used_key(key: &ApiKey) -> i64 {
    key.last_used_at.as_ref().map_or(i64::MIN, Stamp::sort_key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(id: &str, name: &str, used: Option<&str>, revoked: Option<&str>) -> ApiKey {
        serde_json::from_value(serde_json::json!({
            "id": id, "name": name, "prefix": "p", "created_at": format!("2026-11-0{id}T00:00:00Z"),
            "expires_at": null, "last_used_at": used, "revoked_at": revoked,
        }))
        .unwrap()
    }

    #[test]
    fn revoked_keys_are_put_away_until_they_are_asked_for() {
        let keys = [
            key("1", "beta", None, None),
            key("2", "Alpha", Some("2026-11-09T00:00:00Z"), None),
            key("3", "gamma", None, Some("2026-11-09T00:00:00Z")),
        ];
        let order = |params: ApiKeysParams| {
            let ids = params.arrange(&keys, 0.0);
            ids.iter().map(|id| id.to_string()).collect::<String>()
        };
        let usual = ApiKeysParams::default();
        assert_eq!(order(usual), "21");
        assert_eq!(
            order(ApiKeysParams {
                ended: true,
                ..usual
            }),
            "321"
        );
        let by_name = ApiKeysParams {
            by: By::Name,
            descending: false,
            ended: true,
        };
        assert_eq!(order(by_name), "213");
        assert_eq!(
            order(ApiKeysParams {
                by: By::Used,
                ..usual
            }),
            "21"
        );
    }

    proptest! {
        #[test]
        fn every_wish_survives_the_address(ended: bool, at in 0_usize..4, descending: bool) {
            let params = ApiKeysParams { ended, by: By::ALL[at], descending };
            let query = params.query();
            let read = ApiKeysParams::read(|name| {
                let pair = query.pairs().iter().find(|(known, _)| known == name);
                pair.map(|(_, value)| value.clone())
            });
            prop_assert_eq!(read, params);
        }

        #[test]
        fn whatever_an_address_says_there_is_an_order(sort in ".{0,12}", ended in ".{0,12}") {
            ApiKeysParams::read(|name| Some(if name == "sort" { sort.clone() } else { ended.clone() }));
        }
    }
}
