//! One publication that this browser keeps, with what became of each channel.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wire::{
    channel::Channel,
    jobs::{ChannelResult, Verdict},
};

use super::{
    export::{self, File},
    stored::Fact,
    wanted::WantedPart,
};
use crate::{
    features::marks::{JobBadge, PartView, ServerWords, channel_tone},
    routes::Route,
    state::{
        address::use_address,
        kept::{KeptRun, use_kept},
        notices::{Mood, Notices, use_notices},
    },
    ui::{
        Badge, Button, ButtonTone, ChannelMark, CopyId, Empty, Fold, IconName, LinkButton, Panel,
        State, TabItem, TabMark, Tabs, format_absolute, save_file,
    },
};

/// The publication, read-only.
#[component]
pub fn KeptItem(
    /// What is kept of it.
    run: KeptRun,
) -> impl IntoView {
    let notes = (!run.made.notes.is_empty()).then(|| {
        let text = serde_json::to_string_pretty(&run.made.notes).unwrap_or_default();
        view! { <Fold summary="What else the server said" text /> }
    });
    let errors = run
        .made
        .errors
        .iter()
        .map(|text| view! { <ServerWords text=text.clone() /> })
        .collect_view();
    let outcomes = run
        .channels()
        .into_iter()
        .map(|channel| {
            let result = run.made.results.get(channel.as_str()).cloned();
            view! { <Outcome channel result=result.unwrap_or_default() /> }
        })
        .collect_view();
    view! {
        <article class="content-item">
            <Facts run=run.clone() />
            <Panel
                heading="What became of it"
                intro=Some(
                    "Told from each channel's own result, whatever the server says of the whole."
                        .to_owned(),
                )
            >
                <ul class="kept-outcomes" role="list">{outcomes}</ul>
                {errors}
                {notes}
            </Panel>
            <Parts run />
        </article>
    }
}

#[component]
fn Facts(run: KeptRun) -> impl IntoView {
    let again = run
        .recipe
        .iter()
        .fold(wire::Query::new(), |query, (name, value)| {
            query.with(name, value)
        });
    let (id, backend) = (run.id.to_string(), run.backend.clone());
    let (outcome, at, doomed) = (run.made.outcome(), run.at, run.clone());
    view! {
        <div class="content-facts">
            <dl>
                <Fact name="Kept">
                    <Badge state=State::Off>"Kept in this browser"</Badge>
                </Fact>
                <Fact name="Outcome">
                    <JobBadge status=outcome />
                </Fact>
                <Fact name="Made">{format_absolute(at)}</Fact>
                <Fact name="By">{backend}</Fact>
                <Fact name="Id">
                    <CopyId text=id />
                </Fact>
            </dl>
            <div class="content-actions">
                <LinkButton href=Route::Generate.with(&again) icon=IconName::Edit>
                    "Generate again with edits"
                </LinkButton>
                <Deletion run=doomed />
            </div>
        </div>
        <Files run />
    }
}

#[component]
fn Deletion(run: KeptRun) -> impl IntoView {
    let kept = use_kept();
    let notices = use_notices();
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        navigate(&Route::Contents.path(), NavigateOptions::default());
    });
    let delete = move |()| {
        kept.remove(vec![run.id.clone()], move |runs| {
            offer_back(notices, kept, runs)
        });
        go.run(());
    };
    view! {
        <Button icon=Some(IconName::Trash) on_click=delete>
            "Delete"
        </Button>
    }
}

/// Says what was deleted, and how to get it back.
pub fn offer_back(notices: Notices, kept: crate::state::kept::Kept, runs: Vec<KeptRun>) {
    let title = match runs.as_slice() {
        [] => return,
        [run] => format!("Deleted “{}” from this browser", run.title()),
        runs => format!("Deleted {} publications from this browser", runs.len()),
    };
    notices.offer(Mood::Plain, title, "Undo", move || {
        kept.keep_all(runs.clone());
    });
}

#[component]
fn Files(run: KeptRun) -> impl IntoView {
    let notices = use_notices();
    let button = move |file: File| {
        let label = file.label;
        let save = move |()| {
            if !save_file(&file.name, file.kind, &file.text) {
                notices.plain(
                    "The browser would not save the file",
                    "Allow downloads for this site, then try again.",
                );
            }
        };
        view! {
            <Button tone=ButtonTone::Quiet icon=Some(IconName::Download) on_click=save>
                {label}
            </Button>
        }
    };
    let buttons = export::files(&run).into_iter().map(button).collect_view();
    view! {
        <div class="content-files" role="group" aria-label="Export">
            {buttons}
        </div>
    }
}

#[component]
fn Outcome(channel: Channel, result: ChannelResult) -> impl IntoView {
    let verdict = result.verdict();
    let error = result.error.clone().filter(|error| !error.is_empty());
    let unexplained = verdict.is_bad() && error.is_none();
    let label = channel.label();
    view! {
        <li>
            <ChannelMark channel=channel_tone(&channel) label=label />
            <Badge state=verdict_state(verdict)>{result.label()}</Badge>
            <div class="kept-outcome-words">
                {error.map(|text| view! { <ServerWords text /> })}
                {unexplained.then_some("The server gives no reason.")}
                {(verdict == Verdict::Unknown)
                    .then_some("The server says nothing of what became of it.")}
            </div>
        </li>
    }
}

/// How a channel's verdict looks; only what is known to be out is good.
pub fn verdict_state(verdict: Verdict) -> State {
    match verdict {
        Verdict::Good => State::Good,
        Verdict::Written => State::Warn,
        Verdict::Running => State::Busy,
        Verdict::Bad => State::Bad,
        Verdict::Waiting | Verdict::Stopped | Verdict::Unknown => State::Off,
    }
}

/// What was made, a tab per channel.
#[component]
fn Parts(run: KeptRun) -> impl IntoView {
    let channels = run.channels();
    let items: Vec<_> = channels
        .iter()
        .map(|channel| {
            TabItem::new(channel.as_str(), channel.label())
                .mark(TabMark::Channel(channel_tone(channel)))
        })
        .collect();
    let first = channels.first().map(|it| it.as_str().to_owned());
    let Some(first) = first else {
        return view! {
            <Empty icon=IconName::Content title="The server sent no text">
                "What went out cannot be shown."
            </Empty>
        }
        .into_any();
    };
    let address = use_address::<WantedPart>(Route::Content(run.id.clone()).path());
    let selected = Signal::derive(move || {
        let wanted = address.wanted.get().0;
        wanted
            .filter(|wanted| channels.contains(wanted))
            .map_or_else(|| first.clone(), |wanted| wanted.as_str().to_owned())
    });
    let parts = StoredValue::new(run.made.parts);
    let panel = move |id: String| {
        let part = parts.with_value(|parts| parts.get(&Channel::from(id)).cloned());
        match part {
            Some(part) => view! { <PartView part /> }.into_any(),
            None => view! {
                <Empty icon=IconName::Content title="The server sent no text for this channel">
                    "What went out cannot be shown."
                </Empty>
            }
            .into_any(),
        }
    };
    view! {
        <Panel heading="Content">
            <Tabs
                label="What was made"
                items
                selected
                on_select=move |id| address.push(|wanted| wanted.0 = Some(Channel::from(id)))
                panel
            />
        </Panel>
    }
    .into_any()
}
