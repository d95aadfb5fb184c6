//! The templates that come with the product.

use wire::{
    Stamp,
    channel::Channel,
    templates::{Template, Variable, VariableType},
};

/// When the built-in templates were last changed.
const UPDATED_AT: &str = "2026-10-05T08:00:00Z";

/// Every built-in template; the first of each channel is its standard one.
pub fn all() -> Vec<Template> {
    let mut templates = email();
    templates.extend(web());
    templates.extend(social());
    templates
}

fn email() -> Vec<Template> {
    vec![
        built_in(
            "email-modern",
            "Modern",
            "A coloured header, images, tables and one clear button.",
            include_str!("templates/email-modern.html"),
        )
        .features(&["Dark mode", "Tables", "Images", "Button"])
        .best_for("Product updates and newsletters with pictures")
        .asks(call_to_action(false))
        .asks(vec![
            text("subject", "Replaces the subject made from the title."),
            boolean(
                "show_date",
                "true",
                "Shows the document's date in the header.",
            ),
        ]),
        built_in(
            "email-minimal",
            "Minimal",
            "Serif text on white.",
            include_str!("templates/email-minimal.html"),
        )
        .features(&["Dark mode", "Serif", "Quiet"])
        .best_for("Essays, letters and long reading")
        .asks(call_to_action(false))
        .asks(vec![text(
            "subject",
            "Replaces the subject made from the title.",
        )]),
        built_in(
            "email-plain",
            "Plain",
            "Looks like a personal letter.",
            include_str!("templates/email-plain.html"),
        )
        .features(&["Dark mode", "Small", "Personal"])
        .best_for("Personal notes and service messages")
        .asks(call_to_action(false))
        .asks(vec![
            text("signature", "Signature.").or("The Kettle & Crag team"),
            text("postscript", "Last line, after the signature."),
        ]),
        built_in(
            "email-digest",
            "Digest",
            "A numbered issue with its contents at the top.",
            include_str!("templates/email-digest.html"),
        )
        .features(&["Dark mode", "Contents", "Issue number"])
        .best_for("Monthly round-ups with several sections")
        .asks(call_to_action(false))
        .asks(vec![
            variable("issue_number", VariableType::Number, "Issue number.").or("1"),
            boolean("show_contents", "true", "Lists the sections at the top."),
            variable("next_issue", VariableType::Date, "Date of the next issue."),
            variable("archive_url", VariableType::Url, "URL of earlier issues.")
                .or("https://www.example.com/newsletter"),
        ]),
        built_in(
            "email-announcement",
            "Announcement",
            "One statement, centred, with one large button.",
            include_str!("templates/email-announcement.html"),
        )
        .features(&["Dark mode", "Large title", "Button"])
        .best_for("Launches, openings and events")
        .asks(call_to_action(true))
        .asks(vec![variable(
            "available_from",
            VariableType::Date,
            "Available from.",
        )]),
    ]
}

fn web() -> Vec<Template> {
    vec![
        built_in(
            "web-article",
            "Article",
            "A reading page with author, date and tags.",
            include_str!("templates/web-article.html"),
        )
        .features(&["Dark mode", "Contents", "Open Graph"])
        .best_for("Blog articles and detailed updates")
        .asks(call_to_action(false))
        .asks(vec![
            text("author", "Author of the article.").or("Kettle & Crag"),
            boolean("show_reading_time", "true", "Shows the reading time."),
        ]),
        built_in(
            "web-announcement",
            "Announcement page",
            "Headline in large type, details below.",
            include_str!("templates/web-announcement.html"),
        )
        .features(&["Dark mode", "Hero", "Open Graph"])
        .best_for("Launches and openings")
        .asks(call_to_action(false))
        .asks(vec![
            text("badge", "Label above the title.").or("New"),
            variable("available_from", VariableType::Date, "Available from."),
        ]),
    ]
}

fn social() -> Vec<Template> {
    vec![
        built_in(
            "social-standard",
            "Standard",
            "A hook, a short text and the link.",
            include_str!("templates/social-standard.txt"),
        )
        .features(&["Hashtags", "Link"])
        .best_for("Posts that link to the website")
        .asks(call_to_action(false)),
        built_in(
            "social-question",
            "Question",
            "Ends with a question.",
            include_str!("templates/social-question.txt"),
        )
        .features(&["Hashtags", "Link", "Question"])
        .best_for("Getting answers from readers")
        .asks(call_to_action(false))
        .asks(vec![text(
            "question",
            "Replaces the question for the tone.",
        )]),
        built_in(
            "social-thread",
            "Thread",
            "Up to four posts on X, one per section.",
            include_str!("templates/social-thread.txt"),
        )
        .features(&["Threads", "Hashtags", "Link"])
        .best_for("Long articles on X")
        .asks(call_to_action(false)),
    ]
}

/// A template that comes with the product; its id begins with its channel.
fn built_in(id: &str, name: &str, description: &str, source: &str) -> Template {
    let (channel, style) = id.split_once('-').unwrap_or((id, ""));
    Template {
        id: id.into(),
        name: name.to_owned(),
        description: description.to_owned(),
        channel: Channel::from(channel),
        style: style.to_owned(),
        features: Vec::new(),
        best_for: String::new(),
        source: Some(source.to_owned()),
        variables: Vec::new(),
        builtin: true,
        updated_at: Stamp::parse(UPDATED_AT).ok(),
        updated_by: None,
    }
}

/// What a template is said to be.
trait Described: Sized {
    fn features(self, features: &[&str]) -> Self;
    fn best_for(self, best_for: &str) -> Self;
    fn asks(self, variables: Vec<Variable>) -> Self;
}

impl Described for Template {
    fn features(mut self, features: &[&str]) -> Self {
        self.features = features.iter().map(|&feature| feature.to_owned()).collect();
        self
    }

    fn best_for(mut self, best_for: &str) -> Self {
        self.best_for = best_for.to_owned();
        self
    }

    fn asks(mut self, variables: Vec<Variable>) -> Self {
        self.variables.extend(variables);
        self
    }
}

/// What a variable is when it is not given.
trait Defaulted {
    fn or(self, default: &str) -> Self;
}

impl Defaulted for Variable {
    fn or(mut self, default: &str) -> Self {
        self.default = Some(default.to_owned());
        self
    }
}

fn variable(name: &str, kind: VariableType, description: &str) -> Variable {
    Variable {
        name: name.to_owned(),
        kind,
        required: false,
        default: None,
        description: description.to_owned(),
    }
}

fn text(name: &str, description: &str) -> Variable {
    variable(name, VariableType::Text, description)
}

fn boolean(name: &str, default: &str, description: &str) -> Variable {
    variable(name, VariableType::Boolean, description).or(default)
}

fn call_to_action(required: bool) -> Vec<Variable> {
    let action = text("call_to_action", "Button or link text.");
    let url = variable(
        "call_to_action_url",
        VariableType::Url,
        "Its URL. Default: the page on the website.",
    );
    vec![
        Variable { required, ..action },
        Variable { required, ..url },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_can_be_read() {
        for template in all() {
            assert_eq!(
                crate::engine::check_source(&template),
                Ok(()),
                "{}",
                template.id
            );
        }
    }

    #[test]
    fn ids_are_unique_and_each_channel_has_one() {
        let templates = all();
        let mut ids: Vec<_> = templates.iter().map(|template| &template.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), templates.len());
        for channel in Channel::KNOWN {
            assert!(
                templates
                    .iter()
                    .any(|template| template.channel == *channel)
            );
        }
        assert!(
            templates
                .iter()
                .any(|template| template.unfilled(|_| None).next().is_some())
        );
    }
}
