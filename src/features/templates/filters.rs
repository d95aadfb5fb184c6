//! What the list of templates is narrowed down by.

use leptos::prelude::*;
use wire::channel::Channel;

use crate::{
    effect::effect,
    features::shared::channel_tone,
    state::address::Address,
    ui::{ChannelMarker, InputKind, Select, SelectOption, TextField},
};

use super::{params::TemplatesParams, text};

/// Words, a channel and a style to look for.
#[component]
pub fn Filters(
    /// The page's parameters.
    address: Address<TemplatesParams>,
    /// The styles there are.
    styles: Signal<Vec<String>>,
) -> impl IntoView {
    let params = address.params;
    let text = RwSignal::new(address.current().q);
    effect(move |_| {
        let q = params.get().q;
        if *text.read_untracked() != q {
            text.set(q);
        }
    });
    effect(move |before: Option<()>| {
        let q = text.get();
        if before.is_some() {
            address.replace(|params| params.q = q);
        }
    });
    let chips = Channel::KNOWN
        .iter()
        .filter(|channel| channel.family() == **channel)
        .map(|channel| {
            let pressed = Memo::new(move |_| params.read().channel.as_ref() == Some(channel));
            let toggle = move |_| {
                let channel = (!pressed.get_untracked()).then(|| channel.clone());
                address.push(|params| params.channel = channel);
            };
            view! {
                <button
                    class="template-chip"
                    type="button"
                    aria-pressed=move || pressed.get().to_string()
                    on:click=toggle
                >
                    <ChannelMarker channel=channel_tone(channel) />
                    <span>{channel.label()}</span>
                </button>
            }
        })
        .collect_view();
    let style = RwSignal::new(params.get_untracked().style);
    effect(move |_| {
        let now = params.get().style;
        if style.with_untracked(|style| *style != now) {
            style.set(now);
        }
    });
    let options = Signal::derive(move || {
        let mut options = vec![SelectOption::new("", text::list::ALL_STYLES)];
        let mut styles = styles.get();
        // A style that is gone still says why nothing is shown.
        let chosen = params.get().style;
        if !chosen.is_empty() && !styles.contains(&chosen) {
            styles.push(chosen);
        }
        options.extend(
            styles
                .into_iter()
                .map(|it| SelectOption::new(it.clone(), it)),
        );
        options
    });
    let choose = move |style: String| address.push(|params| params.style = style);
    view! {
        <search class="template-search">
            <TextField
                label=text::list::SEARCH
                label_hidden=true
                kind=InputKind::Search
                value=text
                placeholder=text::list::SEARCH_PLACEHOLDER
                autocomplete="off"
            />
            <div class="template-chips" role="group" aria-label=text::CHANNEL>
                {chips}
            </div>
            <Select label=text::STYLE label_hidden=true value=style options on_change=choose />
        </search>
    }
}
