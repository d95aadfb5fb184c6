//! Finds the links in a text as X does.
//!
//! A port of `extractUrlsWithIndices` of twitter-text 3.1.0 (Apache-2.0), without a regular
//! expression: the crate `regex` is too large for the browser. The rules are the expression's,
//! and so are the names of the character classes. Positions are in characters.

use std::ops::Range;

use super::{punycode, tld};

/// A longer address is no link to X, in UTF-16 units.
const MAX_LENGTH: usize = 4096;

/// What X adds in its thoughts to a bare domain.
const DEFAULT_PROTOCOL: usize = "https://".len();

/// A longer path of X's own shortener is no link.
const MAX_SHORTENED: usize = 40;

/// A domain of more labels is not looked for: a text of a megabyte of them would take minutes.
const MAX_LABELS: usize = 40;

/// The links in a text, in order.
pub(super) fn links(text: &[char]) -> Vec<Range<usize>> {
    let mut search = Search {
        text,
        barren_until: 0,
        no_label_until: 0,
        found: Vec::new(),
    };
    if !text.contains(&'.') {
        return search.found;
    }
    let mut position = 0;
    while position < text.len() {
        position = match search.at(position) {
            Some(end) => end,
            None => position + 1,
        };
    }
    search.found
}

struct Search<'a> {
    text: &'a [char],
    /// No bare domain begins before this: it has been looked for already.
    barren_until: usize,
    /// No bare domain begins with a whole label before this.
    no_label_until: usize,
    found: Vec<Range<usize>>,
}

/// What the whole expression matches.
struct Candidate {
    protocol: Option<usize>,
    domain: Range<usize>,
    has_path: bool,
    end: usize,
}

impl Search<'_> {
    fn get(&self, position: usize) -> Option<char> {
        self.text.get(position).copied()
    }

    fn slice(&self, range: Range<usize>) -> &[char] {
        self.text.get(range).unwrap_or_default()
    }

    /// Looks for a link after the character at a position, or at the very beginning; says where
    /// the search goes on.
    fn at(&mut self, position: usize) -> Option<usize> {
        let before = self.get(position).filter(|it| may_precede(*it));
        // The expression works on UTF-16: of a character of two units the first may stand before
        // the domain and the second belong to it.
        let is_split = before.is_some_and(|it| it.len_utf16() > 1);
        let starts = [is_split.then_some(position), before.map(|_| position + 1)];
        for start in starts.into_iter().flatten() {
            if let Some(end) = self.take_from(before, start) {
                return Some(end);
            }
        }
        if position > 0 {
            return None;
        }
        (self.barren_until, self.no_label_until) = (0, 0);
        self.take_from(None, 0)
    }

    fn take_from(&mut self, before: Option<char>, start: usize) -> Option<usize> {
        let candidate = self.candidate(start)?;
        let end = candidate.end;
        self.take(before, candidate);
        Some(end)
    }

    fn candidate(&mut self, start: usize) -> Option<Candidate> {
        let protocol = protocol(self.text.get(start..).unwrap_or_default());
        let domain_start = start + protocol.unwrap_or_default();
        if protocol.is_none() && self.is_barren(start) {
            return None;
        }
        let domain_end = self.domain(domain_start)?;
        let mut end = domain_end;
        if self.get(end) == Some(':') {
            let digits = self.run(end + 1, |it| it.is_ascii_digit());
            end = if digits > 0 { end + 1 + digits } else { end };
        }
        let has_path = self.get(end) == Some('/');
        if has_path {
            end = self.path(end + 1);
        }
        if self.get(end) == Some('?') {
            end = self.query(end);
        }
        Some(Candidate {
            protocol,
            domain: domain_start..domain_end,
            has_path,
            end,
        })
    }

    fn is_barren(&self, start: usize) -> bool {
        let is_after_dot = start.checked_sub(1).and_then(|it| self.get(it)) == Some('.');
        start < self.barren_until || is_after_dot && start < self.no_label_until
    }

    fn run(&self, start: usize, is_in: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        rest.iter().take_while(|it| is_in(**it)).count()
    }

    /// The end of the domain that begins here: the last label after which a top-level domain comes.
    fn domain(&mut self, start: usize) -> Option<usize> {
        let (mut label_start, mut domain_end, mut has_tld) = (start, None, false);
        // Where a label stopped the search; a later start within that label may do better.
        let mut stop = None;
        for _ in 0..MAX_LABELS {
            let length = self.run(label_start, |it| is_domain(it) || matches!(it, '-' | '_'));
            let label_end = label_start + length;
            if self.get(label_end) != Some('.') {
                stop = Some(label_end);
                break;
            }
            let label = self.slice(label_start..label_end);
            let is_whole = label.first().is_some_and(|it| is_domain(*it))
                && label.last().is_some_and(|it| is_domain(*it));
            if !is_whole {
                break;
            }
            // A subdomain may have underscores, the domain itself may not.
            let is_name = !label.contains(&'_');
            if let Some(end) = tld::end(self.text.get(label_end + 1..).unwrap_or_default()) {
                has_tld = true;
                if is_name {
                    domain_end = Some(label_end + 1 + end);
                }
            }
            label_start = label_end + 1;
        }
        if !has_tld {
            self.barren_until = self.barren_until.max(stop.unwrap_or(label_start));
        } else if domain_end.is_none() {
            self.no_label_until = self.no_label_until.max(label_start);
        }
        domain_end
    }

    /// The end of the path whose first slash stands before a position.
    fn path(&self, start: usize) -> usize {
        let (mut position, mut end) = (start, start);
        while let Some(character) = self.get(position) {
            if is_path(character) {
                position += 1;
                if may_end_path(character) {
                    end = position;
                }
            } else if let Some(after) = self.parenthesis(position) {
                (position, end) = (after, after);
            } else {
                break;
            }
        }
        end
    }

    /// The end of a balanced parenthesis, in which there may be one more.
    fn parenthesis(&self, start: usize) -> Option<usize> {
        let opens = |at: usize| (self.get(at) == Some('(')).then_some(at + 1);
        let closes = |at: usize| (self.get(at) == Some(')')).then_some(at + 1);
        let first = opens(start)?;
        let length = self.run(first, is_path);
        let inner = first + length;
        if length > 0
            && let Some(end) = closes(inner)
        {
            return Some(end);
        }
        let second = opens(inner)?;
        let length = self.run(second, is_path);
        let after = closes(second + length).filter(|_| length > 0)?;
        closes(after + self.run(after, is_path))
    }

    fn query(&self, start: usize) -> usize {
        let length = self.run(start + 1, is_query);
        let query = self.slice(start + 1..start + 1 + length);
        let last = query.iter().rposition(|it| may_end_query(*it));
        last.map_or(start, |last| start + 1 + last + 1)
    }

    /// Keeps what is a link of a candidate.
    fn take(&mut self, before: Option<char>, candidate: Candidate) {
        let Candidate {
            protocol,
            domain,
            has_path,
            end,
        } = candidate;
        let start = domain.start - protocol.unwrap_or_default();
        let units: usize = self.slice(start..end).iter().map(|it| it.len_utf16()).sum();
        let name = self.slice(domain.clone());
        if !is_resolvable(name) || protocol.unwrap_or(DEFAULT_PROTOCOL) + units > MAX_LENGTH {
            return;
        }
        if protocol.is_some() {
            let url = self.slice(start..end);
            match shortened(url) {
                Some((slug, _)) if slug > MAX_SHORTENED => {}
                Some((_, length)) => self.found.push(start..start + length),
                None => self.found.push(start..end),
            }
            return;
        }
        if matches!(before, Some('-' | '_' | '.' | '/')) {
            return;
        }
        // Without a protocol only the domains in Latin letters are links: CJK stands right beside.
        let mut latin = latin_domains(name);
        if let Some(last) = latin.last_mut()
            && has_path
        {
            // As many characters as the domain and what follows have.
            last.end += end - domain.end;
        }
        let offset = domain.start;
        self.found
            .extend(latin.iter().map(|it| it.start + offset..it.end + offset));
    }
}

fn protocol(text: &[char]) -> Option<usize> {
    ["https://", "http://"]
        .into_iter()
        .find(|protocol| {
            let given = text.iter().map(char::to_ascii_lowercase);
            given.take(protocol.len()).eq(protocol.chars())
        })
        .map(str::len)
}

/// The slug of an address of X's own shortener and where the address ends, as lengths.
fn shortened(url: &[char]) -> Option<(usize, usize)> {
    let start = protocol(url)?;
    let host = "t.co/";
    let rest = url.get(start..)?;
    if !rest
        .iter()
        .map(char::to_ascii_lowercase)
        .take(host.len())
        .eq(host.chars())
    {
        return None;
    }
    let rest = rest.get(host.len()..)?;
    let slug = rest
        .iter()
        .take_while(|it| it.is_ascii_alphanumeric())
        .count();
    let mut length = start + host.len() + slug;
    if let Some(('?', query)) = rest.get(slug..)?.split_first().map(|(a, b)| (*a, b)) {
        let run = query.iter().take_while(|it| is_query(**it)).count();
        let last = query.get(..run)?.iter().rposition(|it| may_end_query(*it));
        length += last.map_or(0, |last| last + 2);
    }
    (slug > 0).then_some((slug, length))
}

/// Whether each label has a length that the DNS takes.
fn is_resolvable(domain: &[char]) -> bool {
    const MAX_LABEL: usize = 63;
    let is_encoded = domain.starts_with(&['x', 'n', '-', '-']);
    if is_encoded && latin_domains(domain).is_empty() {
        return false;
    }
    domain
        .split(|it| *it == '.')
        .all(|label| (1..=MAX_LABEL).contains(&punycode::length(label)))
}

/// The domains in Latin letters within a domain.
fn latin_domains(domain: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < domain.len() {
        let (mut label_start, mut end) = (start, None);
        loop {
            let rest = domain.get(label_start..).unwrap_or_default();
            let length = rest.iter().take_while(|it| is_latin(**it)).count();
            let label_end = label_start + length;
            if length == 0 || domain.get(label_end) != Some(&'.') {
                label_start = label_end;
                break;
            }
            label_start = label_end + 1;
            if let Some(tld) = tld::end(domain.get(label_start..).unwrap_or_default()) {
                end = Some(label_start + tld);
            }
        }
        match end {
            Some(end) => {
                found.push(start..end);
                start = end;
            }
            None => start = label_start.max(start + 1),
        }
    }
    found
}

/// `validUrlPrecedingChars`
fn may_precede(character: char) -> bool {
    !character.is_ascii_alphanumeric()
        && !matches!(character, '@' | '＠' | '$' | '#' | '＃')
        && !super::is_refused(character)
}

/// `validDomainChars`
fn is_domain(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '"' | '`' | '\u{7f}' => true,
        '\0'..='\x08' | '\x0e'..='\x1f' => true,
        '\0'..='\u{7f}' => false,
        // Spaces
        '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{180e}' | '\u{2000}'..='\u{200a}' => false,
        '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => false,
        // Directional marks
        '\u{202a}'..='\u{202e}' | '\u{61c}' | '\u{200e}' | '\u{200f}' => false,
        '\u{2066}'..='\u{2069}' => false,
        _ => !super::is_refused(character),
    }
}

/// `latinAccentChars`, and what the expression takes for one of them where it ignores case.
fn is_accented(character: char) -> bool {
    matches!(
        u32::from(character),
        0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x24f | 0x253 | 0x254 | 0x256 | 0x257 | 0x259 | 0x25b
        | 0x260 | 0x263 | 0x268 | 0x269 | 0x26f | 0x272 | 0x275 | 0x280 | 0x283 | 0x288..=0x28c
        | 0x292 | 0x2bb | 0x300..=0x36f | 0x399 | 0x3b9 | 0x1e00..=0x1eff | 0x1fbe
        | 0x2c65 | 0x2c66 | 0x2c7e | 0x2c7f
    )
}

/// What a domain without a protocol is made of.
fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-' || is_accented(character)
}

fn is_cyrillic(character: char) -> bool {
    matches!(u32::from(character), 0x400..=0x4ff | 0x1c80..=0x1c87)
}

/// `validGeneralUrlPathChars`
fn is_path(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "!*';:=+,.$/%#[]-–_~@|&".contains(character)
        || is_cyrillic(character)
        || is_accented(character)
}

/// `validUrlPathEndingChars`
fn may_end_path(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "+-=_#/".contains(character)
        || is_cyrillic(character)
        || is_accented(character)
}

/// `validUrlQueryChars`
fn is_query(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!?*'@();:&=+$/%#[]-_.,~|".contains(character)
}

/// `validUrlQueryEndingChars`
fn may_end_query(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_&=#/".contains(character)
}
