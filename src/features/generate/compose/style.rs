//! How it looks and sounds: template, tone, kind of content, options.

use leptos::prelude::*;
use wire::templates::Template;

use super::{
    super::{
        recipe::field::Field,
        shared::options::{content_type_options, template_options, tone_options},
        text,
    },
    compose_state::ComposeState,
    variables::Variables,
};
use crate::{
    features::shared::channel_tone,
    ui::{
        ChannelMark, Checkbox, Description, DescriptionList, ErrorNotice, FieldError, Panel,
        RadioGroup, Select, unique_id,
    },
};

/// How it looks and sounds.
#[component]
pub fn Style(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let options_error = unique_id("options-error");
    let ignored = move |field: Field| Memo::new(move |_| compose.mode.get().ignores(&field));
    let (no_tone, no_options) = (ignored(Field::Tone), ignored(Field::Options));
    let kinds = Signal::derive(move || {
        content_type_options(|word| compose.server_rules.content_type_description(word))
    });
    let off = Signal::derive(move || no_options.read().is_some());
    view! {
        <Panel heading=text::compose::STYLE bare=true>
            <div class="stack">
                <TemplateChoice compose />
                <Variables compose />
                <div id=Field::Tone.anchor()>
                    <Select
                        label=text::shared::TONE
                        value=compose.form.tone
                        options=Signal::derive(move || tone_options(&compose.form.tone.read()))
                        hint=Signal::derive(move || no_tone.get().map(str::to_owned))
                        disabled=Signal::derive(move || no_tone.read().is_some())
                        error=compose.error(Field::Tone)
                    />
                </div>
                <div class="stack" data-gap="small" id=Field::Options.anchor()>
                    <RadioGroup
                        label=text::shared::CONTENT_TYPE
                        value=compose.form.content_type
                        options=kinds
                        disabled=off
                    />
                    <div class="platform-boxes">
                        <Checkbox
                            label=text::shared::SEO
                            checked=compose.form.seo
                            disabled=Signal::derive(move || !compose.mode.get().takes_seo())
                        />
                        <Checkbox
                            label=text::shared::HASHTAGS
                            detail=text::compose::AT_END.to_owned()
                            checked=compose.form.hashtags
                            disabled=off
                        />
                    </div>
                    {move || {
                        no_options.get().map(|reason| view! { <p class="options-off">{reason}</p> })
                    }}
                    <FieldError id=options_error error=compose.error(Field::Options) />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}

#[component]
fn TemplateChoice(compose: ComposeState) -> impl IntoView {
    let templates = compose.templates;
    let failed = Signal::derive(move || templates.remote().with(|remote| remote.error.clone()));
    let loading = Signal::derive(move || templates.is_fetching());
    let ignored = Memo::new(move |_| compose.mode.get().ignores(&Field::Template));
    let options = Signal::derive(move || {
        let items = compose.listed.get().unwrap_or_default();
        template_options(
            &items,
            &compose.form.channels.read(),
            &compose.form.template.read(),
        )
    });
    let hint = Signal::derive(move || {
        let reason = ignored.get();
        let reason = reason.or_else(|| loading.get().then_some(text::shared::LOADING_TEMPLATES));
        reason.map(str::to_owned)
    });
    let about = move || {
        let template = compose.template()?;
        Some(view! { <About template /> })
    };
    view! {
        <div class="stack" data-gap="small" id=Field::Template.anchor()>
            <Select
                label=text::shared::TEMPLATE
                value=compose.form.template
                options
                hint
                error=compose.error(Field::Template)
                disabled=Signal::derive(move || ignored.read().is_some())
            />
            {about}
            <ErrorNotice
                error=failed
                title=text::shared::TEMPLATES_FAILED
                passive=true
                kept=text::shared::TEMPLATES_KEPT
                on_retry=move |()| templates.refetch()
                pending=loading
            />
        </div>
    }
}

/// What is known of the chosen template.
#[component]
fn About(template: Template) -> impl IntoView {
    let Template {
        description,
        channel,
        style,
        features,
        best_for,
        ..
    } = template;
    let items = [
        Description::text(text::compose::STYLE, style),
        Description::text(text::compose::BEST_FOR, best_for),
        Description::text(text::compose::FEATURES, features.join(", ")),
    ];
    let items = items.into_iter().flatten().collect();
    view! {
        <div class="template-about">
            <p dir="auto">
                <ChannelMark channel=channel_tone(&channel) label=channel.label() />
                " "
                {description}
            </p>
            <DescriptionList items />
        </div>
    }
}
