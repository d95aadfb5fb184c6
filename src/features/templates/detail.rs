//! `/templates/:id`: one template, as far as the backend shows it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wire::{
    Page,
    capabilities::Capability,
    templates::{self, Template, TemplateId, Variable},
};

use crate::{
    features::marks::{StampTime, channel_tone},
    routes::Route,
    state::{heading::use_heading, query::use_query, remote::Remote, session::use_session},
    ui::{
        ButtonTone, ChannelMark, Code, Empty, IconName, LinkButton, Panel, RemoteView, Skeleton,
        SkeletonShape,
    },
};

use super::{card::Features, use_address};

/// `/templates/:id`.
#[component]
pub fn TemplatePage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = Memo::new(move |_| TemplateId(params.read().get("id").unwrap_or_default()));
    // A backend without single templates still has them in its list.
    let single = Memo::new(move |_| {
        session.capabilities()?;
        Some(session.offers(Capability::TemplatesGet))
    });
    let one = use_query(move || (single.get() == Some(true)).then(|| templates::get(&id.get())));
    let all = use_query(move || (single.get() == Some(false)).then(templates::list));
    let remote = Signal::derive(move || match single.get() {
        Some(false) => all.remote().with(|all| among(all, &id.get())),
        _ => one.remote().with(|one| Remote {
            data: one.data.clone().map(Some),
            error: one.error.clone(),
            fetching: one.fetching,
            at: one.at,
        }),
    });
    let title = Signal::derive(move || {
        let name = remote.with(|it| Some(it.data.as_ref()?.as_ref()?.name.clone()));
        name.unwrap_or_else(|| "Template".to_owned())
    });
    use_heading(
        title,
        Some((Route::Templates.path(), "Templates".to_owned())),
    );
    let nothing = |found: Option<Template>| found.is_none();
    view! {
        <div class="templates">
            <RemoteView
                remote
                failed="The template could not be loaded"
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=1 label="Loading the template" /> }
                is_empty=nothing
                empty=|| {
                    view! {
                        <Empty
                            icon=IconName::Templates
                            title="There is no such template"
                            action=|| {
                                view! {
                                    <LinkButton href=Route::Templates.path()>
                                        "See all templates"
                                    </LinkButton>
                                }
                            }
                        />
                    }
                }
                on_retry=move |()| {
                    one.refetch();
                    all.refetch();
                }
                let:found
            >
                {move || {
                    let has_source = single.get() == Some(true);
                    found.get().map(|template| view! { <Detail template has_source /> })
                }}
            </RemoteView>
        </div>
    }
}

/// The template in the list, once the list is there.
fn among(all: &Remote<Page<Template>>, id: &TemplateId) -> Remote<Option<Template>> {
    let find = |page: &Page<Template>| page.items.iter().find(|it| it.id == *id).cloned();
    Remote {
        data: all.data.as_ref().map(find),
        error: all.error.clone(),
        fetching: all.fetching,
        at: all.at,
    }
}

#[component]
fn Detail(template: Template, has_source: bool) -> impl IntoView {
    let tone = channel_tone(&template.channel);
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let missing = if has_source {
        "The backend sent no source with this template."
    } else {
        Capability::TemplatesGet.missing()
    };
    view! {
        <div class="template-bar">
            <ChannelMark channel=tone label=template.channel.label() />
            <LinkButton href=use_address(&template.id) tone=ButtonTone::Primary>
                "Use this template"
            </LinkButton>
        </div>
        <Panel heading="About">
            <p class="template-words">{template.description.clone()}</p>
            <Features features=template.features.clone() />
            <dl class="template-facts">
                {fact("Style", template.style.clone())}
                {fact("Best for", template.best_for.clone())}
                {fact("Id", template.id.to_string())}
                {template
                    .updated_at
                    .clone()
                    .map(|stamp| {
                        view! {
                            <div>
                                <dt>"Changed"</dt>
                                <dd>
                                    <StampTime stamp />
                                </dd>
                            </div>
                        }
                    })}
            </dl>
        </Panel>
        {has_source.then(|| view! { <Variables variables=template.variables.clone() /> })}
        <Panel heading="Source">
            {match template.source.clone() {
                Some(text) => view! { <Code text label="Source of the template" /> }.into_any(),
                None => view! { <p class="template-meta">{missing}</p> }.into_any(),
            }}
        </Panel>
    }
    .into_any()
}

#[component]
fn Variables(variables: Vec<Variable>) -> impl IntoView {
    if variables.is_empty() {
        return view! {
            <Panel heading="Variables">
                <p class="template-meta">"It asks for nothing."</p>
            </Panel>
        }
        .into_any();
    }
    let rows = variables
        .into_iter()
        .map(|it| {
            let need = if it.required { "Required" } else { "Optional" };
            view! {
                <tr>
                    <th scope="row">
                        <code>{it.name}</code>
                    </th>
                    <td>{it.kind.to_string()}</td>
                    <td>{need}</td>
                    <td>{it.default.unwrap_or_else(|| "–".to_owned())}</td>
                    <td>{it.description}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel heading="Variables" flush=true>
            <div class="template-table" tabindex="0" role="region" aria-label="Variables, as a table">
                <table aria-label="Variables">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Holds"</th>
                            <th scope="col">"Needed"</th>
                            <th scope="col">"Default"</th>
                            <th scope="col">"What for"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
    .into_any()
}
