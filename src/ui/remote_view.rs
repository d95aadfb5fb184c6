//! Draws a remote value in whichever state it is.
//!
//! The one part of the kit that knows `Remote` and `ApiError`, so that no page
//! can forget a state: there is no other way to its data.

use leptos::prelude::*;
use wire::ApiError;

use super::{
    Button, ButtonSize, CopyId, Disclosure, Notice, State, format_absolute, text::notice as text,
};
use crate::state::remote::Remote;

/// Tells whether the page says an error already, in one place for all its panels.
#[derive(Clone, Copy)]
pub struct AnnouncedErrors(pub Callback<ApiError, bool>);

/// Longer texts of a server are folded.
const FOLD_FROM: usize = 240;

/// What a page shows of a remote value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RemoteViewState {
    Waiting,
    Empty,
    Data,
    Failed,
}

/// A remote value: a skeleton, what is wrong, nothing, or the value.
///
/// `children` is drawn once and gets a signal that follows the value. While
/// the last attempt failed, the value stays, under a notice that says so.
#[component]
pub fn RemoteView<T, V>(
    /// The value.
    #[prop(into)]
    remote: Signal<Remote<T>>,
    /// What is shown before the first answer; give it the shape of what will come.
    #[prop(into)]
    skeleton: ViewFn,
    /// Tells whether there is nothing in an answer.
    #[prop(optional, into)]
    is_empty: Option<Callback<T, bool>>,
    /// What is shown when there is nothing in it.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Asks again.
    #[prop(into)]
    on_retry: Callback<()>,
    /// What was attempted, e.g. "The jobs could not be loaded".
    #[prop(into)]
    failed: Signal<String>,
    /// Draws the value.
    children: impl Fn(Signal<T>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let status = Memo::new(move |_| {
        remote.with(|remote| RemoteStatus {
            state: match (&remote.data, &remote.error) {
                (Some(data), _) if is_empty.is_some_and(|is_empty| is_empty.run(data.clone())) => {
                    RemoteViewState::Empty
                }
                (Some(_), _) => RemoteViewState::Data,
                (None, Some(_)) => RemoteViewState::Failed,
                (None, None) => RemoteViewState::Waiting,
            },
            error: remote.error.clone(),
            fetching: remote.fetching,
            at: remote.at,
        })
    });
    let last = StoredValue::new(None::<T>);
    let draw = move || {
        // The value is there as long as this is drawn; between two renders the last one stands in.
        let data = Signal::derive(move || {
            let now = remote.with(|remote| remote.data.clone());
            if now.is_some() {
                last.set_value(now);
            }
            last.get_value()
        });
        match data.get_untracked() {
            Some(first) => {
                let value = Signal::derive(move || data.get().unwrap_or_else(|| first.clone()));
                children(value).into_any()
            }
            None => ().into_any(),
        }
    };
    view_of(
        status,
        skeleton,
        empty,
        ViewFn::from(draw),
        failed,
        on_retry,
    )
}

/// What is known of a remote value beside the value.
#[derive(Clone, PartialEq)]
struct RemoteStatus {
    state: RemoteViewState,
    error: Option<ApiError>,
    fetching: bool,
    at: Option<f64>,
}

/// Compiled once, and not for each type of value.
fn view_of(
    status: Memo<RemoteStatus>,
    skeleton: ViewFn,
    empty: ViewFn,
    draw: ViewFn,
    failed: Signal<String>,
    on_retry: Callback<()>,
) -> AnyView {
    let shown = Memo::new(move |_| status.with(|status| status.state));
    let stale = Memo::new(move |_| {
        status.with(|status| {
            let error = status.error.clone();
            let is_stale = matches!(status.state, RemoteViewState::Data | RemoteViewState::Empty);
            error.filter(|_| is_stale).map(|error| (error, status.at))
        })
    });
    let fetching = Signal::derive(move || status.with(|status| status.fetching));
    let content = move || match shown.get() {
        RemoteViewState::Waiting => skeleton.run(),
        RemoteViewState::Empty => empty.run().into_any(),
        RemoteViewState::Failed => view! {
            <ErrorNotice
                error=Signal::derive(move || status.with(|status| status.error.clone()))
                title=failed
                passive=true
                on_retry
                pending=fetching
            />
        }
        .into_any(),
        RemoteViewState::Data => draw.run(),
    };
    view! {
        {move || {
            stale
                .get()
                .map(|(error, at)| {
                    let since = at.map(|at| text::showing_data_from(&format_absolute(at)));
                    let error = Signal::stored(Some(error));
                    view! {
                        <ErrorNotice
                            error
                            title=failed
                            kept=since.unwrap_or_default()
                            stale=true
                            passive=true
                            on_retry
                            pending=fetching
                        />
                    }
                })
        }}
        {content}
    }
    .into_any()
}

/// What went wrong with a request: what happened, what was kept, what to do.
#[component]
pub fn ErrorNotice(
    /// The failure; `None` draws nothing.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// What was attempted, e.g. "Couldn't cancel the job".
    #[prop(into)]
    title: Signal<String>,
    /// What was kept, in a sentence.
    #[prop(optional, into)]
    kept: Signal<String>,
    /// Something from before is still shown, so it is no more than a warning.
    #[prop(optional)]
    stale: bool,
    /// Nobody asked for it by a click, so it is a quiet line while the banner says the same.
    #[prop(optional)]
    passive: bool,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Another attempt is under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
) -> impl IntoView {
    let state = if stale { State::Warn } else { State::Bad };
    let announced = use_context::<AnnouncedErrors>();
    let actions = move || {
        on_retry.map(|on_retry| {
            view! {
                <Button size=ButtonSize::Small pending on_click=on_retry>
                    {text::TRY_AGAIN}
                </Button>
            }
        })
    };
    move || {
        let error = error.get()?;
        if passive && announced.is_some_and(|AnnouncedErrors(is_said)| is_said.run(error.clone())) {
            let words = move || format!("{}. {}", title.get(), kept.get().trim());
            return Some(view! { <p class="error-quiet">{words}</p> }.into_any());
        }
        let detail = error.detail();
        let headline = error.headline();
        let words = [headline, error.hint(), kept.get()];
        let words = words
            .iter()
            .map(|word| word.trim())
            .filter(|word| !word.is_empty())
            .map(|word| {
                if word.ends_with('.') {
                    word.to_owned()
                } else {
                    format!("{word}.")
                }
            })
            .collect::<Vec<_>>()
            .join(" ");
        let technical = error.technical();
        let request = error.request_id().map(str::to_owned);
        let has_more = technical.is_some() || request.is_some();
        Some(
            view! {
                <Notice state title actions>
                    <p>{words}</p>
                    <Detail text=detail />
                    {has_more
                        .then(|| {
                            view! {
                                <Disclosure summary=text::DETAILS text=technical.unwrap_or_default()>
                                    {request
                                        .map(|id| {
                                            view! {
                                                <p class="error-request">
                                                    {text::REQUEST_ID} <CopyId text=id />
                                                </p>
                                            }
                                        })}
                                </Disclosure>
                            }
                        })}
                </Notice>
            }
            .into_any(),
        )
    }
}

/// A server's own words, folded when they are long.
#[component]
fn Detail(text: String) -> impl IntoView {
    if text.is_empty() {
        return ().into_any();
    }
    if text.chars().count() > FOLD_FROM {
        return view! { <Disclosure summary=text::SERVER_MESSAGE text /> }.into_any();
    }
    view! { <p class="error-detail">{text}</p> }.into_any()
}
