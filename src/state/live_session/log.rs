//! What happened in a live session while this tab was in it.
//!
//! Pure. Keeps whatever came, also what it does not understand.

use std::collections::VecDeque;

use wire::shipped::live::{LiveFrame, LiveKind};

/// How many entries are kept; older ones are let go of, and counted.
const KEPT: usize = 500;

/// What an entry is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A frame, as it came.
    Frame(LiveFrame),
    /// The line was down; whatever was said meanwhile is not here.
    Gap,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Tells it from others.
    pub id: u64,
    /// When it came, in milliseconds since 1970.
    pub at: f64,
    /// What it is.
    pub what: What,
}

/// Somebody in the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// By which name.
    pub client: String,
    /// As what, where the server says so.
    pub role: Option<String>,
}

/// What happened, and who is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// The newest entries, oldest first.
    pub entries: VecDeque<Entry>,
    /// How many older ones were let go of.
    pub dropped: u64,
    /// How many people there are, as the server last said.
    pub count: Option<u64>,
    /// This tab, as the session knows it.
    pub me: Option<Person>,
    /// The others who joined while this tab listened. Whoever was there before is not named.
    pub others: Vec<Person>,
    next: u64,
}

impl Log {
    /// Takes in a frame that came at `now`.
    pub fn take(&mut self, frame: LiveFrame, now: f64) {
        if let Some(count) = frame.participants() {
            self.count = Some(count);
        }
        let person = frame.text("client_id").map(|client| Person {
            client: client.to_owned(),
            role: frame.text("role").map(str::to_owned),
        });
        match (&frame.kind, person) {
            (Some(LiveKind::Welcome), person) => {
                self.me = person;
                self.others.clear();
            }
            (Some(LiveKind::ParticipantJoined), Some(person)) => {
                let is_me = self
                    .me
                    .as_ref()
                    .is_some_and(|me| me.client == person.client);
                self.others.retain(|other| other.client != person.client);
                if !is_me {
                    self.others.push(person);
                }
            }
            (Some(LiveKind::ParticipantLeft), Some(person)) => {
                self.others.retain(|other| other.client != person.client);
            }
            _ => {}
        }
        self.push(What::Frame(frame), now);
    }

    /// Notes that the line was down until `now`.
    pub fn gap(&mut self, now: f64) {
        self.push(What::Gap, now);
    }

    /// Notes that this tab is no longer there: who else is, is not known any more.
    pub fn out(&mut self) {
        self.count = None;
        self.me = None;
        self.others.clear();
    }

    fn push(&mut self, what: What, at: f64) {
        if self.entries.len() >= KEPT {
            self.entries.pop_front();
            self.dropped = self.dropped.saturating_add(1);
        }
        let id = self.next;
        self.next = id.wrapping_add(1);
        self.entries.push_back(Entry { id, at, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(log: &mut Log, text: &str) {
        log.take(LiveFrame::read(text).unwrap(), 0.0);
    }

    fn named(log: &Log) -> Vec<&str> {
        log.others.iter().map(|one| one.client.as_str()).collect()
    }

    #[test]
    fn people_come_and_go() {
        let mut log = Log::default();
        take(
            &mut log,
            r#"{"type":"welcome","client_id":"me","role":"participant","participant_count":1}"#,
        );
        take(
            &mut log,
            r#"{"type":"participant_joined","client_id":"me","participant_count":1}"#,
        );
        assert_eq!(named(&log), [""; 0]);
        let joined =
            r#"{"type":"participant_joined","client_id":"a","role":"host","participant_count":2}"#;
        take(&mut log, joined);
        take(&mut log, joined);
        assert_eq!((named(&log), log.count), (vec!["a"], Some(2)));
        take(
            &mut log,
            r#"{"type":"participant_left","client_id":"a","participant_count":1}"#,
        );
        assert_eq!((named(&log), log.count), (vec![], Some(1)));
        assert_eq!(
            log.me.as_ref().unwrap().role.as_deref(),
            Some("participant")
        );
        log.out();
        assert_eq!((log.count, &log.me), (None, &None));
        assert_eq!(log.entries.len(), 5);
    }

    #[test]
    fn whatever_comes_is_kept_and_the_oldest_goes_first() {
        let mut log = Log::default();
        for number in 0..KEPT + 3 {
            take(&mut log, &format!(r#"{{"n":{number}}}"#));
        }
        log.gap(1.0);
        assert_eq!((log.entries.len(), log.dropped), (KEPT, 4));
        assert_eq!(log.entries.front().unwrap().id, 4);
        assert_eq!(log.entries.back().unwrap().what, What::Gap);
    }
}
