//! What to plan: the period, the channels, how many.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    shipped::batch::{BatchOrder, CannotPlan, MOST_ITEMS, Period},
};

use crate::{
    features::{plan::text, shared::channel_tone},
    ui::{
        Button, ButtonTone, Checkbox, ChoiceOption, FieldError, IconName, NumberField, Panel,
        RadioGroup, TextField, Unreadable, read_whole, unique_id,
    },
};

/// The form; `on_order` gets what can be planned.
#[component]
pub fn OrderForm(
    /// Whether a plan is on its way.
    pending: Signal<bool>,
    /// Called with what to plan.
    #[prop(into)]
    on_order: Callback<BatchOrder>,
) -> impl IntoView {
    let period = RwSignal::new(Period::Week.as_str().to_owned());
    let channels = RwSignal::new(Vec::<Channel>::new());
    let count = RwSignal::new(String::new());
    let themes = RwSignal::new(String::new());
    let varied = RwSignal::new(true);
    let timed = RwSignal::new(true);
    let attempted = RwSignal::new(false);
    let order = Memo::new(move |_| {
        let count = read_whole(&count.read(), 1, MOST_ITEMS);
        let count = count.to_option().map_err(Clone::clone)?.copied();
        let order = BatchOrder::new(Period::from(period.get()), &channels.read(), count)?;
        let themes = themes.read().split(',').map(str::to_owned).collect();
        Ok(order.varied(varied.get()).timed(timed.get()).themes(themes))
    });
    let problem = move |is_it: fn(&FormProblem) -> bool, at_once: bool| {
        Signal::derive(move || {
            let problem = order.get().err().filter(is_it)?;
            (at_once || attempted.get()).then(|| problem.to_string())
        })
    };
    let count_error = problem(|problem| matches!(problem, FormProblem::Count(_)), true);
    let channels_error = problem(
        |problem| *problem == FormProblem::Order(CannotPlan::NoChannel),
        false,
    );
    let error_id = unique_id("plan-channels-error");
    let describes = error_id.clone();
    let boxes = Channel::KNOWN
        .iter()
        .map(|channel| {
            let own = StoredValue::new(channel.clone());
            let shown = Signal::derive(move || own.with_value(|own| channels.read().contains(own)));
            let set = Callback::new(move |on: bool| {
                let own = own.get_value();
                channels.update(|channels| {
                    channels.retain(|channel| *channel != own);
                    if on {
                        channels.push(own);
                    }
                });
            });
            let tone = channel_tone(channel);
            view! { <Checkbox label=channel.label() checked=(shown, set) tone card=true /> }
        })
        .collect_view();
    let send = move |()| {
        attempted.set(true);
        if let Ok(order) = order.get_untracked() {
            on_order.run(order);
        }
    };
    let periods = Period::KNOWN
        .iter()
        .map(|period| ChoiceOption::new(period.as_str(), period.label()))
        .collect::<Vec<_>>();
    view! {
        <Panel heading=text::SETTINGS bare=true>
            <div class="stack">
                <RadioGroup label=text::PERIOD value=period options=Signal::stored(periods) />
                <fieldset
                    aria-describedby=move || {
                        channels_error.read().is_some().then(|| describes.clone())
                    }
                >
                    <legend class="field-label">{text::CHANNELS}</legend>
                    <div class="channel-choices">{boxes}</div>
                    <FieldError id=error_id error=channels_error />
                </fieldset>
                <NumberField
                    label=text::COUNT
                    whole=true
                    value=count
                    hint=text::count_hint(MOST_ITEMS)
                    error=count_error
                />
                <TextField
                    label=text::THEMES
                    value=themes
                    hint=text::THEMES_HINT.to_owned()
                />
                <Checkbox label=text::VARY checked=varied />
                <Checkbox label=text::SUGGEST_TIMES checked=timed />
                <div>
                    <Button
                        tone=ButtonTone::Primary
                        icon=Some(IconName::Calendar)
                        pending
                        on_click=send
                    >
                        {text::CREATE}
                    </Button>
                </div>
            </div>
        </Panel>
    }
    .into_any()
}

/// What keeps a plan from being made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
enum FormProblem {
    #[error("{0}")]
    Count(Unreadable),
    #[error("{0}")]
    Order(CannotPlan),
}

impl From<Unreadable> for FormProblem {
    fn from(unreadable: Unreadable) -> Self {
        Self::Count(unreadable)
    }
}

impl From<CannotPlan> for FormProblem {
    fn from(problem: CannotPlan) -> Self {
        Self::Order(problem)
    }
}
