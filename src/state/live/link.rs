//! Connection state machine (sans-I/O): inputs in, orders out.
//!
//! Time and jitter are handed in, so every rule is a test.

use wire::events::{Event, Frame};

use crate::state::reconnect::{Due, STEADY, SocketState, Timeouts};

const TIMEOUTS: Timeouts = Timeouts {
    silence: 15_000.0,
    pong: 8_000.0,
    max_delay: 30_000.0,
};

/// The first wait before a server that gave no answer is asked for a sign of life; it doubles.
const FIRST_PROBE: f64 = 2_000.0;

/// The longest wait between these.
const LONGEST_PROBE: f64 = 15_000.0;

/// A server without a feed is asked for a sign of life when nothing else was asked for so long.
pub const IDLE_PROBE: f64 = 30_000.0;

/// How long a sign of life may be awaited; requests themselves end sooner.
const PROBE_TIMEOUT: f64 = 40_000.0;

/// After so many attempts in a row without a line that held, the app goes on by polling.
const MAX_FAILURES: u32 = 3;

/// So many greeted lines in a row that were cut before they had held are no accident any more.
const FLAPPING: u32 = 2;

/// How the link stands, in the words of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConnectionStatus {
    /// Events arrive as they happen.
    Live,
    /// The line is down, and is being brought up.
    #[default]
    Reconnecting,
    /// No line can be had; the app asks again and again instead.
    Polling,
    /// The server cannot be reached at all.
    Offline,
}

/// Waiting for the network.
const DOWN: Line = Line::Socket(SocketState::Waiting { until: None });

/// Where the line is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    /// Not wanted.
    Idle,
    /// Wanted, and where its socket is.
    Socket(SocketState),
    /// Not to be had from this server, which is asked again and again instead.
    Missing,
}

/// What happens to the link. Sockets are told apart by their generation.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The feed is wanted.
    Start,
    /// It is no longer wanted.
    Stop,
    /// A frame came.
    Frame(u64, Frame),
    /// A frame came that cannot be read.
    Garbled(u64),
    /// The socket was closed, or never opened.
    Closed(u64),
    /// No ticket could be had; `true` where the server answered at all.
    Refused(u64, bool),
    /// The server offers no such feed.
    NotOffered(u64),
    /// A request was answered, or was not.
    Contact(bool),
    /// A second has passed.
    Tick,
    /// The page came back to life.
    Woke,
    /// The browser lost its network.
    Offline,
    /// The page can be seen, or cannot.
    Visible(bool),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkCommand {
    /// Open a socket, asking for what came after this number.
    Dial {
        /// The new socket's generation.
        generation: u64,
        /// The number of the last event that was seen.
        since: Option<u64>,
    },
    /// Ask for a sign of life over the socket.
    Ping,
    /// Ask for a sign of life by a light request.
    Probe,
    /// Close the socket.
    HangUp,
    /// Tell the subscribers.
    Deliver(Event),
    /// Tell the subscribers that something may have been missed: ask for everything anew.
    Resync,
}

/// The link's state.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    line: Line,
    generation: u64,
    seen: Option<u64>,
    greeted: bool,
    /// The number of the last greeting.
    greeting: u64,
    /// Whether an event has come since then.
    has_events: bool,
    /// Attempts and cuts in a row, since a line last held.
    failures: u32,
    /// Greeted lines in a row that were cut before they had held.
    flaps: u32,
    /// Everything is to be asked for anew once the line has held.
    resync_due: bool,
    /// An answer beside the line has cut a wait short since a line last held.
    hurried: bool,
    unreachable: bool,
    last_contact: Option<f64>,
    hidden: bool,
    probe: Probe,
}

/// When to ask a server without a feed for a sign of life.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Probe {
    /// Set while one is awaited.
    asked: Option<f64>,
    /// When anything was last heard, or missed.
    heard: f64,
    /// How many were missed in a row.
    misses: u32,
}

impl Probe {
    /// How long after the last sign, or the lack of one, to ask again.
    fn wait(self, unreachable: bool) -> f64 {
        if !unreachable {
            return IDLE_PROBE;
        }
        let doublings = self.misses.saturating_sub(1).min(8);
        (FIRST_PROBE * f64::from(1_u32 << doublings)).min(LONGEST_PROBE)
    }

    fn is_due(self, unreachable: bool, now: f64) -> bool {
        match self.asked {
            Some(asked) => now - asked >= PROBE_TIMEOUT,
            None => now - self.heard >= self.wait(unreachable),
        }
    }
}

impl Default for Link {
    fn default() -> Self {
        Self {
            line: Line::Idle,
            generation: 0,
            seen: None,
            greeted: false,
            greeting: 0,
            has_events: false,
            failures: 0,
            flaps: 0,
            resync_due: false,
            hurried: false,
            unreachable: false,
            last_contact: None,
            hidden: false,
            probe: Probe::default(),
        }
    }
}

impl Link {
    /// How the link stands.
    pub fn connection_status(&self) -> ConnectionStatus {
        if self.greeted && !self.is_flapping() {
            ConnectionStatus::Live
        } else if self.unreachable || self.line == DOWN {
            ConnectionStatus::Offline
        } else if self.failures >= MAX_FAILURES || self.line == Line::Missing {
            ConnectionStatus::Polling
        } else {
            ConnectionStatus::Reconnecting
        }
    }

    /// When the server last said something, in the milliseconds of `now`.
    pub fn last_contact(&self) -> Option<f64> {
        self.last_contact
    }

    /// Takes in what happened at `now` (milliseconds); `jitter` is a number in 0..1.
    pub fn step(&mut self, input: Input, now: f64, jitter: f64) -> Vec<LinkCommand> {
        match input {
            Input::Start => match self.line {
                Line::Idle => self.dial(now),
                _ => Vec::new(),
            },
            Input::Stop => {
                let open = self.has_socket();
                *self = Self {
                    generation: self.generation,
                    hidden: self.hidden,
                    ..Self::default()
                };
                if open {
                    vec![LinkCommand::HangUp]
                } else {
                    Vec::new()
                }
            }
            Input::Frame(generation, frame) if self.is_current(generation) => {
                self.on_frame(frame, now)
            }
            Input::Garbled(generation) if self.is_current(generation) && self.greeted => {
                // What it said is lost, so nothing that is known is certain any more.
                self.word(now);
                let mut commands = self.settle();
                commands.extend(self.resync());
                commands
            }
            Input::Closed(generation) if self.is_current(generation) => {
                self.unreachable = false;
                self.wait(now, jitter)
            }
            Input::Refused(generation, answered) if self.is_current(generation) => {
                self.unreachable = !answered;
                self.wait(now, jitter)
            }
            Input::NotOffered(generation) if self.is_current(generation) => {
                self.unreachable = false;
                self.line = Line::Missing;
                self.probe = Probe {
                    heard: now,
                    ..Probe::default()
                };
                Vec::new()
            }
            Input::Visible(visible) => {
                self.hidden = !visible;
                Vec::new()
            }
            Input::Frame(..)
            | Input::Garbled(_)
            | Input::Closed(_)
            | Input::Refused(..)
            | Input::NotOffered(_) => Vec::new(),
            Input::Contact(is_answer) => self.note_contact(is_answer, now),
            Input::Tick => self.tick(now, jitter),
            Input::Woke => match self.line {
                Line::Socket(SocketState::Waiting { .. }) => self.dial(now),
                // A machine that slept may hold a socket that is long dead.
                Line::Socket(SocketState::Open { asked: None, .. }) => self.ping(now),
                Line::Missing if self.unreachable && self.probe.asked.is_none() => self.probe(now),
                _ => Vec::new(),
            },
            Input::Offline if self.line == Line::Missing => {
                self.unreachable = true;
                self.probe.heard = now;
                Vec::new()
            }
            Input::Offline => {
                if self.line == Line::Idle {
                    return Vec::new();
                }
                let open = self.has_socket();
                self.greeted = false;
                self.line = DOWN;
                self.generation = self.generation.wrapping_add(1);
                if open {
                    vec![LinkCommand::HangUp]
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// Whether the server is to be asked again and again instead.
    pub fn polls(&self) -> bool {
        self.connection_status() == ConnectionStatus::Polling || self.line == Line::Missing
    }

    /// Whether the socket of this generation is still the one to use.
    pub fn wants(&self, generation: u64) -> bool {
        self.is_current(generation)
    }

    /// Takes in how a request beside the line ended. The line itself knows better while it is open.
    fn note_contact(&mut self, is_answer: bool, now: f64) -> Vec<LinkCommand> {
        if matches!(
            self.line,
            Line::Idle | Line::Socket(SocketState::Open { .. })
        ) {
            return Vec::new();
        }
        let misses = if is_answer {
            self.last_contact = Some(now);
            0
        } else {
            self.probe.misses.saturating_add(1)
        };
        self.probe = Probe {
            asked: None,
            heard: now,
            misses,
        };
        let was_unreachable = std::mem::replace(&mut self.unreachable, !is_answer);
        match self.line {
            // Whatever was last seen may be from before the cut.
            Line::Missing if was_unreachable && is_answer => vec![LinkCommand::Resync],
            // The network is back.
            DOWN if is_answer => self.dial(now),
            // The server is back, so there is no need to wait any longer. Once only: where the line
            // fails again and other requests are answered, each of them would bring a dial.
            Line::Socket(SocketState::Waiting { .. })
                if is_answer && was_unreachable && !self.hurried =>
            {
                self.hurried = true;
                self.dial(now)
            }
            _ => Vec::new(),
        }
    }

    /// Whether lines are cut soon after their greeting.
    fn is_flapping(&self) -> bool {
        self.flaps >= FLAPPING
    }

    /// Whether the line was alive long after its greeting.
    fn has_held(&self) -> bool {
        matches!(self.line, Line::Socket(state) if state.has_held())
    }

    /// Takes note of a line that has held; whatever waited for that is due now.
    fn settle(&mut self) -> Vec<LinkCommand> {
        if !self.has_held() {
            return Vec::new();
        }
        self.failures = 0;
        self.flaps = 0;
        self.hurried = false;
        if std::mem::take(&mut self.resync_due) {
            vec![LinkCommand::Resync]
        } else {
            Vec::new()
        }
    }

    /// Has everything asked for anew: at once, or once the line has held where lines are cut soon
    /// after their greeting. Until then the app polls, and a full list for each greeting is too much.
    fn resync(&mut self) -> Vec<LinkCommand> {
        self.resync_due = self.is_flapping();
        if self.resync_due {
            Vec::new()
        } else {
            vec![LinkCommand::Resync]
        }
    }

    /// How long to wait for the server. A line that follows failures is to prove itself soon.
    fn timeouts(&self) -> Timeouts {
        Timeouts {
            silence: if self.failures > 0 {
                STEADY
            } else {
                TIMEOUTS.silence
            },
            ..TIMEOUTS
        }
    }

    fn ping(&mut self, now: f64) -> Vec<LinkCommand> {
        if let Line::Socket(state) = &mut self.line {
            *state = state.asked(now);
        }
        vec![LinkCommand::Ping]
    }

    fn probe(&mut self, now: f64) -> Vec<LinkCommand> {
        self.probe.asked = Some(now);
        vec![LinkCommand::Probe]
    }

    fn has_socket(&self) -> bool {
        matches!(self.line, Line::Socket(state) if state.has_socket())
    }

    fn is_current(&self, generation: u64) -> bool {
        self.has_socket() && self.generation == generation
    }

    fn dial(&mut self, now: f64) -> Vec<LinkCommand> {
        self.generation = self.generation.wrapping_add(1);
        self.line = Line::Socket(SocketState::Dialing { since: now });
        vec![LinkCommand::Dial {
            generation: self.generation,
            since: self.seen,
        }]
    }

    fn wait(&mut self, now: f64, jitter: f64) -> Vec<LinkCommand> {
        if std::mem::take(&mut self.greeted) && !self.has_held() {
            self.flaps = self.flaps.saturating_add(1);
        }
        self.failures = self.failures.saturating_add(1);
        self.line = Line::Socket(SocketState::wait(self.failures, TIMEOUTS, now, jitter));
        Vec::new()
    }

    fn word(&mut self, now: f64) {
        self.last_contact = Some(now);
        let state = match self.line {
            Line::Socket(state) => state,
            Line::Idle | Line::Missing => SocketState::Dialing { since: now },
        };
        self.line = Line::Socket(state.heard(now));
    }

    fn on_frame(&mut self, frame: Frame, now: f64) -> Vec<LinkCommand> {
        // Without the greeting nobody knows from where the numbers count, so a line whose greeting
        // was lost is dialled again.
        if !self.greeted && !matches!(frame, Frame::Hello { .. }) {
            return Vec::new();
        }
        self.word(now);
        let mut commands = self.settle();
        commands.extend(match frame {
            Frame::Hello { seq } => {
                self.greeted = true;
                self.has_events = false;
                self.unreachable = false;
                // What is replayed is counted from the number that was asked for. A server that
                // counts anew may have passed that number already, so the replay proves nothing:
                // whoever shows data asks for it anew after every greeting.
                if self.seen.is_none_or(|seen| seen > seq) {
                    self.seen = Some(seq);
                }
                self.greeting = seq;
                self.resync()
            }
            Frame::Event { seq, event, .. } => self.event(seq, event),
            Frame::Resync => {
                // Numbers go on from the greeting. Where this one comes later, a gap in them only
                // makes for one more resync; without a number a gap would go unnoticed.
                self.seen = self.seen.max(Some(self.greeting));
                if self.has_events {
                    self.resync()
                } else {
                    // What the greeting has made everybody ask for is newer than what is lost.
                    Vec::new()
                }
            }
            // The last events before a silence were lost: no later one tells of the gap.
            Frame::Pong { seq: Some(seq) } if self.seen.is_some_and(|seen| seen < seq) => {
                self.seen = Some(seq);
                self.resync()
            }
            // Viewers are told to who has said to have content open, which nothing here does.
            Frame::Pong { .. } | Frame::Viewers { .. } | Frame::Complaint(_) => Vec::new(),
        });
        commands
    }

    fn event(&mut self, seq: u64, event: Event) -> Vec<LinkCommand> {
        let missed = match self.seen {
            Some(seen) if seq <= seen => return Vec::new(),
            Some(seen) => seq - seen > 1,
            None => false,
        };
        self.seen = Some(seq);
        self.has_events = true;
        let mut commands = if missed { self.resync() } else { Vec::new() };
        commands.push(LinkCommand::Deliver(event));
        commands
    }

    fn tick(&mut self, now: f64, jitter: f64) -> Vec<LinkCommand> {
        match self.line {
            Line::Socket(state) => match state.due(self.timeouts(), now) {
                Some(Due::Dial) => self.dial(now),
                Some(Due::Ping) => self.ping(now),
                Some(Due::Drop) => {
                    self.wait(now, jitter);
                    vec![LinkCommand::HangUp]
                }
                None => Vec::new(),
            },
            // Nothing is asked for while nobody looks.
            Line::Missing if !self.hidden && self.probe.is_due(self.unreachable, now) => {
                self.probe(now)
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
