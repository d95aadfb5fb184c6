//! `/jobs`: the list.

mod arrivals;
mod bulk;
mod cells;
mod export;
mod feed;
mod filters;
mod pages;
mod search;
mod status;

use leptos::prelude::*;
use wire::capabilities::Capability;

use crate::{
    routes::Route,
    state::{heading::use_heading, session::use_session},
    ui::{Button, Empty, ErrorNotice, IconName, LinkButton, Skeleton, SkeletonShape},
};

use arrivals::Arrivals;
use bulk::BulkBar;
use cells::JobTable;
use feed::{Feed, use_feed};
use filters::Filters;
use search::{Search, use_search};
use status::StatusLine;

pub use search::last_list;

/// `/jobs`.
#[component]
pub fn JobsPage() -> impl IntoView {
    use_heading("Jobs".to_owned(), None);
    let session = use_session();
    let search = use_search();
    let feed = use_feed(search);
    let selected = feed.selected;
    let error = Signal::derive(move || feed.head.remote().with(|remote| remote.error.clone()));
    let unknown = move || feed.head.remote().with(|remote| remote.data.is_none());
    let kept = Signal::derive(move || {
        if feed.head.remote().with(|remote| remote.data.is_some()) {
            "What you see is from before.".to_owned()
        } else {
            "Your filters are kept in the address.".to_owned()
        }
    });
    let shown = move || !unknown() || feed.tally.read().shown > 0;
    view! {
        <div class="jobs">
            <Show when=move || !session.offers(Capability::JobsList)>
                <p class="jobs-missing">{Capability::JobsList.missing()}</p>
            </Show>
            <Filters search />
            <StatusLine feed search />
            {move || {
                let stale = !unknown();
                view! {
                    <ErrorNotice
                        error
                        title="The jobs could not be loaded"
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
                            view! { <Skeleton shape=SkeletonShape::Rows count=12 label="Loading the jobs" /> }
                        })
                }
            >
                <Arrivals feed />
                <JobTable feed search selected />
                <Foot feed />
            </Show>
            <BulkBar feed selected />
        </div>
    }
    .into_any()
}

/// What stands below the heads while there is no row.
#[component]
fn NothingHere(feed: Feed, search: Search) -> impl IntoView {
    let narrow = Memo::new(move |_| search.wanted.with(super::wanted::Wanted::is_narrow));
    move || {
        if feed.tally.read().held > 0 {
            return view! {
                <Empty
                    icon=IconName::Jobs
                    title="New jobs have arrived"
                    action=move || {
                        view! { <Button on_click=move |()| feed.show_new()>"Show them"</Button> }
                    }
                />
            }
            .into_any();
        }
        if narrow.get() {
            view! {
                <Empty
                    icon=IconName::Filter
                    title="No job matches the filter"
                    action=move || {
                        view! {
                            <Button on_click=move |()| search.push(search.current().widened())>
                                "Show all jobs"
                            </Button>
                        }
                    }
                >
                    "Loosen the search or one of the filters."
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty
                    icon=IconName::Jobs
                    title="No job has run yet"
                    action=|| {
                        view! {
                            <LinkButton href=Route::Generate.path()>"Generate content"</LinkButton>
                        }
                    }
                >
                    "A job is one run of a recipe: a document, its channels, a template."
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
        let tally = feed.tally.get();
        match (tally.more, tally.total) {
            (false, _) => None,
            (true, Some(total)) => Some(format!(
                "{} of {} loaded",
                crate::ui::format_number(tally.shown as f64),
                crate::ui::format_number(total as f64),
            )),
            (true, None) => Some("More follow".to_owned()),
        }
    };
    let failed = Signal::derive(move || feed.pages.error.get());
    view! {
        <div class="jobs-foot">
            <ErrorNotice
                error=failed
                title="The next jobs could not be loaded"
                kept="The jobs above are kept."
                stale=true
                on_retry=move |()| feed.load_more()
                pending=feed.pages.loading
            />
            <p>{words}</p>
        </div>
    }
}
