//! The rules by which the server says that it checks content, held against a preview.

use serde_json::{Map, Value};

use crate::{
    channel::{Channel, Platform},
    generate::{EmailPart, Finding, Part, Parts, Severity, SocialPost, WebPart},
};

/// The rules, as they came. What is missing or odd is no rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules(pub Map<String, Value>);

impl Rules {
    /// A number such as `newsletter.subject_max_length`.
    pub fn number(&self, group: &str, name: &str) -> Option<u32> {
        number(self.0.get(group)?.get(name)?)
    }

    /// How long posts may be.
    pub fn character_limits(&self) -> Vec<(Platform, u32)> {
        self.by_platform("character_limits")
    }

    /// How many hashtags a post may have.
    pub fn hashtag_limit(&self, platform: &Platform) -> Option<u32> {
        let limits = self.by_platform("hashtag_limits");
        let own = limits.into_iter().find(|(of, _)| of == platform);
        own.map(|(_, limit)| limit)
    }

    fn by_platform(&self, name: &str) -> Vec<(Platform, u32)> {
        let group = self.0.get("social_platforms").and_then(|it| it.get(name));
        let limits = group.and_then(Value::as_object).into_iter().flatten();
        limits
            .filter_map(|(word, value)| Some((Platform::from(word.as_str()), number(value)?)))
            .collect()
    }

    /// What does not keep to the rules. All of it is a warning: the server itself lets it pass.
    pub fn findings(&self, parts: &Parts) -> Vec<Finding> {
        let mut found = Vec::new();
        for (channel, part) in &parts.0 {
            match part {
                Part::Email(email) => self.check_email(channel, email, &mut found),
                Part::Web(page) => self.check_page(channel, page, &mut found),
                Part::Social(social) => {
                    for post in &social.posts {
                        self.check_post(channel, post, &mut found);
                    }
                }
                Part::Other(_) => {}
            }
        }
        found
    }

    fn check_email(&self, channel: &Channel, email: &EmailPart, found: &mut Vec<Finding>) {
        let subject = Bounds {
            least: self.number("newsletter", "subject_min_length"),
            most: self.number("newsletter", "subject_max_length"),
        };
        found.extend(subject.check("The subject", &email.subject, channel));
        if let Some(preheader) = &email.preheader {
            let most = self.number("newsletter", "preview_text_max_length");
            let bounds = Bounds { least: None, most };
            found.extend(bounds.check("The preview text", preheader, channel));
        }
    }

    fn check_page(&self, channel: &Channel, page: &WebPart, found: &mut Vec<Finding>) {
        let title = Bounds {
            least: self.number("title", "min_length"),
            most: self.number("title", "max_length"),
        };
        found.extend(title.check("The title", &page.title, channel));
        let text = Bounds {
            least: self.number("content", "min_length"),
            most: None,
        };
        found.extend(text.check("The text", &page.markdown, channel));
        let (title, description) = match &page.seo {
            Some(seo) => (&seo.title, Some(&seo.description)),
            None => (&page.title, None),
        };
        let most = self.number("seo", "title_max_length");
        let bounds = Bounds { least: None, most };
        found.extend(bounds.check("The title for search engines", title, channel));
        if let Some(description) = description {
            let bounds = Bounds {
                least: self.number("seo", "description_min_length"),
                most: self.number("seo", "description_max_length"),
            };
            found.extend(bounds.check("The description for search engines", description, channel));
        }
    }

    fn check_post(&self, channel: &Channel, post: &SocialPost, found: &mut Vec<Finding>) {
        let Some(most) = self.hashtag_limit(&post.platform) else {
            return;
        };
        let count = hashtags(post);
        if count > most {
            let platform = post.platform.label();
            let message =
                format!("A post for {platform} has {count} hashtags. This server allows {most}.");
            found.push(Finding {
                platform: Some(post.platform.clone()),
                ..finding(channel, message)
            });
        }
    }
}

/// The server lists none of the hashtags that it writes into the text.
fn hashtags(post: &SocialPost) -> u32 {
    let tag = |word: &&str| {
        let mut letters = word.chars();
        letters.next() == Some('#') && letters.next().is_some_and(char::is_alphanumeric)
    };
    let written = post.content.split_whitespace().filter(tag).count();
    u32::try_from(written.max(post.hashtags.len())).unwrap_or(u32::MAX)
}

fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

struct Bounds {
    least: Option<u32>,
    most: Option<u32>,
}

impl Bounds {
    fn check(&self, what: &str, text: &str, channel: &Channel) -> Option<Finding> {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let rule = if self.least.is_some_and(|least| length < least) {
            format!("at least {}", self.least?)
        } else if self.most.is_some_and(|most| length > most) {
            format!("at most {}", self.most?)
        } else {
            return None;
        };
        let unit = if length == 1 {
            "character"
        } else {
            "characters"
        };
        let message = format!("{what} has {length} {unit}. This server needs {rule}.");
        Some(finding(channel, message))
    }
}

fn finding(channel: &Channel, message: String) -> Finding {
    Finding {
        severity: Severity::Warning,
        channel: channel.clone(),
        platform: None,
        code: "rule".to_owned(),
        message,
        field: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_breaks_a_rule_is_worth_a_look() {
        let Value::Object(rules) = json!({
            "newsletter": {"subject_min_length": 10, "subject_max_length": 12,
                "preview_text_max_length": 3},
            "seo": {"title_max_length": 4},
            "title": {"max_length": "200"},
            "social_platforms": {"hashtag_limits": {"twitter": 1}},
        }) else {
            unreachable!()
        };
        let parts: Parts = serde_json::from_value(json!({
            "email": {"subject": "Hi", "preview_text": "abcd", "html": ""},
            "web": {"title": "Longer", "content": "x"},
            "social": {"posts": [
                {"platform": "twitter", "content": "#one #two # 3"},
                {"platform": "linkedin", "content": "#one #two"},
            ]},
        }))
        .unwrap();
        let found: Vec<_> = Rules(rules)
            .findings(&parts)
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        assert_eq!(
            found,
            [
                "The subject has 2 characters. This server needs at least 10.",
                "The preview text has 4 characters. This server needs at most 3.",
                "A post for X has 2 hashtags. This server allows 1.",
                "The title for search engines has 6 characters. This server needs at most 4.",
            ]
        );
        assert!(Rules::default().findings(&parts).is_empty());
    }
}
