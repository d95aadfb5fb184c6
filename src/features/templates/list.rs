//! `/templates`: what there is to choose from.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use wire::{
    Page,
    capabilities::Capability,
    templates::{self, Template},
};

use crate::{
    features::shared::Offered,
    routes::Route,
    state::{
        address::{Address, use_address},
        heading::use_heading,
        navigation::use_navigate,
        query::use_query,
        scroll_restoration::use_scroll_restoration,
        session::use_session,
    },
    ui::{Button, ButtonTone, Empty, IconName, LinkButton, RemoteView, Skeleton, SkeletonShape},
};

use super::{
    card::Card, filters::Filters, params::TemplatesParams, permissions::refusal,
    platforms::Platforms, preview_dialog::PreviewDialog, text, write::UnsavedTemplates,
};

/// `/templates`.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    use_heading(text::TEMPLATES.to_owned(), None);
    view! {
        <div class="templates">
            <Offered
                capability=Capability::TemplatesList
                icon=IconName::Templates
                instead=text::list::INSTEAD
                link=(text::list::GENERATE, Route::Generate)
            >
                <Templates />
            </Offered>
        </div>
    }
}

#[component]
fn Templates() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let query = use_query(|| Some(templates::list()));
    use_scroll_restoration(Route::Templates.path());
    let address = use_address::<TemplatesParams>(Route::Templates.path());
    let params = address.params;
    let reason = Signal::derive(move || refusal(session, Capability::TemplatesCreate));
    let create = move |()| navigate(&Route::NewTemplate.path(), NavigateOptions::default());
    let styles = Signal::derive(move || query.remote().with(|it| styles(it.data.as_ref())));
    let open = Memo::new(move |_| {
        let params = params.get();
        let id = params.selected.filter(|_| params.is_open)?;
        query.remote().with(|it| {
            it.data
                .as_ref()?
                .items
                .iter()
                .find(|it| it.id == id)
                .cloned()
        })
    });
    let close = move |()| address.push(|params| params.is_open = false);
    let nothing = |page: Page<Template>| page.items.is_empty();
    view! {
        <div class="template-bar">
            <Filters address styles />
            <Button tone=ButtonTone::Primary icon=Some(IconName::Plus) reason on_click=create>
                {text::list::NEW}
            </Button>
        </div>
        {move || {
            reason
                .get()
                .map(|reason| view! { <p class="template-meta template-reason">{reason}</p> })
        }}
        <UnsavedTemplates />
        <RemoteView
            remote=query.remote()
            failed=text::list::LOAD_FAILED
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=3 label=text::list::LOADING /> }
            is_empty=nothing
            empty=move || {
                view! {
                    <Empty
                        icon=IconName::Templates
                        title=text::list::EMPTY_TITLE
                        action=move || {
                            reason
                                .with(Option::is_none)
                                .then(|| {
                                    view! {
                                        <LinkButton href=Route::NewTemplate.path()>
                                            {text::list::CREATE}
                                        </LinkButton>
                                    }
                                })
                        }
                    >
                        {text::list::EMPTY_HINT}
                    </Empty>
                }
            }
            on_retry=move |()| query.refetch()
            let:page
        >
            <Cards page address />
        </RemoteView>
        <PreviewDialog template=open on_close=close />
        <Platforms />
    }
}

#[component]
fn Cards(page: Signal<Page<Template>>, address: Address<TemplatesParams>) -> impl IntoView {
    let params = address.params;
    let found = Memo::new(move |_| {
        let params = params.get();
        let through = |it: &&Template| params.matches(it);
        page.with(|page| {
            page.items
                .iter()
                .filter(through)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let selected = Memo::new(move |_| params.get().selected);
    let look = Callback::new(move |id| {
        address.push(|params| {
            params.selected = Some(id);
            params.is_open = true;
        });
    });
    let everything = move |()| address.push(|params| *params = TemplatesParams::default());
    move || {
        let found = found.get();
        if found.is_empty() {
            return view! {
                <Empty
                    icon=IconName::Filter
                    title=params.get().empty_title()
                    action=move || {
                        view! { <Button on_click=everything>{text::list::CLEAR_FILTERS}</Button> }
                    }
                />
            }
            .into_any();
        }
        let cards = found
            .into_iter()
            .map(|template| view! { <Card template selected look /> })
            .collect_view();
        view! {
            <ul class="template-cards" aria-label=text::TEMPLATES role="list">
                {cards}
            </ul>
        }
        .into_any()
    }
}

/// The styles that templates have, each once.
fn styles(page: Option<&Page<Template>>) -> Vec<String> {
    let mut styles: Vec<String> = page
        .into_iter()
        .flat_map(|page| &page.items)
        .map(|template| template.style.clone())
        .filter(|style| !style.is_empty())
        .collect();
    styles.sort();
    styles.dedup();
    styles
}
