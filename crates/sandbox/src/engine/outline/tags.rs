//! Takes raw HTML apart into tags and text.

use super::attributes;

/// A piece of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text, with what stands for characters resolved.
    Text(String),
    /// A tag that opens an element, or is one by itself.
    Open(Tag<'a>),
    /// A tag that closes an element.
    Close(String),
    /// What is no text and no element: a comment, a declaration.
    Nothing,
}

/// A tag that opens an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The element's name in lower case.
    pub name: String,
    attributes: Vec<(&'a str, &'a str)>,
    /// What its `style` says, once that was looked at.
    styles: Option<Vec<(String, String)>>,
}

impl Tag<'_> {
    /// An attribute's value.
    pub fn get(&self, name: &str) -> Option<String> {
        self.attributes
            .iter()
            .find(|(of, _)| of.eq_ignore_ascii_case(name))
            .map(|(_, value)| html_escape::decode_html_entities(value).into_owned())
    }

    /// Takes an attribute to show it: [`Tag::left`] names it no more.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let value = self.get(name);
        self.drop(name);
        value
    }

    /// Takes an attribute if its value can be shown.
    pub fn take_if<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(&self.get(name)?)?;
        self.drop(name);
        Some(value)
    }

    /// Takes a property of its `style` if its value can be shown.
    pub fn take_style<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let styles = self.styles();
        // The last of several holds.
        let (_, value) = styles.iter().rfind(|(of, _)| of == name)?;
        let value = read(value)?;
        styles.retain(|(of, _)| of != name);
        Some(value)
    }

    /// What was not read, in the order written: attributes, and a `style` by its properties.
    pub fn left(&mut self) -> Vec<String> {
        let styles: Vec<String> = self
            .styles()
            .iter()
            .map(|(name, _)| format!("style: {name}"))
            .collect();
        let mut left: Vec<String> = Vec::new();
        for (name, _) in &self.attributes {
            let name = name.to_ascii_lowercase();
            let names = if name == "style" {
                styles.clone()
            } else if attributes::is_unseen(&self.name, &name) {
                Vec::new()
            } else {
                vec![name]
            };
            for name in names {
                if !left.contains(&name) {
                    left.push(name);
                }
            }
        }
        left
    }

    /// An attribute counts where it stands first, so all of its name go.
    fn drop(&mut self, name: &str) {
        self.attributes
            .retain(|(of, _)| !of.eq_ignore_ascii_case(name));
    }

    fn styles(&mut self) -> &mut Vec<(String, String)> {
        let style = match self.styles {
            None => self.get("style").unwrap_or_default(),
            Some(_) => String::new(),
        };
        self.styles
            .get_or_insert_with(|| attributes::properties(&style))
    }
}

/// A piece, and at which byte of the whole it stands.
pub type Placed<'a> = (usize, Piece<'a>);

/// The elements of HTML; other words in angle brackets are text, as in `Vec<String>`.
const ELEMENTS: &str = " a abbr acronym address applet area article aside audio b base basefont bdi bdo \
    bgsound big blink blockquote body br button canvas caption center cite code col colgroup \
    data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure \
    font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image \
    img input ins kbd label legend li link main map mark marquee math menu meta meter nav \
    nobr noembed noframes noscript object ol optgroup option output p param picture plaintext \
    portal pre progress q rp rt ruby s samp script search section select slot small source \
    span strike strong style sub summary sup svg table tbody td template textarea tfoot th \
    thead time title tr track tt u ul var video wbr xmp ";

/// Attributes that need no value.
const BOOLEAN: &str = " allowfullscreen async autofocus autoplay checked compact controls default defer \
    disabled download formnovalidate hidden inert ismap itemscope loop multiple muted nomodule \
    noshade novalidate nowrap open playsinline readonly required reversed selected ";

/// Elements whose content is no text for readers.
const SILENT: [&str; 14] = [
    "script", "style", "iframe", "template", "noscript", "svg", "math", "object", "title",
    "noembed", "noframes", "canvas", "audio", "video",
];

/// Whether an element's content is no text for readers.
pub fn is_silent(name: &str) -> bool {
    SILENT.contains(&name)
}

fn is_listed(list: &str, name: &str) -> bool {
    !name.is_empty() && list.contains(&format!(" {} ", name.to_ascii_lowercase()))
}

/// Takes raw HTML apart; the pieces in order are all that it says.
pub fn pieces(html: &str) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    let place = |rest: &str| html.len().saturating_sub(rest.len());
    // Words in brackets that are no tag stay within the text around them.
    let mut text = String::new();
    let mut text_at = 0;
    while !rest.is_empty() {
        let at = place(rest);
        if let Some((piece, after)) = tag(rest) {
            push_text(&mut found, text_at, &mut text);
            found.push((at, piece));
            rest = after;
            text_at = place(rest);
            continue;
        }
        let start = usize::from(rest.starts_with('<'));
        let end = rest
            .get(start..)
            .and_then(|tail| tail.find('<'))
            .map_or(rest.len(), |end| end.saturating_add(start));
        let (words, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        text.push_str(words);
        rest = after;
    }
    push_text(&mut found, text_at, &mut text);
    found
}

fn push_text<'a>(found: &mut Vec<Placed<'a>>, at: usize, text: &mut String) {
    if !text.is_empty() {
        let decoded = html_escape::decode_html_entities(text).into_owned();
        found.push((at, Piece::Text(decoded)));
        text.clear();
    }
}

/// The tag at the beginning of a text, and what follows it.
fn tag(html: &str) -> Option<(Piece<'_>, &str)> {
    let inner = html.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        // `<!-->` and `<!--->` are whole comments.
        let after = ["->", ">"].iter().find_map(|end| comment.strip_prefix(end));
        let after = after.or_else(|| comment.split_once("-->").map(|(_, after)| after));
        return Some((Piece::Nothing, after.unwrap_or_default()));
    }
    if let Some(data) = inner.strip_prefix("![CDATA[") {
        let (text, after) = data.split_once("]]>").unwrap_or((data, ""));
        return Some((Piece::Text(text.to_owned()), after));
    }
    if inner.starts_with(['!', '?']) {
        let after = inner.split_once('>').map(|(_, after)| after);
        return Some((Piece::Nothing, after.unwrap_or_default()));
    }
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let end = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(inner.len());
    let (name, after) = inner.split_at_checked(end)?;
    if !is_listed(ELEMENTS, name) {
        return None;
    }
    let (attributes, after) = attributes(after)?;
    let name = name.to_ascii_lowercase();
    if closes {
        return Some((Piece::Close(name), after));
    }
    // An attribute that stands alone is one that HTML knows, or this is prose.
    let is_tag = attributes
        .iter()
        .all(|(name, value)| value.is_some() || is_listed(BOOLEAN, name));
    let attributes = attributes
        .into_iter()
        .map(|(name, value)| (name, value.unwrap_or_default()))
        .collect();
    let open = Tag {
        name,
        attributes,
        styles: None,
    };
    is_tag.then_some((Piece::Open(open), after))
}

/// A name, and a value where there is one.
type Attribute<'a> = (&'a str, Option<&'a str>);

/// The attributes up to the end of a tag, and what follows it; `None` where it has no end.
fn attributes(text: &str) -> Option<(Vec<Attribute<'_>>, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((found, after));
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || "=>/<".contains(c))?;
        let (name, after) = rest.split_at_checked(end)?;
        if name.is_empty() {
            return None;
        }
        let Some(value) = after.trim_start().strip_prefix('=') else {
            found.push((name, None));
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split_once(quote)?,
            _ => {
                let end = value.find(|c: char| c.is_ascii_whitespace() || "<>".contains(c))?;
                value.split_at_checked(end)?
            }
        };
        found.push((name, Some(value)));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(html: &str) -> Vec<String> {
        pieces(html)
            .into_iter()
            .map(|(_, piece)| match piece {
                Piece::Text(text) => text,
                Piece::Open(tag) => format!("+{}", tag.name),
                Piece::Close(name) => format!("-{name}"),
                Piece::Nothing => "!".to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_are_told_from_words_in_brackets() {
        assert_eq!(kinds("a<BR/>b<br >c"), ["a", "+br", "b", "+br", "c"]);
        assert_eq!(
            kinds("Vec<String> &amp; <b and c> d"),
            ["Vec<String> & <b and c> d"]
        );
        assert_eq!(kinds("<b>x</b>"), ["+b", "x", "-b"]);
        assert_eq!(kinds("<!-- a > b -->x<!DOCTYPE html>"), ["!", "x", "!"]);
        assert_eq!(kinds("1 < 2 <b"), ["1 < 2 <b"]);
        let [(_, Piece::Open(tag))] = &pieces("<a href = 'x?a=1&amp;b' open>")[..] else {
            unreachable!()
        };
        assert_eq!(tag.get("HREF").as_deref(), Some("x?a=1&b"));
    }

    proptest! {
        #[test]
        fn any_text_comes_apart(html in "[a-z<>/!\"'= &;-]{0,60}") {
            let whole: usize = pieces(&html).len();
            prop_assert!(whole <= html.len());
        }
    }
}
