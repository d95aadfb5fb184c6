//! The preview: what each channel's readers will see, and what was found in it.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    generate::{Finding, Part, Severity, SocialPart, SocialPost, WebPart},
};

use super::{
    desk::{Desk, Outcome},
    findings::{FieldLink, Findings},
};
use crate::{
    features::marks::channel_tone,
    state::clock::use_clock,
    ui::{
        Badge, EmailPreview, Empty, ErrorNotice, IconName, Notice, Panel, PostPreview, Skeleton,
        SkeletonShape, Spinner, State, TabItem, TabMark, Tabs, Time, WebPreview,
    },
};

/// The preview of every chosen channel.
#[component]
pub fn Wall(
    /// The page's state.
    desk: Desk,
) -> impl IntoView {
    let rendering = desk.rendering;
    let pending = Memo::new(move |_| rendering.is_pending());
    let is_dated = Memo::new(move |_| desk.is_current() == Some(false));
    let channels = Memo::new(move |_| desk.form.channels.get());
    let has_channels = Memo::new(move |_| !channels.read().is_empty());
    let items = Signal::derive(move || {
        let broken = broken(desk);
        channels
            .get()
            .iter()
            .map(|it| tab(it, &broken))
            .collect::<Vec<_>>()
    });
    // The chosen tab, or the first one where that channel is not chosen any more.
    let selected = Signal::derive(move || {
        let wanted = desk.tab.get();
        channels.with(|channels| {
            let found = channels.iter().find(|it| it.as_str() == wanted);
            found
                .or(channels.first())
                .map(|it| it.as_str().to_owned())
                .unwrap_or_default()
        })
    });
    let panel = move |id: String| view! { <Of desk channel=Channel::from(id) /> }.into_any();
    let failed = rendering.error();
    view! {
        <Panel heading="Preview" actions=move || view! { <Freshness desk /> }>
            <div
                class="wall"
                aria-busy=move || pending.get().to_string()
                data-dated=move || is_dated.get().then_some("")
            >
                <Said desk />
                <ErrorNotice
                    error=failed
                    title="Nothing could be rendered"
                    kept="The form is kept"
                    on_retry=move |()| desk.preview()
                    pending
                />
                <Findings desk />
                <Show when=move || has_channels.get() fallback=|| view! { <Nothing /> }>
                    <Tabs
                        label="What readers see"
                        items
                        selected
                        on_select=move |id| desk.tab.set(id)
                        panel
                    />
                </Show>
            </div>
        </Panel>
    }
    .into_any()
}

/// The channels with a problem that forbids to send them.
fn broken(desk: Desk) -> Vec<Channel> {
    desk.rendering.rendered.with(|rendered| {
        let Some(rendered) = rendered else {
            return Vec::new();
        };
        let errors = rendered.preview.findings.iter();
        errors
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.channel.family())
            .collect()
    })
}

fn tab(channel: &Channel, broken: &[Channel]) -> TabItem {
    let mark = if broken.contains(channel) {
        TabMark::State(State::Bad)
    } else {
        TabMark::Channel(channel_tone(channel))
    };
    TabItem::new(channel.as_str(), channel.label()).mark(mark)
}

/// Whether the preview shows what the form says.
#[component]
fn Freshness(desk: Desk) -> impl IntoView {
    let now = use_clock().now();
    let pending = Memo::new(move |_| desk.rendering.is_pending());
    let current = Memo::new(move |_| desk.is_current());
    let at = Signal::derive(move || {
        desk.rendering
            .rendered
            .with(|it| it.as_ref().map(|it| it.at))
    });
    view! {
        <div class="freshness" aria-live="polite">
            {move || {
                if pending.get() {
                    return view! {
                        <Spinner label="Rendering" />
                        <span aria-hidden="true">"Rendering"</span>
                    }
                        .into_any();
                }
                match current.get() {
                    None => ().into_any(),
                    Some(true) => {
                        view! { <Badge state=State::Good>"Up to date"</Badge> }.into_any()
                    }
                    Some(false) => {
                        view! { <Badge state=State::Warn>"Out of date"</Badge> }.into_any()
                    }
                }
            }}
        </div>
        <Show when=move || at.read().is_some() && !pending.get()>
            <span class="preview-caption">
                <Time at now />
            </span>
        </Show>
    }
}

/// What came of the last click.
#[component]
fn Said(desk: Desk) -> impl IntoView {
    move || {
        let (state, title, detail) = match desk.outcome.get()? {
            Outcome::DryRun => (
                State::Good,
                "Dry run: nothing was published",
                "Switch the dry run off to send this.",
            ),
            Outcome::Stopped => (
                State::Bad,
                "Stopped before sending: nothing was published",
                "Solve what is listed here, then try again.",
            ),
            Outcome::Overtaken => (
                State::Warn,
                "The form changed during the check: nothing was published",
                "Look at it once more, then try again.",
            ),
        };
        Some(view! {
            <Notice state title>
                {detail}
            </Notice>
        })
    }
}

/// Before there is anything to show.
#[component]
fn Nothing() -> impl IntoView {
    view! {
        <Empty icon=IconName::Eye title="Choose a document and channels">
            "What every reader will see appears here, before anything goes out."
        </Empty>
    }
}

/// What is known of one channel.
#[derive(Clone, PartialEq)]
enum Shown {
    /// It is being rendered for the first time.
    Waiting,
    /// It was not rendered yet.
    Nothing,
    /// It could not be rendered.
    Failed(Vec<Finding>),
    /// It was rendered.
    Part(Box<Part>),
}

#[component]
fn Of(desk: Desk, channel: Channel) -> impl IntoView {
    let label = channel.label();
    let shown = Memo::new(move |_| {
        let known = desk.rendering.rendered.with(|rendered| {
            let rendered = rendered.as_ref()?;
            if let Some(part) = rendered.preview.parts.get(&channel) {
                return Some(Shown::Part(Box::new(part.clone())));
            }
            let asked = rendered.asked.request.channels.contains(&channel);
            asked.then(|| {
                let findings = rendered.preview.findings.iter();
                let own = findings.filter(|finding| {
                    finding.channel == channel && finding.severity == Severity::Error
                });
                Shown::Failed(own.cloned().collect())
            })
        });
        known.unwrap_or_else(|| {
            if desk.rendering.is_pending() {
                Shown::Waiting
            } else {
                Shown::Nothing
            }
        })
    });
    move || match shown.get() {
        Shown::Waiting => {
            view! { <Skeleton shape=SkeletonShape::Card count=2 label="Rendering" /> }.into_any()
        }
        Shown::Nothing => {
            let title = format!("{label} is not rendered yet");
            view! {
                <Empty icon=IconName::Eye title>
                    "Choose a document, then press Preview. Nothing goes out by that."
                </Empty>
            }
            .into_any()
        }
        Shown::Failed(findings) => {
            view! { <Failed desk label=label.clone() findings /> }.into_any()
        }
        Shown::Part(part) => view! { <Rendered part=*part /> }.into_any(),
    }
}

/// A channel that could not be rendered.
#[component]
fn Failed(desk: Desk, label: String, findings: Vec<Finding>) -> impl IntoView {
    let reasons = findings
        .into_iter()
        .map(|finding| {
            let message = finding.message.clone();
            view! {
                <li>
                    <span dir="auto">{message}</span>
                    <FieldLink desk finding />
                </li>
            }
        })
        .collect_view();
    view! {
        <Notice state=State::Bad title=format!("{label} could not be rendered")>
            <ul class="finding-reasons" role="list">
                {reasons}
            </ul>
            "The other channels are not affected."
        </Notice>
    }
}

/// A rendered part, as its reader will see it.
#[component]
pub fn Rendered(
    /// What came.
    part: Part,
) -> impl IntoView {
    match part {
        Part::Email(email) => view! {
            <EmailPreview
                subject=email.subject
                preheader=email.preheader
                html=email.html
                text=email.text
                recipient_count=email.recipient_count
            />
        }
        .into_any(),
        Part::Social(social) => view! { <Posts social /> }.into_any(),
        Part::Web(page) => view! { <Page page /> }.into_any(),
        Part::Other(value) => {
            let text = serde_json::to_string_pretty(&value).unwrap_or_default();
            view! {
                <pre class="preview-source" tabindex="0">
                    {text}
                </pre>
            }
            .into_any()
        }
    }
}

#[component]
fn Posts(social: SocialPart) -> impl IntoView {
    if social.posts.is_empty() {
        return view! {
            <Empty icon=IconName::Share title="There are no posts">
                "Choose platforms, then render again."
            </Empty>
        }
        .into_any();
    }
    let of = |post: &SocialPost| {
        let same = |other: &&SocialPost| other.platform == post.platform;
        social.posts.iter().filter(same).count()
    };
    let mut seen: Vec<wire::channel::Platform> = Vec::new();
    let posts = social
        .posts
        .iter()
        .map(|post| {
            seen.push(post.platform.clone());
            let at = seen.iter().filter(|it| **it == post.platform).count();
            view! {
                <PostPreview
                    platform=post.platform.label()
                    limit=post.limit()
                    length=post.length()
                    cut=cut(post)
                    text=post.content.clone()
                    hashtags=post.hashtags.clone()
                    media_urls=post.media_urls.clone()
                    place=Some((at, of(post)))
                />
            }
        })
        .collect_view();
    view! { <div class="posts">{posts}</div> }.into_any()
}

/// Where the post's own limit cuts it off.
fn cut(post: &SocialPost) -> Option<usize> {
    let limit = post.limit()?;
    if post.limit.is_none() {
        return post.platform.cut(&post.content);
    }
    if post.length() <= limit {
        return None;
    }
    let mut fits = 0;
    for (at, character) in post.content.char_indices() {
        let end = at + character.len_utf8();
        let head = post.content.get(..end).unwrap_or_default();
        if post.platform.length(head) > limit {
            break;
        }
        fits = end;
    }
    Some(fits)
}

#[component]
fn Page(page: WebPart) -> impl IntoView {
    let (title, description, url) = match page.seo {
        Some(seo) => (Some(seo.title), Some(seo.description), seo.url),
        None => (None, None, None),
    };
    view! {
        <WebPreview
            title=page.title
            html=page.html
            markdown=page.markdown
            seo_title=title
            seo_description=description
            seo_url=url
            excerpt=page.excerpt
            tags=page.tags
        />
    }
}

#[cfg(test)]
mod tests {
    use wire::channel::Platform;

    use super::*;

    #[test]
    fn a_post_is_cut_at_its_own_limit() {
        let mut post = SocialPost {
            platform: Platform::LinkedIn,
            content: "éé twelve chars".to_owned(),
            hashtags: Vec::new(),
            media_urls: Vec::new(),
            scheduled_for: None,
            limit: None,
        };
        assert_eq!(cut(&post), None);
        post.limit = Some(5);
        assert_eq!(cut(&post), Some(7));
        post.limit = Some(50);
        assert_eq!(cut(&post), None);
    }
}
