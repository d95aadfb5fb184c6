//! Just enough HTML to read our own pages.

/// One start tag, by its place in the text.
pub struct Tag<'a> {
    /// Where its `<` stands.
    pub from: usize,
    /// Right after its `>`.
    pub until: usize,
    name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Whether this is the tag of such an element.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, quoted or not.
    pub fn attribute(&self, requested: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '=')
                .unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            let (name, after) = rest.split_at(end);
            let (value, after) = value(after.trim_start());
            if name.eq_ignore_ascii_case(requested) {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// Splits `="value" rest`; no `=` means an empty value.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=') else {
        return ("", text);
    };
    let text = text.trim_start();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// All start tags, in order, not looking into comments and scripts.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let from = at + found;
        let rest = html.get(from + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            at = from + 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = from + 1;
            continue;
        }
        let end = end_of_tag(rest);
        let inner = rest.get(..end).unwrap_or_default();
        let name_end = inner
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(name_end);
        let tag = Tag {
            from,
            until: (from + end + 2).min(html.len()),
            name,
            attributes,
        };
        at = tag.until;
        if tag.is("script") || tag.is("style") {
            at += content(html, &tag).len();
        }
        tags.push(tag);
    }
    tags
}

/// Where the `>` stands that no quotes hold.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// The text between a tag and the end tag of the same name.
pub fn content<'a>(html: &'a str, tag: &Tag) -> &'a str {
    let rest = html.get(tag.until..).unwrap_or_default();
    let end = rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let html = "<link rel=stylesheet href=/a.css><LINK data-x rel='icon' HREF=\"/b c\" />";
        let tags = tags(html);
        assert_eq!(tags.len(), 2);
        assert_eq!(tags[0].attribute("href"), Some("/a.css"));
        assert_eq!(tags[1].attribute("rel"), Some("icon"));
        assert_eq!(tags[1].attribute("href"), Some("/b c"));
        assert_eq!(tags[1].attribute("data-x"), Some(""));
        assert_eq!(tags[1].attribute("src"), None);
    }

    #[test]
    fn comments_and_scripts_hold_no_tags() {
        let html = "<!-- <b> --><script>if (1<a) '<i>'</script><p title='a>b'>";
        let tags = tags(html);
        assert_eq!(tags.len(), 2);
        assert_eq!(content(html, &tags[0]), "if (1<a) '<i>'");
        assert_eq!(tags[1].attribute("title"), Some("a>b"));
        assert_eq!(
            html.get(tags[1].from..tags[1].until),
            Some("<p title='a>b'>")
        );
    }
}
