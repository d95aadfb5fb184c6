//! Rules for stylesheets.

use std::collections::BTreeSet;

use super::{Finding, code_lines};

/// The ways to write a colour, besides `#`.
const FUNCTIONS: [&str; 9] = [
    "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(",
];

/// Colours are spelled in the tokens, so that both themes and their contrast are in one file.
pub fn colours_are_tokens(path: &str, text: &str) -> Vec<Finding> {
    let css = path.starts_with("style/") && path.ends_with(".css");
    if !css || path == "style/tokens.css" {
        return Vec::new();
    }
    without_comments(text)
        .lines()
        .enumerate()
        .filter(|(_, line)| spells_a_colour(line))
        .map(|(index, _)| {
            Finding::new(
                index + 1,
                "spells a colour; take or add one in style/tokens.css",
            )
        })
        .collect()
}

fn spells_a_colour(line: &str) -> bool {
    let value = line.split_once(':').map_or("", |(_, value)| value);
    let hex = value.split('#').skip(1).any(|rest| {
        let end = rest
            .find(|c: char| !c.is_ascii_hexdigit())
            .unwrap_or(rest.len());
        let next = rest.get(end..).and_then(|rest| rest.chars().next());
        let whole = !next.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
        whole && matches!(end, 3 | 4 | 6 | 8) && !line.trim_end().ends_with('{')
    });
    let function = FUNCTIONS.iter().any(|name| {
        value.match_indices(name).any(|(at, _)| {
            let word = value
                .get(..at)
                .is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '-'));
            // A colour made from a token is no new colour.
            let derived = value
                .get(at + name.len()..)
                .is_some_and(|rest| rest.starts_with("from"));
            !word && !derived
        })
    });
    hex || function
}

/// Every stylesheet is linked by the page; one that is not would be missed by nobody but the reader.
pub fn unlinked(page: &str, styles: &[String]) -> Vec<Finding> {
    styles
        .iter()
        .filter(|path| !page.contains(&format!("href=\"{path}\"")))
        .map(|path| Finding::new(1, format!("does not link {path}")))
        .collect()
}

/// The names in a source that an element may bear: classes and attributes are spelled out there.
pub fn names(text: &str) -> BTreeSet<String> {
    let words = code_lines(text).flat_map(|(_, line)| line.split(|c| !is_of_a_name(c)));
    words.map(str::to_owned).collect()
}

/// No rule is for a class or a `data-` attribute that nothing bears.
pub fn unused(css: &str, names: &BTreeSet<String>) -> Vec<Finding> {
    let css = without_comments(css);
    let mut findings = Vec::new();
    let (mut line, mut selector) = (1, String::new());
    for c in css.chars() {
        match c {
            '{' if !selector.trim_start().starts_with('@') => {
                let unused = selected(&selector).filter(|name| !names.contains(*name));
                findings.extend(unused.map(|name| {
                    Finding::new(line, format!("selects `{name}`, which nothing bears"))
                }));
                selector.clear();
            }
            '{' | '}' | ';' => selector.clear(),
            _ => selector.push(c),
        }
        line += usize::from(c == '\n');
    }
    findings
}

/// The classes and the `data-` attributes of a selector.
fn selected(selector: &str) -> impl Iterator<Item = &str> {
    selector.match_indices(['.', '[']).filter_map(|(at, mark)| {
        let rest = selector.get(at + 1..)?;
        let name = rest.split(|c| !is_of_a_name(c)).next()?;
        let is_meant = match mark {
            "." => name.starts_with(|c: char| c.is_ascii_alphabetic()),
            _ => name.starts_with("data-"),
        };
        is_meant.then_some(name)
    })
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The same lines, with comments blanked.
fn without_comments(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        result.push_str(before);
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        result.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, lines: &[usize]) {
        let found: Vec<_> = colours_are_tokens(path, text)
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(found, lines);
    }

    #[test]
    fn literals_are_found_outside_the_tokens() {
        let text = "a { color: #fff; }\nb { color: oklch(20% 0 0); }\nc { color: var(--ink); }\n";
        check("style/ui/badge.css", text, &[1, 2]);
        check("style/tokens.css", text, &[]);
    }

    #[test]
    fn what_is_made_from_tokens_is_no_literal() {
        let text = "a { color: color-mix(in oklch, var(--ink) 10%, transparent); }\n\
                    b { color: oklch(from var(--ink) l c h / 50%); }\n#feed:hover {\n}\n\
                    /* #fff\n rgb(1 2 3) */\nc { mask: url(#fade-out); }\n";
        check("style/features/jobs.css", text, &[]);
    }

    #[test]
    fn a_rule_for_what_nothing_bears_is_found() {
        let names = names("view! { <div class=\"job-row\" data-open=\"\" /> }\n// job-old\n");
        let css = "@layer features {\n/* .job-old */\n.job-row[data-open]:not([open]) {\ngap: 0.5rem;\n}\n\
                   @media (width < 40.5em) {\n.job-row,\n.job-old[data-shut] {\ngap: 0;\n}\n}\n}\n";
        let found: Vec<_> = unused(css, &names)
            .into_iter()
            .map(|finding| (finding.line, finding.problem))
            .collect();
        let expected = ["job-old", "data-shut"]
            .map(|name| (8, format!("selects `{name}`, which nothing bears")));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_stylesheet_that_no_page_links_is_found() {
        let page = "<link data-trunk rel=\"css\" href=\"style/base.css\" />";
        let styles = ["style/base.css".to_owned(), "style/ui/tabs.css".to_owned()];
        assert_eq!(
            unlinked(page, &styles),
            [Finding::new(1, "does not link style/ui/tabs.css")]
        );
    }
}
