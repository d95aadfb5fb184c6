//! What the template asks for: one field per variable, by its type.

use leptos::prelude::*;

use super::{
    super::{
        recipe::{
            field::{Field, humanize},
            problems::ChosenTemplate,
        },
        shared::variable_field::VariableField,
        text,
    },
    compose_state::ComposeState,
};
use crate::ui::{ButtonSize, IconButton, IconName};

/// The fields of the chosen template.
#[component]
pub fn Variables(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    // Only another template makes other fields; typing keeps them.
    let asked = Memo::new(move |_| {
        compose.chosen.with(|chosen| match chosen {
            ChosenTemplate::Template(template) => template.variables.clone(),
            ChosenTemplate::Unknown | ChosenTemplate::Gone => Vec::new(),
        })
    });
    let fields = move || {
        let asked = asked.get();
        (!asked.is_empty()).then(|| {
            let fields = asked
                .into_iter()
                .map(|variable| {
                    let error = compose.error(Field::Variable(variable.name.clone()));
                    view! { <VariableField form=compose.form variable error attempted=compose.attempted /> }
                })
                .collect_view();
            view! { <div class="variable-fields">{fields}</div> }
        })
    };
    view! {
        {fields}
        <UnusedValues compose />
    }
}

/// Values that came with a link or a job, while every channel takes its standard template.
#[component]
fn UnusedValues(compose: ComposeState) -> impl IntoView {
    let kept = Memo::new(move |_| {
        if !compose.form.template.read().is_empty() {
            return Vec::new();
        }
        let variables = compose.form.variables.read();
        variables
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect::<Vec<_>>()
    });
    let row = move |(name, value): (String, String)| {
        let label = humanize(&name);
        let remove = name.clone();
        view! {
            <li id=Field::Variable(name).anchor()>
                <span dir="auto">{label.clone()}": "{value}</span>
                <IconButton
                    icon=IconName::Close
                    label=text::compose::remove(&label)
                    size=ButtonSize::Small
                    on_click=move |()| compose.form.set_variable(&remove, String::new())
                />
            </li>
        }
    };
    move || {
        let kept = kept.get();
        (!kept.is_empty()).then(|| {
            let rows = kept.into_iter().map(row).collect_view();
            view! {
                <div class="variables-kept">
                    <p class="field-hint">{text::compose::UNUSED_VALUES}</p>
                    <ul role="list">{rows}</ul>
                </div>
            }
        })
    }
}
