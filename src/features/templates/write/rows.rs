//! The variables of a template, as one writes them.

use leptos::prelude::*;
use wire::templates::{Use, VariableType, uses};

use crate::ui::{
    Button, ButtonSize, Checkbox, ForEach, IconButton, IconName, Select, SelectOption, State,
    StateMark, TextField,
};

use super::{
    super::text,
    check::is_used,
    field_problems::FieldProblems,
    form::{TemplateForm, VariableRow},
};

/// The variables.
#[component]
pub fn VariableRows(
    /// The form.
    form: TemplateForm,
    /// What is used and not declared.
    undeclared: Memo<Vec<Use>>,
    /// What is wrong, by path.
    field_problems: FieldProblems,
) -> impl IntoView {
    let used = Memo::new(move |_| uses(&form.source.read()));
    let row = move |row: VariableRow| view! { <RowFields form row used field_problems /> };
    let declare = move |it: Use| {
        let name = it.name.clone();
        view! {
            <li>
                <StateMark state=State::Warn />
                <span>
                    <code>{it.name.clone()}</code>
                    {text::write::used_undeclared(it.line)}
                </span>
                <Button
                    size=ButtonSize::Small
                    label=Some(text::write::add_variable(&it.name))
                    on_click=move |()| form.add(&name)
                >
                    {text::write::ADD_VARIABLE}
                </Button>
            </li>
        }
    };
    view! {
        <div class="template-rows">
            <Show when=move || form.rows.read().is_empty()>
                <p class="template-meta">
                    {text::write::VARIABLES_HINT_BEFORE}
                    <code>{text::write::VARIABLES_HINT_CODE}</code>
                    {text::write::VARIABLES_HINT_AFTER}
                </p>
            </Show>
            <ForEach each=move || form.rows.get() key=|row| row.key children=row />
            {move || {
                let found = undeclared.get();
                (!found.is_empty())
                    .then(|| {
                        view! {
                            <ul
                                class="template-undeclared"
                                role="list"
                                aria-label=text::write::UNDECLARED
                            >
                                {found.into_iter().map(declare).collect_view()}
                            </ul>
                        }
                    })
            }}
            <div>
                <Button
                    size=ButtonSize::Small
                    icon=Some(IconName::Plus)
                    on_click=move |()| form.add("")
                >
                    {text::write::ADD_VARIABLE}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn RowFields(
    form: TemplateForm,
    row: VariableRow,
    used: Memo<Vec<Use>>,
    field_problems: FieldProblems,
) -> impl IntoView {
    let at = Memo::new(move |_| form.rows.read().iter().position(|it| it.key == row.key));
    let error = move |field: &'static str| {
        Signal::derive(move || field_problems.of(&format!("variables.{}.{field}", at.get()?)))
    };
    let called = Signal::derive(move || match row.name.get() {
        name if name.is_empty() => text::write::variable(at.get().unwrap_or_default() + 1),
        name => text::write::variable(name),
    });
    let idle = Signal::derive(move || {
        let name = row.name.get();
        let idle = !name.is_empty()
            && form
                .draft
                .with(|draft| !is_used(draft, &used.read(), &name));
        idle.then(|| text::write::VARIABLE_UNUSED.to_owned())
    });
    let kinds = VariableType::KNOWN
        .iter()
        .map(|kind| SelectOption::new(kind.as_str(), kind_words(kind)))
        .collect::<Vec<_>>();
    view! {
        <div class="template-row" role="group" aria-label=move || called.get()>
            <TextField
                label=text::write::VARIABLE_NAME
                value=row.name
                mono=true
                error=error("name")
                hint=idle
            />
            <Select
                label=text::write::VARIABLE_TYPE
                value=row.kind
                options=Signal::stored(kinds)
                error=error("type")
            />
            <TextField
                label=text::write::VARIABLE_DEFAULT
                value=row.default
                error=error("default")
            />
            <TextField label=text::write::VARIABLE_DESCRIPTION value=row.description />
            <div class="template-row-end">
                <Checkbox label=text::write::VARIABLE_REQUIRED checked=row.required />
                <IconButton
                    icon=IconName::Trash
                    label=Signal::derive(move || text::write::remove(&called.get()))
                    on_click=move |()| form.remove(row.key)
                />
            </div>
        </div>
    }
    .into_any()
}

fn kind_words(kind: &VariableType) -> String {
    match kind {
        VariableType::Text => text::write::TYPE_TEXT.to_owned(),
        VariableType::Url => text::write::TYPE_URL.to_owned(),
        VariableType::Number => text::write::TYPE_NUMBER.to_owned(),
        VariableType::Boolean => text::write::TYPE_BOOLEAN.to_owned(),
        VariableType::Date => text::write::TYPE_DATE.to_owned(),
        VariableType::Other(word) => word.clone(),
    }
}
