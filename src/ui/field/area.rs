//! A field of many lines.

use leptos::prelude::*;

use super::{FieldFrame, FieldFrameProps, FieldIds};

/// A labelled field of many lines; it grows with its text.
#[component]
pub fn TextArea(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// Its least height in lines.
    #[prop(default = 4)]
    rows: u32,
    /// The form name.
    #[prop(optional)]
    name: Option<&'static str>,
    /// A sentence below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It must be filled in.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// It can be read and copied, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// An example, while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
    /// Monospace, for code.
    #[prop(optional)]
    mono: bool,
    /// What stands at the end of the label's line, such as a counter.
    #[prop(optional, into)]
    aside: ViewFn,
    /// Called when the reader leaves the field.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let control = view! {
        <div class="input" data-kind="area" data-mono=mono.then_some("")>
            <textarea
                {..ids.attributes(hint, error, required, disabled)}
                name=name
                rows=rows.to_string()
                placeholder=move || placeholder.get()
                readonly=move || readonly.get()
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            ></textarea>
        </div>
    };
    let frame = FieldFrameProps::builder()
        .ids(ids)
        .label(label)
        .hint(hint)
        .error(error)
        .label_hidden(label_hidden)
        .aside(aside)
        .children(Box::new(move || control.into_any()))
        .build();
    FieldFrame(frame).into_any()
}
