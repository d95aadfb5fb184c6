//! The form's fields without the rest of its page, for pages that hold other things too.

use leptos::prelude::*;
use wire::{
    channel::{Channel, Platform},
    templates::Template,
};

use super::{
    super::{
        recipe::{form::RecipeForm, problems::mistake},
        text,
    },
    options::{content_type_options, template_options, tone_options},
    variable_field::VariableField,
};
use crate::{
    features::shared::channel_tone,
    ui::{Checkbox, Icon, IconName, RadioGroup, Select},
};

/// Where it goes.
#[component]
pub fn ChannelBoxes(
    /// The form.
    form: RecipeForm,
) -> impl IntoView {
    let boxes = Channel::KNOWN
        .iter()
        .map(|channel| {
            let (label, tone) = (channel.label(), channel_tone(channel));
            let channel = StoredValue::new(channel.clone());
            let shown = Signal::derive(move || {
                let chosen = form.channels.read();
                channel.with_value(|channel| chosen.contains(channel))
            });
            let set = Callback::new(move |on| {
                channel.with_value(|channel| form.switch_channel(channel, on));
            });
            view! { <Checkbox label checked=(shown, set) tone card=true /> }
        })
        .collect_view();
    let social = Memo::new(move |_| form.channels.with(|it| it.contains(&Channel::Social)));
    view! {
        <fieldset>
            <legend class="field-label">{text::shared::CHANNELS}</legend>
            <div class="channel-choices">{boxes}</div>
        </fieldset>
        <Show when=move || social.get()>
            <PlatformBoxes form />
        </Show>
    }
}

#[component]
fn PlatformBoxes(form: RecipeForm) -> impl IntoView {
    let boxes = Platform::KNOWN
        .iter()
        .map(|platform| {
            let label = platform.label();
            let platform = StoredValue::new(platform.clone());
            let shown = Signal::derive(move || {
                let chosen = form.platforms.read();
                platform.with_value(|platform| chosen.contains(platform))
            });
            let set = Callback::new(move |on| {
                platform.with_value(|platform| form.switch_platform(platform, on));
            });
            view! { <Checkbox label checked=(shown, set) /> }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend class="field-label">{text::shared::PLATFORMS}</legend>
            <div class="platform-boxes">{boxes}</div>
        </fieldset>
    }
}

/// The one template of a job, with what it asks for.
#[component]
pub fn TemplateFields(
    /// The form.
    form: RecipeForm,
    /// The templates there are.
    #[prop(into)]
    templates: Signal<Vec<Template>>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let (channels, chosen) = (form.channels.read(), form.template.read());
        templates.with(|templates| template_options(templates, &channels, &chosen))
    });
    let asking = Signal::derive(move || {
        let id = form.template.read();
        let templates = templates.get().into_iter();
        templates
            .filter(|template| template.id.as_str() == *id)
            .collect::<Vec<_>>()
    });
    view! {
        <Select label=text::shared::TEMPLATE value=form.template options />
        <VariableFields form templates=asking />
    }
}

/// What these templates ask for.
#[component]
pub fn VariableFields(
    /// The form.
    form: RecipeForm,
    /// The templates.
    #[prop(into)]
    templates: Signal<Vec<Template>>,
) -> impl IntoView {
    // Only other templates make other fields; typing keeps them.
    let asked = Memo::new(move |_| {
        let mut asked: Vec<wire::templates::Variable> = Vec::new();
        for variable in templates.get().into_iter().flat_map(|it| it.variables) {
            if !asked.iter().any(|known| known.name == variable.name) {
                asked.push(variable);
            }
        }
        asked
    });
    // A list of what is missing stands elsewhere; here only what is wrong is told.
    let attempted = RwSignal::new(false);
    move || {
        let asked = asked.get();
        (!asked.is_empty()).then(|| {
            let fields = asked
                .into_iter()
                .map(|variable| {
                    let (name, kind) = (variable.name.clone(), variable.kind.clone());
                    let error = Signal::derive(move || {
                        let variables = form.variables.read();
                        let value = variables.get(&name).map_or("", String::as_str);
                        mistake(&kind, value)
                    });
                    view! { <VariableField form variable error attempted /> }
                })
                .collect_view();
            view! { <div class="variable-fields">{fields}</div> }
        })
    }
}

/// How it sounds.
#[component]
pub fn ToneField(
    /// The form.
    form: RecipeForm,
) -> impl IntoView {
    let options = Signal::derive(move || tone_options(&form.tone.read()));
    view! { <Select label=text::shared::TONE value=form.tone options /> }
}

/// What shapes the content beside the fields above, folded away.
#[component]
pub fn MoreOptions(
    /// The form.
    form: RecipeForm,
) -> impl IntoView {
    view! {
        <details class="batch-more">
            <summary>
                <Icon name=IconName::ChevronRight />
                {text::shared::MORE_OPTIONS}
            </summary>
            <div class="stack">
                <OptionFields form />
            </div>
        </details>
    }
}

/// What kind of content it is, and what else shapes it.
#[component]
pub fn OptionFields(
    /// The form.
    form: RecipeForm,
) -> impl IntoView {
    view! {
        <RadioGroup
            label=text::shared::CONTENT_TYPE
            value=form.content_type
            options=Signal::stored(content_type_options(|_| None))
        />
        <div class="platform-boxes">
            <Checkbox label=text::shared::SEO checked=form.seo />
            <Checkbox label=text::shared::HASHTAGS checked=form.hashtags />
        </div>
    }
}
