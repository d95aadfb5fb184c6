//! The form: one signal per field, and the draft they make together.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    templates::{TemplateDraft, Variable, VariableType},
};

/// The form's fields.
#[derive(Clone, Copy)]
pub struct TemplateForm {
    /// The name.
    pub name: RwSignal<String>,
    /// What it looks like and is for.
    pub description: RwSignal<String>,
    /// The channel's word.
    pub channel: RwSignal<String>,
    /// The style.
    pub style: RwSignal<String>,
    /// What it can do, separated by commas.
    pub features: RwSignal<String>,
    /// What it is best used for.
    pub best_for: RwSignal<String>,
    /// The source.
    pub source: RwSignal<String>,
    /// The variables.
    pub rows: RwSignal<Vec<VariableRow>>,
    /// All of it together.
    pub draft: Memo<TemplateDraft>,
    next: StoredValue<u32>,
    /// Rows live as long as the form, wherever they are asked for.
    owner: StoredValue<Owner>,
}

/// The fields of one variable.
#[derive(Clone, Copy)]
pub struct VariableRow {
    /// Tells it from others, whatever its name is.
    pub key: u32,
    /// The name in the source.
    pub name: RwSignal<String>,
    /// The type's word.
    pub kind: RwSignal<String>,
    /// Whether it must be filled in.
    pub required: RwSignal<bool>,
    /// What it is when it is not given.
    pub default: RwSignal<String>,
    /// What it is for.
    pub description: RwSignal<String>,
}

impl VariableRow {
    fn variable(self) -> Variable {
        Variable {
            name: self.name.get().trim().to_owned(),
            kind: VariableType::from(self.kind.get()),
            required: self.required.get(),
            default: Some(self.default.get()).filter(|it| !it.trim().is_empty()),
            description: self.description.get(),
        }
    }
}

impl TemplateForm {
    /// A form that holds a draft.
    pub fn new(start: &TemplateDraft) -> Self {
        let text = || RwSignal::new(String::new());
        let (name, description, channel, style) = (text(), text(), text(), text());
        let (features, best_for, source) = (text(), text(), text());
        let rows = RwSignal::new(Vec::<VariableRow>::new());
        let draft = Memo::new(move |_| TemplateDraft {
            name: name.get().trim().to_owned(),
            description: description.get(),
            channel: Channel::from(channel.get()),
            style: style.get().trim().to_owned(),
            features: split(&features.read()),
            best_for: best_for.get(),
            source: source.get(),
            variables: rows.read().iter().map(|row| row.variable()).collect(),
        });
        let form = Self {
            name,
            description,
            channel,
            style,
            features,
            best_for,
            source,
            rows,
            draft,
            next: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        form.fill(start);
        form
    }

    /// Puts a draft into the fields.
    pub fn fill(self, draft: &TemplateDraft) {
        let draft = draft.clone();
        self.name.set(draft.name);
        self.description.set(draft.description);
        self.channel.set(draft.channel.to_string());
        self.style.set(draft.style);
        self.features.set(draft.features.join(", "));
        self.best_for.set(draft.best_for);
        self.source.set(draft.source);
        let rows = draft.variables.iter().map(|it| self.row(it)).collect();
        self.rows.set(rows);
    }

    fn row(self, variable: &Variable) -> VariableRow {
        let key = self.next.get_value();
        self.next.set_value(key.wrapping_add(1));
        let variable = variable.clone();
        self.owner.with_value(|owner| {
            owner.with(|| VariableRow {
                key,
                name: RwSignal::new(variable.name),
                kind: RwSignal::new(variable.kind.to_string()),
                required: RwSignal::new(variable.required),
                default: RwSignal::new(variable.default.unwrap_or_default()),
                description: RwSignal::new(variable.description),
            })
        })
    }

    /// Adds a variable with this name.
    pub fn add(self, name: &str) {
        let row = self.row(&Variable {
            name: name.to_owned(),
            kind: VariableType::Text,
            required: false,
            default: None,
            description: String::new(),
        });
        self.rows.update(|rows| rows.push(row));
    }

    /// Takes a variable away.
    pub fn remove(self, key: u32) {
        self.rows.update(|rows| rows.retain(|row| row.key != key));
    }
}

/// What stands between commas.
fn split(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
