//! What a person reads stands in the `text.rs` of its feature or layer, and nowhere else.
//!
//! Found by what it looks like: a word that begins with a capital, or several words. A single word
//! in small letters, such as a unit, is not told from the many that only programs read.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Literal, Spacing, TokenTree};

use super::{
    Finding,
    tokens::{is_ident, is_punct, tokens_of, without_attributes},
};

/// Where this is said, for exceptions that nothing needs.
pub const SELF: &str = "crates/xtask/src/tidy/texts.rs";

/// The layers that have a `text.rs` of their own.
const LAYERS: [&str; 4] = ["api", "state", "ui", "shell"];

/// A page for developers, and files that are for tests as a whole.
const UNSEEN: [&str; 4] = [
    "src/ui/gallery.rs",
    "src/ui/gallery/",
    "src/ui/tokens_test.rs",
    "/tests.rs",
];

/// What looks like prose and is read by programs only: the file and the literal.
const NO_TEXTS: &[(&str, &str)] = &[
    ("src/api.rs", "Accept"),
    ("src/api.rs", "Authorization"),
    ("src/api.rs", "Bearer {}"),
    ("src/features/health/facts.rs", "Percent "),
    ("src/features/monitoring/unit.rs", "in bytes"),
    ("src/features/monitoring/unit.rs", "in milliseconds"),
    ("src/features/monitoring/unit.rs", "in ms"),
    ("src/features/monitoring/unit.rs", "in percent"),
    ("src/features/monitoring/unit.rs", "in seconds"),
    ("src/features/monitoring/unit.rs", "unix epoch"),
    ("src/features/monitoring/unit.rs", "unix time"),
    ("src/features/monitoring/unit.rs", "unix timestamp"),
    ("src/features/settings/account/user_agent.rs", "Android"),
    ("src/features/settings/account/user_agent.rs", "Linux"),
    ("src/features/settings/account/user_agent.rs", "Mac OS X"),
    ("src/features/settings/account/user_agent.rs", "Windows"),
    ("src/features/shared/part.rs", "@import url("),
    (
        "src/features/templates/write/initial_template.rs",
        "edit {id}",
    ),
    (
        "src/features/templates/write/initial_template.rs",
        "{NEW_PREFIX}{tab} from {from}",
    ),
    ("src/shell/shortcuts.rs", "Mac"),
    ("src/state/actions.rs", "Enter"),
    ("src/ui/field/moment.rs", "incomplete date"),
    ("src/ui/format/browser.rs", "Intl"),
    ("src/ui/save.rs", "Blob"),
];

/// Attributes and properties whose value no person reads; so are `data-…` and most of `aria-…`.
const UNREAD_ATTRIBUTES: [&str; 17] = [
    "autocomplete",
    "class",
    "d",
    "for",
    "href",
    "id",
    "kind",
    "name",
    "preserveAspectRatio",
    "rel",
    "role",
    "sandbox",
    "src",
    "target",
    "transform",
    "type",
    "viewBox",
];

/// The `aria-…` attributes that are read aloud.
const SPOKEN: [&str; 5] = [
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
];

/// Macros whose text is for developers, or for the compiler.
const UNREAD_MACROS: [&str; 17] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "error",
    "debug",
    "include_str",
    "log",
    "matches",
    "panic",
    "path",
    "stringify",
    "todo",
    "unreachable",
    "warn",
];

/// Functions whose text is a name, a selector or a pattern.
const UNREAD_CALLS: [&str; 23] = [
    "add_event_listener_with_callback",
    "capture_on_window",
    "closest",
    "contains",
    "create_element",
    "ends_with",
    "expect",
    "expect_throw",
    "focus_id",
    "from_str",
    "get_attribute",
    "get_modifier_state",
    "has_attribute",
    "matches",
    "query_selector",
    "query_selector_all",
    "remove_attribute",
    "remove_event_listener_with_callback",
    "set_attribute",
    "split",
    "starts_with",
    "strip_prefix",
    "unique_id",
];

/// Finds texts where they should not be, and exceptions that nothing needs any more.
pub struct Texts {
    no_texts: &'static [(&'static str, &'static str)],
    needed: BTreeSet<(&'static str, &'static str)>,
}

impl Default for Texts {
    fn default() -> Self {
        Self::with(NO_TEXTS)
    }
}

impl Texts {
    fn with(no_texts: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            no_texts,
            needed: BTreeSet::new(),
        }
    }

    /// What is wrong in a file.
    pub fn check(&mut self, path: &str, text: &str) -> Vec<Finding> {
        let is_of_app = path.starts_with("src/") && path.ends_with(".rs");
        let is_unseen = |part: &&str| {
            path.starts_with(*part) || (part.starts_with('/') && path.ends_with(*part))
        };
        if !is_of_app || is_text_file(path) || UNSEEN.iter().any(is_unseen) {
            return Vec::new();
        }
        let Some(tokens) = tokens_of(text) else {
            return vec![Finding::new(1, "is not Rust, as far as tidy can tell")];
        };
        let mut texts = Vec::new();
        collect(&tokens, &mut texts);
        texts.retain(|(_, text)| {
            let known = self
                .no_texts
                .iter()
                .find(|it| **it == (path, text.as_str()));
            self.needed.extend(known);
            known.is_none()
        });
        let finding = |(line, text): (usize, String)| {
            Finding::new(
                line,
                format!("says “{text}”; texts stand in the text.rs of their feature or layer"),
            )
        };
        texts.into_iter().map(finding).collect()
    }

    /// The exceptions that nothing needed; ask when every file has been checked.
    pub fn unneeded(&self) -> Vec<Finding> {
        let unneeded = self.no_texts.iter().filter(|it| !self.needed.contains(*it));
        unneeded
            .map(|(path, text)| {
                let problem =
                    format!("{path} does not hold “{text}”; take it off the list of exceptions");
                Finding::new(1, problem)
            })
            .collect()
    }
}

/// `src/text.rs`, and `text.rs` or the folder `text` of a layer or a feature.
fn is_text_file(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let within = match parts.as_slice() {
        ["src", "features", _, rest @ ..] => rest,
        ["src", layer, rest @ ..] if LAYERS.contains(layer) => rest,
        ["src", rest @ ..] => return *rest == ["text.rs"],
        _ => return false,
    };
    matches!(within, ["text.rs"] | ["text", ..])
}

/// The texts within tokens, with their lines.
fn collect(tokens: &[TokenTree], texts: &mut Vec<(usize, String)>) {
    for (at, token) in tokens.iter().enumerate() {
        let (before, after) = tokens.split_at_checked(at).unwrap_or_default();
        let after = after.get(1..).unwrap_or_default();
        match token {
            TokenTree::Literal(literal) if !is_read_by_programs(before, after) => {
                let text = text_of(literal).filter(|text| is_prose(text));
                texts.extend(text.map(|text| (literal.span().start().line, text)));
            }
            TokenTree::Group(group) => {
                let is_pattern = group.delimiter() != Delimiter::Brace && ends_pattern(after);
                let is_searched = group.delimiter() == Delimiter::Bracket
                    && is_punct(after.first(), '.')
                    && is_ident(after.get(1), "contains");
                let is_compared =
                    matches!(before, [before @ .., TokenTree::Ident(_)] if is_compared(before));
                if !is_pattern && !is_searched && !is_compared && !is_unread_call(before) {
                    collect(&without_attributes(group.stream()), texts);
                }
            }
            _ => {}
        }
    }
}

/// Whether what stands before parentheses is the name of a function or a macro that shows nothing.
fn is_unread_call(before: &[TokenTree]) -> bool {
    match before {
        [.., TokenTree::Ident(name), TokenTree::Punct(mark)] if mark.as_char() == '!' => {
            UNREAD_MACROS.iter().any(|known| name == known)
        }
        [.., TokenTree::Ident(name)] => UNREAD_CALLS.iter().any(|known| name == known),
        _ => false,
    }
}

/// Whether a literal between these is compared, or the value of an attribute that nobody sees.
fn is_read_by_programs(before: &[TokenTree], after: &[TokenTree]) -> bool {
    let is_alternative = matches!(before, [.., TokenTree::Literal(_), TokenTree::Punct(mark)] if mark.as_char() == '|');
    ends_pattern(after) || is_alternative || is_compared(before) || is_unread_value(before)
}

/// Whether what stands before this is a pattern.
fn ends_pattern(after: &[TokenTree]) -> bool {
    match after {
        [TokenTree::Punct(first), TokenTree::Punct(second), ..]
            if first.spacing() == Spacing::Joint =>
        {
            (first.as_char(), second.as_char()) == ('=', '>')
        }
        [TokenTree::Punct(mark), ..] => mark.as_char() == '|',
        [next, ..] => is_ident(Some(next), "if"),
        [] => false,
    }
}

fn is_compared(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Punct(first), TokenTree::Punct(second)]
        if first.spacing() == Spacing::Joint && matches!((first.as_char(), second.as_char()), ('=' | '!', '=')))
}

/// Whether `before` ends in `name=`, with the name of an attribute that no person reads.
fn is_unread_value(before: &[TokenTree]) -> bool {
    let Some((TokenTree::Punct(equals), mut rest)) = before.split_last() else {
        return false;
    };
    if equals.as_char() != '=' {
        return false;
    }
    let mut name = String::new();
    while let Some((TokenTree::Ident(part), before)) = rest.split_last() {
        name.insert_str(0, &part.to_string());
        rest = before;
        match rest {
            [before @ .., TokenTree::Punct(mark)] if matches!(mark.as_char(), '-' | ':') => {
                name.insert(0, mark.as_char());
                rest = before;
            }
            _ => break,
        }
    }
    let is_variable = ["let", "mut", "const", "static"]
        .iter()
        .any(|word| is_ident(rest.last(), word));
    let last = name.rsplit(':').next().unwrap_or_default();
    let is_unread = UNREAD_ATTRIBUTES.contains(&last)
        || ["data-", "style:", "class:", "on:"]
            .iter()
            .any(|start| name.starts_with(start))
        || (name.starts_with("aria-") && !SPOKEN.contains(&last));
    is_unread && !is_variable
}

/// What a string says.
fn text_of(literal: &Literal) -> Option<String> {
    let source = literal.to_string();
    if let Some(raw) = source.strip_prefix('r') {
        return Some(raw.trim_matches('#').trim_matches('"').to_owned());
    }
    let inside = source.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut rest = inside.chars();
    while let Some(c) = rest.next() {
        match (c, rest.clone().next()) {
            // A line that is continued: what indents the next one is no part of the text.
            ('\\', Some('\n')) => rest = rest.as_str().trim_start().chars(),
            ('\\', Some('n' | 'r' | 't')) => {
                rest.next();
                text.push(' ');
            }
            ('\\', _) => text.extend(rest.next()),
            _ => text.push(c),
        }
    }
    Some(text)
}

/// Whether a text looks as if it were for people: a capitalised word, or several words.
fn is_prose(text: &str) -> bool {
    let text = with_blanks(text);
    // A selector, or a document.
    if text.contains('[') || text.contains("</") {
        return false;
    }
    let parts: Vec<&str> = text.split_whitespace().collect();
    let words: Vec<&str> = parts.iter().copied().filter_map(word).collect();
    let blanks = parts.iter().filter(|part| is_blank(part)).count();
    let is_capitalised = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(|c| c.is_lowercase() || "'’".contains(c))
    };
    let is_class_list = || {
        let small = |part: &&str| {
            part.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        parts.iter().all(small) && parts.iter().any(|part| part.contains('-'))
    };
    words.iter().any(is_capitalised)
        || (!words.is_empty() && words.len() + blanks > 1 && !is_class_list())
}

/// Stands for what is put in.
const BLANK: char = '\u{fffc}';

/// The text with one character for each `{…}`.
fn with_blanks(text: &str) -> String {
    let mut result = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    result.push(BLANK);
                }
            }
            _ if depth == 0 => result.push(c),
            _ => {}
        }
    }
    result
}

/// The word, without the marks around it; `None` where it is something else.
fn word(part: &str) -> Option<&str> {
    let word =
        part.trim_matches(|c: char| c != BLANK && !c.is_alphanumeric() && !"-_/=#*+".contains(c));
    let inside = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
    (!word.is_empty() && word.chars().all(inside)).then_some(word)
}

/// Whether it stands for a word that is put in, or is a figure.
fn is_blank(part: &str) -> bool {
    let part = part.trim_matches(|c: char| c != BLANK && !c.is_alphanumeric());
    !part.is_empty() && part.chars().all(|c| c == BLANK || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = Texts::with(&[])
            .check("src/shell/account.rs", text)
            .into_iter()
            .map(|finding| finding.problem)
            .collect();
        let expected: Vec<String> = expected
            .iter()
            .map(|text| {
                format!("says “{text}”; texts stand in the text.rs of their feature or layer")
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn texts_of_a_view_are_found() {
        check(
            "fn a() { view! { <Notice title=\"Not saved\"><p aria-label=\"Save\">\"try again\"</p></Notice> } }",
            &["Not saved", "Save", "try again"],
        );
    }

    #[test]
    fn texts_of_code_are_found() {
        check(
            "const A: &str = \"Log out\"; fn b(n: u8) { f(format!(\"{n} jobs\"), \"1 result\", |_| \"Old\"); }",
            &["Log out", "{n} jobs", "1 result", "Old"],
        );
        check("fn a() { let name = \"Sender name\"; }", &["Sender name"]);
        check(
            "fn a() { f(\"One line, \\\n   the next\") }",
            &["One line, the next"],
        );
        check(
            "fn a(#[prop(default = \"No matches\".into())] b: u8) {}",
            &["No matches"],
        );
        check("enum A { #[error(\"Enter a year\")] B }", &["Enter a year"]);
    }

    #[test]
    fn what_no_person_reads_is_no_text() {
        check(
            "fn a() { view! { <p class=\"big bold\" role=\"Status\" data-of=\"The x\" aria-live=\"very polite\" /> } }",
            &[],
        );
        check(
            "fn a() { f(\"menu-item is-open\", \"M3 4h5 a2\", \"replaceState\", \"Content-Type\", b\"The end\") }",
            &[],
        );
        check(
            "fn a() { panic!(\"The end\"); b.expect(\"must be there\"); c.closest(\"a, button\"); }",
            &[],
        );
        check(
            "fn a() { match k { \"Home\" | \"End\" => 1, Some(\"Tab\") if b => 2, (\"Escape\", _) => 3 } }",
            &[],
        );
        check(
            "fn a() { k == \"Shift\" || k != Some(\"Alt\") || [\"Meta\"].contains(&k) || matches!(k, \"Up\" | \"Down\") }",
            &[],
        );
        check(
            "#![doc = \"A b\"]\n//! The a.\n/// The b.\n#[must_use = \"The c\"]\nfn a() {}\n#[cfg(test)]\nmod tests { const A: &str = \"The d\"; }",
            &[],
        );
    }

    #[test]
    fn texts_have_their_files() {
        let found = |path| {
            !Texts::with(&[])
                .check(path, "const A: &str = \"Log out\";")
                .is_empty()
        };
        for path in [
            "src/text.rs",
            "src/ui/text.rs",
            "src/state/text/labels.rs",
            "src/features/jobs/text.rs",
            "src/features/jobs/text/list.rs",
            "src/ui/gallery/forms.rs",
            "src/state/live/link/tests.rs",
            "crates/wire/src/a.rs",
        ] {
            assert!(!found(path), "{path}");
        }
        for path in [
            "src/ui/field/text.rs",
            "src/features/jobs/list/text.rs",
            "src/features/text.rs",
            "src/app.rs",
            "src/texts/text.rs",
        ] {
            assert!(found(path), "{path}");
        }
    }

    #[test]
    fn an_exception_ends_with_what_it_is_for() {
        let mut texts = Texts::with(&[("src/a.rs", "Mac"), ("src/b.rs", "Mac")]);
        assert_eq!(texts.check("src/a.rs", "const A: &str = \"Mac\";"), []);
        assert_eq!(
            texts
                .check("src/c.rs", "\n\nconst A: &str = \"Mac\";")
                .first()
                .map(|it| it.line),
            Some(3)
        );
        let unneeded: Vec<String> = texts.unneeded().into_iter().map(|it| it.problem).collect();
        assert_eq!(
            unneeded,
            ["src/b.rs does not hold “Mac”; take it off the list of exceptions"]
        );
    }
}
