//! What a template is called, and what it is for.

use leptos::prelude::*;
use wire::channel::Channel;

use crate::ui::{Panel, Select, SelectOption, TextArea, TextField};

use super::{field_problems::FieldProblems, form::Form};

/// Name, channel, style and words.
#[component]
pub fn Inputs(
    /// The form.
    form: Form,
    /// What is wrong, by path.
    says: FieldProblems,
) -> impl IntoView {
    let error = move |path: &'static str| Signal::derive(move || says.of(path));
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
        <Panel heading="About">
            <div class="template-inputs">
                <TextField
                    label="Template name"
                    value=form.name
                    required=true
                    autocomplete="off"
                    error=error("name")
                />
                <Select
                    label="Channel"
                    value=form.channel
                    options=channels
                    error=error("channel")
                />
                <TextField
                    label="Style"
                    value=form.style
                    placeholder="modern"
                    error=error("style")
                />
                <TextField
                    label="Best for"
                    value=form.best_for
                    placeholder="Monthly round-ups"
                    error=error("best_for")
                />
                <TextField
                    label="Features"
                    value=form.features
                    hint="Separated by commas.".to_owned()
                    error=error("features")
                />
                <TextArea
                    label="Description"
                    value=form.description
                    rows=2
                    error=error("description")
                />
            </div>
        </Panel>
    }
    .into_any()
}
