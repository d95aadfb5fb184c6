//! What can be seen to be wrong with a preview without asking the server.
//!
//! A server checks what it knows; this looks at the words that readers will get.

use wire::{
    channel::{Channel, Platform},
    generate::{Finding, Part, Preview, Severity},
};

use super::super::text;
use crate::ui::cut_text;

/// Adds what was found here to what the server found.
///
/// `own` is the backend's own address: what it serves itself it may well serve to readers.
pub fn add(preview: &mut Preview, own: &str) {
    let mut found = Vec::new();
    for (channel, part) in &preview.parts.0 {
        check_part(channel, part, own, &mut found);
    }
    for finding in found {
        let known = preview.findings.iter().any(|it| {
            it.code == finding.code
                && it.platform == finding.platform
                && (finding.code == "over_limit" || it.message == finding.message)
        });
        if !known {
            preview.findings.push(finding);
        }
    }
}

/// More of a text than this is not looked at: it would be felt.
const MOST_TEXT: usize = 100_000;

/// More things than these nobody reads of one text.
const MOST_FOUND: usize = 50;

fn check_part(channel: &Channel, part: &Part, own: &str, found: &mut Vec<Finding>) {
    let mut say = |severity, platform: Option<&Platform>, code: &str, message| {
        found.push(Finding {
            severity,
            channel: channel.clone(),
            platform: platform.cloned(),
            code: code.to_owned(),
            message,
            field: None,
        });
    };
    let mut words = |platform: Option<&Platform>, text: &str| {
        let text = cut_text(text, MOST_TEXT);
        if let Some(left) = placeholder(text) {
            let message = text::recipe::not_filled_in(left);
            say(Severity::Warning, platform, "placeholder", message);
        }
        for problem in links(text, own) {
            say(Severity::Warning, platform, "link", problem);
        }
    };
    match part {
        Part::Email(email) => {
            words(None, &email.subject);
            words(None, email.preheader.as_deref().unwrap_or_default());
            words(None, email.text.as_deref().unwrap_or(&email.html));
        }
        Part::Web(page) => {
            words(None, &page.title);
            words(None, &page.markdown);
        }
        Part::Social(social) => {
            for post in &social.posts {
                words(Some(&post.platform), &post.content);
            }
            for post in social.posts.iter().filter(|post| post.is_over_limit()) {
                let (length, limit) = (post.length(), post.limit().unwrap_or_default());
                let platform = post.platform.label();
                let message = if length > limit {
                    text::recipe::characters(&platform, length, limit)
                } else {
                    text::recipe::bytes(&platform, post.content.len())
                };
                say(Severity::Error, Some(&post.platform), "over_limit", message);
            }
        }
        Part::Other(_) => {}
    }
}

/// A place that waits for a value, such as `{{ name }}`.
fn placeholder(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("{{")?;
    let (inside, _) = rest.split_once("}}")?;
    let name = inside.trim();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ' ');
    (!name.is_empty() && name.chars().count() <= 60 && name.chars().all(plain)).then_some(name)
}

/// What is wrong with the addresses in a text, each thing once.
fn links(text: &str, own: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |words: String| {
        if found.len() < MOST_FOUND && !found.contains(&words) {
            found.push(words);
        }
    };
    // A link that leads nowhere is closed at once, so no more than that has to be looked at.
    for after in text.split("](").skip(1) {
        let target = after.split_once(')').map(|(target, _)| target.trim());
        if matches!(target, Some("" | "#")) {
            say(text::recipe::NO_ADDRESS.to_owned());
        }
    }
    for scheme in ["https://", "http://"] {
        for (at, _) in text.match_indices(scheme) {
            let rest = text.get(at + scheme.len()..).unwrap_or_default();
            let end = |c: char| c.is_whitespace() || "/?#)]>\"'<,".contains(c);
            let host = rest.split(end).next().unwrap_or_default();
            let name = host.split(':').next().unwrap_or_default();
            let is_own = own
                .strip_prefix(scheme)
                .is_some_and(|rest| rest.trim_end_matches('/') == host);
            if is_own {
                continue;
            }
            if name == "localhost" || name == "127.0.0.1" || !name.contains('.') {
                say(text::recipe::unreachable(scheme, host));
            } else if scheme == "http://" {
                say(text::recipe::not_encrypted(host));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn preview(parts: &str, findings: &str) -> Preview {
        serde_json::from_str(&format!(
            r#"{{"parts":{parts},"findings":{findings},"generated_at":"2026-11-23T00:00:00Z"}}"#
        ))
        .unwrap()
    }

    #[track_caller]
    fn check(parts: &str, findings: &str, expected: &[&str]) {
        let mut preview = preview(parts, findings);
        add(&mut preview, "https://own:1/");
        let found: Vec<_> = preview
            .findings
            .iter()
            .map(|it| it.message.as_str())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_post_over_its_limit_is_found_unless_the_server_says_so() {
        let post = r#"{"social":{"posts":[{"platform":"twitter","content":"12345","limit":4}]}}"#;
        check(post, "[]", &["X: 5 of 4 characters"]);
        let said = r#"[{"severity":"error","channel":"social","platform":"twitter",
            "code":"over_limit","message":"too long"}]"#;
        check(post, said, &["too long"]);
        let text = "👩‍🎤".repeat(273);
        check(
            &format!(
                r#"{{"social":{{"posts":[{{"platform":"bluesky","content":"{text}","limit":300}}]}}}}"#
            ),
            "[]",
            &["Bluesky: 3003 bytes, over the limit"],
        );
    }

    #[test]
    fn places_left_open_and_links_that_lead_nowhere_are_found() {
        let page = |markdown: &str| format!(r#"{{"web":{{"title":"T","markdown":"{markdown}"}}}}"#);
        check(
            &page("Dear {{ first_name }},"),
            "[]",
            &["“first_name” isn't filled in"],
        );
        check(
            &page("[a]() and [b](#) {{}} {{ a + b }}"),
            "[]",
            &["A link has no address"],
        );
        check(
            &page(
                "[a](http://a.test/x) http://a.test, https://own:1/x https://localhost:80/ https://b.test",
            ),
            "[]",
            &[
                "Readers can't open https://localhost:80",
                "The link to a.test isn't encrypted",
            ],
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[{}\\[\\]()#:/ a-zé.]{0,60}(https?://)?.{0,20}") {
            let _ = placeholder(&text);
            let _ = links(&text, "https://a");
        }
    }
}
