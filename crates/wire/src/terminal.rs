//! Text as a terminal would leave it: job messages and errors are often a program's raw output.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize as _, Deserializer};

/// A text without colours, links, cursor movements and other control characters.
///
/// A progress line that was written again and again is its last state; a backspace removes the
/// character before it. Line breaks and tabs stay.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !has_control(text) {
        return Cow::Borrowed(text);
    }
    let mut lines = Lines::default();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = match character {
            '\u{1b}' => skip_escape(after, &mut lines),
            '\u{9b}' => skip_control_sequence(after, &mut lines),
            // Device control, start of string, operating system command, privacy, application.
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(after),
            _ => {
                lines.write(character);
                after
            }
        };
    }
    Cow::Owned(lines.text)
}

/// A text without escape sequences; whatever else is in it stays as it is.
///
/// For names and titles, which no program wrote: a carriage return in one erases nothing.
pub fn without_sequences(text: &str) -> Cow<'_, str> {
    if !text.contains(['\u{1b}', '\u{9b}']) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut ignored = Lines::default();
    let mut rest = text;
    while let Some(at) = rest.find(['\u{1b}', '\u{9b}']) {
        let (before, sequence) = rest.split_at(at);
        kept.push_str(before);
        rest = match sequence.strip_prefix('\u{1b}') {
            Some(after) => skip_escape(after, &mut ignored),
            // In a text that was read as Latin-1 by mistake, this one is a quotation mark.
            None => {
                let after = sequence.strip_prefix('\u{9b}').unwrap_or(sequence);
                if after.starts_with(|it| matches!(it, '0'..='?')) {
                    skip_control_sequence(after, &mut ignored)
                } else {
                    after
                }
            }
        };
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

fn has_control(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_break = match character {
            '\n' | '\t' => true,
            '\r' => characters.peek() == Some(&'\n'),
            _ => false,
        };
        if character.is_control() && !is_break {
            return true;
        }
    }
    false
}

/// What has been written, and how the line that is being written may still change.
#[derive(Default)]
struct Lines {
    text: String,
    line_start: usize,
    /// The cursor is back at the beginning: what is written next replaces the line.
    is_returned: bool,
}

impl Lines {
    fn write(&mut self, character: char) {
        match character {
            '\n' => {
                self.text.push('\n');
                self.line_start = self.text.len();
                self.is_returned = false;
            }
            '\r' => self.is_returned = true,
            '\u{8}' => {
                if self.text.len() > self.line_start {
                    self.text.pop();
                }
            }
            '\t' => self.push(character),
            _ if character.is_control() => {}
            _ => self.push(character),
        }
    }

    fn push(&mut self, character: char) {
        if self.is_returned {
            self.erase_line();
        }
        self.text.push(character);
    }

    fn erase_line(&mut self) {
        self.text.truncate(self.line_start);
        self.is_returned = false;
    }
}

/// Skips what follows an escape character.
fn skip_escape<'a>(text: &'a str, lines: &mut Lines) -> &'a str {
    let mut characters = text.chars();
    match characters.next() {
        Some('[') => skip_control_sequence(characters.as_str(), lines),
        Some(']' | 'P' | 'X' | '^' | '_') => skip_string(characters.as_str()),
        // A character set: intermediate characters, then a final one.
        Some(' '..='/') => {
            let rest = characters
                .as_str()
                .trim_start_matches(|it| matches!(it, ' '..='/'));
            let mut rest = rest.chars();
            match rest.clone().next() {
                Some('0'..='~') => {
                    rest.next();
                    rest.as_str()
                }
                _ => rest.as_str(),
            }
        }
        Some('0'..='~') => characters.as_str(),
        // Cut off, or no sequence at all.
        _ => text,
    }
}

/// Skips parameters, intermediate characters and the final one; erasing a line is obeyed.
fn skip_control_sequence<'a>(text: &'a str, lines: &mut Lines) -> &'a str {
    let rest = text.trim_start_matches(|it| matches!(it, '0'..='?'));
    let rest = rest.trim_start_matches(|it| matches!(it, ' '..='/'));
    let mut characters = rest.chars();
    match characters.next() {
        Some('K') => {
            if text.starts_with('2') || lines.is_returned {
                lines.erase_line();
            }
            characters.as_str()
        }
        Some('@'..='~') => characters.as_str(),
        _ => rest,
    }
}

/// Skips a string up to its end; one without an end goes as far as its line.
fn skip_string(text: &str) -> &str {
    for (at, character) in text.char_indices() {
        let after = text.get(at + character.len_utf8()..).unwrap_or_default();
        match character {
            '\u{7}' | '\u{9c}' => return after,
            '\u{1b}' => {
                return after
                    .strip_prefix('\\')
                    .unwrap_or(text.get(at..).unwrap_or_default());
            }
            '\n' => return text.get(at..).unwrap_or_default(),
            _ => {}
        }
    }
    ""
}

/// Reads a text with [`plain`].
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from).map(owned)
}

/// Reads a text that may be missing with [`plain`].
pub(crate) fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(owned))
}

/// Reads texts with [`plain`].
pub(crate) fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<String>::deserialize(from)?
        .into_iter()
        .map(owned)
        .collect())
}

/// Reads named texts with [`plain`].
pub(crate) fn map<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    let map = BTreeMap::<String, String>::deserialize(from)?;
    Ok(map
        .into_iter()
        .map(|(name, text)| (name, owned(text)))
        .collect())
}

/// [`plain`], of a text that is not needed any more.
pub(crate) fn owned(text: String) -> String {
    match plain(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(plain) => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_a_terminal_leaves_of_it() {
        for (raw, expected) in [
            ("plain\ttext\r\nand more\n", "plain\ttext\r\nand more\n"),
            ("\u{1b}[1;31mError:\u{1b}[0m it broke", "Error: it broke"),
            (
                "\u{1b}[38;2;255;0;0mred\u{1b}[m \u{1b}[4:3mcurly\u{1b}[24m",
                "red curly",
            ),
            ("\u{9b}31mred\u{9b}0m", "red"),
            ("\u{1b}[?25l\u{1b}[2J\u{1b}[Hhidden\u{1b}[?25h", "hidden"),
            (
                "\u{1b}]8;id=1;https://example.com\u{1b}\\link\u{1b}]8;;\u{1b}\\!",
                "link!",
            ),
            (
                "\u{1b}]8;;https://example.com\u{7}link\u{1b}]8;;\u{7}",
                "link",
            ),
            ("\u{1b}]0;title\u{7}text", "text"),
            ("\u{1b}(B\u{1b})0text\u{1b}=\u{1b}7\u{1b}c", "text"),
            ("\u{1b}Pdevice\u{1b}\\text", "text"),
            ("10%\r50%\r100%\ndone", "100%\ndone"),
            ("building…\r\u{1b}[Kdone\r\n", "done\n"),
            ("half\u{1b}[2Kdone", "done"),
            ("ab\u{8}c", "ac"),
            ("B\u{8}Bo\u{8}old", "Bold"),
            ("\u{8}a\n\u{8}b", "a\nb"),
            ("cut \u{1b}", "cut "),
            ("cut \u{1b}[3", "cut "),
            ("cut \u{1b}]8;;https://x\nnext", "cut \nnext"),
            ("bell\u{7} nul\u{0} del\u{7f}", "bell nul del"),
            ("é\u{8}e \u{1b}[31m漢\u{1b}[0m", "e 漢"),
        ] {
            assert_eq!(plain(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn a_name_loses_whole_sequences_and_nothing_else() {
        for (raw, expected) in [
            ("\u{1b}[1;31mred\u{1b}[0m team", "red team"),
            ("\u{9b}31mred\u{9b}0m", "red"),
            ("a \u{9b}quoted\u{8b}", "a quoted\u{8b}"),
            ("old\rmac\u{8}", "old\rmac\u{8}"),
            ("[31m is no colour", "[31m is no colour"),
            ("\u{1b}]8;;https://x\u{7}link\u{1b}]8;;\u{7}", "link"),
            ("cut \u{1b}", "cut "),
        ] {
            assert_eq!(without_sequences(raw), expected, "{raw:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_control_character_is_left(
            raw in "(\u{1b}|\\[|\\]|[0-9;?mKH]|\u{9b}|\u{7}|\u{8}|\r|\n|\t|é|\\PC|\u{0}|\\\\){0,30}",
        ) {
            let plain_text = plain(&raw).into_owned();
            let is_left = |it: char| it.is_control() && !matches!(it, '\n' | '\t' | '\r');
            proptest::prop_assert!(!plain_text.contains(is_left));
            proptest::prop_assert_eq!(plain(&plain_text), plain_text.as_str());
        }
    }
}
