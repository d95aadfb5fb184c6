//! What a field holds once it is read: what cannot be read is not empty.

use serde::{Deserialize, Serialize};

/// What a field holds. As JSON: the value itself, `null`, or an object with what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue<T> {
    /// A value.
    Value(T),
    /// Something that cannot be read, which must not be taken for nothing.
    Unreadable(Unreadable),
    /// Nothing.
    #[default]
    Empty,
}

impl<T> FieldValue<T> {
    /// The value to send; an error where something is typed that cannot be read.
    pub fn to_option(&self) -> Result<Option<&T>, &Unreadable> {
        match self {
            Self::Value(value) => Ok(Some(value)),
            Self::Unreadable(unreadable) => Err(unreadable),
            Self::Empty => Ok(None),
        }
    }

    /// The value, to show it. What is sent is read by [`Self::to_option`].
    pub fn shown(&self) -> Option<&T> {
        self.to_option().ok().flatten()
    }

    /// Why it cannot be read.
    pub fn unreadable(&self) -> Option<&Unreadable> {
        self.to_option().err()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// What was typed and cannot be read. Equal if the same was typed: an address says that and not
/// the reason.
#[derive(Clone, Debug, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// What was typed, as far as the browser tells.
    pub typed: String,
    /// Why it cannot be read.
    pub reason: UnreadableReason,
}

impl Unreadable {
    /// What was typed, and why it cannot be read.
    pub fn new(typed: impl Into<String>, reason: UnreadableReason) -> Self {
        Self {
            typed: typed.into(),
            reason,
        }
    }

    /// Whether it is not typed to its end, which is no mistake while somebody types.
    pub fn is_incomplete(&self) -> bool {
        self.reason == UnreadableReason::Incomplete
    }
}

impl PartialEq for Unreadable {
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed && self.is_incomplete() == other.is_incomplete()
    }
}

impl std::fmt::Display for Unreadable {
    /// What to do about it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.reason, f)
    }
}

/// Why something typed cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum UnreadableReason {
    /// A part of it is missing, such as the hour.
    Incomplete,
    /// It is no date, or no date and time.
    NotATime,
    /// Its year is not one of four digits.
    Year,
    /// The clocks skip it.
    Skipped(String),
    /// It comes twice.
    Twice,
    /// It is no number.
    NotANumber,
    /// A comma may part thousands or decimals.
    Comma,
    /// No computer counts so far.
    TooLarge,
    /// It is too small to be told from nought.
    TooSmall,
    /// It is a fraction.
    NotWhole,
    /// It is not between the two.
    Outside(u32, u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_nothing_and_something_unreadable_are_kept_apart_in_storage() {
        let typed = Unreadable::new("2026-11", UnreadableReason::Incomplete);
        for (value, text) in [
            (FieldValue::Value("a".to_owned()), r#""a""#),
            (FieldValue::Empty, "null"),
            (
                FieldValue::Unreadable(typed),
                r#"{"typed":"2026-11","reason":"incomplete"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            let again: FieldValue<String> = serde_json::from_str(text).unwrap();
            assert_eq!(again, value);
        }
    }

    #[test]
    fn nobody_takes_something_unreadable_for_nothing() {
        let typed = Unreadable::new("", UnreadableReason::Incomplete);
        let value = FieldValue::<u32>::Unreadable(typed);
        assert!(value.to_option().is_err() && !value.is_empty());
        assert_eq!(FieldValue::<u32>::Empty.to_option(), Ok(None));
    }
}
