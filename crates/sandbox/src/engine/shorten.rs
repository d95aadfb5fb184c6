//! Shortens text where a reader would: after a sentence, a word, at least a whole character.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

const ELLIPSIS: &str = "…";

/// At most `most` characters as people count them, with "…" where something is missing.
pub fn graphemes(text: &str, most: usize) -> String {
    by(text, &|text| text.graphemes(true).count() <= most)
}

/// A long beginning that fits, with "…" where something is missing. No link is cut within.
pub fn by(text: &str, fits: &dyn Fn(&str) -> bool) -> String {
    let text = text.trim();
    if fits(text) {
        return text.to_owned();
    }
    let links = links(text);
    let is_whole = |cut: &usize| {
        !links
            .iter()
            .any(|link| link.start < *cut && *cut < link.end)
    };
    let words: Vec<usize> = text
        .split_word_bound_indices()
        .map(|(start, _)| start)
        .filter(is_whole)
        .collect();
    let characters: Vec<usize> = text
        .grapheme_indices(true)
        .map(|(start, _)| start)
        .filter(is_whole)
        .collect();
    let at_character = longest(text, &characters, fits);
    // A single endless word is cut within, rather than left out as a whole.
    let cut = longest(text, &words, fits)
        .filter(|at_word| at_word * 2 >= at_character.unwrap_or_default())
        .or(at_character);
    cut.and_then(|cut| with_ellipsis(text, cut))
        .unwrap_or_default()
}

/// Links as a platform finds them, and addresses that only look like links to people.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut links = wire::counting::links(text);
    for scheme in ["https://", "http://"] {
        links.extend(text.match_indices(scheme).map(|(start, _)| {
            let rest = text.get(start..).unwrap_or_default();
            let length = rest.find(|c: char| c.is_whitespace() || !c.is_ascii());
            start..start + length.unwrap_or(rest.len())
        }));
    }
    links
}

/// The last end that fits. A text can weigh less than its beginning, as a link does that is longer
/// than X counts it: so what halving finds is tried, and if need be what stands before it.
fn longest(text: &str, ends: &[usize], fits: &dyn Fn(&str) -> bool) -> Option<usize> {
    let does_fit = |end: &usize| with_ellipsis(text, *end).is_none_or(|shortened| fits(&shortened));
    let fitting = ends.partition_point(does_fit);
    let end = ends.get(..fitting)?.iter().rfind(|end| does_fit(end))?;
    (*end > 0).then_some(*end)
}

fn with_ellipsis(text: &str, end: usize) -> Option<String> {
    let kept = text
        .get(..end)?
        .trim_end_matches(|c: char| c.is_whitespace() || ",;:-–—.(".contains(c));
    (!kept.is_empty()).then(|| format!("{kept}{ELLIPSIS}"))
}

/// As many whole sentences as fit; where not even the first does, its beginning.
pub fn sentences(text: &str, fits: &dyn Fn(&str) -> bool) -> String {
    let text = text.trim();
    if fits(text) {
        return text.to_owned();
    }
    let mut kept = "";
    for end in sentence_ends(text) {
        match text.get(..end).map(str::trim_end) {
            Some(longer) if fits(longer) => kept = longer,
            _ => break,
        }
    }
    if kept.is_empty() {
        by(text, fits)
    } else {
        kept.to_owned()
    }
}

/// Where each sentence ends, in bytes.
pub fn sentence_ends(text: &str) -> Vec<usize> {
    text.split_sentence_bound_indices()
        .map(|(start, sentence)| (start + sentence.len(), sentence))
        .filter(|(end, sentence)| *end == text.len() || is_whole(sentence))
        .map(|(end, _)| end)
        .collect()
}

/// "No. 4" and "z. B." end no sentence.
fn is_whole(sentence: &str) -> bool {
    let last = sentence.split_whitespace().next_back().unwrap_or_default();
    let Some(word) = last.strip_suffix('.') else {
        return true;
    };
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    !is_letter && !["no", "No", "Nr", "vs", "Dr", "St", "Mr", "Ms"].contains(&word)
}

/// The first `most` sentences.
pub fn first_sentences(text: &str, most: usize) -> String {
    let text = text.trim();
    let end = most
        .checked_sub(1)
        .and_then(|last| sentence_ends(text).get(last).copied());
    text.get(..end.unwrap_or(text.len()))
        .unwrap_or(text)
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole() {
        assert_eq!(graphemes("A short text", 20), "A short text");
        assert_eq!(graphemes("A kettle for every camp", 12), "A kettle…");
        assert_eq!(graphemes("Donaudampfschifffahrt", 6), "Donau…");
        assert_eq!(graphemes("ab 👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 5), "ab 👩‍👩‍👧…");
        assert_eq!(graphemes("word", 0), "");
    }

    #[test]
    fn links_stay_whole() {
        let text = "See https://example.com/a/long/path?with=a&query=b or the shop";
        for most in 4..51 {
            assert_eq!(graphemes(text, most), "See…", "{most}");
        }
        assert_eq!(graphemes("www.example.com/a-long-path", 12), "");
        assert_eq!(graphemes("https://box.internal/a-long-path", 12), "");
    }

    proptest::proptest! {
        /// What X makes of a text does not grow with each letter, and still nothing is too long.
        #[test]
        fn a_shortened_text_fits(
            text in "(https://|example\\.com|a\\.co|[a-z .:/?-]{0,4}|[漢é👩‍🎤🇩🇪\u{301}]{0,4}){0,20}",
            limit in 0..120_u32,
        ) {
            let x = wire::channel::Platform::Twitter;
            let fits = |text: &str| x.length(text) <= limit;
            proptest::prop_assert!(fits(&by(&text, &fits)));
            proptest::prop_assert!(fits(&sentences(&text, &fits)));
        }
    }

    #[test]
    fn sentences_stay_whole() {
        let text = "It boils in 2.5 minutes. See no. 4 for more. Done!";
        assert_eq!(first_sentences(text, 1), "It boils in 2.5 minutes.");
        assert_eq!(
            first_sentences(text, 2),
            "It boils in 2.5 minutes. See no. 4 for more."
        );
        assert_eq!(first_sentences(text, 9), text);
        assert_eq!(
            sentences(text, &|text| text.len() < 30),
            "It boils in 2.5 minutes."
        );
        assert_eq!(sentences(text, &|text| text.len() < 12), "It boils…");
    }
}
