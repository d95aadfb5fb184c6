//! The preview: what each channel's readers will see, and what was found in it.

use leptos::prelude::*;
use wire::{
    channel::Channel,
    generate::{Finding, Part, Severity},
};

use super::{
    super::{recipe::generation_mode::GenerationMode, text},
    compose_state::{ComposeState, GenerateOutcome},
    finding_list::{FieldLink, FindingList},
    publication_notice::PublicationNotice,
};
use crate::{
    effect::effect,
    features::shared::{PartView, channel_tone},
    state::clock::use_clock,
    ui::{
        Badge, Empty, ErrorNotice, IconName, Notice, Panel, Skeleton, SkeletonShape, Spinner,
        State, TabItem, TabMark, Tabs, Time,
    },
};

/// The preview of every chosen channel.
#[component]
pub fn PreviewPanel(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let rendering = compose.rendering;
    let pending = Memo::new(move |_| rendering.is_pending());
    let is_dated = Memo::new(move |_| compose.is_current() == Some(false));
    let channels = Memo::new(move |_| compose.form.channels.get());
    let has_channels = Memo::new(move |_| !channels.read().is_empty());
    let items = Signal::derive(move || {
        let broken = broken(compose);
        channels
            .get()
            .iter()
            .map(|it| tab(it, &broken))
            .collect::<Vec<_>>()
    });
    // The chosen tab, or the first one where that channel is not chosen any more.
    let selected = Signal::derive(move || {
        let wanted = compose.tab.get();
        channels.with(|channels| {
            let found = channels.iter().find(|it| it.as_str() == wanted);
            found
                .or(channels.first())
                .map(|it| it.as_str().to_owned())
                .unwrap_or_default()
        })
    });
    let panel =
        move |id: String| view! { <ChannelPreview compose channel=Channel::from(id) /> }.into_any();
    let failed = rendering.error();
    let reworded = Memo::new(move |_| {
        compose.mode.get().rewords() && rendering.rendered.with(Option::is_some)
    });
    let root = NodeRef::<leptos::html::Div>::new();
    effect(move |before: Option<u32>| {
        let answered = compose.answered.get();
        if before.is_some_and(|before| before != answered)
            && let Some(panel) = root.get_untracked()
        {
            bring_into_view(&panel);
        }
        answered
    });
    view! {
        <Panel heading=text::compose::PREVIEW actions=move || view! { <Freshness compose /> }>
            <div
                class="preview-panel"
                node_ref=root
                aria-busy=move || pending.get().to_string()
                data-dated=move || is_dated.get().then_some("")
            >
                <PublicationNotice compose />
                <OutcomeNotice compose />
                <ErrorNotice
                    error=failed
                    title=text::compose::PREVIEW_FAILED
                    kept=text::shared::CHANGES_SAVED
                    on_retry=move |()| compose.preview()
                    pending
                />
                <FindingList compose />
                <Show when=move || reworded.get()>
                    <p class="preview-panel-note">
                        {text::compose::REWORDS}
                    </p>
                </Show>
                <Show when=move || has_channels.get() fallback=move || view! { <EmptyPreview compose /> }>
                    <Tabs
                        label=text::compose::BY_CHANNEL
                        items
                        selected
                        on_select=move |id| compose.tab.set(id)
                        panel
                    />
                </Show>
            </div>
        </Panel>
    }
    .into_any()
}

/// Scrolls to the preview where it stands below the form, as on a phone.
fn bring_into_view(panel: &web_sys::Element) {
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    if panel.get_bounding_client_rect().top() > height / 2.0 {
        panel
            .closest("section")
            .ok()
            .flatten()
            .as_ref()
            .unwrap_or(panel)
            .scroll_into_view();
    }
}

/// The channels with a problem that forbids to send them.
fn broken(compose: ComposeState) -> Vec<Channel> {
    compose.rendering.rendered.with(|rendered| {
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
fn Freshness(compose: ComposeState) -> impl IntoView {
    let now = use_clock().now();
    let pending = Memo::new(move |_| compose.rendering.is_pending());
    let current = Memo::new(move |_| compose.is_current());
    let at = Signal::derive(move || {
        compose
            .rendering
            .rendered
            .with(|it| it.as_ref().map(|it| it.at))
    });
    view! {
        <div class="freshness" aria-live="polite">
            {move || {
                if pending.get() {
                    return view! {
                        <Spinner label=text::compose::RENDERING />
                        <span aria-hidden="true">{text::compose::RENDERING}</span>
                    }
                        .into_any();
                }
                match current.get() {
                    None => ().into_any(),
                    Some(true) => {
                        view! { <Badge state=State::Good>{text::compose::UP_TO_DATE}</Badge> }
                            .into_any()
                    }
                    Some(false) => {
                        view! { <Badge state=State::Warn>{text::compose::OUT_OF_DATE}</Badge> }
                            .into_any()
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
fn OutcomeNotice(compose: ComposeState) -> impl IntoView {
    move || {
        let (state, title, detail) = match compose.outcome.get()? {
            GenerateOutcome::DryRun => (
                State::Good,
                text::compose::DRY_RUN_DONE,
                text::compose::DRY_RUN_HINT,
            ),
            GenerateOutcome::Stopped => (
                State::Bad,
                text::compose::NOTHING_PUBLISHED,
                text::compose::FIX_PROBLEMS,
            ),
            GenerateOutcome::FormChanged => (
                State::Warn,
                text::compose::NOTHING_PUBLISHED,
                text::compose::FORM_CHANGED,
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
fn EmptyPreview(compose: ComposeState) -> impl IntoView {
    move || {
        if compose.is_publishing() {
            return view! { <Publishing /> }.into_any();
        }
        let title = match compose.mode.get() {
            GenerationMode::Contract => text::compose::SELECT_DOCUMENT,
            GenerationMode::Living => text::compose::SELECT_CHANNELS,
            GenerationMode::ById => text::compose::NO_PREVIEW_FOR_ID,
        };
        let text = compose
            .mode
            .get()
            .no_preview()
            .unwrap_or(text::compose::APPEARS_HERE);
        view! {
            <Empty icon=IconName::Eye title>
                {text}
            </Empty>
        }
        .into_any()
    }
}

/// In the place of a preview while something is being published.
#[component]
fn Publishing() -> impl IntoView {
    view! {
        <Empty icon=IconName::Generate title=text::compose::PUBLISHING>
            {text::compose::RESULTS_OPEN}
        </Empty>
    }
}

/// What is known of one channel.
#[derive(Clone, PartialEq)]
enum Shown {
    /// It is being rendered for the first time.
    Waiting,
    /// It was not rendered yet.
    NotRendered,
    /// It could not be rendered.
    Failed(Vec<Finding>),
    /// It was rendered.
    Part(Box<Part>),
}

#[component]
fn ChannelPreview(compose: ComposeState, channel: Channel) -> impl IntoView {
    let label = channel.label();
    let shown = Memo::new(move |_| {
        let mode = compose.mode.get();
        let known = compose.rendering.rendered.with(|rendered| {
            // What one document would look like says nothing of another that has no preview.
            let rendered = rendered
                .as_ref()
                .filter(|rendered| rendered.asked.mode == mode)?;
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
            if compose.rendering.is_pending() {
                Shown::Waiting
            } else {
                Shown::NotRendered
            }
        })
    });
    move || match shown.get() {
        Shown::Waiting => {
            view! { <Skeleton shape=SkeletonShape::Card count=2 label=text::compose::RENDERING /> }
                .into_any()
        }
        Shown::NotRendered if compose.is_publishing() => view! { <Publishing /> }.into_any(),
        Shown::NotRendered => {
            let mode = compose.mode.get();
            let title = match mode.no_preview() {
                Some(_) => text::compose::cannot_preview(&label),
                None => text::compose::NO_PREVIEW.to_owned(),
            };
            let usual = match mode {
                GenerationMode::Contract => text::compose::PREVIEW_HINT,
                _ => text::compose::PREVIEW_ONLY_HINT,
            };
            view! {
                <Empty icon=IconName::Eye title>
                    {mode.no_preview().unwrap_or(usual)}
                </Empty>
            }
            .into_any()
        }
        Shown::Failed(findings) => {
            view! { <Failed compose label=label.clone() findings /> }.into_any()
        }
        Shown::Part(part) => view! { <PartView part=*part /> }.into_any(),
    }
}

/// A channel that could not be rendered.
#[component]
fn Failed(compose: ComposeState, label: String, findings: Vec<Finding>) -> impl IntoView {
    let others = compose.rendering.rendered.with_untracked(|rendered| {
        rendered
            .as_ref()
            .is_some_and(|rendered| !rendered.preview.parts.0.is_empty())
    });
    let unexplained = findings.is_empty();
    let reasons = findings
        .into_iter()
        .map(|finding| {
            let message = finding.message.clone();
            view! {
                <li>
                    <span dir="auto">{message}</span>
                    <FieldLink compose finding />
                </li>
            }
        })
        .collect_view();
    view! {
        <Notice state=State::Bad title=text::compose::render_failed(&label)>
            <ul class="finding-reasons" role="list">
                {reasons}
            </ul>
            {unexplained.then_some(text::compose::NO_PREVIEW_OF_CHANNEL)}
            {others.then_some(text::compose::OTHERS_FINE)}
        </Notice>
    }
}
