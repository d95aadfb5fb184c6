//! The last step before a batch is published: how many jobs, how many recipients, what was found.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    generate::{Part, Preview},
};

use super::{
    super::{
        shared::publish_step::{PublishStep, hold_words},
        text,
    },
    batch_state::BatchState,
    item_status::ItemStatus,
};
use crate::{
    features::shared::channel_tone,
    state::session::use_session,
    ui::{ChannelMark, Spinner, State, StateMark, format_count},
};

/// What the whole plan reaches.
#[derive(Clone, Debug, Default, PartialEq)]
struct BatchSummary {
    /// How many people get its newsletters, as far as the previews say.
    recipients: u64,
    /// How many newsletters do not say to how many they go.
    unknown: usize,
    /// What is to be known of single jobs: their document, and each warning.
    warnings: Vec<(String, Vec<String>)>,
    /// The documents of the jobs that could not be checked.
    unchecked: Vec<String>,
    /// How many are being checked.
    checking: usize,
}

fn recipients(preview: Option<&Preview>) -> Option<u64> {
    match preview?.parts.get(&Channel::Email)? {
        Part::Email(email) => email.recipient_count,
        _ => None,
    }
}

fn summarize(batch: BatchState) -> BatchSummary {
    let mut summary = BatchSummary::default();
    batch.plan.with(|plan| {
        for item in &plan.items {
            match batch.item_status(item) {
                ItemStatus::Checking => summary.checking += 1,
                ItemStatus::Unchecked(_) | ItemStatus::Ready => {
                    summary.unchecked.push(item.title.clone())
                }
                ItemStatus::Checked { warnings, .. } if !warnings.is_empty() => {
                    summary.warnings.push((item.title.clone(), warnings));
                }
                _ => {}
            }
            if item.recipe.has(&Channel::Email) {
                let count = batch
                    .checks
                    .cells
                    .with(|cells| recipients(cells.get(&item.key).and_then(|cell| cell.preview())));
                match count {
                    Some(count) => summary.recipients = summary.recipients.saturating_add(count),
                    None => summary.unknown += 1,
                }
            }
        }
    });
    summary
}

fn recipient_words(summary: &BatchSummary) -> Option<String> {
    let known = text::batch::recipients(summary.recipients);
    match (summary.recipients, summary.unknown) {
        (0, 0) => None,
        (_, 0) => Some(known),
        (0, _) => Some(text::shared::RECIPIENTS_UNKNOWN.to_owned()),
        (_, unknown) => Some(text::batch::recipients_partly(
            &known,
            &format_count(unknown, text::batch::NEWSLETTER, text::batch::NEWSLETTERS),
        )),
    }
}

/// Asks whether to publish the plan.
#[component]
pub fn PublishBatchDialog(
    /// The page's state.
    batch: BatchState,
    /// Set while the dialog is there, and has been for a moment.
    covered: RwSignal<bool>,
) -> impl IntoView {
    let count = Memo::new(move |_| batch.plan.with(|plan| plan.items.len()));
    let title = Signal::derive(move || {
        text::batch::publish(&format_count(
            count.get(),
            text::batch::JOB,
            text::batch::JOBS,
        ))
    });
    let reason = Signal::derive(move || {
        if batch.checks.is_pending() {
            Some(text::batch::STILL_RUNNING.to_owned())
        } else {
            batch.send_reason()
        }
    });
    view! {
        <PublishStep
            open=batch.confirming
            title
            words=text::batch::PUBLISH
            covered
            reason
            on_close=move |()| batch.confirming.set(false)
            on_confirm=move |()| batch.confirm()
        >
            <Summary batch />
        </PublishStep>
    }
    .into_any()
}

#[component]
fn Summary(batch: BatchState) -> impl IntoView {
    let session = use_session();
    let summary = Memo::new(move |_| summarize(batch));
    let channels = move || {
        let counts = batch.plan.with(|plan| plan.counts());
        let row = |(channel, count): (Channel, usize)| {
            let is_email = channel == Channel::Email;
            let words = move || {
                let people = is_email.then(|| recipient_words(&summary.read())).flatten();
                people.unwrap_or_default()
            };
            view! {
                <li>
                    <ChannelMark channel=channel_tone(&channel) label=channel.label() />
                    <strong>{format_count(count, text::batch::JOB, text::batch::JOBS)}</strong>
                    <span class="publish-place">{words}</span>
                </li>
            }
        };
        counts.into_iter().map(row).collect_view()
    };
    let scheduled = Memo::new(move |_| {
        batch.plan.with(|plan| {
            plan.items
                .iter()
                .filter(|it| !it.recipe.schedule.is_empty())
                .count()
        })
    });
    let when = move || match scheduled.get() {
        0 => hold_words(session),
        later => text::batch::some_later(
            &hold_words(session),
            &format_count(later, text::batch::JOB_IS, text::batch::JOBS_ARE),
        ),
    };
    view! {
        <div class="publish-summary">
            <ul class="publish-targets" role="list" aria-label=text::shared::WHERE_PUBLISHED>
                {channels}
            </ul>
            <p>{when}</p>
            {move || view! { <FindingSummary summary=summary.get() /> }}
        </div>
    }
    .into_any()
}

/// What the checks found, job by job.
#[component]
fn FindingSummary(summary: BatchSummary) -> impl IntoView {
    if summary.checking > 0 {
        let words = text::batch::checking(&format_count(
            summary.checking,
            text::batch::JOB,
            text::batch::JOBS,
        ));
        return view! {
            <p>
                <Spinner label=text::batch::CHECKING />
                " "
                {words}
            </p>
        }
        .into_any();
    }
    let found: usize = summary
        .warnings
        .iter()
        .map(|(_, warnings)| warnings.len())
        .sum();
    if found == 0 && summary.unchecked.is_empty() {
        return view! {
            <p>
                <StateMark state=State::Good />
                " "
                {text::shared::NO_ISSUES}
            </p>
        }
        .into_any();
    }
    let heading = match (found, summary.unchecked.len()) {
        (0, unchecked) => text::batch::not_checked(&format_count(
            unchecked,
            text::batch::JOB,
            text::batch::JOBS,
        )),
        (found, 0) => format_count(found, text::shared::WARNING, text::shared::WARNINGS),
        (found, unchecked) => text::batch::partly_checked(
            &format_count(found, text::shared::WARNING, text::shared::WARNINGS),
            &format_count(unchecked, text::batch::JOB, text::batch::JOBS),
        ),
    };
    let warnings = summary.warnings.into_iter().flat_map(|(title, warnings)| {
        warnings
            .into_iter()
            .map(move |words| text::batch::found_in(&title, &words))
    });
    let unchecked = summary
        .unchecked
        .into_iter()
        .map(|title| text::batch::could_not_check(&title));
    let lines: Vec<_> = warnings
        .chain(unchecked)
        .map(|line| view! { <li dir="auto">{line}</li> })
        .collect();
    view! {
        <div class="publish-warnings">
            <p>
                <StateMark state=State::Warn />
                " "
                {heading}
            </p>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}
