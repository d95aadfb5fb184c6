//! Figures as lengths: progress, shares, and room that is left.

use leptos::prelude::*;

use super::{
    State, StateMark,
    format::{format_number, format_percent, percent_value},
    text::field as text,
};

/// A bar for a share of one, such as progress.
#[component]
pub fn Meter(
    /// The share from 0 to 1; `None` when it cannot be known.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// What is measured; the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// How it stands; `None` draws it in ink.
    #[prop(optional, into)]
    state: Signal<Option<State>>,
    /// The figure in words, where a percentage would not say it.
    #[prop(optional, into)]
    words: Signal<Option<String>>,
) -> impl IntoView {
    let share = move || {
        value
            .get()
            .filter(|value| value.is_finite())
            .map(|v| v.clamp(0.0, 1.0))
    };
    view! {
        <div
            class="meter"
            role="progressbar"
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || share().map(percent_value)
            aria-valuetext=move || words.get().or_else(|| share().map(format_percent))
            data-state=move || state.get().map(State::as_str)
        >
            <span
                class="meter-bar"
                style:width=move || share().map(|share| format!("{:.2}%", share * 100.0))
            ></span>
        </div>
    }
}

/// How much of a limit a text uses: a bar and words, warned of in good time.
#[component]
pub fn CounterBar(
    /// How much is used.
    #[prop(into)]
    count: Signal<usize>,
    /// How much there may be.
    #[prop(into)]
    limit: Signal<usize>,
    /// What is counted, such as `LinkedIn characters`; the accessible name.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let fullness = Memo::new(move |_| fullness(count.get(), limit.get()));
    let share = move || (count.get() as f64 / limit.get().max(1) as f64).min(1.0) * 100.0;
    view! {
        <div
            class="counter-bar"
            role="group"
            aria-label=move || label.get()
            data-state=move || fullness.get().as_str()
        >
            <span class="counter-track" aria-hidden="true">
                <span style:width=move || format!("{:.2}%", share())></span>
            </span>
            <Show when=move || fullness.get() != State::Off>
                <StateMark state=fullness />
            </Show>
            <span class="counter-words">{move || words(count.get(), limit.get())}</span>
        </div>
    }
}

/// Beyond nine tenths of a limit it is time to warn.
fn fullness(count: usize, limit: usize) -> State {
    if count > limit {
        State::Bad
    } else if count.saturating_mul(10) >= limit.saturating_mul(9) {
        State::Warn
    } else {
        State::Off
    }
}

fn words(count: usize, limit: usize) -> String {
    let (used, whole) = (format_number(count as f64), format_number(limit as f64));
    match fullness(count, limit) {
        State::Bad => text::over(&used, &whole, &format_number((count - limit) as f64)),
        State::Warn => text::left(&used, &whole, &format_number((limit - count) as f64)),
        _ => text::used(&used, &whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_warns_near_the_limit_and_says_how_far_over() {
        assert_eq!(words(120, 280), "120 of 280");
        assert_eq!(words(252, 280), "252 of 280, 28 left");
        assert_eq!(words(280, 280), "280 of 280, 0 left");
        assert_eq!(words(283, 280), "283 of 280, 3 over");
        assert_eq!(fullness(251, 280), State::Off);
        assert_eq!(fullness(252, 280), State::Warn);
        assert_eq!(fullness(281, 280), State::Bad);
    }
}
