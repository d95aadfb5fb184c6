//! A text as it is written, put together from a draft and the pieces that follow it.

use std::collections::BTreeMap;

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The text has grown, or was begun anew.
    Grown,
    /// It was all there already.
    Known,
    /// Something before it is missing: ask for the draft.
    Missing,
}

/// A text as it is written. Positions count characters, as the feed does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    text: String,
    length: u64,
    /// Pieces that came before what they follow, by their position.
    ahead: BTreeMap<u64, String>,
}

impl Transcript {
    /// What is written so far, without gaps.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes in the draft that the server holds.
    ///
    /// It may be older than the pieces that came meanwhile; it is never taken for the end.
    pub fn take_draft(&mut self, draft: &str) {
        let length = count(draft);
        if length >= self.length || !self.text.starts_with(draft) {
            draft.clone_into(&mut self.text);
            self.length = length;
        }
        self.catch_up();
    }

    /// Takes in a piece that begins at `offset`.
    pub fn take(&mut self, offset: u64, piece: &str) -> Taken {
        if offset > self.length {
            self.ahead.insert(offset, piece.to_owned());
            return Taken::Missing;
        }
        let end = offset + count(piece);
        let known = self.between(offset, end.min(self.length));
        if end <= self.length && known == piece {
            return Taken::Known;
        }
        if !piece.starts_with(known) {
            // The server writes this anew, e.g. after a restart.
            self.ahead.clear();
        }
        let kept = self.byte_at(offset);
        self.text.truncate(kept);
        self.text.push_str(piece);
        self.length = end;
        self.catch_up();
        Taken::Grown
    }

    fn catch_up(&mut self) {
        while let Some((offset, piece)) = self.ahead.pop_first() {
            if offset > self.length {
                self.ahead.insert(offset, piece);
                return;
            }
            let skipped = self.length - offset;
            let rest = piece.get(byte_at(&piece, skipped)..).unwrap_or_default();
            self.length += count(rest);
            self.text.push_str(rest);
        }
    }

    fn between(&self, start: u64, end: u64) -> &str {
        let range = self.byte_at(start)..self.byte_at(end);
        self.text.get(range).unwrap_or_default()
    }

    fn byte_at(&self, position: u64) -> usize {
        byte_at(&self.text, position)
    }
}

fn count(text: &str) -> u64 {
    text.chars().count() as u64
}

fn byte_at(text: &str, position: u64) -> usize {
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    text.char_indices()
        .nth(position)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(transcript: &mut Transcript, offset: u64, piece: &str, taken: Taken, text: &str) {
        assert_eq!(transcript.take(offset, piece), taken);
        assert_eq!(transcript.text(), text);
    }

    #[test]
    fn pieces_that_overlap_are_not_written_twice() {
        let mut transcript = Transcript::default();
        transcript.take_draft("Hällo");
        check(&mut transcript, 3, "lo w", Taken::Grown, "Hällo w");
        check(&mut transcript, 0, "Häl", Taken::Known, "Hällo w");
        check(&mut transcript, 7, "örld", Taken::Grown, "Hällo wörld");
    }

    #[test]
    fn a_gap_waits_for_the_draft() {
        let mut transcript = Transcript::default();
        check(&mut transcript, 6, "world", Taken::Missing, "");
        transcript.take_draft("hello ");
        assert_eq!(transcript.text(), "hello world");
        transcript.take_draft("hello");
        assert_eq!(transcript.text(), "hello world");
    }

    #[test]
    fn a_text_that_is_begun_anew_replaces_the_old_one() {
        let mut transcript = Transcript::default();
        transcript.take_draft("first try");
        check(&mut transcript, 0, "second", Taken::Grown, "second");
        transcript.take_draft("third");
        assert_eq!(transcript.text(), "third");
    }

    proptest! {
        #[test]
        fn every_order_of_pieces_ends_in_the_same_text(
            text in ".{0,40}",
            cuts in prop::collection::vec((0_usize..40, 0_usize..12), 0..12),
            drafts in prop::collection::vec(0_usize..40, 0..4),
        ) {
            let characters: Vec<char> = text.chars().collect();
            let slice = |start: usize, end: usize| -> String {
                let end = end.min(characters.len());
                characters[start.min(end)..end].iter().collect()
            };
            let mut transcript = Transcript::default();
            for (start, length) in cuts {
                if start <= characters.len() {
                    transcript.take(start as u64, &slice(start, start + length));
                }
                prop_assert!(text.starts_with(transcript.text()));
            }
            for end in drafts {
                transcript.take_draft(&slice(0, end));
                prop_assert!(text.starts_with(transcript.text()));
            }
            transcript.take_draft(&text);
            prop_assert_eq!(transcript.text(), text);
        }
    }
}
