//! One template in the list.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Query, templates::Template};

use crate::{
    features::marks::channel_tone,
    routes::Route,
    ui::{ButtonSize, ChannelMark, LinkButton},
};

/// One template: what it is, for what, and the ways on.
#[component]
pub fn Card(
    /// The template.
    template: Template,
) -> impl IntoView {
    let href = Route::Template(template.id.clone()).path();
    let name = template.name.clone();
    let description = template.description.clone();
    let variables = match template.variables.len() {
        0 => None,
        1 => Some("1 variable".to_owned()),
        count => Some(format!("{count} variables")),
    };
    // A style that only repeats the name says nothing.
    let style = Some(template.style.clone())
        .filter(|style| !style.is_empty() && !style.eq_ignore_ascii_case(&template.name));
    let facts = [style, variables]
        .into_iter()
        .flatten()
        .map(|fact| view! { <span>{fact}</span> })
        .collect_view();
    let features = template
        .features
        .iter()
        .map(|feature| view! { <li dir="auto">{feature.replace('_', " ")}</li> })
        .collect_view();
    let best_for = Some(template.best_for.clone()).filter(|text| !text.is_empty());
    view! {
        <li class="template-card">
            <div class="template-head">
                <ChannelMark
                    channel=channel_tone(&template.channel)
                    label=template.channel.label()
                />
                <span class="template-facts">{facts}</span>
            </div>
            <h2 class="template-name" dir="auto">
                <A href=href>{name}</A>
            </h2>
            <p class="template-words" dir="auto">
                {description}
            </p>
            {best_for
                .map(|text| {
                    view! {
                        <p class="template-best" dir="auto">
                            <span>"Best for "</span>
                            {text}
                        </p>
                    }
                })}
            <ul class="template-features" role="list" aria-label="Features">
                {features}
            </ul>
            <div class="template-ways">
                <Use template />
            </div>
        </li>
    }
    .into_any()
}

/// Leads to the form with the template chosen.
#[component]
pub fn Use(
    /// The template.
    template: Template,
) -> impl IntoView {
    let query = Query::new()
        .with("channels", template.channel.family())
        .with("template", &template.id);
    let label = format!("Use this template: {}", template.name);
    view! {
        <LinkButton href=Route::Generate.with(&query) size=ButtonSize::Small label=Some(label)>
            "Use this template"
        </LinkButton>
    }
}
