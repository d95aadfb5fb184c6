//! The live link: what happens on the server, as it happens.
//!
//! The rules are in `link`; this obeys them with timers and sockets.

pub(crate) mod link;

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wire::{
    auth,
    events::{Event, Feed, Frame, PING},
    health,
};

use crate::api::socket::{Report, Socket};
use crate::effect::effect;

use super::{
    clock,
    page::use_page_state,
    program::use_program,
    query::{RefreshContext, send_once},
    session::{AuthStatus, Session, use_session},
};
use link::{Input, Link, LinkCommand};

pub use link::{ConnectionStatus, IDLE_PROBE};

/// The rules count in seconds.
const TICK: Duration = Duration::from_secs(1);

/// How often to ask while the line is down and the server answers.
const POLL_EVERY: Duration = Duration::from_secs(5);

/// What a subscriber is told.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedMessage {
    /// Something happened.
    Event(Event),
    /// Something may have been missed: ask for everything anew.
    Resync,
}

type Subscriber = Rc<dyn Fn(&FeedMessage)>;

/// A feed, for as long as its owner lives.
#[derive(Clone, Copy)]
pub struct Live {
    feed: Feed,
    session: Session,
    connection_status: RwSignal<ConnectionStatus>,
    last_contact: RwSignal<Option<f64>>,
    polls: RwSignal<bool>,
    refresh: RefreshContext,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    link: Link,
    socket: Option<Socket>,
    subscribers: Vec<(u64, Subscriber)>,
    next_subscriber: u64,
}

impl Live {
    /// Opens a feed while somebody is signed in and the owner lives.
    pub fn open(feed: Feed) -> Self {
        let session = use_session();
        let page = use_page_state();
        let live = Self {
            feed,
            session,
            connection_status: RwSignal::new(ConnectionStatus::default()),
            last_contact: RwSignal::new(None),
            polls: RwSignal::new(false),
            refresh: use_context().unwrap_or_else(RefreshContext::provide),
            inner: StoredValue::new_local(Inner {
                link: Link::default(),
                socket: None,
                subscribers: Vec::new(),
                next_subscriber: 0,
            }),
        };
        // A page shows what it asked for without a link.
        let is_complete = use_program().is_complete();
        let wanted = Memo::new(move |_| {
            let is_signed_in = matches!(session.auth_status().get(), AuthStatus::In(_));
            (is_signed_in && is_complete.get())
                .then(|| (session.base().get(), session.epoch().get()))
        });
        effect(move |_| {
            let wanted = wanted.get();
            live.take(Input::Stop);
            if wanted.is_some() {
                live.take(Input::Start);
            }
        });
        effect(move |before: Option<()>| {
            page.woke.track();
            if before.is_some() {
                live.take(Input::Woke);
            }
        });
        effect(move |_| {
            if !page.online.get() {
                live.take(Input::Offline);
            }
        });
        effect(move |_| live.take(Input::Visible(page.visible.get())));
        let word = session.word();
        effect(move |_| {
            if let Some(word) = word.get() {
                live.take(Input::Contact(word.is_answer));
            }
        });
        let ticking = set_interval_with_handle(move || live.take(Input::Tick), TICK);
        on_cleanup(move || {
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
            // No signal changes any more: whoever reads one may be half gone already.
            let _ = live.inner.try_update_value(|inner| inner.socket = None);
        });
        live
    }

    /// How the link stands.
    pub fn connection_status(self) -> Signal<ConnectionStatus> {
        self.connection_status.into()
    }

    /// When the server last said something, in milliseconds since 1970.
    pub fn last_contact(self) -> Signal<Option<f64>> {
        self.last_contact.into()
    }

    /// How often to ask instead, while no line can be had.
    pub fn poll_instead(self) -> Signal<Option<Duration>> {
        Signal::derive(move || self.polls.get().then_some(POLL_EVERY))
    }

    /// What is refreshed by asking again and again, and how often.
    pub fn refresh(self) -> RefreshContext {
        self.refresh
    }

    /// Tells `subscriber` all news, in order, until the caller's owner is gone.
    ///
    /// Calls, and not a signal of the last event: signals let go of all but the last.
    pub fn subscribe(self, subscriber: impl Fn(&FeedMessage) + 'static) {
        let subscriber: Subscriber = Rc::new(subscriber);
        let id = self.inner.try_update_value(|inner| {
            let id = inner.next_subscriber;
            inner.next_subscriber = id.wrapping_add(1);
            inner.subscribers.push((id, subscriber));
            id
        });
        on_cleanup(move || {
            let _ = self.inner.try_update_value(|inner| {
                inner.subscribers.retain(|(other, _)| Some(*other) != id);
            });
        });
    }

    fn take(self, input: Input) {
        let now = clock::now();
        let Some((commands, connection_status, last_contact, polls)) =
            self.inner.try_update_value(|inner| {
                let commands = inner.link.step(input, now, js_sys::Math::random());
                let link = &inner.link;
                (
                    commands,
                    link.connection_status(),
                    link.last_contact(),
                    link.polls(),
                )
            })
        else {
            return;
        };
        for command in commands {
            self.execute(command);
        }
        let before = self.connection_status.try_get_untracked();
        if before != Some(connection_status) {
            let _ = self.connection_status.try_set(connection_status);
            if before == Some(ConnectionStatus::Offline) {
                self.refresh.server_returned();
            }
        }
        if self.polls.try_get_untracked() != Some(polls) {
            let _ = self.polls.try_set(polls);
        }
        let last_contact = last_contact.map(clock::shown);
        if self.last_contact.try_get_untracked() != Some(last_contact) {
            let _ = self.last_contact.try_set(last_contact);
        }
    }

    fn execute(self, command: LinkCommand) {
        match command {
            LinkCommand::Dial { generation, since } => self.dial(generation, since),
            LinkCommand::Ping => {
                let _ = self.inner.try_with_value(|inner| {
                    if let Some(socket) = &inner.socket {
                        socket.send(PING);
                    }
                });
            }
            // How it ends is overheard, as with any request.
            LinkCommand::Probe => spawn_local(async move {
                let _ = send_once(self.session, &health::live()).await;
            }),
            LinkCommand::HangUp => {
                let _ = self.inner.try_update_value(|inner| inner.socket = None);
            }
            LinkCommand::Deliver(event) => self.tell(&FeedMessage::Event(event)),
            LinkCommand::Resync => self.tell(&FeedMessage::Resync),
        }
    }

    fn dial(self, generation: u64, since: Option<u64>) {
        spawn_local(async move {
            let ticket = match send_once(self.session, &auth::ws_ticket()).await {
                Ok(ticket) => ticket.ticket,
                Err(wire::ApiError::NotOffered(_)) => {
                    return self.take(Input::NotOffered(generation));
                }
                Err(error) => {
                    return self.take(Input::Refused(generation, error.is_answered()));
                }
            };
            let report = move |report| match report {
                Report::Text(text) => match Frame::read(&text) {
                    Ok(frame) => {
                        observe(&frame);
                        self.take(Input::Frame(generation, frame));
                    }
                    Err(_) => self.take(Input::Garbled(generation)),
                },
                Report::Closed(_) => self.take(Input::Closed(generation)),
            };
            let socket = self.session.client().and_then(|client| {
                Socket::feed(&client, self.feed, &tab_id(), &ticket, since, report)
            });
            match socket {
                Some(socket) => {
                    let _ = self.inner.try_update_value(|inner| {
                        if inner.link.wants(generation) {
                            inner.socket = Some(socket);
                        }
                    });
                }
                None => self.take(Input::Closed(generation)),
            }
        });
    }

    fn tell(self, message: &FeedMessage) {
        // A subscriber may subscribe others, so none is called while the list is held.
        let subscribers: Vec<Subscriber> = self
            .inner
            .try_with_value(|inner| {
                inner
                    .subscribers
                    .iter()
                    .map(|(_, one)| one.clone())
                    .collect()
            })
            .unwrap_or_default();
        for subscriber in subscribers {
            subscriber(message);
        }
    }
}

/// What has happened was not ahead of the server's clock.
fn observe(frame: &Frame) {
    if let Frame::Event {
        timestamp: Some(at),
        ..
    } = frame
        && let Some(at) = at.epoch_millis()
    {
        clock::observe_past(at);
    }
}

/// Opens the jobs feed and makes it known to everything below.
pub fn provide_live() -> Live {
    let live = Live::open(Feed::Jobs);
    provide_context(live);
    live
}

/// The jobs feed of this tab.
pub fn use_live() -> Live {
    use_context().unwrap_or_else(provide_live)
}

/// Tells this tab's sockets from those of others.
pub(in crate::state) fn tab_id() -> String {
    thread_local! {
        static ID: String = format!("tab-{:08x}", (js_sys::Math::random() * f64::from(u32::MAX)) as u32);
    }
    ID.with(Clone::clone)
}
