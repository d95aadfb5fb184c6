//! One template in the list.

use leptos::prelude::*;
use wire::templates::{Template, TemplateId};

use crate::{
    features::shared::channel_tone,
    routes::{Route, generate_with},
    ui::{
        Button, ButtonSize, ButtonTone, ChannelMark, Icon, IconName, LONG_LINE, LinkButton,
        RowLink, format_count, shorten_text,
    },
};

use super::{style_thumbnail::StyleThumbnail, text};

/// One template in the list.
#[component]
pub fn Card(
    /// The template.
    template: Template,
    /// Which one is selected.
    selected: Memo<Option<TemplateId>>,
    /// Selects one and looks at it.
    look: Callback<TemplateId>,
) -> impl IntoView {
    let tone = channel_tone(&template.channel);
    let href = Route::Template(template.id.clone()).path();
    let best_for =
        Some(shorten_text(&template.best_for, LONG_LINE)).filter(|text| !text.is_empty());
    let name = shorten_text(&template.name, LONG_LINE);
    let label = text::card::use_template(&name);
    let preview = text::card::preview(&name);
    let own = template.id.clone();
    let is_selected = Memo::new(move |_| selected.read().as_ref() == Some(&own));
    let id = template.id.clone();
    let about = about(&template);
    let used = generate_with(&template);
    view! {
        <li class="template has-row-link" data-selected=move || is_selected.get().then_some("")>
            <StyleThumbnail of=template.style.clone() />
            <div class="template-text">
                <div class="template-head">
                    <h2 class="template-name" dir="auto">
                        <RowLink href>{name}</RowLink>
                    </h2>
                    <Show when=move || is_selected.get()>
                        <span class="template-selected">
                            <Icon name=IconName::Check />
                            {text::card::SELECTED}
                        </span>
                    </Show>
                </div>
                <p class="template-meta">
                    <ChannelMark channel=tone label=template.channel.label() />
                    <span>{about}</span>
                </p>
                <p class="template-words" dir="auto">
                    {shorten_text(&template.description, LONG_LINE)}
                </p>
                <Features features=template.features.clone() />
                {best_for
                    .map(|text| {
                        view! {
                            <p class="template-best" dir="auto">
                                <span>{text::card::BEST_FOR_BEFORE}</span>
                                {text}
                            </p>
                        }
                    })}
                <div class="template-foot">
                    <LinkButton
                        href=used
                        size=ButtonSize::Small
                        label=Some(label)
                    >
                        {text::USE}
                    </LinkButton>
                    <Button
                        size=ButtonSize::Small
                        tone=ButtonTone::Quiet
                        icon=Some(IconName::Eye)
                        label=Some(preview)
                        on_click=move |()| look.run(id.clone())
                    >
                        {text::PREVIEW}
                    </Button>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// Style, number of variables, and whether it is one's own, in a line.
pub fn about(template: &Template) -> String {
    let style = Some(template.style.as_str()).filter(|style| !style.is_empty());
    let variables = match template.variables.len() {
        0 => None,
        count => Some(format_count(
            count,
            text::card::VARIABLE,
            text::card::VARIABLES,
        )),
    };
    let parts = [
        style.map(|style| text::card::style(&shorten_text(style, LONG_LINE))),
        variables,
        (!template.builtin).then(|| text::YOUR_OWN.to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What something can do.
#[component]
pub fn Features(features: Vec<String>) -> impl IntoView {
    (!features.is_empty()).then(|| {
        let items = features
            .into_iter()
            .map(|feature| view! { <li dir="auto">{shorten_text(&feature, LONG_LINE)}</li> })
            .collect_view();
        view! { <ul class="template-features" role="list">{items}</ul> }
    })
}
