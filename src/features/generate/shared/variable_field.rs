//! The field for a value that a template asks for, by its type.

use leptos::prelude::*;
use wire::templates::{Variable, VariableType};

use super::super::{
    recipe::{
        field::{Field, humanize},
        form::RecipeForm,
    },
    text,
};
use crate::{
    effect::effect,
    ui::{DateField, InputKind, NumberField, Select, SelectOption, TextArea, TextField},
};

/// One variable, by its type.
#[component]
pub fn VariableField(
    /// The form that holds its value.
    form: RecipeForm,
    /// What is asked for.
    variable: Variable,
    /// What is wrong with the value.
    error: Signal<Option<String>>,
    /// Whether somebody has tried to go on, so that mistakes are told at once.
    attempted: RwSignal<bool>,
) -> impl IntoView {
    let Variable {
        name,
        kind,
        required,
        default,
        description,
    } = variable;
    let anchor = Field::Variable(name.clone()).anchor();
    let typed = typed(form, name.clone());
    let left = RwSignal::new(!typed.read_untracked().is_empty());
    // Nobody is told that an address is wrong while still typing it.
    let error = Signal::derive(move || error.get().filter(|_| left.get() || attempted.get()));
    let label = humanize(&name);
    let hint = Some(description).filter(|hint| !hint.is_empty());
    let placeholder = default.clone().unwrap_or_default();
    let required = required && default.is_none();
    let on_blur = move |()| left.set(true);
    let input = match kind {
        VariableType::Boolean => {
            let options = answers(default.as_deref(), required);
            view! { <Select label value=typed options=Signal::stored(options) hint error required /> }
                .into_any()
        }
        VariableType::Text | VariableType::Other(_) => view! {
            <TextArea label value=typed rows=1 hint error required placeholder on_blur />
        }
        .into_any(),
        VariableType::Url => view! {
            <TextField
                label
                value=typed
                kind=InputKind::Url
                hint
                error
                required
                placeholder
                on_blur
            />
        }
        .into_any(),
        VariableType::Date => {
            // A date field shows its own pattern instead of a placeholder.
            let hint = match default {
                Some(default) => Some(text::shared::with_default(
                    &hint.unwrap_or_default(),
                    &default,
                )),
                None => hint,
            };
            view! { <DateField label value=typed hint error required on_blur /> }.into_any()
        }
        VariableType::Number => {
            view! { <NumberField label value=typed hint error required placeholder on_blur /> }
                .into_any()
        }
    };
    view! {
        <div class="variable-field" id=anchor>
            {input}
        </div>
    }
}

/// A signal for one variable that goes with the form's, both ways.
fn typed(form: RecipeForm, name: String) -> RwSignal<String> {
    let name = StoredValue::new(name);
    let value = move || {
        let variables = form.variables.read();
        name.with_value(|name| variables.get(name).cloned().unwrap_or_default())
    };
    let typed = RwSignal::new(untrack(value));
    effect(move |_| {
        let value = value();
        if typed.with_untracked(|typed| *typed != value) {
            typed.set(value);
        }
    });
    effect(move |before: Option<()>| {
        let value = typed.get();
        if before.is_some() {
            name.with_value(|name| form.set_variable(name, value));
        }
    });
    typed
}

fn answers(default: Option<&str>, required: bool) -> Vec<SelectOption> {
    let unset = match default {
        Some("true") => text::shared::DEFAULT_YES,
        Some("false") => text::shared::DEFAULT_NO,
        _ if required => text::shared::SELECT,
        _ => text::shared::NOT_SET,
    };
    vec![
        SelectOption::new("", unset),
        SelectOption::new("true", text::shared::YES),
        SelectOption::new("false", text::shared::NO),
    ]
}
