//! A page on the website, as a search engine lists it and as it reads.

use leptos::prelude::*;

use super::{
    frame::{ForeignPage, FrameWidth},
    markdown::{MarkdownReader, is_cut, to_page, use_markdown_reader},
    view::{PHONE, SOURCE, ViewSwitch, usual},
};
use crate::ui::{
    LONG_LINE, LongText, Skeleton, SkeletonShape, State, StateMark, cut_text, shorten_text, text,
};

/// Search engines cut longer titles off, near enough.
const TITLE_LENGTH: usize = 60;

/// More tags than this nobody reads.
const MOST_TAGS: usize = 50;

/// And longer descriptions.
const DESCRIPTION_LENGTH: usize = 160;

/// A page: its search result, and the page itself.
#[component]
pub fn WebPreview(
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// The page as a complete HTML document; `None` where the server renders none, so that it
    /// is made here from the Markdown.
    #[prop(optional, into)]
    html: Signal<Option<String>>,
    /// Its text as Markdown.
    #[prop(into)]
    markdown: Signal<String>,
    /// The title that search engines show, where it has its own.
    #[prop(optional, into)]
    seo_title: Signal<Option<String>>,
    /// The text that search engines show.
    #[prop(optional, into)]
    seo_description: Signal<Option<String>>,
    /// Its address.
    #[prop(optional, into)]
    seo_url: Signal<Option<String>>,
    /// The summary that lists show.
    #[prop(optional, into)]
    excerpt: Signal<String>,
    /// What it is filed under.
    #[prop(optional, into)]
    tags: Signal<Vec<String>>,
) -> impl IntoView {
    let view = RwSignal::new(usual());
    let width = Signal::derive(move || match view.read().as_str() {
        PHONE => FrameWidth::Phone,
        _ => FrameWidth::Desktop,
    });
    let source = Signal::stored(Some(text::preview::MARKDOWN));
    let is_source = Memo::new(move |_| *view.read() == SOURCE);
    let needs_rendering = Memo::new(move |_| html.read().is_none());
    let body = move || {
        if is_source.get() {
            view! { <Source markdown /> }.into_any()
        } else if needs_rendering.get() {
            view! { <Rendered markdown title width /> }.into_any()
        } else {
            let html = Signal::derive(move || html.get().unwrap_or_default());
            view! { <ForeignPage html title=text::preview::PAGE width /> }.into_any()
        }
    };
    let filed = move || {
        let tags = tags.get();
        (!tags.is_empty()).then(|| {
            let more = tags.len().checked_sub(MOST_TAGS).filter(|more| *more > 0);
            let more = more.map(|more| view! { <li>{text::preview::more_tags(more)}</li> });
            view! {
                <ul class="page-tags" role="list" aria-label=text::preview::TAGS>
                    {tags
                        .iter()
                        .take(MOST_TAGS)
                        .map(|tag| view! { <li dir="auto">{shorten_text(tag, LONG_LINE)}</li> })
                        .collect_view()} {more}
                </ul>
            }
        })
    };
    let summary = move || {
        let excerpt = excerpt.get();
        (!excerpt.trim().is_empty()).then(|| {
            view! {
                <p class="page-excerpt" dir="auto">
                    <LongText text=excerpt />
                </p>
            }
        })
    };
    view! {
        <div class="web-preview" data-channel="web">
            <SearchResult
                title=Signal::derive(move || seo_title.get().unwrap_or_else(|| title.get()))
                description=seo_description
                url=seo_url
            />
            <div class="page-facts">
                <p class="preview-caption">{text::preview::IN_LISTS}</p>
                <p class="page-title" dir="auto">
                    {move || title.with(|title| shorten_text(title, LONG_LINE))}
                </p>
                {summary}
                {filed}
            </div>
            <div class="preview-head">
                <p class="preview-caption">{text::preview::PAGE}</p>
                <ViewSwitch value=view source />
            </div>
            {body}
        </div>
    }
    .into_any()
}

/// The text as it is.
#[component]
fn Source(markdown: Signal<String>) -> impl IntoView {
    view! {
        <pre class="preview-source" dir="auto" tabindex="0">
            <LongText text=markdown />
        </pre>
    }
}

/// The page made from its Markdown, by a reader that is loaded when it is first needed.
#[component]
fn Rendered(
    markdown: Signal<String>,
    title: Signal<String>,
    width: Signal<FrameWidth>,
) -> impl IntoView {
    let reader = use_markdown_reader();
    let page = Memo::new(move |_| match reader.get() {
        MarkdownReader::Loading => PageState::Waiting,
        MarkdownReader::Missing => PageState::Unrendered,
        MarkdownReader::Ready => {
            let html = markdown.with(|text| to_page(&title.read(), text));
            html.map_or(PageState::Unrendered, PageState::Page)
        }
    });
    let is_cut = Memo::new(move |_| markdown.with(|text| is_cut(text)));
    move || match page.get() {
        PageState::Waiting => {
            view! { <Skeleton shape=SkeletonShape::Card label=text::preview::RENDERING /> }
                .into_any()
        }
        PageState::Unrendered => view! {
            <p class="preview-caption">{text::preview::RENDERING_FAILED}</p>
            <Source markdown />
        }
        .into_any(),
        PageState::Page(html) => view! {
            <Show when=move || is_cut.get()>
                <p class="preview-caption">{text::preview::LONG_PAGE}</p>
            </Show>
            <ForeignPage html=Signal::stored(html) title=text::preview::PAGE width />
        }
        .into_any(),
    }
}

/// How far a page of Markdown is.
#[derive(Clone, PartialEq)]
enum PageState {
    /// The reader of Markdown is on its way.
    Waiting,
    /// There is no reader, or it failed.
    Unrendered,
    /// The page as a complete HTML document.
    Page(String),
}

/// The page in the list of a search engine, cut off where that would.
#[component]
fn SearchResult(
    title: Signal<String>,
    description: Signal<Option<String>>,
    url: Signal<Option<String>>,
) -> impl IntoView {
    let trail = move || url.get().map(|url| breadcrumb(cut_text(&url, LONG_LINE)));
    let title_count = move || count(text::preview::TITLE, &title.read(), TITLE_LENGTH);
    let text_count = move || {
        let text = description.read();
        text.as_ref()
            .map(|text| count(text::preview::DESCRIPTION, text, DESCRIPTION_LENGTH))
    };
    view! {
        <div class="search-result">
            <p class="preview-caption">{text::preview::SEARCH_RESULT}</p>
            <div class="search-card">
                <p class="search-trail" dir="ltr">
                    {trail}
                </p>
                <p class="search-title" dir="auto">
                    {move || shortened(&title.read(), TITLE_LENGTH)}
                </p>
                <p class="search-text" dir="auto">
                    {move || {
                        description
                            .get()
                            .map_or_else(
                                || text::preview::NO_DESCRIPTION.to_owned(),
                                |text| shortened(&text, DESCRIPTION_LENGTH),
                            )
                    }}
                </p>
            </div>
            <div class="search-counts">
                {title_count} {text_count}
            </div>
        </div>
    }
}

/// How much of a text a search engine shows; being near the limit is no fault here.
fn count(name: &str, text: &str, limit: usize) -> AnyView {
    let length = text.chars().count();
    if length > limit {
        let words = text::preview::length_over(name, length, limit);
        view! {
            <span class="search-count" data-state="warn">
                <StateMark state=State::Warn />
                {words}
            </span>
        }
        .into_any()
    } else {
        let words = text::preview::length(name, length, limit);
        view! { <span class="search-count">{words}</span> }.into_any()
    }
}

/// `https://example.com/blog/x` as search engines show it: `example.com › blog › x`.
fn breadcrumb(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split(['?', '#']).next().unwrap_or_default();
    bare.split('/')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" › ")
}

/// Cuts a text off at a word, with an ellipsis.
fn shortened(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let head = text.get(..end).unwrap_or(text);
    let whole = head
        .rfind(char::is_whitespace)
        .and_then(|at| head.get(..at));
    format!("{} …", whole.unwrap_or(head).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_trail() {
        assert_eq!(
            breadcrumb("https://www.example.com/blog/a-b/?x=1#y"),
            "www.example.com › blog › a-b"
        );
        assert_eq!(breadcrumb("/updates/x"), "updates › x");
    }

    #[test]
    fn long_texts_end_at_a_word() {
        assert_eq!(shortened("one two three", 9), "one two …");
        assert_eq!(shortened("one two", 9), "one two");
        assert_eq!(shortened("ééééé", 3), "ééé …");
    }
}
