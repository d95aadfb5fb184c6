//! Top-level domains, by which a bare domain is known to be a link.
//!
//! The lists are those of twitter-text 3.1.0 (Apache-2.0), because X counts by them: a domain that
//! is newer than they are is text to it.

/// ASCII names in ascending order, with a blank between them.
const ASCII: &str = include_str!("tlds.txt");

/// The others; of two that begin alike, the longer one comes first.
const UNICODE: &str = include_str!("tlds_unicode.txt");

/// The end of the top-level domain that a text begins with, in characters.
pub(super) fn end(text: &[char]) -> Option<usize> {
    let run = text.iter().take_while(|it| it.is_ascii_alphanumeric());
    let length = run.clone().count();
    if is_followed_well(text, length)
        && is_listed(&run.map(char::to_ascii_lowercase).collect::<String>())
    {
        return Some(length);
    }
    if text.iter().take(5).any(|it| !it.is_ascii()) {
        let found = UNICODE
            .split_whitespace()
            .filter(|name| begins_with(text, name))
            .map(|name| name.chars().count())
            .find(|length| is_followed_well(text, *length));
        if found.is_some() {
            return found;
        }
    }
    if !begins_with(text, "xn--") {
        return None;
    }
    let rest = text.iter().skip(4);
    let length = rest
        .take_while(|it| it.is_ascii_alphanumeric() || **it == '-')
        .count();
    (length > 0).then_some(4 + length)
}

fn is_followed_well(text: &[char], length: usize) -> bool {
    text.get(length)
        .is_none_or(|it| !it.is_ascii_alphanumeric() && !matches!(it, '@' | '+' | '-'))
}

fn begins_with(text: &[char], name: &str) -> bool {
    let mut characters = text.iter();
    name.chars().all(|wanted| {
        characters
            .next()
            .is_some_and(|given| *given == wanted || given.to_uppercase().eq(wanted.to_uppercase()))
    })
}

/// Looks a name up by halving the list, which is one text rather than a table of 1,400 of them.
fn is_listed(name: &str) -> bool {
    let mut list = ASCII.trim_end();
    while !list.is_empty() && !name.is_empty() {
        let middle = list.len() / 2;
        let start = list
            .get(..middle)
            .and_then(|it| it.rfind(' '))
            .map_or(0, |at| at + 1);
        let end = list
            .get(middle..)
            .and_then(|it| it.find(' '))
            .map_or(list.len(), |at| middle + at);
        let found = list.get(start..end).unwrap_or_default();
        list = match name.cmp(found) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => list.get(..start.saturating_sub(1)),
            std::cmp::Ordering::Greater => list.get(end + 1..),
        }
        .unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(text: &str) -> Option<usize> {
        end(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn every_listed_name_is_found_and_no_other() {
        for name in ASCII.split_whitespace().chain(UNICODE.split_whitespace()) {
            assert_eq!(end_of(name), Some(name.chars().count()), "{name}");
        }
        for name in ASCII.split_whitespace() {
            assert_eq!(end_of(&format!("{name}@")), None, "{name}");
        }
        for other in ["", "c", "comm", "zzzz", "aa", "xn--", "1", "bz2"] {
            assert_eq!(end_of(other), None, "{other}");
        }
        assert_eq!(end_of("COM/"), Some(3));
        assert_eq!(end_of("みんなです"), Some(3));
        assert_eq!(end_of("嘉里大酒店"), Some(5));
        assert_eq!(end_of("xn--p1ai-x y"), Some(10));
    }
}
