//! Which templates a wish lets through.

use wire::{channel::Channel, templates::Template};

use super::address::Wanted;

/// The templates that are wanted, by channel, in the server's order within each.
pub fn matching(templates: &[Template], wanted: &Wanted) -> Vec<Template> {
    let words = wanted.q.trim().to_lowercase();
    let holds = |template: &Template| {
        let features = template.features.iter().map(String::as_str);
        [
            template.id.as_str(),
            &template.name,
            &template.description,
            &template.style,
            &template.best_for,
        ]
        .into_iter()
        .chain(features)
        .any(|text| text.to_lowercase().contains(&words))
    };
    let mut found: Vec<_> = templates
        .iter()
        .filter(|template| {
            let channel = template.channel.family();
            wanted.channel.is_empty()
                || channel.as_str() == wanted.channel
                || template.channel.as_str() == wanted.channel
        })
        .filter(|template| words.is_empty() || holds(template))
        .cloned()
        .collect();
    found.sort_by_key(|template| place(&template.channel));
    found
}

fn place(channel: &Channel) -> usize {
    let family = channel.family();
    Channel::KNOWN
        .iter()
        .position(|known| *known == family)
        .unwrap_or(Channel::KNOWN.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(q: &str, channel: &str, expected: &[&str]) {
        let template = |id: &str, channel: &str, best_for: &str| -> Template {
            serde_json::from_value(serde_json::json!({
                "id": id, "name": id.to_uppercase(), "channel": channel, "best_for": best_for,
            }))
            .unwrap()
        };
        let all = [
            template("page", "website", "Articles"),
            template("thread", "social", ""),
            template("modern", "email", "Announcements"),
            template("fax", "fax", ""),
        ];
        let wanted = Wanted {
            q: q.to_owned(),
            channel: channel.to_owned(),
        };
        let found = matching(&all, &wanted);
        let ids: Vec<_> = found.iter().map(|template| template.id.as_str()).collect();
        assert_eq!(ids, expected);
    }

    #[test]
    fn templates_are_found_by_their_words_and_their_channel() {
        check("", "", &["modern", "thread", "page", "fax"]);
        check(" NOUNCE", "", &["modern"]);
        check("", "web", &["page"]);
        check("", "fax", &["fax"]);
        check("a", "email", &["modern"]);
        check("nothing like it", "", &[]);
    }
}
