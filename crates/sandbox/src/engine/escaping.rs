//! Puts values into HTML by where they stand: in text, in an attribute, in a link's address.
//!
//! The template writes each value between two marks; once all is written, what is around a value
//! says how it has to be escaped. A value never ends the attribute or the element that it is in,
//! and an address that a value begins leads to the web, to mail or to a telephone.

use super::outline::escape;

/// Begins a value. No other control character than blanks stands in HTML that is written here.
const START: char = '\u{1}';
/// Ends a value.
const END: char = '\u{2}';

/// Attributes that hold an address.
const ADDRESSES: [&str; 9] = [
    "action",
    "background",
    "cite",
    "formaction",
    "href",
    "poster",
    "src",
    "srcset",
    "xlink:href",
];

/// A text without marks.
pub fn unmarked(text: &str) -> String {
    text.replace([START, END], "")
}

/// A value between its marks.
pub fn mark(value: &str) -> String {
    format!("{START}{}{END}", unmarked(value))
}

/// HTML with its values in place.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The HTML.
    pub html: String,
    /// The values that would have led elsewhere than to the web, to mail or to a telephone.
    pub refused_links: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HtmlPosition {
    Text,
    /// After `<`, and within a tag's name.
    Name,
    /// Within a tag, outside of values.
    Tag,
    /// After `=`.
    BeforeValue,
    /// Within a value, with its quote.
    Value(Option<char>),
    Comment,
    Script,
    Style,
    /// In a title or a text area: text without tags.
    Plain,
}

#[derive(Debug, Default)]
struct Scanner {
    out: Resolved,
    tag: String,
    attribute: String,
    /// The attribute's value so far.
    value: String,
    after_blank: bool,
}

/// Puts the marked values in place.
pub fn resolve(marked: &str) -> Resolved {
    let mut scanner = Scanner::default();
    let mut position = HtmlPosition::Text;
    let mut rest = marked;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        match character {
            START => {
                let (value, after) = after.split_once(END).unwrap_or((after, ""));
                position = scanner.put(position, &unmarked(value));
                rest = after;
            }
            END => rest = after,
            _ => {
                position = scanner.step(position, character, after);
                scanner.out.html.push(character);
                rest = after;
            }
        }
    }
    scanner.out
}

impl Scanner {
    /// Takes a character of the template itself.
    fn step(&mut self, position: HtmlPosition, character: char, after: &str) -> HtmlPosition {
        match position {
            HtmlPosition::Text if character == '<' => {
                if after.starts_with("!--") {
                    return HtmlPosition::Comment;
                }
                self.tag.clear();
                match after.chars().next() {
                    Some(next) if next.is_ascii_alphabetic() || "/!?\u{1}".contains(next) => {
                        HtmlPosition::Name
                    }
                    _ => HtmlPosition::Text,
                }
            }
            HtmlPosition::Comment if character == '>' && self.out.html.ends_with("--") => {
                HtmlPosition::Text
            }
            HtmlPosition::Name if character == '>' => self.after_tag(),
            HtmlPosition::Name if character.is_ascii_whitespace() => self.between(),
            HtmlPosition::Name => {
                self.tag.push(character.to_ascii_lowercase());
                HtmlPosition::Name
            }
            HtmlPosition::Tag if character == '>' => self.after_tag(),
            HtmlPosition::Tag if character == '=' => {
                self.value.clear();
                HtmlPosition::BeforeValue
            }
            HtmlPosition::Tag if character.is_ascii_whitespace() || character == '/' => {
                self.between()
            }
            HtmlPosition::Tag => {
                if self.after_blank {
                    self.attribute.clear();
                    self.after_blank = false;
                }
                self.attribute.push(character.to_ascii_lowercase());
                HtmlPosition::Tag
            }
            HtmlPosition::BeforeValue if character == '>' => self.after_tag(),
            HtmlPosition::BeforeValue if character.is_ascii_whitespace() => {
                HtmlPosition::BeforeValue
            }
            HtmlPosition::BeforeValue if character == '"' || character == '\'' => {
                HtmlPosition::Value(Some(character))
            }
            HtmlPosition::BeforeValue => {
                self.value.push(character);
                HtmlPosition::Value(None)
            }
            HtmlPosition::Value(Some(quote)) if character == quote => self.between(),
            HtmlPosition::Value(None) if character == '>' => self.after_tag(),
            HtmlPosition::Value(None) if character.is_ascii_whitespace() => self.between(),
            HtmlPosition::Value(_) => {
                self.value.push(character);
                position
            }
            HtmlPosition::Script | HtmlPosition::Style | HtmlPosition::Plain
                if character == '<' =>
            {
                let name = self.tag.trim_start_matches('/').to_owned();
                let ends = after
                    .strip_prefix('/')
                    .and_then(|after| after.get(..name.len()));
                if ends.is_some_and(|word| word.eq_ignore_ascii_case(&name)) {
                    self.tag.clear();
                    HtmlPosition::Name
                } else {
                    position
                }
            }
            other => other,
        }
    }

    fn between(&mut self) -> HtmlPosition {
        self.after_blank = true;
        HtmlPosition::Tag
    }

    fn after_tag(&mut self) -> HtmlPosition {
        self.attribute.clear();
        self.after_blank = true;
        match self.tag.as_str() {
            "script" => HtmlPosition::Script,
            "style" => HtmlPosition::Style,
            "title" | "textarea" => HtmlPosition::Plain,
            _ => HtmlPosition::Text,
        }
    }

    /// Takes a value, and says where one is after it.
    fn put(&mut self, position: HtmlPosition, value: &str) -> HtmlPosition {
        let written = match position {
            HtmlPosition::Text | HtmlPosition::Plain => escape(value),
            HtmlPosition::Comment => kept(value, |c| c != '-' && c != '>' && c != '<'),
            HtmlPosition::Style => kept(value, is_harmless_in_css),
            HtmlPosition::Script => in_script(value),
            HtmlPosition::Name | HtmlPosition::Tag => {
                kept(value, |c| c.is_ascii_alphanumeric() || c == '-')
            }
            HtmlPosition::BeforeValue | HtmlPosition::Value(_) => {
                let value = self.attribute_value(value);
                match position {
                    HtmlPosition::Value(Some(_)) => escape(&value),
                    _ => without_ends(&value),
                }
            }
        };
        self.out.html.push_str(&written);
        match position {
            HtmlPosition::BeforeValue => HtmlPosition::Value(None),
            other => other,
        }
    }

    fn attribute_value(&mut self, value: &str) -> String {
        let name = self.attribute.as_str();
        if name.starts_with("on") {
            return in_script(value);
        }
        if name == "style" {
            return kept(value, is_harmless_in_css);
        }
        let whole = format!("{}{value}", self.value);
        if ADDRESSES.contains(&name) && !leads_somewhere(&whole) {
            self.out.refused_links.push(value.to_owned());
            return String::new();
        }
        self.value = whole;
        value.to_owned()
    }
}

/// Whether an address has no scheme, or one that only leads somewhere.
fn leads_somewhere(address: &str) -> bool {
    // Browsers do not see blanks and control characters in a scheme.
    let bare = kept(address, |c| !c.is_whitespace() && !c.is_control());
    match bare.split_once([':', '/', '?', '#']) {
        Some((scheme, rest)) => {
            let at = bare.len().saturating_sub(rest.len()).saturating_sub(1);
            let is_scheme = bare.get(at..).is_some_and(|tail| tail.starts_with(':'));
            !is_scheme
                || ["http", "https", "mailto", "tel"]
                    .iter()
                    .any(|known| scheme.eq_ignore_ascii_case(known))
        }
        None => true,
    }
}

fn kept(text: &str, keep: impl Fn(char) -> bool) -> String {
    text.chars().filter(|c| keep(*c)).collect()
}

fn is_harmless_in_css(character: char) -> bool {
    character.is_alphanumeric() || " #%.,-+()!".contains(character)
}

/// Text within a script's quotes.
fn in_script(value: &str) -> String {
    let mut out = String::new();
    for character in value.chars() {
        if character.is_ascii_alphanumeric() || " .,_".contains(character) {
            out.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// A value that no quotes are around.
fn without_ends(value: &str) -> String {
    let mut out = String::new();
    for character in value.chars() {
        if character.is_whitespace() || "\"'<>=`&".contains(character) {
            out.push_str(&format!("&#{};", u32::from(character)));
        } else if !character.is_control() {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(template: &str, value: &str, expected: &str) {
        let marked = template.replace("{}", &mark(value));
        assert_eq!(resolve(&marked).html, expected);
    }

    #[test]
    fn a_value_stays_where_it_is_put() {
        let attack = "\"><script>x</script> onload=a'";
        check("<p>{}</p>", "<b>&", "<p>&lt;b&gt;&amp;</p>");
        check(
            "<p class=\"{}\">",
            attack,
            "<p class=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt; onload=a&#39;\">",
        );
        check(
            "<p class={}>x",
            "a onload=x>",
            "<p class=a&#32;onload&#61;x&#62;>x",
        );
        check("<p {}>", "onload=x", "<p onloadx>");
        check("<{} id=a>", "b onload=x", "<bonloadx id=a>");
        check(
            "<script>var a = \"{}\"</script>{}",
            "</",
            "<script>var a = \"\\u003c\\u002f\"</script>&lt;/",
        );
        check(
            "<p style=\"color:{}\">",
            "red;background:url(//x)",
            "<p style=\"color:redbackgroundurl(x)\">",
        );
        check("<!-- {} --><p>{}", "--><b>", "<!-- b --><p>--&gt;&lt;b&gt;");
        check(
            "<title>{}</title><a href='{}'>",
            "a'b",
            "<title>a&#39;b</title><a href='a&#39;b'>",
        );
        check("1 < 2 {}", "<", "1 < 2 &lt;");
    }

    #[test]
    fn links_lead_to_the_web_and_to_mail_only() {
        for (value, kept) in [
            ("https://example.com/?a=1&b", true),
            ("MAILTO:a@example.com", true),
            ("/path:x", true),
            ("#part", true),
            ("example.com/a:b", true),
            ("javascript:alert(1)", false),
            (" java\nscript:alert(1)", false),
            ("data:text/html,x", false),
            ("vbscript:x", false),
        ] {
            for template in ["<a href=\"{}\">", "<a href={}>", "<img src='{}'>"] {
                let found = resolve(&template.replace("{}", &mark(value)));
                assert_eq!(
                    found.refused_links.is_empty(),
                    kept,
                    "{value}: {}",
                    found.html
                );
            }
        }
        let split = format!("<a href=\"{}{}\">", mark("javascript"), mark(":alert(1)"));
        assert_eq!(resolve(&split).html, "<a href=\"javascript\">");
        let query = format!("<a href=\"https://example.com/?q={}\">", mark("a:b"));
        assert!(resolve(&query).refused_links.is_empty());
    }

    proptest! {
        #[test]
        fn no_value_adds_a_tag_or_an_attribute(value in any::<String>(), at in 0..5_usize) {
            let templates = ["<p>{}</p>", "<p a=\"{}\">x</p>", "<p a='{}'>x</p>", "<p a={}>x</p>", "<p><!-- {} -->x</p>"];
            let marked = templates[at].replace("{}", &mark(&value));
            let html = resolve(&marked).html;
            let clean = ammonia::Builder::empty()
                .add_tags(["p"])
                .add_tag_attributes("p", ["a", "b"])
                .clean(&html)
                .to_string();
            prop_assert_eq!(clean.matches('<').count(), 2, "{}", html);
        }
    }
}
