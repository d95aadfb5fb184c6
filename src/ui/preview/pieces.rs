//! A post's text in pieces: words, links, hashtags.

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// An address on the web.
    Link(&'a str),
    /// A hashtag or a name with an `@`.
    Tag(&'a str),
}

impl<'a> Piece<'a> {
    /// Its text.
    pub fn text(self) -> &'a str {
        match self {
            Self::Words(text) | Self::Link(text) | Self::Tag(text) => text,
        }
    }
}

/// Takes a text apart; the pieces in order are the text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut words_from = 0;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let core = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        let piece = if core.starts_with("https://") || core.starts_with("http://") {
            Some(Piece::Link(core))
        } else {
            let tail = core.strip_prefix(['#', '@']);
            tail.filter(|tail| tail.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
                .map(|_| Piece::Tag(core))
        };
        if let Some(piece) = piece {
            found.extend(words(text, words_from, at));
            found.push(piece);
            words_from = at + core.len();
        }
        at += word.len();
    }
    found.extend(words(text, words_from, text.len()));
    found
}

fn words(text: &str, from: usize, to: usize) -> Option<Piece<'_>> {
    text.get(from..to)
        .filter(|words| !words.is_empty())
        .map(Piece::Words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn links_and_tags_stand_out() {
        assert_eq!(
            pieces("See https://a.test/x, it is #new."),
            [
                Piece::Words("See "),
                Piece::Link("https://a.test/x"),
                Piece::Words(", it is "),
                Piece::Tag("#new"),
                Piece::Words("."),
            ]
        );
        assert_eq!(pieces("# 1 @ noon"), [Piece::Words("# 1 @ noon")]);
        assert_eq!(pieces(""), []);
    }

    proptest! {
        #[test]
        fn no_character_is_lost(text in ".{0,80}") {
            let whole: String = pieces(&text).into_iter().map(Piece::text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
