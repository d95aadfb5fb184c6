//! Where it goes: channels, and the platforms of the social one.

use leptos::prelude::*;
use wire::channel::{Channel, Platform};

use super::{
    super::{
        recipe::{field::Field, in_order},
        text,
    },
    compose_state::ComposeState,
};
use crate::{
    features::shared::channel_tone,
    ui::{Checkbox, FieldError, Panel, unique_id},
};

/// Where to send it.
#[component]
pub fn Channels(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let error = compose.error(Field::Channels);
    let error_id = unique_id("channels-error");
    let describes = error_id.clone();
    let social = Memo::new(move |_| {
        compose
            .form
            .channels
            .with(|it| it.contains(&Channel::Social))
    });
    let boxes = Channel::KNOWN
        .iter()
        .map(|channel| view! { <ChannelBox compose channel=channel.clone() /> })
        .collect_view();
    view! {
        <Panel heading=text::shared::CHANNELS bare=true>
            <fieldset
                id=Field::Channels.anchor()
                aria-describedby=move || error.read().is_some().then(|| describes.clone())
            >
                <legend class="visually-hidden">{text::compose::WHERE}</legend>
                <div class="channel-choices">{boxes}</div>
                <FieldError id=error_id error />
            </fieldset>
            <Show when=move || social.get()>
                <Platforms compose />
            </Show>
        </Panel>
    }
}

#[component]
fn ChannelBox(compose: ComposeState, channel: Channel) -> impl IntoView {
    let detail = match channel {
        Channel::Email => text::compose::NEWSLETTER,
        Channel::Social => text::compose::POSTS_ON_PLATFORMS,
        _ => text::compose::PAGE,
    };
    let label = channel.label();
    let tone = channel_tone(&channel);
    let channel = StoredValue::new(channel);
    let shown = Signal::derive(move || {
        let chosen = compose.form.channels.read();
        channel.with_value(|channel| chosen.contains(channel))
    });
    let set = Callback::new(move |on| {
        channel.with_value(|channel| compose.form.switch_channel(channel, on));
    });
    view! { <Checkbox label checked=(shown, set) detail=detail.to_owned() tone card=true /> }
}

#[component]
fn Platforms(compose: ComposeState) -> impl IntoView {
    let error = compose.error(Field::Platforms);
    let error_id = unique_id("platforms-error");
    let describes = error_id.clone();
    let offered = Memo::new(move |before: Option<&Vec<Platform>>| {
        let mut offered = compose
            .mode
            .get()
            .platforms(&compose.server_rules.platforms());
        // One that is not offered can come with a job or a link; it can be taken away, and
        // back as long as this mode stays.
        offered.extend(compose.form.platforms.get());
        let before = before.into_iter().flatten();
        offered.extend(
            before
                .filter(|it| matches!(it, Platform::Other(_)))
                .cloned(),
        );
        in_order(&offered, Platform::KNOWN)
    });
    let boxes = move || {
        let boxes = offered.get().into_iter();
        boxes
            .map(|platform| view! { <PlatformBox compose platform /> })
            .collect_view()
    };
    view! {
        <fieldset
            class="platform-choices"
            id=Field::Platforms.anchor()
            aria-describedby=move || error.read().is_some().then(|| describes.clone())
        >
            <legend class="field-label">{text::shared::PLATFORMS}</legend>
            <div class="platform-boxes">{boxes}</div>
            <FieldError id=error_id error />
        </fieldset>
    }
}

#[component]
fn PlatformBox(compose: ComposeState, platform: Platform) -> impl IntoView {
    let label = platform.label();
    let platform = StoredValue::new(platform);
    let detail = Signal::derive(move || {
        platform.with_value(|platform| compose.server_rules.limit_in_words(platform))
    });
    let shown = Signal::derive(move || {
        let chosen = compose.form.platforms.read();
        platform.with_value(|platform| chosen.contains(platform))
    });
    let set = Callback::new(move |on| {
        platform.with_value(|platform| compose.form.switch_platform(platform, on));
    });
    view! { <Checkbox label checked=(shown, set) detail /> }
}
