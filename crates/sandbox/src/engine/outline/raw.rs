//! Takes raw HTML out of a text; only what it says is kept.

/// Elements whose content is never text.
const SILENT: [&str; 6] = ["script", "style", "iframe", "template", "noscript", "svg"];

/// Whether inline text stands inside an element that says nothing.
#[derive(Debug, Default)]
pub struct Hidden(Option<String>);

impl Hidden {
    /// Follows a tag.
    pub fn tag(&mut self, tag: &str) {
        let (name, closes) = name(tag);
        match &self.0 {
            Some(open) if closes && *open == name => self.0 = None,
            None if !closes && SILENT.contains(&name.as_str()) => self.0 = Some(name),
            _ => {}
        }
    }

    /// Whether text is left out here.
    pub fn is_hidden(&self) -> bool {
        self.0.is_some()
    }

    /// An element that was never closed ends with its block.
    pub fn reset(&mut self) {
        self.0 = None;
    }
}

/// The text between the tags, on one line, and how many tags there were.
pub fn strip(html: &str) -> (String, usize) {
    let mut text = String::new();
    let mut hidden = Hidden::default();
    let mut tags = 0;
    let mut rest = html;
    while let Some((before, from)) = rest.split_once('<') {
        if !hidden.is_hidden() {
            text.push_str(before);
            text.push(' ');
        }
        let end = if from.starts_with("!--") { "-->" } else { ">" };
        let (tag, after) = from.split_once(end).unwrap_or((from, ""));
        hidden.tag(tag);
        tags += 1;
        rest = after;
    }
    if !hidden.is_hidden() {
        text.push_str(rest);
    }
    (text.split_whitespace().collect::<Vec<_>>().join(" "), tags)
}

fn name(tag: &str) -> (String, bool) {
    let tag = tag.trim_start_matches('<');
    let closes = tag.starts_with('/');
    let name = tag
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    (name, closes)
}
