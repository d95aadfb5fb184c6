//! A channel as a marker, a hue and a word.

use leptos::prelude::*;

/// A channel that content goes out on; each owns a hue and a marker's shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ChannelTone {
    /// Newsletters; a square.
    Email,
    /// Posts; a disc.
    Social,
    /// Pages; a diamond.
    Web,
    /// One this app does not know; a ring.
    #[default]
    Other,
}

impl ChannelTone {
    /// The value of `data-channel`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Social => "social",
            Self::Web => "web",
            Self::Other => "other",
        }
    }

    fn shape(self) -> &'static str {
        match self {
            Self::Email => "M1 2h8v6h-8z",
            Self::Social => "M5 1a4 4 0 1 0 0 8a4 4 0 0 0 0-8z",
            Self::Web => "M5 .25l4.75 4.75l-4.75 4.75l-4.75-4.75z",
            Self::Other => "M5 1.75a3.25 3.25 0 1 0 0 6.5a3.25 3.25 0 0 0 0-6.5z",
        }
    }
}

/// The marker of a channel alone; put its word beside it.
#[component]
pub fn ChannelMarker(
    /// Which channel.
    #[prop(into)]
    channel: Signal<ChannelTone>,
) -> impl IntoView {
    move || {
        let channel = channel.get();
        view! {
            <svg
                class="channel-marker"
                data-channel=channel.as_str()
                viewBox="0 0 10 10"
                aria-hidden="true"
                focusable="false"
            >
                <path d=channel.shape() />
            </svg>
        }
    }
}

/// A channel: its marker, its hue and its word.
#[component]
pub fn ChannelMark(
    /// Which channel.
    #[prop(into)]
    channel: Signal<ChannelTone>,
    /// The word, such as `Email` or `LinkedIn`.
    #[prop(into)]
    label: Signal<String>,
    /// Without a tinted ground, as in running text.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    view! {
        <span
            class="channel-mark"
            data-channel=move || channel.get().as_str()
            data-bare=bare.then_some("")
        >
            <ChannelMarker channel />
            <span class="channel-word">{move || label.get()}</span>
        </span>
    }
}
