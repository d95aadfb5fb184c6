//! What the list of templates is narrowed down by.

use leptos::prelude::*;
use wire::channel::Channel;

use crate::{
    features::marks::channel_tone,
    ui::{ChannelMarker, InputKind, Select, SelectOption, TextField},
};

use super::wanted::Wanted;

/// Words, a channel and a style to look for.
#[component]
pub fn Filters(
    /// What is wanted.
    wanted: Memo<Wanted>,
    /// Wants something else.
    want: Callback<(Wanted, bool)>,
    /// The styles there are.
    styles: Signal<Vec<String>>,
) -> impl IntoView {
    // The field leads, so that typing never waits for the router.
    let text = RwSignal::new(wanted.get_untracked().q);
    let sent = StoredValue::new(wanted.get_untracked().q);
    Effect::new(move |_| {
        let q = wanted.get().q;
        // What comes back late of one's own typing is older than the field.
        if sent.get_value() != q {
            sent.set_value(q.clone());
            text.set(q);
        }
    });
    Effect::new(move |before: Option<()>| {
        let q = text.get();
        if before.is_some() && sent.get_value() != q {
            sent.set_value(q.clone());
            let wanted = wanted.get_untracked();
            want.run((Wanted { q, ..wanted }, true));
        }
    });
    let chips = Channel::KNOWN
        .iter()
        .filter(|channel| channel.family() == **channel)
        .map(|channel| {
            let pressed = Memo::new(move |_| wanted.read().channel.as_ref() == Some(channel));
            let toggle = move |_| {
                let channel = (!pressed.get_untracked()).then(|| channel.clone());
                let q = text.get_untracked();
                let wanted = wanted.get_untracked();
                want.run((
                    Wanted {
                        q,
                        channel,
                        ..wanted
                    },
                    false,
                ));
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
    let style = RwSignal::new(wanted.get_untracked().style);
    Effect::new(move |_| {
        let now = wanted.get().style;
        if style.with_untracked(|style| *style != now) {
            style.set(now);
        }
    });
    let options = Signal::derive(move || {
        let mut options = vec![SelectOption::new("", "Every style")];
        let mut styles = styles.get();
        // A style that is gone still says why nothing is shown.
        let chosen = wanted.get().style;
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
    let choose = move |style: String| {
        let q = text.get_untracked();
        let wanted = wanted.get_untracked();
        want.run((Wanted { q, style, ..wanted }, false));
    };
    view! {
        <search class="template-search">
            <TextField
                label="Search templates"
                label_hidden=true
                kind=InputKind::Search
                value=text
                placeholder="Name, style or feature"
                autocomplete="off"
            />
            <div class="template-chips" role="group" aria-label="Channel">
                {chips}
            </div>
            <Select label="Style" label_hidden=true value=style options on_change=choose />
        </search>
    }
}
