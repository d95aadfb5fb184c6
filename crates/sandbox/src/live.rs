//! The live feeds: numbered events, kept for a while, so that a reconnecting client misses none.
//!
//! The ring of past frames is the only buffer. A socket remembers how far it
//! has read and is woken when there is more; one that falls off the ring's
//! end is dropped. So a slow reader delays no other.

pub mod presence;
pub mod socket;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::Utc;
use tokio::sync::{broadcast, watch};
use wire::events::{Event, Feed, Frame};

use crate::{clock::Clock, faults::Faults};
use presence::Presence;

/// How many past frames a feed keeps.
const KEPT: usize = 10_000;
/// How many bytes of past frames a feed keeps; content can be large.
const KEPT_BYTES: usize = 64 << 20;
/// How many frames are handed out at once.
const BATCH: usize = 256;

/// Both feeds. Copies are the same ones.
#[derive(Clone)]
pub struct Live {
    jobs: Arc<Log>,
    content: Arc<Log>,
    presence: Presence,
    clock: Clock,
    faults: Faults,
}

/// One frame as it is sent.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub seq: u64,
    /// Its text.
    pub text: Arc<str>,
    /// How often it is sent to those who listen: once, unless a fault says otherwise.
    pub copies: u8,
}

/// The past frames of a feed, and how many bytes they are.
#[derive(Default)]
struct Ring {
    lines: VecDeque<Line>,
    bytes: usize,
}

impl Ring {
    fn push(&mut self, line: Line) {
        self.bytes += line.text.len();
        self.lines.push_back(line);
        // The newest stays, however large it is: whoever listens must get it.
        while self.lines.len() > 1 && (self.lines.len() > KEPT || self.bytes > KEPT_BYTES) {
            let oldest = self.lines.pop_front();
            self.bytes -= oldest.map_or(0, |line| line.text.len());
        }
    }
}

/// One feed.
pub struct Log {
    ring: Mutex<Ring>,
    newest: watch::Sender<u64>,
    hang_up: broadcast::Sender<u16>,
}

/// What there is after a number.
#[derive(Debug)]
pub enum After {
    /// These frames, in order; none if there is nothing new.
    Lines(Vec<Line>),
    /// The first of them are gone, or the number is from another life.
    Gone,
}

impl Live {
    /// Feeds whose numbers are higher than those of any life before.
    ///
    /// Numbers begin with the milliseconds since 1970, so a number that a
    /// reader remembers from before a restart is never taken for a new one.
    pub fn new(clock: Clock, faults: Faults) -> Self {
        let first = u64::try_from(Utc::now().timestamp_millis()).unwrap_or_default();
        Self {
            jobs: Arc::new(Log::new(first)),
            content: Arc::new(Log::new(first)),
            presence: Presence::default(),
            clock,
            faults,
        }
    }

    /// One of the feeds.
    pub fn log(&self, feed: Feed) -> &Arc<Log> {
        match feed {
            Feed::Jobs => &self.jobs,
            Feed::Content => &self.content,
        }
    }

    /// Who has what open.
    pub fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Numbers an event and lets everybody have it.
    pub fn publish(&self, event: Event) {
        let feed = match &event {
            Event::Job(..) => Feed::Jobs,
            Event::Content(..) | Event::Delta { .. } | Event::Unknown(_) => Feed::Content,
        };
        let copies = self.faults.frame_copies(feed);
        self.log(feed).push(event, copies, &self.clock);
    }

    /// Closes every socket of a feed with a code.
    pub fn hang_up(&self, feed: Feed, code: u16) {
        // No connection is open: nothing to close.
        let _ = self.log(feed).hang_up.send(code);
    }

    /// How many sockets listen.
    pub fn listeners(&self) -> usize {
        self.jobs.newest.receiver_count() + self.content.newest.receiver_count()
    }
}

impl Log {
    fn new(first: u64) -> Self {
        Self {
            ring: Mutex::default(),
            newest: watch::Sender::new(first),
            hang_up: broadcast::Sender::new(4),
        }
    }

    fn push(&self, event: Event, copies: u8, clock: &Clock) {
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        let seq = *self.newest.borrow() + 1;
        let frame = Frame::Event {
            seq,
            event,
            timestamp: Some(clock.stamp()),
        };
        ring.push(Line {
            seq,
            text: frame.to_json().to_string().into(),
            copies,
        });
        self.newest.send_replace(seq);
    }

    /// The number of the newest frame.
    pub fn newest(&self) -> u64 {
        *self.newest.borrow()
    }

    /// Wakes when there is a newer frame.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// Tells when to close, and with which code.
    pub fn hang_ups(&self) -> broadcast::Receiver<u16> {
        self.hang_up.subscribe()
    }

    /// The next frames after a number.
    pub fn after(&self, seq: u64) -> After {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = *self.newest.borrow();
        if seq == newest {
            return After::Lines(Vec::new());
        }
        match ring.lines.front() {
            Some(first) if seq < newest && seq + 1 >= first.seq => {
                let skip = usize::try_from(seq + 1 - first.seq).unwrap_or(usize::MAX);
                After::Lines(ring.lines.iter().skip(skip).take(BATCH).cloned().collect())
            }
            _ => After::Gone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log_of(events: u64) -> Log {
        let log = Log::new(100);
        for number in 0..events {
            log.push(
                Event::Unknown(format!("event_{number}")),
                1,
                &Clock::default(),
            );
        }
        log
    }

    #[track_caller]
    fn numbers(log: &Log, after: u64) -> Option<Vec<u64>> {
        match log.after(after) {
            After::Lines(lines) => Some(lines.iter().map(|line| line.seq).collect()),
            After::Gone => None,
        }
    }

    #[test]
    fn whoever_was_there_gets_the_rest() {
        let log = log_of(3);
        assert_eq!(numbers(&log, 100), Some(vec![101, 102, 103]));
        assert_eq!(numbers(&log, 102), Some(vec![103]));
        assert_eq!(numbers(&log, 103), Some(vec![]));
    }

    #[test]
    fn numbers_from_another_life_are_gone() {
        let log = log_of(3);
        assert_eq!(numbers(&log, 99), None);
        assert_eq!(numbers(&log, 104), None);
        assert_eq!(numbers(&log_of(0), 100), Some(vec![]));
    }

    #[test]
    fn the_ring_holds_so_many_bytes_and_always_the_newest() {
        let log = Log::new(100);
        let large = "x".repeat(KEPT_BYTES / 4);
        for _ in 0..6 {
            log.push(Event::Unknown(large.clone()), 1, &Clock::default());
        }
        assert_eq!(numbers(&log, 102), None);
        assert_eq!(numbers(&log, 103), Some(vec![104, 105, 106]));
        log.push(
            Event::Unknown("x".repeat(KEPT_BYTES + 1)),
            1,
            &Clock::default(),
        );
        assert_eq!(numbers(&log, 105), None);
        assert_eq!(numbers(&log, 106), Some(vec![107]));
    }

    #[test]
    fn the_ring_forgets_the_oldest() {
        let log = log_of(KEPT as u64 + 5);
        assert_eq!(numbers(&log, 104), None);
        assert_eq!(numbers(&log, 105).map(|seqs| seqs.len()), Some(BATCH));
    }
}
