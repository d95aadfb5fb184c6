//! What content may be: the form checks it while one types, the server when it is saved.

use crate::{
    FieldProblem,
    counting::{Counting, is_refused},
    generate::{EmailPart, Part, Seo, SocialPart, WebPart},
};

/// The most of everything that is written. Lengths are in user-perceived characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentLimits {
    /// A change, in bytes as it travels.
    pub bytes: usize,
    /// A title.
    pub title: u32,
    /// An email's subject.
    pub subject: u32,
    /// An email's preheader.
    pub preheader: u32,
    /// A page's excerpt.
    pub excerpt: u32,
    /// The last part of a page's address.
    pub slug: u32,
    /// The title in a search result.
    pub seo_title: u32,
    /// The text below it.
    pub seo_description: u32,
    /// A tag or a keyword.
    pub tag: u32,
    /// How many tags or keywords.
    pub tags: usize,
    /// How many posts.
    pub posts: usize,
}

/// The limits that hold.
pub const LIMITS: ContentLimits = ContentLimits {
    bytes: 512 * 1024,
    title: 300,
    subject: 200,
    preheader: 250,
    excerpt: 600,
    slug: 100,
    seo_title: 300,
    seo_description: 600,
    tag: 60,
    tags: 30,
    posts: 50,
};

impl ContentLimits {
    /// What is wrong with a title.
    pub fn of_title(&self, title: &str) -> Option<FieldProblem> {
        line(&["title"], title, "Enter a title", self.title)
    }

    /// What is wrong with a part, field by field; paths begin with `body`.
    pub fn of_part(&self, part: &Part) -> Vec<FieldProblem> {
        match part {
            Part::Email(email) => self.of_email(email),
            Part::Social(social) => self.of_social(social),
            Part::Web(page) => self.of_page(page),
            Part::Other(_) => Vec::new(),
        }
    }

    fn of_email(&self, email: &EmailPart) -> Vec<FieldProblem> {
        let preheader = email.preheader.as_deref().unwrap_or_default();
        let problems = [
            line(
                &["body", "subject"],
                &email.subject,
                "Enter a subject",
                self.subject,
            ),
            length(&["body", "preheader"], preheader, self.preheader),
            required(&["body", "html"], &email.html, "Enter the email's body"),
        ];
        problems.into_iter().flatten().collect()
    }

    fn of_page(&self, page: &WebPart) -> Vec<FieldProblem> {
        let problems = [
            line(
                &["body", "title"],
                &page.title,
                "Enter the page's title",
                self.title,
            ),
            required(
                &["body", "markdown"],
                &page.markdown,
                "Enter the page's text",
            ),
            length(&["body", "excerpt"], &page.excerpt, self.excerpt),
            self.of_slug(&page.slug),
        ];
        let mut problems: Vec<_> = problems.into_iter().flatten().collect();
        problems.extend(self.of_words(&["body", "tags"], &page.tags));
        if let Some(seo) = &page.seo {
            problems.extend(self.of_seo(seo));
        }
        problems
    }

    /// What is wrong with the last part of a page's address.
    pub fn of_slug(&self, slug: &str) -> Option<FieldProblem> {
        let path = ["body", "slug"];
        if slug.is_empty() {
            return required(&path, slug, "Enter a slug");
        }
        let is_of_form = slug.split('-').all(|word| {
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            !word.is_empty() && word.chars().all(fits)
        });
        if !is_of_form {
            let message = "Use lowercase letters, digits and single hyphens, such as spring-menu";
            return Some(problem(&path, "string_pattern_mismatch", message));
        }
        length(&path, slug, self.slug)
    }

    fn of_seo(&self, seo: &Seo) -> Vec<FieldProblem> {
        let lines = [
            length(&["body", "seo", "title"], &seo.title, self.seo_title),
            length(
                &["body", "seo", "description"],
                &seo.description,
                self.seo_description,
            ),
        ];
        let words = self.of_words(&["body", "seo", "keywords"], &seo.keywords);
        lines.into_iter().flatten().chain(words).collect()
    }

    fn of_words(&self, path: &[&str], words: &[String]) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if words.len() > self.tags {
            let message = format!("Use at most {} ({} entered)", self.tags, words.len());
            problems.push(problem(path, "too_long", message));
        }
        for (number, word) in words.iter().enumerate() {
            let number = number.to_string();
            let path = [path, &[number.as_str()]].concat();
            problems.extend(line(&path, word, "Remove the empty entry", self.tag));
        }
        problems
    }

    fn of_social(&self, social: &SocialPart) -> Vec<FieldProblem> {
        let posts = ["body", "posts"];
        let mut problems = Vec::new();
        if social.posts.is_empty() {
            problems.push(problem(&posts, "too_short", "Keep at least one post"));
        }
        if social.posts.len() > self.posts {
            let message = format!("Keep at most {} posts", self.posts);
            problems.push(problem(&posts, "too_long", message));
        }
        for (number, post) in social.posts.iter().enumerate() {
            let number = number.to_string();
            let path = ["body", "posts", number.as_str(), "content"];
            let name = post.platform.label();
            let is_weighted = post.platform.counting() == Counting::Weighted;
            if post.content.trim().is_empty() && post.media_urls.is_empty() {
                problems.extend(required(&path, "", "Enter the post's text"));
            } else if is_weighted && post.content.contains(is_refused) {
                let message = format!("{name} refuses an invisible character in this text");
                problems.push(problem(&path, "value_error", message));
            } else if post.is_over_limit() {
                let message = match post.limit() {
                    Some(limit) if post.length() > limit => {
                        format!("{name} allows {limit} characters ({} used)", post.length())
                    }
                    _ => format!("The text has too many bytes for {name}"),
                };
                problems.push(problem(&path, "string_too_long", message));
            }
        }
        problems
    }
}

fn problem(path: &[&str], kind: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem {
        path: path.iter().map(|step| (*step).to_owned()).collect(),
        message: message.into(),
        kind: kind.to_owned(),
    }
}

fn required(path: &[&str], text: &str, message: &str) -> Option<FieldProblem> {
    let is_empty = text.trim().is_empty();
    is_empty.then(|| problem(path, "string_too_short", message))
}

fn length(path: &[&str], text: &str, most: u32) -> Option<FieldProblem> {
    let length = Counting::Graphemes.length(text);
    (length > most).then(|| {
        let message = format!("Use at most {most} characters ({length} used)");
        problem(path, "string_too_long", message)
    })
}

fn line(path: &[&str], text: &str, missing: &str, most: u32) -> Option<FieldProblem> {
    required(path, text, missing).or_else(|| length(path, text, most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(channel: &str, body: serde_json::Value, expected: &[&str]) {
        let part = Part::read(&channel.into(), body).unwrap();
        let found: Vec<_> = LIMITS
            .of_part(&part)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_field_of_an_email_has_its_limit() {
        check(
            "email",
            serde_json::json!({"subject": "s".repeat(200), "html": "<p>x"}),
            &[],
        );
        check(
            "email",
            serde_json::json!({
                "subject": "s".repeat(201), "preheader": "é".repeat(251), "html": " ",
            }),
            &[
                "body.subject: Use at most 200 characters (201 used)",
                "body.preheader: Use at most 250 characters (251 used)",
                "body.html: Enter the email's body",
            ],
        );
    }

    #[test]
    fn each_field_of_a_page_has_its_limit() {
        let slugs = [
            ("spring-menu-2", true),
            ("a", true),
            ("", false),
            ("-a", false),
            ("a--b", false),
            ("Spring", false),
            ("a/b", false),
            ("ü", false),
        ];
        for (slug, is_right) in slugs {
            assert_eq!(LIMITS.of_slug(slug).is_none(), is_right, "{slug}");
        }
        check(
            "web",
            serde_json::json!({
                "title": "", "markdown": "", "slug": "a", "tags": ["", "b"],
                "seo": {"title": "t".repeat(301), "description": "d", "keywords": []},
            }),
            &[
                "body.title: Enter the page's title",
                "body.markdown: Enter the page's text",
                "body.tags.0: Remove the empty entry",
                "body.seo.title: Use at most 300 characters (301 used)",
            ],
        );
    }

    #[test]
    fn a_post_is_counted_as_its_platform_counts() {
        // A link counts 23, however long it is.
        let link = format!(" https://example.com/{}", "x".repeat(200));
        let fits = format!("{}{link}", "a".repeat(280 - 24));
        check(
            "social",
            serde_json::json!({"posts": [{"platform": "twitter", "content": fits}]}),
            &[],
        );
        check(
            "social",
            serde_json::json!({"posts": [
                {"platform": "linkedin", "content": "fine"},
                {"platform": "twitter", "content": format!("a{fits}")},
                {"platform": "twitter", "content": "a\u{feff}"},
                {"platform": "facebook", "content": " "},
            ]}),
            &[
                "body.posts.1.content: X allows 280 characters (281 used)",
                "body.posts.2.content: X refuses an invisible character in this text",
                "body.posts.3.content: Enter the post's text",
            ],
        );
        check(
            "social",
            serde_json::json!({"posts": []}),
            &["body.posts: Keep at least one post"],
        );
    }

    proptest! {
        #[test]
        fn any_text_is_checked_without_a_stumble(text in any::<String>()) {
            let title = LIMITS.of_title(&text);
            let long = Counting::Graphemes.length(&text) > LIMITS.title;
            prop_assert_eq!(title.is_some(), text.trim().is_empty() || long);
            let slug = LIMITS.of_slug(&text);
            let bare = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            prop_assert!(slug.is_some() || text.chars().all(bare));
        }
    }
}
