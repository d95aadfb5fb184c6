//! The order of a list, as it travels: a key, with `-` in front for the largest first.

/// What a list can be sorted by.
pub trait SortWords: Copy + Default + PartialEq + 'static {
    /// Every key with its word.
    const WORDS: &'static [(Self, &'static str)];

    /// The key as it travels.
    fn word(self) -> &'static str {
        let mut words = Self::WORDS.iter();
        words
            .find(|(key, _)| *key == self)
            .map_or("created_at", |(_, word)| word)
    }
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListSort<K> {
    /// By what.
    pub key: K,
    /// Largest first.
    pub descending: bool,
}

impl<K: SortWords> Default for ListSort<K> {
    fn default() -> Self {
        Self {
            key: K::default(),
            descending: true,
        }
    }
}

impl<K: SortWords> std::fmt::Display for ListSort<K> {
    /// `created_at`, or `-created_at` for the largest first.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mark = if self.descending { "-" } else { "" };
        write!(f, "{mark}{}", self.key.word())
    }
}

/// A text that names no order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an order")]
pub struct NotAnOrder(String);

impl<K: SortWords> std::str::FromStr for ListSort<K> {
    type Err = NotAnOrder;

    fn from_str(text: &str) -> Result<Self, NotAnOrder> {
        let word = text.strip_prefix('-').unwrap_or(text);
        let mut words = K::WORDS.iter();
        words
            .find(|(_, known)| *known == word)
            .map(|(key, _)| Self {
                key: *key,
                descending: text.starts_with('-'),
            })
            .ok_or_else(|| NotAnOrder(text.to_owned()))
    }
}
