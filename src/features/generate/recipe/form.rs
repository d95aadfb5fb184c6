//! The form: one signal per field, and the recipe they make together.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{
    channel::{Channel, Platform},
    documents::DocumentId,
    generate::{ContentType, Tone},
    templates::TemplateId,
};

use super::{Recipe, in_order};
use crate::ui::{TypedMoment, read_moment, typed_moment};

/// The form's fields.
#[derive(Clone, Copy)]
pub struct RecipeForm {
    /// The document's id.
    pub document: RwSignal<Option<String>>,
    /// The chosen channels.
    pub channels: RwSignal<Vec<Channel>>,
    /// The chosen platforms.
    pub platforms: RwSignal<Vec<Platform>>,
    /// The template's id; empty for the standard ones.
    pub template: RwSignal<String>,
    /// What is typed for variables.
    pub variables: RwSignal<BTreeMap<String, String>>,
    /// The tone's word.
    pub tone: RwSignal<String>,
    /// The content type's word.
    pub content_type: RwSignal<String>,
    /// Search-engine fields.
    pub seo: RwSignal<bool>,
    /// Hashtags.
    pub hashtags: RwSignal<bool>,
    /// Rendering only.
    pub dry_run: RwSignal<bool>,
    /// When to start, in the browser's zone; empty for at once.
    pub schedule: RwSignal<TypedMoment>,
    /// All of it together.
    pub recipe: Memo<Recipe>,
}

impl RecipeForm {
    /// A form that holds a recipe.
    pub fn new(start: &Recipe) -> Self {
        let document = RwSignal::new(None);
        let channels = RwSignal::new(Vec::new());
        let platforms = RwSignal::new(Vec::new());
        let template = RwSignal::new(String::new());
        let variables = RwSignal::new(BTreeMap::new());
        let tone = RwSignal::new(String::new());
        let content_type = RwSignal::new(String::new());
        let seo = RwSignal::new(false);
        let hashtags = RwSignal::new(false);
        let dry_run = RwSignal::new(false);
        let schedule = RwSignal::new(TypedMoment::default());
        let recipe = Memo::new(move |_| Recipe {
            document: document.get().map(DocumentId),
            channels: channels.get(),
            platforms: platforms.get(),
            template: Some(template.get())
                .filter(|id| !id.is_empty())
                .map(TemplateId),
            variables: variables.get(),
            tone: Tone::from(tone.get()),
            content_type: ContentType::from(content_type.get()),
            seo: seo.get(),
            hashtags: hashtags.get(),
            dry_run: dry_run.get(),
            schedule: read_moment(&schedule.read()),
        });
        let form = Self {
            document,
            channels,
            platforms,
            template,
            variables,
            tone,
            content_type,
            seo,
            hashtags,
            dry_run,
            schedule,
            recipe,
        };
        form.fill(start);
        form
    }

    /// Puts a recipe into the fields.
    pub fn fill(self, recipe: &Recipe) {
        let recipe = recipe.clone();
        self.document.set(recipe.document.map(|id| id.0));
        self.channels.set(recipe.channels);
        self.platforms.set(recipe.platforms);
        self.template
            .set(recipe.template.map(|id| id.0).unwrap_or_default());
        self.variables.set(recipe.variables);
        self.tone.set(recipe.tone.to_string());
        self.content_type.set(recipe.content_type.to_string());
        self.seo.set(recipe.seo);
        self.hashtags.set(recipe.hashtags);
        self.dry_run.set(recipe.dry_run);
        self.schedule.set(typed_moment(&recipe.schedule));
    }

    /// Chooses a channel, or takes it back.
    pub fn switch_channel(self, channel: &Channel, on: bool) {
        self.channels
            .update(|channels| switch(channels, channel, on, Channel::KNOWN));
    }

    /// Chooses a platform, or takes it back.
    pub fn switch_platform(self, platform: &Platform, on: bool) {
        self.platforms
            .update(|platforms| switch(platforms, platform, on, Platform::KNOWN));
    }

    /// Sets a variable's value; an empty one is forgotten.
    pub fn set_variable(self, name: &str, value: String) {
        let now = self
            .variables
            .with_untracked(|variables| variables.get(name).cloned());
        if now.unwrap_or_default() == value {
            return;
        }
        self.variables.update(|variables| {
            if value.is_empty() {
                variables.remove(name);
            } else {
                variables.insert(name.to_owned(), value);
            }
        });
    }
}

fn switch<T: Clone + PartialEq>(chosen: &mut Vec<T>, item: &T, on: bool, known: &[T]) {
    chosen.retain(|other| other != item);
    if on {
        chosen.push(item.clone());
    }
    *chosen = in_order(chosen, known);
}
