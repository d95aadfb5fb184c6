//! The filters above the list.

use leptos::prelude::*;
use wire::{channel::Channel, jobs::JobStatus};

use crate::{
    features::{
        jobs::wanted::{PERIODS, Period},
        marks::{channel_tone, job_state},
    },
    ui::{ChannelMarker, InputKind, Select, SelectOption, StateMark, TextField},
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
            <PeriodFilter search />
        </search>
    }
}

#[component]
fn SearchField(feed: Feed, search: Search) -> impl IntoView {
    let text = RwSignal::new(search.current().q);
    Effect::new(move |_| {
        let q = search.wanted.read().q.clone();
        if *text.read_untracked() != q {
            text.set(q);
        }
    });
    Effect::new(move |before: Option<()>| {
        let q = text.get();
        if before.is_some() {
            search.replace(|wanted| wanted.q = q);
        }
    });
    // A backend that does not say the document cannot be searched by it.
    let placeholder = Signal::derive(move || {
        let words = if feed.lists_all.get() {
            "Id or error"
        } else {
            "Id, document or error"
        };
        words.to_owned()
    });
    view! {
        <div class="job-search">
            <TextField
                label="Search jobs"
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
        for status in &search.wanted.read().status {
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
        let pressed = Signal::derive(move || search.wanted.read().status.contains(&own));
        let toggle = move |()| search.push(|wanted| switch(&mut wanted.status, &status));
        view! {
            <Chip pressed on_click=toggle>
                <StateMark state />
                <span>{label}</span>
            </Chip>
        }
    };
    view! {
        <div class="job-chips" role="group" aria-label="Status">
            <For each=move || statuses.get() key=Clone::clone children=chip />
        </div>
    }
}

#[component]
fn ChannelFilter(search: Search) -> impl IntoView {
    let chips = Channel::KNOWN
        .iter()
        .map(|channel| {
            let tone = channel_tone(channel);
            let pressed = Signal::derive(move || search.wanted.read().channel.contains(channel));
            let toggle = move |()| search.push(|wanted| switch(&mut wanted.channel, channel));
            view! {
                <Chip pressed on_click=toggle>
                    <ChannelMarker channel=tone />
                    <span>{channel.label()}</span>
                </Chip>
            }
        })
        .collect_view();
    view! {
        <div class="job-chips" role="group" aria-label="Channel">
            {chips}
        </div>
    }
}

#[component]
fn PeriodFilter(search: Search) -> impl IntoView {
    let choice = RwSignal::new(choice_of(&search.current().period));
    let from = RwSignal::new(String::new());
    let to = RwSignal::new(String::new());
    Effect::new(move |_| {
        let period = search.wanted.read().period.clone();
        choice.set(choice_of(&period));
        if let Period::Between {
            from: first,
            to: last,
        } = period
        {
            from.set(first);
            to.set(last);
        }
    });
    let ask = move |period: Period| search.push(|wanted| wanted.period = period);
    let between = move || Period::Between {
        from: from.get_untracked(),
        to: to.get_untracked(),
    };
    let choose = move |word: String| {
        ask(if word == BETWEEN {
            between()
        } else {
            Period::from_word(&word)
        });
    };
    // The fields tell each step of typing; what is meant is known when they change for good.
    let retold = move |(): ()| {
        if choice.get_untracked() == BETWEEN {
            ask(between());
        }
    };
    let mut options = vec![SelectOption::new("", "Any time")];
    options.extend(PERIODS.map(|(_, word, label)| SelectOption::new(word, label)));
    options.push(SelectOption::new(BETWEEN, "Between…"));
    let options = StoredValue::new(options);
    view! {
        <div class="job-period">
            <Select
                label="Period"
                label_hidden=true
                value=choice
                options=Signal::derive(move || options.get_value())
                on_change=choose
            />
            <Show when=move || choice.get() == BETWEEN>
                <TextField
                    label="From"
                    label_hidden=true
                    kind=InputKind::DateTime
                    value=from
                    on_blur=retold
                />
                <TextField
                    label="To"
                    label_hidden=true
                    kind=InputKind::DateTime
                    value=to
                    on_blur=retold
                />
            </Show>
        </div>
    }
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
