//! The plan as a table: what will be sent, and what speaks against it.

use leptos::prelude::*;
use wire::{channel::Channel, generate::Tone};

use super::{
    super::text, batch_state::BatchState, edit::EditDialog, item_status::ItemStatus,
    plan::BatchItem,
};
use crate::{
    features::shared::channel_tone,
    state::notices::use_notices,
    ui::{
        Badge, Button, ButtonSize, ButtonTone, ChannelMark, Empty, ForEach, IconButton, IconName,
        Panel, State, format_count,
    },
};

/// The items of the plan.
#[component]
pub fn Items(
    /// The page's state.
    batch: BatchState,
) -> impl IntoView {
    let count = Memo::new(move |_| batch.plan.with(|plan| plan.items.len()));
    let intro = Signal::derive(move || {
        let count = count.get();
        (count > 0).then(|| {
            let per_channel = batch.plan.with(|plan| plan.counts());
            let parts: Vec<_> = per_channel
                .into_iter()
                .map(|(channel, count)| text::batch::times(count, &channel.label()))
                .collect();
            text::batch::intro(
                &format_count(count, text::batch::JOB, text::batch::JOBS),
                &parts.join(", "),
            )
        })
    });
    let removed = RwSignal::new(RemovedItems::new());
    let clear = move |()| {
        let mut items = Vec::new();
        batch
            .plan
            .update(|plan| items = std::mem::take(&mut plan.items));
        removed.set(items.into_iter().enumerate().collect());
    };
    let actions = move || {
        view! {
            <Show when=move || { count.get() > 0 }>
                <Button size=ButtonSize::Small tone=ButtonTone::Quiet on_click=clear>
                    {text::batch::CLEAR}
                </Button>
            </Show>
        }
    };
    view! {
        <Panel heading=text::batch::TITLE intro actions bare=true>
            <Show
                when=move || { count.get() > 0 }
                fallback=|| {
                    view! {
                        <Empty icon=IconName::Jobs title=text::batch::EMPTY>
                            {text::batch::EMPTY_HINT}
                        </Empty>
                    }
                }
            >
                <Table batch removed />
            </Show>
            <UndoRemoval batch removed />
        </Panel>
        <EditDialog batch />
    }
}

/// What was taken out last, and where it was.
type RemovedItems = Vec<(usize, BatchItem)>;

/// What was taken out last, and the way back. In the page, for a floating note would lie on
/// the buttons that come next.
#[component]
fn UndoRemoval(batch: BatchState, removed: RwSignal<RemovedItems>) -> impl IntoView {
    let words = move || {
        removed.with(|removed| match removed.as_slice() {
            [] => String::new(),
            [(_, item)] => text::batch::removed(&item.title),
            items => text::batch::removed(&format_count(
                items.len(),
                text::batch::ITEM,
                text::batch::ITEMS,
            )),
        })
    };
    let back = move |()| {
        batch.plan.update(|plan| {
            for (at, item) in removed.get_untracked() {
                plan.put_back(at, item);
            }
        });
        removed.set(RemovedItems::new());
    };
    view! {
        <div class="batch-added" role="status">
            <Show when=move || !removed.read().is_empty()>
                <span dir="auto">{words}</span>
                <Button size=ButtonSize::Small tone=ButtonTone::Quiet on_click=back>
                    {text::shared::UNDO}
                </Button>
            </Show>
        </div>
    }
}

#[component]
fn Table(batch: BatchState, removed: RwSignal<RemovedItems>) -> impl IntoView {
    let keys = Memo::new(move |_| {
        batch.plan.with(|plan| {
            let items = plan.items.iter();
            items.map(|item| item.key).collect::<Vec<_>>()
        })
    });
    view! {
        <table class="batch-table" aria-label=text::batch::TITLE>
            <thead>
                <tr>
                    <th scope="col">{text::batch::HEAD_DOCUMENT}</th>
                    <th scope="col">{text::batch::HEAD_OUTPUT}</th>
                    <th scope="col">{text::batch::HEAD_CHECK}</th>
                    <th scope="col">
                        <span class="visually-hidden">{text::batch::HEAD_ACTIONS}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                <ForEach
                    each=move || keys.get()
                    key=|key| *key
                    children=move |key| view! { <Row batch removed key /> }
                />
            </tbody>
        </table>
    }
}

#[component]
fn Row(batch: BatchState, removed: RwSignal<RemovedItems>, key: u32) -> impl IntoView {
    let notices = use_notices();
    let last = StoredValue::new(None::<BatchItem>);
    // A row that is being taken away may still be asked for a moment.
    let item = Memo::new(move |_| {
        let now = batch.plan.with(|plan| plan.item(key).cloned());
        if now.is_some() {
            last.set_value(now.clone());
        }
        now.or_else(|| last.get_value())
    });
    let title = Memo::new(move |_| item.get().map(|item| item.title).unwrap_or_default());
    let item_status = Memo::new(move |_| item.get().map(|item| batch.item_status(&item)));
    let remove = move |()| {
        let mut out = None;
        batch.plan.update(|plan| out = plan.remove(key));
        removed.set(out.into_iter().collect());
    };
    let duplicate = move |()| {
        let mut new = None;
        batch.plan.update(|plan| new = plan.duplicate(key));
        match new {
            // The same twice is hardly what is wanted: it is there to be changed.
            Some(_) => batch.editing.set(new),
            None => notices.plain(text::batch::FULL, ""),
        }
    };
    let named = move |verb: &'static str| {
        Signal::derive(move || Some(text::batch::named(verb, &title.read())))
    };
    view! {
        <tr>
            <th scope="row" dir="auto">
                {title}
            </th>
            <td>{move || item.get().map(|item| view! { <ItemOutput batch item /> })}</td>
            <td>{move || item_status.get().map(|item_status| view! { <Check batch key item_status /> })}</td>
            <td>
                <div class="batch-actions">
                    <Button
                        size=ButtonSize::Small
                        tone=ButtonTone::Quiet
                        label=named(text::batch::EDIT)
                        on_click=move |()| batch.editing.set(Some(key))
                    >
                        {text::batch::EDIT}
                    </Button>
                    <Button
                        size=ButtonSize::Small
                        tone=ButtonTone::Quiet
                        label=named(text::batch::DUPLICATE)
                        on_click=duplicate
                    >
                        {text::batch::DUPLICATE}
                    </Button>
                    <IconButton
                        icon=IconName::Close
                        label=Signal::derive(move || {
                            text::batch::named(text::batch::REMOVE, &title.read())
                        })
                        size=ButtonSize::Small
                        on_click=remove
                    />
                </div>
            </td>
        </tr>
    }
}

/// What is made of the document.
#[component]
fn ItemOutput(batch: BatchState, item: BatchItem) -> impl IntoView {
    let recipe = item.recipe;
    let marks = recipe
        .channels
        .iter()
        .map(|channel| {
            let label = match channel {
                Channel::Social => {
                    let platforms: Vec<_> = recipe.platforms.iter().map(|it| it.label()).collect();
                    text::batch::social(&channel.label(), &platforms.join(", "))
                }
                channel => channel.label(),
            };
            view! { <ChannelMark channel=channel_tone(channel) label bare=true /> }
        })
        .collect_view();
    let (id, tone) = (recipe.template, recipe.tone);
    let facts = move || {
        let Some(id) = &id else {
            return template_and_tone(text::batch::DEFAULT_TEMPLATES.to_owned(), &tone);
        };
        let name = batch.listed.with(|listed| {
            let mut known = listed.iter().flatten();
            known.find(|it| it.id == *id).map(|it| it.name.clone())
        });
        template_and_tone(name.unwrap_or_else(|| id.0.clone()), &tone)
    };
    view! {
        <div class="batch-made">
            <span class="batch-channels">{marks}</span>
            <span class="batch-facts" dir="auto">
                {facts}
            </span>
        </div>
    }
}

fn template_and_tone(template: String, tone: &Tone) -> String {
    match tone {
        Tone::Neutral => template,
        tone => text::batch::template_and_tone(&template, &tone.label()),
    }
}

/// How the item stands, in words.
#[component]
fn Check(batch: BatchState, key: u32, item_status: ItemStatus) -> impl IntoView {
    let (state, word, reasons) = match item_status {
        ItemStatus::Lacks(reasons) => (State::Warn, text::batch::NOT_READY.to_owned(), reasons),
        ItemStatus::Refused(reasons) => (State::Bad, text::batch::REFUSED.to_owned(), reasons),
        ItemStatus::Ready => (State::Off, text::batch::NOT_CHECKED.to_owned(), Vec::new()),
        ItemStatus::Checking => (State::Busy, text::batch::CHECKING.to_owned(), Vec::new()),
        ItemStatus::Unchecked(error) => {
            let reasons = vec![format!("{} {}", error.detail(), error.hint())];
            let retry = move |()| batch.checks.retry(&key);
            return view! {
                <Reasons state=State::Bad word=error.headline() reasons />
                <Button size=ButtonSize::Small on_click=retry>
                    {text::batch::TRY_AGAIN}
                </Button>
            }
            .into_any();
        }
        ItemStatus::Checked { errors, warnings } => match (errors.len(), warnings.len()) {
            (0, 0) => (State::Good, text::shared::NO_ISSUES.to_owned(), warnings),
            (0, count) => {
                let word = format_count(count, text::shared::WARNING, text::shared::WARNINGS);
                (State::Good, word, warnings)
            }
            (count, _) => {
                let word = format_count(count, text::shared::PROBLEM, text::shared::PROBLEMS);
                (State::Bad, word, [errors, warnings].concat())
            }
        },
    };
    view! { <Reasons state word reasons /> }.into_any()
}

#[component]
fn Reasons(state: State, word: String, reasons: Vec<String>) -> impl IntoView {
    let list = (!reasons.is_empty()).then(|| {
        let rows = reasons
            .into_iter()
            .map(|reason| view! { <li dir="auto">{reason}</li> })
            .collect_view();
        view! {
            <ul class="batch-reasons" role="list">
                {rows}
            </ul>
        }
    });
    view! {
        <Badge state bare=true>
            {word}
        </Badge>
        {list}
    }
}
