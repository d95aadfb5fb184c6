//! Texts of one line: titles, subjects, names.
//!
//! A line break in one would break a mail's header, a table or a file's name, and a control
//! character or a change of direction makes what follows it unreadable.

use serde::{Deserialize, Deserializer};

use crate::terminal;

/// The text on one line: blanks and line breaks in a row are one blank, and there are no colours of
/// a terminal, no control characters and no marks that override the direction of what follows.
pub fn one_line(text: &str) -> String {
    let text = terminal::without_sequences(text);
    let mut line = String::with_capacity(text.len());
    let mut pause = false;
    for character in text.chars() {
        if character.is_whitespace() {
            pause = !line.is_empty();
        } else if is_printed(character) {
            if pause {
                line.push(' ');
                pause = false;
            }
            line.push(character);
        }
    }
    line
}

fn is_printed(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// Reads a text of one line.
pub(crate) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from).map(|text| one_line(&text))
}

/// Reads a text of one line that may be absent.
pub(crate) fn read_some<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text.map(|text| one_line(&text)))
}

/// Reads texts of one line.
pub(crate) fn read_list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    Ok(texts.iter().map(|text| one_line(text)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn line_breaks_and_controls_go() {
        assert_eq!(one_line(" a\r\n\tb\u{2028}c\u{a0}d "), "a b c d");
        assert_eq!(one_line("a\u{0}b\u{1b}[0m"), "ab");
        assert_eq!(one_line("\u{1b}[31mred\u{1b}[0m \u{9b}1mteam"), "red team");
        assert_eq!(one_line("inv\u{202e}fdp.exe\u{2066}"), "invfdp.exe");
        assert_eq!(one_line("👩‍👩‍👧 e\u{301}"), "👩‍👩‍👧 e\u{301}");
        assert_eq!(one_line("\n\u{0}\n"), "");
    }

    proptest! {
        #[test]
        fn whatever_comes_is_one_line(text in any::<String>()) {
            let line = one_line(&text);
            prop_assert!(!line.contains(|c: char| c.is_control() || (c.is_whitespace() && c != ' ')));
            prop_assert!(!line.contains("  ") && line.trim() == line);
            prop_assert_eq!(one_line(&line), line.clone());
        }
    }
}
