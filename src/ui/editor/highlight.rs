//! Which parts of a template's source are language, markup or comment. Pure.

/// What a piece of a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text as it comes out.
    Text,
    /// `{{ … }}`: a value is put in.
    Value,
    /// `{% … %}`: decides and repeats.
    Statement,
    /// `{# … #}` and `<!-- … -->`.
    Comment,
    /// `<tag …>`.
    Markup,
}

impl Kind {
    /// The value of `data-kind`; `None` for what looks like the rest.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Value => Some("value"),
            Self::Statement => Some("statement"),
            Self::Comment => Some("comment"),
            Self::Markup => Some("markup"),
        }
    }
}

/// A piece of one line.
pub type Piece = (Kind, String);

/// Larger sources are shown as they are: nobody notices, and typing stays quick.
const MOST: usize = 60_000;

/// The lines of a source in pieces. Together they are the source.
pub fn lines(source: &str) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    let mut put = |kind: Kind, text: &str| {
        for (number, part) in text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push((kind, part.to_owned()));
            }
        }
    };
    if source.len() > MOST {
        put(Kind::Text, source);
        return lines;
    }
    let mut outer = Kind::Text;
    let mut rest = source;
    while !rest.is_empty() {
        let (kind, length) = piece(rest, outer);
        // At least one character, so that it comes to an end whatever the text.
        let least = rest.chars().next().map_or(1, char::len_utf8);
        let (text, after) = rest
            .split_at_checked(length.max(least))
            .unwrap_or((rest, ""));
        put(kind, text);
        outer = match kind {
            Kind::Markup if !text.ends_with('>') => Kind::Markup,
            Kind::Value | Kind::Statement | Kind::Comment => outer,
            _ => Kind::Text,
        };
        rest = after;
    }
    lines
}

/// The kind of what a text begins with, and its length.
fn piece(rest: &str, outer: Kind) -> (Kind, usize) {
    for (open, close, kind) in [
        ("{{", "}}", Kind::Value),
        ("{%", "%}", Kind::Statement),
        ("{#", "#}", Kind::Comment),
        ("<!--", "-->", Kind::Comment),
    ] {
        if let Some(inside) = rest.strip_prefix(open) {
            let end = inside
                .find(close)
                .map_or(inside.len(), |at| at + close.len());
            return (kind, open.len() + end);
        }
    }
    let begins = |text: &str| ["{{", "{%", "{#"].iter().any(|open| text.starts_with(open));
    if outer == Kind::Markup || is_markup(rest) {
        let end = rest
            .char_indices()
            .find(|(at, c)| *c == '>' || (*at > 0 && begins(rest.get(*at..).unwrap_or_default())));
        let end = end.map_or(rest.len(), |(at, c)| if c == '>' { at + 1 } else { at });
        return (Kind::Markup, end);
    }
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(at, _)| {
            let text = rest.get(*at..).unwrap_or_default();
            begins(text) || is_markup(text)
        })
        .map_or(rest.len(), |(at, _)| at);
    (Kind::Text, end)
}

fn is_markup(text: &str) -> bool {
    text.strip_prefix('<').is_some_and(|after| {
        after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[&[(Kind, &str)]]) {
        let found = lines(source);
        let found: Vec<Vec<_>> = found
            .iter()
            .map(|line| {
                line.iter()
                    .map(|(kind, text)| (*kind, text.as_str()))
                    .collect()
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn language_markup_and_text_are_told_apart() {
        check("", &[&[]]);
        check(
            "<a href=\"{{ link }}\">go</a>",
            &[&[
                (Kind::Markup, "<a href=\""),
                (Kind::Value, "{{ link }}"),
                (Kind::Markup, "\">"),
                (Kind::Text, "go"),
                (Kind::Markup, "</a>"),
            ]],
        );
        check(
            "{# one\ntwo #}\n{% if a < b %} 1 < 2",
            &[
                &[(Kind::Comment, "{# one")],
                &[(Kind::Comment, "two #}")],
                &[(Kind::Statement, "{% if a < b %}"), (Kind::Text, " 1 < 2")],
            ],
        );
        check("{{ open", &[&[(Kind::Value, "{{ open")]]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(source in "[{}%#<>!/a-bé\\-\n ]{0,60}") {
            let together: Vec<String> = lines(&source)
                .into_iter()
                .map(|line| line.into_iter().map(|(_, text)| text).collect())
                .collect();
            prop_assert_eq!(together.join("\n"), source);
        }
    }
}
