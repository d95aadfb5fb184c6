//! Every rule of the live link.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wire::events::{Event, Frame};

use super::*;
use crate::state::reconnect::DIAL_TIMEOUT;

fn event(seq: u64) -> Frame {
    Frame::Event {
        seq,
        event: told(seq),
        timestamp: None,
    }
}

fn told(seq: u64) -> Event {
    Event::Unknown(seq.to_string())
}

fn hello(seq: u64) -> Frame {
    Frame::Hello { seq }
}

/// A link that was started and greeted at time 0.
fn live(seq: u64) -> Link {
    let mut link = Link::default();
    assert_eq!(
        link.step(Input::Start, 0.0, 0.5),
        [LinkCommand::Dial {
            generation: 1,
            since: None
        }]
    );
    assert_eq!(
        link.step(Input::Frame(1, hello(seq)), 0.0, 0.5),
        [LinkCommand::Resync]
    );
    link
}

#[test]
fn the_first_greeting_asks_for_a_snapshot_and_is_live() {
    assert_eq!(live(7).connection_status(), ConnectionStatus::Live);
}

#[test]
fn events_are_delivered_once_and_in_order() {
    let mut link = live(7);
    assert_eq!(
        link.step(Input::Frame(1, event(8)), 1.0, 0.5),
        [LinkCommand::Deliver(told(8))]
    );
    assert_eq!(link.step(Input::Frame(1, event(8)), 2.0, 0.5), []);
    assert_eq!(link.step(Input::Frame(1, event(7)), 3.0, 0.5), []);
}

#[test]
fn a_gap_asks_for_everything_anew() {
    let mut link = live(7);
    let commands = link.step(Input::Frame(1, event(10)), 1.0, 0.5);
    assert_eq!(
        commands,
        [LinkCommand::Resync, LinkCommand::Deliver(told(10))]
    );
}

#[test]
fn after_a_cut_the_past_is_asked_for_and_replayed() {
    let mut link = live(7);
    link.step(Input::Frame(1, event(8)), 1.0, 0.5);
    assert_eq!(link.step(Input::Closed(1), 2.0, 0.5), []);
    assert_eq!(link.connection_status(), ConnectionStatus::Reconnecting);
    assert_eq!(link.step(Input::Tick, 500.0, 0.5), []);
    let commands = link.step(Input::Tick, 800.0, 0.5);
    assert_eq!(
        commands,
        [LinkCommand::Dial {
            generation: 2,
            since: Some(8)
        }]
    );
    // A server that counts anew may have passed the number, so the replay proves nothing.
    assert_eq!(
        link.step(Input::Frame(2, hello(10)), 900.0, 0.5),
        [LinkCommand::Resync]
    );
    assert_eq!(
        link.step(Input::Frame(2, event(9)), 901.0, 0.5),
        [LinkCommand::Deliver(told(9))]
    );
    assert_eq!(
        link.step(Input::Frame(2, event(10)), 902.0, 0.5),
        [LinkCommand::Deliver(told(10))]
    );
}

#[test]
fn a_feed_that_is_not_offered_is_polled_for_and_never_dialled_again() {
    let mut link = Link::default();
    link.step(Input::Start, 0.0, 0.5);
    assert_eq!(link.step(Input::NotOffered(1), 1.0, 0.5), []);
    assert_eq!(
        (link.connection_status(), link.polls()),
        (ConnectionStatus::Polling, true)
    );
    for at in 1..600 {
        link.step(Input::Visible(false), 1.0, 0.5);
        assert_eq!(link.step(Input::Tick, f64::from(at) * 1_000.0, 0.5), []);
    }
    assert_eq!(link.step(Input::Woke, 600_001.0, 0.5), []);

    assert_eq!(link.step(Input::Contact(true), 600_002.0, 0.5), []);
    assert_eq!(link.last_contact(), Some(600_002.0));
    assert_eq!(link.step(Input::Contact(false), 600_003.0, 0.5), []);
    assert_eq!(
        (link.connection_status(), link.polls()),
        (ConnectionStatus::Offline, true)
    );
    assert_eq!(
        link.step(Input::Contact(true), 600_004.0, 0.5),
        [LinkCommand::Resync]
    );
    assert_eq!(link.connection_status(), ConnectionStatus::Polling);
}

#[test]
fn a_server_that_counts_anew_asks_for_everything_anew() {
    let mut link = live(50);
    link.step(Input::Closed(1), 1.0, 0.0);
    link.step(Input::Tick, 600.0, 0.0);
    assert_eq!(
        link.step(Input::Frame(2, hello(3)), 700.0, 0.5),
        [LinkCommand::Resync]
    );
    assert_eq!(
        link.step(Input::Frame(2, event(4)), 701.0, 0.5),
        [LinkCommand::Deliver(told(4))]
    );
}

#[test]
fn a_lost_past_asks_for_everything_anew_once() {
    let mut link = live(7);
    link.step(Input::Closed(1), 1.0, 0.0);
    link.step(Input::Tick, 600.0, 0.0);
    // The greeting has made everybody ask already.
    assert_eq!(
        link.step(Input::Frame(2, hello(900)), 700.0, 0.5),
        [LinkCommand::Resync]
    );
    assert_eq!(link.step(Input::Frame(2, Frame::Resync), 701.0, 0.5), []);
    assert_eq!(
        link.step(Input::Frame(2, event(901)), 702.0, 0.5),
        [LinkCommand::Deliver(told(901))]
    );
    assert_eq!(
        link.step(Input::Frame(2, Frame::Resync), 703.0, 0.5),
        [LinkCommand::Resync]
    );
}

#[test]
fn a_gap_right_after_a_lost_past_is_noticed() {
    let mut link = live(7);
    link.step(Input::Closed(1), 1.0, 0.0);
    link.step(Input::Tick, 600.0, 0.0);
    link.step(Input::Frame(2, hello(900)), 700.0, 0.5);
    link.step(Input::Frame(2, Frame::Resync), 701.0, 0.5);
    assert_eq!(
        link.step(Input::Frame(2, event(902)), 702.0, 0.5),
        [LinkCommand::Resync, LinkCommand::Deliver(told(902))]
    );
}

#[test]
fn a_line_whose_greeting_was_lost_is_dialled_again() {
    let mut link = Link::default();
    link.step(Input::Start, 0.0, 0.5);
    assert_eq!(link.step(Input::Garbled(1), 1.0, 0.5), []);
    assert_eq!(link.step(Input::Frame(1, Frame::Resync), 2.0, 0.5), []);
    assert_eq!(link.step(Input::Frame(1, event(8)), 3.0, 0.5), []);
    assert_eq!(link.connection_status(), ConnectionStatus::Reconnecting);
    assert_eq!(
        link.step(Input::Tick, DIAL_TIMEOUT + 1.0, 0.5),
        [LinkCommand::HangUp]
    );
}

/// A link to a server without a feed, at time 0.
fn missing() -> Link {
    let mut link = Link::default();
    link.step(Input::Start, 0.0, 0.5);
    link.step(Input::NotOffered(1), 0.0, 0.5);
    link
}

/// At which seconds a sign of life was asked for, when each is answered like this.
fn probes(link: &mut Link, seconds: std::ops::Range<u32>, is_answer: bool) -> Vec<u32> {
    seconds
        .filter(|second| {
            let now = f64::from(*second) * 1_000.0;
            let asked = link.step(Input::Tick, now, 0.5) == [LinkCommand::Probe];
            if asked {
                link.step(Input::Contact(is_answer), now + 5.0, 0.5);
            }
            asked
        })
        .collect()
}

#[test]
fn a_server_that_gives_no_answer_is_asked_for_a_sign_of_life_with_growing_waits() {
    let mut link = missing();
    link.step(Input::Contact(false), 10.0, 0.5);
    assert_eq!(link.connection_status(), ConnectionStatus::Offline);
    assert_eq!(probes(&mut link, 0..70, false), [3, 8, 17, 33, 49, 65]);
    assert_eq!(link.step(Input::Woke, 70_000.0, 0.5), [LinkCommand::Probe]);
    assert_eq!(
        link.step(Input::Contact(true), 70_005.0, 0.5),
        [LinkCommand::Resync]
    );
    assert_eq!(link.connection_status(), ConnectionStatus::Polling);
}

#[test]
fn a_page_that_asks_for_nothing_is_told_when_the_server_goes() {
    let mut link = missing();
    assert_eq!(probes(&mut link, 0..100, true), [30, 61, 92]);
    // Other requests are signs as well.
    link.step(Input::Contact(true), 110_000.0, 0.5);
    assert_eq!(probes(&mut link, 100..141, false), [140]);
    assert_eq!(link.connection_status(), ConnectionStatus::Offline);
    link.step(Input::Visible(false), 141_000.0, 0.5);
    assert_eq!(probes(&mut link, 141..400, true), [0; 0]);
}

#[test]
fn an_answer_beside_a_line_that_waits_brings_it_back_at_once() {
    let mut link = live(7);
    link.step(Input::Closed(1), 1.0, 1.0);
    link.step(Input::Contact(false), 2.0, 1.0);
    assert_eq!(link.connection_status(), ConnectionStatus::Offline);
    let commands = link.step(Input::Contact(true), 3.0, 1.0);
    assert!(matches!(commands[..], [LinkCommand::Dial { .. }]));
    assert_eq!(link.connection_status(), ConnectionStatus::Reconnecting);
}

#[test]
fn a_retired_socket_says_nothing_any_more() {
    let mut link = live(7);
    link.step(Input::Closed(1), 1.0, 0.0);
    link.step(Input::Tick, 600.0, 0.0);
    let before = link.clone();
    assert_eq!(link.step(Input::Frame(1, event(8)), 601.0, 0.5), []);
    assert_eq!(link.step(Input::Closed(1), 602.0, 0.5), []);
    assert_eq!(link, before);
}

#[test]
fn a_silent_line_is_asked_for_a_sign_of_life_and_given_up_without_one() {
    let mut link = live(7);
    assert_eq!(link.step(Input::Tick, TIMEOUTS.silence, 0.5), []);
    assert_eq!(
        link.step(Input::Tick, TIMEOUTS.silence + 1.0, 0.5),
        [LinkCommand::Ping]
    );
    assert_eq!(
        link.step(Input::Tick, TIMEOUTS.silence + TIMEOUTS.pong, 0.5),
        []
    );
    assert_eq!(
        link.step(Input::Tick, TIMEOUTS.silence + TIMEOUTS.pong + 2.0, 0.5),
        [LinkCommand::HangUp]
    );
    assert_eq!(link.connection_status(), ConnectionStatus::Reconnecting);
}

#[test]
fn a_pong_is_a_sign_of_life() {
    let mut link = live(7);
    link.step(Input::Tick, TIMEOUTS.silence + 1.0, 0.5);
    link.step(
        Input::Frame(1, Frame::Pong { seq: Some(7) }),
        TIMEOUTS.silence + 2.0,
        0.5,
    );
    assert_eq!(
        link.step(Input::Tick, TIMEOUTS.silence + TIMEOUTS.pong + 5.0, 0.5),
        []
    );
    assert_eq!(link.last_contact(), Some(TIMEOUTS.silence + 2.0));
}

#[test]
fn a_loss_before_a_silence_is_found_out_by_the_next_sign_of_life() {
    let mut link = live(7);
    let pong = |seq| Input::Frame(1, Frame::Pong { seq });
    assert_eq!(link.step(pong(None), 1.0, 0.5), []);
    assert_eq!(link.step(pong(Some(9)), 2.0, 0.5), [LinkCommand::Resync]);
    assert_eq!(link.step(pong(Some(9)), 3.0, 0.5), []);
    assert_eq!(
        link.step(Input::Frame(1, event(10)), 4.0, 0.5),
        [LinkCommand::Deliver(told(10))]
    );
}

#[test]
fn a_handshake_that_hangs_is_given_up() {
    let mut link = Link::default();
    link.step(Input::Start, 0.0, 0.5);
    assert_eq!(
        link.step(Input::Tick, DIAL_TIMEOUT + 1.0, 0.5),
        [LinkCommand::HangUp]
    );
}

#[test]
fn refused_handshakes_end_in_polling_without_hammering() {
    let mut link = Link::default();
    let mut now = 0.0;
    let mut dials = link.step(Input::Start, now, 1.0).len();
    for second in 0..300 {
        now = f64::from(second) * 1000.0;
        let generation = link.generation;
        link.step(Input::Closed(generation), now, 1.0);
        dials += link.step(Input::Tick, now, 1.0).len();
    }
    assert_eq!(link.connection_status(), ConnectionStatus::Polling);
    assert!(dials < 16, "{dials} dials in five minutes");
}

#[test]
fn no_answer_at_all_is_offline_and_a_greeting_heals_it() {
    let mut link = live(7);
    link.step(Input::Closed(1), 1.0, 0.0);
    link.step(Input::Tick, 600.0, 0.0);
    link.step(Input::Refused(2, false), 700.0, 0.0);
    assert_eq!(link.connection_status(), ConnectionStatus::Offline);
    link.step(Input::Tick, 2_000.0, 0.0);
    link.step(Input::Frame(3, hello(7)), 2_100.0, 0.0);
    assert_eq!(link.connection_status(), ConnectionStatus::Live);
}

#[test]
fn a_lost_network_hangs_up_and_waits_for_it() {
    let mut link = live(7);
    assert_eq!(link.step(Input::Offline, 1.0, 0.5), [LinkCommand::HangUp]);
    assert_eq!(link.connection_status(), ConnectionStatus::Offline);
    assert_eq!(link.step(Input::Tick, 100_000.0, 0.5), []);
    assert_eq!(
        link.step(Input::Woke, 100_001.0, 0.5),
        [LinkCommand::Dial {
            generation: 3,
            since: Some(7)
        }]
    );
}

#[test]
fn stopping_hangs_up_and_starting_begins_anew() {
    let mut link = live(7);
    assert_eq!(link.step(Input::Stop, 1.0, 0.5), [LinkCommand::HangUp]);
    assert_eq!(
        link.step(Input::Start, 2.0, 0.5),
        [LinkCommand::Dial {
            generation: 2,
            since: None
        }]
    );
}

#[test]
fn a_garbled_frame_asks_for_everything_anew() {
    assert_eq!(
        live(7).step(Input::Garbled(1), 1.0, 0.5),
        [LinkCommand::Resync]
    );
}

/// What may happen to a feed.
#[derive(Clone, Debug)]
enum Fate {
    Happens,
    IsLost,
    ComesTwice,
    IsCut,
    Rests,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        4 => Just(Fate::Happens),
        1 => Just(Fate::IsLost),
        1 => Just(Fate::ComesTwice),
        1 => Just(Fate::IsCut),
        2 => Just(Fate::Rests),
    ]
}

/// A link, the server it talks to, and a subscriber who notes which events it knows of.
struct World {
    link: Link,
    now: f64,
    server: u64,
    socket: Option<u64>,
    known: BTreeSet<u64>,
}

impl World {
    fn begin() -> Self {
        let mut world = Self {
            link: Link::default(),
            now: 0.0,
            server: 5,
            socket: None,
            known: BTreeSet::new(),
        };
        world.feed(Input::Start);
        world
    }

    fn feed(&mut self, input: Input) {
        for command in self.link.step(input, self.now, 0.0) {
            match command {
                LinkCommand::Dial { generation, since } => {
                    self.socket = Some(generation);
                    self.feed(Input::Frame(generation, hello(self.server)));
                    for seq in since.unwrap_or(self.server) + 1..=self.server {
                        self.feed(Input::Frame(generation, event(seq)));
                    }
                }
                LinkCommand::Ping => self.says(Frame::Pong {
                    seq: Some(self.server),
                }),
                LinkCommand::Probe => self.feed(Input::Contact(true)),
                LinkCommand::HangUp => self.socket = None,
                // A snapshot brings everything that has happened.
                LinkCommand::Resync => self.known.extend(0..=self.server),
                LinkCommand::Deliver(Event::Unknown(seq)) => {
                    self.known.insert(seq.parse().unwrap());
                }
                LinkCommand::Deliver(_) => {}
            }
        }
    }

    fn says(&mut self, frame: Frame) {
        if let Some(generation) = self.socket {
            self.feed(Input::Frame(generation, frame));
        }
    }

    fn suffer(&mut self, fate: Fate) {
        match fate {
            Fate::Happens => {
                self.server += 1;
                self.says(event(self.server));
            }
            Fate::IsLost => self.server += 1,
            Fate::ComesTwice => self.says(event(self.server)),
            Fate::IsCut => {
                if let Some(generation) = self.socket.take() {
                    self.feed(Input::Closed(generation));
                }
            }
            Fate::Rests => {
                self.now += 60_000.0;
                self.feed(Input::Tick);
            }
        }
    }
}

proptest! {
    /// Whatever is cut, lost or repeated: one quiet moment later, all is known that happened.
    #[test]
    fn after_any_cut_the_picture_is_the_servers(fates in prop::collection::vec(fate(), 0..80)) {
        let mut world = World::begin();
        for fate in fates.into_iter().chain([Fate::Rests, Fate::Rests]) {
            world.suffer(fate);
        }
        prop_assert_eq!(world.known, (0..=world.server).collect::<BTreeSet<_>>());
    }
}

/// What may be heard beside a line that cannot be had.
#[derive(Clone, Debug)]
enum Rumour {
    Contact(bool),
    Tick,
    Woke,
    Offline,
    Stale(Frame),
}

fn rumour() -> impl Strategy<Value = Rumour> {
    prop_oneof![
        4 => any::<bool>().prop_map(Rumour::Contact),
        2 => Just(Rumour::Tick),
        1 => Just(Rumour::Woke),
        1 => Just(Rumour::Offline),
        1 => (0_u64..9).prop_map(|seq| Rumour::Stale(hello(seq))),
    ]
}

impl Rumour {
    fn input(&self) -> Input {
        match self {
            Self::Contact(is_answer) => Input::Contact(*is_answer),
            Self::Tick => Input::Tick,
            Self::Woke => Input::Woke,
            Self::Offline => Input::Offline,
            Self::Stale(frame) => Input::Frame(1, frame.clone()),
        }
    }
}

proptest! {
    /// A server without a feed is never dialled, and stands as it last let itself be heard.
    #[test]
    fn a_missing_feed_stands_as_the_server_was_last_heard(
        rumours in prop::collection::vec(rumour(), 0..80),
    ) {
        let mut link = Link::default();
        link.step(Input::Start, 0.0, 0.5);
        link.step(Input::NotOffered(1), 1.0, 0.5);
        let mut away = false;
        let mut heard = None;
        for (second, rumour) in rumours.iter().enumerate() {
            let now = 1_000.0 * (second as f64 + 1.0);
            let commands = link.step(rumour.input(), now, 0.5);
            let returns = away && matches!(rumour, Rumour::Contact(true));
            match rumour {
                Rumour::Contact(true) => (away, heard) = (false, Some(now)),
                Rumour::Contact(false) | Rumour::Offline => away = true,
                _ => {}
            }
            let probes = commands == [LinkCommand::Probe];
            let may_probe = matches!(rumour, Rumour::Tick | Rumour::Woke);
            prop_assert!(!probes || (away && may_probe));
            let expected = if returns { vec![LinkCommand::Resync] } else { Vec::new() };
            prop_assert!(probes || commands == expected);
            let connection_status = if away { ConnectionStatus::Offline } else { ConnectionStatus::Polling };
            prop_assert_eq!(link.connection_status(), connection_status);
            prop_assert_eq!(link.last_contact(), heard);
            prop_assert!(link.polls());
        }
        prop_assert_eq!(link.step(Input::Stop, 1e9, 0.5), []);
        prop_assert_eq!(link.step(Input::Start, 1e9, 0.5).len(), 1);
    }

    /// A line that is open takes no orders from what is heard beside it.
    #[test]
    fn words_beside_an_open_line_order_nothing(
        fates in prop::collection::vec((fate(), any::<bool>()), 0..60),
    ) {
        let mut world = World::begin();
        for (fate, is_answer) in fates {
            world.suffer(fate);
            let before = world.link.clone();
            if matches!(before.line, Line::Socket(SocketState::Open { .. })) {
                prop_assert_eq!(world.link.step(Input::Contact(is_answer), world.now, 0.0), []);
                prop_assert_eq!(&world.link, &before);
            }
        }
    }
}

/// What a link to a server that greets and closes again does in so many seconds.
#[derive(Debug, Default, PartialEq)]
struct Doings {
    /// At which seconds it dialled, each time with a ticket.
    dials: Vec<u32>,
    /// At which seconds it had everything asked for anew.
    resyncs: Vec<u32>,
    /// How it stood, without repetitions.
    standings: Vec<ConnectionStatus>,
}

/// Has each socket greeted at once and closed after `lasts` seconds.
fn greeted_and_closed(seconds: u32, lasts: u32, jitter: f64) -> (Link, Doings) {
    let mut link = Link::default();
    let mut doings = Doings::default();
    let mut open = None;
    for second in 0..seconds {
        let now = f64::from(second) * 1_000.0;
        let mut due = Vec::from([if second == 0 {
            Input::Start
        } else {
            Input::Tick
        }]);
        if let Some((generation, until)) = open
            && until <= second
        {
            open = None;
            due.insert(0, Input::Closed(generation));
        }
        while let Some(input) = due.pop() {
            for command in link.step(input, now, jitter) {
                match command {
                    LinkCommand::Dial { generation, .. } => {
                        doings.dials.push(second);
                        open = Some((generation, second + lasts));
                        due.push(Input::Frame(generation, hello(7)));
                        if lasts == 0 {
                            open = None;
                            due.insert(0, Input::Closed(generation));
                        }
                    }
                    LinkCommand::Ping => {
                        let (generation, _) = open.unwrap();
                        due.push(Input::Frame(generation, Frame::Pong { seq: Some(7) }));
                    }
                    LinkCommand::Resync => doings.resyncs.push(second),
                    _ => {}
                }
            }
            if doings.standings.last() != Some(&link.connection_status()) {
                doings.standings.push(link.connection_status());
            }
        }
    }
    (link, doings)
}

#[test]
fn a_server_that_greets_and_closes_is_dialled_with_growing_waits() {
    for lasts in [0, 1, 3, 8] {
        for jitter in [0.0, 0.5, 1.0] {
            let (link, doings) = greeted_and_closed(40, lasts, jitter);
            let told = format!("{lasts} s, {jitter}: {doings:?}");
            assert!((4..=8).contains(&doings.dials.len()), "{told}");
            // One full list for each of the first two; polling brings it from then on.
            assert_eq!(doings.resyncs.len(), 2, "{told}");
            assert_eq!(
                (link.connection_status(), link.polls()),
                (ConnectionStatus::Polling, true),
                "{told}"
            );
            // The word does not go back to "Live" with each greeting.
            let live = doings
                .standings
                .iter()
                .filter(|one| **one == ConnectionStatus::Live);
            assert!(live.count() <= 2, "{told}");
        }
    }
}

#[test]
fn the_waits_of_a_flapping_line_grow_up_to_the_longest() {
    let (_, doings) = greeted_and_closed(900, 1, 1.0);
    let gaps: Vec<u32> = doings
        .dials
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    assert!(gaps.windows(2).all(|pair| pair[0] <= pair[1]), "{gaps:?}");
    assert_eq!(gaps.last(), Some(&31), "{gaps:?}");
}

#[test]
fn a_line_that_has_held_begins_with_short_waits_again() {
    let (mut link, doings) = greeted_and_closed(40, 1, 0.0);
    assert_eq!(link.connection_status(), ConnectionStatus::Polling);
    let generation = doings.dials.len() as u64 + 1;
    assert!(matches!(
        link.step(Input::Woke, 50_000.0, 0.0)[..],
        [LinkCommand::Dial { .. }]
    ));
    // Events go on to be told, but the list is asked for once the line has proved itself.
    assert_eq!(
        link.step(Input::Frame(generation, hello(7)), 51_000.0, 0.0),
        []
    );
    assert_eq!(
        link.step(Input::Frame(generation, event(8)), 52_000.0, 0.0),
        [LinkCommand::Deliver(told(8))]
    );
    assert_eq!(link.connection_status(), ConnectionStatus::Polling);
    assert_eq!(link.step(Input::Tick, 60_000.0, 0.0), []);
    assert_eq!(link.step(Input::Tick, 62_001.0, 0.0), [LinkCommand::Ping]);
    let pong = Frame::Pong { seq: Some(8) };
    assert_eq!(
        link.step(Input::Frame(generation, pong), 62_100.0, 0.0),
        [LinkCommand::Resync]
    );
    assert_eq!(
        (link.connection_status(), link.polls()),
        (ConnectionStatus::Live, false)
    );
    link.step(Input::Closed(generation), 70_000.0, 0.0);
    assert_eq!(link.connection_status(), ConnectionStatus::Reconnecting);
    assert!(matches!(
        link.step(Input::Tick, 70_500.0, 0.0)[..],
        [LinkCommand::Dial { .. }]
    ));
    let commands = link.step(Input::Frame(generation + 1, hello(8)), 70_600.0, 0.0);
    assert_eq!(commands, [LinkCommand::Resync]);
    assert_eq!(link.connection_status(), ConnectionStatus::Live);
}

#[test]
fn a_line_that_falls_silent_after_its_greeting_has_not_held() {
    let mut link = live(7);
    let mut dials = 1;
    let mut now = 0.0;
    while now < 600_000.0 {
        now += 1_000.0;
        for command in link.step(Input::Tick, now, 1.0) {
            if let LinkCommand::Dial { generation, .. } = command {
                dials += 1;
                link.step(Input::Frame(generation, hello(7)), now, 1.0);
            }
        }
    }
    assert_eq!(link.connection_status(), ConnectionStatus::Polling);
    assert!(dials <= 16, "{dials} dials in ten minutes");
}

#[test]
fn a_line_that_is_closed_before_its_greeting_or_has_no_ticket_is_dialled_with_growing_waits() {
    type End = fn(u64) -> Input;
    let ends: [End; 3] = [
        Input::Closed,
        |generation| Input::Refused(generation, true),
        |generation| Input::Refused(generation, false),
    ];
    for end in ends {
        let mut link = Link::default();
        let mut due = link.step(Input::Start, 0.0, 0.5);
        let mut dials = 0;
        for second in 1..=40 {
            let now = f64::from(second) * 1_000.0;
            for command in std::mem::take(&mut due) {
                if let LinkCommand::Dial { generation, .. } = command {
                    dials += 1;
                    link.step(end(generation), now, 0.5);
                }
            }
            due = link.step(Input::Tick, now, 0.5);
        }
        assert!((4..=7).contains(&dials), "{dials}");
    }
}

#[test]
fn answers_beside_a_line_without_a_ticket_cut_its_wait_short_once() {
    let mut link = live(7);
    link.step(Input::Closed(1), 1.0, 1.0);
    let mut dials = 0;
    for second in 1..=40 {
        let now = f64::from(second) * 1_000.0;
        // The ticket's route gives no answer, and a list does, every second.
        let mut due = link.step(Input::Tick, now, 1.0);
        due.extend(link.step(Input::Contact(true), now, 1.0));
        for command in due {
            if let LinkCommand::Dial { generation, .. } = command {
                dials += 1;
                link.step(Input::Contact(false), now, 1.0);
                link.step(Input::Refused(generation, false), now, 1.0);
            }
        }
    }
    assert!((4..=7).contains(&dials), "{dials}");
}

proptest! {
    /// However a server treats the sockets: no more than eight dials in any 40 s, unless lines hold.
    #[test]
    fn no_treatment_short_of_a_line_that_holds_brings_many_dials(
        ends in prop::collection::vec((0_u32..9, 0_u8..3), 1..40),
        jitter in 0.0_f64..1.0,
    ) {
        let mut link = Link::default();
        let mut dials = Vec::new();
        let mut ends = ends.iter().cycle();
        let mut due = Vec::from([(0_u32, Input::Start)]);
        for second in 0..200_u32 {
            due.push((second, Input::Tick));
            while let Some(at) = due.iter().position(|(at, _)| *at <= second) {
                let (_, input) = due.remove(at);
                for command in link.step(input, f64::from(second) * 1_000.0, jitter) {
                    if let LinkCommand::Dial { generation, .. } = command {
                        dials.push(second);
                        let Some((lasts, end)) = ends.next() else { continue };
                        match end {
                            0 => due.push((second + lasts, Input::Closed(generation))),
                            1 => due.push((second + lasts, Input::Refused(generation, true))),
                            _ => {
                                due.push((second, Input::Frame(generation, hello(7))));
                                due.push((second + lasts, Input::Closed(generation)));
                            }
                        }
                    }
                }
            }
        }
        for (index, first) in dials.iter().enumerate() {
            let within = dials.iter().skip(index).filter(|at| **at < first + 40).count();
            prop_assert!(within <= 8, "{dials:?}");
        }
    }
}
