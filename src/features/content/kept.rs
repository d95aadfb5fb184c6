//! One publication that this browser keeps, with what became of each channel.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use wire::{
    channel::Channel,
    jobs::{ChannelResult, Verdict},
};

use super::{
    export::{self, File},
    params::ContentPartParams,
};
use crate::{
    features::{
        content::text,
        shared::{JobBadge, PartView, ServerWords, channel_tone, download},
    },
    routes::Route,
    state::{
        address::use_address,
        local_history::{KeptRun, use_kept},
        navigation::use_navigate,
        notices::{Mood, Notices, use_notices},
    },
    ui::{
        Badge, Button, ButtonTone, ChannelMark, CopyId, Description, DescriptionLayout,
        DescriptionList, Disclosure, Empty, IconName, LinkButton, Notice, Panel, State, TabItem,
        TabMark, Tabs, format_absolute,
    },
};

/// The form's parameter for its channels.
const CHANNELS: &str = "channels";

/// The publication, read-only.
#[component]
pub fn KeptItem(
    /// What is kept of it.
    run: KeptRun,
) -> impl IntoView {
    let notes = (!run.made.notes.is_empty()).then(|| {
        let text = serde_json::to_string_pretty(&run.made.notes).unwrap_or_default();
        view! { <Disclosure summary=text::MORE text /> }
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
            {run.made.is_dry_run().then(|| view! { <DryRun /> })}
            <Facts run=run.clone() />
            <Panel
                heading=text::RESULTS
            >
                <ul class="kept-outcomes" role="list">{outcomes}</ul>
                {errors}
                {notes}
            </Panel>
            <Parts run />
        </article>
    }
}

/// The server says success, and published nothing.
#[component]
fn DryRun() -> impl IntoView {
    view! {
        <Notice state=State::Warn title=text::DRY_RUN>
            {text::DRY_RUN_HINT}
        </Notice>
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
    let failed_again = failed_recipe(&run).map(|(recipe, labels)| {
        view! {
            <LinkButton
                href=Route::Generate.with(&recipe)
                tone=ButtonTone::Primary
                icon=IconName::Retry
            >
                {text::retry(&labels)}
            </LinkButton>
        }
    });
    let (id, backend) = (run.id.to_string(), run.backend.clone());
    let (outcome, at, doomed) = (run.made.outcome(), run.at, run.clone());
    let facts = vec![
        Description::new(
            text::STORED,
            view! { <Badge state=State::Off>{text::IN_BROWSER}</Badge> },
        ),
        Description::new(text::STATUS, view! { <JobBadge status=outcome /> }),
        Description::new(text::CREATED, format_absolute(at)),
        Description::new(text::SERVER, backend),
        Description::new(text::ID, view! { <CopyId text=id /> }),
    ];
    view! {
        <div class="content-facts">
            <DescriptionList items=facts layout=DescriptionLayout::Columns />
            <div class="content-actions">
                {failed_again}
                <LinkButton href=Route::Generate.with(&again) icon=IconName::Edit>
                    {text::RERUN}
                </LinkButton>
                <Deletion run=doomed />
            </div>
        </div>
        <Files run />
    }
}

/// The recipe with the failed channels only, and their names; `None` where all or none failed.
fn failed_recipe(run: &KeptRun) -> Option<(wire::Query, String)> {
    let failed = run.failed_channels();
    let is_part = !failed.is_empty() && failed.len() < run.channels().len();
    if !is_part || run.recipe.is_empty() {
        return None;
    }
    let words: Vec<_> = failed.iter().map(Channel::as_str).collect();
    let rest = run.recipe.iter().filter(|(name, _)| name != CHANNELS);
    let query = rest.fold(wire::Query::new(), |query, (name, value)| {
        query.with(name, value)
    });
    let labels: Vec<_> = failed.iter().map(Channel::label).collect();
    Some((query.list(CHANNELS, &words), labels.join(text::AND)))
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
            {text::DELETE}
        </Button>
    }
}

/// Says what was deleted, and how to get it back.
pub fn offer_back(notices: Notices, kept: crate::state::local_history::Kept, runs: Vec<KeptRun>) {
    let title = match runs.as_slice() {
        [] => return,
        [run] => text::deleted(&run.title()),
        runs => text::deleted_many(runs.len()),
    };
    notices.offer(Mood::Plain, title, text::UNDO, move || {
        kept.keep_all(runs.clone());
    });
}

#[component]
fn Files(run: KeptRun) -> impl IntoView {
    let notices = use_notices();
    let button = move |file: File| {
        let label = file.label;
        let save = move |()| {
            download(notices, &file.name, file.kind, &file.text);
        };
        view! {
            <Button tone=ButtonTone::Quiet icon=Some(IconName::Download) on_click=save>
                {label}
            </Button>
        }
    };
    let buttons = export::files(&run).into_iter().map(button).collect_view();
    view! {
        <div class="content-files" role="group" aria-label=text::EXPORT>
            {buttons}
        </div>
    }
}

#[component]
fn Outcome(channel: Channel, result: ChannelResult) -> impl IntoView {
    let verdict = result.verdict();
    // Why it failed, or why it was left to a person.
    let reason = result.reason().filter(|_| verdict != Verdict::Good);
    let unexplained = verdict.is_bad() && reason.is_none();
    let label = channel.label();
    view! {
        <li>
            <ChannelMark channel=channel_tone(&channel) label=label />
            <Badge state=verdict_state(verdict)>{result.label()}</Badge>
            <div class="kept-outcome-words">
                {reason.map(|text| view! { <ServerWords text /> })}
                {(verdict == Verdict::Written)
                    .then_some(text::POST_YOURSELF)}
                {unexplained.then_some(text::NO_REASON)}
                {(verdict == Verdict::Unknown)
                    .then_some(text::NO_RESULT)}
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
        Verdict::Waiting | Verdict::Stopped | Verdict::DryRun | Verdict::Unknown => State::Off,
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
            <Empty icon=IconName::Content title=text::NO_CONTENT>
                {text::NO_TEXT}
            </Empty>
        }
        .into_any();
    };
    let address = use_address::<ContentPartParams>(Route::Content(run.id.clone()).path());
    let selected = Signal::derive(move || {
        let channel = address.params.get().0;
        channel
            .filter(|channel| channels.contains(channel))
            .map_or_else(|| first.clone(), |channel| channel.as_str().to_owned())
    });
    let parts = StoredValue::new(run.made.parts);
    let panel = move |id: String| {
        let part = parts.with_value(|parts| parts.get(&Channel::from(id)).cloned());
        match part {
            Some(part) => view! { <PartView part copies=true /> }.into_any(),
            None => view! {
                <Empty icon=IconName::Content title=text::NO_CONTENT_FOR_CHANNEL>
                    {text::NO_TEXT}
                </Empty>
            }
            .into_any(),
        }
    };
    view! {
        <Panel heading=text::TITLE>
            <Tabs
                label=text::BY_CHANNEL
                items
                selected
                on_select=move |id| address.push(|params| params.0 = Some(Channel::from(id)))
                panel
            />
        </Panel>
    }
    .into_any()
}
