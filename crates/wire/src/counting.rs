//! How long a text is to a platform, and where it would be cut off.
//!
//! This is the one place that counts: the app's counters and previews, the sandbox's posts and
//! threads and its findings all ask [`Counting`]. Which platform counts how, and where that is
//! written, stands in `docs/counting.md`.

mod emoji;
mod link;
mod mention;
mod punycode;
mod tld;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::unicode::{grapheme_ends, nfc};

/// What a platform counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// X's weights (twitter-text, configuration 3): a link is 23, an emoji 2, and so is any
    /// character outside of the Latin and punctuation blocks.
    Weighted,
    /// User-perceived characters, with each link as 23 and of a mention only the name before the
    /// server's (Mastodon).
    LinksShortened,
    /// User-perceived characters, and a limit of bytes beside theirs (Bluesky).
    Graphemes,
    /// UTF-16 units, as a browser's own `length` and most services say.
    Utf16,
}

/// What a link counts as to X and Mastodon, however long it is.
const LINK_LENGTH: usize = 23;

/// How many bytes Bluesky takes, however few characters they are.
const BLUESKY_BYTES: usize = 3000;

impl Counting {
    /// How long a text is.
    pub fn length(self, text: &str) -> u32 {
        let length = match self {
            Self::Utf16 => text.encode_utf16().count(),
            Self::Graphemes => grapheme_ends(text).len(),
            Self::Weighted | Self::LinksShortened => {
                self.units(&nfc(text)).iter().map(|unit| unit.weight).sum()
            }
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// How many bytes of UTF-8 a text may have, whatever its length; `None` for any number.
    pub fn byte_limit(self) -> Option<usize> {
        (self == Self::Graphemes).then_some(BLUESKY_BYTES)
    }

    /// Whether a text keeps to a limit, and to that of bytes where there is one.
    pub fn fits(self, text: &str, limit: u32) -> bool {
        self.fits_in_bytes(text.len()) && self.length(text) <= limit
    }

    fn fits_in_bytes(self, bytes: usize) -> bool {
        self.byte_limit().is_none_or(|most| bytes <= most)
    }

    /// The byte offset up to which a text keeps to a limit; `None` where all of it does.
    ///
    /// What is kept ends between two user-perceived characters and not within a link.
    pub fn cut_at(self, text: &str, limit: u32) -> Option<usize> {
        if self.fits(text, limit) {
            return None;
        }
        let most_units = usize::try_from(limit).unwrap_or(usize::MAX);
        let composed = nfc(text);
        let counted = match self {
            Self::Weighted | Self::LinksShortened => composed.as_ref(),
            _ => text,
        };
        let ends = self.fitting(counted, most_units);
        let most = ends.last().copied().unwrap_or_default();
        // Composing only shortens by some factor; what lies far behind the limit is not looked at.
        let seen = text.floor_char_boundary(most.saturating_mul(4).saturating_add(1024));
        let seen = text.get(..seen).unwrap_or(text);
        let (mut start, mut composed_end) = (0, 0);
        let mut cuts = vec![0];
        for end in grapheme_ends(seen) {
            let grapheme = seen.get(start..end).unwrap_or_default();
            composed_end += if counted == text {
                grapheme.len()
            } else {
                nfc(grapheme).len()
            };
            start = end;
            if composed_end > most {
                break;
            }
            if ends.binary_search(&composed_end).is_ok() {
                cuts.push(end);
            }
        }
        // A beginning can weigh more by itself than it did within the text: what follows a domain
        // may have kept it from being a link.
        let fits = |end: &usize| self.fits(text.get(..*end).unwrap_or_default(), limit);
        Some(cuts.into_iter().rev().find(fits).unwrap_or_default())
    }

    /// Where the units end that fit together, in bytes.
    fn fitting(self, text: &str, limit: usize) -> Vec<usize> {
        let mut length = 0_usize;
        self.units(text)
            .into_iter()
            .map_while(|unit| {
                length += unit.weight;
                (length <= limit && self.fits_in_bytes(unit.end)).then_some(unit.end)
            })
            .collect()
    }

    fn units(self, text: &str) -> Vec<Unit> {
        self.units_with(text, true)
    }

    fn units_with(self, text: &str, emoji_as_one: bool) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut before = 0;
        for Entity { range, length } in self.entities(text) {
            let between = text.get(before..range.start).unwrap_or_default();
            self.push_pieces(between, before, emoji_as_one, &mut units);
            let weight = length.unwrap_or_else(|| {
                let whole = text.get(range.clone()).unwrap_or_default();
                let mut pieces = Vec::new();
                self.push_pieces(whole, 0, emoji_as_one, &mut pieces);
                pieces.iter().map(|piece| piece.weight).sum()
            });
            units.push(Unit {
                end: range.end,
                weight,
            });
            before = range.end;
        }
        let rest = text.get(before..).unwrap_or_default();
        self.push_pieces(rest, before, emoji_as_one, &mut units);
        units
    }

    /// What is not cut, in order: links, and the mentions that are shortened.
    fn entities(self, text: &str) -> Vec<Entity> {
        let links = links(text).into_iter().map(|range| {
            let address = text.get(range.clone()).unwrap_or_default();
            let is_shortened = match self {
                Self::Weighted => true,
                Self::LinksShortened => address.contains("://"),
                Self::Graphemes | Self::Utf16 => false,
            };
            Entity {
                range,
                length: is_shortened.then_some(LINK_LENGTH),
            }
        });
        if self != Self::LinksShortened {
            return links.collect();
        }
        let (mut entities, bare): (Vec<_>, Vec<_>) = links.partition(|it| it.length.is_some());
        let mentions = mention::mentions(text).into_iter();
        entities.extend(mentions.map(|it| Entity {
            range: it.range,
            length: Some(it.length),
        }));
        entities.sort_by_key(|it| it.range.start);
        let mut end = 0;
        entities.retain(|it| {
            let is_apart = it.range.start >= end;
            end = if is_apart { it.range.end } else { end };
            is_apart
        });
        // A bare domain is no link to Mastodon: what it overlaps goes first.
        let apart = bare.into_iter().filter(|bare| {
            let next = entities.partition_point(|it| it.range.end <= bare.range.start);
            let next = entities.get(next);
            next.is_none_or(|it| it.range.start >= bare.range.end)
        });
        let apart: Vec<_> = apart.collect();
        entities.extend(apart);
        entities.sort_by_key(|it| it.range.start);
        entities
    }

    /// What a text without links is counted in.
    fn push_pieces(self, text: &str, offset: usize, emoji_as_one: bool, units: &mut Vec<Unit>) {
        match self {
            Self::Graphemes | Self::LinksShortened => {
                let ends = grapheme_ends(text).into_iter();
                units.extend(ends.map(|end| Unit {
                    end: offset + end,
                    weight: 1,
                }));
            }
            Self::Utf16 => units.extend(text.char_indices().map(|(at, it)| Unit {
                end: offset + at + it.len_utf8(),
                weight: it.len_utf16(),
            })),
            Self::Weighted => {
                let characters: Vec<char> = text.chars().collect();
                let mut rest = characters.as_slice();
                let mut end = offset;
                while let Some(first) = rest.first() {
                    let (taken, weight) = match emoji::sequence(rest) {
                        Some(length) if emoji_as_one => (length, 2),
                        _ => (1, weight(*first)),
                    };
                    end += rest
                        .iter()
                        .take(taken)
                        .map(|it| it.len_utf8())
                        .sum::<usize>();
                    rest = rest.get(taken..).unwrap_or_default();
                    units.push(Unit { end, weight });
                }
            }
        }
    }
}

/// Where the links in a text are, in bytes.
pub fn links(text: &str) -> Vec<Range<usize>> {
    let characters: Vec<char> = text.chars().collect();
    let (mut passed, mut offset) = (0, 0);
    let mut to_offset = |position: usize| {
        let skipped = characters.get(passed..position).unwrap_or_default();
        offset += skipped.iter().map(|it| it.len_utf8()).sum::<usize>();
        passed = position.max(passed);
        offset
    };
    link::links(&characters)
        .into_iter()
        .map(|link| to_offset(link.start)..to_offset(link.end))
        .collect()
}

/// Characters that X refuses a post for: byte-order marks and what is no character at all.
pub fn is_refused(character: char) -> bool {
    matches!(character, '\u{fffe}' | '\u{feff}' | '\u{ffff}')
}

/// What is not cut.
struct Entity {
    range: Range<usize>,
    /// What it counts as; `None` for as long as it is.
    length: Option<usize>,
}

/// What is counted at once: a link, an emoji, a character.
struct Unit {
    end: usize,
    weight: usize,
}

/// X's weight of one character, in characters.
fn weight(character: char) -> usize {
    match u32::from(character) {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => 1,
        _ => 2,
    }
}
