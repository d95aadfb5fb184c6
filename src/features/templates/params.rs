//! Which templates are shown, as the address says it. Pure.

use wire::{
    Query,
    channel::Channel,
    templates::{Template, TemplateId},
    unicode::search_key,
};

use super::text;
use crate::state::address::UrlState;

/// Which templates are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemplatesParams {
    /// Words that are searched for.
    pub q: String,
    /// For this channel only.
    pub channel: Option<Channel>,
    /// In this style only.
    pub style: String,
    /// The one that is selected.
    pub selected: Option<TemplateId>,
    /// Whether the selected one is looked at.
    pub is_open: bool,
}

impl UrlState for TemplatesParams {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            q: get("q").unwrap_or_default(),
            channel: get("channel")
                .filter(|word| !word.is_empty())
                .map(Channel::from),
            style: get("style").unwrap_or_default(),
            selected: get("selected")
                .filter(|id| !id.is_empty())
                .map(TemplateId::from),
            is_open: get("preview").is_some(),
        }
    }

    fn query(&self) -> Query {
        let q = Some(self.q.as_str()).filter(|q| !q.is_empty());
        Query::new()
            .maybe("q", q)
            .maybe("channel", self.channel.as_ref())
            .maybe("style", Some(&self.style).filter(|it| !it.is_empty()))
            .maybe("selected", self.selected.as_ref())
            .maybe("preview", self.is_open.then_some(1))
    }
}

impl TemplatesParams {
    /// Why nothing is shown, when nothing is.
    pub fn empty_title(&self) -> String {
        let mut words = text::list::NO_MATCHES.to_owned();
        if let Some(channel) = &self.channel {
            words.push_str(&text::list::for_channel(&channel.label()));
        }
        if !self.style.is_empty() {
            words.push_str(&text::list::in_style(&self.style));
        }
        if !self.q.trim().is_empty() {
            words.push_str(&text::list::matching(self.q.trim()));
        }
        words
    }

    /// Whether a template is among them. Every word must be found somewhere.
    pub fn matches(&self, template: &Template) -> bool {
        let channel = self
            .channel
            .as_ref()
            .is_none_or(|channel| template.channel.family() == channel.family());
        let text = search_key(
            &[
                template.id.as_str(),
                &template.name,
                &template.description,
                &template.style,
                &template.best_for,
                &template.features.join(" "),
            ]
            .join(" "),
        );
        let style = self.style.is_empty() || self.style == template.style;
        channel
            && style
            && search_key(&self.q)
                .split_whitespace()
                .all(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_finds_the_same_templates_again() {
        let params = TemplatesParams {
            q: "clean text".into(),
            channel: Some(Channel::Email),
            style: "plain".into(),
            selected: Some("tpl_1".into()),
            is_open: true,
        };
        let read = TemplatesParams::read(|name| {
            let query = params.query();
            let pair = query.pairs().iter().find(|(key, _)| key == name);
            pair.map(|(_, value)| value.clone())
        });
        assert_eq!(read, params);
        assert_eq!(TemplatesParams::default().query().encoded(), "");
        assert_eq!(
            params.empty_title(),
            "No templates for Email in the style plain match “clean text”"
        );
    }

    #[test]
    fn every_word_must_be_found_somewhere() {
        let template: Template = serde_json::from_value(serde_json::json!({
            "id": "plain", "name": "Plain Text", "channel": "email", "features": ["Fast loading"],
        }))
        .unwrap();
        let finds = |q: &str, channel: Option<Channel>| {
            TemplatesParams {
                q: q.into(),
                channel,
                ..TemplatesParams::default()
            }
            .matches(&template)
        };
        assert!(finds("fast PLAIN", None));
        assert!(!finds("fast modern", None));
        assert!(finds("", Some(Channel::Email)));
        assert!(!finds("", Some(Channel::Web)));
        let styled = TemplatesParams {
            style: "modern".into(),
            ..TemplatesParams::default()
        };
        assert!(!styled.matches(&template));
    }
}
