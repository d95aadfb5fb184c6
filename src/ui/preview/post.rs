//! A post in a feed, with the line at which its platform cuts it off.

use leptos::prelude::*;

use super::pieces::{Piece, pieces};
use crate::ui::{
    CounterBar, Icon, IconName, LONG_LINE, LONG_TEXT, ShowAll, State, StateMark, cut_text,
    shorten_text, text,
};

/// More pictures than this no platform takes.
const MOST_PICTURES: usize = 20;

/// More links than this are drawn as words.
const MOST_LINKS: usize = 500;

/// One post on one platform.
#[component]
pub fn PostPreview(
    /// The platform's name, such as `LinkedIn`.
    #[prop(into)]
    platform: Signal<String>,
    /// The whole text, hashtags and links included.
    #[prop(into)]
    text: Signal<String>,
    /// How long it may be, as the platform counts; `None` where nobody knows.
    #[prop(into)]
    limit: Signal<Option<u32>>,
    /// How long it is, as the platform counts.
    #[prop(into)]
    length: Signal<u32>,
    /// The byte at which the platform cuts the text off; `None` where it fits.
    #[prop(into)]
    cut: Signal<Option<usize>>,
    /// Its hashtags.
    #[prop(optional, into)]
    hashtags: Signal<Vec<String>>,
    /// The addresses of its pictures.
    #[prop(optional, into)]
    media_urls: Signal<Vec<String>>,
    /// Who posts it.
    #[prop(optional, into)]
    author: Signal<Option<String>>,
    /// Which of several in a row, from 1, and of how many.
    #[prop(optional, into)]
    place: Signal<Option<(usize, usize)>>,
) -> impl IntoView {
    let over = move || {
        let limit = limit.get()?;
        length.get().checked_sub(limit).filter(|over| *over > 0)
    };
    let sender = move || {
        let author = author.read();
        shorten_text(
            author.as_deref().unwrap_or(text::preview::ACCOUNT),
            LONG_LINE,
        )
    };
    // Few enough characters can still be too many bytes.
    let too_long = move || match over() {
        Some(over) => Some(text::preview::too_long(over)),
        None => cut.get().map(|_| text::preview::OVER_BYTE_LIMIT.to_owned()),
    };
    let all = RwSignal::new(false);
    let initial = move || {
        let sender = sender();
        let first = sender.chars().find(|character| character.is_alphanumeric());
        first.map(|first| first.to_uppercase().to_string())
    };
    let body = move || {
        let text = text.read();
        let text = if all.get() {
            text.as_str()
        } else {
            cut_text(&text, LONG_TEXT)
        };
        let at = cut.get().unwrap_or(text.len());
        // An offset inside a character counts as no offset at all.
        let (kept, lost) = text.split_at_checked(at).unwrap_or((text, ""));
        let line = (!lost.is_empty()).then(|| {
            let words = match limit.get().filter(|_| over().is_some()) {
                Some(limit) => text::preview::cut_off_at(limit),
                None => text::preview::CUT_OFF.to_owned(),
            };
            view! {
                <span class="post-limit">
                    <span>{words}</span>
                </span>
                <span class="post-lost">{drawn(lost)}</span>
            }
        });
        view! {
            {drawn(kept)}
            {line}
        }
    };
    let pictures = move || {
        let urls = media_urls.get();
        (!urls.is_empty()).then(|| {
            let count = urls.len().min(4);
            view! {
                <ul class="post-pictures" role="list" data-count=count.to_string()>
                    {urls.into_iter().take(MOST_PICTURES).map(|url| view! { <Picture url /> }).collect_view()}
                </ul>
            }
        })
    };
    let counter = move || match limit.get() {
        Some(limit) => {
            let name = Signal::derive(move || text::preview::characters_of(&platform.get()));
            let count = Signal::derive(move || length.get() as usize);
            view! { <CounterBar count limit=limit as usize label=name /> }.into_any()
        }
        None => view! {
            <span class="preview-caption">{move || text::preview::characters(length.get())}</span>
        }
        .into_any(),
    };
    let tags = move || match hashtags.read().len() {
        0 => None,
        1 => Some(text::preview::ONE_HASHTAG.to_owned()),
        count => Some(text::preview::hashtags(count)),
    };
    view! {
        <article class="post-preview" data-channel="social">
            <header class="post-head">
                <span class="inbox-face" aria-hidden="true">
                    {initial}
                </span>
                <span class="post-author" dir="auto">
                    {sender}
                </span>
                <span class="post-place">
                    {move || {
                        let platform = platform.get();
                        match place.get() {
                            Some((at, of)) if of > 1 => text::preview::place(&platform, at, of),
                            _ => platform,
                        }
                    }}
                </span>
            </header>
            <div class="post-text" dir="auto">
                {body} <ShowAll all length=Signal::derive(move || text.read().len()) />
            </div>
            {pictures}
            <footer class="post-foot">
                {counter} <span class="preview-caption">{tags}</span>
            </footer>
            {move || {
                too_long()
                    .map(|words| {
                        view! {
                            <p class="post-over">
                                <StateMark state=State::Bad />
                                {move || {
                                    text::preview::not_accepted(&words, &platform.get())
                                }}
                            </p>
                        }
                    })
            }}
        </article>
    }
    .into_any()
}

fn drawn(text: &str) -> Vec<AnyView> {
    let mut drawn = Vec::new();
    let mut links = 0;
    let mut at = 0;
    for piece in pieces(text) {
        if links == MOST_LINKS {
            drawn.push(text.get(at..).unwrap_or_default().to_owned().into_any());
            break;
        }
        at += piece.text().len();
        let text = piece.text().to_owned();
        drawn.push(match piece {
            Piece::Words(_) => text.into_any(),
            Piece::Link(_) | Piece::Tag(_) => {
                links += 1;
                view! { <span class="post-link">{text}</span> }.into_any()
            }
        });
    }
    drawn
}

/// A picture, or its address where it cannot be had.
#[component]
fn Picture(url: String) -> impl IntoView {
    let failed = RwSignal::new(false);
    let link = url.clone();
    view! {
        <li>
            <Show
                when=move || !failed.get()
                fallback=move || {
                    view! {
                        <span class="post-missing">
                            <Icon name=IconName::Warning />
                            <span>{text::preview::IMAGE_FAILED_BEFORE} {link.clone()}</span>
                        </span>
                    }
                }
            >
                <img
                    src=url.clone()
                    alt=""
                    loading="lazy"
                    referrerpolicy="no-referrer"
                    on:error=move |_| failed.set(true)
                />
            </Show>
        </li>
    }
}
