//! Changing one item of the plan. Each change is made at once, so nothing can be lost.

use leptos::prelude::*;

use super::{
    super::{
        recipe::{Recipe, form::RecipeForm, problems::problems_of},
        shared::fields::{ChannelBoxes, OptionFields, TemplateFields, ToneField},
        text,
    },
    batch_state::BatchState,
};
use crate::effect::effect;
use crate::ui::{Button, ButtonTone, Dialog, DialogSize, State, StateMark};

/// The dialog for the item that is being edited.
#[component]
pub fn EditDialog(
    /// The page's state.
    batch: BatchState,
) -> impl IntoView {
    let open = Memo::new(move |_| batch.editing.read().is_some());
    let close = move || batch.editing.set(None);
    let title = Signal::derive(move || {
        let key = batch.editing.get();
        batch.plan.with(|plan| {
            let item = key.and_then(|key| plan.item(key));
            item.map(|item| text::batch::edit(&item.title))
                .unwrap_or_default()
        })
    });
    view! {
        <Dialog
            open
            on_close=move |()| close()
            title
            size=DialogSize::Medium
            actions=move || {
                view! {
                    <Button tone=ButtonTone::Primary on_click=move |()| close()>
                        {text::batch::DONE}
                    </Button>
                }
            }
        >
            {move || {
                batch.editing.get().map(|key| view! { <Fields batch key /> })
            }}
        </Dialog>
    }
}

#[component]
fn Fields(batch: BatchState, key: u32) -> impl IntoView {
    let start = batch
        .plan
        .with_untracked(|plan| plan.item(key).map(|item| item.recipe.clone()))
        .unwrap_or_default();
    let form = RecipeForm::new(&start);
    effect(move |before: Option<Recipe>| {
        let recipe = form.recipe.get();
        if before.is_some_and(|before| before != recipe) {
            batch.plan.update(|plan| plan.edit(key, &recipe));
        }
        recipe
    });
    let templates = Signal::derive(move || batch.listed.get().unwrap_or_default());
    let problems = move || {
        let found = batch.listed.with(|listed| {
            form.recipe
                .with(|recipe| problems_of(recipe, listed.as_deref()))
        });
        let rows = found
            .into_iter()
            .map(|problem| {
                view! {
                    <li>
                        <StateMark state=State::Warn />
                        {problem.message}
                    </li>
                }
            })
            .collect_view();
        view! {
            <ul class="batch-problems" role="list" aria-live="polite">
                {rows}
            </ul>
        }
    };
    view! {
        <div class="stack">
            <ChannelBoxes form />
            <TemplateFields form templates />
            <ToneField form />
            <OptionFields form />
            {problems}
        </div>
    }
}
