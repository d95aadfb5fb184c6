//! The last step before a batch is published: how many jobs, how many recipients, what was found.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    generate::{Part, Preview},
};

use super::{
    super::publish::{PublishStep, hold_words},
    item_status::ItemStatus,
    planner::Planner,
};
use crate::{
    features::shared::channel_tone,
    state::session::use_session,
    ui::{ChannelMark, Spinner, State, StateMark, format_count, format_number},
};

/// What the whole plan reaches.
#[derive(Clone, Debug, Default, PartialEq)]
struct BatchReach {
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

fn reach(planner: Planner) -> BatchReach {
    let mut reach = BatchReach::default();
    planner.plan.with(|plan| {
        for item in &plan.items {
            match planner.item_status(item) {
                ItemStatus::Checking => reach.checking += 1,
                ItemStatus::Unchecked(_) | ItemStatus::Ready => {
                    reach.unchecked.push(item.title.clone())
                }
                ItemStatus::Checked { warnings, .. } if !warnings.is_empty() => {
                    reach.warnings.push((item.title.clone(), warnings));
                }
                _ => {}
            }
            if item.recipe.has(&Channel::Email) {
                let count = planner
                    .checks
                    .cells
                    .with(|cells| recipients(cells.get(&item.key).and_then(|cell| cell.preview())));
                match count {
                    Some(count) => reach.recipients = reach.recipients.saturating_add(count),
                    None => reach.unknown += 1,
                }
            }
        }
    });
    reach
}

fn recipient_words(reach: &BatchReach) -> Option<String> {
    let known = format!(
        "{} recipients in total",
        format_number(reach.recipients as f64)
    );
    match (reach.recipients, reach.unknown) {
        (0, 0) => None,
        (_, 0) => Some(known),
        (0, _) => Some("Recipient count unknown".to_owned()),
        (_, unknown) => Some(format!(
            "{known}, unknown for {}",
            format_count(unknown, "newsletter", "newsletters")
        )),
    }
}

/// Asks whether to publish the plan.
#[component]
pub fn PublishBatchDialog(
    /// The page's state.
    planner: Planner,
    /// Set while the dialog is there, and has been for a moment.
    covered: RwSignal<bool>,
) -> impl IntoView {
    let count = Memo::new(move |_| planner.plan.with(|plan| plan.items.len()));
    let title =
        Signal::derive(move || format!("Publish {}?", format_count(count.get(), "job", "jobs")));
    let reason = Signal::derive(move || {
        if planner.checks.is_pending() {
            Some("Checks are still running".to_owned())
        } else {
            planner.send_reason()
        }
    });
    view! {
        <PublishStep
            open=planner.confirming
            title
            words="Publish batch"
            covered
            reason
            on_close=move |()| planner.confirming.set(false)
            on_confirm=move |()| planner.confirm()
        >
            <Summary planner />
        </PublishStep>
    }
    .into_any()
}

#[component]
fn Summary(planner: Planner) -> impl IntoView {
    let session = use_session();
    let reach = Memo::new(move |_| reach(planner));
    let channels = move || {
        let counts = planner.plan.with(|plan| plan.counts());
        let row = |(channel, count): (Channel, usize)| {
            let is_email = channel == Channel::Email;
            let words = move || {
                let people = is_email.then(|| recipient_words(&reach.read())).flatten();
                people.unwrap_or_default()
            };
            view! {
                <li>
                    <ChannelMark channel=channel_tone(&channel) label=channel.label() />
                    <strong>{format_count(count, "job", "jobs")}</strong>
                    <span class="publish-place">{words}</span>
                </li>
            }
        };
        counts.into_iter().map(row).collect_view()
    };
    let scheduled = Memo::new(move |_| {
        planner.plan.with(|plan| {
            plan.items
                .iter()
                .filter(|it| !it.recipe.schedule.is_empty())
                .count()
        })
    });
    let when = move || match scheduled.get() {
        0 => hold_words(session),
        later => format!(
            "{} {} scheduled for later.",
            hold_words(session),
            format_count(later, "job is", "jobs are")
        ),
    };
    view! {
        <div class="publish-summary">
            <ul class="publish-targets" role="list" aria-label="Where it is published">
                {channels}
            </ul>
            <p>{when}</p>
            {move || view! { <Found reach=reach.get() /> }}
        </div>
    }
    .into_any()
}

/// What the checks found, job by job.
#[component]
fn Found(reach: BatchReach) -> impl IntoView {
    if reach.checking > 0 {
        let words = format!("Checking {}…", format_count(reach.checking, "job", "jobs"));
        return view! {
            <p>
                <Spinner label="Checking" />
                " "
                {words}
            </p>
        }
        .into_any();
    }
    let found: usize = reach
        .warnings
        .iter()
        .map(|(_, warnings)| warnings.len())
        .sum();
    if found == 0 && reach.unchecked.is_empty() {
        return view! {
            <p>
                <StateMark state=State::Good />
                " No issues"
            </p>
        }
        .into_any();
    }
    let heading = match (found, reach.unchecked.len()) {
        (0, unchecked) => format!("{} not checked", format_count(unchecked, "job", "jobs")),
        (found, 0) => format_count(found, "warning", "warnings"),
        (found, unchecked) => format!(
            "{}, {} not checked",
            format_count(found, "warning", "warnings"),
            format_count(unchecked, "job", "jobs")
        ),
    };
    let warnings = reach.warnings.into_iter().flat_map(|(title, warnings)| {
        warnings
            .into_iter()
            .map(move |words| format!("{title}. {words}"))
    });
    let unchecked = reach
        .unchecked
        .into_iter()
        .map(|title| format!("{title}. Couldn't be checked"));
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
