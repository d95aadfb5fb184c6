//! Templates and platforms: what content is poured into.

mod address;
mod card;
mod detail;
mod platforms;
mod shelf;

use leptos::prelude::*;
use wire::{
    Page,
    capabilities::Capability,
    templates::{self, Template},
};

use crate::{
    features::marks::Offered,
    state::{heading::use_heading, query::use_query, session::use_session},
    ui::{
        Button, ButtonTone, Empty, IconName, InputKind, RemoteView, Select, SelectOption, Skeleton,
        SkeletonShape, TextField, format_number,
    },
};

use address::{Address, use_address};
use card::Card;
use platforms::Platforms;

pub use detail::TemplatePage;

/// `/templates`.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    use_heading("Templates".to_owned(), None);
    view! {
        <div class="templates">
            <Offered capability=Capability::TemplatesList icon=IconName::Templates>
                <List />
            </Offered>
        </div>
    }
}

#[component]
fn List() -> impl IntoView {
    let address = use_address();
    let session = use_session();
    let query = use_query(|| Some(templates::list()));
    let nothing = |page: Page<Template>| page.items.is_empty();
    let shipped = Memo::new(move |_| session.is_shipped(Capability::TemplatesList));
    view! {
        <Filters address />
        <RemoteView
            remote=query.remote()
            failed="The templates could not be loaded"
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=3 label="Loading the templates" /> }
            is_empty=nothing
            empty=|| {
                view! {
                    <Empty icon=IconName::Templates title="This backend has no templates">
                        "Content takes the form that the backend gives it."
                    </Empty>
                }
            }
            on_retry=move |()| query.refetch()
            let:page
        >
            <Shelf page address />
        </RemoteView>
        <Show when=move || shipped.get()>
            <Platforms />
        </Show>
    }
}

/// The filters, and the way to a new template.
#[component]
fn Filters(address: Address) -> impl IntoView {
    let session = use_session();
    let search = RwSignal::new(address.wanted.get_untracked().q);
    let channel = RwSignal::new(address.wanted.get_untracked().channel);
    Effect::new(move |_| {
        let wanted = address.wanted.get();
        if *search.read_untracked() != wanted.q {
            search.set(wanted.q);
        }
        if *channel.read_untracked() != wanted.channel {
            channel.set(wanted.channel);
        }
    });
    Effect::new(move |before: Option<()>| {
        let q = search.get();
        if before.is_some() {
            address.replace(|wanted| wanted.q = q);
        }
    });
    Effect::new(move |before: Option<()>| {
        let word = channel.get();
        if before.is_some() {
            address.push(|wanted| wanted.channel = word);
        }
    });
    let reason = Signal::derive(move || {
        if !session.offers(Capability::TemplatesWrite) {
            Some(Capability::TemplatesWrite.missing().to_owned())
        } else if !session.may_write() {
            Some("Your role may only look. Ask an owner for the editor role.".to_owned())
        } else {
            Some("This version of the dashboard cannot create templates.".to_owned())
        }
    });
    view! {
        <search class="template-filters">
            <div class="template-search">
                <TextField
                    label="Search templates"
                    label_hidden=true
                    kind=InputKind::Search
                    value=search
                    placeholder="Name, style or purpose"
                    autocomplete="off"
                />
            </div>
            <div class="template-channel">
                <Select
                    label="Channel"
                    label_hidden=true
                    value=channel
                    options=Signal::derive(move || channels(&channel.read()))
                />
            </div>
            <Button tone=ButtonTone::Plain icon=Some(IconName::Plus) reason>
                "New template"
            </Button>
        </search>
    }
}

fn channels(chosen: &str) -> Vec<SelectOption> {
    let mut options = vec![SelectOption::new("", "All channels")];
    let known = wire::channel::Channel::KNOWN;
    options.extend(
        known
            .iter()
            .map(|channel| SelectOption::new(channel.as_str(), channel.label())),
    );
    let is_known = chosen.is_empty() || known.iter().any(|channel| channel.as_str() == chosen);
    if !is_known {
        options.push(SelectOption::new(chosen, chosen));
    }
    options
}

/// The templates that the filters let through.
#[component]
fn Shelf(page: Signal<Page<Template>>, address: Address) -> impl IntoView {
    let found = Memo::new(move |_| {
        let wanted = address.wanted.get();
        page.with(|page| shelf::matching(&page.items, &wanted))
    });
    let count = move || {
        let all = page.with(|page| page.items.len());
        let shown = found.read().len();
        let words = if all == 1 { "template" } else { "templates" };
        let number = |count: usize| format_number(count as f64);
        if shown == all {
            format!("{} {words}", number(all))
        } else {
            format!("{} of {} {words}", number(shown), number(all))
        }
    };
    let none = move || {
        found.read().is_empty().then(|| {
            view! {
                <Empty
                    icon=IconName::Filter
                    title="No template matches the filter"
                    action=move || {
                        view! {
                            <Button on_click=move |()| address.push(|wanted| *wanted = Default::default())>
                                "Show all templates"
                            </Button>
                        }
                    }
                />
            }
        })
    };
    view! {
        <p class="template-count" role="status">
            {count}
        </p>
        {none}
        <ul class="template-cards" role="list">
            <For
                each=move || found.get()
                key=|template| template.id.clone()
                children=|template| view! { <Card template /> }
            />
        </ul>
    }
}
