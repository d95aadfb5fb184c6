//! Text that must not be seen.

use serde::{Deserialize, Serialize};

/// A token, key or password. Its `Debug` form shows no more than the last three characters.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself; for whatever sends or checks it, never for a screen or a log.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The last three characters, by which people tell their keys apart; none of a short one.
    pub fn tail(&self) -> String {
        let characters = self.0.chars().count();
        let hidden = if characters < 12 {
            characters
        } else {
            characters - 3
        };
        self.0.chars().skip(hidden).collect()
    }

    /// Whether there is nothing to hide.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret(…{})", self.tail())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_more_than_the_tail() {
        assert_eq!(
            format!("{:?}", Secret::new("abcdefghijklmnop")),
            "Secret(…nop)"
        );
        assert_eq!(format!("{:?}", Secret::new("short")), "Secret(…)");
    }
}
