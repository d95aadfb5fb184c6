//! Content: what the server stores, and what this browser keeps because the server does not.

mod export;
mod kept;
mod list;
mod params;
mod rows;
mod stored;
mod text;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wire::{
    ApiError,
    capabilities::Capability,
    content::{self, ContentId},
};

use crate::{
    features::shared::use_copied_end,
    routes::Route,
    state::{
        heading::use_heading,
        local_history::use_kept,
        query::use_query,
        recent_places::{PlaceTarget, RecentPlace, use_recent_place},
        session::use_session,
    },
    ui::{Empty, IconName, LinkButton, RemoteView, Skeleton, SkeletonShape},
};
use kept::KeptItem;
use stored::StoredItem;

pub use list::ContentsPage;

/// `/content/:id`.
#[component]
pub fn ContentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        ContentId::from(params.with(|params| params.get("id")).unwrap_or_default())
    });
    let session = use_session();
    let kept = use_kept().follow(id.into());
    // What this browser has need not be asked for.
    let query = use_query(move || {
        let asks = kept.get() == Some(None) && session.offers(Capability::ContentGet);
        asks.then(|| content::get(&id.get()))
    });
    let known_title = move || {
        let kept = kept.get().flatten().map(|run| run.title());
        let stored = || query.data().map(|content| content.title);
        kept.or_else(stored)
    };
    let title = Signal::derive(move || known_title().unwrap_or_else(|| text::TITLE.to_owned()));
    use_recent_place(move || {
        Some(RecentPlace {
            target: PlaceTarget::Content(id.get().to_string()),
            title: known_title()?,
        })
    });
    use_heading(
        title,
        Some((Route::Contents.path(), text::TITLE.to_owned())),
    );
    let shown = Memo::new(move |_| match kept.get() {
        None => Shown::Looking,
        Some(Some(_)) => Shown::Kept,
        Some(None) => {
            let missing = query.remote().with(|remote| {
                let gone = |error: &ApiError| {
                    error.is_not_found() || matches!(error, ApiError::NotOffered(_))
                };
                remote.data.is_none() && remote.error.as_ref().is_some_and(gone)
            });
            if missing || !session.offers(Capability::ContentGet) {
                Shown::Missing
            } else {
                Shown::Stored
            }
        }
    });
    use_copied_end(
        move || id.get().to_string(),
        move || shown.get() == Shown::Missing,
        |id| Route::Content(id.into()),
    );
    move || match shown.get() {
        Shown::Looking => view! { <Skeleton shape=SkeletonShape::Card count=2 /> }.into_any(),
        Shown::Missing => view! { <Missing /> }.into_any(),
        Shown::Kept => {
            let run = move || kept.get().flatten();
            view! { {move || run().map(|run| view! { <KeptItem run /> })} }.into_any()
        }
        Shown::Stored => view! {
            <RemoteView
                remote=query.remote()
                failed=text::LOAD_FAILED
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=2 /> }
                on_retry=move |()| query.refetch()
                let:content
            >
                <StoredItem content />
            </RemoteView>
        }
        .into_any(),
    }
}

/// Where the content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Looking,
    Kept,
    Stored,
    Missing,
}

#[component]
fn Missing() -> impl IntoView {
    let session = use_session();
    let why = move || {
        if session.offers(Capability::ContentGet) {
            text::MISSING_HINT
        } else {
            text::MISSING_NOT_STORED
        }
    };
    view! {
        <Empty
            icon=IconName::Content
            title=text::MISSING_TITLE
            action=|| view! { <LinkButton href=Route::Contents.path()>{text::VIEW_ALL}</LinkButton> }
        >
            {why}
        </Empty>
    }
}
