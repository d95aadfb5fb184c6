//! What the template asks for: one field per variable, by its type.

use leptos::prelude::*;
use wire::templates::{Variable, VariableType};

use super::{
    compose_state::ComposeState,
    field::{Field, words},
    form::Form,
    problems::Chosen,
};
use crate::effect::effect;
use crate::ui::{
    ButtonSize, DateField, IconButton, IconName, InputKind, NumberField, Select, SelectOption,
    TextArea, TextField,
};

/// The fields of the chosen template.
#[component]
pub fn Variables(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    // Only another template makes other fields; typing keeps them.
    let asked = Memo::new(move |_| {
        compose.chosen.with(|chosen| match chosen {
            Chosen::Template(template) => template.variables.clone(),
            Chosen::Unknown | Chosen::Gone => Vec::new(),
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
        <Kept compose />
    }
}

/// Values that came with a link or a job, while every channel takes its standard template.
#[component]
fn Kept(compose: ComposeState) -> impl IntoView {
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
        let label = words(&name);
        let remove = name.clone();
        view! {
            <li id=Field::Variable(name).anchor()>
                <span dir="auto">{label.clone()}": "{value}</span>
                <IconButton
                    icon=IconName::Close
                    label=format!("Remove {label}")
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
                    <p class="field-hint">"Values for the default templates"</p>
                    <ul role="list">{rows}</ul>
                </div>
            }
        })
    }
}

/// One variable, by its type.
#[component]
pub fn VariableField(
    /// The form that holds its value.
    form: Form,
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
    let label = words(&name);
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
                Some(default) => Some(format!("{} Default: {default}.", hint.unwrap_or_default())),
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
fn typed(form: Form, name: String) -> RwSignal<String> {
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
        Some("true") => "Default: yes",
        Some("false") => "Default: no",
        _ if required => "Select",
        _ => "Not set",
    };
    vec![
        SelectOption::new("", unset),
        SelectOption::new("true", "Yes"),
        SelectOption::new("false", "No"),
    ]
}
