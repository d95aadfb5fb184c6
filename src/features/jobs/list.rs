//! `/jobs`: the list.

mod arrivals;
mod bulk;
mod by_error;
mod cells;
mod export;
mod feed;
mod filters;
mod load_all;
mod search;
mod status;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{ApiError, capabilities::Capability};

use crate::{
    features::{
        jobs::{params::JobsParams, text},
        shared::{Offered, Restarted},
    },
    routes::Route,
    state::{
        heading::use_heading, local_history::use_kept, scroll_restoration::use_scroll_restoration,
        session::use_session,
    },
    ui::{
        Button, Empty, ErrorNotice, IconName, LinkButton, Notice, Skeleton, SkeletonShape, State,
        format_absolute, format_count,
    },
};

use arrivals::Arrivals;
use bulk::BulkBar;
use by_error::JobsByError;
use cells::JobTable;
use feed::{Feed, use_feed};
use filters::Filters;
use load_all::use_load_all;
use search::{Search, use_search};
use status::{Caveats, StatusLine};

pub use search::last_list;

/// A job whose text cannot be written out makes the shipped backend fail every list that has it.
const POISON: &str = text::list::POISON;

/// `/jobs`.
#[component]
pub fn JobsPage() -> impl IntoView {
    use_heading(text::list::TITLE.to_owned(), None);
    view! {
        <Offered capability=Capability::JobsList icon=IconName::Jobs>
            <Jobs />
        </Offered>
    }
}

#[component]
fn Jobs() -> impl IntoView {
    let search = use_search();
    let feed = use_feed(search);
    let selected = feed.selected;
    let load_all = use_load_all(feed, search);
    let by_error = Memo::new(move |_| search.params.read().by_error);
    use_scroll_restoration(Route::Jobs.path());
    let error = Signal::derive(move || feed.head.remote().with(|remote| remote.error.clone()));
    let unknown = move || feed.head.remote().with(|remote| remote.data.is_none());
    let kept = Signal::derive(move || {
        if feed.head.remote().with(|remote| remote.data.is_some()) {
            let from = feed.as_of.get().map(format_absolute);
            let from = from.map_or_else(
                || text::list::SHOWING_EARLIER.to_owned(),
                |at| text::list::showing_from(&at),
            );
            match error.read().as_ref() {
                Some(error) if feed.lists_all.get() && is_failure(error) => {
                    format!("{from} {POISON}")
                }
                _ => from,
            }
        } else {
            String::new()
        }
    });
    let shown = move || !unknown() || feed.counts.read().shown > 0;
    view! {
        <div class="jobs">
            <Filters feed search />
            <Caveats feed search />
            <StatusLine feed search />
            <Lost feed />
            <PublishedHere />
            {move || {
                let stale = !unknown();
                view! {
                    <ErrorNotice
                        error
                        title=text::list::FAILED
                        passive=true
                        kept
                        stale
                        on_retry=move |()| feed.head.refetch()
                        pending=Signal::derive(move || feed.head.is_fetching())
                    />
                }
            }}
            <Show
                when=shown
                fallback=move || {
                    error
                        .read()
                        .is_none()
                        .then(|| {
                            view! { <Skeleton shape=SkeletonShape::Rows count=12 label=text::list::LOADING /> }
                        })
                }
            >
                <Arrivals feed />
                <Show
                    when=move || by_error.get()
                    fallback=move || view! { <JobTable feed search selected /> }
                >
                    <JobsByError feed search />
                </Show>
                <Foot feed />
            </Show>
            <BulkBar feed selected load_all />
        </div>
    }
    .into_any()
}

/// How much was published from this browser on a server that makes no jobs of it.
#[component]
fn PublishedHere() -> impl IntoView {
    let session = use_session();
    let kept = use_kept();
    let count = Memo::new(move |_| {
        if !session.is_shipped(Capability::ContentGenerate) {
            return 0;
        }
        let base = session.base().get();
        kept.heads()
            .with(|heads| heads.iter().filter(|head| head.backend == base).count())
    });
    view! {
        <Show when=move || { count.get() > 0 }>
            <p class="jobs-published">
                {move || format_count(count.get(), text::list::PUBLICATION, text::list::PUBLICATIONS)}
                {text::list::PUBLICATIONS_HERE}
                <A href=Route::Contents.path()>{text::list::VIEW_CONTENT}</A>
            </p>
        </Show>
    }
}

/// Says so when the server has lost the jobs that it held, or lists others each time.
#[component]
fn Lost(feed: Feed) -> impl IntoView {
    move || {
        if feed.contradicts.get() {
            return Some(
                view! {
                    <Notice state=State::Warn title=text::list::CONTRADICTS_TITLE>
                        {text::list::CONTRADICTS_HINT}
                    </Notice>
                }
                .into_any(),
            );
        }
        feed.lost
            .get()
            .then(|| view! { <Restarted on_known=move |()| feed.let_go() /> }.into_any())
    }
}

/// Whether the server failed, in whatever way a browser lets one see it.
fn is_failure(error: &ApiError) -> bool {
    matches!(error, ApiError::Hidden { .. }) || error.status() == Some(500)
}

/// What stands below the heads while there is no row.
#[component]
fn NothingHere(feed: Feed, search: Search) -> impl IntoView {
    let narrow = Memo::new(move |_| search.params.with(JobsParams::is_narrow));
    move || {
        if feed.counts.read().held > 0 {
            return view! {
                <Empty
                    icon=IconName::Jobs
                    title=text::list::NEW_TITLE
                    action=move || {
                        view! { <Button on_click=move |()| feed.show_new()>{text::list::NEW_SHOW}</Button> }
                    }
                />
            }
            .into_any();
        }
        if narrow.get() {
            view! {
                <Empty
                    icon=IconName::Filter
                    title=text::list::NO_MATCH
                    action=move || {
                        view! {
                            <Button on_click=move |()| search.push(JobsParams::widen)>
                                {text::list::CLEAR_FILTERS}
                            </Button>
                        }
                    }
                />
            }
            .into_any()
        } else {
            view! {
                <Empty
                    icon=IconName::Jobs
                    title=Signal::derive(move || {
                        let words = if feed.lists_all.get() {
                            text::list::NONE_SINCE
                        } else {
                            text::list::NONE_YET
                        };
                        words.to_owned()
                    })
                    action=|| {
                        view! {
                            <LinkButton href=Route::Generate.path()>{text::list::GENERATE}</LinkButton>
                        }
                    }
                >
                    {move || if feed.lists_all.get() {
                        text::list::NO_HISTORY
                    } else {
                        text::list::WHAT_A_JOB_IS
                    }}
                </Empty>
            }
            .into_any()
        }
    }
}

/// The end of the rows: what is still to be loaded, and what went wrong with it.
#[component]
fn Foot(feed: Feed) -> impl IntoView {
    let words = move || {
        let counts = feed.counts.get();
        match (counts.more, counts.total) {
            (false, _) => None,
            (true, Some(total)) => Some(text::list::loaded(
                &crate::ui::format_number(counts.shown as f64),
                &crate::ui::format_number(total as f64),
            )),
            (true, None) if feed.pages.loading.get() => Some(text::list::LOADING_MORE.to_owned()),
            (true, None) => Some(text::list::SCROLL.to_owned()),
        }
    };
    let failed = Signal::derive(move || feed.pages.error.get());
    view! {
        <div class="jobs-foot">
            <ErrorNotice
                error=failed
                title=text::list::MORE_FAILED
                passive=true
                stale=true
                on_retry=move |()| feed.load_more()
                pending=feed.pages.loading
            />
            <p>{words}</p>
        </div>
    }
}
