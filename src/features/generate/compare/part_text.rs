//! A part as words: what its readers read, without the layout.

use wire::generate::{EmailPart, Part, SocialPart, WebPart};

use super::super::text;

/// What readers read of a part, in paragraphs.
pub fn part_text(part: &Part) -> Vec<Passage> {
    match part {
        Part::Email(email) => of_email(email),
        Part::Social(social) => of_posts(social),
        Part::Web(page) => of_page(page),
        Part::Other(value) => vec![Passage::new(text::compare::RAW, value.to_string())],
    }
}

/// One piece of a part, with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is, such as `Subject`.
    pub name: String,
    /// Its words.
    pub text: String,
    /// How much of a limit it uses, where it has one.
    pub count: Option<String>,
}

impl Passage {
    fn new(name: &str, text: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            text: text.into(),
            count: None,
        }
    }
}

fn of_email(email: &EmailPart) -> Vec<Passage> {
    let text = email.text.clone().unwrap_or_else(|| bare(&email.html));
    let mut passages = vec![Passage::new(text::compare::SUBJECT, &email.subject)];
    if let Some(preheader) = &email.preheader {
        passages.push(Passage::new(text::compare::PREHEADER, preheader));
    }
    passages.push(Passage::new(text::compare::TEXT, text));
    passages
}

fn of_posts(social: &SocialPart) -> Vec<Passage> {
    let passage = |post: &wire::generate::SocialPost| Passage {
        name: post.platform.label(),
        text: post.content.clone(),
        count: post
            .limit()
            .map(|limit| text::compare::length(post.length(), limit)),
    };
    social.posts.iter().map(passage).collect()
}

fn of_page(page: &WebPart) -> Vec<Passage> {
    let mut passages = vec![Passage::new(text::compare::PAGE_TITLE, &page.title)];
    if !page.excerpt.is_empty() {
        passages.push(Passage::new(text::compare::EXCERPT, &page.excerpt));
    }
    passages.push(Passage::new(text::compare::TEXT, &page.markdown));
    passages
}

/// The words of a page without its tags, for a mail that has no plain text.
fn bare(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            _ if inside => {}
            character => out.push(character),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_part_has_words() {
        let read = |channel: &str, body| {
            let part = Part::read(&channel.into(), body).unwrap();
            part_text(&part)
                .into_iter()
                .map(|passage| format!("{}: {}", passage.name, passage.text))
                .collect::<Vec<_>>()
        };
        let email = serde_json::json!({"subject": "S", "html": "<p>Hello <b>you</b></p>"});
        assert_eq!(read("email", email), ["Subject: S", "Text: Hello you"]);
        let posts = serde_json::json!({"posts": [{"platform": "linkedin", "content": "P"}]});
        assert_eq!(read("social", posts), ["LinkedIn: P"]);
        let page = serde_json::json!({"title": "T", "markdown": "M", "excerpt": "E"});
        assert_eq!(read("web", page), ["Title: T", "Excerpt: E", "Text: M"]);
        assert_eq!(read("fax", serde_json::json!(1)), ["Raw: 1"]);
    }
}
