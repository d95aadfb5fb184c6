//! How it looks and sounds: template, tone, kind of content, options.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    generate::{ContentType, Tone},
    templates::Template,
};

use super::{
    compose_state::ComposeState,
    field::{Field, words},
    variables::Variables,
};
use crate::{
    features::shared::channel_tone,
    ui::{
        ChannelMark, Checkbox, ChoiceOption, Description, DescriptionList, ErrorNotice, FieldError,
        Panel, RadioGroup, Select, SelectOption, unique_id,
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
    let kinds = Signal::derive(move || content_types(|word| compose.facts.about_kind(word)));
    let off = Signal::derive(move || no_options.read().is_some());
    view! {
        <Panel heading="Style" bare=true>
            <div class="stack">
                <TemplateChoice compose />
                <Variables compose />
                <div id=Field::Tone.anchor()>
                    <Select
                        label="Tone"
                        value=compose.form.tone
                        options=Signal::derive(move || tones(&compose.form.tone.read()))
                        hint=Signal::derive(move || no_tone.get().map(str::to_owned))
                        disabled=Signal::derive(move || no_tone.read().is_some())
                        error=compose.error(Field::Tone)
                    />
                </div>
                <div class="stack" data-gap="small" id=Field::Options.anchor()>
                    <RadioGroup
                        label="Content type"
                        value=compose.form.content_type
                        options=kinds
                        disabled=off
                    />
                    <div class="platform-boxes">
                        <Checkbox
                            label="SEO title and description"
                            checked=compose.form.seo
                            disabled=Signal::derive(move || !compose.mode.get().takes_seo())
                        />
                        <Checkbox
                            label="Hashtags"
                            detail="At the end of posts".to_owned()
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
        choices(
            &items,
            &compose.form.channels.read(),
            &compose.form.template.read(),
        )
    });
    let hint = Signal::derive(move || {
        let reason = ignored.get();
        let reason = reason.or_else(|| loading.get().then_some("Loading templates…"));
        reason.map(str::to_owned)
    });
    let about = move || {
        let template = compose.template()?;
        Some(view! { <About template /> })
    };
    view! {
        <div class="stack" data-gap="small" id=Field::Template.anchor()>
            <Select
                label="Template"
                value=compose.form.template
                options
                hint
                error=compose.error(Field::Template)
                disabled=Signal::derive(move || ignored.read().is_some())
            />
            {about}
            <ErrorNotice
                error=failed
                title="Couldn't load templates"
                passive=true
                kept="You can use the default templates"
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
        Description::text("Style", style),
        Description::text("Best for", best_for),
        Description::text("Features", features.join(", ")),
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

/// The templates for the chosen channels, or all where none is chosen yet.
///
/// The chosen one stays, so that what is wrong with it can be seen.
pub fn choices(templates: &[Template], channels: &[Channel], chosen: &str) -> Vec<SelectOption> {
    let mut options = vec![SelectOption::new("", "Channel defaults")];
    let mut known = chosen.is_empty();
    for channel in Channel::KNOWN {
        let wanted = channels.is_empty() || channels.contains(channel);
        for template in templates
            .iter()
            .filter(|it| it.channel.family() == *channel)
        {
            let is_chosen = template.id.as_str() == chosen;
            known |= is_chosen;
            if wanted || is_chosen {
                let label = format!("{}: {}", channel.label(), template.name);
                options.push(SelectOption::new(template.id.as_str(), label));
            }
        }
    }
    if !known {
        options.push(SelectOption::new(chosen, chosen));
    }
    options
}

/// The tones to choose from; one that is chosen and not known is there too.
pub fn tones(chosen: &str) -> Vec<SelectOption> {
    let mut tones = Tone::KNOWN.to_vec();
    let chosen = Tone::from(chosen);
    if !tones.contains(&chosen) {
        tones.push(chosen);
    }
    tones
        .iter()
        .map(|tone| {
            let option = SelectOption::new(tone.as_str(), tone.label());
            match about_tone(tone) {
                Some(detail) => option.detail(detail),
                None => option,
            }
        })
        .collect()
}

fn about_tone(tone: &Tone) -> Option<&'static str> {
    Some(match tone {
        Tone::Neutral => "Keeps the document's tone.",
        Tone::Professional => "Clear and reserved.",
        Tone::Friendly => "Warm and personal.",
        Tone::Encouraging => "Upbeat.",
        Tone::Urgent => "Short and urgent.",
        Tone::Other(_) => return None,
    })
}

/// The kinds of content, with what is said of each.
pub fn content_types(about: impl Fn(&str) -> Option<String>) -> Vec<ChoiceOption> {
    ContentType::KNOWN
        .iter()
        .map(|kind| {
            let option = ChoiceOption::new(kind.as_str(), words(kind.as_str()));
            match about(kind.as_str()) {
                Some(detail) => option.detail(detail),
                None => option,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(id: &str, channel: &str) -> Template {
        serde_json::from_str(&format!(
            r#"{{"id":"{id}","name":"{id}","channel":"{channel}"}}"#
        ))
        .unwrap()
    }

    #[track_caller]
    fn check(channels: &[Channel], chosen: &str, expected: &[&str]) {
        let templates = [template("w", "website"), template("e", "email")];
        let options = choices(&templates, channels, chosen);
        let labels: Vec<_> = options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn templates_follow_the_chosen_channels() {
        let standard = "Channel defaults";
        check(&[], "", &[standard, "Email: e", "Web: w"]);
        check(&[Channel::Email], "", &[standard, "Email: e"]);
        check(&[Channel::Email], "w", &[standard, "Email: e", "Web: w"]);
        check(&[Channel::Email], "gone", &[standard, "Email: e", "gone"]);
    }
}
