//! How the components were over time: what the server tells, else what this browser has seen.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    health::HealthStatus,
    uptime::{self as calls, History, Window},
};

use crate::{
    effect::effect,
    features::{health::text, shared::health_state},
    routes::Route,
    state::{
        address::{UrlState, use_address},
        clock::use_clock,
        query::{Options, Query, use_query_with},
        session::use_session,
    },
    ui::{Button, ButtonSize, ChoiceOption, ErrorNotice, RadioGroup, State, format_absolute},
};

use super::{
    alarm::Alarm,
    uptime::{Bar, Uptime, mark_present, window_words},
    watch::{CheckScope, Watch},
};

/// A bar is half an hour at least, so the history grows slowly.
const ASK_EVERY: Duration = Duration::from_secs(60);
const MINUTE: f64 = 60_000.0;

/// Where bars come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The answer is awaited.
    Awaited,
    /// The server keeps a history.
    Server,
    /// What this browser has observed itself.
    Browser,
}

/// How the components were over time.
#[derive(Clone, Copy)]
pub struct Past {
    window: Memo<Window>,
    set: Callback<Window>,
    query: Query<History>,
    source: Memo<Source>,
    offered: Memo<bool>,
    alarm: Alarm,
    /// The present, as often as bars should follow it.
    minute: Memo<f64>,
}

impl Past {
    /// Follows the window that the address names.
    pub fn new(alarm: Alarm) -> Self {
        let (window, set) = use_window();
        let session = use_session();
        let offered = Memo::new(move |_| session.offers(Capability::HealthHistory));
        let known = Memo::new(move |_| session.capabilities().is_some());
        let query = use_query_with(
            move || (offered.get() && known.get()).then(|| calls::history(window.get())),
            Options {
                poll: Signal::stored(Some(ASK_EVERY)),
                ..Default::default()
            },
        );
        let source = Memo::new(move |_| {
            let (data, error) = query
                .remote()
                .with(|remote| (remote.data.is_some(), remote.error.is_some()));
            match (offered.get(), data, error) {
                (true, true, _) => Source::Server,
                (true, false, false) => Source::Awaited,
                _ => Source::Browser,
            }
        });
        let now = use_clock().now();
        Self {
            window,
            set,
            query,
            source,
            offered,
            alarm,
            minute: Memo::new(move |_| (now.get() / MINUTE).floor() * MINUTE),
        }
    }

    /// Asks again now.
    pub fn again(self) {
        self.query.refetch();
    }

    /// How a component was; nothing while it is not known.
    fn bars(self, name: &str) -> Vec<Bar> {
        match self.source.get() {
            Source::Awaited => Vec::new(),
            Source::Server => self.query.remote().with(|remote| {
                let history = remote.data.as_ref();
                let buckets = history.and_then(|history| history.components.get(name));
                buckets
                    .map(|buckets| buckets.iter().map(Bar::of).collect())
                    .unwrap_or_default()
            }),
            Source::Browser => {
                let now = self.minute.get() + MINUTE;
                self.alarm
                    .log()
                    .with(|log| log.bars(name, self.window.get(), now as i64))
            }
        }
    }
}

/// The window in the page's address.
fn use_window() -> (Memo<Window>, Callback<Window>) {
    let address = use_address::<UptimeParams>(Route::Health.path());
    let window = Memo::new(move |_| address.params.get().0);
    let set = Callback::new(move |window| address.push(|params| params.0 = window));
    (window, set)
}

/// The window of the uptime bars.
#[derive(Clone, Copy, PartialEq)]
struct UptimeParams(Window);

impl UrlState for UptimeParams {
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let word = parameter("window").unwrap_or_default();
        Self(Window::read(&word).unwrap_or_default())
    }

    fn query(&self) -> wire::Query {
        let word = Some(self.0.as_str()).filter(|_| self.0 != Window::default());
        wire::Query::new().maybe("window", word)
    }
}

/// The switch between the windows.
#[component]
pub fn WindowSwitch(past: Past) -> impl IntoView {
    let value = RwSignal::new(past.window.get_untracked().as_str().to_owned());
    effect(move |_| {
        let word = past.window.get().as_str();
        if value.with_untracked(|value| value != word) {
            value.set(word.to_owned());
        }
    });
    effect(move |before: Option<()>| {
        let window = value.with(|word| Window::read(word));
        if before.is_some()
            && let Some(window) = window.filter(|it| *it != past.window.get_untracked())
        {
            past.set.run(window);
        }
    });
    let options = Window::ALL
        .map(|window| ChoiceOption::new(window.as_str(), window_words(window)))
        .to_vec();
    view! {
        <RadioGroup label=text::WINDOW value options=Signal::stored(options) label_hidden=true />
    }
}

/// Where the bars come from, and why where it is not the server.
#[component]
pub fn PastSource(past: Past) -> impl IntoView {
    let error = Signal::derive(move || past.query.remote().with(|remote| remote.error.clone()));
    let stale = Memo::new(move |_| past.source.get() == Source::Server);
    let fetching = Signal::derive(move || past.query.is_fetching());
    let words = move || match (past.source.get(), past.offered.get()) {
        (Source::Browser, false) => Some(text::OBSERVED_NO_HISTORY),
        (Source::Browser, true) => Some(text::OBSERVED),
        _ => None,
    };
    view! {
        {move || {
            let kept = match stale.get() {
                true => text::PREVIOUS_BARS,
                false => text::OWN_BARS,
            };
            view! {
                <ErrorNotice
                    error
                    title=text::HISTORY_FAILED
                    kept
                    stale=true
                    passive=true
                    on_retry=Callback::new(move |()| past.again())
                    pending=fetching
                />
            }
        }}
        {move || words().map(|words| view! { <p class="health-source">{words}</p> })}
    }
}

/// How one component was over time.
#[component]
pub fn UptimeBars(
    past: Past,
    /// The component's key.
    name: String,
    /// Its name in words.
    #[prop(into)]
    shown: Signal<String>,
    /// How it is now, which the history may not tell yet.
    #[prop(into)]
    status: Signal<Option<HealthStatus>>,
) -> impl IntoView {
    let bars = Memo::new(move |_| {
        let mut bars = past.bars(&name);
        status.with(|status| mark_present(&mut bars, status.as_ref()));
        bars
    });
    let uptime = Memo::new(move |_| {
        bars.with(|bars| status.with(|status| Uptime::of(bars).at_present(status.as_ref())))
    });
    let words = move |say: fn(&Uptime) -> String| match (past.source.get(), bars.read().is_empty())
    {
        (Source::Awaited, _) => text::HISTORY_LOADING.to_owned(),
        (_, true) => text::NO_HISTORY.to_owned(),
        _ => uptime.with(say),
    };
    let label = move || {
        let troubled = match uptime.get().troubled {
            0 => String::new(),
            count => text::problems_in(count, bars.read().len()),
        };
        let window = window_words(past.window.get());
        text::over_the_last(&shown.get(), window, &words(Uptime::words), &troubled)
    };
    view! {
        <div class="uptime">
            <div class="uptime-bars" role="img" aria-label=label>
                {move || bars.get().iter().map(draw).collect_view()}
            </div>
            <p class="uptime-words" aria-hidden="true">
                <span>{move || text::ago(window_words(past.window.get()))}</span>
                <span class="uptime-share">{move || words(Uptime::brief)}</span>
                <span>{text::NOW}</span>
            </p>
        </div>
    }
    .into_any()
}

fn draw(bar: &Bar) -> impl IntoView + use<> {
    let state = match bar.status {
        HealthStatus::Other(_) => State::Off,
        ref status => health_state(status),
    };
    let title = text::bar(
        &format_absolute(bar.from),
        &format_absolute(bar.to),
        &bar.words(),
    );
    view! { <span class="uptime-bar" data-state=state.as_str() title=title></span> }
}

/// The button that checks one component.
#[component]
pub fn CheckOne(
    watch: Watch,
    /// The component's key.
    name: String,
    /// Its name in words.
    #[prop(into)]
    shown: Signal<String>,
) -> impl IntoView {
    let asked = name.clone();
    view! {
        <Button
            size=ButtonSize::Small
            pending=Signal::derive(move || watch.is_asking(&asked))
            label=Signal::derive(move || Some(text::check_of(&shown.get().to_lowercase())))
            on_click=move |()| watch.request(CheckScope::One(name.clone()))
        >
            {text::CHECK_ONE}
        </Button>
    }
}
