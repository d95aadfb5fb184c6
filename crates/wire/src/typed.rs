//! What people type or paste, without what came along unseen.

use std::borrow::Cow;

use crate::Secret;

/// Characters that show nothing: zero-width ones, byte-order marks, soft hyphens, marks of direction.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    ) || (character.is_control() && !character.is_whitespace())
}

/// [`is_invisible`], without what joins letters and picks their form: in a name that is no plain
/// ASCII it may be meant.
pub(crate) fn is_stray(character: char) -> bool {
    is_invisible(character)
        && !matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

/// An id, name or search as it was meant: without blanks and invisible characters around it.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// An id or search as it was meant: [`trimmed`], and nothing in it is invisible but what joins the
/// letters of a script or the parts of an emoji.
pub fn visible(text: &str) -> Cow<'_, str> {
    let text = trimmed(text);
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let bare = || text.chars().filter(|it| !is_invisible(*it));
    if bare().all(|it| it.is_ascii()) {
        return Cow::Owned(bare().collect());
    }
    Cow::Owned(text.chars().filter(|it| !is_stray(*it)).collect())
}

/// An email or web address as it was meant: nothing in it is invisible, and no quotes are around it.
pub fn address(text: &str) -> String {
    let visible: String = text.chars().filter(|it| !is_invisible(*it)).collect();
    unquoted(visible.trim()).to_owned()
}

/// A key or token as it was meant, or why it cannot be one.
///
/// What comes along when a key is copied is taken off: blanks and invisible characters, quotes, and
/// the name of the header it was in. What is typed as a password is never changed.
pub fn key(text: &str) -> Result<Secret, String> {
    let visible: String = text.chars().filter(|it| !is_invisible(*it)).collect();
    let mut key = visible.trim();
    loop {
        let shorter = without_header(unquoted(key)).trim();
        if shorter == key {
            break;
        }
        key = shorter;
    }
    if key.contains(char::is_whitespace) {
        return Err("The key contains a space or line break. Paste only the key.".to_owned());
    }
    if let Some(strange) = key.chars().find(|it| !it.is_ascii()) {
        return Err(format!("The key contains “{strange}”. Copy it again."));
    }
    Ok(Secret::new(key))
}

fn without_header(text: &str) -> &str {
    for name in ["authorization", "x-api-key", "api-key", "bearer"] {
        let Some((start, rest)) = text.split_at_checked(name.len()) else {
            continue;
        };
        // A key may begin with such a word: only what divides a header from its value counts.
        let divided = rest.starts_with(|it: char| it == ':' || it.is_whitespace());
        if start.eq_ignore_ascii_case(name) && divided {
            return rest.trim_start_matches(|it: char| it == ':' || it.is_whitespace());
        }
    }
    text
}

fn unquoted(text: &str) -> &str {
    const PAIRS: [(char, char); 9] = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('“', '”'),
        ('„', '“'),
        ('‘', '’'),
        ('«', '»'),
        ('»', '«'),
        ('<', '>'),
    ];
    PAIRS
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_key_is_cleaned() {
        for pasted in [
            "sk_live-12",
            " sk_live-12\r\n",
            "\u{feff}sk_live-12\u{200b}",
            "sk_\u{ad}live\u{200d}-12",
            "\u{a0}sk_live-12\u{a0}",
            "\"sk_live-12\"",
            "“sk_live-12”",
            "`sk_live-12`",
            "Bearer sk_live-12",
            "bearer\tsk_live-12",
            "Authorization: Bearer sk_live-12",
            "'X-API-Key: sk_live-12'",
            "\u{202a}\"Bearer sk_live-12\"\u{202c}",
        ] {
            assert_eq!(key(pasted).unwrap().expose(), "sk_live-12", "{pasted:?}");
        }
        assert_eq!(key("bearer-1").unwrap().expose(), "bearer-1");
        assert!(key("\u{200b} ").unwrap().is_empty());
    }

    #[test]
    fn what_cannot_be_a_key_is_refused_with_the_reason() {
        assert!(key("sk live").unwrap_err().contains("space"));
        assert!(key("sk\nlive").unwrap_err().contains("line break"));
        assert!(key("sk\u{a0}live").unwrap_err().contains("space"));
        assert!(key("skе").unwrap_err().contains('е'));
    }

    #[test]
    fn addresses_and_ids_lose_what_nobody_sees() {
        assert_eq!(address("\u{feff}<a\u{200b}@b.test>\n"), "a@b.test");
        assert_eq!(address(" https://a.test\u{a0}"), "https://a.test");
        assert_eq!(trimmed("\u{200b}\u{a0}job 1\u{feff}\n"), "job 1");
        for (pasted, meant) in [
            (
                "\u{feff}gdocs:1a\u{ad}2b\u{200b}3c\u{2060} ",
                "gdocs:1a2b3c",
            ),
            ("gdocs:1a\u{200d}2b\u{fe0f}", "gdocs:1a2b"),
            ("doc-👩\u{200d}🎤\u{ad}1", "doc-👩\u{200d}🎤1"),
            ("\u{200b}\u{feff}", ""),
            ("two words", "two words"),
        ] {
            assert_eq!(visible(pasted), meant, "{pasted:?}");
        }
        // Joiners within an id are part of it.
        assert_eq!(trimmed("doc-👩\u{200d}🎤"), "doc-👩\u{200d}🎤");
    }
}
