//! The last step before publishing: what goes where, to how many, when, and what was found.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    channel::{Channel, Platform},
    generate::{self, GenerateRequest, Part, Preview, TestEmail},
};

use super::{
    super::{
        recipe::{Recipe, findings, generation_mode::GenerationMode},
        shared::publish_step::{PublishStep, hold_words},
        text,
    },
    compose_state::ComposeState,
    publication_notice::PublicationNotice,
};
use crate::{
    features::shared::channel_tone,
    state::{mutation::use_mutation, session::use_session},
    ui::{
        Button, ButtonSize, ChannelMark, ErrorNotice, State, StateMark, format_absolute,
        format_count, format_number,
    },
};

/// How many people or things a channel's part reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Audience {
    /// So many people, where the server says it.
    Recipients(Option<u64>),
    /// So many posts; `None` without a preview.
    Posts(Option<usize>),
    /// One page.
    Page,
    /// Not known.
    Unknown,
}

impl Audience {
    fn words(&self) -> String {
        match self {
            Self::Recipients(Some(1)) => text::compose::ONE_RECIPIENT.to_owned(),
            Self::Recipients(Some(count)) => {
                text::compose::recipients(&format_number(*count as f64))
            }
            Self::Recipients(None) => text::shared::RECIPIENTS_UNKNOWN.to_owned(),
            Self::Posts(Some(count)) => {
                format_count(*count, text::compose::POST, text::compose::POSTS)
            }
            Self::Posts(None) => text::compose::POSTS_UNCOUNTED.to_owned(),
            Self::Page => text::compose::ONE_PAGE.to_owned(),
            Self::Unknown => String::new(),
        }
    }
}

/// Where one channel's part goes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PublishTarget {
    channel: Channel,
    place: String,
    audience: Audience,
}

/// What would be published, channel by channel.
fn targets(recipe: &Recipe, preview: Option<&Preview>) -> Vec<PublishTarget> {
    let target = |channel: &Channel| {
        let part = preview.and_then(|preview| preview.parts.get(channel));
        let (place, audience) = match (channel, part) {
            (_, Some(Part::Email(email))) => (
                text::compose::quoted(&email.subject),
                Audience::Recipients(email.recipient_count),
            ),
            (Channel::Email, _) => (String::new(), Audience::Recipients(None)),
            (Channel::Social, part) => {
                let platforms: Vec<_> = recipe.platforms.iter().map(Platform::label).collect();
                let posts = match part {
                    Some(Part::Social(social)) => Some(social.posts.len()),
                    _ => None,
                };
                (platforms.join(", "), Audience::Posts(posts))
            }
            (_, Some(Part::Web(page))) => {
                let url = page.seo.as_ref().and_then(|seo| seo.url.clone());
                let place = url.unwrap_or_else(|| text::compose::quoted(&page.title));
                (place, Audience::Page)
            }
            (Channel::Web, _) => (String::new(), Audience::Page),
            _ => (String::new(), Audience::Unknown),
        };
        PublishTarget {
            channel: channel.clone(),
            place,
            audience,
        }
    };
    recipe.channels.iter().map(target).collect()
}

/// Asks whether to publish the form.
#[component]
pub fn PublishDialog(
    /// The page's state.
    compose: ComposeState,
    /// Set while the dialog is there, and has been for a moment.
    covered: RwSignal<bool>,
) -> impl IntoView {
    let open = Memo::new(move |_| compose.confirming.read().is_some());
    let count = Memo::new(move |_| compose.form.recipe.with(|recipe| recipe.channels.len()));
    let title = Signal::derive(move || {
        text::compose::publish_to(&format_count(
            count.get(),
            text::compose::CHANNEL,
            text::compose::CHANNELS,
        ))
    });
    view! {
        <PublishStep
            open
            title
            words=text::shared::GENERATE
            covered
            on_close=move |()| compose.confirming.set(None)
            on_confirm=move |()| compose.confirm()
        >
            <Summary compose />
        </PublishStep>
    }
    .into_any()
}

#[component]
fn Summary(compose: ComposeState) -> impl IntoView {
    let session = use_session();
    let preview = Memo::new(move |_| {
        let is_current = compose.is_current() == Some(true);
        compose.rendering.rendered.with(|rendered| {
            let rendered = rendered.as_ref().filter(|_| is_current);
            rendered.map(|rendered| rendered.preview.clone())
        })
    });
    let rows = move || {
        let targets = compose
            .form
            .recipe
            .with(|recipe| targets(recipe, preview.read().as_ref()));
        targets
            .into_iter()
            .map(|target| {
                let label = target.channel.label();
                let words = target.audience.words();
                view! {
                    <li>
                        <ChannelMark channel=channel_tone(&target.channel) label />
                        <strong>{words}</strong>
                        <span class="publish-place" dir="auto">
                            {target.place}
                        </span>
                    </li>
                }
            })
            .collect_view()
    };
    let when = move || {
        let schedule = compose.form.recipe.with(|recipe| recipe.schedule.clone());
        let at = schedule.shown().and_then(wire::Stamp::epoch_millis);
        match at {
            Some(at) => text::compose::publishes(&format_absolute(at)),
            None => hold_words(session),
        }
    };
    let rewords = Memo::new(move |_| compose.mode.get().rewords());
    let tests_email = Memo::new(move |_| {
        compose.mode.get() == GenerationMode::Contract
            && compose
                .form
                .recipe
                .with(|recipe| recipe.has(&Channel::Email))
    });
    view! {
        <div class="publish-summary">
            <PublicationNotice compose />
            <ul class="publish-targets" role="list" aria-label=text::shared::WHERE_PUBLISHED>
                {rows}
            </ul>
            <p>{when}</p>
            {move || match preview.get() {
                Some(preview) => view! { <Checks preview /> }.into_any(),
                None => {
                    view! {
                        <p class="publish-note">{text::compose::NO_CHECKS}</p>
                    }
                        .into_any()
                }
            }}
            <Show when=move || rewords.get()>
                <p class="publish-note">
                    {text::compose::REWORDS}
                </p>
            </Show>
            <Show when=move || tests_email.get()>
                <TestEmailButton compose />
            </Show>
        </div>
    }
    .into_any()
}

/// What the checks found, each by its words.
#[component]
fn Checks(preview: Preview) -> impl IntoView {
    let found = findings::grouped(&preview);
    if found.is_empty() {
        return view! {
            <p>
                <StateMark state=State::Good />
                " "
                {text::shared::NO_ISSUES}
            </p>
        }
        .into_any();
    }
    let count = format_count(found.len(), text::shared::WARNING, text::shared::WARNINGS);
    let lines = found
        .into_iter()
        .map(|found| {
            let places: Vec<_> = found.channels.iter().map(Channel::label).collect();
            let line = text::compose::found_in(&places.join(", "), &found.finding.message);
            view! { <li dir="auto">{line}</li> }
        })
        .collect_view();
    view! {
        <div class="publish-warnings">
            <p>
                <StateMark state=State::Warn />
                " "
                {count}
            </p>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

/// Sends the newsletter to whoever asks, and to nobody else.
#[component]
fn TestEmailButton(compose: ComposeState) -> impl IntoView {
    let session = use_session();
    let offered = Memo::new(move |_| session.offers(Capability::TestEmail));
    let sent = RwSignal::new(None::<TestEmail>);
    let send = use_mutation(
        |request: &GenerateRequest| generate::send_test_email(request),
        move |_, email| sent.set(Some(email)),
    );
    let run = move |()| {
        sent.set(None);
        if let Some(request) = compose.confirming.get_untracked() {
            send.run(request);
        }
    };
    view! {
        <Show
            when=move || offered.get()
            fallback=|| {
                view! { <p class="publish-note">{text::compose::NO_TEST_EMAIL}</p> }
            }
        >
            <div class="publish-test">
                <Button size=ButtonSize::Small pending=send.pending() on_click=run>
                    {text::compose::SEND_TEST}
                </Button>
                <span class="publish-note" role="status">
                    {move || sent.get().map(|email| text::compose::test_sent(&email.to))}
                </span>
            </div>
            <ErrorNotice error=send.error() title=text::compose::TEST_FAILED />
        </Show>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(parts: serde_json::Value) -> Preview {
        let json = serde_json::json!({"parts": parts, "generated_at": "2026-11-23T00:00:00Z"});
        serde_json::from_value(json).unwrap()
    }

    fn recipe() -> Recipe {
        Recipe {
            channels: vec![Channel::Email, Channel::Social, Channel::Web],
            platforms: vec![Platform::Twitter, Platform::LinkedIn],
            ..Recipe::default()
        }
    }

    #[test]
    fn the_publish_step_names_each_channel_with_how_many_it_reaches() {
        let preview = preview(serde_json::json!({
            "email": {"subject": "Hello", "html": "<p>", "recipient_count": 1284},
            "social": {"posts": [
                {"platform": "twitter", "content": "a"}, {"platform": "twitter", "content": "b"},
                {"platform": "linkedin", "content": "c"},
            ]},
            "web": {"title": "Page", "markdown": "", "seo": {
                "title": "", "description": "", "url": "https://example.com/p",
            }},
        }));
        let found = targets(&recipe(), Some(&preview));
        let audiences: Vec<_> = found.iter().map(|it| it.audience.clone()).collect();
        assert_eq!(
            audiences,
            [
                Audience::Recipients(Some(1284)),
                Audience::Posts(Some(3)),
                Audience::Page
            ]
        );
        let places: Vec<_> = found.iter().map(|it| it.place.as_str()).collect();
        assert_eq!(places, ["“Hello”", "X, LinkedIn", "https://example.com/p"]);
    }

    #[test]
    fn what_no_preview_says_is_not_counted() {
        let found = targets(&recipe(), None);
        assert_eq!(found[0].audience, Audience::Recipients(None));
        assert_eq!(found[0].audience.words(), "Recipient count unknown");
        assert_eq!(found[1].audience, Audience::Posts(None));
        assert!(found[0].place.is_empty());
    }
}
