//! One live session of the shipped backend, joined when a person asks for it.
//!
//! The rules are in `link`, what happened is in `log`; this obeys them
//! with timers and sockets.

mod link;
mod log;

use std::time::Duration;

use leptos::prelude::*;
use serde_json::Value;
use wire::shipped::live::{self, HEARTBEAT, LiveFrame, OBSERVER};

use crate::api::socket::{Report, Socket};
use crate::effect::effect;

use super::{
    clock,
    live::tab_id,
    page::use_page_state,
    session::{Session, use_session},
};
use link::{Input, Link, LinkCommand};

pub use link::JoinedSessionStatus;
pub use log::{Entry, Log, Person, What};

/// The rules count in seconds.
const TICK: Duration = Duration::from_secs(1);

/// A session, for as long as its owner lives.
#[derive(Clone, Copy)]
pub struct JoinedSession {
    id: StoredValue<String>,
    session: Session,
    status: RwSignal<JoinedSessionStatus>,
    last_contact: RwSignal<Option<f64>>,
    log: RwSignal<Log>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    link: Link,
    socket: Option<Socket>,
}

impl JoinedSession {
    /// A session that nobody has joined yet.
    pub fn new(id: String) -> Self {
        let session = use_session();
        let page = use_page_state();
        let joined = Self {
            id: StoredValue::new(id),
            session,
            status: RwSignal::new(JoinedSessionStatus::default()),
            last_contact: RwSignal::new(None),
            log: RwSignal::new(Log::default()),
            inner: StoredValue::new_local(Inner::default()),
        };
        // Somebody else, or somewhere else: nobody there has agreed to take part.
        effect(move |before: Option<u32>| {
            let epoch = session.epoch().get();
            if before.is_some_and(|before| before != epoch) {
                joined.leave();
            }
            epoch
        });
        effect(move |before: Option<()>| {
            page.woke.track();
            if before.is_some() {
                joined.take(Input::Woke);
            }
        });
        effect(move |_| {
            if !page.online.get() {
                joined.take(Input::Offline);
            }
        });
        let ticking = set_interval_with_handle(move || joined.take(Input::Tick), TICK);
        on_cleanup(move || {
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
            joined.take(Input::Leave);
        });
        joined
    }

    /// Joins, which the others see.
    pub fn join(self) {
        self.take(Input::Join);
    }

    /// Leaves.
    pub fn leave(self) {
        self.take(Input::Leave);
    }

    /// How this tab stands to the session.
    pub fn status(self) -> Signal<JoinedSessionStatus> {
        self.status.into()
    }

    /// When the session last said something, in milliseconds since 1970.
    pub fn last_contact(self) -> Signal<Option<f64>> {
        self.last_contact.into()
    }

    /// What happened, and who is there.
    pub fn log(self) -> Signal<Log> {
        self.log.into()
    }

    fn take(self, input: Input) {
        let now = clock::now();
        let Some((commands, status, last_contact)) = self.inner.try_update_value(|inner| {
            let commands = inner.link.step(input, now, js_sys::Math::random());
            (commands, inner.link.status(), inner.link.last_contact())
        }) else {
            return;
        };
        for command in commands {
            self.execute(command, clock::shown(now));
        }
        if self.status.try_get_untracked() != Some(status) {
            let _ = self.status.try_set(status);
            if status != JoinedSessionStatus::Live {
                let _ = self.log.try_update(Log::out);
            }
        }
        let last_contact = last_contact.map(clock::shown);
        if self.last_contact.try_get_untracked() != Some(last_contact) {
            let _ = self.last_contact.try_set(last_contact);
        }
    }

    fn execute(self, command: LinkCommand, now: f64) {
        match command {
            LinkCommand::Dial(generation) => self.dial(generation),
            LinkCommand::Heartbeat => {
                let _ = self.inner.try_with_value(|inner| {
                    if let Some(socket) = &inner.socket {
                        socket.send(HEARTBEAT);
                    }
                });
            }
            LinkCommand::HangUp => {
                let _ = self.inner.try_update_value(|inner| inner.socket = None);
            }
            LinkCommand::Deliver(frame) => {
                let _ = self.log.try_update(|log| log.take(frame, now));
            }
            LinkCommand::Gap => {
                let _ = self.log.try_update(|log| log.gap(now));
            }
        }
    }

    fn dial(self, generation: u64) {
        let report = move |report| match report {
            Report::Text(text) => {
                // Anybody may send anything: what is no frame is shown as it came.
                let frame =
                    LiveFrame::read(&text).unwrap_or_else(|_| LiveFrame::from(Value::String(text)));
                self.take(Input::Frame(generation, frame));
            }
            Report::Closed(_) => self.take(Input::Closed(generation)),
        };
        // A new name for each socket: when the server notices that the old one is
        // gone, it lets go of whoever has that name.
        let client_id = format!("{}-{generation}", tab_id());
        let socket = self.session.client().and_then(|client| {
            let query = live::query(&self.id.try_get_value()?, &client_id, OBSERVER);
            Socket::open(&client, &live::path(), &query, report)
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
    }
}
