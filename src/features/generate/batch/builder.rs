//! What to add to the plan: documents, and what is made of each.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::{
    channel::Channel,
    templates::{Template, TemplateId},
};

use super::{
    super::{
        recipe::{Recipe, form::RecipeForm},
        shared::fields::{ChannelBoxes, MoreOptions, ToneField, VariableFields},
        text,
    },
    batch_state::BatchState,
    document_picker::{DocumentPicker, PickedDocument},
    plan::{AddedItems, recipes},
};
use crate::{
    effect::effect,
    state::drafts::DraftName,
    ui::{
        Button, ButtonSize, ButtonTone, ErrorNotice, ForEach, IconName, Panel, Select,
        SelectOption, format_count,
    },
};

const DRAFT: DraftName = DraftName::new("toombos.draft.batch.bench");

/// What is chosen and not in the plan yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct BatchBuilder {
    picked: Vec<PickedDocument>,
    recipe: Recipe,
    templates: BTreeMap<String, TemplateId>,
}

impl BatchBuilder {
    /// What would be added.
    fn wanted(&self) -> Vec<(String, Recipe)> {
        let templates = self
            .templates
            .iter()
            .map(|(channel, id)| (Channel::from(channel.as_str()), id.clone()))
            .collect();
        let made = recipes(&self.recipe, &templates);
        let of = |picked: &PickedDocument| {
            let (id, title) = (picked.id.clone(), picked.title.clone());
            made.iter().map(move |recipe| {
                let recipe = Recipe {
                    document: Some(id.clone()),
                    ..recipe.clone()
                };
                (title.clone(), recipe)
            })
        };
        self.picked.iter().flat_map(of).collect()
    }
}

/// The form that adds to the plan.
#[component]
pub fn AddForm(
    /// The page's state.
    batch: BatchState,
) -> impl IntoView {
    let added = RwSignal::new(None::<AddedItems>);
    let start = DRAFT.own().load::<BatchBuilder>().unwrap_or_default();
    let form = RecipeForm::new(&start.recipe);
    let picked = RwSignal::new(start.picked);
    let templates = RwSignal::new(start.templates);
    let builder = Memo::new(move |_| BatchBuilder {
        picked: picked.get(),
        recipe: form.recipe.get(),
        templates: templates.get(),
    });
    DRAFT.own().follow::<BatchBuilder>(builder.into());
    let wanted = Memo::new(move |_| builder.with(BatchBuilder::wanted));
    let reason = Signal::derive(move || {
        let builder = builder.read();
        let reason = if builder.picked.is_empty() {
            text::batch::SELECT_DOCUMENT
        } else if builder.recipe.channels.is_empty() {
            text::shared::SELECT_CHANNEL
        } else {
            return None;
        };
        Some(reason.to_owned())
    });
    let add = move |()| {
        let mut now = AddedItems::default();
        batch
            .plan
            .update(|plan| now = plan.add(wanted.get_untracked()));
        if now.surplus == 0 {
            picked.set(Vec::new());
        }
        added.set(Some(now));
    };
    let chosen = Signal::derive(move || {
        let ids = templates.read();
        let listed = batch.listed.get().unwrap_or_default().into_iter();
        listed
            .filter(|template| ids.values().any(|id| *id == template.id))
            .collect::<Vec<_>>()
    });
    view! {
        <Panel heading=text::batch::PICKER bare=true>
            <div class="stack" data-gap="small">
                <DocumentPicker picked />
            </div>
        </Panel>
        <Panel heading=text::batch::SETTINGS bare=true>
            <div class="stack">
                <ChannelBoxes form />
                <TemplatePerChannel form templates batch />
                <VariableFields form templates=chosen />
                <ToneField form />
                <MoreOptions form />
            </div>
        </Panel>
        <div class="batch-add">
            <div class="batch-add-words" aria-live="polite">
                <p>
                    {move || match reason.get() {
                        Some(reason) => reason,
                        None => {
                            let count = wanted.read().len();
                            let jobs = format_count(count, text::batch::JOB, text::batch::JOBS);
                            text::batch::creates(&jobs)
                        }
                    }}
                </p>
                {move || added.get().map(|now| view! { <AddedNotice batch added now /> })}
            </div>
            <Button tone=ButtonTone::Plain icon=Some(IconName::Plus) reason on_click=add>
                {text::batch::ADD}
            </Button>
        </div>
    }
    .into_any()
}

/// What the last addition came to, and the way back.
#[component]
fn AddedNotice(
    batch: BatchState,
    added: RwSignal<Option<AddedItems>>,
    now: AddedItems,
) -> impl IntoView {
    let count = now.new.len();
    let mut words = vec![text::batch::added(&format_count(
        count,
        text::batch::ITEM,
        text::batch::ITEMS,
    ))];
    if now.known > 0 {
        words.push(text::batch::known(now.known));
    }
    if now.surplus > 0 {
        words.push(text::batch::surplus(now.surplus, wire::batch::MOST));
    }
    let undo = move |()| {
        batch.plan.update(|plan| {
            for key in &now.new {
                plan.remove(*key);
            }
        });
        added.set(None);
    };
    let undo = (count > 0).then(|| {
        view! {
            <Button size=ButtonSize::Small tone=ButtonTone::Quiet on_click=undo>
                {text::shared::UNDO}
            </Button>
        }
    });
    view! { <p class="batch-added">{words.join(", ")} {undo}</p> }
}

/// A template for each chosen channel.
#[component]
fn TemplatePerChannel(
    form: RecipeForm,
    templates: RwSignal<BTreeMap<String, TemplateId>>,
    batch: BatchState,
) -> impl IntoView {
    let query = batch.templates;
    let failed = Signal::derive(move || query.remote().with(|remote| remote.error.clone()));
    let channels = Memo::new(move |_| form.channels.get());
    // A channel that is not chosen takes its template away with it.
    effect(move |_| {
        let channels = channels.get();
        let chosen = |word: &String| channels.contains(&Channel::from(word.as_str()));
        if templates.with_untracked(|templates| !templates.keys().all(chosen)) {
            templates.update(|templates| templates.retain(|word, _| chosen(word)));
        }
    });
    view! {
        <div class="batch-templates">
            <ForEach
                each=move || channels.get()
                key=|channel| channel.clone()
                children=move |channel| view! { <TemplateChoice channel templates batch /> }
            />
        </div>
        <ErrorNotice
            error=failed
            title=text::shared::TEMPLATES_FAILED
            passive=true
            kept=text::shared::TEMPLATES_KEPT
            on_retry=move |()| query.refetch()
            pending=Signal::derive(move || query.is_fetching())
        />
    }
}

#[component]
fn TemplateChoice(
    channel: Channel,
    templates: RwSignal<BTreeMap<String, TemplateId>>,
    batch: BatchState,
) -> impl IntoView {
    let label = text::batch::template_for(&channel.label());
    let word = StoredValue::new(channel.as_str().to_owned());
    let chosen = move || {
        templates.with(|templates| {
            word.with_value(|word| templates.get(word).map(|id| id.0.clone()))
                .unwrap_or_default()
        })
    };
    let value = RwSignal::new(untrack(chosen));
    effect(move |_| {
        let id = value.get();
        if untrack(chosen) != id {
            templates.update(|templates| {
                if id.is_empty() {
                    word.with_value(|word| templates.remove(word));
                } else {
                    templates.insert(word.get_value(), TemplateId(id));
                }
            });
        }
    });
    let options = Signal::derive(move || {
        let listed = batch.listed.get().unwrap_or_default();
        options(&listed, &channel, &value.read())
    });
    view! { <Select label value options /> }
}

/// The templates of a channel; one that is chosen and not known is there too.
fn options(listed: &[Template], channel: &Channel, chosen: &str) -> Vec<SelectOption> {
    let own = listed
        .iter()
        .filter(|template| template.channel.family() == *channel);
    let mut options = vec![SelectOption::new("", text::batch::DEFAULT)];
    options.extend(own.map(|it| SelectOption::new(it.id.as_str(), it.name.clone())));
    if !options.iter().any(|option| option.value == chosen) {
        options.push(SelectOption::new(chosen, chosen));
    }
    options
}
