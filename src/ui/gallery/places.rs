//! Parts of a page, and pages as a whole.

use leptos::prelude::*;
use wire::ApiError;

use super::Specimen;
use crate::{state::remote::Remote, ui::*};

#[component]
pub(super) fn Places() -> impl IntoView {
    view! {
        <Specimen names="Panel" about="A part of a page with its own heading and actions.">
            <div class="columns">
                <Panel
                    heading="Recipe"
                    intro=Some("What was asked for.".to_owned())
                    actions=|| view! { <Button size=ButtonSize::Small>"Re-run"</Button> }
                >
                    "One hairline instead of a shadow."
                </Panel>
                <Panel heading="Bare" bare=true>
                    "Without a ground of its own."
                </Panel>
            </div>
        </Specimen>
        <Specimen names="Empty" about="Why there is nothing, when there will be something, what to do next.">
            <Empty
                icon=IconName::Jobs
                title="Nothing has been generated yet"
                action=|| {
                    view! {
                        <LinkButton href="/generate" tone=ButtonTone::Primary>
                            "Generate content"
                        </LinkButton>
                    }
                }
            >
                "Choose a document and its channels; the job appears here and updates live."
            </Empty>
        </Specimen>
        <Specimen
            names="RemoteView, ErrorNotice"
            about="A value of the server in whichever state it is: on its way, there, stale, or not to be had."
        >
            <div class="stack">{states()}</div>
        </Specimen>
        <Specimen names="Wordmark" about="The product's name.">
            <Wordmark />
        </Specimen>
    }
    .into_any()
}

/// The states of a remote value.
fn states() -> impl IntoView {
    let gone = || {
        Some(ApiError::TimedOut {
            route: "the jobs".into(),
        })
    };
    let remote = |data: Option<&str>, error: Option<ApiError>| Remote {
        data: data.map(str::to_owned),
        error,
        fetching: false,
        at: Some(1_700_000_000_000.0),
    };
    [
        remote(None, None),
        remote(Some("14 jobs"), None),
        remote(Some("14 jobs"), gone()),
        remote(None, gone()),
    ]
    .map(|remote| {
        view! {
            <RemoteView
                remote=Signal::stored(remote)
                failed="The jobs could not be loaded"
                skeleton=|| view! { <Skeleton count=1 /> }
                on_retry=|()| {}
                children=|text| view! { <p>{move || text.get()}</p> }
            />
        }
    })
    .collect_view()
}
