//! What the backend that customers run tells of its own rules, where that helps the form.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    channel::Platform,
    generate::Preview,
    shipped::{
        self,
        catalogue::{ContentKinds, Limit, Rules, limit_posts, limits},
        templates::Catalogue,
    },
    templates::Template,
};

use super::super::text;
use crate::state::{
    query::{Query, use_query},
    session::Session,
};

/// What the server tells; all of it stays empty on a server that keeps the contract.
#[derive(Clone, Copy)]
pub struct ServerRules {
    catalogue: Query<Catalogue>,
    rules: Query<Rules>,
    kinds: Query<ContentKinds>,
    limits: Memo<BTreeMap<Platform, Limit>>,
}

impl ServerRules {
    /// Asks for what there is.
    pub fn new(session: Session) -> Self {
        let catalogue = use_query(move || {
            session
                .is_shipped(Capability::TemplatesList)
                .then(shipped::templates::list)
        });
        // Until it is known what a server offers, it seems to offer everything.
        let told = move |capability| session.is_shipped(capability);
        let rules =
            use_query(move || told(Capability::ContentRules).then(shipped::catalogue::rules));
        let kinds =
            use_query(move || told(Capability::ContentTypes).then(shipped::catalogue::kinds));
        let limits = Memo::new(move |_| {
            let platforms = catalogue.data().map(|known| known.platforms);
            limits(&platforms.unwrap_or_default(), rules.data().as_ref())
        });
        Self {
            catalogue,
            rules,
            kinds,
            limits,
        }
    }

    /// The platforms that the server lists.
    pub fn platforms(self) -> Vec<Platform> {
        let known = self.catalogue.data().map(|known| known.platforms);
        let facts = known.unwrap_or_default().into_iter();
        facts.map(|facts| facts.id).collect()
    }

    /// How long a post may be, in words.
    pub fn limit_in_words(self, platform: &Platform) -> Option<String> {
        let number = |limit: u32| crate::ui::format_number(f64::from(limit));
        match self.limits.with(|limits| limits.get(platform).copied()) {
            Some(Limit {
                characters,
                elsewhere: Some(other),
            }) => Some(text::recipe::limits(&number(characters), &number(other))),
            Some(Limit { characters, .. }) => Some(text::recipe::limit(&number(characters))),
            None => platform
                .limit()
                .map(|limit| text::recipe::limit(&number(limit))),
        }
    }

    /// The newsletter templates that the server lists in one place and not in the other.
    pub fn more_templates(self, listed: &[Template]) -> Vec<Template> {
        self.kinds
            .data()
            .map(|kinds| kinds.more_templates(listed))
            .unwrap_or_default()
    }

    /// What the server says of a kind of content.
    pub fn content_type_description(self, word: &str) -> Option<String> {
        let kinds = self.kinds.data()?;
        let about = kinds.kinds.get(word)?.description.clone();
        (!about.is_empty()).then_some(about)
    }

    /// Holds a preview to the server's limits and rules.
    pub fn apply(self, mut preview: Preview) -> Preview {
        untrack(|| {
            self.limits
                .with(|limits| limit_posts(&mut preview.parts, limits));
            if let Some(rules) = self.rules.data() {
                preview.findings.extend(rules.findings(&preview.parts));
            }
        });
        preview
    }
}
