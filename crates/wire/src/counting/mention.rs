//! Finds the mentions of people on other servers in a text as Mastodon does.
//!
//! The rules are those of Mastodon's `Account::MENTION_RE` and of its `Extractor`. A mention of
//! somebody on the same server is not shortened, so it is not looked for.

use std::ops::Range;

/// What follows this many characters of a server's name makes it no mention.
const MAX_SERVER: usize = 253;

/// A mention such as `@alice@example.com`.
#[derive(Debug, PartialEq)]
pub(super) struct Mention {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// What is counted of it: `@alice`.
    pub length: usize,
}

/// The mentions in a text, in order.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut end = 0;
    let mut before = None;
    for (at, character) in text.char_indices() {
        let may_begin = !before.is_some_and(|it| is_word(it) || matches!(it, '=' | '/'));
        before = Some(character);
        if character != '@' || at < end || !may_begin {
            continue;
        }
        let Some(mention) = text.get(at..).and_then(|rest| first(rest, at)) else {
            continue;
        };
        end = mention.range.end;
        found.push(mention);
    }
    found
}

/// The mention that a text begins with.
fn first(text: &str, offset: usize) -> Option<Mention> {
    let rest = text.strip_prefix('@')?;
    let name = run(rest, |it| it.is_ascii_alphanumeric() || it == '_')?;
    let rest = rest.strip_prefix(name)?.strip_prefix('@')?;
    let server = run(rest, is_word)?;
    let rest = rest.strip_prefix(server)?;
    let goes_on = rest.starts_with(['@', '＠']) || rest.starts_with("://");
    if goes_on || server.chars().count() > MAX_SERVER {
        return None;
    }
    Some(Mention {
        range: offset..offset + text.len() - rest.len(),
        length: '@'.len_utf8() + name.len(),
    })
}

/// The longest beginning of words that full stops and hyphens join.
fn run(text: &str, is_in: impl Fn(char) -> bool) -> Option<&str> {
    let is_joint = |it| matches!(it, '.' | '-');
    let end = text.find(|it| !is_in(it) && !is_joint(it));
    let run = text.get(..end.unwrap_or(text.len()))?;
    let run = run.trim_end_matches(is_joint);
    (!run.is_empty() && !run.starts_with(is_joint)).then_some(run)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
