//! What is in a document: its headings, read from its Markdown.

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineHeading {
    /// Its level, from 1.
    pub level: u8,
    /// Its words, without marks.
    pub text: String,
}

/// The headings in order; what stands in code is none.
pub fn headings(markdown: &str) -> Vec<OutlineHeading> {
    let mut found = Vec::new();
    let mut fence: Option<char> = None;
    let mut before = "";
    for line in markdown.lines() {
        let bare = line.trim_start();
        let indented = line.len() - bare.len() > 3 || line.starts_with('\t');
        let mark = bare
            .chars()
            .next()
            .filter(|mark| matches!(mark, '`' | '~'))
            .filter(|mark| bare.starts_with(&mark.to_string().repeat(3)));
        match (fence, mark) {
            (None, Some(mark)) if !indented => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, _) if !indented => {
                if let Some(heading) = read(bare).or_else(|| underlined(before, bare)) {
                    found.push(heading);
                }
            }
            _ => {}
        }
        before = if fence.is_none() && !indented {
            bare
        } else {
            ""
        };
    }
    found
}

fn read(line: &str) -> Option<OutlineHeading> {
    let level = line.chars().take_while(|mark| *mark == '#').count();
    let rest = line.get(level..)?;
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let text = plain(rest.trim().trim_end_matches('#'));
    (!text.is_empty()).then_some(OutlineHeading {
        level: u8::try_from(level).unwrap_or(6),
        text,
    })
}

/// A line of `=` or `-` makes a heading of the line before it.
fn underlined(before: &str, line: &str) -> Option<OutlineHeading> {
    let line = line.trim_end();
    let all = |mark: char| line.len() > 1 && line.chars().all(|c| c == mark);
    let level = match (all('='), all('-')) {
        (true, _) => 1,
        (_, true) => 2,
        _ => return None,
    };
    let starts = ["#", "-", "*", ">", "|", "+"];
    let text = plain(before);
    (!text.is_empty() && !starts.iter().any(|mark| before.starts_with(mark)))
        .then_some(OutlineHeading { level, text })
}

/// The words without the marks of emphasis, code and links.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find(['*', '`', '[', '_']) {
        let (head, tail) = rest.split_at(at);
        out.push_str(head);
        let link = tail.strip_prefix('[').and_then(|tail| {
            let (words, after) = tail.split_once("](")?;
            let (_, after) = after.split_once(')')?;
            Some((words, after))
        });
        let inside_word = tail.starts_with('_')
            && head.ends_with(char::is_alphanumeric)
            && tail
                .get(1..)
                .is_some_and(|after| after.starts_with(char::is_alphanumeric));
        match link {
            Some((words, after)) => {
                out.push_str(words);
                rest = after;
            }
            None => {
                if tail.starts_with('[') || inside_word {
                    out.extend(tail.chars().next());
                }
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &[(u8, &str)]) {
        let found = headings(markdown);
        let found: Vec<_> = found
            .iter()
            .map(|heading| (heading.level, heading.text.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_are_found_in_both_forms() {
        check(
            "# One\n\ntext\n\n### Two ##\nThree\n===\nFour\n---\n",
            &[(1, "One"), (3, "Two"), (1, "Three"), (2, "Four")],
        );
    }

    #[test]
    fn code_tags_and_tables_are_no_headings() {
        check(
            "```sh\n# no\n```\n#tag\n\n    # no\n| a |\n---\n- b\n---",
            &[],
        );
        check("~~~\n```\n# no\n~~~\n# yes", &[(1, "yes")]);
    }

    #[test]
    fn marks_are_left_out() {
        check(
            "# **Bold** `code` [link](https://a.test) snake_case",
            &[(1, "Bold code link snake_case")],
        );
    }

    proptest! {
        #[test]
        fn no_document_breaks_it(markdown in "[#=`*_\\[\\]() a-zé\n-]{0,60}") {
            let _ = headings(&markdown);
        }
    }
}
