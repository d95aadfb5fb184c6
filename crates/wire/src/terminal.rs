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
            '\u{9b}' => skip_bare_sequence(after, &mut lines),
            _ if is_string_start(character) => after_string(after).unwrap_or(after),
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
            None => {
                let after = sequence.strip_prefix('\u{9b}').unwrap_or(sequence);
                skip_bare_sequence(after, &mut ignored)
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
        Some('[') => {
            let after = characters.as_str();
            after_control_sequence(after, lines).unwrap_or_else(|| {
                // Cut off at the end of the text: its parameters are nothing to read.
                let is_cut = after.chars().all(|it| matches!(it, '0'..='?'));
                if is_cut { "" } else { after }
            })
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            let after = characters.as_str();
            after_string(after).unwrap_or(after)
        }
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

/// Skips a control sequence that begins with the one character U+009B.
///
/// In a text that was read as Latin-1 by mistake that is a quotation mark: only parameters and a
/// final character make it a sequence.
fn skip_bare_sequence<'a>(text: &'a str, lines: &mut Lines) -> &'a str {
    text.starts_with(|it: char| matches!(it, '0'..='?'))
        .then(|| after_control_sequence(text, lines))
        .flatten()
        .unwrap_or(text)
}

/// What follows parameters, intermediate characters and the final one, or `None` where that one is
/// missing; erasing a line is obeyed.
fn after_control_sequence<'a>(text: &'a str, lines: &mut Lines) -> Option<&'a str> {
    let rest = text.trim_start_matches(|it| matches!(it, '0'..='?'));
    let rest = rest.trim_start_matches(|it| matches!(it, ' '..='/'));
    let after = rest.strip_prefix(|it: char| matches!(it, '@'..='~'))?;
    if rest.starts_with('K') && (text.starts_with('2') || lines.is_returned) {
        lines.erase_line();
    }
    Some(after)
}

/// Device control, start of string, operating system command, privacy message, application.
fn is_string_start(character: char) -> bool {
    matches!(character, '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}')
}

/// What follows the end of a string; `None` where it has no end before its line ends or another
/// sequence begins. Then it is text, of which nothing may get lost.
fn after_string(text: &str) -> Option<&str> {
    let end = text.find(|it: char| {
        matches!(it, '\u{7}' | '\u{9c}' | '\u{1b}' | '\n') || is_string_start(it)
    })?;
    let rest = text.get(end..)?;
    rest.strip_prefix(['\u{7}', '\u{9c}'])
        .or_else(|| rest.strip_prefix("\u{1b}\\"))
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
            // Without its end a string is text.
            ("cut \u{1b}]8;;https://x\nnext", "cut 8;;https://x\nnext"),
            ("\u{9d}0;all of this\u{1b}[31m stays", "0;all of this stays"),
            ("a \u{90}quoted\u{91} word", "a quoted word"),
            ("\u{1b}Pone \u{1b}]0;two\u{7}three", "one three"),
            ("\u{98}one \u{9d}0;two\u{9c}three", "one three"),
            ("cut \u{1b}[38;5", "cut "),
            ("no \u{1b}[3é", "no 3é"),
            ("a \u{9b}Kind word", "a Kind word"),
            ("a \u{9b}3", "a 3"),
            ("half\u{9b}2Kdone", "done"),
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
            ("a \u{9b}3", "a 3"),
            ("\u{1b}]no end", "no end"),
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
        fn what_has_no_complete_sequence_loses_control_characters_only(
            raw in "(\u{1b}\\]|\u{1b}P|\u{1b}X|\u{1b}\\[é|\u{1b}\\[3漢|\u{90}|\u{98}|\u{9b}|\u{9d}|\u{9f}|[a-zé漢 .]|\n|\u{0}){0,30}",
        ) {
            let mut expected = raw.clone();
            for start in ["\u{1b}]", "\u{1b}P", "\u{1b}X", "\u{1b}["] {
                expected = expected.replace(start, "");
            }
            expected.retain(|it| it == '\n' || !it.is_control());
            proptest::prop_assert_eq!(plain(&raw), expected);
        }

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
