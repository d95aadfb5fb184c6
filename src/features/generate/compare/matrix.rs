//! The matrix: a column per tone, a band per channel.

use leptos::prelude::*;
use wire::{channel::Channel, generate::Tone};

use super::{
    super::{
        recipe::{Recipe, address as recipe_address},
        text,
    },
    cell::{CellView, PreviewDialog},
    compare_state::CompareState,
};
use crate::{
    features::shared::channel_tone,
    routes::Route,
    ui::{ButtonSize, ButtonTone, ChannelMark, Empty, ForEach, IconName, LinkButton},
};

/// The previews side by side.
#[component]
pub fn Matrix(
    /// The page's state.
    compare: CompareState,
) -> impl IntoView {
    let any = Memo::new(move |_| !compare.positions().is_empty());
    let channels = Memo::new(move |_| compare.form.channels.get());
    let tones = Memo::new(move |_| compare.tones.get());
    let width = move || tones.read().len().to_string();
    view! {
        <Show
            when=move || any.get()
            fallback=|| {
                view! {
                    <Empty icon=IconName::Eye title=text::compare::EMPTY>
                        {text::compare::EMPTY_HINT}
                    </Empty>
                }
            }
        >
            // It scrolls by itself, so that the page never gets wider than the window.
            <div class="matrix" role="region" aria-label=text::compare::MATRIX tabindex="0">
                <table style:--tones=width>
                    <caption class="visually-hidden">{text::compare::CAPTION}</caption>
                    <thead>
                        <tr>
                            <ForEach
                                each=move || tones.get()
                                key=|tone| tone.clone()
                                children=move |tone| view! { <Head compare tone /> }
                            />
                        </tr>
                    </thead>
                    <ForEach
                        each=move || channels.get()
                        key=|channel| channel.clone()
                        children=move |channel| view! { <Band compare channel tones /> }
                    />
                </table>
            </div>
        </Show>
        <PreviewDialog compare />
    }
}

#[component]
fn Head(compare: CompareState, tone: Tone) -> impl IntoView {
    let label = tone.label();
    let name = text::compare::use_for_all(&label);
    let href = Signal::derive(move || {
        let recipe = Recipe {
            tone: tone.clone(),
            dry_run: false,
            ..compare.form.recipe.get()
        };
        Route::Generate.with(&recipe_address::write(&recipe))
    });
    view! {
        <th scope="col">
            <div class="matrix-head">
                <span>{label}</span>
                <LinkButton
                    href
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    label=Some(name)
                >
                    {text::compare::USE_FOR_ALL}
                </LinkButton>
            </div>
        </th>
    }
}

#[component]
fn Band(compare: CompareState, channel: Channel, tones: Memo<Vec<Tone>>) -> impl IntoView {
    let span = move || tones.read().len().to_string();
    let (label, mark) = (channel.label(), channel_tone(&channel));
    view! {
        <tbody>
            <tr class="matrix-band">
                <th scope="rowgroup" colspan=span>
                    <ChannelMark channel=mark label bare=true />
                </th>
            </tr>
            <tr>
                <ForEach
                    each=move || tones.get()
                    key=|tone| tone.clone()
                    children=move |tone| {
                        view! { <CellView compare position=(channel.clone(), tone) /> }
                    }
                />
            </tr>
        </tbody>
    }
}
