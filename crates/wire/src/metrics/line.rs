//! One line of the text.

use super::{Exemplar, Kind};

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// Nothing, or a comment.
    Nothing,
    /// What a family means.
    Help(String, String),
    /// What a family's values are.
    Type(String, Kind),
    /// What a family's values are measured in.
    Unit(String, String),
    /// The end of an OpenMetrics text.
    End,
    /// A value.
    Value(ValueLine),
}

/// A value as its line has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ValueLine {
    pub name: String,
    pub labels: Vec<(String, String)>,
    pub value: f64,
    /// In milliseconds in one format and in seconds in the other.
    pub at: Option<f64>,
    /// Whether only OpenMetrics has such a line.
    pub is_open_metrics: bool,
    pub exemplars: Vec<Exemplar>,
}

/// What stands between braces.
#[derive(Default)]
struct Braces {
    /// A name that had to be quoted, and so could not stand before them.
    name: Option<String>,
    labels: Vec<(String, String)>,
}

/// Reads a line; `None` where it cannot be read.
pub(super) fn read(line: &str) -> Option<Line> {
    let line = line.trim();
    if line.is_empty() {
        return Some(Line::Nothing);
    }
    match line.strip_prefix('#') {
        Some(comment) => Some(read_comment(comment.trim_start())),
        None => read_value_line(line).map(Line::Value),
    }
}

fn read_value_line(line: &str) -> Option<ValueLine> {
    let (bare, rest) = match line.starts_with('{') {
        true => (None, line),
        false => split_name(line).map(|(name, rest)| (Some(name), rest.trim_start()))?,
    };
    let (braces, rest) = match rest.strip_prefix('{') {
        Some(rest) => read_braces(rest)?,
        None => (Braces::default(), rest),
    };
    let name = match (bare, braces.name) {
        (Some(name), None) => name.to_owned(),
        (None, Some(name)) => name,
        _ => return None,
    };
    let (value, rest) = split_word(rest);
    let (time, rest) = read_time(rest)?;
    let (exemplars, is_exemplified) = (read_exemplars(rest)?, !rest.is_empty());
    Some(ValueLine {
        name,
        labels: braces.labels,
        value: read_number(value)?,
        at: time.map(|(at, _)| at),
        is_open_metrics: is_exemplified || time.is_some_and(|(_, is_fraction)| is_fraction),
        exemplars,
    })
}

/// Reads a time, where there is one, and whether it is written as a fraction.
fn read_time(text: &str) -> Option<(Option<(f64, bool)>, &str)> {
    if text.is_empty() || text.starts_with('#') {
        return Some((None, text));
    }
    let (word, rest) = split_word(text);
    let at = read_number(word).filter(|at| at.is_finite())?;
    Some((Some((at, word.contains(['.', 'e', 'E']))), rest))
}

/// Reads what hangs on a value as an example: `# {trace_id="1"} 0.67 1697141781.462`.
fn read_exemplars(mut text: &str) -> Option<Vec<Exemplar>> {
    let mut exemplars = Vec::new();
    while !text.is_empty() {
        let braces = text.strip_prefix('#')?.trim_start().strip_prefix('{')?;
        let (braces, rest) = read_braces(braces)?;
        let (value, rest) = split_word(rest);
        let (time, rest) = read_time(rest)?;
        if braces.name.is_some() {
            return None;
        }
        exemplars.push(Exemplar {
            labels: braces.labels,
            value: read_number(value)?,
            at: time.map(|(seconds, _)| seconds * 1_000.0),
        });
        text = rest;
    }
    Some(exemplars)
}

/// Reads a number. One that is too large to be held is refused, and not taken for infinite.
fn read_number(word: &str) -> Option<f64> {
    let number: f64 = word.parse().ok()?;
    let is_named = word.contains(['n', 'N']);
    (number.is_finite() || is_named).then_some(number)
}

fn read_comment(comment: &str) -> Line {
    let (keyword, rest) = split_word(comment);
    if keyword == "EOF" && rest.is_empty() {
        return Line::End;
    }
    if !["HELP", "TYPE", "UNIT"].contains(&keyword) {
        return Line::Nothing;
    }
    let Some((name, rest)) = read_described_name(rest) else {
        return Line::Nothing;
    };
    match keyword {
        "HELP" => Line::Help(name, unescape(rest)),
        "TYPE" if !rest.is_empty() => Line::Type(name, read_kind(rest)),
        "UNIT" if !rest.is_empty() => Line::Unit(name, rest.to_owned()),
        _ => Line::Nothing,
    }
}

/// The name that a comment describes, bare or quoted, and what it says of it.
fn read_described_name(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let (name, rest) = read_quoted(quoted)?;
        return (!name.is_empty()).then(|| (name, rest.trim_start()));
    }
    let (name, rest) = split_word(text);
    is_name(name).then(|| (name.to_owned(), rest))
}

fn read_kind(word: &str) -> Kind {
    match word.to_ascii_lowercase().as_str() {
        // OpenMetrics' word for the same.
        "unknown" => Kind::Untyped,
        word => Kind::from(word),
    }
}

/// Reads labels, and a quoted name before them, up to and with the closing brace.
fn read_braces(mut rest: &str) -> Option<(Braces, &str)> {
    let mut braces = Braces::default();
    loop {
        rest = rest.trim_start();
        if let Some(rest) = rest.strip_prefix('}') {
            return Some((braces, rest.trim_start()));
        }
        let (name, after) = match rest.strip_prefix('"') {
            Some(quoted) => read_quoted(quoted)?,
            None => split_name(rest).map(|(name, rest)| (name.to_owned(), rest))?,
        };
        let is_quoted = rest.starts_with('"');
        let mut after = after.trim_start();
        if let Some(value) = after.strip_prefix('=') {
            let (value, rest) = read_quoted(value.trim_start().strip_prefix('"')?)?;
            let is_there = braces.labels.iter().any(|(there, _)| *there == name);
            if is_there || name.is_empty() {
                return None;
            }
            braces.labels.push((name, value));
            after = rest.trim_start();
        } else if is_quoted && !name.is_empty() && braces.name.is_none() && braces.labels.is_empty()
        {
            braces.name = Some(name);
        } else {
            return None;
        }
        match after.strip_prefix(',') {
            Some(more) => rest = more,
            // Between two labels there is a comma; after the last there may be one.
            None if after.starts_with('}') => rest = after,
            None => return None,
        }
    }
}

/// Reads a quoted text up to and with the closing quote.
fn read_quoted(text: &str) -> Option<(String, &str)> {
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
    if !text.contains('\\') {
        return text.to_owned();
    }
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

/// Splits a leading word off, and the blanks behind it.
fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word, rest.trim_start())
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
    use super::*;

    fn labels(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn value(name: &str, pairs: &[(&str, &str)], value: f64, at: Option<f64>) -> Option<Line> {
        Some(Line::Value(ValueLine {
            name: name.to_owned(),
            labels: labels(pairs),
            value,
            at,
            ..ValueLine::default()
        }))
    }

    #[track_caller]
    fn check(line: &str, expected: Option<Line>) {
        assert_eq!(read(line), expected, "{line}");
    }

    #[test]
    fn names_labels_values_and_times_are_read() {
        check("up 1", value("up", &[], 1.0, None));
        check("\tup\t1e3\t-5\r", value("up", &[], 1000.0, Some(-5.0)));
        check(
            r#"a:b { x = "1" , y="q\"\\\n\z}," ,} +Inf 17"#,
            value(
                "a:b",
                &[("x", "1"), ("y", "q\"\\\n\\z},")],
                f64::INFINITY,
                Some(17.0),
            ),
        );
        check("a{} -Inf", value("a", &[], f64::NEG_INFINITY, None));
        check("a Inf", value("a", &[], f64::INFINITY, None));
        check("a 1e-9", value("a", &[], 1e-9, None));
        check("a 1.7976931348623157e308", value("a", &[], f64::MAX, None));
        for (text, is_nan) in [("a NaN", true), ("a -0", false)] {
            let Some(Line::Value(line)) = read(text) else {
                panic!("{text} is a value");
            };
            assert_eq!(line.value.is_nan(), is_nan);
            assert!(is_nan || line.value == 0.0);
        }
    }

    #[test]
    fn quoted_names_are_read() {
        check(
            r#"{"my.metric","label.x"="v",y="w"} 1"#,
            value("my.metric", &[("label.x", "v"), ("y", "w")], 1.0, None),
        );
        check(
            r#"{ "grüße \"a\"" , } 1"#,
            value("grüße \"a\"", &[], 1.0, None),
        );
        check(r#"a{"b c"="d"} 1"#, value("a", &[("b c", "d")], 1.0, None));
        check(
            r#"# TYPE "my.metric" gauge"#,
            Some(Line::Type("my.metric".into(), Kind::Gauge)),
        );
        check(
            r#"# HELP "my metric"  Its help."#,
            Some(Line::Help("my metric".into(), "Its help.".into())),
        );
    }

    #[test]
    fn exemplars_and_fractions_of_seconds_are_read() {
        let exemplar = |pairs: &[(&str, &str)], value, at| Exemplar {
            labels: labels(pairs),
            value,
            at,
        };
        let line = |at, exemplars| {
            Some(Line::Value(ValueLine {
                name: "h_bucket".into(),
                labels: labels(&[("le", "1.0")]),
                value: 8.0,
                at,
                is_open_metrics: true,
                exemplars,
            }))
        };
        check(
            r#"h_bucket{le="1.0"} 8 # {trace_id="6c",note="a } b # c"} 0.06 1668808476.5"#,
            line(
                None,
                vec![exemplar(
                    &[("trace_id", "6c"), ("note", "a } b # c")],
                    0.06,
                    Some(1_668_808_476_500.0),
                )],
            ),
        );
        check(
            r#"h_bucket{le="1.0"} 8 1697141781.462 # {} 0.67"#,
            line(Some(1_697_141_781.462), vec![exemplar(&[], 0.67, None)]),
        );
        check(r#"h_bucket{le="1.0"} 8 1.5"#, line(Some(1.5), Vec::new()));
    }

    #[test]
    fn comments_help_types_and_units_are_read() {
        check("", Some(Line::Nothing));
        check("# words", Some(Line::Nothing));
        check("#", Some(Line::Nothing));
        check("# HELP", Some(Line::Nothing));
        check("# TYPE a", Some(Line::Nothing));
        check("# EOF", Some(Line::End));
        check("# EOF and more", Some(Line::Nothing));
        check(
            r"# HELP a Two\nlines \\ of it",
            Some(Line::Help("a".into(), "Two\nlines \\ of it".into())),
        );
        check("# HELP a", Some(Line::Help("a".into(), String::new())));
        check("#TYPE a gauge", Some(Line::Type("a".into(), Kind::Gauge)));
        check(
            "#  TYPE\ta  unknown\r",
            Some(Line::Type("a".into(), Kind::Untyped)),
        );
        check(
            "# UNIT a_seconds seconds",
            Some(Line::Unit("a_seconds".into(), "seconds".into())),
        );
        check(
            "# TYPE a tally",
            Some(Line::Type("a".into(), Kind::Other("tally".into()))),
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
            "a 1 NaN",
            "a 0x1F",
            "a 1_000",
            "a 1e400",
            "a{ 1",
            "a{x} 1",
            "a{x=1} 1",
            "a{x=\"1} 1",
            "a{x=\"1\"y=\"2\"} 1",
            "a{x=\"1\",x=\"2\"} 1",
            "a{,} 1",
            "{} 1",
            "{x=\"1\"} 1",
            "{x=\"1\",\"a\"} 1",
            "a{\"b\"} 1",
            "{\"\"} 1",
            "ä 1",
            "a{x=\"1\\\"} 1",
            "a 1 # words",
            "a 1 # {x=\"1\"}",
            "a 1 # {\"b\"} 1",
        ] {
            check(line, None);
        }
    }
}
