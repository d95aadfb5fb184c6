//! The rules of a live session's socket, without I/O: what comes in, what is ordered.
//!
//! Unlike the feeds of jobs, nothing is numbered and nothing is replayed, the
//! socket stays open after the session has ended, and it can die without a
//! word. Time and chance are handed in, so every rule is a test.

use wire::shipped::live::{LiveFrame, LiveKind};

/// The longest a handshake may take.
const DIAL_TIMEOUT: f64 = 10_000.0;

/// How long the line may be silent before it is asked for a sign of life.
const QUIET: f64 = 10_000.0;

/// How long the sign of life may take.
const ACK_TIMEOUT: f64 = 5_000.0;

/// The first wait after a cut, doubled by each one that follows.
const FIRST_WAIT: f64 = 1_000.0;

/// The longest wait between attempts.
const LONGEST_WAIT: f64 = 15_000.0;

/// A line with a word so long after its first was a good one: the next cut is the first again. One
/// that says nothing after its welcome was none, however long it was open.
const STEADY: f64 = 10_000.0;

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

/// Where the line is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Line {
    /// Not wanted.
    #[default]
    Out,
    /// Being opened, since then.
    Dialing { since: f64 },
    /// Open since then; the last word came then, and a sign of life was asked for then.
    Open {
        since: f64,
        last_contact: f64,
        asked: Option<f64>,
    },
    /// Down until then; `None` until the network is back.
    Waiting { until: Option<f64> },
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
            Line::Open { .. } => JoinedSessionStatus::Live,
            Line::Ended => JoinedSessionStatus::Ended,
            Line::GivenUp if self.heard => JoinedSessionStatus::Broken,
            Line::GivenUp => JoinedSessionStatus::Refused,
            Line::Waiting { until: None } => JoinedSessionStatus::Offline,
            Line::Dialing { .. } if !self.heard && self.failures == 0 => {
                JoinedSessionStatus::Joining
            }
            Line::Dialing { .. } | Line::Waiting { .. } => JoinedSessionStatus::Reconnecting,
        }
    }

    /// When the session last said something, in the milliseconds of `now`.
    pub fn last_contact(&self) -> Option<f64> {
        match self.line {
            Line::Open { last_contact, .. } => Some(last_contact),
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
                Line::Waiting { .. } => self.dial(now),
                // A machine that slept may hold a socket that is long dead.
                Line::Open { asked: None, .. } => self.ask(now),
                _ => Vec::new(),
            },
            Input::Offline => match self.line {
                Line::Dialing { .. } | Line::Open { .. } | Line::Waiting { .. } => {
                    self.rest(Line::Waiting { until: None })
                }
                _ => Vec::new(),
            },
        }
    }

    fn has_socket(&self) -> bool {
        matches!(self.line, Line::Dialing { .. } | Line::Open { .. })
    }

    fn dial(&mut self, now: f64) -> Vec<LinkCommand> {
        self.generation = self.generation.wrapping_add(1);
        self.line = Line::Dialing { since: now };
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
        if matches!(self.line, Line::Open { since, last_contact, .. } if last_contact - since >= STEADY)
        {
            self.failures = 0;
        }
        self.failures = self.failures.saturating_add(1);
        if self.failures >= MAX_FAILURES {
            return self.rest(Line::GivenUp);
        }
        let doublings = self.failures.saturating_sub(1).min(8);
        let longest = (FIRST_WAIT * f64::from(1_u32 << doublings)).min(LONGEST_WAIT);
        // Half of it is chance, so that a restarted server is not met by everybody at once.
        let until = now + longest * (0.5 + 0.5 * jitter.clamp(0.0, 1.0));
        self.rest(Line::Waiting { until: Some(until) })
    }

    fn ask(&mut self, now: f64) -> Vec<LinkCommand> {
        if let Line::Open { asked, .. } = &mut self.line {
            *asked = Some(now);
        }
        vec![LinkCommand::Heartbeat]
    }

    fn on_frame(&mut self, frame: LiveFrame, now: f64) -> Vec<LinkCommand> {
        let mut commands = Vec::new();
        let since = match self.line {
            Line::Open { since, .. } => since,
            _ => {
                if self.heard {
                    commands.push(LinkCommand::Gap);
                }
                now
            }
        };
        self.heard = true;
        self.line = Line::Open {
            since,
            last_contact: now,
            asked: None,
        };
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
            Line::Dialing { since } if now - since > DIAL_TIMEOUT => self.wait(now, jitter),
            Line::Open {
                asked: Some(asked), ..
            } if now - asked > ACK_TIMEOUT => self.wait(now, jitter),
            Line::Open {
                last_contact,
                asked: None,
                ..
            } if now - last_contact > QUIET => self.ask(now),
            Line::Waiting { until: Some(until) } if now >= until => self.dial(now),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
