//! When a socket counts as dead, and when another is opened: for every link the same.
//!
//! Times are milliseconds; they and the jitter are handed in, so every rule is a test.

/// The longest a handshake may take; a proxy may swallow it without a word.
pub const DIAL_TIMEOUT: f64 = 10_000.0;

/// The first wait after a cut, doubled by each one that follows.
const INITIAL_DELAY: f64 = 1_000.0;

/// A socket with a word so long after its first is a good one. Until then the first proves nothing:
/// a server, or something on the way to it, may greet and close again.
pub const STEADY: f64 = 10_000.0;

/// How long a link waits for its server.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timeouts {
    /// How long a socket may be silent before it is asked for a sign of life.
    pub silence: f64,
    /// How long the sign of life may take; a socket can die without being closed.
    pub pong: f64,
    /// The longest wait between attempts.
    pub max_delay: f64,
}

/// Where the socket of a link is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SocketState {
    /// Being opened, since then.
    Dialing {
        /// When it began.
        since: f64,
    },
    /// Open since then; the last word came then, and a sign of life was asked for then.
    Open {
        /// When the first word came.
        since: f64,
        /// When the last word came.
        last_contact: f64,
        /// When a sign of life was asked for, if one is awaited.
        asked: Option<f64>,
    },
    /// Down until then.
    Waiting {
        /// When the next attempt begins; `None` once the network is back.
        until: Option<f64>,
    },
}

/// What is due for a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Open another.
    Dial,
    /// Ask for a sign of life.
    Ping,
    /// Give it up: it does not answer.
    Drop,
}

impl SocketState {
    /// Whether there is a socket, open or not yet.
    pub fn has_socket(self) -> bool {
        matches!(self, Self::Dialing { .. } | Self::Open { .. })
    }

    /// Whether the socket was alive long after its first word.
    pub fn has_held(self) -> bool {
        matches!(self, Self::Open { since, last_contact, .. } if last_contact - since >= STEADY)
    }

    /// After a word that came at `now`.
    pub fn heard(self, now: f64) -> Self {
        let since = match self {
            Self::Open { since, .. } => since,
            Self::Dialing { .. } | Self::Waiting { .. } => now,
        };
        Self::Open {
            since,
            last_contact: now,
            asked: None,
        }
    }

    /// After a sign of life was asked for at `now`.
    pub fn asked(mut self, now: f64) -> Self {
        if let Self::Open { asked, .. } = &mut self {
            *asked = Some(now);
        }
        self
    }

    /// The wait after `failures` cuts in a row, of which this is one; `jitter` is a number in 0..1.
    pub fn wait(failures: u32, timeouts: Timeouts, now: f64, jitter: f64) -> Self {
        let doublings = failures.saturating_sub(1).min(8);
        let longest = (INITIAL_DELAY * f64::from(1_u32 << doublings)).min(timeouts.max_delay);
        // Half of it is chance, so that a restarted server is not met by everybody at once.
        let until = now + longest * (0.5 + 0.5 * jitter.clamp(0.0, 1.0));
        Self::Waiting { until: Some(until) }
    }

    /// What is due at `now`.
    pub fn due(self, timeouts: Timeouts, now: f64) -> Option<Due> {
        match self {
            Self::Dialing { since } => (now - since > DIAL_TIMEOUT).then_some(Due::Drop),
            Self::Open {
                asked: Some(asked), ..
            } => (now - asked > timeouts.pong).then_some(Due::Drop),
            Self::Open { last_contact, .. } => {
                (now - last_contact > timeouts.silence).then_some(Due::Ping)
            }
            Self::Waiting { until } => until.is_some_and(|until| now >= until).then_some(Due::Dial),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUTS: Timeouts = Timeouts {
        silence: 15_000.0,
        pong: 8_000.0,
        max_delay: 30_000.0,
    };

    fn delay(failures: u32, jitter: f64) -> f64 {
        match SocketState::wait(failures, TIMEOUTS, 500.0, jitter) {
            SocketState::Waiting { until: Some(until) } => until - 500.0,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_failure_doubles_the_wait_up_to_the_longest() {
        let waits = [1, 2, 3, 4, 5, 6, 7, u32::MAX].map(|failures| delay(failures, 1.0));
        let expected = [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0].map(|s| s * 1_000.0);
        assert_eq!(waits, expected);
        assert_eq!((delay(1, 0.0), delay(1, -5.0)), (500.0, 500.0));
    }

    #[test]
    fn a_silent_socket_is_asked_and_then_given_up() {
        let open = SocketState::Dialing { since: 0.0 }.heard(1_000.0);
        assert_eq!(open.due(TIMEOUTS, 16_000.0), None);
        assert_eq!(open.due(TIMEOUTS, 16_001.0), Some(Due::Ping));
        let asked = open.asked(16_001.0);
        assert_eq!(asked.due(TIMEOUTS, 24_001.0), None);
        assert_eq!(asked.due(TIMEOUTS, 24_002.0), Some(Due::Drop));
        assert_eq!(asked.heard(24_000.0).due(TIMEOUTS, 24_002.0), None);
    }

    #[test]
    fn a_handshake_ends_and_a_wait_without_a_network_does_not() {
        let dialing = SocketState::Dialing { since: 0.0 };
        assert_eq!(dialing.due(TIMEOUTS, 10_000.0), None);
        assert_eq!(dialing.due(TIMEOUTS, 10_001.0), Some(Due::Drop));
        let down = SocketState::Waiting { until: None };
        assert_eq!(down.due(TIMEOUTS, f64::MAX), None);
        let waiting = SocketState::Waiting { until: Some(5.0) };
        assert_eq!(waiting.due(TIMEOUTS, 4.9), None);
        assert_eq!(waiting.due(TIMEOUTS, 5.0), Some(Due::Dial));
    }

    #[test]
    fn only_a_word_long_after_the_first_makes_a_socket_a_good_one() {
        let open = SocketState::Dialing { since: 0.0 }.heard(0.0);
        assert!(!open.has_held() && !open.heard(9_999.0).has_held());
        assert!(open.heard(STEADY).has_held());
    }
}
