//! What the search finds: what is known here at once, and what the server knows.

use leptos::prelude::*;
use wire::{capabilities::Capability, jobs::JobStatus, typed::visible};

use crate::{
    effect::effect,
    routes::{self, Route},
    state::{
        actions::{Action, ActionKind, Actions},
        recent_places::{PlaceTarget, RecentPlace, RecentPlaces},
        session::Session,
    },
    ui::{IconName, PaletteGroup, PaletteItem, PaletteStatus, matching_items},
};

use super::super::{
    commands::{Commands, Found, SearchInput},
    pages,
    shortcuts::is_apple,
    text,
};

/// What the palette calls an action.
pub fn action_id(action: Action) -> String {
    format!("action:{action:?}")
}

/// The groups for what is typed. A group's label in `retry` asks for it again.
pub fn results(
    session: Session,
    actions: Actions,
    commands: Commands,
    text: Signal<String>,
    retry: RwSignal<Option<String>>,
) -> Signal<Vec<PaletteGroup>> {
    let text = Memo::new(move |_| text.with(|text| visible(text).into_owned()));
    let input = SearchInput {
        session,
        text,
        retry,
    };
    let server = server_groups(commands, input);
    let recent = use_context::<RecentPlaces>();
    Signal::derive(move || {
        let text = text.get();
        let places = recent.map(RecentPlaces::list).unwrap_or_default();
        let places = places.into_iter().map(place_item).collect::<Vec<_>>();
        let known = action_items(session, actions, !text.is_empty());
        if text.is_empty() {
            let (pages, others): (Vec<_>, Vec<_>) = known
                .into_iter()
                .partition(|(kind, _)| *kind == ActionKind::Page);
            let items =
                |of: Vec<(ActionKind, PaletteItem)>| of.into_iter().map(|it| it.1).collect();
            let mut groups = vec![
                PaletteGroup::ready(text::search::RECENT, places),
                PaletteGroup::ready(text::search::PAGES, items(pages)),
                PaletteGroup::ready(text::search::ACTIONS, items(others)),
            ];
            groups.retain(|group| !group.items.is_empty());
            return groups;
        }
        let mut items: Vec<_> = known.into_iter().map(|(_, item)| item).collect();
        if session.offers(Capability::JobsList) {
            items.extend(JobStatus::KNOWN.iter().map(status_item));
        }
        let mut groups = vec![
            PaletteGroup::ready(
                text::search::PAGES_AND_ACTIONS,
                matching_items(&items, &text),
            ),
            PaletteGroup::ready(text::search::RECENT, matching_items(&places, &text)),
        ];
        groups.retain(|group| !group.items.is_empty());
        match server.get() {
            Some(server) => groups.extend(server.iter().filter_map(|group| group.get())),
            None => groups.push(PaletteGroup {
                label: text::search::ON_SERVER.to_owned(),
                status: PaletteStatus::Loading,
                items: Vec::new(),
            }),
        }
        groups
    })
}

/// What the server knows; `None` while the part of the app that asks for it is on its way.
fn server_groups(commands: Commands, input: SearchInput) -> RwSignal<Option<Vec<Found>>> {
    let search = move || commands.search_server.get_untracked();
    let groups = RwSignal::new(search().map(|search| search(input)));
    let owner = Owner::current().unwrap_or_default();
    effect(move |_| {
        commands.search_server.track();
        if let (None, Some(search)) = (groups.get_untracked(), search()) {
            groups.set(Some(owner.with(|| search(input))));
        }
    });
    groups
}

fn action_items(
    session: Session,
    actions: Actions,
    with_refused: bool,
) -> Vec<(ActionKind, PaletteItem)> {
    Action::ALL
        .into_iter()
        .filter(|action| *action != Action::Search)
        .filter_map(|action| {
            let kind = action.kind();
            let is_absent = kind == ActionKind::OnGenerate && !actions.is_registered(action);
            let reason = action.refusal(session);
            if is_absent || (reason.is_some() && !with_refused) {
                return None;
            }
            let hint = match kind {
                ActionKind::Page => text::search::IS_PAGE,
                ActionKind::General => text::search::IS_ACTION,
                ActionKind::OnGenerate => text::search::IS_ON_PAGE,
            };
            let item = PaletteItem {
                id: action_id(action),
                label: action.label().to_owned(),
                hint: Some(hint.to_owned()),
                href: pages::address(action),
                reason,
                keys: action.shortcut().map(|keys| keys.words(is_apple())),
                icon: Some(pages::icon(action)),
                keywords: action.keywords().to_owned(),
                stays: false,
            };
            Some((kind, item))
        })
        .collect()
}

fn status_item(status: &JobStatus) -> PaletteItem {
    PaletteItem {
        id: format!("status:{status}"),
        label: text::search::jobs_in(&status.label()),
        hint: Some(text::search::IS_FILTER.to_owned()),
        href: Some(routes::jobs_in(status)),
        icon: Some(IconName::Filter),
        keywords: text::search::STATUS_KEYWORDS.to_owned(),
        ..PaletteItem::default()
    }
}

fn place_item(place: RecentPlace) -> PaletteItem {
    let (kind, icon, route, id) = match place.target {
        PlaceTarget::Job(id) => (
            text::search::IS_JOB,
            IconName::Jobs,
            Route::Job(id.clone().into()),
            id,
        ),
        PlaceTarget::Content(id) => (
            text::search::IS_CONTENT,
            IconName::Content,
            Route::Content(id.clone().into()),
            id,
        ),
        PlaceTarget::Template(id) => (
            text::search::IS_TEMPLATE,
            IconName::Templates,
            Route::Template(id.clone().into()),
            id,
        ),
    };
    PaletteItem {
        id: format!("recent:{kind}:{id}"),
        label: place.title,
        hint: Some(text::search::kind_and_id(kind, &id)),
        href: Some(route.path()),
        icon: Some(icon),
        ..PaletteItem::default()
    }
}
