//! `/templates/:id`: one template, as far as the backend shows it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{query_signal_with_options, use_params_map};
use wire::{
    Page,
    capabilities::Capability,
    templates::{self, Held, Template, TemplateId},
};

use crate::{
    effect::effect,
    features::shared::{StampTime, channel_tone, use_copied_end},
    routes::{Route, duplicate_of, generate_with},
    state::{
        heading::use_heading,
        query::use_query,
        recent_places::{PlaceTarget, RecentPlace, use_recent_place},
        remote::Remote,
        session::use_session,
    },
    ui::{
        Button, ButtonTone, ChannelMark, CopyText, Description, DescriptionLayout, DescriptionList,
        Editor, Empty, ErrorNotice, IconName, LinkButton, Panel, RemoteView, Skeleton,
        SkeletonShape,
    },
};

use super::{
    card::Features, delete::use_delete, permissions::refusal, preview::TemplatePreview, text,
    variables::Variables,
};

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
    let one = use_query(move || (single.get() == Some(true)).then(|| templates::hold(&id.get())));
    let all = use_query(move || (single.get() == Some(false)).then(templates::list));
    let remote = Signal::derive(move || match single.get() {
        Some(false) => all.remote().with(|all| find_in_list(all, &id.get())),
        _ => one.remote().with(missing_as_none),
    });
    let name = move || remote.with(|it| Some(it.data.as_ref()?.as_ref()?.template.name.clone()));
    let title = Signal::derive(move || name().unwrap_or_else(|| text::TEMPLATE.to_owned()));
    use_recent_place(move || {
        Some(RecentPlace {
            target: PlaceTarget::Template(id.get().to_string()),
            title: name()?,
        })
    });
    use_heading(
        title,
        Some((Route::Templates.path(), text::TEMPLATES.to_owned())),
    );
    let is_missing = move || remote.with(|it| matches!(it.data, Some(None)));
    use_copied_end(
        move || id.get().to_string(),
        is_missing,
        |id| Route::Template(id.into()),
    );
    let nothing = |found: Option<Held>| found.is_none();
    view! {
        <div class="templates">
            <RemoteView
                remote
                failed=text::LOAD_FAILED
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=1 label=text::LOADING /> }
                is_empty=nothing
                empty=|| view! { <TemplateNotFound /> }
                on_retry=move |()| {
                    one.refetch();
                    all.refetch();
                }
                let:found
            >
                {move || {
                    let has_source = single.get() == Some(true);
                    found.get().map(|held| view! { <Detail held has_source /> })
                }}
            </RemoteView>
        </div>
    }
}

/// Where there is no such template.
#[component]
pub fn TemplateNotFound() -> impl IntoView {
    view! {
        <Empty
            icon=IconName::Templates
            title=text::detail::MISSING_TITLE
            action=|| {
                view! { <LinkButton href=Route::Templates.path()>{text::VIEW_ALL}</LinkButton> }
            }
        >
            {text::detail::MISSING_HINT}
        </Empty>
    }
}

/// A template that is not there is nothing to try again.
pub fn missing_as_none(one: &Remote<Held>) -> Remote<Option<Held>> {
    let is_gone = one.error.as_ref().is_some_and(|it| it.is_not_found());
    Remote {
        data: match &one.data {
            _ if is_gone => Some(None),
            held => held.clone().map(Some),
        },
        error: one.error.clone().filter(|_| !is_gone),
        fetching: one.fetching,
        at: one.at,
    }
}

/// The template in the list, once the list is there.
fn find_in_list(all: &Remote<Page<Template>>, id: &TemplateId) -> Remote<Option<Held>> {
    let find = |page: &Page<Template>| {
        let template = page.items.iter().find(|it| it.id == *id).cloned()?;
        let etag = None;
        Some(Held { template, etag })
    };
    Remote {
        data: all.data.as_ref().map(find),
        error: all.error.clone(),
        fetching: all.fetching,
        at: all.at,
    }
}

#[component]
fn Detail(held: Held, has_source: bool) -> impl IntoView {
    let template = held.template.clone();
    let draft = template.source.is_some().then(|| template.draft());
    let variables = template.variables.clone();
    let asks = (!variables.is_empty()).then(|| {
        view! {
            <Panel heading=text::VARIABLES flush=true>
                <Variables variables />
            </Panel>
        }
    });
    let asks_nothing = has_source && template.variables.is_empty();
    view! {
        <Bar held />
        <div class="template-sides">
            <div class="template-side">
                <About template=template.clone() />
                {asks}
                {asks_nothing
                    .then(|| {
                        view! {
                            <Panel heading=text::VARIABLES>
                                <p class="template-meta">{text::detail::NO_VARIABLES}</p>
                            </Panel>
                        }
                    })}
                <Source template has_source />
            </div>
            <Panel heading=text::PREVIEW>
                <DetailPreview draft />
            </Panel>
        </div>
    }
    .into_any()
}

#[component]
fn DetailPreview(draft: Option<templates::TemplateDraft>) -> impl IntoView {
    // The document is in the address, so that a link shows the same.
    let options = NavigateOptions {
        replace: true,
        scroll: false,
        // What it goes to is the whole path already.
        resolve: false,
        ..NavigateOptions::default()
    };
    let (given, give) = query_signal_with_options::<String>("document", options);
    let document = RwSignal::new(given.get_untracked());
    effect(move |before: Option<()>| {
        let now = document.get();
        if before.is_some() {
            give.set(now);
        }
    });
    view! { <TemplatePreview template=Signal::stored(draft) document /> }
}

/// What can be done with it.
#[component]
fn Bar(held: Held) -> impl IntoView {
    let session = use_session();
    let remove = use_delete();
    let template = held.template.clone();
    let built_in = template.builtin;
    let why = move |capability| {
        Signal::derive(move || {
            let own = built_in.then(|| text::BUILT_IN.to_owned());
            refusal(session, capability).or(own)
        })
    };
    let (no_edit, no_delete) = (
        why(Capability::TemplatesWrite),
        why(Capability::TemplatesDelete),
    );
    let no_copy = Signal::derive(move || {
        let unseen = !session.offers(Capability::TemplatesGet);
        refusal(session, Capability::TemplatesCreate)
            .or_else(|| unseen.then(|| Capability::TemplatesGet.missing().to_owned()))
    });
    let edit = Route::EditTemplate(template.id.clone()).path();
    let copy = duplicate_of(&template.id);
    let copy_words = if built_in {
        text::DUPLICATE_TO_EDIT
    } else {
        text::detail::DUPLICATE
    };
    let words = move || {
        no_edit
            .get()
            .map(|reason| view! { <p class="template-meta template-reason">{reason}</p> })
    };
    view! {
        <div class="template-bar">
            <p class="template-meta">
                <ChannelMark channel=channel_tone(&template.channel) label=template.channel.label() />
                <span>{if built_in { text::detail::BUILT_IN } else { text::YOUR_OWN }}</span>
            </p>
            <div class="template-actions">
                <Button
                    tone=ButtonTone::Quiet
                    icon=Some(IconName::Trash)
                    reason=no_delete
                    pending=remove.pending()
                    on_click=move |()| remove.run(held.clone())
                >
                    {text::detail::DELETE}
                </Button>
                <ActionLink href=copy reason=no_copy icon=IconName::Copy words=copy_words />
                <Show when=move || !built_in>
                    <ActionLink
                        href=edit.clone()
                        reason=no_edit
                        icon=IconName::Edit
                        words=text::detail::EDIT
                    />
                </Show>
                <LinkButton href=generate_with(&template) tone=ButtonTone::Primary>
                    {text::USE}
                </LinkButton>
            </div>
        </div>
        {words}
        <ErrorNotice
            error=remove.error()
            title=text::detail::DELETE_FAILED
            kept=text::detail::NOT_CHANGED
        />
    }
    .into_any()
}

/// A link that looks like a button; a button with its reason where it leads nowhere.
#[component]
fn ActionLink(
    href: String,
    reason: Signal<Option<String>>,
    icon: IconName,
    words: &'static str,
) -> impl IntoView {
    move || {
        let href = href.clone();
        if reason.read().is_some() {
            view! {
                <Button icon=Some(icon) reason>
                    {words}
                </Button>
            }
            .into_any()
        } else {
            view! {
                <LinkButton href icon>
                    {words}
                </LinkButton>
            }
            .into_any()
        }
    }
}

#[component]
fn About(template: Template) -> impl IntoView {
    let facts = [
        Description::text(text::STYLE, template.style.clone()),
        Description::text(text::BEST_FOR, template.best_for.clone()),
        Description::text(text::detail::ID, template.id.to_string()),
    ];
    let changed = template.updated_at.clone().map(|stamp| {
        let by = template.updated_by.clone().map(|by| text::detail::by(&by));
        Description::new(
            text::detail::UPDATED,
            view! { <span><StampTime stamp /> {by}</span> },
        )
    });
    let items = facts.into_iter().chain([changed]).flatten().collect();
    view! {
        <Panel heading=text::ABOUT>
            <p class="template-words" dir="auto">
                {template.description.clone()}
            </p>
            <Features features=template.features.clone() />
            <DescriptionList items layout=DescriptionLayout::Columns />
        </Panel>
    }
    .into_any()
}

#[component]
fn Source(template: Template, has_source: bool) -> impl IntoView {
    let Some(text) = template.source else {
        let missing = if has_source {
            text::detail::NO_SOURCE
        } else {
            Capability::TemplatesGet.missing()
        };
        return view! {
            <Panel heading=text::SOURCE>
                <p class="template-meta">{missing}</p>
            </Panel>
        }
        .into_any();
    };
    let value = RwSignal::new(text.clone());
    view! {
        <Panel
            heading=text::SOURCE
            bare=true
            actions=move || view! { <CopyText text=text.clone() words=text::detail::COPY /> }
        >
            <Editor label=text::TEMPLATE_SOURCE label_hidden=true value readonly=true />
        </Panel>
    }
    .into_any()
}
