//! What is to be sent: a list of recipes that one can read and change before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::{
    ApiError,
    batch::{self, BatchRequest},
    channel::Channel,
    templates::{Template, TemplateId},
};

use super::super::recipe::{Recipe, field::Field};

/// One job to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchItem {
    /// Tells it from the others, whatever is changed in it.
    pub key: u32,
    /// What its document is called.
    pub title: String,
    /// What to make.
    pub recipe: Recipe,
}

/// The jobs to be, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchPlan {
    /// The items.
    pub items: Vec<BatchItem>,
    /// Whether the rest is cancelled when one does not end well.
    pub stop_on_error: bool,
    /// Whether it is only checked.
    pub dry_run: bool,
    /// The key of the next item.
    next: u32,
}

/// What adding came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddedItems {
    /// The keys of the new items.
    pub new: Vec<u32>,
    /// How many were there already.
    pub known: usize,
    /// How many found no room.
    pub surplus: usize,
}

impl BatchPlan {
    /// Adds what is not there yet, as far as a batch has room.
    pub fn add(&mut self, wanted: impl IntoIterator<Item = (String, Recipe)>) -> AddedItems {
        let mut added = AddedItems::default();
        for (title, recipe) in wanted {
            if self.items.iter().any(|item| item.recipe == recipe) {
                added.known += 1;
            } else if self.items.len() >= batch::MOST {
                added.surplus += 1;
            } else {
                let key = self.take_key();
                self.items.push(BatchItem { key, title, recipe });
                added.new.push(key);
            }
        }
        added
    }

    /// Puts the same once more below an item, to make another of it.
    pub fn duplicate(&mut self, key: u32) -> Option<u32> {
        if self.items.len() >= batch::MOST {
            return None;
        }
        let at = self.place(key)?;
        let copy = BatchItem {
            key: self.take_key(),
            ..self.items.get(at)?.clone()
        };
        let new = copy.key;
        self.items.insert(at + 1, copy);
        Some(new)
    }

    /// Takes an item out, and tells where it was.
    pub fn remove(&mut self, key: u32) -> Option<(usize, BatchItem)> {
        let at = self.place(key)?;
        Some((at, self.items.remove(at)))
    }

    /// Puts an item back to where it was.
    pub fn put_back(&mut self, at: usize, item: BatchItem) {
        if self.place(item.key).is_none() {
            self.items.insert(at.min(self.items.len()), item);
        }
    }

    /// Makes something else of an item.
    pub fn edit(&mut self, key: u32, recipe: &Recipe) {
        if let Some(item) = self.items.iter_mut().find(|item| item.key == key) {
            item.recipe = recipe.clone();
        }
    }

    /// An item.
    pub fn item(&self, key: u32) -> Option<&BatchItem> {
        self.items.iter().find(|item| item.key == key)
    }

    /// The request, without its key; none while a time in it cannot be read.
    pub fn to_request(&self, templates: &[Template]) -> Option<BatchRequest> {
        let requests = self.items.iter().map(|item| {
            let recipe = Recipe {
                dry_run: false,
                ..item.recipe.clone()
            };
            recipe.to_request(template_of(&recipe, templates)).ok()
        });
        Some(BatchRequest {
            requests: requests.collect::<Option<_>>()?,
            stop_on_error: self.stop_on_error,
            idempotency_key: None,
            hold_seconds: None,
        })
    }

    /// How many jobs go to each channel.
    pub fn counts(&self) -> Vec<(Channel, usize)> {
        let count = |channel: &Channel| {
            let items = self.items.iter();
            items.filter(|item| item.recipe.has(channel)).count()
        };
        Channel::KNOWN
            .iter()
            .map(|channel| (channel.clone(), count(channel)))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    fn place(&self, key: u32) -> Option<usize> {
        self.items.iter().position(|item| item.key == key)
    }

    fn take_key(&mut self) -> u32 {
        let key = self.next;
        self.next = self.next.wrapping_add(1);
        key
    }
}

/// The template that a recipe names, where it is known.
pub fn template_of<'a>(recipe: &Recipe, templates: &'a [Template]) -> Option<&'a Template> {
    let id = recipe.template.as_ref()?;
    templates.iter().find(|template| template.id == *id)
}

/// The recipes that make one document for all chosen channels.
///
/// A job takes one template. The channels with the standard one go with the first channel that
/// has its own; each further channel with its own is a job by itself.
pub fn recipes(base: &Recipe, templates: &BTreeMap<Channel, TemplateId>) -> Vec<Recipe> {
    let own = |channel: &&Channel| templates.contains_key(*channel);
    let mut with_own = base.channels.iter().filter(own);
    let first = with_own.next();
    let together = base
        .channels
        .iter()
        .filter(|channel| Some(*channel) == first || !own(channel));
    let template = first.and_then(|channel| templates.get(channel)).cloned();
    let mut made = vec![Recipe {
        channels: together.cloned().collect(),
        // Values are for the templates that ask for them.
        variables: match template {
            Some(_) => base.variables.clone(),
            None => BTreeMap::new(),
        },
        template,
        ..base.clone()
    }];
    made.extend(with_own.map(|channel| Recipe {
        channels: vec![channel.clone()],
        template: templates.get(channel).cloned(),
        ..base.clone()
    }));
    made.retain(|recipe| !recipe.channels.is_empty());
    made
}

/// What the server refused, by the place of the request.
pub fn refused(error: &ApiError) -> Vec<(usize, String)> {
    error
        .fields()
        .iter()
        .filter_map(|problem| {
            let (place, path) = batch::place(problem)?;
            let words = match Field::of_path(&path.join(".")) {
                Some(field @ Field::Variable(_)) => {
                    format!("{}: {}", field.label(), problem.message)
                }
                _ => problem.message.clone(),
            };
            Some((place, words))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use wire::{Answer, Refusal, documents::DocumentId};

    use super::super::super::recipe::tests::recipe;
    use super::*;

    fn of(document: &str) -> (String, Recipe) {
        let recipe = Recipe {
            document: Some(DocumentId::from(document)),
            channels: vec![Channel::Web],
            ..Recipe::default()
        };
        (document.to_owned(), recipe)
    }

    #[test]
    fn nothing_is_planned_twice_unless_it_is_asked_for() {
        let mut plan = BatchPlan::default();
        let added = plan.add([of("a"), of("b"), of("a")]);
        assert_eq!((added.new.len(), added.known), (2, 1));
        let copy = plan.duplicate(0).unwrap();
        let keys: Vec<_> = plan.items.iter().map(|item| item.key).collect();
        assert_eq!(keys, [0, copy, 1]);
        let (at, item) = plan.remove(copy).unwrap();
        plan.put_back(at, item.clone());
        plan.put_back(at, item);
        assert_eq!(plan.items.len(), 3);
        assert_eq!(plan.counts(), [(Channel::Web, 3)]);
    }

    #[test]
    fn a_batch_has_only_so_much_room() {
        let mut plan = BatchPlan::default();
        let added = plan.add((0..batch::MOST + 3).map(|number| of(&number.to_string())));
        assert_eq!((added.new.len(), added.surplus), (batch::MOST, 3));
        assert_eq!(plan.duplicate(0), None);
    }

    #[test]
    fn each_job_has_one_template_and_each_channel_its_own() {
        let base = Recipe {
            channels: Channel::KNOWN.to_vec(),
            ..Recipe::default()
        };
        let template = |channel: &Channel, id: &str| (channel.clone(), TemplateId::from(id));
        let check = |templates: &[(Channel, TemplateId)], expected: &[(&str, Option<&str>)]| {
            let made = recipes(&base, &templates.iter().cloned().collect());
            let made: Vec<_> = made
                .iter()
                .map(|recipe| {
                    let words: Vec<_> = recipe.channels.iter().map(Channel::as_str).collect();
                    (
                        words.join("+"),
                        recipe.template.as_ref().map(|id| id.0.clone()),
                    )
                })
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(words, id)| ((*words).to_owned(), id.map(str::to_owned)))
                .collect();
            assert_eq!(made, expected);
        };
        let (email, web) = (template(&Channel::Email, "e"), template(&Channel::Web, "w"));
        check(&[], &[("email+social+web", None)]);
        check(
            std::slice::from_ref(&web),
            &[("email+social+web", Some("w"))],
        );
        check(
            &[email, web],
            &[("email+social", Some("e")), ("web", Some("w"))],
        );
    }

    #[test]
    fn a_refusal_names_its_items() {
        let body = r#"{"detail":[
            {"type":"x","loc":["body","requests",1,"options","variables","call_to_action"],"msg":"m"},
            {"type":"x","loc":["body","requests",0,"document_id"],"msg":"gone"},
            {"type":"x","loc":["body","requests"],"msg":"many"}]}"#;
        let error = ApiError::Refused(Refusal::read(&Answer::new(422, body)));
        let expected = [
            (1, "“Call to action”: m".to_owned()),
            (0, "gone".to_owned()),
        ];
        assert_eq!(refused(&error), expected);
    }

    proptest! {
        #[test]
        fn every_chosen_channel_is_made_exactly_once(base in recipe(), own in any::<[bool; 3]>()) {
            let templates = Channel::KNOWN
                .iter()
                .zip(own)
                .filter(|(_, own)| *own)
                .map(|(channel, _)| (channel.clone(), TemplateId::from(channel.as_str())))
                .collect();
            let mut made: Vec<_> = recipes(&base, &templates)
                .into_iter()
                .flat_map(|recipe| recipe.channels)
                .collect();
            made.sort();
            let mut wanted = base.channels.clone();
            wanted.sort();
            prop_assert_eq!(made, wanted);
        }

        #[test]
        fn a_plan_is_kept_as_it_was(recipes in proptest::collection::vec(recipe(), 0..4)) {
            let mut plan = BatchPlan::default();
            plan.add(recipes.into_iter().map(|recipe| ("t".to_owned(), recipe)));
            let text = serde_json::to_string(&plan).unwrap();
            prop_assert_eq!(serde_json::from_str::<BatchPlan>(&text).unwrap(), plan);
        }
    }
}
