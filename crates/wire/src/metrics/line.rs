//! One line of the text.

use super::{Kind, Series};

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// Nothing, or a comment.
    Nothing,
    /// What a family means.
    Help(String, String),
    /// What a family's values are.
    Type(String, Kind),
    /// A value.
    Series(Series),
}

/// Reads a line; `None` where it cannot be read.
pub(super) fn read(line: &str) -> Option<Line> {
    let line = line.trim();
    if line.is_empty() {
        return Some(Line::Nothing);
    }
    if let Some(comment) = line.strip_prefix('#') {
        return Some(read_comment(comment.trim_start()));
    }
    let (name, rest) = split_name(line)?;
    let rest = rest.trim_start();
    let (labels, rest) = match rest.strip_prefix('{') {
        Some(rest) => read_labels(rest)?,
        None => (Vec::new(), rest),
    };
    let mut words = rest.split_whitespace();
    let value = words.next()?.parse().ok()?;
    let at = words.next().map(str::parse).transpose().ok()?;
    if words.next().is_some() {
        return None;
    }
    Some(Line::Series(Series {
        name: name.to_owned(),
        labels,
        value,
        at,
    }))
}

fn read_comment(comment: &str) -> Line {
    let mut words = comment.splitn(3, [' ', '\t']);
    let (keyword, name) = (words.next(), words.next().unwrap_or_default());
    let rest = words.next().unwrap_or_default().trim();
    match keyword {
        Some("HELP") if is_name(name) => Line::Help(name.to_owned(), unescape(rest)),
        Some("TYPE") if is_name(name) && !rest.is_empty() => {
            Line::Type(name.to_owned(), Kind::from(rest))
        }
        _ => Line::Nothing,
    }
}

/// Reads labels up to and with the closing brace.
fn read_labels(mut rest: &str) -> Option<(Vec<(String, String)>, &str)> {
    let mut labels = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(rest) = rest.strip_prefix('}') {
            return Some((labels, rest));
        }
        let (name, after) = split_name(rest)?;
        let after = after.trim_start().strip_prefix('=')?.trim_start();
        let (value, after) = read_value(after.strip_prefix('"')?)?;
        labels.push((name.to_owned(), value));
        rest = after.trim_start();
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            // Between two labels there is a comma; after the last there may be one.
            None if rest.starts_with('}') => {}
            None => return None,
        }
    }
}

/// Reads a label's value up to and with the closing quote.
fn read_value(text: &str) -> Option<(String, &str)> {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => {
                let (value, rest) = (text.get(..at)?, text.get(at + 1..)?);
                return Some((unescape(value), rest));
            }
            _ => escaped = false,
        }
    }
    None
}

/// Undoes `\\`, `\"` and `\n`; any other backslash stays.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let meant = match (character, characters.peek()) {
            ('\\', Some('n')) => Some('\n'),
            ('\\', Some(quoted @ ('\\' | '"'))) => Some(*quoted),
            _ => None,
        };
        plain.push(meant.unwrap_or(character));
        if meant.is_some() {
            characters.next();
        }
    }
    plain
}

/// Splits a leading name off.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c| !is_of_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    is_name(name).then_some((name, rest))
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(is_of_name)
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || character == ':'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn series(name: &str, labels: &[(&str, &str)], value: f64, at: Option<i64>) -> Line {
        Line::Series(Series {
            name: name.to_owned(),
            labels: labels
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            value,
            at,
        })
    }

    #[track_caller]
    fn check(line: &str, expected: Option<Line>) {
        assert_eq!(read(line), expected, "{line}");
    }

    #[test]
    fn names_labels_values_and_times_are_read() {
        check("up 1", Some(series("up", &[], 1.0, None)));
        check("\tup\t1e3\t-5\r", Some(series("up", &[], 1000.0, Some(-5))));
        check(
            r#"a:b { x = "1" , y="q\"\\\n\z}," ,} +Inf 17"#,
            Some(series(
                "a:b",
                &[("x", "1"), ("y", "q\"\\\n\\z},")],
                f64::INFINITY,
                Some(17),
            )),
        );
        check("a{} -Inf", Some(series("a", &[], f64::NEG_INFINITY, None)));
        let Some(Line::Series(nan)) = read("a NaN") else {
            panic!("NaN is a value");
        };
        assert!(nan.value.is_nan());
    }

    #[test]
    fn comments_help_and_types_are_read() {
        check("", Some(Line::Nothing));
        check("# words", Some(Line::Nothing));
        check("#", Some(Line::Nothing));
        check("# HELP", Some(Line::Nothing));
        check("# TYPE a", Some(Line::Nothing));
        check(
            r"# HELP a Two\nlines \\ of it",
            Some(Line::Help("a".into(), "Two\nlines \\ of it".into())),
        );
        check("# HELP a", Some(Line::Help("a".into(), String::new())));
        check("#TYPE a gauge", Some(Line::Type("a".into(), Kind::Gauge)));
        check(
            "# TYPE a info",
            Some(Line::Type("a".into(), Kind::Other("info".into()))),
        );
    }

    #[test]
    fn what_is_no_metric_is_refused() {
        for line in [
            "a",
            "a b",
            "1a 2",
            "a 1 2 3",
            "a 1 x",
            "a{ 1",
            "a{x} 1",
            "a{x=1} 1",
            "a{x=\"1} 1",
            "a{x=\"1\"y=\"2\"} 1",
            "a{,} 1",
            "{} 1",
            "ä 1",
            "a{x=\"1\\\"} 1",
        ] {
            check(line, None);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,200}") {
            let _ = read(&text);
            let _ = super::super::Scrape::read(&text);
        }

        #[test]
        fn any_text_that_looks_like_metrics_is_read_or_refused(
            text in r#"([a-b_{}="\\ ,#\n]|HELP |TYPE |1|NaN|\+Inf|é){0,60}"#
        ) {
            if let Ok(scrape) = super::super::Scrape::read(&text) {
                let _ = scrape.common_labels();
                prop_assert!(scrape.families.iter().all(|family| !family.series.is_empty()));
            }
        }

        #[test]
        fn what_is_written_is_what_is_read(
            name in "[a-zA-Z_:][a-zA-Z0-9_:]{0,9}",
            labels in proptest::collection::vec(("[a-z_]{1,5}", "[^\r]{0,12}"), 0..4),
            value in any::<f64>().prop_filter("comparable", |value| !value.is_nan()),
            at in proptest::option::of(any::<i64>()),
        ) {
            let escaped = |text: &str| {
                text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
            };
            let pairs: Vec<_> = labels
                .iter()
                .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
                .collect();
            let at_words = at.map(|at| format!(" {at}")).unwrap_or_default();
            let line = format!("{name}{{{}}} {value:?}{at_words}", pairs.join(","));
            prop_assert_eq!(read(&line), Some(Line::Series(Series { name, labels, value, at })));
        }
    }
}
