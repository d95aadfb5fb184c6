//! The rules of a live session's socket, without I/O: what comes in, what is ordered.
//!
//! Unlike the feeds of jobs, nothing is numbered and nothing is replayed, the
//! socket stays open after the session has ended, and it can die without a
//! word. Time and chance are handed in, so every rule is a test.

use wire::shipped::live::{LiveFrame, LiveKind};

use crate::state::reconnect::{Due, SocketState, Timeouts};

const TIMEOUTS: Timeouts = Timeouts {
    silence: 10_000.0,
    pong: 5_000.0,
    max_delay: 15_000.0,
};

/// After so many cuts in a row it is left to the person to try again. A refused
/// handshake (403) looks like any other cut: a browser hides its status.
const MAX_FAILURES: u32 = 5;

/// How this tab stands to the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JoinedSessionStatus {
    /// Not in it.
    #[default]
    Out,
    /// On its way in.
    Joining,
    /// In it: what happens arrives.
    Live,
    /// The line is down, and is being brought up.
    Reconnecting,
    /// The browser has no network.
    Offline,
    /// The session has ended.
    Ended,
    /// The line was refused again and again.
    Refused,
    /// The line broke again and again, though there was a welcome.
    Broken,
}

/// Waiting for the network.
const DOWN: Line = Line::Socket(SocketState::Waiting { until: None });

/// Where the line is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Line {
    /// Not wanted.
    #[default]
    Out,
    /// Wanted, and where its socket is.
    Socket(SocketState),
    /// The session has ended.
    Ended,
    /// Left to the person.
    GivenUp,
}

/// What happens. Sockets are told apart by their generation.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The person joins.
    Join,
    /// The person leaves.
    Leave,
    /// A frame came.
    Frame(u64, LiveFrame),
    /// The socket was closed, or never opened.
    Closed(u64),
    /// A second has passed.
    Tick,
    /// The page came back to life.
    Woke,
    /// The browser lost its network.
    Offline,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkCommand {
    /// Open a socket of this generation.
    Dial(u64),
    /// Ask for a sign of life.
    Heartbeat,
    /// Close the socket.
    HangUp,
    /// Show the frame.
    Deliver(LiveFrame),
    /// Say that something may have been missed: nothing is replayed.
    Gap,
}

/// The state of the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    line: Line,
    generation: u64,
    /// Whether there ever was a word since the person joined.
    heard: bool,
    /// Cuts in a row.
    failures: u32,
}

impl Link {
    /// How this tab stands to the session.
    pub fn status(&self) -> JoinedSessionStatus {
        match self.line {
            Line::Out => JoinedSessionStatus::Out,
            Line::Ended => JoinedSessionStatus::Ended,
            Line::GivenUp if self.heard => JoinedSessionStatus::Broken,
            Line::GivenUp => JoinedSessionStatus::Refused,
            Line::Socket(SocketState::Open { .. }) => JoinedSessionStatus::Live,
            DOWN => JoinedSessionStatus::Offline,
            Line::Socket(SocketState::Dialing { .. }) if !self.heard && self.failures == 0 => {
                JoinedSessionStatus::Joining
            }
            Line::Socket(_) => JoinedSessionStatus::Reconnecting,
        }
    }

    /// When the session last said something, in the milliseconds of `now`.
    pub fn last_contact(&self) -> Option<f64> {
        match self.line {
            Line::Socket(SocketState::Open { last_contact, .. }) => Some(last_contact),
            _ => None,
        }
    }

    /// Whether the socket of this generation is still the one to use.
    pub fn wants(&self, generation: u64) -> bool {
        self.has_socket() && self.generation == generation
    }

    /// Takes in what happened at `now` (milliseconds); `jitter` is a number in 0..1.
    pub fn step(&mut self, input: Input, now: f64, jitter: f64) -> Vec<LinkCommand> {
        match input {
            Input::Join => match self.line {
                Line::Out | Line::Ended | Line::GivenUp => {
                    self.heard = false;
                    self.failures = 0;
                    self.dial(now)
                }
                _ => Vec::new(),
            },
            Input::Leave => self.rest(Line::Out),
            Input::Frame(generation, frame) if self.wants(generation) => self.on_frame(frame, now),
            Input::Closed(generation) if self.wants(generation) => self.wait(now, jitter),
            Input::Frame(..) | Input::Closed(_) => Vec::new(),
            Input::Tick => self.tick(now, jitter),
            Input::Woke => match self.line {
                Line::Socket(SocketState::Waiting { .. }) => self.dial(now),
                // A machine that slept may hold a socket that is long dead.
                Line::Socket(SocketState::Open { asked: None, .. }) => self.ask(now),
                _ => Vec::new(),
            },
            Input::Offline => match self.line {
                Line::Socket(_) => self.rest(DOWN),
                _ => Vec::new(),
            },
        }
    }

    fn has_socket(&self) -> bool {
        matches!(self.line, Line::Socket(state) if state.has_socket())
    }

    fn dial(&mut self, now: f64) -> Vec<LinkCommand> {
        self.generation = self.generation.wrapping_add(1);
        self.line = Line::Socket(SocketState::Dialing { since: now });
        vec![LinkCommand::Dial(self.generation)]
    }

    /// Goes over to a line without a socket.
    fn rest(&mut self, line: Line) -> Vec<LinkCommand> {
        let open = self.has_socket();
        self.line = line;
        if open {
            vec![LinkCommand::HangUp]
        } else {
            Vec::new()
        }
    }

    fn wait(&mut self, now: f64, jitter: f64) -> Vec<LinkCommand> {
        if matches!(self.line, Line::Socket(state) if state.has_held()) {
            self.failures = 0;
        }
        self.failures = self.failures.saturating_add(1);
        if self.failures >= MAX_FAILURES {
            return self.rest(Line::GivenUp);
        }
        let wait = SocketState::wait(self.failures, TIMEOUTS, now, jitter);
        self.rest(Line::Socket(wait))
    }

    fn ask(&mut self, now: f64) -> Vec<LinkCommand> {
        if let Line::Socket(state) = &mut self.line {
            *state = state.asked(now);
        }
        vec![LinkCommand::Heartbeat]
    }

    fn on_frame(&mut self, frame: LiveFrame, now: f64) -> Vec<LinkCommand> {
        let mut commands = Vec::new();
        let state = match self.line {
            Line::Socket(state) => state,
            Line::Out | Line::Ended | Line::GivenUp => SocketState::Dialing { since: now },
        };
        if self.heard && !matches!(state, SocketState::Open { .. }) {
            commands.push(LinkCommand::Gap);
        }
        self.heard = true;
        self.line = Line::Socket(state.heard(now));
        if frame.kind == Some(LiveKind::HeartbeatAck) {
            return commands;
        }
        let is_last = frame.is_last();
        commands.push(LinkCommand::Deliver(frame));
        if is_last {
            // The server leaves the socket open, and never says anything again.
            commands.extend(self.rest(Line::Ended));
        }
        commands
    }

    fn tick(&mut self, now: f64, jitter: f64) -> Vec<LinkCommand> {
        match self.line {
            Line::Socket(state) => match state.due(TIMEOUTS, now) {
                Some(Due::Dial) => self.dial(now),
                Some(Due::Ping) => self.ask(now),
                Some(Due::Drop) => self.wait(now, jitter),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
