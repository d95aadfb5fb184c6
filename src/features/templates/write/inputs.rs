//! What a template is called, and what it is for.

use leptos::prelude::*;
use wire::channel::Channel;

use crate::ui::{Panel, Select, SelectOption, TextArea, TextField};

use super::{super::text, field_problems::FieldProblems, form::TemplateForm};

/// Name, channel, style and words.
#[component]
pub fn TemplateFields(
    /// The form.
    form: TemplateForm,
    /// What is wrong, by path.
    field_problems: FieldProblems,
) -> impl IntoView {
    let error = move |path: &'static str| Signal::derive(move || field_problems.of(path));
    let channels = Signal::derive(move || {
        let mut channels: Vec<_> = Channel::KNOWN
            .iter()
            .filter(|it| it.family() == **it)
            .cloned()
            .collect();
        // One that this app does not know is shown, not dropped.
        let chosen = Channel::from(form.channel.get());
        if !channels.contains(&chosen) {
            channels.push(chosen);
        }
        channels
            .iter()
            .map(|it| SelectOption::new(it.as_str(), it.label()))
            .collect::<Vec<_>>()
    });
    view! {
        <Panel heading=text::ABOUT>
            <div class="template-inputs">
                <TextField
                    label=text::write::NAME
                    value=form.name
                    required=true
                    autocomplete="off"
                    error=error("name")
                />
                <Select
                    label=text::CHANNEL
                    value=form.channel
                    options=channels
                    error=error("channel")
                />
                <TextField
                    label=text::STYLE
                    value=form.style
                    placeholder=text::write::STYLE_PLACEHOLDER
                    error=error("style")
                />
                <TextField
                    label=text::BEST_FOR
                    value=form.best_for
                    placeholder=text::write::BEST_FOR_PLACEHOLDER
                    error=error("best_for")
                />
                <TextField
                    label=text::write::FEATURES
                    value=form.features
                    hint=text::write::FEATURES_HINT.to_owned()
                    error=error("features")
                />
                <TextArea
                    label=text::write::DESCRIPTION
                    value=form.description
                    rows=2
                    error=error("description")
                />
            </div>
        </Panel>
    }
    .into_any()
}
