//! The filters above the list.

use leptos::prelude::*;
use wire::{Stamp, channel::Channel, jobs::JobStatus};

use crate::{
    effect::effect,
    features::{
        jobs::{
            params::{PERIODS, Period},
            text,
        },
        shared::{channel_tone, job_state},
    },
    ui::{
        ChannelMarker, FieldValue, ForEach, InputKind, MomentField, Select, SelectOption,
        StateMark, TextField, TypedMoment, Unreadable, UnreadableReason, read_moment, typed_moment,
    },
};

use super::{feed::Feed, search::Search};

/// The value of the choice that opens two date fields.
const BETWEEN: &str = "between";

/// The filters.
#[component]
pub fn Filters(feed: Feed, search: Search) -> impl IntoView {
    view! {
        <search class="job-filters">
            <SearchField feed search />
            <StatusFilter search />
            <ChannelFilter search />
            <PeriodFilter feed search />
        </search>
    }
}

#[component]
fn SearchField(feed: Feed, search: Search) -> impl IntoView {
    let text = RwSignal::new(search.current().q);
    effect(move |_| {
        let q = search.params.read().q.clone();
        if *text.read_untracked() != q {
            text.set(q);
        }
    });
    effect(move |before: Option<()>| {
        let q = text.get();
        if before.is_some() {
            search.replace(|params| params.q = q);
        }
    });
    // A backend that does not say the document cannot be searched by it.
    let placeholder = Signal::derive(move || {
        let words = if feed.lists_all.get() {
            text::list::SEARCH_ID
        } else {
            text::list::SEARCH_DOCUMENT
        };
        words.to_owned()
    });
    view! {
        <div class="job-search">
            <TextField
                label=text::list::SEARCH
                label_hidden=true
                kind=InputKind::Search
                value=text
                placeholder
                autocomplete="off"
            />
        </div>
    }
}

/// A button that switches one word of a filter.
#[component]
fn Chip(
    #[prop(into)] pressed: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="job-chip"
            type="button"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| on_click.run(())
        >
            {children()}
        </button>
    }
}

#[component]
fn StatusFilter(search: Search) -> impl IntoView {
    // A status from the address that this version does not know gets its chip as well.
    let statuses = Memo::new(move |_| {
        let mut all = JobStatus::KNOWN.to_vec();
        for status in &search.params.read().status {
            if !all.contains(status) {
                all.push(status.clone());
            }
        }
        all
    });
    let chip = move |status: JobStatus| {
        let state = job_state(&status);
        let label = status.label();
        let own = status.clone();
        let pressed = Signal::derive(move || search.params.read().status.contains(&own));
        let toggle = move |()| search.push(|params| switch(&mut params.status, &status));
        view! {
            <Chip pressed on_click=toggle>
                <StateMark state />
                <span>{label}</span>
            </Chip>
        }
    };
    view! {
        <div class="job-chips" role="group" aria-label=text::list::STATUS>
            <ForEach each=move || statuses.get() key=Clone::clone children=chip />
        </div>
    }
}

#[component]
fn ChannelFilter(search: Search) -> impl IntoView {
    let chips = Channel::KNOWN
        .iter()
        .map(|channel| {
            let tone = channel_tone(channel);
            let pressed = Signal::derive(move || search.params.read().channel.contains(channel));
            let toggle = move |()| search.push(|params| switch(&mut params.channel, channel));
            view! {
                <Chip pressed on_click=toggle>
                    <ChannelMarker channel=tone />
                    <span>{channel.label()}</span>
                </Chip>
            }
        })
        .collect_view();
    view! {
        <div class="job-chips" role="group" aria-label=text::list::CHANNEL>
            {chips}
        </div>
    }
}

#[component]
fn PeriodFilter(feed: Feed, search: Search) -> impl IntoView {
    let choice = RwSignal::new(choice_of(&search.current().period));
    let from = RwSignal::new(TypedMoment::default());
    let to = RwSignal::new(TypedMoment::default());
    let read = move |typed: RwSignal<TypedMoment>| {
        let typed = typed.get_untracked();
        if feed.lists_all.get_untracked() {
            server_time(&typed)
        } else {
            read_moment(&typed)
        }
    };
    effect(move |_| {
        let period = search.params.read().period.clone();
        choice.set(choice_of(&period));
        if let Period::Between {
            from: first,
            to: last,
        } = period
        {
            for (typed, value) in [(from, first), (to, last)] {
                // What is typed already is left as it is written.
                if read(typed) != value {
                    typed.set(typed_moment(&value));
                }
            }
        }
    });
    let ask = move |period: Period| search.push(|params| params.period = period);
    // `None` while one of them cannot be read; its field says why.
    let between = move || {
        let (from, to) = (read(from), read(to));
        let is_readable = from.unreadable().is_none() && to.unreadable().is_none();
        is_readable.then_some(Period::Between { from, to })
    };
    let choose = move |word: String| {
        let period = if word == BETWEEN {
            between()
        } else {
            Some(Period::from_word(&word))
        };
        if let Some(period) = period {
            ask(period);
        }
    };
    // The fields tell each step of typing; what is meant is known when they change for good.
    let retold = move |(): ()| {
        if choice.get_untracked() == BETWEEN
            && let Some(period) = between()
        {
            ask(period);
        }
    };
    let mut options = vec![SelectOption::new("", text::list::ANY_TIME)];
    options.extend(PERIODS.map(|(_, word, label)| SelectOption::new(word, label)));
    options.push(SelectOption::new(BETWEEN, text::list::BETWEEN));
    let options = StoredValue::new(options);
    view! {
        <div class="job-period">
            <Select
                label=text::list::PERIOD
                label_hidden=true
                value=choice
                options=Signal::derive(move || options.get_value())
                on_change=choose
            />
            <Show when=move || choice.get() == BETWEEN>
                <MomentField label=text::list::FROM label_hidden=true value=from on_settle=retold />
                <MomentField label=text::list::TO label_hidden=true value=to on_settle=retold />
            </Show>
        </div>
    }
}

/// A time by the clock of a server that tells no zone.
fn server_time(typed: &TypedMoment) -> FieldValue<Stamp> {
    if typed.is_empty() {
        return FieldValue::Empty;
    }
    let refuse = |reason| FieldValue::Unreadable(Unreadable::new(typed.text.clone(), reason));
    if typed.is_incomplete {
        return refuse(UnreadableReason::Incomplete);
    }
    Stamp::parse(&typed.text).map_or_else(|_| refuse(UnreadableReason::NotATime), FieldValue::Value)
}

fn choice_of(period: &Period) -> String {
    match period {
        Period::Between { .. } => BETWEEN.to_owned(),
        other => other.to_word(),
    }
}

/// Puts a word in, or takes it out.
fn switch<T: Clone + PartialEq>(words: &mut Vec<T>, word: &T) {
    match words.iter().position(|known| known == word) {
        Some(at) => {
            words.remove(at);
        }
        None => words.push(word.clone()),
    }
}
