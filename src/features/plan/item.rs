//! One item of a plan, and what can be done with it.

use leptos::prelude::*;
use wire::{channel::Channel, generate::Part, shipped::batch::PlannedItem};

use super::{days::time, export::text};
use crate::{
    features::{
        plan::text as words,
        shared::{PartView, channel_tone},
    },
    routes::Route,
    state::notices::use_notices,
    ui::{
        Button, ButtonSize, ButtonTone, ChannelMark, IconName, LinkButton, copy_text, format_number,
    },
};

/// One item, closed at first: a month of them would be a wall.
#[component]
pub fn ItemCard(
    /// The item.
    item: PlannedItem,
) -> impl IntoView {
    let notices = use_notices();
    let open = RwSignal::new(false);
    let copied = text(&item);
    let copy = move |()| {
        copy_text(&copied, move |done| {
            if done {
                notices.good(words::COPIED);
            } else {
                notices.plain(words::COPY_FAILED, words::COPY_FAILED_HINT);
            }
        });
    };
    let title = item.title();
    let at = time(&item);
    let part = StoredValue::new(item.part.clone());
    let claim = item
        .estimated_engagement
        .map(|claim| words::engagement(&format_number(claim)));
    let label = StoredValue::new(title.clone());
    let again = generate_from(&item);
    view! {
        <li class="plan-item">
            <div class="plan-item-head">
                <span class="plan-time">{at}</span>
                <ChannelMark
                    channel=channel_tone(&item.channel)
                    label=item.channel.label()
                />
                <span class="plan-title" dir="auto">{title}</span>
            </div>
            <p class="plan-item-facts">{platform(&item.part)} {claim}</p>
            <div class="plan-item-actions">
                <Button
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    icon=Signal::derive(move || {
                        Some(if open.get() { IconName::EyeOff } else { IconName::Eye })
                    })
                    label=Signal::derive(move || {
                        let word = if open.get() { words::HIDE } else { words::SHOW };
                        Some(words::show_or_hide(word, &label.get_value()))
                    })
                    on_click=move |()| open.update(|open| *open = !*open)
                >
                    {move || if open.get() { words::HIDE } else { words::SHOW }}
                </Button>
                <Button
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    icon=Some(IconName::Copy)
                    label=Some(words::copy_of(&label.get_value()))
                    on_click=copy
                >
                    {words::COPY}
                </Button>
                {again
                    .map(|href| {
                        view! {
                            <LinkButton href size=ButtonSize::Small tone=ButtonTone::Quiet>
                                {words::GENERATE_FOR_CHANNEL}
                            </LinkButton>
                        }
                    })}
            </div>
            <Show when=move || open.get()>
                <div class="plan-item-part">
                    <PartView part=part.get_value() />
                </div>
            </Show>
        </li>
    }
    .into_any()
}

fn platform(part: &Part) -> Option<String> {
    match part {
        Part::Social(social) => social
            .posts
            .first()
            .map(|post| words::platform(&post.platform.label())),
        _ => None,
    }
}

/// The form with the item's channel; its text cannot be taken along, for the server words its own.
fn generate_from(item: &PlannedItem) -> Option<String> {
    let family = item.channel.family();
    if matches!(family, Channel::Other(_)) {
        return None;
    }
    let mut query = wire::Query::new().with("channels", &family);
    if let Part::Social(social) = &item.part
        && let Some(post) = social.posts.first()
    {
        query = query.with("platforms", &post.platform);
    }
    Some(Route::Generate.with(&query))
}
