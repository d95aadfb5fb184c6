//! `/templates/:id`: one template.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wire::{
    ApiError,
    capabilities::Capability,
    templates::{self, Template, TemplateId, Variable},
};

use super::card::Use;
use crate::{
    features::marks::{StampTime, channel_tone},
    routes::Route,
    state::{
        heading::use_heading,
        query::{Query, use_query},
        remote::Remote,
        session::use_session,
    },
    ui::{
        ChannelMark, Code, Empty, IconName, LinkButton, Panel, RemoteView, Skeleton, SkeletonShape,
    },
};

/// `/templates/:id`.
#[component]
pub fn TemplatePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        TemplateId::from(params.with(|params| params.get("id").unwrap_or_default()))
    });
    let (remote, retry) = use_template(id);
    let title = Signal::derive(move || {
        remote.with(|remote| match &remote.data {
            Some(Some(template)) => template.name.clone(),
            _ => "Template".to_owned(),
        })
    });
    use_heading(
        title,
        Some((Route::Templates.path(), "Templates".to_owned())),
    );
    let nothing = |found: Option<Template>| found.is_none();
    view! {
        <div class="template">
            <RemoteView
                remote
                failed="The template could not be loaded"
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=2 label="Loading the template" /> }
                is_empty=nothing
                empty=|| view! { <Missing /> }
                on_retry=retry
                let:found
            >
                {move || found.get().map(|template| view! { <Body template /> })}
            </RemoteView>
        </div>
    }
}

/// The template by its own route, or out of the list where there is none; `None` where it is not.
fn use_template(id: Memo<TemplateId>) -> (Signal<Remote<Option<Template>>>, Callback<()>) {
    let session = use_session();
    let single = Memo::new(move |_| session.offers(Capability::TemplatesGet));
    let one: Query<Template> = use_query(move || single.get().then(|| templates::get(&id.get())));
    let list = use_query(move || (!single.get()).then(templates::list));
    let remote = Signal::derive(move || {
        if single.get() {
            let remote = one.remote().get();
            let gone = remote.error.as_ref().is_some_and(ApiError::is_not_found);
            return Remote {
                data: if gone {
                    Some(None)
                } else {
                    remote.data.map(Some)
                },
                error: remote.error.filter(|_| !gone),
                fetching: remote.fetching,
                at: remote.at,
            };
        }
        let remote = list.remote().get();
        let id = id.get();
        Remote {
            data: remote
                .data
                .map(|page| page.items.into_iter().find(|template| template.id == id)),
            error: remote.error,
            fetching: remote.fetching,
            at: remote.at,
        }
    });
    let retry = Callback::new(move |()| {
        if single.get_untracked() {
            one.refetch();
        } else {
            list.refetch();
        }
    });
    (remote, retry)
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <Empty
            icon=IconName::Templates
            title="This template is not on the server"
            action=|| {
                view! { <LinkButton href=Route::Templates.path()>"Go to the templates"</LinkButton> }
            }
        >
            "It may have been deleted, or the address is mistyped."
        </Empty>
    }
}

#[component]
fn Body(template: Template) -> impl IntoView {
    let session = use_session();
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| {
            view! {
                <div class="template-fact">
                    <dt>{name}</dt>
                    <dd dir="auto">{value}</dd>
                </div>
            }
        })
    };
    let features = template
        .features
        .iter()
        .map(|feature| feature.replace('_', " "))
        .collect::<Vec<_>>()
        .join(", ");
    let origin = if template.builtin {
        "Built in"
    } else {
        "Your own"
    };
    let changed = template.updated_at.clone();
    let source = template.source.clone();
    let has_source = session.offers(Capability::TemplatesGet);
    let variables = template.variables.clone();
    view! {
        <div class="template-top">
            <p class="template-words" dir="auto">
                {template.description.clone()}
            </p>
            <dl class="template-list">
                <div class="template-fact">
                    <dt>"Channel"</dt>
                    <dd>
                        <ChannelMark
                            channel=channel_tone(&template.channel)
                            label=template.channel.label()
                        />
                    </dd>
                </div>
                {fact("Style", template.style.clone())}
                {fact("Best for", template.best_for.clone())}
                {fact("Features", features)}
                {fact("Origin", origin.to_owned())}
                {changed
                    .map(|stamp| {
                        view! {
                            <div class="template-fact">
                                <dt>"Changed"</dt>
                                <dd>
                                    <StampTime stamp />
                                </dd>
                            </div>
                        }
                    })}
            </dl>
            <Use template />
        </div>
        <Variables variables has_source />
        <Panel heading="Source">
            {match source {
                Some(text) => view! { <Code text label="The template's source" /> }.into_any(),
                None if has_source => {
                    view! { <p class="template-note">"The server sent no source."</p> }.into_any()
                }
                None => {
                    view! { <p class="template-note">{Capability::TemplatesGet.missing()}</p> }
                        .into_any()
                }
            }}
        </Panel>
    }
    .into_any()
}

/// What the template asks for.
#[component]
fn Variables(variables: Vec<Variable>, has_source: bool) -> impl IntoView {
    if variables.is_empty() {
        let words = if has_source {
            "It asks for nothing."
        } else {
            "This backend does not say what its templates ask for."
        };
        return view! {
            <Panel heading="Variables">
                <p class="template-note">{words}</p>
            </Panel>
        }
        .into_any();
    }
    let rows = variables
        .into_iter()
        .map(|variable| {
            let needed = if variable.required {
                "required"
            } else {
                "optional"
            };
            let default = variable.default.filter(|text| !text.is_empty());
            view! {
                <li class="template-variable">
                    <code>{variable.name}</code>
                    <span>{format!("{}, {needed}", variable.kind)}</span>
                    <span dir="auto">{variable.description}</span>
                    {default
                        .map(|text| {
                            view! {
                                <span>
                                    "Otherwise: " <span dir="auto">{text}</span>
                                </span>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel heading="Variables" flush=true>
            <ul class="template-variables" role="list">
                {rows}
            </ul>
        </Panel>
    }
    .into_any()
}
