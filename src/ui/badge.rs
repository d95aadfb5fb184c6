//! A state as a shape and a word.

use leptos::prelude::*;

/// How a thing is; each state has a hue, a shape, and needs a word beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    /// It went well.
    Good,
    /// It is being worked on.
    Busy,
    /// It needs a look.
    Warn,
    /// It failed.
    Bad,
    /// Nothing goes on.
    #[default]
    Off,
}

impl State {
    /// The value of `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Busy => "busy",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Off => "off",
        }
    }

    fn fill(self) -> &'static str {
        match self {
            Self::Good => "M6 .5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11z",
            Self::Warn => "M6 .75L11.75 11H.25z",
            Self::Bad => "M3.75.5h4.5l3.25 3.25v4.5l-3.25 3.25h-4.5L.5 8.25v-4.5z",
            Self::Busy | Self::Off => "",
        }
    }

    fn line(self) -> &'static str {
        match self {
            Self::Good => "M3.5 6.25l1.75 1.75L8.6 4.25",
            Self::Busy => "M6 1.25a4.75 4.75 0 1 1-4.75 4.75",
            Self::Warn => "M6 4.5v2.75M6 9.25v.01",
            Self::Bad => "M4.2 4.2l3.6 3.6M7.8 4.2l-3.6 3.6",
            Self::Off => "M6 1.25a4.75 4.75 0 1 0 0 9.5a4.75 4.75 0 0 0 0-9.5zM4 6h4",
        }
    }
}

/// The shape of a state alone; put its word beside it.
#[component]
pub fn StateMark(
    /// Which state.
    #[prop(into)]
    state: Signal<State>,
) -> impl IntoView {
    // One effect for all of it: tables draw states by the hundred.
    move || {
        let state = state.get();
        view! {
            <svg
                class="state-mark"
                data-state=state.as_str()
                viewBox="0 0 12 12"
                aria-hidden="true"
                focusable="false"
            >
                <path class="state-mark-fill" d=state.fill() />
                <path class="state-mark-line" d=state.line() />
            </svg>
        }
    }
}

/// A state: its shape, its hue and its word.
#[component]
pub fn Badge(
    /// Which state.
    #[prop(into)]
    state: Signal<State>,
    /// Without a tinted ground, as in a row of a table.
    #[prop(optional)]
    bare: bool,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <span
            class="badge"
            data-state=move || state.get().as_str()
            data-bare=bare.then_some("")
        >
            <StateMark state />
            <span class="badge-word">{children()}</span>
        </span>
    }
}
