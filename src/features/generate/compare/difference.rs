//! Which words two texts share, and which only one of them has.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{super::text, part_text::Passage};
use crate::ui::cut_text;

/// More words than this are not compared: it would be felt.
const MOST_WORDS: usize = 6_000;

/// More of a text than this is not compared either.
const MOST_TEXT: usize = 60_000;

/// Where a run of words is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both texts.
    Both,
    /// In the first text only.
    First,
    /// In the second text only.
    Second,
}

/// A run of words, spaces and line ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPiece {
    /// Where it is found.
    pub side: Side,
    /// The words.
    pub text: String,
}

/// One passage of both, compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPassage {
    /// What it is, such as `Subject`.
    pub name: String,
    /// The runs of words, in order.
    pub pieces: Vec<DiffPiece>,
}

/// Two parts, compared passage by passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The passages.
    pub passages: Vec<ComparedPassage>,
    /// How many words only the first has.
    pub first: usize,
    /// How many words only the second has.
    pub second: usize,
    /// Whether some words were too many to be compared.
    pub is_cut: bool,
}

impl Difference {
    /// Compares two parts; a passage that only one of them has is compared with nothing.
    pub fn of(first: &[Passage], second: &[Passage]) -> Self {
        let mut found = Self::default();
        let mut names: Vec<&str> = first.iter().map(|it| it.name.as_str()).collect();
        for passage in second {
            if !names.contains(&passage.name.as_str()) {
                names.push(&passage.name);
            }
        }
        for name in names {
            let text = |of: &[Passage]| {
                let own = of.iter().filter(|passage| passage.name == name);
                own.map(|passage| passage.text.as_str())
                    .collect::<Vec<_>>()
                    .join("\n\n")
            };
            let pieces = found.compare(&text(first), &text(second));
            found.passages.push(ComparedPassage {
                name: name.to_owned(),
                pieces,
            });
        }
        found
    }

    /// `5 words only in Neutral, 7 only in Urgent`.
    pub fn words(&self, first: &str, second: &str) -> String {
        if self.first + self.second == 0 {
            return text::compare::same_words(first, second);
        }
        let noun = if self.first == 1 {
            text::compare::WORD
        } else {
            text::compare::WORDS
        };
        text::compare::words_only_in(self.first, noun, first, self.second, second)
    }

    fn compare<'a>(&mut self, first: &'a str, second: &'a str) -> Vec<DiffPiece> {
        let (first, second) = (self.beginning(first), self.beginning(second));
        let (a, b) = (tokens(first), tokens(second));
        let (a, b) = (self.cut(a), self.cut(b));
        // Space is no word: the end of a line is not a difference of its own.
        let bare = |tokens: &[&'a str]| tokens.iter().map(|it| it.trim()).collect::<Vec<_>>();
        let (words_a, words_b) = (bare(&a), bare(&b));
        let mut pieces: Vec<DiffPiece> = Vec::new();
        let mut put = |side: Side, words: Option<&[&str]>| {
            let words = words.unwrap_or_default();
            if !words.is_empty() {
                let text = words.concat();
                // The last word of a text has no space behind it, and here more may follow.
                if let Some(DiffPiece { text, .. }) = pieces.last_mut()
                    && !text.ends_with(char::is_whitespace)
                {
                    text.push(' ');
                }
                pieces.push(DiffPiece { side, text });
            }
            words.len()
        };
        for step in capture_diff_slices(Algorithm::Myers, &words_a, &words_b) {
            match step.tag() {
                DiffTag::Equal => {
                    put(Side::Both, b.get(step.new_range()));
                }
                DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                    self.first += put(Side::First, a.get(step.old_range()));
                    self.second += put(Side::Second, b.get(step.new_range()));
                }
            }
        }
        pieces
    }

    /// A word may be as long as a text.
    fn beginning<'a>(&mut self, text: &'a str) -> &'a str {
        let cut = cut_text(text, MOST_TEXT);
        self.is_cut |= cut.len() < text.len();
        cut
    }

    fn cut<'a>(&mut self, mut tokens: Vec<&'a str>) -> Vec<&'a str> {
        self.is_cut |= tokens.len() > MOST_WORDS;
        tokens.truncate(MOST_WORDS);
        tokens
    }
}

/// The words, each with the space that follows it.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut after_space = false;
    for (at, character) in text.char_indices() {
        if after_space && !character.is_whitespace() {
            found.extend(text.get(start..at));
            start = at;
        }
        after_space = character.is_whitespace();
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passage(name: &str, text: &str) -> Passage {
        Passage {
            name: name.to_owned(),
            text: text.to_owned(),
            count: None,
        }
    }

    #[test]
    fn words_are_told_apart_and_counted() {
        let first = [
            passage("Subject", "The stove is\nhere"),
            passage("X", "a b"),
        ];
        let second = [
            passage("Subject", "The stove is finally here"),
            passage("Y", "c"),
        ];
        let found = Difference::of(&first, &second);
        let sides: Vec<_> = found.passages[0]
            .pieces
            .iter()
            .map(|piece| (piece.side, piece.text.as_str()))
            .collect();
        assert_eq!(
            sides,
            [
                (Side::Both, "The stove is "),
                (Side::Second, "finally "),
                (Side::Both, "here"),
            ]
        );
        assert_eq!(
            found.words("Neutral", "Urgent"),
            "2 words only in Neutral, 2 only in Urgent."
        );
        let same = Difference::of(&first, &first);
        assert_eq!(same.words("A", "B"), "A and B have the same words.");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_the_difference(a in "[ab \n]{0,24}", b in "[ab \n]{0,24}") {
            let found = Difference::of(&[passage("T", &a)], &[passage("T", &b)]);
            let read = |other: Side| {
                found.passages[0]
                    .pieces
                    .iter()
                    .filter(|piece| piece.side != other)
                    .map(|piece| piece.text.as_str())
                    .collect::<String>()
            };
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&read(Side::Second)), words(&a));
            prop_assert_eq!(words(&read(Side::First)), words(&b));
        }
    }
}
