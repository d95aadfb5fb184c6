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

    /// Every text of a line, read from an answer that brings more along.
    #[test]
    fn names_in_answers_are_read_on_one_line() {
        use crate::{api_keys, auth, cache, documents, generate};
        use serde::{Serialize, de::DeserializeOwned};
        use serde_json::{Value, json};

        const MESSY: &str = " a\r\n\tb\u{2028}\u{1b}[31mc\u{1b}[0m\u{202e}";

        #[track_caller]
        fn check<T: Serialize + DeserializeOwned>(answer: Value, fields: &[&str]) {
            let read: T = serde_json::from_value(answer).unwrap();
            let read = serde_json::to_value(read).unwrap();
            for field in fields {
                assert_eq!(read.pointer(field), Some(&json!("a b c")), "{field}");
            }
        }

        let at = "2026-11-20T09:30:00Z";
        check::<auth::User>(
            json!({"id": "u", "email": MESSY, "name": MESSY, "role": "editor", "created_at": at}),
            &["/email", "/name"],
        );
        check::<auth::Registration>(
            json!({"email": MESSY, "name": MESSY, "password": "p"}),
            &["/email", "/name"],
        );
        check::<auth::UserChange>(json!({"email": MESSY, "name": MESSY}), &["/email", "/name"]);
        check::<auth::Login>(json!({"email": MESSY, "password": "p"}), &["/email"]);
        check::<api_keys::ApiKey>(
            json!({"id": "k", "name": MESSY, "prefix": MESSY, "created_at": at}),
            &["/name", "/prefix"],
        );
        check::<api_keys::ApiKeyChange>(json!({"name": MESSY}), &["/name"]);
        check::<generate::Seo>(
            json!({"title": MESSY, "description": MESSY, "keywords": ["a b c", MESSY]}),
            &["/title", "/description", "/keywords/1"],
        );
        check::<generate::WebPart>(
            json!({"title": MESSY, "markdown": "", "excerpt": MESSY, "slug": MESSY, "tags": [MESSY]}),
            &["/title", "/excerpt", "/slug", "/tags/0"],
        );
        check::<generate::SocialPost>(
            json!({"platform": "x", "content": "", "hashtags": [MESSY], "author": MESSY}),
            &["/hashtags/0", "/author"],
        );
        check::<generate::TestEmail>(
            json!({"to": MESSY, "subject": MESSY, "sent_at": at}),
            &["/to", "/subject"],
        );
        check::<documents::Document>(
            json!({"id": "d", "source": "markdown", "title": MESSY, "excerpt": MESSY,
                "updated_at": at, "word_count": 1}),
            &["/title", "/excerpt"],
        );
        check::<cache::InvalidateRequest>(json!({"targets": [], "reason": MESSY}), &["/reason"]);
        check::<cache::Invalidation>(
            json!({"status": "success", "reason": MESSY, "requested_by": MESSY}),
            &["/reason", "/requested_by"],
        );
    }
}
