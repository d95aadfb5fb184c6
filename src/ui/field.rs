//! Form fields: a label, a control, a hint, and what is wrong with it.

use leptos::{attr::Attribute, prelude::*};

use super::{State, StateMark};

mod area;
mod check;
mod combobox;
mod error_after_leaving;
mod moment;
mod number;
mod radio;
mod select;
mod temporal;
mod text;
mod value;

pub use area::TextArea;
pub use check::{Checkbox, Checked, Switch};
pub(super) use combobox::filter::matching;
pub use combobox::{ComboOption, Combobox};
pub use moment::{INCOMPLETE_DATE, TypedMoment, read_date};
pub use number::{NumberField, read_number, read_whole};
pub use radio::{CardRadio, ChoiceOption, RadioGroup};
pub use select::{Select, SelectOption};
pub use temporal::{DateField, MomentField, read_moment, typed_moment};
pub use text::{InputKind, TextField};
pub use value::{FieldValue, Unreadable, UnreadableReason};

/// What is wrong with a field, in words; heard when it appears.
///
/// Fields of the kit bring their own; this one is for what is not a field.
#[component]
pub fn FieldError(
    /// The id that the control's `aria-describedby` names.
    #[prop(into)]
    id: String,
    /// What is wrong; `None` when nothing is.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="field-error" id=id aria-live="polite">
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <StateMark state=State::Bad />
                            <span>{error}</span>
                        }
                    })
            }}
        </div>
    }
}

/// The ids that tie the parts of one field together.
#[derive(Clone, Debug)]
struct FieldIds {
    control: String,
    label: String,
    hint: String,
    error: String,
}

impl FieldIds {
    fn new() -> Self {
        let control = super::unique_id("field");
        Self {
            label: format!("{control}-label"),
            hint: format!("{control}-hint"),
            error: format!("{control}-error"),
            control,
        }
    }

    /// The value of `aria-describedby`.
    fn described(
        &self,
        hint: Signal<Option<String>>,
        error: Signal<Option<String>>,
    ) -> impl Fn() -> Option<String> + Send + Sync + use<> {
        let ids = self.clone();
        move || match (error.read().is_some(), hint.read().is_some()) {
            (true, true) => Some(format!("{} {}", ids.error, ids.hint)),
            (true, false) => Some(ids.error.clone()),
            (false, true) => Some(ids.hint.clone()),
            (false, false) => None,
        }
    }

    /// The attributes that every control below a label has.
    fn attributes(
        &self,
        hint: Signal<Option<String>>,
        error: Signal<Option<String>>,
        required: Signal<bool>,
        disabled: Signal<bool>,
    ) -> impl Attribute + use<> {
        view! {
            <{..}
                id=self.control.clone()
                required=move || required.get()
                disabled=move || disabled.get()
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=self.described(hint, error)
            />
        }
    }
}

/// The frame that all fields with a label above share.
#[component]
fn FieldFrame(
    ids: FieldIds,
    label: Signal<String>,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
    /// Keeps the label for screen readers only.
    label_hidden: bool,
    /// What stands at the end of the label's line.
    #[prop(optional, into)]
    aside: ViewFn,
    children: Children,
) -> impl IntoView {
    let FieldIds {
        control,
        label: label_id,
        hint: hint_id,
        error: error_id,
    } = ids;
    view! {
        <div class="field">
            <div class="field-head" data-hidden=label_hidden.then_some("")>
                <label class="field-label" for=control id=label_id>
                    {move || label.get()}
                </label>
                <span class="field-aside">{aside.run()}</span>
            </div>
            {children()}
            <div class="field-hint" id=hint_id>
                {move || hint.get()}
            </div>
            <FieldError id=error_id error />
        </div>
    }
}
