//! Which variables a template's source uses. Pure, and for any text.
//!
//! Only as much of the language as that takes: where its tags begin and end,
//! what stands in quotes, and `variables.name` or `variables["name"]` in them.

/// A variable that a source uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Its name.
    pub name: String,
    /// The line it is first used on, from 1.
    pub line: usize,
}

/// The variables that a source uses, each once, in the order in which they come.
pub fn uses(source: &str) -> Vec<Use> {
    let mut found: Vec<Use> = Vec::new();
    let mut at = 0;
    while let Some(tag) = next_tag(source, at) {
        let body = source.get(tag.start..tag.end).unwrap_or_default();
        if !tag.is_comment {
            for (offset, name) in names(body) {
                if !found.iter().any(|known| known.name == name) {
                    let before = source.get(..tag.start.saturating_add(offset));
                    let line = before.unwrap_or_default().matches('\n').count();
                    found.push(Use {
                        name: name.to_owned(),
                        line: line.saturating_add(1),
                    });
                }
            }
        }
        at = tag.end;
    }
    found
}

struct Tag {
    start: usize,
    end: usize,
    is_comment: bool,
}

/// The inside of the next tag from `at` on.
fn next_tag(source: &str, at: usize) -> Option<Tag> {
    let rest = source.get(at..)?;
    let (offset, close) = rest
        .char_indices()
        .filter(|(_, character)| *character == '{')
        .find_map(|(offset, _)| {
            let close = match rest.get(offset.checked_add(1)?..)?.chars().next()? {
                '{' => "}}",
                '%' => "%}",
                '#' => "#}",
                _ => return None,
            };
            Some((offset, close))
        })?;
    let start = at.checked_add(offset)?.checked_add(2)?;
    let inside = source.get(start..)?;
    let length = inside.find(close).unwrap_or(inside.len());
    Some(Tag {
        start,
        end: start.checked_add(length)?,
        is_comment: close == "#}",
    })
}

/// The names in a tag, each with its place.
fn names(body: &str) -> Vec<(usize, &str)> {
    const OBJECT: &str = "variables";
    let mut found = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    for (at, character) in body.char_indices() {
        match quote {
            Some(open) if open == character => quote = None,
            Some(_) => {}
            None if character == '"' || character == '\'' => quote = Some(character),
            None => {
                let is_word = before.is_alphanumeric() || before == '_' || before == '.';
                let rest = body.get(at..).unwrap_or_default();
                if !is_word && let Some(after) = rest.strip_prefix(OBJECT) {
                    found.extend(member(after).map(|name| (at, name)));
                }
            }
        }
        before = character;
    }
    found
}

/// `.name`, `["name"]` or `['name']` at the beginning of a text.
fn member(text: &str) -> Option<&str> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('.') {
        let rest = rest.trim_start();
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        return rest.get(..end).filter(|name| !name.is_empty());
    }
    let rest = text.strip_prefix('[')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = rest.get(1..)?;
    inside.get(..inside.find(quote)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(&str, usize)]) {
        let found = uses(source);
        let found: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.line)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn variables_are_found_in_tags_only() {
        check("{{ variables.author }}", &[("author", 1)]);
        check(
            "a\n{% if variables.badge and\n variables['old one'] %}x{{ variables.badge }}",
            &[("badge", 2), ("old one", 3)],
        );
        check("variables.out {# variables.off #}", &[]);
        check(
            "{{ my.variables.a }}{{ variables }}{{ 'variables.b' }}",
            &[],
        );
        check("{{ variables.open", &[("open", 1)]);
        check("{ {{variables.a|upper}}", &[("a", 1)]);
    }

    proptest! {
        #[test]
        fn any_source_can_be_looked_through(source in "[{}%#'\"\\[\\].a-cé\n]{0,40}(variables)?.{0,20}") {
            for found in uses(&source) {
                prop_assert!(source.contains(&found.name));
                prop_assert!(found.line <= source.matches('\n').count() + 1);
            }
        }
    }
}
