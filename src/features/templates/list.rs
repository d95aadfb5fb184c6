//! `/templates`: what there is to choose from.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use wire::{
    Page,
    capabilities::Capability,
    channel::Channel,
    templates::{self, Template},
};

use crate::{
    features::marks::{Offered, channel_tone},
    routes::Route,
    state::{heading::use_heading, query::use_query, session::use_session},
    ui::{
        Button, ButtonTone, ChannelMarker, Empty, IconName, InputKind, RemoteView, Skeleton,
        SkeletonShape, TextField,
    },
};

use super::{card::Card, platforms::Platforms, wanted::Wanted};

/// `/templates`.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    use_heading("Templates".to_owned(), None);
    view! {
        <div class="templates">
            <Offered
                capability=Capability::TemplatesList
                icon=IconName::Templates
                instead="Content can be made without choosing one."
                link=("Generate content", Route::Generate)
            >
                <Templates />
            </Offered>
        </div>
    }
}

#[component]
fn Templates() -> impl IntoView {
    let session = use_session();
    let query = use_query(|| Some(templates::list()));
    let (wanted, want) = use_wanted();
    // Writing templates is not built yet, so the button says so wherever it would work.
    let reason = Signal::derive(move || {
        Some(if session.offers(Capability::TemplatesWrite) {
            "This dashboard cannot create templates yet.".to_owned()
        } else {
            Capability::TemplatesWrite.missing().to_owned()
        })
    });
    let nothing = |page: Page<Template>| page.items.is_empty();
    view! {
        <div class="template-bar">
            <Search wanted want />
            <Button tone=ButtonTone::Primary icon=Some(IconName::Plus) reason>
                "New template"
            </Button>
        </div>
        <RemoteView
            remote=query.remote()
            failed="The templates could not be loaded"
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=3 label="Loading the templates" /> }
            is_empty=nothing
            empty=|| {
                view! {
                    <Empty icon=IconName::Templates title="The backend has no templates">
                        "Content can be made without one."
                    </Empty>
                }
            }
            on_retry=move |()| query.refetch()
            let:page
        >
            {move || {
                let wanted = wanted.get();
                let found: Vec<_> = page
                    .with(|page| {
                        page.items.iter().filter(|it| wanted.lets_through(it)).cloned().collect()
                    });
                if found.is_empty() {
                    return view! {
                        <Empty
                            icon=IconName::Filter
                            title="No template matches"
                            action=move || {
                                view! {
                                    <Button on_click=move |()| {
                                        want.run((Wanted::default(), false));
                                    }>"Show all templates"</Button>
                                }
                            }
                        />
                    }
                    .into_any();
                }
                let cards = found
                    .into_iter()
                    .map(|template| view! { <Card template /> })
                    .collect_view();
                view! {
                    <ul class="template-cards" aria-label="Templates" role="list">
                        {cards}
                    </ul>
                }
                .into_any()
            }}
        </RemoteView>
        <Platforms />
    }
}

/// What is wanted, and how to want something else (`true` in place of the last wish).
fn use_wanted() -> (Memo<Wanted>, Callback<(Wanted, bool)>) {
    let location = use_location();
    let navigate = use_navigate();
    let wanted = Memo::new(move |_| location.query.with(|it| Wanted::read(|name| it.get(name))));
    let want = Callback::new(move |(next, replace): (Wanted, bool)| {
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..Default::default()
        };
        navigate(&Route::Templates.with(&next.query()), options);
    });
    (wanted, want)
}

#[component]
fn Search(wanted: Memo<Wanted>, want: Callback<(Wanted, bool)>) -> impl IntoView {
    // The field leads, so that typing never waits for the router.
    let text = RwSignal::new(wanted.get_untracked().q);
    let sent = StoredValue::new(wanted.get_untracked().q);
    Effect::new(move |_| {
        let q = wanted.get().q;
        // What comes back late of one's own typing is older than the field.
        if sent.get_value() != q {
            sent.set_value(q.clone());
            text.set(q);
        }
    });
    Effect::new(move |before: Option<()>| {
        let q = text.get();
        if before.is_some() && sent.get_value() != q {
            sent.set_value(q.clone());
            let channel = wanted.get_untracked().channel;
            want.run((Wanted { q, channel }, true));
        }
    });
    let chips = Channel::KNOWN
        .iter()
        .filter(|channel| channel.family() == **channel)
        .map(|channel| {
            let pressed = Memo::new(move |_| wanted.read().channel.as_ref() == Some(channel));
            let toggle = move |_| {
                let channel = (!pressed.get_untracked()).then(|| channel.clone());
                let q = text.get_untracked();
                want.run((Wanted { q, channel }, false));
            };
            view! {
                <button
                    class="template-chip"
                    type="button"
                    aria-pressed=move || pressed.get().to_string()
                    on:click=toggle
                >
                    <ChannelMarker channel=channel_tone(channel) />
                    <span>{channel.label()}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <search class="template-search">
            <TextField
                label="Search templates"
                label_hidden=true
                kind=InputKind::Search
                value=text
                placeholder="Name, style or feature"
                autocomplete="off"
            />
            <div class="template-chips" role="group" aria-label="Channel">
                {chips}
            </div>
        </search>
    }
}
