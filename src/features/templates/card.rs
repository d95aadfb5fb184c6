//! One template in the list.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::templates::Template;

use crate::{
    features::marks::channel_tone,
    routes::Route,
    ui::{ButtonSize, ChannelMark, LinkButton, format_count},
};

use super::use_address;

/// One template in the list.
#[component]
pub fn Card(template: Template) -> impl IntoView {
    let tone = channel_tone(&template.channel);
    let href = Route::Template(template.id.clone()).path();
    let variables = match template.variables.len() {
        0 => None,
        count => Some(format_count(count, "variable", "variables")),
    };
    let style = Some(template.style.clone()).filter(|style| !style.is_empty());
    let best_for = Some(template.best_for.clone()).filter(|text| !text.is_empty());
    let about = [style.map(|style| format!("Style {style}")), variables];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let label = format!("Use this template: {}", template.name);
    view! {
        <li class="template">
            <div class="template-head">
                <h2 class="template-name">
                    <A href=href>{template.name.clone()}</A>
                </h2>
                <ChannelMark channel=tone label=template.channel.label() />
            </div>
            <p class="template-words">{template.description.clone()}</p>
            <Features features=template.features.clone() />
            {best_for
                .map(|text| {
                    view! {
                        <p class="template-best"><span>"Best for "</span>{text}</p>
                    }
                })}
            <div class="template-foot">
                <span class="template-meta">{about}</span>
                <LinkButton
                    href=use_address(&template.id)
                    size=ButtonSize::Small
                    label=Some(label)
                >
                    "Use this template"
                </LinkButton>
            </div>
        </li>
    }
    .into_any()
}

/// What something can do.
#[component]
pub fn Features(features: Vec<String>) -> impl IntoView {
    (!features.is_empty()).then(|| {
        let items = features
            .into_iter()
            .map(|feature| view! { <li>{feature}</li> })
            .collect_view();
        view! { <ul class="template-features" role="list">{items}</ul> }
    })
}
