//! One template in the list.

use leptos::prelude::*;
use wire::templates::{Template, TemplateId};

use crate::{
    features::marks::channel_tone,
    routes::{Route, generate_with},
    ui::{
        Button, ButtonSize, ButtonTone, ChannelMark, Icon, IconName, LinkButton, RowLink,
        format_count,
    },
};

use super::thumb::Thumb;

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
    let best_for = Some(template.best_for.clone()).filter(|text| !text.is_empty());
    let label = format!("Use it: {}", template.name);
    let preview = format!("Preview: {}", template.name);
    let own = template.id.clone();
    let is_selected = Memo::new(move |_| selected.read().as_ref() == Some(&own));
    let id = template.id.clone();
    let about = about(&template);
    let used = generate_with(&template);
    view! {
        <li class="template has-row-link" data-selected=move || is_selected.get().then_some("")>
            <Thumb of=template.style.clone() />
            <div class="template-text">
                <div class="template-head">
                    <h2 class="template-name" dir="auto">
                        <RowLink href>{template.name.clone()}</RowLink>
                    </h2>
                    <Show when=move || is_selected.get()>
                        <span class="template-selected">
                            <Icon name=IconName::Check />
                            "Selected"
                        </span>
                    </Show>
                </div>
                <p class="template-meta">
                    <ChannelMark channel=tone label=template.channel.label() />
                    <span>{about}</span>
                </p>
                <p class="template-words" dir="auto">
                    {template.description.clone()}
                </p>
                <Features features=template.features.clone() />
                {best_for
                    .map(|text| {
                        view! {
                            <p class="template-best" dir="auto">
                                <span>"Best for "</span>
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
                        "Use it"
                    </LinkButton>
                    <Button
                        size=ButtonSize::Small
                        tone=ButtonTone::Quiet
                        icon=Some(IconName::Eye)
                        label=Some(preview)
                        on_click=move |()| look.run(id.clone())
                    >
                        "Preview"
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
        count => Some(format_count(count, "variable", "variables")),
    };
    let parts = [
        style.map(|style| format!("Style {style}")),
        variables,
        (!template.builtin).then(|| "Your own".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What something can do.
#[component]
pub fn Features(features: Vec<String>) -> impl IntoView {
    (!features.is_empty()).then(|| {
        let items = features
            .into_iter()
            .map(|feature| view! { <li dir="auto">{feature}</li> })
            .collect_view();
        view! { <ul class="template-features" role="list">{items}</ul> }
    })
}
