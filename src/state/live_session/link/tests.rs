//! Every rule of a live session's socket.

use proptest::prelude::*;

use super::*;

fn frame(kind: &str) -> LiveFrame {
    LiveFrame::read(&format!(r#"{{"type":"{kind}"}}"#)).unwrap()
}

fn chat() -> LiveFrame {
    frame("chat_message")
}

/// A link that was welcomed at time 0.
fn live() -> Link {
    let mut link = Link::default();
    assert_eq!(link.step(Input::Join, 0.0, 0.5), [LinkCommand::Dial(1)]);
    assert_eq!(link.status(), JoinedSessionStatus::Joining);
    let welcome = frame("welcome");
    assert_eq!(
        link.step(Input::Frame(1, welcome.clone()), 0.0, 0.5),
        [LinkCommand::Deliver(welcome)]
    );
    assert_eq!(link.status(), JoinedSessionStatus::Live);
    link
}

#[test]
fn nothing_is_dialed_before_somebody_joins() {
    let mut link = Link::default();
    for input in [Input::Tick, Input::Woke, Input::Offline, Input::Leave] {
        assert_eq!(link.step(input, 60_000.0, 0.5), []);
        assert_eq!(link.status(), JoinedSessionStatus::Out);
    }
}

#[test]
fn a_socket_that_dies_silently_is_noticed() {
    let mut link = live();
    assert_eq!(link.step(Input::Tick, 10_000.0, 0.5), []);
    assert_eq!(
        link.step(Input::Tick, 11_000.0, 0.5),
        [LinkCommand::Heartbeat]
    );
    // No answer, and no close either.
    assert_eq!(link.step(Input::Tick, 16_000.0, 0.5), []);
    assert_eq!(link.step(Input::Tick, 17_000.0, 0.5), [LinkCommand::HangUp]);
    assert_eq!(link.status(), JoinedSessionStatus::Reconnecting);
    assert_eq!(link.last_contact(), None);
    assert_eq!(
        link.step(Input::Tick, 18_000.0, 0.5),
        [LinkCommand::Dial(2)]
    );
    // What was said meanwhile is lost, and that is said.
    assert_eq!(
        link.step(Input::Frame(2, frame("welcome")), 18_100.0, 0.5),
        [LinkCommand::Gap, LinkCommand::Deliver(frame("welcome"))]
    );
    assert_eq!(link.status(), JoinedSessionStatus::Live);
}

#[test]
fn an_answered_heartbeat_is_no_news() {
    let mut link = live();
    assert_eq!(
        link.step(Input::Tick, 11_000.0, 0.5),
        [LinkCommand::Heartbeat]
    );
    let ack = frame("heartbeat_ack");
    assert_eq!(link.step(Input::Frame(1, ack), 11_050.0, 0.5), []);
    assert_eq!(link.last_contact(), Some(11_050.0));
    assert_eq!(link.step(Input::Tick, 17_000.0, 0.5), []);
    assert_eq!(
        link.step(Input::Tick, 22_000.0, 0.5),
        [LinkCommand::Heartbeat]
    );
}

#[test]
fn a_session_that_ends_is_over_though_its_socket_stays_open() {
    let mut link = live();
    let ending = frame("session_ending");
    assert_eq!(
        link.step(Input::Frame(1, ending.clone()), 5.0, 0.5),
        [LinkCommand::Deliver(ending), LinkCommand::HangUp]
    );
    assert_eq!(link.status(), JoinedSessionStatus::Ended);
    for at in 1..100_u32 {
        let now = f64::from(at) * 1_000.0;
        for input in [Input::Tick, Input::Woke, Input::Closed(1), Input::Offline] {
            assert_eq!(link.step(input, now, 0.5), []);
        }
    }
    // Somebody may have opened it again.
    assert_eq!(
        link.step(Input::Join, 100_000.0, 0.5),
        [LinkCommand::Dial(2)]
    );
    assert_eq!(link.status(), JoinedSessionStatus::Joining);
}

#[test]
fn a_handshake_that_is_refused_again_and_again_is_given_up() {
    let mut link = Link::default();
    let mut now = 0.0;
    let mut dials = 0;
    let mut commands = link.step(Input::Join, now, 0.5);
    while now < 600_000.0 {
        now += 1_000.0;
        if let Some(LinkCommand::Dial(generation)) = commands.first() {
            dials += 1;
            commands = link.step(Input::Closed(*generation), now, 0.5);
        } else {
            commands = link.step(Input::Tick, now, 0.5);
        }
    }
    assert_eq!(dials, MAX_FAILURES);
    assert_eq!(link.status(), JoinedSessionStatus::Refused);
    assert_eq!(link.step(Input::Woke, now, 0.5), []);
    assert_eq!(link.step(Input::Join, now, 0.5).len(), 1);
}

#[test]
fn a_line_that_is_cut_right_after_each_welcome_is_given_up_too() {
    let mut link = live();
    let mut now = 0.0;
    let mut generation = 1;
    while link.status() != JoinedSessionStatus::Broken {
        assert!(now < 120_000.0, "never given up");
        link.step(Input::Closed(generation), now, 0.5);
        while let (JoinedSessionStatus::Reconnecting, true) = (link.status(), now < 120_000.0) {
            now += 500.0;
            if let Some(LinkCommand::Dial(next)) = link.step(Input::Tick, now, 0.5).first() {
                generation = *next;
                link.step(Input::Frame(generation, frame("welcome")), now, 0.5);
            }
        }
    }
    assert_eq!(link.step(Input::Tick, now + 60_000.0, 0.5), []);
}

#[test]
fn a_line_that_falls_silent_after_each_welcome_is_given_up_too() {
    let mut link = live();
    let mut now = 0.0;
    while link.status() != JoinedSessionStatus::Broken {
        assert!(now < 300_000.0, "never given up");
        now += 1_000.0;
        for command in link.step(Input::Tick, now, 0.5) {
            if let LinkCommand::Dial(generation) = command {
                link.step(Input::Frame(generation, frame("welcome")), now, 0.5);
            }
        }
    }
}

#[test]
fn cuts_that_lie_far_apart_are_no_reason_to_give_up() {
    let mut link = live();
    let mut now = 0.0;
    for generation in 1..20 {
        now += 11_000.0;
        link.step(Input::Frame(generation, chat()), now, 0.5);
        link.step(Input::Closed(generation), now, 0.5);
        assert_eq!(link.status(), JoinedSessionStatus::Reconnecting);
        now += 1_000.0;
        assert_eq!(
            link.step(Input::Tick, now, 0.5),
            [LinkCommand::Dial(generation + 1)]
        );
        link.step(Input::Frame(generation + 1, chat()), now, 0.5);
        assert_eq!(link.status(), JoinedSessionStatus::Live);
    }
}

#[test]
fn a_page_without_a_network_waits_for_it() {
    let mut link = live();
    assert_eq!(link.step(Input::Offline, 1.0, 0.5), [LinkCommand::HangUp]);
    assert_eq!(link.status(), JoinedSessionStatus::Offline);
    assert_eq!(link.step(Input::Tick, 600_000.0, 0.5), []);
    assert_eq!(
        link.step(Input::Woke, 600_000.0, 0.5),
        [LinkCommand::Dial(2)]
    );
}

#[test]
fn a_page_that_slept_asks_whether_its_line_lives() {
    let mut link = live();
    assert_eq!(link.step(Input::Woke, 5.0, 0.5), [LinkCommand::Heartbeat]);
    assert_eq!(link.step(Input::Woke, 6.0, 0.5), []);
}

#[test]
fn a_handshake_that_is_swallowed_is_cut() {
    let mut link = Link::default();
    link.step(Input::Join, 0.0, 0.5);
    assert_eq!(link.step(Input::Tick, 10_000.0, 0.5), []);
    assert_eq!(link.step(Input::Tick, 11_000.0, 0.5), [LinkCommand::HangUp]);
    assert_eq!(link.status(), JoinedSessionStatus::Reconnecting);
}

#[test]
fn what_an_old_socket_says_is_not_heard() {
    let mut link = live();
    link.step(Input::Closed(1), 1.0, 0.5);
    assert_eq!(link.step(Input::Tick, 2_000.0, 0.5), [LinkCommand::Dial(2)]);
    assert_eq!(link.step(Input::Frame(1, chat()), 2_001.0, 0.5), []);
    assert_eq!(link.step(Input::Closed(1), 2_002.0, 0.5), []);
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        Just(Input::Join),
        Just(Input::Leave),
        Just(Input::Tick),
        Just(Input::Woke),
        Just(Input::Offline),
        (0..6_u64).prop_map(Input::Closed),
        (0..6_u64).prop_map(|generation| Input::Frame(generation, chat())),
        (0..6_u64).prop_map(|generation| Input::Frame(generation, frame("session_ending"))),
    ]
}

proptest! {
    #[test]
    fn there_is_never_more_than_one_socket(
        inputs in proptest::collection::vec((input(), 0.0..20_000.0_f64), 0..60)
    ) {
        let mut link = Link::default();
        let (mut now, mut open) = (0.0, None);
        for (input, passed) in inputs {
            now += passed;
            if let Input::Closed(generation) = input && Some(generation) == open {
                open = None;
            }
            let left = input == Input::Leave;
            for command in link.step(input, now, 0.5) {
                match command {
                    LinkCommand::Dial(generation) => {
                        prop_assert_eq!(open, None, "a second socket");
                        open = Some(generation);
                    }
                    LinkCommand::HangUp => open = None,
                    LinkCommand::Heartbeat => prop_assert!(open.is_some()),
                    LinkCommand::Deliver(_) | LinkCommand::Gap => {}
                }
            }
            if left {
                prop_assert_eq!((open, link.status()), (None, JoinedSessionStatus::Out));
            }
        }
    }
}
