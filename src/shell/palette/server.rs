//! What the server knows of what is typed, once the typing rests.
//!
//! Nothing is asked before a person types, and only what the server offers. Each group stands for
//! itself: one that fails hides no other.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    Call, Page,
    api_keys::{self, ApiKey, KeyState},
    capabilities::Capability,
    content::{self, Content},
    documents::{self, Document},
    jobs::{self, Job, JobFilter},
    metrics::{self, Family},
    shipped,
    templates::{self, Template},
};

use crate::{
    effect::effect,
    routes::{self, Route},
    state::{
        clock,
        debounce::debounced_unless,
        local_history::{KeptHead, use_kept},
        query::{Query, use_query},
        session::Session,
    },
    ui::{IconName, PaletteGroup, PaletteItem, PaletteStatus, format_count, matching_items},
};

use super::{
    super::{
        commands::{Found, SearchInput},
        text,
    },
    RETRY,
};

/// The server is asked once the typing has rested for so long.
const ASK_AFTER: Duration = Duration::from_millis(200);

/// More of one kind are not shown.
const MOST: usize = 5;

/// A group for each kind of thing that is searched for.
pub fn search_server(input: SearchInput) -> Vec<Found> {
    let SearchInput {
        session,
        text,
        retry,
    } = input;
    let search = Search {
        session,
        text,
        asked: debounced_unless(text, ASK_AFTER, String::is_empty),
        retry,
    };
    vec![
        search.jobs(),
        search.documents(),
        search.templates(),
        search.content(),
        search.keys(),
        search.metrics(),
    ]
}

/// What is searched for, and where.
#[derive(Clone, Copy)]
struct Search {
    session: Session,
    /// What is typed.
    text: Memo<String>,
    /// What the server is asked for: the same, once the typing rests.
    asked: Signal<String>,
    /// The label of the group to ask for again.
    retry: RwSignal<Option<String>>,
}

impl Search {
    /// Whether something can be asked for here at all.
    fn can(self, capability: Capability) -> bool {
        self.session.capabilities().is_some()
            && self.session.offers(capability)
            && self.session.has_key_for(capability)
    }

    /// Asks for what depends on the text, each time that it rests.
    fn ask<T: Clone + Send + Sync + 'static>(
        self,
        capability: Capability,
        call: impl Fn(String) -> Call<T> + Send + Sync + 'static,
    ) -> Query<T> {
        use_query(move || {
            let asked = self.asked.get();
            (!asked.is_empty() && self.can(capability)).then(|| call(asked))
        })
    }

    /// Asks for a whole list, once, with the first letter.
    fn ask_once<T: Clone + Send + Sync + 'static>(
        self,
        capability: Capability,
        call: impl Fn() -> Call<T> + Send + Sync + 'static,
    ) -> Query<T> {
        let typed = self.once_typed();
        use_query(move || (typed.get() && self.can(capability)).then(&call))
    }

    /// Turns true with the first letter and stays so.
    fn once_typed(self) -> Memo<bool> {
        Memo::new(move |before: Option<&bool>| {
            before == Some(&true) || self.asked.with(|asked| !asked.is_empty())
        })
    }

    /// The group while something is typed and the server offers it.
    ///
    /// An answer counts only for the text that it was asked for.
    fn group<T: Clone + Send + Sync + 'static>(
        self,
        capability: Capability,
        label: &'static str,
        query: Query<T>,
        items: impl Fn(&T, &str) -> Vec<PaletteItem> + Send + Sync + 'static,
    ) -> Found {
        effect(move |_| {
            if self.retry.with(|retry| retry.as_deref() == Some(label)) {
                self.retry.set(None);
                query.refetch();
            }
        });
        Signal::derive(move || {
            let text = self.text.get();
            if text.is_empty() || !self.can(capability) {
                return None;
            }
            let is_asked = self.asked.with(|asked| *asked == text);
            let group = |status, items| PaletteGroup {
                label: label.to_owned(),
                status,
                items,
            };
            Some(
                query
                    .remote()
                    .with(|remote| match (&remote.data, &remote.error) {
                        (Some(data), _) if is_asked => {
                            group(PaletteStatus::Ready, items(data, &text))
                        }
                        (None, Some(error)) if is_asked => group(
                            PaletteStatus::Failed(text::search::failed(&error.headline())),
                            vec![retry_item(label)],
                        ),
                        _ => group(PaletteStatus::Loading, Vec::new()),
                    }),
            )
        })
    }

    fn jobs(self) -> Found {
        const LIST: Capability = Capability::JobsList;
        let session = self.session;
        let typed = self.once_typed();
        // The backend as shipped sends its whole list for every question, so it is asked once.
        let is_whole = Memo::new(move |_| session.is_shipped(LIST));
        let query = use_query(move || {
            if !typed.get() || !self.can(LIST) {
                return None;
            }
            if is_whole.get() {
                return Some(jobs::list(&JobFilter::default()));
            }
            let asked = self.asked.get();
            (!asked.is_empty()).then(|| jobs::list(&job_filter(asked)))
        });
        self.group(LIST, text::search::JOBS, query, move |page, text| {
            if is_whole.get() {
                let page = shipped::jobs::narrow(page.clone(), &job_filter(text.to_owned()));
                job_items(&page, text)
            } else {
                job_items(page, text)
            }
        })
    }

    fn documents(self) -> Found {
        const LIST: Capability = Capability::DocumentsList;
        let query = self.ask(LIST, |text| documents::list(Some(&text)));
        self.group(LIST, text::search::DOCUMENTS, query, |page, _| {
            page.items.iter().take(MOST).map(document_item).collect()
        })
    }

    fn templates(self) -> Found {
        const LIST: Capability = Capability::TemplatesList;
        let query = self.ask_once(LIST, templates::list);
        self.group(LIST, text::search::TEMPLATES, query, |page, text| {
            best(page.items.iter().map(template_item).collect(), text)
        })
    }

    /// What the server stores, and what this browser keeps of what the server does not.
    fn content(self) -> Found {
        const LIST: Capability = Capability::ContentList;
        let query = self.ask(LIST, |text| content::list(Some(&text), None));
        let stored = self.group(LIST, text::search::CONTENT, query, |page, text| {
            let mut items: Vec<_> = page.items.iter().take(MOST).map(content_item).collect();
            items.extend(more(page, &Route::Contents, text, IconName::Content));
            items
        });
        let heads = use_kept();
        Signal::derive(move || {
            let text = self.text.get();
            if text.is_empty() {
                return None;
            }
            let base = self.session.base().get();
            // What another server made is no answer to whoever is signed in here.
            let kept: Vec<_> = heads.heads().with(|heads| {
                let here = heads.iter().filter(|head| head.backend == base);
                let found = here.filter(|head| head.holds(&text));
                found.take(MOST).map(kept_item).collect()
            });
            let mut group = stored
                .get()
                .unwrap_or_else(|| PaletteGroup::ready(text::search::CONTENT, Vec::new()));
            group.items.splice(0..0, kept);
            Some(group)
        })
    }

    fn keys(self) -> Found {
        const LIST: Capability = Capability::ApiKeysRead;
        let query = self.ask_once(LIST, api_keys::list);
        self.group(LIST, text::search::API_KEYS, query, |page, text| {
            best(page.items.iter().map(key_item).collect(), text)
        })
    }

    fn metrics(self) -> Found {
        const READ: Capability = Capability::Metrics;
        let query = self.ask_once(READ, metrics::of_process);
        self.group(READ, text::search::METRICS, query, |scrape, text| {
            best(scrape.families.iter().map(metric_item).collect(), text)
        })
    }
}

fn job_filter(q: String) -> JobFilter {
    JobFilter {
        q,
        limit: u32::try_from(MOST).ok(),
        ..JobFilter::default()
    }
}

fn job_items(page: &Page<Job>, text: &str) -> Vec<PaletteItem> {
    let item = |job: &Job| PaletteItem {
        id: format!("job:{}", job.job_id),
        label: job.subject().to_owned(),
        hint: Some(text::search::kind_and_id(
            &job.outcome().label(),
            job.job_id.as_str(),
        )),
        href: Some(Route::Job(job.job_id.clone()).path()),
        icon: Some(IconName::Jobs),
        ..PaletteItem::default()
    };
    let mut items: Vec<_> = page.items.iter().take(MOST).map(item).collect();
    items.extend(more(page, &Route::Jobs, text, IconName::Jobs));
    items
}

/// The link to all that a list finds, where not all of it is shown.
fn more<T>(page: &Page<T>, list: &Route, text: &str, icon: IconName) -> Option<PaletteItem> {
    let total = page
        .total
        .and_then(|total| usize::try_from(total).ok())
        .unwrap_or_default()
        .max(page.items.len());
    (total > MOST || page.next_cursor.is_some()).then(|| PaletteItem {
        id: format!("all:{}", list.path()),
        label: text::search::SHOW_ALL.to_owned(),
        // A page of unknown total says only that there are more.
        hint: page
            .total
            .filter(|_| total > MOST)
            .map(|_| format_count(total, text::search::RESULT, text::search::RESULTS)),
        href: Some(routes::found_in(list, text)),
        icon: Some(icon),
        ..PaletteItem::default()
    })
}

fn document_item(document: &Document) -> PaletteItem {
    PaletteItem {
        id: format!("document:{}", document.id),
        label: document.title.clone(),
        hint: Some(text::search::generate_from(document.source.label())),
        href: Some(routes::generate_from(&document.id)),
        icon: Some(IconName::Document),
        ..PaletteItem::default()
    }
}

fn template_item(template: &Template) -> PaletteItem {
    PaletteItem {
        id: format!("template:{}", template.id),
        label: template.name.clone(),
        hint: Some(template.channel.label()),
        href: Some(Route::Template(template.id.clone()).path()),
        icon: Some(IconName::Templates),
        keywords: format!("{} {}", template.id, template.description),
        ..PaletteItem::default()
    }
}

fn content_item(content: &Content) -> PaletteItem {
    PaletteItem {
        id: format!("content:{}", content.content_id),
        label: content.title.clone(),
        hint: Some(content.channel.label()),
        href: Some(Route::Content(content.content_id.clone()).path()),
        icon: Some(IconName::Content),
        ..PaletteItem::default()
    }
}

fn kept_item(head: &KeptHead) -> PaletteItem {
    PaletteItem {
        id: format!("kept:{}", head.id),
        label: head.title.clone(),
        hint: Some(text::search::kept(&head.outcome.label())),
        href: Some(Route::Content(head.id.clone()).path()),
        icon: Some(IconName::Content),
        ..PaletteItem::default()
    }
}

fn key_item(key: &ApiKey) -> PaletteItem {
    let state = key.state_at(clock::server_now());
    // The list hides keys that ended, unless it is asked for them.
    let href = match state {
        KeyState::Working | KeyState::Disabled => Route::ApiKeys.path(),
        KeyState::Expired | KeyState::Replaced | KeyState::Revoked => routes::all_api_keys(),
    };
    PaletteItem {
        id: format!("key:{}", key.id),
        label: key.name.clone(),
        hint: Some(text::search::key(state.label(), &key.prefix)),
        href: Some(href),
        icon: Some(IconName::Key),
        ..PaletteItem::default()
    }
}

fn metric_item(family: &Family) -> PaletteItem {
    PaletteItem {
        id: format!("metric:{}", family.name),
        label: family.name.clone(),
        hint: family.help.clone(),
        href: Some(routes::found_in(&Route::Monitoring, &family.name)),
        icon: Some(IconName::Monitoring),
        ..PaletteItem::default()
    }
}

fn retry_item(label: &str) -> PaletteItem {
    PaletteItem {
        id: format!("{RETRY}{label}"),
        label: text::search::RETRY.to_owned(),
        hint: Some(label.to_owned()),
        icon: Some(IconName::Retry),
        stays: true,
        ..PaletteItem::default()
    }
}

fn best(items: Vec<PaletteItem>, text: &str) -> Vec<PaletteItem> {
    let mut found = matching_items(&items, text);
    found.truncate(MOST);
    found
}
