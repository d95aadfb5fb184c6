//! `/templates/new` and `/templates/:id/edit`: writing a template.

mod check;
mod conflict;
mod draft_store;
mod field_problems;
mod form;
mod initial_template;
mod inputs;
mod rows;
mod saving;
mod template_editor;

pub use draft_store::UnsavedTemplates;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_params_map, use_query_map},
};
use wire::{
    capabilities::Capability,
    templates::{self, Held, TemplateId},
};

use crate::{
    effect::effect,
    features::shared::{Offered, use_copied_end},
    routes::{self, FROM, Route, duplicate_of},
    state::{heading::use_heading, navigation::use_navigate, query::use_query},
    ui::{Empty, IconName, LinkButton, RemoteView, Skeleton, SkeletonShape},
};

use super::{
    detail::{TemplateNotFound, missing_as_none},
    text,
};
use initial_template::InitialTemplate;
use template_editor::TemplateEditor;

/// `/templates/new`, and with `?from=` a copy of another.
#[component]
pub fn NewTemplatePage() -> impl IntoView {
    use_heading(
        text::write::NEW.to_owned(),
        Some((Route::Templates.path(), text::TEMPLATES.to_owned())),
    );
    let query = use_query_map();
    if let Some(tab) = query.read_untracked().get(draft_store::DRAFT) {
        // Taken over once: a reload goes on with what this tab has made of it.
        draft_store::take_over(&tab);
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        use_navigate()(&Route::NewTemplate.path(), options);
    }
    let from = Memo::new(move |_| {
        let id = query.read().get(FROM).filter(|id| !id.is_empty());
        id.map(TemplateId::from)
    });
    view! {
        <div class="templates">
            <Offered
                capability=Capability::TemplatesCreate
                icon=IconName::Templates
                instead=text::write::INSTEAD
                link=(text::VIEW_ALL, Route::Templates)
            >
                {move || match from.get() {
                    None => view! { <TemplateEditor initial=InitialTemplate::blank() /> }.into_any(),
                    Some(id) => view! { <Copy id /> }.into_any(),
                }}
            </Offered>
        </div>
    }
}

/// A copy of a template, once that is there.
#[component]
fn Copy(id: TemplateId) -> impl IntoView {
    let original = id.clone();
    let one = use_query(move || Some(templates::hold(&original)));
    let remote = Signal::derive(move || one.remote().with(missing_as_none));
    let navigate = use_navigate();
    effect(move |_| {
        // What was copied along with the address is no part of the id.
        let whole = routes::without_copied_end(id.as_str());
        if let Some(whole) = whole
            && remote.with(|it| matches!(it.data, Some(None)))
        {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&duplicate_of(&whole.into()), options);
        }
    });
    let nothing = |found: Option<Held>| found.is_none();
    view! {
        <RemoteView
            remote
            failed=text::write::COPY_LOAD_FAILED
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=2 label=text::LOADING /> }
            is_empty=nothing
            empty=|| view! { <TemplateNotFound /> }
            on_retry=move |()| one.refetch()
            let:found
        >
            // The first answer is what the copy begins with; a later one changes nothing typed.
            {found.get_untracked().map(|held| view! { <TemplateEditor initial=InitialTemplate::copy(&held.template) /> })}
        </RemoteView>
    }
}

/// `/templates/:id/edit`.
#[component]
pub fn EditTemplatePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| TemplateId(params.read().get("id").unwrap_or_default()));
    let one = use_query(move || Some(templates::hold(&id.get())));
    let title = Signal::derive(move || {
        let name = one
            .remote()
            .with(|it| it.data.as_ref().map(|it| it.template.name.clone()));
        name.map_or_else(
            || text::write::EDIT.to_owned(),
            |name| text::write::edit(&name),
        )
    });
    use_heading(
        title,
        Some((
            Route::Template(id.get_untracked()).path(),
            text::TEMPLATE.to_owned(),
        )),
    );
    let remote = Signal::derive(move || one.remote().with(missing_as_none));
    use_copied_end(
        move || id.get().to_string(),
        move || remote.with(|it| matches!(it.data, Some(None))),
        |id| Route::EditTemplate(id.into()),
    );
    let nothing = |found: Option<Held>| found.is_none();
    view! {
        <div class="templates">
            <Offered
                capability=Capability::TemplatesWrite
                icon=IconName::Templates
                instead=text::write::INSTEAD
                link=(text::VIEW_ALL, Route::Templates)
            >
                <RemoteView
                    remote
                    failed=text::LOAD_FAILED
                    skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=2 label=text::LOADING /> }
                    is_empty=nothing
                    empty=|| view! { <TemplateNotFound /> }
                    on_retry=move |()| one.refetch()
                    let:found
                >
                    {found
                        .get_untracked()
                        .map(|held| {
                            if held.template.builtin {
                                view! { <ReadOnly id=held.template.id /> }.into_any()
                            } else {
                                view! { <TemplateEditor initial=InitialTemplate::edit(held) /> }.into_any()
                            }
                        })}
                </RemoteView>
            </Offered>
        </div>
    }
}

/// A built-in template has nothing to edit.
#[component]
fn ReadOnly(id: TemplateId) -> impl IntoView {
    let href = duplicate_of(&id);
    view! {
        <Empty
            icon=IconName::Templates
            title=text::write::READ_ONLY
            action=move || {
                view! { <LinkButton href=href.clone()>{text::DUPLICATE_TO_EDIT}</LinkButton> }
            }
        >
            {text::BUILT_IN}
        </Empty>
    }
}
